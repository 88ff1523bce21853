"""The virtual environment in .venv, with exactly the packages of requirements.lock."""

import shutil
import subprocess
import sys
from pathlib import Path

from devtools.console import DevError, run_step, say
from devtools.workspace import DEV, PYTHON, ROOT, TOOLS, VENV, fingerprint, is_current

LOCK_FILE = ROOT / "requirements.lock"
UV_LOCK_FILE = ROOT / "devtools" / "uv-requirements.txt"
STAMP = VENV / ".stamp"


def ensure() -> None:
    """Make .venv match requirements.lock; at once when it does already."""
    if is_current(STAMP, _wanted()) and _works():
        return
    STAMP.unlink(missing_ok=True)
    kept = _works()
    if not kept:
        _create()
    try:
        _install()
    except DevError as failure:
        if not kept:
            raise
        say(f"{failure}\nThat may come of a half-made .venv.")
        _create()
        _install()
    STAMP.write_text(_wanted())


def ensure_compiled() -> None:
    """Compile the matching engine's kernels, unless they have not changed since."""
    engine = ROOT / "matching" / "engine"
    sources = [*sorted(engine.rglob("*.py")), LOCK_FILE]
    stamp, wanted = DEV / "kernels.stamp", fingerprint(*sources, *map(_modified, sources))
    if not is_current(stamp, wanted):
        run_step("Compiling the matching engine", [PYTHON, "-m", "matching.engine.warm"])
        stamp.write_text(wanted)


def _modified(file: Path) -> str:
    # What is compiled is kept by the time its source was written.
    return str(file.stat().st_mtime_ns)


def installed(tool: str) -> Path:
    """The path of a command that a package of requirements.lock brings."""
    return VENV / "bin" / tool


def package_folder(package: str) -> Path:
    """Where an installed package lies, without importing it."""
    for site_packages in VENV.glob("lib/python3.*/site-packages"):
        if (site_packages / package).is_dir():
            return site_packages / package
    raise DevError(f"The package {package} is not in .venv. Remove .venv and run ./dev again.")


def _wanted() -> str:
    # pyvenv.cfg names the interpreter, so that a new one asks for a new installation.
    return fingerprint(LOCK_FILE, VENV / "pyvenv.cfg")


def _works() -> bool:
    """Whether .venv has a Python that runs and is new enough, and was made in this very folder."""
    try:
        made_here = str(VENV) in (VENV / "bin" / "activate").read_text()
    except FileNotFoundError:
        return False
    return made_here and _succeeds(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))")


def _succeeds(*command: str | Path) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _create() -> None:
    if VENV.exists():
        say("==> .venv is half made, was moved, or lost its Python: making it anew")
    base = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    try:
        run_step(
            "Making the virtual environment in .venv",
            [base if base.exists() else sys.executable, "-m", "venv", "--clear", VENV],
        )
    except DevError as failure:
        raise DevError(
            f"{failure}\nOn Debian and Ubuntu the package python3-venv may be missing."
        ) from failure


def _install() -> None:
    count = LOCK_FILE.read_text().count("==")
    try:
        uv = _uv()
        run_step(
            f"Installing {count} Python packages (a minute or two the first time)",
            [
                uv,
                "pip",
                "sync",
                "--python",
                PYTHON,
                "--require-hashes",
                "--compile-bytecode",
                LOCK_FILE,
            ],
        )
    except DevError as failure:
        # uv does not read pip's settings, which may name the only registry this machine can reach.
        say(f"{failure}\nuv could not do it; trying with pip, which is slower.")
        run_step(
            f"Installing {count} Python packages with pip (some minutes)",
            [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCK_FILE],
        )


def _uv() -> Path:
    """A uv to install with: the machine's own, or one fetched into .dev/tools."""
    if on_path := shutil.which("uv"):
        return Path(on_path)
    own = TOOLS / "bin" / "uv"
    stamp = TOOLS / ".uv-stamp"
    wanted = fingerprint(UV_LOCK_FILE)
    if not (own.exists() and is_current(stamp, wanted)):
        shutil.rmtree(TOOLS, ignore_errors=True)
        if not _succeeds(PYTHON, "-m", "pip", "--version"):
            run_step("Adding pip to .venv", [PYTHON, "-m", "ensurepip"])
        run_step(
            "Fetching the installer uv",
            [
                PYTHON,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--require-hashes",
                "--target",
                TOOLS,
                "-r",
                UV_LOCK_FILE,
            ],
        )
        stamp.write_text(wanted)
    return own
