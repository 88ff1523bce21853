"""The requirement simulator at 100,000 people: counting, and deciding what may be told."""

import time

import numpy as np

from matching.engine import DEFAULT, ProfileColumns, TaxonomyArrays
from matching.engine.simulate import simulate
from matching.simulate.disclosure import Answers, Sketcher
from portal.bench.pool import AS_OF, Generator
from portal.bench.results import Result, quantile

PROFILES = 100_000
QUESTIONS = 40


def run() -> list[Result]:
    """Milliseconds of processor time a question, without the database."""
    generator = Generator()
    arrays = TaxonomyArrays.build(generator.taxonomy())
    people = ProfileColumns.build(generator.profile(id) for id in range(1, PROFILES + 1))
    everybody = np.ones(len(people), dtype=np.bool_)
    sketcher = Sketcher(people.ids, 1)
    kept, counting, telling = b"", [], []
    for id in range(QUESTIONS):
        posting = generator.posting(id)
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
