"""Changes are news for a while: then they are deleted, the oldest first, a few at a time."""

from datetime import datetime, timedelta

from django.utils import timezone

from matching.models import MatchChange

KEPT = timedelta(days=90)
_BATCH = 1000


def prune(*, now: datetime, batch: int = _BATCH) -> int:
    """Deletes what is older than KEPT, a transaction a batch; returns how many rows.

    Ids rise with time but for drains that ran at once, so the oldest are at their beginning.
    """
    deleted = 0
    while True:
        oldest = MatchChange.objects.order_by("id").values_list("id", "at")[:batch]
        old = [id for id, at in oldest if at < now - KEPT]
        if not old:
            return deleted
        MatchChange.objects.filter(id__in=old).delete()
        deleted += len(old)


def prune_now() -> int:
    """`prune` as of this moment."""
    return prune(now=timezone.now())
