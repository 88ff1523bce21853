"""How cost grows: with postings, profiles, changes and shards, each fitted as a power.

An exponent of 1 says that twice as much takes twice as long, 0 that it takes no longer.
"""

from collections.abc import Callable, Sequence

import numpy as np

from matching.engine import DEFAULT, TaxonomyArrays, score_postings, score_profiles
from portal.bench.engine import times
from portal.bench.load import AS_OF, some_postings, some_profiles, some_taxonomy
from portal.bench.options import Options
from portal.bench.results import Result, quantile

_RUNS = 10
_STEPS = (1, 3, 10)
_CHANGES = (1, 10, 100)
_SHARDS = (1, 2, 4, 8)


def run(options: Options) -> list[Result]:
    """Milliseconds at each size of a small grid, and the exponent through them."""
    profiles, postings = options.size(profiles=300_000, postings=100_000)
    taxonomy = TaxonomyArrays.build(some_taxonomy())
    openings = some_postings(postings)
    people = some_profiles(profiles).columns()

    def one_profile(size: int) -> list[float]:
        pool = some_postings(size).columns(taxonomy.source, DEFAULT)
        return times(
            lambda n: score_postings(people.profile(n), pool, taxonomy, DEFAULT, AS_OF), _RUNS
        )

    def one_posting(size: int) -> list[float]:
        pool = some_profiles(size).columns()
        return times(
            lambda n: score_profiles(openings.posting(n), pool, taxonomy, DEFAULT, AS_OF), _RUNS
        )

    def changes(count: int) -> list[float]:
        fresh = [people.profile(row) for row in range(min(count, len(people)))]
        return times(lambda _: people.with_changes(fresh, ()), _RUNS)

    return [
        *_grid("one profile, postings", one_profile, _up_to(postings)),
        *_grid("one posting, profiles", one_posting, _up_to(profiles)),
        *_grid(f"columns of {profiles:,} profiles, changes", changes, _CHANGES),
        *_grid(
            f"one posting, {profiles:,} profiles, in one of the shards",
            lambda shards: one_posting(max(profiles // shards, 1)),
            _SHARDS,
        ),
    ]


def _up_to(largest: int) -> list[int]:
    return [max(largest * step // _STEPS[-1], 1) for step in _STEPS]


def _grid(what: str, act: Callable[[int], list[float]], sizes: Sequence[int]) -> list[Result]:
    taken = [quantile(act(size), 0.5) for size in sizes]
    slope = float(np.polyfit(np.log(sizes), np.log(taken), 1)[0])
    return [
        *(
            Result("scale", f"{what}: {size:,}", milliseconds, "ms")
            for size, milliseconds in zip(sizes, taken, strict=True)
        ),
        Result("scale", f"{what}: grows by the power", slope, "", ""),
    ]
