"""Background processes that outlive the command that started them; .dev/run has their records."""

import atexit
import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from devtools import workspace

LARGEST_LOG = 10_000_000

_children: list[subprocess.Popen[bytes]] = []  # held, since Python warns of children it lost


@atexit.register
def _note_ends() -> None:
    """Takes note of children that have ended, so that Python does not warn of them as it leaves."""
    for child in _children:
        child.poll()


@dataclass(frozen=True)
class Process:
    """A background process of ours.

    `birth` is the kernel's mark of when it started: a pid alone may since belong to somebody else.
    `since` is the same moment in seconds of the clock; `port` is where it listens, if it does.
    """

    name: str
    pid: int
    birth: str
    since: float
    port: int | None = None

    @property
    def log(self) -> Path:
        return log_of(self.name)

    def is_alive(self) -> bool:
        return birth_of(self.pid) == self.birth


def log_of(name: str) -> Path:
    """Where the process of this name writes its output."""
    return workspace.LOGS / f"{name}.log"


def birth_of(pid: int) -> str | None:
    """The kernel's mark of when a process started; None if there is none, or only its zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None if Path("/proc/self/stat").exists() else _birth_by_ps(pid)
    state, *fields = stat.rpartition(")")[2].split()
    return None if state in "ZX" else fields[18]


def _birth_by_ps(pid: int) -> str | None:
    answer = subprocess.run(
        ["ps", "-o", "state=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    state, _, started = answer.stdout.strip().partition(" ")
    return None if not state or state.startswith("Z") else started.strip()


def find(name: str) -> Process | None:
    """The process of this name if it runs; a record of one that died is dropped."""
    record = _record(name)
    try:
        process = Process(**json.loads(record.read_text()))
    except FileNotFoundError:
        return None
    except (json.JSONDecodeError, TypeError):
        record.unlink(missing_ok=True)
        return None
    if process.is_alive():
        return process
    if birth_of(process.pid) is None:
        _end_group(process.pid)  # it died alone; its children must not stay behind
    record.unlink(missing_ok=True)
    return None


def spawn(
    name: str,
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    port: int | None = None,
    **options: Any,
) -> Process:
    """Start a process in a session of its own, writing to its log, and record it as `name`."""
    log = log_of(name)
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
    with log.open("ab") as output:
        child = subprocess.Popen(
            command,
            cwd=workspace.ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **options,
        )
    _children.append(child)
    process = Process(
        name=name, pid=child.pid, birth=birth_of(child.pid) or "", since=time.time(), port=port
    )
    workspace.write_whole(_record(name), json.dumps(asdict(process)))
    return process


def stop(process: Process, *, ask: signal.Signals = signal.SIGTERM, patience: float = 15) -> None:
    """Ask the process to end; after `patience` seconds end it and whatever is left of its group."""
    if process.is_alive():
        os.kill(process.pid, ask)
        _wait_for_end(process, patience)
    _end_group(process.pid)
    _wait_for_end(process, 5)
    _record(process.name).unlink(missing_ok=True)


def _end_group(leader: int) -> None:
    """End what is left of a process group; in the common case nothing is."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def kill(process: Process) -> None:
    """End the process and its children at once, as a crash would."""
    family = [process.pid, *children_of(process.pid)]
    for pid in family:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while any(birth_of(pid) for pid in family) and time.monotonic() < deadline:
        time.sleep(0.02)
    _record(process.name).unlink(missing_ok=True)


def children_of(pid: int) -> list[int]:
    """The pids of a process's children; empty where the kernel doesn't tell."""
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except FileNotFoundError:
        return []


def command_line(pid: int) -> str:
    """The words a process was started with; empty if there is no such process."""
    try:
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    except (FileNotFoundError, ProcessLookupError):
        answer = subprocess.run(
            ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        return answer.stdout.strip()


def _wait_for_end(process: Process, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while process.is_alive() and time.monotonic() < deadline:
        time.sleep(0.05)


def _record(name: str) -> Path:
    return workspace.RUN / f"{name}.json"
