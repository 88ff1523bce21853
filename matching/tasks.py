"""What the broker wakes up. Each may run twice or not at all: the outbox knows what is to do."""

from celery import shared_task

from matching import outbox, recompute, schedule
from matching.changes.pruning import prune_now
from matching.recompute import Outcome

_MOST_TRIES = 5


@shared_task(name=outbox.DRAIN_TASK)
def drain(shard: int, tries: int = 0) -> None:
    """Follows a shard's pending changes. Another drain of the shard may have read too early."""
    outcome = recompute.drain(shard)
    if outcome is Outcome.MORE:
        outbox.wake([shard])
    elif outcome is Outcome.BUSY and tries < _MOST_TRIES:
        outbox.wake([shard], tries=tries + 1, countdown=0.2)


@shared_task(name="matching.sweep")
def sweep() -> None:
    """Wakes shards whose hint was lost."""
    schedule.sweep()


@shared_task(name="matching.follow_taxonomy")
def follow_taxonomy() -> None:
    """Moves profiles and postings from skills that were merged into others."""
    schedule.follow_taxonomy()


@shared_task(name="matching.count_postings")
def count_postings() -> None:
    """Counts how often postings ask for each skill."""
    schedule.count_postings()


@shared_task(name="matching.prune_changes")
def prune_changes() -> None:
    """Deletes changes that are news no more."""
    prune_now()


@shared_task(name="matching.mark_due")
def mark_due() -> None:
    """Marks what a date has changed."""
    schedule.mark_due()


@shared_task(name="matching.forget_old_minutes")
def forget_old_minutes() -> None:
    """Deletes what was noted of the work days ago."""
    schedule.forget_old_minutes()
