"""Ranked lists from packed scores: the best postings of profiles, the best profiles of postings.

Equal to ``reference.rank_postings`` and ``rank_profiles``, but that a list of more than ``width``
matches is cut at a *floor*, a rank key: all matches that rank at it or above are in the list, none
below. Where the cut would part equal keys all of them go.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine.kernels import selecting

Scores = NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """A list in each row, best first: entries and packed scores as far as ``counts`` says.

    ``complete`` lists were not cut; ``floors`` are 0 for them.
    """

    ids: NDArray[np.uint32]
    scores: Scores
    counts: NDArray[np.int32]
    complete: NDArray[np.bool_]
    floors: NDArray[np.int64]

    @classmethod
    def empty(cls, lists: int, width: int) -> "Best":
        """Room for so many lists of up to ``width`` entries."""
        return cls(
            ids=np.zeros((lists, width), dtype=np.uint32),
            scores=np.zeros((lists, width), dtype=np.uint16),
            counts=np.zeros(lists, dtype=np.int32),
            complete=np.ones(lists, dtype=np.bool_),
            floors=np.zeros(lists, dtype=np.int64),
        )

    def _columns(self) -> tuple[NDArray[Any], ...]:
        return self.ids, self.scores, self.counts, self.complete, self.floors


def best_postings(
    scores: Scores, profiles: NDArray[np.int64], postings: NDArray[np.int64], width: int
) -> Best:
    """The best postings of each profile; ``scores`` has a row a profile, a column a posting.

    Ids are less than 2**32.
    """
    best = Best.empty(len(profiles), width)
    selecting.best_postings(scores, profiles, postings, *best._columns())
    return best


def best_profiles(scores: Scores, posting: int, profiles: NDArray[np.int64], width: int) -> Best:
    """The best profiles of one posting, of its scores with all of them: one list."""
    best = Best.empty(1, width)
    best.counts[0], best.complete[0], best.floors[0] = selecting.best_profiles(
        scores, posting, profiles, best.ids[0], best.scores[0]
    )
    return best


class ProfilesOfPostings:
    """The best profiles of every posting, while blocks of profiles come by.

    Takes about ``12 * width`` bytes a posting.
    """

    def __init__(
        self, postings: NDArray[np.int64], profiles: NDArray[np.int64], width: int
    ) -> None:
        room = 2 * (width + 1)
        self._postings, self._profiles, self._width = postings, profiles, width
        self._seeds = selecting.seeds_of(profiles)
        self._rows = np.empty((len(postings), room), dtype=np.uint32)
        self._values = np.empty((len(postings), room), dtype=np.uint16)
        self._used = np.zeros(len(postings), dtype=np.int64)
        self._bars = np.ones(len(postings), dtype=np.uint16)
        self._key_bars = np.zeros(len(postings), dtype=np.int64)

    def offer(self, scores: Scores, first: int, shown: NDArray[np.bool_]) -> None:
        """A block of packed scores, of the profiles in the rows from ``first`` on.

        Profiles that are not ``shown`` (one flag a row of the block) get into no list.
        """
        selecting.offer(
            scores,
            first,
            shown,
            self._width,
            self._rows,
            self._values,
            self._used,
            self._bars,
            self._key_bars,
            self._seeds,
            self._postings,
        )

    def best(self) -> Best:
        """The lists, in the order of the postings."""
        best = Best.empty(len(self._postings), self._width)
        selecting.close(
            self._rows,
            self._values,
            self._used,
            self._profiles,
            self._postings,
            *best._columns(),
        )
        return best
