"""The embedded servers come up in every state in which an earlier run may have left them."""

import os
import signal
import socket

import psycopg2
import pytest
import redis

from devtools import servers, workspace
from devtools.servers import Broker, Postgres


def query(postgres: Postgres, statement: str) -> object:
    connection = psycopg2.connect(postgres.environment()["DATABASE_URL"])
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone() if cursor.description else None
    finally:
        connection.close()


def test_postgres_keeps_its_data_through_a_crash_and_its_port_through_restarts(
    postgres: Postgres,
) -> None:
    postgres.start()
    port = postgres.port
    query(postgres, "CREATE TABLE kept (word text)")
    query(postgres, "INSERT INTO kept VALUES ('still here')")

    postgres.kill()
    assert postgres.process() is None
    postgres.start()
    postgres.restart()

    assert query(postgres, "SELECT word FROM kept") == ("still here",)
    assert postgres.port == port
    postgres.stop()
    assert postgres.process() is None


def test_postgres_starts_over_what_earlier_runs_left(postgres: Postgres) -> None:
    half_made = postgres.folder.with_name("postgres.draft")
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18")
    postgres.start()
    assert not half_made.exists()

    running = postgres.process()
    (workspace.RUN / "test-postgres.json").unlink()
    assert (postgres.process().pid, postgres.process().port) == (running.pid, running.port)
    postgres.stop()
    assert not running.is_alive()

    stranger = os.getpid()
    (postgres.folder / "postmaster.pid").write_text(f"{stranger}\n{postgres.folder}\n0\n1\n")
    assert postgres.process() is None
    postgres.start()
    assert query(postgres, "SELECT 1") == (1,)
    postgres.stop()


def test_postgres_asks_for_its_password(postgres: Postgres) -> None:
    postgres.start()
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(
            host=servers.HOST, port=postgres.port, user="portal", password="guess", dbname="portal"
        )
    assert (postgres.folder.parent / "postgres-password").stat().st_mode & 0o077 == 0
    postgres.stop()


def test_the_broker_keeps_everything_it_is_given_until_it_is_full(broker: Broker) -> None:
    broker.start()
    client = redis.Redis.from_url(broker.environment()["REDIS_URL"])
    assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    client.close()
    broker.stop()


def test_the_cache_and_the_queue_do_not_share_a_database(broker: Broker) -> None:
    broker.start()
    addresses = broker.environment()
    queue = redis.Redis.from_url(addresses["REDIS_URL"])
    cache = redis.Redis.from_url(addresses["CACHE_URL"])
    queue.set("task", "1")
    cache.flushdb()
    assert queue.get("task") == b"1"
    queue.close()
    cache.close()
    broker.stop()


def test_a_port_that_another_program_took_is_given_up(
    broker: Broker, capsys: pytest.CaptureFixture[str]
) -> None:
    broker.start()
    taken = broker.port
    broker.stop()
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind((servers.HOST, taken))
        stranger.listen()
        broker.start()
        assert broker.port != taken
        assert f"Port {taken} is taken by another program" in capsys.readouterr().err
        broker.stop()


def test_a_server_that_died_is_started_anew(broker: Broker) -> None:
    broker.start()
    pid = broker.process().pid
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    assert broker.process() is None
    broker.start()
    assert broker.process() is not None
    broker.stop()


def test_an_address_in_the_environment_replaces_the_embedded_server(
    own_workspace: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/portal")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    servers.start("test")
    assert [server.process() for server in servers.of("test")] == [None, None]
    assert servers.variables("test") == {}
