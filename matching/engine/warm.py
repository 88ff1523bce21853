"""Compiles the kernels, so that no page and no worker has to wait for it: ``python -m``.

What is compiled stays on disk (``kernels.compiled``); to find it there takes a second.
"""

from datetime import date
from typing import Any

import numpy as np

from matching.engine.columns import PostingColumns, ProfileColumns, TaxonomyArrays
from matching.engine.fast import score_many, score_postings, score_profiles
from matching.engine.kernels import merging
from matching.engine.select import Best, ProfilesOfPostings, best_postings, best_profiles
from matching.engine.settings import DEFAULT
from matching.engine.simulate import simulate
from matching.engine.types import (
    Education,
    HeldSkill,
    Importance,
    PostingInput,
    ProfileInput,
    RequirementInput,
    Taxonomy,
)

_WIDTH = 2


def warm() -> None:
    """Runs every kernel once, with the kinds of arrays that the pool has."""
    today = date(2026, 1, 1)
    taxonomy = Taxonomy("warm", {1: 50}, {1: ((2, 50),)}, {1: ((2, 50),)})
    arrays = TaxonomyArrays.build(taxonomy)
    person = ProfileInput(1, (HeldSkill(1, 2),), (), Education.HS, ())
    asked = RequirementInput(1, Importance.NICE, None, trainable=False)
    opening = PostingInput(1, (asked,), 1, 12, Education.HS, education_or_equivalent=True, gates=())
    people = ProfileColumns.build([person])
    openings = PostingColumns.build([opening], taxonomy)
    score_postings(person, openings, arrays, DEFAULT, today)
    score_profiles(opening, people, arrays, DEFAULT, today)
    scores = score_many(people, openings, arrays, DEFAULT, today)

    simulate(opening, people, arrays, DEFAULT, today, counted=np.ones(1, dtype=np.bool_))
    for profiles in (people.ids, people.ids.copy()):
        best_postings(scores, profiles, openings.ids, _WIDTH)
    best_profiles(scores[0], 1, people.ids, _WIDTH)
    made = ProfilesOfPostings(openings.ids, people.ids, _WIDTH)
    made.offer(scores, 0, np.ones(1, dtype=np.bool_))
    best = made.best()
    for of_profiles in (True, False):
        _move(best, scores, of_profiles=of_profiles)


def _move(best: Best, scores: Any, *, of_profiles: bool) -> None:
    owners = rows = np.zeros(1, dtype=np.int64)
    entries = np.ones(1, dtype=np.int64)
    lists = (owners, best.ids, best.scores, best.counts, best.complete, best.floors)
    merging.find_touched(rows, entries, scores, of_profiles, *lists)
    merging.move(rows, entries, scores, of_profiles, *lists)


if __name__ == "__main__":
    warm()
