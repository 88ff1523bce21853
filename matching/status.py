"""How the matching stands, in a few numbers, and in more for whoever watches it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from matching import pause, progress
from matching.models import MatchCheck, OperatorAct, OutboxEntry, ShardState
from matching.pool import built_for, engine_version
from matching.progress import Rebuild
from matching.sharding import all_shards
from matching.throughput import Minute, last_minutes

_MINUTES = 60


@dataclass(frozen=True, slots=True)
class LastCheck:
    """When stored lists were last held against the reference, how many, and what differed.

    `sides` says what a sample proves (`matching.check.report.Side`), `problems` the first
    differences in words; `behind` counts lists whose changes were still waiting.
    """

    finished_at: datetime
    lists: int
    differences: int
    behind: int
    sample: int | None
    sides: list[dict[str, Any]]
    problems: list[str]


@dataclass(frozen=True, slots=True)
class Status:
    """Changes that wait, the age of the oldest in seconds, and what was set aside."""

    pending: int
    oldest_age_s: float
    set_aside: int
    engine_version: str
    last_check: LastCheck | None
    paused_since: datetime | None


def status() -> Status:
    """The numbers now, in four queries."""
    waiting = OutboxEntry.objects.aggregate(
        pending=Count("id", filter=Q(set_aside_at__isnull=True)),
        oldest=Min("created_at", filter=Q(set_aside_at__isnull=True)),
        set_aside=Count("id", filter=Q(set_aside_at__isnull=False)),
    )
    paused = pause.current_pause()
    return Status(
        pending=waiting["pending"],
        oldest_age_s=_age(waiting["oldest"]),
        set_aside=waiting["set_aside"],
        engine_version=engine_version(),
        last_check=_last_check(),
        paused_since=paused.at if paused else None,
    )


def _last_check() -> LastCheck | None:
    check = MatchCheck.objects.first()
    if check is None:
        return None
    return LastCheck(
        finished_at=check.finished_at,
        lists=check.lists,
        differences=check.differences,
        behind=check.behind,
        sample=check.sample,
        sides=check.sides,
        problems=check.problems,
    )


@dataclass(frozen=True, slots=True)
class ShardStatus:
    """A shard's queue, whether a worker is at it now, and what its lists were built for.

    `current` is False where that is another engine, taxonomy or size than today's.
    """

    shard: int
    pending: int
    oldest_age_s: float
    set_aside: int
    at_work: bool
    stored_for: str
    current: bool
    written_at: datetime | None


@dataclass(frozen=True, slots=True)
class Watch:
    """All that whoever runs the matching looks at."""

    now: Status
    pause: OperatorAct | None
    shards: tuple[ShardStatus, ...]
    rebuild: Rebuild | None
    minutes: tuple[Minute, ...]
    acts: tuple[OperatorAct, ...]

    @property
    def changes_a_minute(self) -> float:
        """Of the last ten whole minutes."""
        return sum(minute.changes for minute in self.minutes[-11:-1]) / 10

    @property
    def longest_wait_s(self) -> float:
        """From commit to stored, of the slowest change in the last hour."""
        return max(minute.longest_wait_s for minute in self.minutes)

    @property
    def is_outdated(self) -> bool:
        """Whether a shard's lists were built for another engine than the one in force."""
        return not all(shard.current for shard in self.shards)

    @property
    def finishing(self) -> int:
        """Drains that began before a pause and still run."""
        return sum(shard.at_work for shard in self.shards) if self.pause else 0


def watch(*, acts: int = 10) -> Watch:
    """Everything now, in a fixed number of queries."""
    now = status()
    running = progress.at_work()
    return Watch(
        now=now,
        pause=pause.current_pause() if now.paused_since else None,
        shards=_shards(now.engine_version, set(running)),
        rebuild=progress.rebuild(running),
        minutes=tuple(last_minutes(_MINUTES)),
        acts=tuple(OperatorAct.objects.select_related("by")[:acts]),
    )


def _shards(version: str, running: set[int]) -> tuple[ShardStatus, ...]:
    rows = (
        OutboxEntry.objects.order_by()
        .values("shard")
        .annotate(
            pending=Count("id", filter=Q(set_aside_at__isnull=True)),
            oldest=Min("created_at", filter=Q(set_aside_at__isnull=True)),
            aside=Count("id", filter=Q(set_aside_at__isnull=False)),
        )
    )
    queues = {row["shard"]: row for row in rows}
    states = {state.shard: state for state in ShardState.objects.all()}
    wanted = built_for(version)
    found = []
    for shard in all_shards():
        queue, state = queues.get(shard), states.get(shard)
        stored_for = state.built_for if state else ""
        found.append(
            ShardStatus(
                shard=shard,
                pending=queue["pending"] if queue else 0,
                oldest_age_s=_age(queue["oldest"] if queue else None),
                set_aside=queue["aside"] if queue else 0,
                at_work=shard in running,
                stored_for=stored_for,
                current=stored_for == wanted,
                written_at=state.drained_at if state else None,
            )
        )
    return tuple(found)


def _age(since: datetime | None) -> float:
    return round((timezone.now() - since).total_seconds(), 1) if since else 0.0
