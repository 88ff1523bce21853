"""The engine alone: each direction, everything against everything, and the plain reference."""

import time
from collections.abc import Callable
from itertools import islice

from matching.engine import (
    DEFAULT,
    PostingColumns,
    ProfileColumns,
    TaxonomyArrays,
    pair_hash,
    rank_key,
    score,
    score_block,
    score_postings,
    score_profiles,
    top,
)
from portal.bench.pool import AS_OF, Generator
from portal.bench.results import Result, quantile

PROFILES = 50_000
POSTINGS = 20_000
_SINGLES = 40
_BLOCK = 200
_REFERENCE_PAIRS = 2_000
_TOP = 200


def run() -> list[Result]:
    """Milliseconds for one against many, pairs a second for all against all."""
    generator = Generator()
    taxonomy = generator.taxonomy()
    profiles = [generator.profile(id) for id in range(1, PROFILES + 1)]
    postings = [generator.posting(id) for id in range(1, POSTINGS + 1)]
    arrays = TaxonomyArrays.build(taxonomy)
    people = ProfileColumns.build(profiles)
    openings = PostingColumns.build(postings, taxonomy, DEFAULT)

    one_profile = _times(
        lambda n: score_postings(profiles[n], openings, arrays, DEFAULT, AS_OF), _SINGLES
    )
    one_posting = _times(
        lambda n: score_profiles(postings[n], people, arrays, DEFAULT, AS_OF), _SINGLES
    )

    started = time.perf_counter()
    for row, scores in islice(score_block(profiles, openings, arrays, DEFAULT, AS_OF), _BLOCK):
        keys = rank_key(scores.gates_open, scores.fit, pair_hash(profiles[row].id, openings.ids))
        top(keys, openings.ids, _TOP)
    block = _BLOCK * POSTINGS / (time.perf_counter() - started)

    started = time.perf_counter()
    for n in range(_REFERENCE_PAIRS):
        score(profiles[n % 50], postings[n], taxonomy, DEFAULT, AS_OF)
    plain = _REFERENCE_PAIRS / (time.perf_counter() - started)

    return [
        Result(
            "engine",
            f"one profile, {POSTINGS:,} postings, p50",
            quantile(one_profile, 0.5),
            "ms",
            "5 ms at 100,000",
        ),
        Result(
            "engine",
            f"one posting, {PROFILES:,} profiles, p50",
            quantile(one_posting, 0.5),
            "ms",
            "60 ms at 1,000,000",
        ),
        Result(
            "engine",
            f"all against all, with the best {_TOP}",
            block / 1e6,
            "million pairs/s",
            "50",
            f"plain loop {plain / 1e6:.3f}, {block / plain:,.0f} times slower",
        ),
        Result("engine", "memory of a profile", people.nbytes / PROFILES, "bytes", "500"),
        Result("engine", "memory of a posting", openings.nbytes / POSTINGS, "bytes", "500"),
    ]


def _times(act: Callable[[int], object], count: int) -> list[float]:
    """Milliseconds of each of so many runs, after one to warm up."""
    act(0)
    times = []
    for n in range(count):
        started = time.perf_counter()
        act(n)
        times.append((time.perf_counter() - started) * 1000)
    return times
