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

# Exit codes of pytest.
OK, TESTS_FAILED, NOTHING_COLLECTED = 0, 1, 5


def run(arguments: list[str]) -> int:
    """Run the tests with the caller's arguments, `--full` among them; 0 when none failed."""
    with test_servers():
        env = {
            **stack.variables("test"),
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            **_controls(),
            **browser.variables(),
        }
        pytest = environment.installed("pytest")
        codes = []
        for words in rounds(arguments):
            servers.start("test")  # a failed test of the round before may have left one down
            codes.append(_run_to_its_end([pytest, *words], env))
            if codes[-1] not in (OK, TESTS_FAILED, NOTHING_COLLECTED):
                break
    failed = [code for code in codes if code not in (OK, NOTHING_COLLECTED)]
    return failed[0] if failed else min(codes)


def rounds(arguments: list[str]) -> list[list[str]]:
    """Pytest's arguments, once for each time that it is run: the caller's after our defaults.

    Tests marked servers restart the servers under everybody, so they go first and alone; the rest
    follows in two processes. Who chooses tests by mark or name, or the processes, gets just that.
    """
    chosen = [word for word in arguments if word != "--full"]
    wanted = "" if "--full" in arguments else "not full"
    own_choice = ("-m", "-n", "--numprocesses", "--pdb")
    if any(word.startswith(own_choice) or "::" in word for word in chosen):
        return [[*(["-m", wanted] if wanted else []), *chosen]]

    alone = [_mark("servers", wanted), *chosen]
    together = [_mark("not servers", wanted), "-n", "2", "--dist", "loadgroup", *chosen]
    return [alone, together] if _restart_servers(chosen) else [together]


def _mark(*terms: str) -> str:
    return "-m=" + " and ".join(term for term in terms if term)


def _restart_servers(chosen: list[str]) -> bool:
    """Whether a test among the chosen files, or among all if none is named, is marked servers."""
    paths = [path for word in chosen if (path := workspace.ROOT / word).exists()]
    folders = paths or [workspace.ROOT / "tests"]
    files = [
        file for path in folders for file in ([path] if path.is_file() else path.rglob("*.py"))
    ]
    return any("mark.servers" in file.read_text() for file in files)


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
    """For tests of crashes: each server's command, to be followed by stop, start or kill."""
    names = {"postgres": "PORTAL_TEST_PG_CONTROL", "broker": "PORTAL_TEST_BROKER_CONTROL"}
    return {
        names[server.kind]: _control(server) for server in servers.of("test") if server.is_embedded
    }


def _control(server: Server) -> str:
    return shlex.join(
        [sys.executable, str(workspace.ROOT / "dev"), "server", server.space, server.kind]
    )


def _run_to_its_end(command: list[str | Path], env: dict[str, str]) -> int:
    """Wait for pytest whatever signal comes: the servers are stopped after it, not under it."""
    process = subprocess.Popen(command, cwd=workspace.ROOT, env=env)

    def pass_on(number: int, _frame: Any) -> None:
        # On a terminal pytest has got Ctrl-C already; a second one would cut its clean-up short.
        if number == signal.SIGTERM or not os.isatty(0):
            process.send_signal(signal.SIGINT)

    earlier = {number: signal.signal(number, pass_on) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        return process.wait()
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
