"""Writes what a drain changed, in the drain's own transaction: once, or not at all.

An entry is news where the drain followed a change of its list's owner or of the entry itself.
Others moved because something else came or went; they are kept, so that changes add up to the
lists, and are not news. Nor is what a new engine or taxonomy did. A list that its owner's own
change has filled from nothing is a first list, noted without its entries, and so is the end of a
list: who reads either looks at the list. A rebuild of a shard notes nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.changes.compare import Differences, Heads, differences
from matching.lists import Ints, Lists
from matching.mirror import Mirror
from matching.models import MatchChange
from matching.outbox import Work

Kind = MatchChange.Kind
Side = MatchChange.Side


@contextmanager
def recording(work: Work, mirror: Mirror, now: datetime, *, is_news: bool) -> Iterator[None]:
    """Notes how the mirror's lists change inside; they must be written there, too.

    `is_news` is False where more has changed than the work says: a new engine or taxonomy.
    """
    sides = (
        (Side.PROFILE, mirror.profiles.lists, work.profiles, work.postings),
        (Side.POSTING, mirror.postings.lists, work.postings, work.profiles),
    )
    watches = [_Watch(lists) for _, lists, _, _ in sides]
    yield
    causes = {kind: work.causes(kind) for kind in ("profile", "posting")}
    MatchChange.objects.bulk_create(
        MatchChange(
            shard=mirror.shard, version=mirror.version, at=now, side=side, causes=causes, **fields
        )
        for (side, _, own, others), watch in zip(sides, watches, strict=True)
        for fields in _rows(watch, own, others, is_news=is_news)
    )


class _Watch:
    """The visible part of lists as it was before their first change."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._seen: set[int] = set()
        self._parts: list[tuple[Ints, Heads]] = []
        lists.watcher = self._note

    def _note(self, owners: Ints, ids: NDArray[Any], scores: NDArray[Any]) -> None:
        fresh = np.array([owner not in self._seen for owner in owners.tolist()], dtype=np.bool_)
        self._seen.update(owners[fresh].tolist())
        self._parts.append((owners[fresh], (ids[fresh], scores[fresh])))

    def end(self) -> tuple[Ints, Heads, Heads]:
        """Owners whose lists were touched, ascending, and what they held before and hold now."""
        self._lists.watcher = None
        if not self._parts:
            nobody = np.zeros(0, dtype=np.int64)
            return nobody, self._lists.heads([]), self._lists.heads([])
        owners = np.concatenate([part for part, _ in self._parts])
        order = np.argsort(owners)
        ids = np.concatenate([heads[0] for _, heads in self._parts])[order]
        scores = np.concatenate([heads[1] for _, heads in self._parts])[order]
        return owners[order], (ids, scores), self._lists.heads(owners[order].tolist())

    def is_kept(self, owners: Ints) -> NDArray[np.bool_]:
        """Which of the owners still have a list."""
        return np.array([owner in self._lists for owner in owners.tolist()], dtype=np.bool_)


def _rows(
    watch: _Watch, own: list[int], others: list[int], *, is_news: bool
) -> Iterator[dict[str, Any]]:
    """One side's changes, a row for each kind that there is."""
    owners, before, after = watch.end()
    found = differences(before, after)
    at, first_entry = np.unique(found.rows, return_index=True)
    if not len(at):
        return
    own_change = np.isin(owners[at], own)
    entry_is_news = own_change[np.searchsorted(at, found.rows)] | np.isin(
        found.entries["id"], others
    )
    has_news = np.logical_or.reduceat(entry_is_news, first_entry) & is_news
    kinds = np.where(has_news, Kind.NEWS, Kind.QUIET)
    kinds[own_change & ~before[1][at].any(axis=1)] = Kind.FIRST
    kinds[~watch.is_kept(owners[at])] = Kind.ENDED
    for kind in np.unique(kinds).tolist():
        chosen = kinds == kind
        yield {"kind": kind, **_packed(found, owners[at], at, chosen, kind)}


def _packed(
    found: Differences, owners: Ints, at: Ints, chosen: NDArray[np.bool_], kind: int
) -> dict[str, Any]:
    counts = np.bincount(np.searchsorted(at, found.rows))[chosen]
    entries = found.entries[np.isin(found.rows, at[chosen])]
    if kind in (Kind.FIRST, Kind.ENDED):
        counts, entries = np.zeros_like(counts), entries[:0]
    return {
        "owners": owners[chosen].tolist(),
        "ends": np.cumsum(counts).tolist(),
        "entries": entries.tobytes(),
    }
