"""Everything against everything with the best K, as a rebuild does it."""

import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from matching.engine import DEFAULT, score_many, unpack
from matching.engine.select import Best, ProfilesOfPostings, best_postings
from portal.bench.engine.pools import Pools, Rate
from portal.bench.load import AS_OF

TOP = 200
TOP_PROFILES = 500
_BLOCK = 1_024


def best(pools: Pools, rows: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.uint16], NDArray]]:
    """For each of the profiles the fits and gates of its best matches, best first."""
    for lists in _both_sides(pools, rows):
        for scores, count in zip(lists.scores, lists.counts.tolist(), strict=True):
            yield unpack(scores[:count])


def rate(pools: Pools, rows: NDArray[np.intp]) -> Rate:
    """Pairs a second over these profiles and all postings, with the best of both sides."""
    for _ in _both_sides(pools, rows[:_BLOCK]):
        pass
    started = time.perf_counter()
    for _ in _both_sides(pools, rows):
        pass
    taken = time.perf_counter() - started
    return Rate(
        "the engine",
        len(rows) * len(pools.postings) / taken,
        "the full model, lists of both sides, one thread",
        len(pools.postings.requirement_keys) / len(pools.postings),
    )


def _both_sides(pools: Pools, rows: NDArray[np.intp]) -> Iterator[Best]:
    """The best postings of the profiles, block by block; the best profiles meanwhile, too."""
    people, openings = pools.profiles.ids[rows], pools.postings.ids
    made = ProfilesOfPostings(openings, people, TOP_PROFILES)
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        scores = score_many(
            pools.profiles,
            pools.postings,
            pools.taxonomy,
            DEFAULT,
            AS_OF,
            rows=block,
            least=DEFAULT.floor,
        )
        yield best_postings(scores, people[start : start + _BLOCK], openings, TOP)
        made.offer(scores, start, np.ones(len(block), dtype=np.bool_))
    made.best()
