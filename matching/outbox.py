"""Marks what changed, in the same transaction as the change; after the commit, wakes a worker.

The rows are the promise, the message to the broker only a wake-up: with the broker down, saving
works and the sweep finds the rows later. Rows are deleted one by one by whoever has followed them,
never "all up to the newest": a row of a transaction that commits late stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from matching.models import OperatorAct, OutboxEntry
from matching.sharding import all_shards, shard_of

log = structlog.get_logger(__name__)

DRAIN_TASK = "matching.drain"

# A hint is worth nothing once the sweep has had time to see the rows itself.
_HINT_EXPIRES = 60

# One more try, since a connection kept from before the broker's restart fails once; no waiting,
# since a person waits for their page.
_AT_ONCE_OR_NOT = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}

_MOST_ROWS = 20_000
_LONGEST_REST = 300


def mark_profile_dirty(
    *, profile_id: int, revision: int, reason: str, subject_id: int | None = None
) -> None:
    """This profile changed to `revision`: its shard has work. Call inside the transaction.

    `subject_id` is the skill or credential that the reason is about.
    """
    mark_profiles_dirty(revisions={profile_id: revision}, reason=reason, subject_id=subject_id)


def mark_profiles_dirty(
    *, revisions: dict[int, int], reason: str, subject_id: int | None = None
) -> None:
    """Several profiles changed at once: {profile id: revision}."""
    _write(
        OutboxEntry(
            shard=shard_of(profile_id),
            kind=OutboxEntry.Kind.PROFILE,
            object_id=profile_id,
            revision=revision,
            reason=reason,
            subject_id=subject_id,
        )
        for profile_id, revision in revisions.items()
    )


def mark_posting_dirty(
    *, posting_id: int, revision: int, reason: str, subject_id: int | None = None
) -> None:
    """This posting changed to `revision`: every shard has work. Call inside the transaction."""
    mark_postings_dirty(revisions={posting_id: revision}, reason=reason, subject_id=subject_id)


def mark_postings_dirty(
    *, revisions: dict[int, int], reason: str, subject_id: int | None = None
) -> None:
    """Several postings changed at once: {posting id: revision}."""
    _write(
        OutboxEntry(
            shard=shard,
            kind=OutboxEntry.Kind.POSTING,
            object_id=posting_id,
            revision=revision,
            reason=reason,
            subject_id=subject_id,
        )
        for posting_id, revision in revisions.items()
        for shard in all_shards()
    )


def mark_all_dirty(*, reason: str, shards: Iterable[int] | None = None) -> None:
    """Everything is to be computed anew, shard by shard; the old lists stay readable meanwhile."""
    _write(
        OutboxEntry(shard=shard, kind=OutboxEntry.Kind.SHARD, reason=reason)
        for shard in (all_shards() if shards is None else shards)
    )


def _write(entries: Iterable[OutboxEntry]) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "A change and its mark belong in one transaction: mark inside transaction.atomic()."
        )
    rows = OutboxEntry.objects.bulk_create(entries, batch_size=5000)
    if rows:
        transaction.on_commit(partial(wake, sorted({row.shard for row in rows})))


def wake(shards: Iterable[int], *, tries: int = 0, countdown: float = 0) -> None:
    """Hints that these shards have work. Never fails: without a broker the sweep finds the rows."""
    try:
        for shard in shards:
            current_app.send_task(
                DRAIN_TASK,
                args=[shard],
                kwargs={"tries": tries},
                countdown=countdown or None,
                expires=_HINT_EXPIRES,
                ignore_result=True,
                retry=True,
                retry_policy=_AT_ONCE_OR_NOT,
            )
    except Exception as error:
        # Whatever the broker's trouble is, the change is committed and its saver must not see it.
        log.warning("hint_not_sent", error=repr(error))


Cause = tuple[str, int | None]
"""Why an object changed: the reason, and the skill or credential that it is about."""


@dataclass(frozen=True)
class Item:
    """A changed object (none for a whole shard), the rows that say so, and why it changed."""

    kind: str
    object_id: int | None
    rows: tuple[int, ...]
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True)
class Work:
    """Pending rows of a shard, coalesced: each changed object once, however often it changed."""

    shard: int
    items: tuple[Item, ...]

    def __len__(self) -> int:
        return len(self.items)

    def first(self, count: int) -> "Work":
        """The part that is about the objects that have waited longest."""
        return Work(self.shard, self.items[:count])

    def one_by_one(self) -> list["Work"]:
        """The same work, an object at a time."""
        return [Work(self.shard, (item,)) for item in self.items]

    @property
    def rows(self) -> list[int]:
        """The ids of all rows."""
        return [row for item in self.items for row in item.rows]

    @property
    def profiles(self) -> list[int]:
        """The profiles that changed."""
        return self._ids(OutboxEntry.Kind.PROFILE)

    @property
    def postings(self) -> list[int]:
        """The postings that changed."""
        return self._ids(OutboxEntry.Kind.POSTING)

    @property
    def is_rebuild(self) -> bool:
        """Whether the whole shard is to be computed anew."""
        return any(item.kind == OutboxEntry.Kind.SHARD for item in self.items)

    def causes(self, kind: str) -> dict[int, tuple[Cause, ...]]:
        """{id of a changed profile, or posting: why it changed, each cause once}."""
        return {
            item.object_id: item.causes
            for item in self.items
            if item.kind == kind and item.object_id is not None
        }

    def _ids(self, kind: str) -> list[int]:
        return [
            item.object_id
            for item in self.items
            if item.kind == kind and item.object_id is not None
        ]


def pending(shard: int) -> Work:
    """What the shard has to follow now, oldest first."""
    rows = (
        _due(timezone.now())
        .filter(shard=shard)
        .order_by("id")
        .values_list("id", "kind", "object_id", "reason", "subject_id")[:_MOST_ROWS]
    )
    objects: dict[tuple[str, int | None], tuple[list[int], dict[Cause, None]]] = {}
    for id, kind, object_id, reason, subject_id in rows:
        ids, causes = objects.setdefault((kind, object_id), ([], {}))
        ids.append(id)
        causes[reason, subject_id] = None
    return Work(
        shard,
        tuple(
            Item(kind, object_id, tuple(ids), tuple(causes))
            for (kind, object_id), (ids, causes) in objects.items()
        ),
    )


def _due(now: datetime) -> QuerySet[OutboxEntry]:
    return OutboxEntry.objects.filter(
        Q(not_before__isnull=True) | Q(not_before__lte=now), set_aside_at__isnull=True
    )


def done(work: Work) -> None:
    """Deletes the rows that were followed, and what of the same objects was set aside before."""
    OutboxEntry.objects.filter(id__in=work.rows).delete()
    moot = Q(kind=OutboxEntry.Kind.PROFILE, object_id__in=work.profiles)
    moot |= Q(kind=OutboxEntry.Kind.POSTING, object_id__in=work.postings)
    if work.is_rebuild:
        moot = Q()
    OutboxEntry.objects.filter(moot, shard=work.shard, set_aside_at__isnull=False).delete()


def failed(work: Work, error: Exception) -> None:
    """Counts an attempt against the rows; they rest, longer each time, and then are set aside."""
    now = timezone.now()
    rows = OutboxEntry.objects.filter(id__in=work.rows).select_for_update()
    with transaction.atomic():
        for row in rows:
            row.attempts += 1
            row.error = repr(error)[:2000]
            row.not_before = now + timedelta(seconds=min(2**row.attempts, _LONGEST_REST))
            if row.attempts >= settings.MATCHING_MAX_ATTEMPTS:
                row.set_aside_at = now
                log.error("set_aside", work=str(row), error=row.error)
            row.save(update_fields=["attempts", "error", "not_before", "set_aside_at"])


def retry_set_aside(*, entries: Iterable[int] | None = None, by: User | None = None) -> int:
    """Gives work that was set aside its attempts back, all or these rows; returns how many.

    Who asked for it is kept.
    """
    rows = OutboxEntry.objects.filter(set_aside_at__isnull=False)
    if entries is not None:
        rows = rows.filter(id__in=list(entries))
    with transaction.atomic():
        shards = sorted(set(rows.order_by().values_list("shard", flat=True)))
        count = rows.update(attempts=0, set_aside_at=None, not_before=None, error="")
        if count:
            OperatorAct.objects.create(kind=OperatorAct.Kind.RETRY, by=by, count=count)
        transaction.on_commit(partial(wake, shards))
    return count


def shards_waiting(*, longer_than: timedelta) -> list[int]:
    """Shards with work that may be done now and was written longer ago than this."""
    now = timezone.now()
    return sorted(
        _due(now)
        .filter(created_at__lte=now - longer_than)
        .order_by()
        .values_list("shard", flat=True)
        .distinct()
    )


def rebuilding_shards() -> set[int]:
    """Shards that are waiting to be rebuilt."""
    return set(
        OutboxEntry.objects.filter(kind=OutboxEntry.Kind.SHARD)
        .order_by()
        .values_list("shard", flat=True)
        .distinct()
    )
