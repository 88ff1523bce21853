"""The running portal: web, worker and beat over their servers."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from devtools import environment, processes, servers, workspace
from devtools.console import DevError, last_lines, run_step, say
from devtools.processes import Process
from devtools.workspace import PYTHON

SERVICES = ("web", "worker", "beat")
WORKER = "worker@localhost"
READY_SECONDS = 120
STOPPED_ON_PURPOSE = workspace.RUN / "stopped"

SIGN_INS = """\
  Sign in as  jobseeker@example.org  employer@example.org  staff@example.org
  Password    demo-portal"""

HAS_PROFILES = """
import django, sys
django.setup()
from jobseekers.models import Profile
sys.exit(0 if Profile.objects.exists() else 3)
"""


def variables(space: str) -> dict[str, str]:
    """The environment of manage.py and its like: the caller's own, with the servers of a space."""
    settings = {"DJANGO_SETTINGS_MODULE": f"portal.settings.{space}"}
    return {**settings, **os.environ, **servers.variables(space), "PYTHONUNBUFFERED": "1"}


def manage(*words: str) -> list[str | Path]:
    """The command line of manage.py with these words."""
    return [PYTHON, workspace.ROOT / "manage.py", *words]


def prepare_data(*, demo: bool) -> None:
    """Bring the database up to date: tables, taxonomy, and demo people where nobody is yet."""
    env = variables("dev")
    run_step("Migrating the database", manage("migrate", "--noinput"), env=env)
    run_step("Loading the starter taxonomy", manage("load_taxonomy"), env=env)
    if demo and not _has_profiles(env):
        run_step("Loading the demo people and postings", manage("load_demo"), env=env)
    _data_stamp().write_text(_wanted_data())


def prepare_data_once() -> None:
    """The same without demo people, unless it was done before for this database and this code."""
    if not workspace.is_current(_data_stamp(), _wanted_data()):
        prepare_data(demo=False)


def _data_stamp() -> Path:
    return workspace.DATA / "prepared.stamp"


def _wanted_data() -> str:
    migrations = sorted(workspace.ROOT.glob("*/migrations/*.py"))
    return workspace.fingerprint(
        variables("dev")["DATABASE_URL"], *migrations, workspace.ROOT / "skills" / "data"
    )


def _has_profiles(env: dict[str, str]) -> bool:
    answer = subprocess.run(
        [PYTHON, "-c", HAS_PROFILES],
        cwd=workspace.ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode not in (0, 3):
        raise DevError(f"The database can't be read:\n{answer.stderr}")
    return answer.returncode == 0


def running() -> list[Process]:
    """Those of web, worker and beat that run."""
    return [process for name in SERVICES if (process := processes.find(name))]


def address() -> str | None:
    """Where the portal answers, if all of it runs."""
    found = running()
    return f"http://127.0.0.1:{found[0].port}/" if len(found) == len(SERVICES) else None


def refuse_taken_port(port: int) -> None:
    """Raise DevError when another program listens on the port."""
    web = processes.find("web")
    if not servers.is_free(port) and (web is None or web.port != port):
        raise DevError(
            f"Port {port} is taken by another program. Choose another: ./dev up --port {port + 1}"
        )


def start(port: int) -> list[Process]:
    """Start web, worker and beat, and return when all answer."""
    stop()
    STOPPED_ON_PURPOSE.unlink()
    env = variables("dev")
    say(f"==> Starting {', '.join(SERVICES)}")
    commands: dict[str, Sequence[str | Path]] = {
        "web": [
            environment.installed("gunicorn"), "portal.wsgi:application",
            "--bind", f"127.0.0.1:{port}", "--access-logfile", "-", "--no-control-socket",
            "--worker-class", "gthread", "--workers", "2", "--threads", "4",
        ],
        "worker": [
            environment.installed("celery"), "-A", "portal", "worker",
            "--concurrency", "2", "--loglevel", "INFO", "--hostname", WORKER,
        ],
        "beat": [
            environment.installed("celery"), "-A", "portal", "beat",
            "--loglevel", "INFO", "--pidfile=", "--schedule", str(workspace.RUN / "beat-schedule"),
        ],
    }  # fmt: skip
    started = [
        processes.spawn(name, command, env=env, port=port if name == "web" else None)
        for name, command in commands.items()
    ]
    try:
        _wait_until_ready(started, env)
    except BaseException:
        stop()
        raise
    return started


def _wait_until_ready(started: list[Process], env: dict[str, str]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    port = started[0].port or 0
    while not (is_healthy(port) and _worker_answers(env)):
        refuse_dead(started)
        if time.monotonic() > deadline:
            raise DevError(
                f"The portal started but does not answer after {READY_SECONDS} s. "
                f"The end of {workspace.short(started[0].log)}:\n{last_lines(started[0].log)}"
            )
        time.sleep(0.2)


def refuse_dead(started: list[Process]) -> None:
    """Raise DevError, with the end of its log, when one of the processes has died."""
    for process in started:
        if not process.is_alive():
            raise DevError(
                f"{process.name} has died. The end of {workspace.short(process.log)}:\n"
                f"{last_lines(process.log)}"
            )


def is_healthy(port: int) -> bool:
    """Whether /healthz answers 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _worker_answers(env: dict[str, str]) -> bool:
    ping: list[str | Path] = [
        environment.installed("celery"), "-A", "portal", "inspect", "ping",
        "--timeout", "2", "--destination", WORKER,
    ]  # fmt: skip
    answer = subprocess.run(ping, cwd=workspace.ROOT, env=env, capture_output=True, check=False)
    return answer.returncode == 0


def watch(started: list[Process]) -> None:
    """Show the logs until a process dies (DevError) or `./dev down` stops them (returns)."""
    sources = [_Follower(process, number) for number, process in enumerate(started)]
    while True:
        for source in sources:
            source.show()
        if STOPPED_ON_PURPOSE.exists():
            return
        refuse_dead(started)
        time.sleep(0.2)


class _Follower:
    """Prints what a process adds to its log, each line under the process's name."""

    COLOURS = ("36", "33", "35")

    def __init__(self, process: Process, number: int) -> None:
        self._log = process.log.open("rb")
        self._log.seek(0, os.SEEK_END)
        name = f"{process.name:<7}|"
        coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        self._prefix = f"\033[{self.COLOURS[number % 3]}m{name}\033[0m" if coloured else name

    def show(self) -> None:
        for line in self._log:
            print(self._prefix, line.decode(errors="replace").rstrip(), flush=True)


def stop() -> None:
    """Stop web, worker and beat; the last to start is the first to stop."""
    STOPPED_ON_PURPOSE.touch()
    for process in reversed(running()):
        processes.stop(process)
