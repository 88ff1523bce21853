"""A .dev folder of its own for each test, so that none touches the clone's."""

from pathlib import Path

import pytest

from devtools import processes, servers, workspace


@pytest.fixture
def own_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh .dev; whatever a test leaves running in it is ended."""
    folders = {"DEV": "", "DATA": "data", "LOGS": "log", "RUN": "run", "TOOLS": "tools"}
    for name, folder in folders.items():
        monkeypatch.setattr(workspace, name, tmp_path / folder)
    monkeypatch.setattr(workspace, "STATE", tmp_path / "state.json")
    workspace.make_folders()
    yield tmp_path
    for record in workspace.RUN.glob("*.json"):
        if process := processes.find(record.stem):
            processes.kill(process)


@pytest.fixture
def postgres(own_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> servers.Postgres:
    """A Postgres that was not made yet."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return servers.Postgres("test")


@pytest.fixture
def broker(own_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> servers.Broker:
    """A broker that was never started."""
    monkeypatch.delenv("REDIS_URL", raising=False)
    return servers.Broker("test")
