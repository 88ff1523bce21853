"""The requirement simulator at 100,000 people: counting, and deciding what may be told."""

import time

import numpy as np

from matching.engine import DEFAULT, TaxonomyArrays
from matching.engine.simulate import simulate
from matching.simulate.disclosure import Answers, Sketcher
from portal.bench.load.arrays import AS_OF, some_postings, some_profiles, some_taxonomy
from portal.bench.results import Result, quantile

PROFILES = 100_000
QUESTIONS = 40


def run() -> list[Result]:
    """Milliseconds of processor time a question, without the database."""
    arrays = TaxonomyArrays.build(some_taxonomy())
    people = some_profiles(PROFILES).columns()
    postings = some_postings(QUESTIONS)
    everybody = np.ones(len(people), dtype=np.bool_)
    sketcher = Sketcher(people.ids, 1)
    kept, counting, telling = b"", [], []
    for row in range(QUESTIONS):
        posting = postings.posting(row)
        started = time.process_time()
        found = simulate(posting, people, arrays, DEFAULT, AS_OF, counted=everybody)
        counted = time.process_time()
        pools = [found.now, *(pools for _change, pools in found.after)]
        groups = [group for each in pools for group in (each.qualified, each.near)]
        sizes = [int(group.sum()) for group in groups]
        kept += Answers(kept).answer(sketcher.sketch(groups), sizes)[1]
        counting.append((counted - started) * 1000)
        telling.append((time.process_time() - counted) * 1000)
    whole = [sum(both) for both in zip(counting, telling, strict=True)]
    return [
        Result("simulate", f"counting {PROFILES:,} people, p50", quantile(counting, 0.5), "ms CPU"),
        Result("simulate", "deciding what to tell, p50", quantile(telling, 0.5), "ms CPU"),
        Result("simulate", "both, p95", quantile(whole, 0.95), "ms CPU", "300 ms"),
        Result("simulate", "memory of a person", people.nbytes / PROFILES, "bytes", "500"),
    ]
