"""A portal of its own: servers, workers and beat as real processes that may be killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
import redis

from devtools import servers, workspace
from devtools.servers import Server

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE_S = 1200


@dataclass
class Site:
    """Where the servers are, and what runs."""

    environment: dict[str, str]
    folder: Path
    postgres: Server
    broker: Server
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    others: list[subprocess.Popen[bytes]] = field(default_factory=list)
    named: int = 0

    @property
    def database(self) -> str:
        """The address of the database."""
        return self.environment["DATABASE_URL"]

    def start(self, name: str, *command: str) -> subprocess.Popen[bytes]:
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
        number, self.named = self.named, self.named + 1
        options = ["--concurrency", "1", "--loglevel", "WARNING", "--hostname", f"site{number}"]
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

    def stop(self) -> None:
        """Ends whatever still runs."""
        for process in [*self.others, *self.workers]:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)
        self.others.clear()
        self.workers.clear()

    def restart_postgres(self) -> None:
        """Every session ends."""
        self.postgres.restart()

    def restart_broker(self) -> None:
        """Every message is lost, since nothing of it is on disk."""
        self.broker.restart()

    def flush_broker(self) -> None:
        """Every hint, queue and binding is lost."""
        with redis.Redis.from_url(self.environment["REDIS_URL"]) as client:
            client.flushall()

    def empty_database(self) -> None:
        """Every table is gone."""
        self.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public")

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows that a statement gives, if it gives any."""
        connection = psycopg2.connect(self.database)
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
        connection.close()
        return rows

    def load(self, profiles: int, postings: int) -> None:
        """Fills the empty database with the synthetic load. Raises RuntimeError if it can't."""
        words = str(profiles), str(postings)
        step = self.run("portal.bench.load", *words, seconds=_PATIENCE_S)
        if step.returncode:
            raise RuntimeError(step.stdout + step.stderr)

    def logs(self, lines: int = 15) -> str:
        """The ends of all logs."""
        return "\n".join(
            f"--- {log.name}\n" + "\n".join(log.read_text().splitlines()[-lines:])
            for log in sorted(self.folder.glob("*.log"))
        )


@contextmanager
def empty_site(
    folder: Path, *, settings: str, kind: type[Site] = Site, space: str = "storm"
) -> Iterator[Site]:
    """A migrated, empty portal on embedded servers that nobody else uses, so they may be restarted.

    Raises RuntimeError where it can't be migrated.
    """
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
        environment["DJANGO_SETTINGS_MODULE"] = settings
        site = kind(environment, folder, postgres, broker)
        site.empty_database()
        site.flush_broker()
        step = site.manage("migrate", "--verbosity", "0")
        if step.returncode:
            raise RuntimeError(step.stdout + step.stderr)
        try:
            yield site
        finally:
            site.stop()
    finally:
        broker.stop()
        postgres.stop()
