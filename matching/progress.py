"""Which shards are being worked on, and how far a rebuild has come.

A rebuild is one transaction a shard, so rows that it writes show nobody how far it is. Its progress
stands in its connection's name instead, which everybody sees at once in `pg_stat_activity`, and
which Postgres takes back when the transaction ends, however it ends: after a `kill -9` nothing goes
on looking as if it ran. Which shards are worked on is, likewise, who holds their locks.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, F, Min
from django.utils import timezone

from jobseekers.models import Profile
from matching.models import OutboxEntry, ShardState
from matching.sharding import LOCK_SPACE, all_shards

Report = Callable[[int, int], None]
"""Told how many owners are done, of how many."""

_SAID = re.compile(r"matching rebuild (\d+)/(\d+)")
_EVERY_S = 0.5
# A speed taken from less of the shard than this says little.
_ENOUGH = 0.05

_AT_WORK = """
SELECT lock.objid::bigint, activity.xact_start, activity.application_name
  FROM pg_locks lock JOIN pg_stat_activity activity USING (pid)
 WHERE lock.locktype = 'advisory' AND lock.classid::bigint = %s AND lock.objsubid = 2
   AND lock.granted AND lock.database = (SELECT oid FROM pg_database
                                          WHERE datname = current_database())
"""

_REBUILT = """
UPDATE matching_shardstate
   SET rebuilt_at = clock_timestamp(),
       rebuild_seconds = extract(epoch FROM clock_timestamp() - transaction_timestamp())
 WHERE shard = %s
"""


def reporter() -> Report:
    """What a rebuild tells its progress to, as often as it likes. Call within its transaction."""
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < _EVERY_S and done < total:
            return
        last = now
        with connection.cursor() as cursor:
            said = f"matching rebuild {done}/{total}"
            cursor.execute("SELECT set_config('application_name', %s, true)", [said])

    return report


def note_rebuilt(shard: int) -> None:
    """The shard's rebuild is stored: keeps when, and how long it took."""
    with connection.cursor() as cursor:
        cursor.execute(_REBUILT, [shard])


@dataclass(frozen=True, slots=True)
class AtWork:
    """A drain that holds a shard now. `total` is None unless it rebuilds and has said how far."""

    shard: int
    since: datetime
    done: int = 0
    total: int | None = None


def at_work() -> dict[int, AtWork]:
    """{shard: its drain} of the shards that are being worked on, on whatever machine."""
    with connection.cursor() as cursor:
        cursor.execute(_AT_WORK, [LOCK_SPACE])
        rows = cursor.fetchall()
    found = {}
    for shard, since, name in rows:
        said = _SAID.fullmatch(name or "")
        numbers = (int(said[1]), int(said[2])) if said else (0, None)
        found[shard] = AtWork(shard, since, *numbers)
    return found


@dataclass(frozen=True, slots=True)
class ShardRebuild:
    """A shard in a rebuild: `state` is waiting, running, storing or done; `total` in profiles."""

    shard: int
    state: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Rebuild:
    """A rebuild that goes on, or waits to.

    `seconds_left` is None where nothing has been measured yet to tell it from.
    """

    shards: tuple[ShardRebuild, ...]
    asked_at: datetime
    seconds_left: float | None

    @property
    def done(self) -> int:
        """Profiles that are scored."""
        return sum(shard.done for shard in self.shards)

    @property
    def total(self) -> int:
        """Profiles in all its shards."""
        return sum(shard.total for shard in self.shards)


def rebuild(running: dict[int, AtWork]) -> Rebuild | None:
    """How far the rebuild of shards is, from who is at work; None where none is asked for."""
    asked = dict(
        OutboxEntry.objects.filter(kind=OutboxEntry.Kind.SHARD, set_aside_at__isnull=True)
        .order_by()
        .values_list("shard")
        .annotate(asked=Min("created_at"))
    )
    # A burst of changes is followed by a rebuild that nobody asked for.
    for shard, drain in running.items():
        if drain.total is not None:
            asked.setdefault(shard, drain.since)
    if not asked:
        return None
    asked_at = min(asked.values())
    states = {state.shard: state for state in ShardState.objects.all()}
    people = _people()
    parts = []
    for shard in all_shards():
        total, state = people.get(shard, 0), states.get(shard)
        if shard in asked:
            parts.append(_part(shard, total, running.get(shard)))
        elif state and state.rebuilt_at and state.rebuilt_at >= asked_at:
            parts.append(ShardRebuild(shard, "done", total, total))
    return Rebuild(tuple(parts), asked_at, _seconds_left(parts, running, states))


def _people() -> dict[int, int]:
    """{shard: how many profiles}."""
    shard = F("id") % len(all_shards())
    return dict(Profile.objects.order_by().values_list(shard).annotate(count=Count("id")))


def _part(shard: int, total: int, drain: AtWork | None) -> ShardRebuild:
    if drain is None or drain.total is None:
        return ShardRebuild(shard, "waiting", 0, total)
    state = "running" if drain.done < drain.total else "storing"
    return ShardRebuild(shard, state, drain.done, drain.total)


def _seconds_left(
    parts: list[ShardRebuild], running: dict[int, AtWork], states: dict[int, ShardState]
) -> float | None:
    """From how long each shard took the last time, or from its speed now; as many at once as now.

    A shard of which nothing is known takes as long as the others do.
    """
    now = timezone.now()
    whole: dict[int, float] = {}
    passed: dict[int, float] = {}
    for part in parts:
        drain, state = running.get(part.shard), states.get(part.shard)
        if part.state in ("running", "storing") and drain:
            passed[part.shard] = (now - drain.since).total_seconds()
        if state and state.rebuild_seconds:
            whole[part.shard] = state.rebuild_seconds
        elif part.shard in passed and part.done >= _ENOUGH * part.total:
            whole[part.shard] = passed[part.shard] * part.total / max(part.done, 1)
    if not whole:
        return None
    usual = sum(whole.values()) / len(whole)
    left = [
        max(whole.get(part.shard, usual) - passed.get(part.shard, 0.0), 0.0)
        for part in parts
        if part.state != "done"
    ]
    return round(max(sum(left) / max(len(passed), 1), max(left, default=0.0)), 1)
