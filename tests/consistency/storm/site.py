"""A portal of its own for a storm: servers, workers, beat and writers as real processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
import redis

from devtools import servers, workspace

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Site:
    """Where the servers are, and what runs."""

    environment: dict[str, str]
    folder: Path
    restart_postgres: Callable[[], None] | None = None
    restart_broker: Callable[[], None] | None = None
    workers: list[subprocess.Popen] = field(default_factory=list)
    others: list[subprocess.Popen] = field(default_factory=list)
    edits: int = 0

    # --- Processes -------------------------------------------------------------------------------

    def start(self, name: str, *command: str) -> subprocess.Popen:
        """A process of the site, in a group of its own so that it can be killed with its own."""
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def run(self, *command: str, seconds: float = 300) -> subprocess.CompletedProcess[str]:
        """A process of the site, to its end."""
        return subprocess.run(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def manage(self, *words: str, seconds: float = 300) -> subprocess.CompletedProcess[str]:
        """A management command, to its end."""
        return self.run("django", *words, seconds=seconds)

    def start_worker(self) -> None:
        """One more worker with one process."""
        number = len(self.workers)
        options = ["--concurrency", "1", "--loglevel", "WARNING", "--hostname", f"storm{number}"]
        self.workers.append(
            self.start(f"worker{number}", "celery", "-A", "portal", "worker", *options)
        )

    def start_beat(self) -> None:
        """The clock that sends the sweep."""
        schedule = str(self.folder / "beat")
        options = ["--loglevel", "WARNING", "--schedule", schedule, "--pidfile", ""]
        self.others.append(self.start("beat", "celery", "-A", "portal", "beat", *options))

    def kill_worker(self) -> None:
        """Ends a worker as a power cut would, and puts a new one in its place."""
        victim = self.workers.pop(0)
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait(timeout=30)
        self.start_worker()

    def start_writer(self, name: str, edits: int, pause: float) -> subprocess.Popen:
        """A process that makes random edits."""
        self.edits += edits
        writer = self.start(
            name,
            "tests.consistency.storm.write",
            "edit",
            name,
            str(edits),
            str(self.progress_file),
            str(pause),
        )
        self.others.append(writer)
        return writer

    def stop(self) -> None:
        """Ends whatever still runs."""
        for process in [*self.others, *self.workers]:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)

    # --- What happens ----------------------------------------------------------------------------

    @property
    def progress_file(self) -> Path:
        return self.folder / "edits"

    def progress(self) -> float:
        """The part of all edits that is made, 0 to 1."""
        made = self.progress_file.stat().st_size if self.progress_file.exists() else 0
        return made / max(self.edits, 1)

    def wait_for(self, progress: float, seconds: float = 300) -> None:
        """Waits until so great a part of the edits is made."""
        until = time.monotonic() + seconds
        while self.progress() < progress:
            assert time.monotonic() < until, f"only {self.progress():.0%} of the edits were made"
            time.sleep(0.02)

    def flush_broker(self) -> None:
        """Every hint, queue and binding is lost."""
        with redis.Redis.from_url(self.environment["REDIS_URL"]) as client:
            client.flushall()

    def pending(self) -> int:
        """How many changes wait or are set aside."""
        status = self.manage("matching_status", "--json")
        numbers = json.loads(status.stdout)
        return numbers["pending"] + numbers["set_aside"]

    def check(self, wait: float) -> dict[str, Any]:
        """What `check_matches` says once nothing waits."""
        answer = self.manage("check_matches", "--wait", str(wait), "--json", seconds=wait + 300)
        assert answer.stdout, answer.stderr + self.logs()
        return json.loads(answer.stdout)

    def logs(self, lines: int = 15) -> str:
        """The ends of all logs."""
        return "\n".join(
            f"--- {log.name}\n" + "\n".join(log.read_text().splitlines()[-lines:])
            for log in sorted(self.folder.glob("*.log"))
        )


@contextmanager
def site(folder: Path, *, people: int, postings: int, space: str = "storm") -> Iterator[Site]:
    """A running portal with two workers and beat over a small world.

    Its servers and its settings are those of the space: `tests.consistency.<space>.settings`.
    """
    with ExitStack() as stack:
        made = stack.enter_context(_servers(folder, space))
        _empty_database(made.environment["DATABASE_URL"])
        made.flush_broker()
        for step in (
            made.manage("migrate", "--verbosity", "0"),
            made.run("tests.consistency.storm.write", "world", str(people), str(postings)),
        ):
            assert step.returncode == 0, step.stdout + step.stderr
        stack.callback(made.stop)
        made.start_worker()
        made.start_worker()
        made.start_beat()
        assert made.check(wait=60)["clean"], made.logs()
        yield made


@contextmanager
def _servers(folder: Path, space: str) -> Iterator[Site]:
    """Embedded servers that nobody else uses, so that they may be restarted."""
    workspace.make_folders()
    postgres, broker = servers.of(space)
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DATABASE_URL", "REDIS_URL", "CACHE_URL"}
    }
    try:
        for server in (postgres, broker):
            server.start()
            environment |= server.environment()
        environment["DJANGO_SETTINGS_MODULE"] = f"tests.consistency.{space}.settings"
        yield Site(environment, folder, postgres.restart, broker.restart)
    finally:
        broker.stop()
        postgres.stop()


def _empty_database(address: str) -> None:
    connection = psycopg2.connect(address)
    with connection, connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()
