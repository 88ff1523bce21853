"""Follows what changed: claims a shard's pending rows, scores, and stores the lists by difference.

A drain runs under the shard's lock, so a list has one writer. It reads the pending rows before it
reads the data, so the data are at least as new as the rows; it deletes exactly the rows it read, in
the transaction that stores their effect. A change that commits meanwhile has a row of its own, which
the next drain follows.
"""

import threading
import time
from collections.abc import Callable, Iterable
from enum import StrEnum

import numpy as np
import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from numpy.typing import NDArray

from matching import outbox, snapshots
from matching.lists import Ints, Scores
from matching.mirror import Mirror, Side
from matching.outbox import Work
from matching.pool import Pool
from matching.sharding import try_lock_shard
from matching.status import built_for

log = structlog.get_logger(__name__)

# The database went away, or the worker is being stopped: nobody's fault, and no attempt of any row.
NOT_POISON = (OperationalError, InterfaceError, SoftTimeLimitExceeded)

_BATCH = 500
_CHUNK = 64
# Above this part of a shard's objects a rebuild costs less than following them one by one.
_REBUILD_FROM = 0.3
_REBUILD_AT_LEAST = 100


class Outcome(StrEnum):
    """How a drain ended: nothing is pending, another drain holds the shard, or time was up."""

    DONE = "done"
    BUSY = "busy"
    MORE = "more"


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
        work, outcome = _attempt(shard, _claim)
        if outcome is not None:
            return outcome
        if work is None:
            continue
        for one in work.one_by_one():
            _, outcome = _attempt(shard, lambda shard, one=one: one, alone=True)
            if outcome is Outcome.BUSY:
                return outcome
    return Outcome.MORE


def _claim(shard: int) -> Work:
    return outbox.pending(shard)


def _attempt(
    shard: int, claim: Callable[[int], Work], *, alone: bool = False
) -> tuple[Work | None, Outcome | None]:
    """One transaction. Returns the work that failed, if any; an outcome ends the drain.

    Work that fails `alone` is the poison; work that fails in company is to be tried one by one.
    """
    work = None
    started = time.monotonic()
    try:
        with transaction.atomic():
            if not try_lock_shard(shard):
                return None, Outcome.BUSY
            work = claim(shard)
            if not work:
                return None, Outcome.DONE
            work, written = _follow(work)
        log.info(
            "drained",
            shard=shard,
            objects=len(work),
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
        if alone or len(work) == 1:
            log.exception("work_failed", shard=shard, items=str(work.items))
            outbox.failed(work, error)
            return None, None
        return work, None
    return None, None


def _follow(work: Work) -> tuple[Work, int]:
    """Brings the shard's lists in step with the work; returns what was done and rows written."""
    now = timezone.now()
    pool, mirror = _memory_of(work.shard)
    pool.refresh(work.shard, timezone.localdate(now))
    mirror.sync()
    objects = len(pool.postings.ids) + len(pool.profiles(work.shard).ids)
    if work.is_rebuild or len(work) > max(_REBUILD_AT_LEAST, _REBUILD_FROM * objects):
        _rebuild(work.shard, pool, mirror)
        written = mirror.write(now, built_for=built_for(pool.version))
    else:
        work = work.first(_BATCH)
        _Change(work, pool, mirror).apply()
        written = mirror.write(now)
    outbox.done(work)
    return work, written


def _memory_of(shard: int) -> tuple[Pool, Mirror]:
    if memory.pool is None:
        memory.pool = Pool()
    if shard not in memory.mirrors:
        memory.mirrors[shard] = Mirror(shard)
    return memory.pool, memory.mirrors[shard]
