"""Everything against everything with the best K, as a rebuild does it."""

import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from matching.engine import DEFAULT, pair_hash, rank_key, score_block, top
from portal.bench.engine.pools import Pools, Rate
from portal.bench.load import AS_OF

TOP = 200


def best(pools: Pools, rows: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.uint16], NDArray]]:
    """For each of the profiles the fits and gates of its best matches, best first."""
    ids = pools.postings.ids
    inputs = (pools.profiles.profile(row) for row in rows.tolist())
    owners = pools.profiles.ids[rows].tolist()
    for at, scores in score_block(inputs, pools.postings, pools.taxonomy, DEFAULT, AS_OF):
        keys = rank_key(scores.gates_open, scores.fit, pair_hash(owners[at], ids))
        keys[scores.fit < DEFAULT.floor] = -1
        chosen = top(keys, ids, TOP)
        chosen = chosen[keys[chosen] >= 0]
        yield scores.fit[chosen], scores.gates_open[chosen]


def rate(pools: Pools, rows: NDArray[np.intp]) -> Rate:
    """Pairs a second over these profiles and all postings."""
    for _ in best(pools, rows[:2]):
        pass
    started = time.perf_counter()
    for _ in best(pools, rows):
        pass
    taken = time.perf_counter() - started
    return Rate(
        "the engine",
        len(rows) * len(pools.postings) / taken,
        "the full model",
        len(pools.postings.requirement_keys) / len(pools.postings),
    )
