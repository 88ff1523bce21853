"""What else could do the work: a plain loop, sparse products, and the memory itself."""

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.engine import DEFAULT, score
from matching.engine.columns.table import LEVELS
from matching.engine.kernels.tables import tables_of
from portal.bench.engine.pairs import TOP
from portal.bench.engine.pools import Pools, Rate
from portal.bench.load import AS_OF

_LOOP_PAIRS = 2_000
_LOOP_PROFILES = 50
_COPIED_BYTES = 256 * 1024 * 1024
_COPIES = 5
_PARTIAL = "the requirement lines alone: no experience, schooling, gates or rounding to a fit"


def plain_loop(pools: Pools) -> Rate:
    """The definition over objects, a pair at a time: what a plain Django loop would do."""
    profiles = [pools.profiles.profile(int(row)) for row in pools.slice(_LOOP_PROFILES)]
    count = min(_LOOP_PAIRS, len(pools.openings))
    postings = [pools.openings.posting(row) for row in range(count)]
    started = time.perf_counter()
    for n, posting in enumerate(postings):
        score(profiles[n % len(profiles)], posting, pools.taxonomy.source, DEFAULT, AS_OF)
    return Rate(
        "plain Python loop",
        count / (time.perf_counter() - started),
        "the full model on objects in memory, no top K",
    )


def sparse_product(pools: Pools, rows: NDArray[np.intp]) -> Rate:
    """scipy: credits of the profiles by key, times weights of the postings by key."""
    people, openings = credits_of(pools, rows), weights_of(pools)
    started = time.perf_counter()
    product = people @ openings
    taken = time.perf_counter() - started
    pairs = product.shape[0] * product.shape[1]
    return Rate(
        "scipy sparse product",
        pairs / taken,
        f"{_PARTIAL}, no top K; the credits were worked out beforehand",
        multiplications(people, openings) / pairs,
    )


def sparse_top(pools: Pools, rows: NDArray[np.intp]) -> Rate | None:
    """sparse-dot-topn: the same product, keeping each profile's best. None where not installed."""
    try:
        from sparse_dot_topn import sp_matmul_topn  # noqa: PLC0415
    except ImportError:
        return None
    people, openings = credits_of(pools, rows), weights_of(pools)
    started = time.perf_counter()
    sp_matmul_topn(people, openings, top_n=TOP)
    taken = time.perf_counter() - started
    pairs = people.shape[0] * openings.shape[1]
    return Rate(
        "sparse-dot-topn",
        pairs / taken,
        f"{_PARTIAL}, with the best {TOP} by that sum; the credits were worked out beforehand",
        multiplications(people, openings) / pairs,
    )


def memory_bound(pools: Pools) -> Rate:
    """What reading every posting's columns anew for each profile would allow, and nothing else."""
    source = np.zeros(_COPIED_BYTES // 8)
    target = np.ones_like(source)
    taken = []
    for _ in range(_COPIES):
        started = time.perf_counter()
        np.copyto(target, source)
        taken.append(time.perf_counter() - started)
    bandwidth = 2 * _COPIED_BYTES / min(taken)
    touched = pools.postings.nbytes / len(pools.postings) + 2
    return Rate(
        "memory bound",
        bandwidth / touched,
        f"{touched:.0f} bytes a pair (a posting's columns and the score) at the"
        f" {bandwidth / 1e9:.1f} GB/s of a copy; blocks of profiles that share a posting"
        " while it is in the cache may pass it",
    )


def credits_of(pools: Pools, rows: NDArray[np.intp]) -> Any:
    """Sparse (profile, key): the best credit that the profile earns for a requirement."""
    tables = tables_of(DEFAULT)
    columns = int(pools.postings.requirement_keys.max()) // LEVELS + 1
    blocks = []
    for row in rows.tolist():
        own = slice(pools.people.skill_offsets[row], pools.people.skill_offsets[row + 1])
        held, level = pools.people.skills[own], pools.people.levels[own]
        place, helped, strength = pools.taxonomy.skills_helped.of(held.astype(np.int64))
        related = tables.adjacent[level[place], :, strength]
        skills = np.concatenate([held, helped]).astype(np.int64)
        earned = np.concatenate([tables.direct[level], related])
        known = skills < columns
        dense = np.zeros((columns, LEVELS), dtype=np.int32)
        np.maximum.at(dense, skills[known], earned[known].astype(np.int32))
        blocks.append(sparse.csr_matrix(dense.reshape(1, -1)))
    return sparse.vstack(blocks, format="csr")


def weights_of(pools: Pools) -> Any:
    """Sparse (key, posting): the weight of the requirement."""
    postings = pools.postings
    keys = (int(postings.requirement_keys.max()) // LEVELS + 1) * LEVELS
    shape = (len(postings), keys)
    by_posting = sparse.csr_matrix(
        (postings.requirement_weights, postings.requirement_keys, postings.requirement_offsets),
        shape=shape,
    )
    return by_posting.T.tocsr()


def multiplications(left: Any, right: Any) -> int:
    """How many products of non-zero numbers a sparse product sums."""
    per_key = np.asarray(left.getnnz(axis=0), dtype=np.int64)
    return int((per_key * np.diff(right.indptr)).sum())
