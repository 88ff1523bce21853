"""Ranked lists in arrays: the best entries of many owners, kept exact while scores change.

An *owner* (a profile, or a posting) has the best *entries* of the other side. A score
is ``engine.pack``'s 16 bits; 0 stands for "no match". A rank key is ``engine.rank_key``'s; equal
keys go by lower entry id.

The invariant: a *complete* list holds every match of its owner. A list that was cut holds exactly
the matches whose key is at its *floor* or above. So a change above the floor can be inserted, moved
or removed without knowing what was cut, and only a list that has fallen under ``keep`` entries must
be scored from scratch. A list grows to ``keep + reserve`` entries before it is cut.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import engine
from matching.engine.kernels import merging
from matching.engine.select import Best, best_postings, best_profiles

Ints = NDArray[np.int64]
Scores = NDArray[np.uint16]
Watcher = Callable[[Ints, NDArray[np.uint32], Scores], None]
"""Is told what lists hold before they change: owners, and what `Lists.heads` gives of them."""

ENTRY = np.dtype([("id", "<u4"), ("score", "<u2")])
"""A stored entry, six bytes: its id, and its packed score."""


def keys_of(scores: NDArray[Any], pairs: Ints) -> Ints:
    """Rank keys of packed scores and the hashes of their pairs."""
    fit, gates_open = engine.unpack(scores)
    return engine.rank_key(gates_open, fit, pairs)


def pack_entries(ids: NDArray[Any], scores: NDArray[Any]) -> bytes:
    """Entries, best first, as they are stored."""
    entries = np.empty(len(ids), dtype=ENTRY)
    entries["id"], entries["score"] = ids, scores
    return entries.tobytes()


def unpack_entries(packed: bytes | memoryview) -> tuple[Ints, Scores]:
    """Ids and packed scores of stored entries, best first."""
    entries = np.frombuffer(packed, dtype=ENTRY)
    return entries["id"].astype(np.int64), entries["score"].astype(np.uint16)


@dataclass(frozen=True, slots=True)
class StoredList:
    """A list as a row of the database has it."""

    owner: int
    entries: bytes
    complete: bool
    floor: int

    @property
    def count(self) -> int:
        """How many entries it has."""
        return len(self.entries) // ENTRY.itemsize


class Lists:
    """The lists of many owners: one side of a shard.

    Owners are profiles and entries postings where it is ``of_profiles``, else the other way round.
    Rows are in no order; a row is only valid until the next change of the owners.
    """

    def __init__(self, *, keep: int, reserve: int, of_profiles: bool) -> None:
        self.keep = keep
        self.width = keep + reserve
        self.watcher: Watcher | None = None
        self._of_profiles = of_profiles
        self._row: dict[int, int] = {}
        self._owners = np.zeros(0, dtype=np.int64)
        self._ids = np.zeros((0, self.width), dtype=np.uint32)
        self._scores = np.zeros((0, self.width), dtype=np.uint16)
        self._counts = np.zeros(0, dtype=np.int32)
        self._complete = np.zeros(0, dtype=np.bool_)
        self._floors = np.zeros(0, dtype=np.int64)

    def __len__(self) -> int:
        return len(self._row)

    def __contains__(self, owner: int) -> bool:
        return owner in self._row

    @property
    def owners(self) -> Ints:
        """The owner of each row."""
        return self._owners[: len(self)]

    @property
    def nbytes(self) -> int:
        """Memory of the arrays, in bytes."""
        arrays = (self._owners, self._ids, self._scores, self._counts, self._complete, self._floors)
        return sum(array.nbytes for array in arrays)

    def stored(self, owner: int) -> StoredList:
        """The owner's list as it is stored."""
        row = self._row[owner]
        count = self._counts[row]
        return StoredList(
            owner=owner,
            entries=pack_entries(self._ids[row, :count], self._scores[row, :count]),
            complete=bool(self._complete[row]),
            floor=int(self._floors[row]),
        )

    def heads(self, owners: Iterable[int]) -> tuple[NDArray[np.uint32], Scores]:
        """The first ``keep`` ids and scores of each owner's list, a row each, filled with zeros."""
        rows = np.array([self._row.get(owner, -1) for owner in owners], dtype=np.intp)
        ids, scores = self._heads(np.maximum(rows, 0))
        ids[rows < 0], scores[rows < 0] = 0, 0
        return ids, scores

    def load(self, lists: Iterable[StoredList]) -> None:
        """Takes lists over as they stand in the database.

        A list that is longer than this one may be (the settings were other ones) is cut.
        """
        for one in lists:
            ids, scores = unpack_entries(one.entries)
            complete, floor = one.complete, one.floor
            if len(ids) > self.width:
                self.replace(one.owner, ids, scores)
                continue
            row, count = self._row_for(one.owner), len(ids)
            self._ids[row, :count], self._ids[row, count:] = ids, 0
            self._scores[row, :count], self._scores[row, count:] = scores, 0
            self._counts[row], self._complete[row], self._floors[row] = count, complete, floor

    def replace(self, owner: int, entry_ids: Ints, scores: Scores) -> bool:
        """The owner's list from scratch, of the scores of all entries; True if it is another."""
        if self._of_profiles:
            owners = np.array([owner], dtype=np.int64)
            best = best_postings(scores[np.newaxis], owners, entry_ids, self.width)
        else:
            best = best_profiles(scores, owner, entry_ids, self.width)
        return bool(self.adopt([owner], best))

    def adopt(self, owners: Sequence[int], best: Best) -> list[int]:
        """Lists made from scratch take the place of what the owners have.

        ``best`` has a row an owner, as wide as these lists. Returns those whose list is another.
        """
        is_new = np.array([owner not in self._row for owner in owners], dtype=np.bool_)
        rows = np.array([self._row_for(owner) for owner in owners], dtype=np.intp)
        changed = (
            is_new
            | (self._counts[rows] != best.counts)
            | (self._complete[rows] != best.complete)
            | (self._floors[rows] != best.floors)
            | (self._ids[rows] != best.ids).any(axis=1)
            | (self._scores[rows] != best.scores).any(axis=1)
        )
        rows = rows[changed]
        self._tell(rows)
        self._ids[rows], self._scores[rows] = best.ids[changed], best.scores[changed]
        self._counts[rows], self._floors[rows] = best.counts[changed], best.floors[changed]
        self._complete[rows] = best.complete[changed]
        return [owner for owner, is_other in zip(owners, changed.tolist(), strict=True) if is_other]

    def remove(self, owners: Iterable[int]) -> None:
        """Drops the lists of these owners; those without one are passed over."""
        for owner in owners:
            row = self._row.get(owner)
            if row is None:
                continue
            self._tell(np.array([row]))
            del self._row[owner]
            last = len(self._row)
            if row != last:
                moved = int(self._owners[last])
                for array in (
                    self._owners,
                    self._ids,
                    self._scores,
                    self._counts,
                    self._complete,
                    self._floors,
                ):
                    array[row] = array[last]
                self._row[moved] = row

    def apply(
        self, entry_ids: Ints, scores: Scores, rows: NDArray[np.intp]
    ) -> tuple[list[int], list[int]]:
        """New scores of some entries, ``scores[i, j]`` of entry j for the owner of ``rows[i]``.

        The entries are sorted. Returns the owners whose lists changed, and among them those whose
        list has become too short to be trusted and must be replaced.
        """
        arrays = (
            self._owners,
            self._ids,
            self._scores,
            self._counts,
            self._complete,
            self._floors,
        )
        scores, entry_ids = np.ascontiguousarray(scores), entry_ids.astype(np.int64)
        touched = merging.find_touched(rows, entry_ids, scores, self._of_profiles, *arrays)
        rows = rows[touched]
        self._tell(rows)
        merging.move(rows, entry_ids, scores[touched], self._of_profiles, *arrays)
        short = ~self._complete[rows] & (self._counts[rows] < self.keep)
        owners = self._owners[rows]
        return owners.tolist(), owners[short].tolist()

    def _row_for(self, owner: int) -> int:
        row = self._row.get(owner)
        if row is None:
            row = len(self._row)
            if row == len(self._owners):
                self._grow(max(64, row + row // 2))
            self._row[owner] = row
            self._owners[row] = owner
            self._ids[row], self._scores[row] = 0, 0
        return row

    def _heads(self, rows: NDArray[np.intp]) -> tuple[NDArray[np.uint32], Scores]:
        return self._ids[rows, : self.keep], self._scores[rows, : self.keep]

    def _tell(self, rows: NDArray[np.intp]) -> None:
        if self.watcher is not None:
            self.watcher(self._owners[rows], *self._heads(rows))

    def _grow(self, size: int) -> None:
        for name in ("_owners", "_ids", "_scores", "_counts", "_complete", "_floors"):
            old = getattr(self, name)
            new = np.zeros((size, *old.shape[1:]), dtype=old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)


def merge(lists: Sequence[tuple[Ints, Scores, Ints]], keep: int) -> tuple[Ints, Scores]:
    """The best ``keep`` of several lists of (ids, scores, keys), best first: exact."""
    if not lists:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.uint16)
    ids, scores, keys = (np.concatenate(column) for column in zip(*lists, strict=True))
    best = engine.top(keys, ids, keep)
    return ids[best], scores[best]
