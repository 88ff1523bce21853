"""The engine alone: each direction, everything against everything beside its rivals, memory.

`--profiles` (1,000,000) and `--postings` (100,000) are the pools of the single directions; all
against all is measured on a slice of 100,000 profiles with 20,000 postings.
"""

import time
from collections.abc import Callable

from matching.engine import DEFAULT, TaxonomyArrays, score_postings, score_profiles
from portal.bench.engine import pairs, rivals, sql
from portal.bench.engine.pools import Pools
from portal.bench.load import AS_OF, some_postings, some_profiles, some_taxonomy
from portal.bench.options import Options
from portal.bench.results import Result, quantile

_PROFILES = 100_000
_POSTINGS = 20_000
_SINGLES = 40
_SLICE = 1_000
_SQL_SLICE = 10
_GOAL = 50e6
_SQL_GOAL = 20


def run(options: Options) -> list[Result]:
    """Milliseconds for one against many, pairs a second for all against all, bytes a row."""
    profiles, postings = options.size(profiles=1_000_000, postings=100_000)
    taxonomy = TaxonomyArrays.build(some_taxonomy())
    people = some_profiles(profiles).columns()
    openings = some_postings(postings)
    many = openings.columns(taxonomy.source, DEFAULT)
    to_postings = times(
        lambda n: score_postings(people.profile(n % len(people)), many, taxonomy, DEFAULT, AS_OF)
    )
    to_profiles = times(
        lambda n: score_profiles(
            openings.posting(n % len(openings)), people, taxonomy, DEFAULT, AS_OF
        )
    )
    pools = Pools.of(
        taxonomy,
        some_profiles(min(profiles, _PROFILES)),
        some_postings(min(postings, _POSTINGS)),
    )
    return [
        *_singles(f"one profile, {postings:,} postings", to_postings, "5 ms at 100,000"),
        *_singles(f"one posting, {profiles:,} profiles", to_profiles, "60 ms at 1,000,000"),
        *_all_against_all(pools),
        Result("engine", "memory of a profile", people.nbytes / len(people), "bytes", "500"),
        Result("engine", "memory of a posting", many.nbytes / len(many), "bytes", "500"),
    ]


def times(act: Callable[[int], object], count: int = _SINGLES) -> list[float]:
    """Milliseconds of each of so many runs, after one to warm up."""
    act(0)
    taken = []
    for n in range(count):
        started = time.perf_counter()
        act(n)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def _singles(what: str, taken: list[float], goal: str) -> list[Result]:
    return [
        Result("engine", f"{what}, {name}", quantile(taken, share), "ms", goal)
        for name, share in (("p50", 0.5), ("p95", 0.95))
    ]


def _all_against_all(pools: Pools) -> list[Result]:
    """Our rate, and each rival's with what it leaves out, on slices of the same pools."""
    slice = pools.slice(_SLICE)
    ours = pairs.rate(pools, slice)
    size = f"{len(pools.profiles):,} x {len(pools.postings):,}"
    rows = [
        Result(
            "engine",
            f"all against all, {size}, with the best {pairs.TOP}",
            ours.pairs_a_second / 1e6,
            "million pairs/s",
            f"{_GOAL / 1e6:.0f}",
            f"measured on {len(slice):,} profiles x all postings, one thread;"
            f" {ours.multiplications:,.1f} multiplications a pair",
        )
    ]
    measured = [
        rivals.plain_loop(pools),
        sql.rate(pools, pools.slice(_SQL_SLICE)),
        rivals.sparse_product(pools, slice),
        rivals.sparse_top(pools, slice),
        rivals.memory_bound(pools),
    ]
    for rival in measured:
        if rival is None:
            continue
        ratio = ours.pairs_a_second / rival.pairs_a_second
        counted = (
            f"; {rival.multiplications:,.1f} multiplications a pair"
            if rival.multiplications
            else ""
        )
        rows.append(
            Result(
                "engine",
                f"rival: {rival.name}",
                rival.pairs_a_second / 1e6,
                "million pairs/s",
                f"{_SQL_GOAL} times slower" if rival.name == sql.NAME else "",
                f"the engine does {ratio:,.3g} times as many; {rival.note}{counted}",
            )
        )
    return rows
