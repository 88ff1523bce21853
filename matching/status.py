"""How the matching stands, in a few numbers."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from matching.models import MatchCheck, OutboxEntry
from matching.pool import engine_version


@dataclass(frozen=True, slots=True)
class LastCheck:
    """When stored lists were last held against the reference, how many, and what differed."""

    finished_at: datetime
    lists: int
    differences: int


@dataclass(frozen=True, slots=True)
class Status:
    """Changes that wait, the age of the oldest in seconds, and what was set aside."""

    pending: int
    oldest_age_s: float
    set_aside: int
    engine_version: str
    last_check: LastCheck | None


def status() -> Status:
    """The numbers now, in three queries."""
    waiting = OutboxEntry.objects.aggregate(
        pending=Count("id", filter=Q(set_aside_at__isnull=True)),
        oldest=Min("created_at", filter=Q(set_aside_at__isnull=True)),
        set_aside=Count("id", filter=Q(set_aside_at__isnull=False)),
    )
    oldest = waiting["oldest"]
    check = MatchCheck.objects.first()
    return Status(
        pending=waiting["pending"],
        oldest_age_s=round((timezone.now() - oldest).total_seconds(), 1) if oldest else 0.0,
        set_aside=waiting["set_aside"],
        engine_version=engine_version(),
        last_check=LastCheck(check.finished_at, check.lists, check.differences) if check else None,
    )
