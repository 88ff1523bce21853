"""Looks at the outbox many times a second: what waits, since when, and what has been followed."""

import threading
import time
from bisect import bisect_left
from dataclasses import dataclass

import psycopg2

_EVERY_S = 0.05
_PATIENCE_S = 2
_WAITING = """
SELECT coalesce(array_agg(id), '{}'), coalesce(extract(epoch FROM now() - min(created_at)), 0)
FROM matching_outboxentry
"""


@dataclass(frozen=True, slots=True)
class Look:
    """One look: when it began and ended (seconds of the clock), rows waiting, age of the oldest."""

    began: float
    ended: float
    depth: int
    oldest_s: float


class Watcher(threading.Thread):
    """Rows leave the outbox in the transaction that stores their effect: gone means stored.

    A look sees what was committed when it began, so a time is too late by one look at most.
    """

    def __init__(self, database: str) -> None:
        super().__init__(daemon=True)
        self.looks: list[Look] = []
        self._database = database
        self._waiting: set[int] = set()
        self._gone: dict[int, float] = {}
        self._ending = threading.Event()

    def run(self) -> None:
        connection = None
        while not self._ending.wait(_EVERY_S):
            try:
                connection = connection or _connected(self._database)
                self._look(connection)
            except psycopg2.Error:
                connection = None
        if connection is not None:
            connection.close()

    def stop(self) -> None:
        """Ends it, after one more look."""
        self._ending.set()
        self.join()

    def wait_until_empty(self, seconds: float) -> bool:
        """Waits until nothing waits, so long at most; whether that came true."""
        until = time.time() + seconds
        asked = time.time()
        while time.time() < until:
            last = self.looks[-1] if self.looks else None
            if last and last.began > asked and last.depth == 0:
                return True
            time.sleep(_EVERY_S)
        return False

    def stored_at(self, row: int, committed: float) -> float | None:
        """When the effect of this row was stored; None if it still waits."""
        if row in self._waiting:
            return None
        if row in self._gone:
            return self._gone[row]
        # It came and went between two looks.
        at = bisect_left(self.looks, committed, key=lambda look: look.began)
        return self.looks[at].ended if at < len(self.looks) else None

    def _look(self, connection: "psycopg2.extensions.connection") -> None:
        began = time.time()
        with connection.cursor() as cursor:
            cursor.execute(_WAITING)
            rows, oldest = cursor.fetchone() or ([], 0)
        ended = time.time()
        waiting = set(rows)
        self._gone.update(dict.fromkeys(self._waiting - waiting, ended))
        self._waiting = waiting
        self.looks.append(Look(began, ended, len(waiting), float(oldest)))


def _connected(database: str) -> "psycopg2.extensions.connection":
    connection = psycopg2.connect(database, connect_timeout=_PATIENCE_S)
    connection.autocommit = True
    return connection
