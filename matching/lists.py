"""Ranked lists in arrays: the best entries of many owners, kept exact while scores change.

Pure numpy. An *owner* (a profile, or a posting) has the best *entries* of the other side. A score
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

Ints = NDArray[np.int64]
Scores = NDArray[np.uint16]
Pairs = Callable[[NDArray[Any], NDArray[Any]], Ints]
Watcher = Callable[[Ints, NDArray[np.uint32], Scores], None]
"""Is told what lists hold before they change: owners, and what `Lists.heads` gives of them."""

ENTRY = np.dtype([("id", "<u4"), ("score", "<u2")])
"""A stored entry, six bytes: its id, and its packed score."""

_NO_KEY = -1


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

    ``pairs`` hashes (owners, entries), arrays that broadcast. Rows are in no order; a row is only
    valid until the next change of the owners.
    """

    def __init__(self, *, keep: int, reserve: int, pairs: Pairs) -> None:
        self.keep = keep
        self.width = keep + reserve
        self.watcher: Watcher | None = None
        self._pairs = pairs
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
                ids, scores, _, floor = self._cut(one.owner, ids, scores)
                complete = False
            self._put(self._row_for(one.owner), ids, scores, complete, floor)

    def replace(self, owner: int, entry_ids: Ints, scores: Scores) -> bool:
        """The owner's list from scratch, of the scores of all entries; True if it is another."""
        matches = np.flatnonzero(scores)
        ids, kept, complete, floor = self._cut(owner, entry_ids[matches], scores[matches])
        if owner in self._row:
            row = self._row[owner]
            count = len(ids)
            if (
                self._counts[row] == count
                and self._complete[row] == complete
                and self._floors[row] == floor
                and np.array_equal(self._ids[row, :count], ids)
                and np.array_equal(self._scores[row, :count], kept)
            ):
                return False
        self._put(self._row_for(owner), ids, kept, complete, floor)
        return True

    def extend(self, owner: int, entry_ids: Ints, scores: Scores) -> None:
        """The scores of entries that the owner's list has not seen before: a list made in parts."""
        if owner not in self._row:
            self.replace(owner, entry_ids, scores)
            return
        row = self._row[owner]
        count, floor = self._counts[row], int(self._floors[row])
        offered = scores > 0
        if not self._complete[row]:
            offered &= keys_of(scores, self._pairs(np.array([owner]), entry_ids)) >= floor
        ids, kept, complete, new_floor = self._cut(
            owner,
            np.concatenate([self._ids[row, :count].astype(np.int64), entry_ids[offered]]),
            np.concatenate([self._scores[row, :count], scores[offered]]),
        )
        complete &= bool(self._complete[row])
        self._put(row, ids, kept, complete, max(floor, new_floor))

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

    def keep_only(self, owners: Ints) -> None:
        """Drops the lists of all others."""
        gone = np.setdiff1d(self.owners, owners, assume_unique=True)
        self.remove(gone.tolist())

    def apply(
        self, entry_ids: Ints, scores: Scores, rows: NDArray[np.intp]
    ) -> tuple[list[int], list[int]]:
        """New scores of some entries, ``scores[i, j]`` of entry j for the owner of ``rows[i]``.

        The entries are sorted. Returns the owners whose lists changed, and among them those whose
        list has become too short to be trusted and must be replaced.
        """
        held_at, held_column, held_entry = self._places(entry_ids, rows)
        held_scores = self._scores[rows[held_at], held_column]
        is_held = np.zeros(scores.shape, dtype=np.bool_)
        is_held[held_at, held_entry] = True

        # What enters: matches that are new to their list, or there with another score.
        moved = held_scores != scores[held_at, held_entry]
        offered_at, offered_entry = np.nonzero(scores.astype(np.bool_) & ~is_held)
        at = np.concatenate([offered_at, held_at[moved]])
        entry = np.concatenate([offered_entry, held_entry[moved]])
        score = scores[at, entry]
        key = keys_of(score, self._pairs(self._owners[rows[at]], entry_ids[entry]))
        enters = (score > 0) & (self._complete[rows[at]] | (key >= self._floors[rows[at]]))
        at, entry, score = at[enters], entry[enters], score[enters]

        touched = np.union1d(at, held_at[moved])
        if not len(touched):
            return [], []
        block = _Block.of(
            self, rows[touched], extra=int(np.bincount(at, minlength=1).max(initial=0))
        )
        block.drop(np.searchsorted(touched, held_at[moved]), held_column[moved])
        block.add(np.searchsorted(touched, at), entry_ids[entry], score)
        block.sort()
        block.write()
        short = ~self._complete[rows[touched]] & (self._counts[rows[touched]] < self.keep)
        owners = self._owners[rows[touched]]
        return owners.tolist(), owners[short].tolist()

    def _places(
        self, entry_ids: Ints, rows: NDArray[np.intp]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """Where the entries stand: (index into ``rows``, column, index into ``entry_ids``)."""
        lists = self._ids[: len(self)]
        if len(entry_ids) <= 8:
            hits = [np.nonzero(lists == np.uint32(entry)) for entry in entry_ids.tolist()]
            row = np.concatenate([hit[0] for hit in hits])
            column = np.concatenate([hit[1] for hit in hits])
        else:
            row, column = np.nonzero(np.isin(lists, entry_ids.astype(np.uint32)))
        position = np.full(len(self), -1, dtype=np.intp)
        position[rows] = np.arange(len(rows))
        wanted = position[row] >= 0
        row, column = row[wanted], column[wanted]
        entry = np.searchsorted(entry_ids, lists[row, column])
        return position[row], column, entry

    def _cut(self, owner: int, ids: Ints, scores: Scores) -> tuple[Ints, Scores, bool, int]:
        """The best of these matches, best first: (ids, scores, complete, floor)."""
        keys = keys_of(scores, self._pairs(np.array([owner]), ids))
        best = engine.top(keys, ids, self.width + 1)
        if len(best) <= self.width:
            return ids[best], scores[best], True, 0
        counts, floors = _end(keys[best][np.newaxis], self.width)
        best = best[: counts[0]]
        return ids[best], scores[best], False, int(floors[0])

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

    def _put(
        self, row: int, ids: NDArray[Any], scores: NDArray[Any], complete: bool, floor: int
    ) -> None:
        self._tell(np.array([row]))
        count = len(ids)
        self._ids[row, :count], self._ids[row, count:] = ids, 0
        self._scores[row, :count], self._scores[row, count:] = scores, 0
        self._counts[row], self._complete[row], self._floors[row] = count, complete, floor


@dataclass(slots=True)
class _Block:
    """A copy of some rows with room for more entries, to be changed, sorted and written back."""

    lists: Lists
    rows: NDArray[np.intp]
    ids: NDArray[np.uint32]
    scores: Scores
    keys: Ints

    @classmethod
    def of(cls, lists: Lists, rows: NDArray[np.intp], extra: int) -> "_Block":
        shape = (len(rows), lists.width + extra)
        ids, scores = np.zeros(shape, dtype=np.uint32), np.zeros(shape, dtype=np.uint16)
        ids[:, : lists.width] = lists._ids[rows]
        scores[:, : lists.width] = lists._scores[rows]
        owners = lists._owners[rows]
        keys = keys_of(scores, lists._pairs(owners[:, np.newaxis], ids))
        keys[ids == 0] = _NO_KEY
        return cls(lists, rows, ids, scores, keys)

    def drop(self, at: NDArray[np.intp], column: NDArray[np.intp]) -> None:
        self.ids[at, column] = 0
        self.scores[at, column] = 0
        self.keys[at, column] = _NO_KEY

    def add(self, at: NDArray[np.intp], ids: Ints, scores: Scores) -> None:
        order = np.argsort(at, kind="stable")
        at, ids, scores = at[order], ids[order], scores[order]
        column = self.lists.width + np.arange(len(at)) - np.searchsorted(at, at)
        self.ids[at, column] = ids
        self.scores[at, column] = scores
        pairs = self.lists._pairs(self.lists._owners[self.rows[at]], ids)
        self.keys[at, column] = keys_of(scores, pairs)

    def sort(self) -> None:
        # Nearly sorted already, which a stable sort makes use of; ids decide in the rare tie.
        self._reorder(np.argsort(-self.keys, axis=1, kind="stable"))
        tie = (self.keys[:, 1:] == self.keys[:, :-1]) & (self.keys[:, 1:] != _NO_KEY)
        if tie.any():
            self._reorder(np.lexsort((self.ids, -self.keys), axis=1))

    def _reorder(self, order: NDArray[np.intp]) -> None:
        self.ids = np.take_along_axis(self.ids, order, axis=1)
        self.scores = np.take_along_axis(self.scores, order, axis=1)
        self.keys = np.take_along_axis(self.keys, order, axis=1)

    def write(self) -> None:
        lists, rows, width = self.lists, self.rows, self.lists.width
        lists._tell(rows)
        counts = np.count_nonzero(self.keys != _NO_KEY, axis=1)
        cut = counts > width
        if cut.any():
            counts[cut], lists._floors[rows[cut]] = _end(self.keys[cut], width)
            lists._complete[rows[cut]] = False
        self.ids[np.arange(self.ids.shape[1]) >= counts[:, np.newaxis]] = 0
        self.scores[self.ids == 0] = 0
        lists._ids[rows] = self.ids[:, :width]
        lists._scores[rows] = self.scores[:, :width]
        lists._counts[rows] = counts


def _end(keys: Ints, width: int) -> tuple[NDArray[np.intp], Ints]:
    """Where sorted rows of more than ``width`` keys are cut: (entries kept, floor).

    Where the cut would part equal keys all of them go, so that the floor alone says what is in.
    """
    floors = keys[:, width - 1] + (keys[:, width - 1] == keys[:, width])
    return np.count_nonzero(keys >= floors[:, np.newaxis], axis=1), floors


def merge(lists: Sequence[tuple[Ints, Scores, Ints]], keep: int) -> tuple[Ints, Scores]:
    """The best ``keep`` of several lists of (ids, scores, keys), best first: exact."""
    if not lists:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.uint16)
    ids, scores, keys = (np.concatenate(column) for column in zip(*lists, strict=True))
    best = engine.top(keys, ids, keep)
    return ids[best], scores[best]
