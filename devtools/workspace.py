"""This clone's own folders: where and whose they are, and what is remembered between runs."""

import fcntl
import hashlib
import json
import os
import pwd
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"
BUILT_ASSETS = ROOT / "static" / "dist"

DEV = ROOT / ".dev"
DATA = DEV / "data"
LOGS = DEV / "log"
RUN = DEV / "run"
TOOLS = DEV / "tools"
BROWSER = DEV / "browser"
STATE = DEV / "state.json"


def short(path: Path) -> str:
    """A path as the person would type it from the top of the clone."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def obstacle() -> str | None:
    """Why this user can't work in this clone, or None when they can."""
    me = os.geteuid()
    for folder in (DEV, VENV, NODE_MODULES, BUILT_ASSETS):
        if folder.exists() and (owner := folder.stat().st_uid) != me:
            return (
                f"{short(folder)} belongs to {_user(owner)} and you are {_user(me)}. "
                f"Work in a clone of your own, or let {_user(owner)} remove that folder."
            )
    if not os.access(ROOT, os.W_OK):
        return f"{ROOT} can't be written by {_user(me)}. Work in a clone of your own."
    return None


def make_folders() -> None:
    """Make the folders of .dev; nothing happens to those that exist."""
    for folder in (DATA, LOGS, RUN, TOOLS):
        folder.mkdir(parents=True, exist_ok=True)


def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


@contextmanager
def exclusive(path: Path, *, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file for the block; call `on_wait` first if another process holds it.

    The kernel frees the lock when its holder dies, so no lock is ever stale.
    """
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def remembered(key: str) -> Any:
    """What `remember` stored under this key, or None."""
    return _state().get(key)


def remember(key: str, value: Any) -> None:
    """Store a value in .dev/state.json, whole or not at all."""
    write_whole(STATE, json.dumps({**_state(), key: value}, indent=2) + "\n")


def _state() -> dict[str, Any]:
    try:
        return dict(json.loads(STATE.read_text()))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


def write_whole(path: Path, text: str, *, mode: int = 0o644) -> None:
    """Replace a file in one step, so that nobody reads half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=mode)
    draft.write_text(text)
    draft.replace(path)


def fingerprint(*parts: Path | str) -> str:
    """A hash of texts, files and whole folders; a missing file counts as empty."""
    digest = hashlib.sha256()
    for part in parts:
        if isinstance(part, str):
            digest.update(part.encode())
            continue
        files = sorted(p for p in part.rglob("*") if p.is_file()) if part.is_dir() else [part]
        for file in files:
            digest.update(str(file).encode())
            digest.update(file.read_bytes() if file.exists() else b"")
    return digest.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Whether the step that left this stamp was finished for the same inputs."""
    return stamp.exists() and stamp.read_text() == value
