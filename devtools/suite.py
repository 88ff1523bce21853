"""The test suite, against a Postgres and a broker of its own."""

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from devtools import browser, environment, servers, stack, workspace
from devtools.console import say
from devtools.servers import Server


def run(arguments: list[str]) -> int:
    """Run pytest with the caller's arguments; `--full` adds the tests marked full. Returns pytest's exit code."""
    with test_servers():
        env = {
            **stack.variables("test"),
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            **_controls(),
            **browser.variables(),
        }
        return _run_to_its_end([environment.installed("pytest"), *pytest_arguments(arguments)], env)


def pytest_arguments(arguments: list[str]) -> list[str]:
    """The caller's arguments after the defaults which they don't replace."""
    chosen = [word for word in arguments if word != "--full"]
    defaults = [] if "--full" in arguments else ["-m", "not full"]
    in_one_process = any(
        word.startswith(("-n", "--numprocesses", "--pdb")) or "::" in word for word in chosen
    )
    if not in_one_process:
        defaults += ["-n", "2", "--dist", "loadgroup"]
    return [*defaults, *chosen]


@contextmanager
def test_servers() -> Iterator[None]:
    """The servers of the tests for the length of the block; those that were up before stay up."""
    lock = workspace.exclusive(
        workspace.RUN / "suite.lock",
        on_wait=lambda: say("==> Waiting: another ./dev test or ./dev check uses the test servers"),
    )
    with lock:
        ours = [
            server
            for server in servers.of("test")
            if server.is_embedded and server.process() is None
        ]
        try:
            servers.start("test")
            yield
        finally:
            for server in reversed(ours):
                server.stop()


def _controls() -> dict[str, str]:
    """For tests of what survives a crash: a command that takes start, stop, restart or kill, for each server."""
    names = {"postgres": "PORTAL_TEST_PG_CONTROL", "broker": "PORTAL_TEST_BROKER_CONTROL"}
    return {
        names[server.kind]: _control(server) for server in servers.of("test") if server.is_embedded
    }


def _control(server: Server) -> str:
    return shlex.join(
        [sys.executable, str(workspace.ROOT / "dev"), "server", server.space, server.kind]
    )


def _run_to_its_end(command: list[str | Path], env: dict[str, str]) -> int:
    """Wait for pytest whatever signal comes, so that the servers are stopped after it and not under it."""
    process = subprocess.Popen(command, cwd=workspace.ROOT, env=env)

    def pass_on(number: int, _frame: Any) -> None:
        # On a terminal Ctrl-C has reached pytest already, and a second one would cut its clean-up short.
        if number == signal.SIGTERM or not os.isatty(0):
            process.send_signal(signal.SIGINT)

    earlier = {number: signal.signal(number, pass_on) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        return process.wait()
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
