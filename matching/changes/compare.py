"""What differs between lists before and after, as their readers see it. Pure numpy.

A reader sees the first K entries of a list, and of each its band and whether its gates are open: a
fit that moves within its band is no change.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import engine

Ids = NDArray[np.uint32]
Scores = NDArray[np.uint16]
Heads = tuple[Ids, Scores]
"""The first K ids and packed scores of many lists, a row each, filled up with zeros."""

CHANGE = np.dtype([("id", "<u4"), ("before", "<u2"), ("after", "<u2")])
"""One changed entry, eight bytes: its id and its packed scores, 0 where it was not in the list."""

_ID_BITS, _SCORE_BITS = 32, 16
_FLOORS = np.array(
    [
        engine.DEFAULT.stretch,
        engine.DEFAULT.possible,
        engine.DEFAULT.good,
        engine.DEFAULT.strong,
    ]
)


@dataclass(frozen=True, slots=True)
class Differences:
    """Changed entries, by list and id: `rows[i]` is the place of the list that has `entries[i]`."""

    rows: NDArray[np.int64]
    entries: NDArray[np.void]


def differences(before: Heads, after: Heads) -> Differences:
    """The entries that came, left, or moved to another band or across a gate."""
    old, new = _packed(before), _packed(after)
    old_pairs, old_scores = _pairs(old, _elsewhere(old, new))
    new_pairs, new_scores = _pairs(new, _elsewhere(new, old))
    pairs = np.union1d(old_pairs, new_pairs)
    entries = np.zeros(len(pairs), dtype=CHANGE)
    entries["id"] = pairs & ((1 << _ID_BITS) - 1)
    entries["before"][np.searchsorted(pairs, old_pairs)] = old_scores
    entries["after"][np.searchsorted(pairs, new_pairs)] = new_scores
    seen = standing(entries["before"]) != standing(entries["after"])
    return Differences(rows=pairs[seen] >> _ID_BITS, entries=entries[seen])


def standing(scores: NDArray[Any]) -> NDArray[np.int64]:
    """What a reader sees of packed scores, as a number: 0 for none, else band and gate."""
    fit, gates_open = engine.unpack(scores)
    bands = np.searchsorted(_FLOORS, fit, side="right")
    return np.where(scores == 0, 0, 2 * bands + gates_open)


def _packed(heads: Heads) -> NDArray[np.int64]:
    ids, scores = heads
    return (ids.astype(np.int64) << _SCORE_BITS) | scores


def _elsewhere(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Entries that do not stand in the other rows within a place of where they stand here.

    Where one entry comes or goes all below it move by a place: what is left is next to nothing.
    """
    moved = (one != 0) & (one != other)
    moved[:, 1:] &= one[:, 1:] != other[:, :-1]
    moved[:, :-1] &= one[:, :-1] != other[:, 1:]
    return moved


def _pairs(
    packed: NDArray[np.int64], chosen: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(row << 32 | id, score) of the chosen entries."""
    rows = np.nonzero(chosen)[0].astype(np.int64)
    entries = packed[chosen]
    return (rows << _ID_BITS) | (entries >> _SCORE_BITS), entries & ((1 << _SCORE_BITS) - 1)
