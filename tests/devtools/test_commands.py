"""What `./dev` understands, and what it hands on to pytest."""

import subprocess
import sys
from pathlib import Path

import pytest

from devtools import suite, workspace
from devtools.commands import COMMANDS, main


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    told = capsys.readouterr().out
    assert [name for name in COMMANDS if f"\n  {name} " not in told] == []


def test_an_unknown_command_is_an_error_that_shows_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["upp"]) == 2
    assert "  up [--port" in capsys.readouterr().out


def test_the_launcher_runs_from_any_folder(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, workspace.ROOT / "dev", "help"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "./dev sets up" in answer.stdout


PARALLEL = ["-n", "2", "--dist", "loadgroup"]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two folders of tests, in one of which servers are restarted."""
    for folder, mark in {"calm": "browser", "storms": "servers"}.items():
        (tmp_path / "tests" / folder).mkdir(parents=True)
        (tmp_path / "tests" / folder / "test_it.py").write_text(f"@pytest.mark.{mark}")
    monkeypatch.setattr(workspace, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ([], [["-m=servers and not full"], ["-m=not servers and not full", *PARALLEL]]),
        (["--full"], [["-m=servers"], ["-m=not servers", *PARALLEL]]),
        (["tests/calm", "-x"], [["-m=not servers and not full", *PARALLEL, "tests/calm", "-x"]]),
        (["-n", "0"], [["-m", "not full", "-n", "0"]]),
        (["--full", "-n", "0"], [["-n", "0"]]),
        (["tests/a.py::test_b"], [["-m", "not full", "tests/a.py::test_b"]]),
        (["-m", "browser"], [["-m", "not full", "-m", "browser"]]),
    ],
)
def test_pytest_gets_defaults_and_then_what_was_typed(
    typed: list[str], given: list[list[str]]
) -> None:
    assert suite.rounds(typed) == given


def test_tests_that_restart_servers_never_run_beside_others(tree: Path) -> None:
    alone, together = suite.rounds(["tests/storms/test_it.py"])
    assert "-n" not in alone
    assert "-m=not servers and not full" in together
