"""Background processes are found again, never mistaken, and leave nothing behind."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from devtools import processes, workspace
from devtools.processes import Process

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
IGNORE_POLITE_SIGNALS = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('deaf', flush=True); time.sleep(60)",
]
WITH_CHILD = [
    sys.executable,
    "-c",
    "import subprocess, time; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True); "
    "time.sleep(60)",
]

pytestmark = pytest.mark.usefixtures("own_workspace")


def start(command: list[str] = SLEEP) -> Process:
    return processes.spawn("web", command, env=dict(os.environ), port=8000)


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_process_is_found_again_by_its_name() -> None:
    started = start()
    assert processes.find("web") == started
    assert processes.find("worker") is None


def test_a_stopped_process_is_gone_with_its_record() -> None:
    started = start()
    processes.stop(started)
    assert not started.is_alive()
    assert processes.find("web") is None
    assert not list(workspace.RUN.iterdir())


def test_a_process_deaf_to_requests_is_ended_all_the_same() -> None:
    started = start(IGNORE_POLITE_SIGNALS)
    until(lambda: "deaf" in started.log.read_text())
    processes.stop(started, patience=0.2)
    assert not started.is_alive()


def test_children_end_with_their_parent() -> None:
    started = start(WITH_CHILD)
    until(lambda: started.log.read_text().strip())
    child = int(started.log.read_text())
    processes.stop(started)
    until(lambda: processes.birth_of(child) is None)


def test_children_of_a_parent_that_crashed_are_ended_when_it_is_looked_for() -> None:
    started = start(WITH_CHILD)
    until(lambda: started.log.read_text().strip())
    child = int(started.log.read_text())
    os.kill(started.pid, signal.SIGKILL)
    until(lambda: not started.is_alive())
    os.waitpid(started.pid, 0)

    assert processes.find("web") is None
    until(lambda: processes.birth_of(child) is None)


def test_a_stranger_with_the_same_pid_is_not_ours_and_is_left_alone() -> None:
    started = start()
    stranger = replace(started, birth="1")
    record = workspace.RUN / "web.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), "birth": stranger.birth}))
    assert processes.find("web") is None
    assert started.is_alive()
    processes.kill(started)


def test_a_damaged_record_counts_as_none(own_workspace: Path) -> None:
    (workspace.RUN / "web.json").write_text("{")
    assert processes.find("web") is None
    assert not (workspace.RUN / "web.json").exists()
