"""Follows what changed: claims a shard's pending rows, scores, and stores the lists by difference.

A drain runs under the shard's lock, so a list has one writer. It reads the pending rows before it
reads the data, so the data are at least as new as the rows; it deletes exactly the rows it read,
in the transaction that stores their effect. A change that commits meanwhile has a row of its own,
which the next drain follows.
"""

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from matching import outbox, progress, throughput
from matching.changes.recording import recording
from matching.engine.select import Best, ProfilesOfPostings, best_postings
from matching.lists import Ints, Scores
from matching.mirror import Mirror, Side
from matching.outbox import Work
from matching.pause import is_paused
from matching.pool import Held, Pool, built_for
from matching.sharding import try_lock_shard
from matching.snapshots import Changed

log = structlog.get_logger(__name__)

# The database went away, or the worker is being stopped: nobody's fault, and no attempt of any row.
NOT_POISON = (OperationalError, InterfaceError, SoftTimeLimitExceeded)

_BATCH = 500
_CHUNK = 64
# A rebuild holds the scores of so many pairs at a time, two bytes each.
_BLOCK_BYTES = 64 * 1024 * 1024
# Above this part of a shard's objects a rebuild costs less than following them one by one.
_REBUILD_FROM = 0.3
_REBUILD_AT_LEAST = 100


class Outcome(StrEnum):
    """How a drain ended: nothing is pending, another drain holds the shard, time was up, or the
    matching is paused."""

    DONE = "done"
    BUSY = "busy"
    MORE = "more"
    PAUSED = "paused"


class Memory(threading.local):
    """What this worker keeps between drains; each thread has its own."""

    def __init__(self) -> None:
        self.pool: Pool | None = None
        self.mirrors: dict[int, Mirror] = {}

    def forget(self) -> None:
        """Drops everything; the next drain reads it anew."""
        self.pool, self.mirrors = None, {}


memory = Memory()


def drain(shard: int, *, seconds: float = 10) -> Outcome:
    """Follows the shard's pending rows, batch by batch, for about so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        work, outcome = _attempt(shard)
        if outcome is not None:
            return outcome
        for one in work.one_by_one() if work else ():
            _, outcome = _attempt(shard, one)
            if outcome in (Outcome.BUSY, Outcome.PAUSED):
                return outcome
    return Outcome.MORE


def _attempt(shard: int, work: Work | None = None) -> tuple[Work | None, Outcome | None]:
    """One transaction over what is pending, or over the given work.

    Returns the work that failed in company, to be tried one by one; what fails alone is the poison
    and is counted against its rows. An outcome ends the drain.
    """
    started = time.monotonic()
    try:
        _prepare(shard)
        with transaction.atomic():
            if not try_lock_shard(shard):
                return None, Outcome.BUSY
            if is_paused():
                return None, Outcome.PAUSED
            work = work or outbox.pending(shard)
            if not work:
                return None, Outcome.DONE
            followed, written = _follow(work)
        log.info(
            "drained",
            shard=shard,
            objects=len(followed),
            rows=written,
            seconds=round(time.monotonic() - started, 3),
        )
    except NOT_POISON:
        memory.forget()
        raise
    except Exception as error:
        memory.mirrors.pop(shard, None)
        if work is None:
            raise
        if len(work) > 1:
            return work.first(_BATCH), None
        log.exception("work_failed", shard=shard, work=str(work.items))
        outbox.failed(work, error)
    return None, None


def _prepare(shard: int) -> None:
    """Reads what this worker lacks of a shard before it takes the lock, so that others can go on.

    What they store meanwhile is taken over under the lock, like anything that others did. A rebuild
    reads everything itself.
    """
    if shard in memory.mirrors or shard in outbox.rebuilding_shards():
        return
    with transaction.atomic():
        pool, mirror = _memory_of(shard)
        mirror.sync()
        pool.refresh(shard, timezone.localdate())


def _follow(work: Work) -> tuple[Work, int]:
    """Brings the shard's lists in step with the work; returns what was done and rows written."""
    now = timezone.now()
    if work.is_rebuild:
        # Asked to start over: trust nothing, not even that every change raised a revision.
        memory.forget()
    pool, mirror = _memory_of(work.shard)
    followed = mirror.sync()
    if followed is not None:
        followed = Changed(
            followed.profiles.union(work.profiles), followed.postings.union(work.postings)
        )
    pool.refresh(work.shard, timezone.localdate(now), followed)
    objects = len(pool.postings.ids) + len(pool.profiles(work.shard).ids)
    if work.is_rebuild or len(work) > max(_REBUILD_AT_LEAST, _REBUILD_FROM * objects):
        _rebuild(work.shard, pool, mirror, progress.reporter())
        written = mirror.write(now, work, built_for=built_for(pool.version))
        progress.note_rebuilt(work.shard)
    else:
        work = work.first(_BATCH)
        is_news = mirror.built_for == built_for(pool.version)
        with recording(work, mirror, now, is_news=is_news):
            _apply(work, pool, mirror)
            written = mirror.write(now, work)
    throughput.note(work)
    outbox.done(work)
    return work, written


def _memory_of(shard: int) -> tuple[Pool, Mirror]:
    if memory.pool is None:
        memory.pool = Pool()
    if shard not in memory.mirrors:
        memory.mirrors[shard] = Mirror(shard)
    return memory.pool, memory.mirrors[shard]


