"""Starts the reader's process for one file, and ends it whatever it does.

The child gets no environment, no open file but its three streams, and a session of its own, so
that it and all that it might start can be ended together. The file goes in as memory that only
the child is given; no file is written on the way.
"""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, cast

WALL_SECONDS = 15.0
# The longest answer: every character of the longest text as four bytes.
MAX_ANSWER = 1024 * 1024
_CHUNK = 64 * 1024
_WORKER = Path(__file__).parent / "reader" / "worker.py"
_ROOT = Path(__file__).parent.parent.parent
_LIBRARIES = ("pypdf", "docx", "lxml", "cryptography", "typing_extensions")


@dataclass(frozen=True)
class Outcome:
    """What the process wrote, and how it ended: `code` as `subprocess` tells it.

    `late` if it was ended because its time was over.
    """

    output: bytes
    code: int
    late: bool

    @property
    def took_too_long(self) -> bool:
        return self.late or self.code == -signal.SIGXCPU


def run_reader(content: bytes, *, seconds: float = WALL_SECONDS) -> Outcome:
    """Reads `content` in a limited process, for at most `seconds`."""
    return run_limited(
        [sys.executable, "-I", "-S", "-B", str(_WORKER), str(_ROOT), *_libraries()],
        content,
        seconds=seconds,
    )


def run_limited(command: list[str], content: bytes, *, seconds: float) -> Outcome:
    """Runs `command` with `content` as its input; reads at most MAX_ANSWER bytes of its output."""
    deadline = time.monotonic() + seconds
    with _in_memory(content) as stdin:
        process = subprocess.Popen(  # noqa: S603 - our own worker, no part of it from outside
            command,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={},
            start_new_session=True,
        )
    with process:
        try:
            output, late = _read(process, deadline)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return Outcome(output=output, code=process.returncode, late=late)


def _read(process: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, bool]:
    """The output until the process ends, and whether its time was over before that.

    The process is left unreaped, so that its number still is its own when it is ended.
    """
    stdout = cast(IO[bytes], process.stdout)
    output = bytearray()
    poll = select.poll()
    poll.register(stdout, select.POLLIN)
    while (left := deadline - time.monotonic()) > 0:
        if poll.poll(left * 1000):
            chunk = os.read(stdout.fileno(), _CHUNK)
            output += chunk
            if not chunk:
                return bytes(output), not _ended(process, deadline)
            if len(output) > MAX_ANSWER:
                return b"", False
    return b"", True


def _ended(process: subprocess.Popen[bytes], deadline: float) -> bool:
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.002)
    return True


@contextmanager
def _in_memory(content: bytes) -> Iterator[int]:
    descriptor = os.memfd_create("upload")
    try:
        with os.fdopen(os.dup(descriptor), "wb") as memory:
            memory.write(content)
        os.lseek(descriptor, 0, os.SEEK_SET)
        yield descriptor
    finally:
        os.close(descriptor)


@cache
def _libraries() -> list[str]:
    """The folders that the parsers are imported from: the child has no site packages."""
    found = [find_spec(name) for name in _LIBRARIES]
    folders = [Path(spec.origin).parent.parent for spec in found if spec and spec.origin]
    return list(dict.fromkeys(str(folder) for folder in folders))
