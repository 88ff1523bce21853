"""What is remembered between two runs, and who may work here."""

import multiprocessing
import os
from pathlib import Path

import pytest

from devtools import workspace


def test_a_fingerprint_changes_with_any_file_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.scss").write_text("one")
    before = workspace.fingerprint(tmp_path)
    assert workspace.fingerprint(tmp_path) == before

    (tmp_path / "a.scss").write_text("two")
    changed = workspace.fingerprint(tmp_path)
    (tmp_path / "b.scss").write_text("")

    assert len({before, changed, workspace.fingerprint(tmp_path)}) == 3


def test_a_missing_input_has_a_fingerprint_too(tmp_path: Path) -> None:
    missing = workspace.fingerprint(tmp_path / "package-lock.json")
    (tmp_path / "package-lock.json").write_text("{}")
    assert workspace.fingerprint(tmp_path / "package-lock.json") != missing


def test_what_is_remembered_is_found_again_and_kept_apart(own_workspace: Path) -> None:
    workspace.remember("dev-postgres-port", 5001)
    workspace.remember("dev-broker-port", 5002)
    assert workspace.remembered("dev-postgres-port") == 5001
    assert workspace.remembered("dev-broker-port") == 5002
    assert workspace.remembered("never-said") is None


def test_a_damaged_memory_counts_as_empty(own_workspace: Path) -> None:
    workspace.STATE.write_text('{"dev-postgres-port": 50')
    assert workspace.remembered("dev-postgres-port") is None
    workspace.remember("dev-postgres-port", 5001)
    assert workspace.remembered("dev-postgres-port") == 5001


def test_a_secret_is_never_readable_by_others(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    workspace.write_whole(secret, "first", mode=0o600)
    workspace.write_whole(secret, "second", mode=0o600)
    assert secret.read_text() == "second"
    assert secret.stat().st_mode & 0o077 == 0


def test_a_second_holder_waits_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    context = multiprocessing.get_context("spawn")
    told = context.Event()
    with workspace.exclusive(path, on_wait=lambda: pytest.fail("nobody else holds it")):
        second = context.Process(target=_hold, args=(path, told))
        second.start()
        assert told.wait(20)
        assert second.is_alive()
    second.join(20)
    assert second.exitcode == 0


def _hold(path: Path, told: "multiprocessing.synchronize.Event") -> None:
    with workspace.exclusive(path, on_wait=told.set):
        pass


def test_another_users_folders_are_refused_by_name(
    own_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: own_workspace.stat().st_uid + 1)
    problem = workspace.obstacle()
    assert problem is not None
    assert "belongs to" in problem
    assert "a clone of your own" in problem
