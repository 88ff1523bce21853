"""A million profiles and 100,000 postings in the engine on this machine."""

import resource
import time

from matching.engine import DEFAULT, TaxonomyArrays, score_postings, score_profiles
from portal.bench.engine import pairs, times
from portal.bench.engine.pools import Pools
from portal.bench.load import AS_OF, some_postings, some_profiles, some_taxonomy
from portal.bench.options import Options
from portal.bench.results import Result, quantile

_SINGLES = 20
_SLICE = 200
_MB = 1e6


def run(options: Options) -> list[Result]:
    """Memory, one against many, and how long everything against everything would take."""
    profiles, postings = options.size(profiles=1_000_000, postings=100_000)
    started = time.perf_counter()
    taxonomy = TaxonomyArrays.build(some_taxonomy())
    people, openings = some_profiles(profiles), some_postings(postings)
    made = time.perf_counter() - started
    started = time.perf_counter()
    pools = Pools.of(taxonomy, people, openings)
    built = time.perf_counter() - started
    to_postings = times(
        lambda n: score_postings(
            pools.profiles.profile(n % profiles), pools.postings, taxonomy, DEFAULT, AS_OF
        ),
        _SINGLES,
    )
    to_profiles = times(
        lambda n: score_profiles(
            openings.posting(n % postings), pools.profiles, taxonomy, DEFAULT, AS_OF
        ),
        _SINGLES,
    )
    slice = pools.slice(_SLICE)
    rate = pairs.rate(pools, slice).pairs_a_second
    # Linux counts the peak in kibibytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    size = f"{profiles:,} x {postings:,}"
    measured = f"measured on {len(slice):,} profiles x all postings, one thread"
    return [
        Result("million", f"making the load, {size}", made, "s"),
        Result("million", "columns from arrays", built, "s"),
        Result("million", "columns of the profiles", pools.profiles.nbytes / _MB, "MB", "500"),
        Result("million", "columns of the postings", pools.postings.nbytes / _MB, "MB", "50"),
        Result("million", "largest memory of the process", peak / _MB, "MB", "", "load and all"),
        Result("million", "one profile, p50", quantile(to_postings, 0.5), "ms", "5 ms"),
        Result("million", "one profile, p95", quantile(to_postings, 0.95), "ms"),
        Result("million", "one posting, p50", quantile(to_profiles, 0.5), "ms", "60 ms"),
        Result("million", "one posting, p95", quantile(to_profiles, 0.95), "ms"),
        Result(
            "million", f"with the best {pairs.TOP}", rate / 1e6, "million pairs/s", "", measured
        ),
        Result("million", "everything would take", profiles * postings / rate / 60, "minutes"),
    ]
