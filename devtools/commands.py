"""The commands of `./dev`, as the person types them."""

import argparse
import os
import shutil
import signal
import time
from collections.abc import Callable
from typing import Any, NoReturn

from devtools import assets, checks, environment, processes, servers, stack, suite, workspace
from devtools.console import DevError, say
from devtools.workspace import PYTHON

HELP = """\
./dev sets up, runs, tests and measures the portal. Each command first does the set-up it needs.

  up [--port 8000] [--no-demo] [--detach]   run the portal, with demo data in an empty database
  down                                      stop all of it
  status                                    tell what runs
  test [--full] [pytest arguments]          run the tests; --full adds the long ones
  check                                     format, lint, types, contracts, migrations, messages
  manage COMMAND ...                        Django's manage.py in the same environment
  bench [NAME ...] [--json]                 the benchmarks
  server {dev,test} {postgres,broker} {start,stop,restart,kill,status}
                                            control one embedded server
  reset [--yes]                             remove the databases of this clone

DATABASE_URL and REDIS_URL in the environment replace the embedded servers.
"""

# Commands of manage.py that read no data, or that make the tables themselves.
NEED_NO_DATA = {
    "check", "compilemessages", "help", "makemessages", "makemigrations", "messages", "migrate",
    "showmigrations", "spectacular", "sqlmigrate", "startapp", "version", "--help", "--version",
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit code of `./dev`."""
    name, *rest = arguments or ["help"]
    command = COMMANDS.get(name)
    if command is None:
        print(HELP, end="")
        return 0 if name in ("help", "-h", "--help") else 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # nohup has it ignored
            signal.signal(number, _interrupt)
    try:
        if problem := workspace.obstacle():
            raise DevError(problem)
        workspace.make_folders()
        return command(rest)
    except DevError as failure:
        say(f"./dev {name}: {failure}")
        return 1
    except KeyboardInterrupt:
        say("\n./dev: interrupted")
        return 130
    except BrokenPipeError:  # the reader of our output, such as `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0


def set_up(*, with_assets: bool) -> None:
    """All that the other commands stand on, except servers and data."""
    lock = workspace.exclusive(
        workspace.DEV / "lock",
        on_wait=lambda: say("==> Waiting: another ./dev is setting this clone up"),
    )
    with lock:
        environment.ensure()
        environment.ensure_compiled()
        if with_assets:
            assets.ensure_built()
        no_servers = {
            "DATABASE_URL": "postgres://127.0.0.1/portal",
            "REDIS_URL": "redis://127.0.0.1",
        }
        assets.ensure_translated(
            {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", **no_servers, **os.environ}
        )


def up(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev up", description="Run the portal.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-demo", action="store_true", help="load no demo people and postings")
    parser.add_argument(
        "--detach", action="store_true", help="return when it answers, and leave it running"
    )
    options = parser.parse_args(arguments)

    lock = workspace.exclusive(
        workspace.RUN / "up.lock",
        on_wait=lambda: say("==> Waiting: another ./dev up is starting the portal"),
    )
    with lock:
        if address := stack.address():
            print(f"The portal runs already: {address}  (./dev down stops it)")
            return 0
        stack.refuse_taken_port(options.port)
        set_up(with_assets=True)
        try:
            servers.start("dev")
            stack.prepare_data(demo=not options.no_demo)
            stack.refuse_taken_port(options.port)
            started = stack.start(options.port)
        except BaseException:
            say("==> Stopping what was started")
            _stop_all("dev")
            raise

    print(f"\nThe portal runs: {stack.address()}")
    if not options.no_demo:
        print(stack.SIGN_INS)
    if options.detach:
        print("  Stop it with ./dev down", flush=True)
        return 0
    print("  Stop it with Ctrl-C\n", flush=True)
    return _stay(started)


def _stay(started: list[processes.Process]) -> int:
    """Show the logs till the end, then stop everything."""
    try:
        stack.watch(started)
    except KeyboardInterrupt:
        pass
    finally:
        say("==> Stopping")
        _stop_all("dev")
    return 0


def _interrupt(_number: int, _frame: Any) -> NoReturn:
    raise KeyboardInterrupt


def down(_arguments: list[str]) -> int:
    found = [
        *stack.running(),
        *(p for space in servers.SPACES for s in servers.of(space) if (p := s.process())),
    ]
    _stop_all(*servers.SPACES)
    names = ", ".join(process.name for process in found)
    print(f"Stopped: {names}" if found else "Nothing was running.")
    return 0


def _stop_all(*spaces: str) -> None:
    stack.stop()
    for space in spaces:
        servers.stop(space)


def status(_arguments: list[str]) -> int:
    for name in stack.SERVICES:
        _print_status(name, processes.find(name))
    for space in servers.SPACES:
        for server in servers.of(space):
            if server.is_embedded or server.process():
                _print_status(server.name, server.process())
            else:
                print(f"{server.name:<14} elsewhere ({server.variable} is set)")
    if address := stack.address():
        print(f"The portal runs: {address}")
    return 0


def _print_status(name: str, process: processes.Process | None) -> None:
    if process is None:
        print(f"{name:<14} down")
        return
    minutes, seconds = divmod(int(time.time() - process.since), 60)
    port = f"port {process.port}" if process.port else ""
    print(f"{name:<14} up for {minutes} min {seconds:02} s   pid {process.pid:<8} {port}".rstrip())


def test(arguments: list[str]) -> int:
    set_up(with_assets=True)
    return suite.run(arguments)


def check(arguments: list[str]) -> int:
    argparse.ArgumentParser(
        prog="./dev check", description="Run every check of the code."
    ).parse_args(arguments)
    set_up(with_assets=False)
    return checks.run()


def manage(arguments: list[str]) -> int:
    set_up(with_assets=False)
    servers.start("dev")
    if arguments and arguments[0] not in NEED_NO_DATA:
        stack.prepare_data_once()
    command = stack.manage(*arguments)
    os.execve(PYTHON, [str(word) for word in command], stack.variables("dev"))


def bench(arguments: list[str]) -> int:
    return manage(["bench", *arguments])


def server(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="./dev server", description="Control one embedded server."
    )
    parser.add_argument("space", choices=servers.SPACES)
    parser.add_argument("kind", choices=("postgres", "broker"))
    parser.add_argument("act", choices=("start", "stop", "restart", "kill", "status"))
    options = parser.parse_args(arguments)
    chosen = next(server for server in servers.of(options.space) if server.kind == options.kind)
    if options.act == "status":
        _print_status(chosen.name, chosen.process())
        return 0 if chosen.process() else 3
    if options.act in ("start", "restart"):
        environment.ensure()
    acts: dict[str, Callable[[], None]] = {
        "start": chosen.start, "stop": chosen.stop, "restart": chosen.restart, "kill": chosen.kill,
    }  # fmt: skip
    acts[options.act]()
    return 0


def reset(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="./dev reset", description="Remove the databases of this clone."
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    options = parser.parse_args(arguments)
    if not options.yes:
        say("This stops the portal and removes all its data: accounts, profiles, postings.")
        try:
            answer = input("Type yes to go on: ")
        except EOFError:
            answer = ""
        if answer.strip().lower() != "yes":
            say("Nothing was removed.")
            return 1
    _stop_all(*servers.SPACES)
    shutil.rmtree(workspace.DATA)
    shutil.rmtree(workspace.LOGS)
    workspace.STATE.unlink(missing_ok=True)
    print("The data is gone. ./dev up starts afresh.")
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "up": up, "down": down, "status": status, "test": test, "check": check, "manage": manage,
    "bench": bench, "server": server, "reset": reset,
}  # fmt: skip
