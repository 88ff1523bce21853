"""Rows of uneven length in flat arrays: ``offsets[i]:offsets[i + 1]`` are the entries of row i."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]

Scalar = TypeVar("Scalar", bound=np.generic)


def int32s(values: Iterable[int]) -> Int32s:
    """The values as 4-byte integers; raises OverflowError where one does not fit."""
    return np.array(array("i", values), dtype=np.int32)


def offsets_of(lengths: NDArray[Any]) -> Int32s:
    """Offsets of rows with these lengths, one longer than they are many."""
    offsets = np.zeros(len(lengths) + 1, dtype=np.int32)
    np.cumsum(lengths, out=offsets[1:])
    return offsets


def segment_sum(values: NDArray[Any], offsets: Int32s) -> Int64s:
    """The sum of each row's entries; an empty row sums to 0."""
    sums = np.zeros(len(offsets) - 1, dtype=np.int64)
    # reduceat would give an empty row the next row's first entry, so it only sees the others.
    filled = np.flatnonzero(offsets[1:] > offsets[:-1])
    if len(filled):
        sums[filled] = np.add.reduceat(values, offsets[filled], dtype=np.int64)
    return sums


def row_of_each(offsets: Int32s) -> Int32s:
    """For every entry the row that it belongs to."""
    return np.repeat(np.arange(len(offsets) - 1, dtype=np.int32), np.diff(offsets))


def entries_of(offsets: Int32s, rows: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The entries of the chosen rows, in order, and for each the place in ``rows`` it is from."""
    lengths = offsets[rows + 1] - offsets[rows]
    place = np.repeat(np.arange(len(rows)), lengths)
    within = np.arange(len(place)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return offsets[rows][place] + within, place


@dataclass(frozen=True, slots=True)
class Splice:
    """A plan to replace, add and remove rows: runs of (from the fresh rows?, start, stop).

    Untouched rows are copied in long runs, so a small change costs little more than the copy.
    """

    runs: tuple[tuple[bool, int, int], ...]

    @classmethod
    def plan(cls, old_ids: Int64s, fresh_ids: Int64s, removed: Iterable[int]) -> "Splice":
        """Rows of ``fresh_ids`` take their place by id; an id both fresh and removed stays."""
        gone = np.fromiter(removed, dtype=np.int64)
        touched = np.union1d(fresh_ids, gone)
        places = np.searchsorted(old_ids, touched)
        fresh_rows = np.searchsorted(fresh_ids, touched)
        is_old = np.isin(touched, old_ids, assume_unique=True)
        is_fresh = np.isin(touched, fresh_ids, assume_unique=True)
        runs: list[tuple[bool, int, int]] = []
        copied = 0
        for place, row, replaces, puts in zip(
            places.tolist(), fresh_rows.tolist(), is_old.tolist(), is_fresh.tolist(), strict=True
        ):
            if place > copied:
                runs.append((False, copied, place))
            if puts:
                runs.append((True, row, row + 1))
            copied = place + replaces
        runs.append((False, copied, len(old_ids)))
        return cls(tuple(runs))

    def rows(self, old: NDArray[Scalar], fresh: NDArray[Scalar]) -> NDArray[Scalar]:
        """One value a row, spliced."""
        return np.concatenate(
            [(fresh if is_fresh else old)[start:stop] for is_fresh, start, stop in self.runs]
        )

    def offsets(self, old: Int32s, fresh: Int32s) -> Int32s:
        """The offsets of spliced rows."""
        return offsets_of(self.rows(np.diff(old), np.diff(fresh)))

    def entries(
        self,
        old: NDArray[Scalar],
        fresh: NDArray[Scalar],
        old_offsets: Int32s,
        fresh_offsets: Int32s,
    ) -> NDArray[Scalar]:
        """The entries of all rows, spliced."""
        parts = []
        for is_fresh, start, stop in self.runs:
            values, offsets = (fresh, fresh_offsets) if is_fresh else (old, old_offsets)
            parts.append(values[offsets[start] : offsets[stop]])
        return np.concatenate(parts)
