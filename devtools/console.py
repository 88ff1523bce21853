"""What `./dev` tells the person, on standard error: standard output belongs to the commands."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from devtools import workspace


class DevError(Exception):
    """A problem to be told in plain words, without a traceback."""


def say(text: str) -> None:
    """Tell the person one thing."""
    print(text, file=sys.stderr, flush=True)


def last_lines(log: Path, count: int = 20, *, since: int = 0) -> str:
    """The last `count` lines of a log, of what was written after byte `since`, indented."""
    if not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(since)
        text = file.read().decode(errors="replace")
    return "\n".join(f"    {line}" for line in text.splitlines()[-count:])


def run_step(
    title: str, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None
) -> None:
    """Run one step of the set-up, its output in .dev/log/setup.log, with the seconds as progress.

    Raises DevError with the end of the output when the command fails.
    """
    log = workspace.LOGS / "setup.log"
    start_of_output = log.stat().st_size if log.exists() else 0
    progress = _Progress(title)
    with log.open("ab") as output:
        try:
            process = subprocess.Popen(
                command,
                cwd=workspace.ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            raise DevError(f"{title}: {error}") from error
        try:
            while process.poll() is None:
                progress.show()
                try:
                    process.wait(timeout=1)
                except subprocess.TimeoutExpired:
                    continue
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
            progress.end()
    if process.returncode != 0:
        raise DevError(
            f"{title}: failed (exit code {process.returncode}).\n"
            f"{last_lines(log, since=start_of_output)}\n"
            f"The whole output is in {workspace.short(log)}."
        )


class _Progress:
    """One line that counts the seconds on a terminal; elsewhere a line now and then."""

    QUIET_SECONDS = 20

    def __init__(self, title: str) -> None:
        self._title = title
        self._started = time.monotonic()
        self._last_line = self._started
        self._on_terminal = sys.stderr.isatty()
        if not self._on_terminal:
            say(f"==> {title}")

    def _seconds(self) -> int:
        return round(time.monotonic() - self._started)

    def show(self) -> None:
        if self._on_terminal:
            print(f"\r==> {self._title} ({self._seconds()} s)", end="", file=sys.stderr, flush=True)
        elif time.monotonic() - self._last_line >= self.QUIET_SECONDS:
            self._last_line = time.monotonic()
            say(f"    still at it after {self._seconds()} s")

    def end(self) -> None:
        if self._on_terminal:
            print(file=sys.stderr, flush=True)
        elif self._seconds() >= 2:
            say(f"    {self._seconds()} s")
