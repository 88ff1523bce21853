"""What time and new versions change: dates, merged skills, lists built for another engine."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

import employers.services
import jobseekers.services
from employers.selectors import posting_shares
from matching import outbox, throughput
from matching.models import ShardState
from matching.pause import is_paused
from matching.pool import built_for, engine_version
from matching.sharding import all_shards
from skills.services import record_posting_shares

_PAGE = 1000
_OVERLOOKED = timedelta(seconds=1)


def mark_due() -> int:
    """Marks every profile and posting that a date has changed; returns how many."""
    today = timezone.localdate()
    marked = 0
    for mark in (jobseekers.services.mark_due_profiles, employers.services.mark_due_postings):
        while count := mark(today=today, limit=_PAGE):
            marked += count
    return marked


def follow_taxonomy() -> int:
    """Moves profiles and postings from skills that were merged into others; returns how many."""
    moved = 0
    for services in (jobseekers.services, employers.services):
        while count := services.follow_replaced_skills(limit=_PAGE):
            moved += count
    return moved


def count_postings() -> int:
    """Notes for the next taxonomy how often each skill is asked; returns how many changed."""
    return record_posting_shares(shares=posting_shares())


def forget_old_minutes() -> int:
    """Deletes what was noted of the work days ago; returns how many rows."""
    return throughput.forget_old()


def mark_outdated() -> list[int]:
    """Marks the shards whose lists were built for another engine, taxonomy or size.

    A shard that is marked already is not marked again. Returns those that were.
    """
    wanted = built_for(engine_version())
    built = dict(ShardState.objects.values_list("shard", "built_for"))
    outdated = [shard for shard in all_shards() if built.get(shard) != wanted]
    if outdated:
        with transaction.atomic():
            outdated = sorted(set(outdated) - outbox.rebuilding_shards())
            outbox.mark_all_dirty(reason=f"built for {wanted}"[:60], shards=outdated)
    return outdated


def sweep() -> list[int]:
    """Wakes the shards whose hint was lost or came too early; returns them. None while paused."""
    mark_outdated()
    if is_paused():
        return []
    waiting = outbox.shards_waiting(longer_than=_OVERLOOKED)
    outbox.wake(waiting)
    return waiting