@dataclass(frozen=True, slots=True)
class _Ranking:
    """One side of a shard while its lists are brought in step: owners, and entries to rank."""

    side: Side
    owners: Held
    entry_ids: Ints
    version: str

    def replace(self, scores: Iterable[tuple[int, Scores]]) -> None:
        """Lists from scratch: (owner, its scores with all entries)."""
        made = [
            (owner, self.side.lists.replace(owner, self.entry_ids, values))
            for owner, values in scores
        ]
        self._stamp([owner for owner, _ in made])
        self.side.dirty.update(owner for owner, is_other in made if is_other)

    def adopt(self, owners: list[int], best: Best) -> None:
        """Lists that were made from scratch elsewhere."""
        self.side.dirty.update(self.side.lists.adopt(owners, best))
        self._stamp(owners)

    def _stamp(self, owners: list[int]) -> None:
        revisions = self.owners.revisions.of(owners)
        for owner in owners:
            self.side.stamp(owner, revisions[owner], self.version)

    def drop(self, gone: Iterable[int]) -> None:
        """Lists of owners that are no more. Others that are not here have a row still pending."""
        self.side.remove(gone)
        self.side.forget(self.side.strangers(self.owners.ids))

    def apply(self, entries: Mapping[int, Scores], fresh: Iterable[int]) -> set[int]:
        """New scores of changed entries, each with all owners, in every list that is not `fresh`.

        Returns the owners whose lists have fallen short.
        """
        lists = self.side.lists
        place = np.searchsorted(self.owners.ids, lists.owners)
        rows = np.flatnonzero(~np.isin(lists.owners, list(fresh)))
        ids = sorted(entries)
        all_short: set[int] = set()
        for start in range(0, len(ids) if len(rows) else 0, _CHUNK):
            chunk = ids[start : start + _CHUNK]
            scores = np.stack([entries[id][place[rows]] for id in chunk], axis=1)
            changed, short = lists.apply(np.array(chunk, dtype=np.int64), scores, rows)
            self.side.dirty.update(changed)
            all_short.update(short)
        return all_short


def _apply(work: Work, pool: Pool, mirror: Mirror) -> None:
    """Follows single changes: their own lists from scratch, the other side's by moving entries."""
    shard = work.shard
    people, postings = pool.profiles(shard), pool.postings
    people.raise_if_broken(work.profiles)
    postings.raise_if_broken(work.postings)
    changed_people, gone_people = people.split(work.profiles)
    changed_postings, gone_postings = postings.split(work.postings)
    visible = pool.visible(shard)
    is_visible = dict(
        zip(changed_people, visible[np.isin(people.ids, changed_people)], strict=True)
    )

    of_people = {id: pool.scores_of_profile(shard, id) for id in changed_people}
    of_postings = dict(_scores_of_postings(shard, pool, changed_postings))
    nobody = np.zeros(len(people.ids), dtype=np.uint16)
    nothing = np.zeros(len(postings.ids), dtype=np.uint16)

    ranking = _Ranking(mirror.profiles, people, postings.ids, pool.version)
    ranking.drop(gone_people)
    short = ranking.apply(of_postings | dict.fromkeys(gone_postings, nobody), fresh=of_people)
    ranking.replace(of_people.items())
    ranking.replace((id, pool.scores_of_profile(shard, id)) for id in short)

    ranking = _Ranking(mirror.postings, postings, people.ids, pool.version)
    ranking.drop(gone_postings)
    shown = {id: scores if is_visible[id] else nothing for id, scores in of_people.items()}
    short = ranking.apply(shown | dict.fromkeys(gone_people, nothing), fresh=of_postings)
    ranking.replace((id, scores * visible) for id, scores in of_postings.items())
    ranking.replace(
        (id, scores * visible) for id, scores in _scores_of_postings(shard, pool, sorted(short))
    )


def _scores_of_postings(shard: int, pool: Pool, ids: list[int]) -> Iterable[tuple[int, Scores]]:
    """Each posting's scores with the shard's people; one that has just gone matches nobody."""
    loaded = pool.posting_snapshots(ids)
    for id in ids:
        if id in loaded:
            yield id, pool.scores_of_posting(shard, loaded[id])
        else:
            yield id, np.zeros(len(pool.profiles(shard).ids), dtype=np.uint16)


def _rebuild(shard: int, pool: Pool, mirror: Mirror, report: progress.Report) -> None:
    """Every list of the shard from scratch, each pair scored once."""
    people, postings = pool.profiles(shard), pool.postings
    own = _Ranking(mirror.profiles, people, postings.ids, pool.version)
    own.drop(own.side.strangers(people.ids))
    slices = _Ranking(mirror.postings, postings, people.ids, pool.version)
    slices.drop(slices.side.strangers(postings.ids))

    made = ProfilesOfPostings(postings.ids, people.ids, slices.side.lists.width)
    visible = pool.visible(shard)
    size = max(1, _BLOCK_BYTES // (2 * len(postings.ids) + 1))
    for start in range(0, len(people.ids), size):
        report(start, len(people.ids))
        rows = np.arange(start, min(start + size, len(people.ids)))
        scores = pool.scores_of_profiles(shard, rows)
        ids = people.ids[rows]
        own.adopt(ids.tolist(), best_postings(scores, ids, postings.ids, own.side.lists.width))
        made.offer(scores, start, visible[rows])
    report(len(people.ids), len(people.ids))
    slices.adopt(postings.ids.tolist(), made.best())
    if shard == 0:
        mirror.delete_foreign_shards()
