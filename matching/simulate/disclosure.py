"""What may be told of a group of people: its size in tens, and one size for groups nearly alike.

Two sizes that differ by the few people in whom two questions differ would tell of those people. So
what an organisation was told of a group stands for every group that differs from it by fewer than
ten: whoever asks twice, with and without one person, hears the same number twice.

Groups are compared by sketches: signed counts of their members in a few buckets. The squared
distance of two sketches estimates in how many people the groups differ, and is exact for one
(Charikar, Chen and Farach-Colton, "Finding frequent items in data streams", 2002; Alon, Matias and
Szegedy, 1996). A sketch can't be turned back into people without the portal's secret.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching import engine

SMALL = 10
"""Below this many people no number is given; and fewer make no difference that is told."""

_BUCKETS = 64
# A group whose number was taken over from another stands only for groups closer than this: else
# numbers could be handed on from group to group until they mean nothing.
_CLOSE = 5
_UNDER = -1

Sketches = NDArray[np.int16]
_ROW = np.dtype([("sketch", "<i2", (_BUCKETS,)), ("number", "<i4"), ("own", "?")])


def shown(count: int) -> int | None:
    """A number of people as it is told: to the nearest ten, fives up; None for under ten."""
    return None if count < SMALL else (count + SMALL // 2) // SMALL * SMALL


@dataclass(frozen=True, slots=True)
class Size:
    """How many people as told, None for under ten; `own` False where it is another group's."""

    number: int | None
    own: bool = True


class Sketcher:
    """Sketches groups of the people with these ids, under a secret."""

    def __init__(self, ids: NDArray[np.int64], secret: int) -> None:
        hashes = engine.pair_hash(ids, secret)
        self._bucket = (hashes % _BUCKETS).astype(np.int64)
        self._sign = np.where(hashes >> 16 & 1, 1.0, -1.0)

    def sketch(self, groups: Iterable[NDArray[np.bool_]]) -> Sketches:
        """A row for each group, given as a mask over the ids."""
        rows = [np.flatnonzero(group) for group in groups]
        sketched = [
            np.bincount(self._bucket[row], weights=self._sign[row], minlength=_BUCKETS)
            for row in rows
        ]
        return np.array(sketched, dtype=np.int16).reshape(-1, _BUCKETS)


class Answers:
    """All that one organisation has been told, oldest first."""

    def __init__(self, packed: bytes = b"") -> None:
        self._rows = np.frombuffer(packed, dtype=_ROW)

    def answer(self, sketches: Sketches, counts: Iterable[int]) -> tuple[list[Size], bytes]:
        """The size to tell of each group, in order, and what is to be kept of these answers."""
        told = np.zeros(len(sketches), dtype=_ROW)
        told["sketch"] = sketches
        known = np.concatenate([self._rows, told])
        distances = _distances(sketches, known["sketch"])
        for place, count in enumerate(counts):
            upto = len(self._rows) + place
            near = _standing_for(distances[place, :upto], known["own"][:upto])
            if near is None:
                number, own = shown(count), True
            else:
                number, own = _told(known[near]), bool(distances[place, near] == 0)
                own &= bool(known["own"][near])
            known[upto]["number"] = _UNDER if number is None else number
            known[upto]["own"] = own
        fresh = known[len(self._rows) :]
        return [Size(_told(row), bool(row["own"])) for row in fresh], fresh.tobytes()


def _standing_for(distances: NDArray[np.float64], own: NDArray[np.bool_]) -> int | None:
    """The place of the closest group whose number stands for this one, the oldest of several."""
    stands = distances < np.where(own, SMALL, _CLOSE)
    if not stands.any():
        return None
    return int(np.argmin(np.where(stands, distances, np.inf)))


def _told(row: np.void) -> int | None:
    return None if row["number"] == _UNDER else int(row["number"])


def _distances(some: Sketches, others: Sketches) -> NDArray[np.float64]:
    """Squared distances, a row for each of `some`; whole numbers, so exact."""
    left, right = some.astype(np.float64), others.astype(np.float64)
    squares = (left**2).sum(axis=1)[:, np.newaxis] + (right**2).sum(axis=1)
    distances: NDArray[np.float64] = squares - 2 * left @ right.T
    return distances
