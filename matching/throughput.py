"""How many changes the drains follow, minute by minute."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max, Sum
from django.utils import timezone

from matching.models import DrainMinute
from matching.outbox import Work

_KEPT = timedelta(days=2)

_NOTE = """
INSERT INTO matching_drainminute AS stored (shard, minute, changes, longest_wait_s)
SELECT %(shard)s, date_trunc('minute', clock_timestamp()), count(*),
       extract(epoch FROM max(clock_timestamp() - created_at))
  FROM matching_outboxentry WHERE id = ANY(%(rows)s) AND kind <> 'shard' HAVING count(*) > 0
ON CONFLICT (minute, shard) DO UPDATE SET
    changes = stored.changes + excluded.changes,
    longest_wait_s = greatest(stored.longest_wait_s, excluded.longest_wait_s)
"""


def note(work: Work) -> None:
    """Counts changes that are about to be done. Call in the drain's transaction, before `done`.

    A whole shard's rebuild is no change, and its wait is no sign that changes wait.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, {"shard": work.shard, "rows": work.rows})


def forget_old() -> int:
    """Deletes minutes that nobody looks at any more; returns how many."""
    return DrainMinute.objects.filter(minute__lt=timezone.now() - _KEPT).delete()[0]


@dataclass(frozen=True, slots=True)
class Minute:
    """All shards' work in a minute that begins at `at`; `longest_wait_s` from commit to stored."""

    at: datetime
    changes: int
    longest_wait_s: float


def last_minutes(count: int) -> list[Minute]:
    """The last whole minutes and the running one, oldest first, those without work too."""
    running = timezone.now().replace(second=0, microsecond=0)
    first = running - timedelta(minutes=count - 1)
    rows = (
        DrainMinute.objects.filter(minute__gte=first)
        .values("minute")
        .annotate(all=Sum("changes"), wait=Max("longest_wait_s"))
    )
    found = {row["minute"]: (row["all"], row["wait"]) for row in rows}
    minutes = [first + timedelta(minutes=number) for number in range(count)]
    return [Minute(at, *found.get(at, (0, 0.0))) for at in minutes]
