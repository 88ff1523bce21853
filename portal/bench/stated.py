"""How well the engine ranks profiles and postings that state everything, on a graded set.

The order is that of the product: matches first, closed gates after open ones, then fit. Each
ablation takes one of the engine's rules away, or several.
"""

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from matching import engine
from matching.engine.settings import FULL
from matching.files import Ranking
from matching.files.inputs import Inputs
from matching.snapshots import load_taxonomy, with_satisfied
from portal.bench.ndcg import Scores, away, reached, told
from portal.bench.results import BenchError, Result
from portal.settings.env import ROOT
from skills.models import Credential, Occupation, Skill
from skills.selectors import credentials_satisfied

FOLDER = ROOT / "tests" / "quality" / "matching" / "stated"

_TODAY = date(2026, 11, 30)
_FLAT_LEVELS = replace(engine.DEFAULT, level_credits=(FULL,) * 4, unknown_credit=FULL)
_NEITHER = replace(_FLAT_LEVELS, experience_weight=0)


@dataclass(frozen=True, eq=False)
class Stated:
    """The set as the engine takes it, and the grade of each pair."""

    profiles: tuple[engine.ProfileInput, ...]
    postings: tuple[engine.PostingInput, ...]
    taxonomy: engine.Taxonomy
    grades: Scores

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Stated":
        """The set of a folder, under the newest taxonomy.

        Raises BenchError where the taxonomy lacks something that the set names.
        """
        people = json.loads((folder / "profiles.json").read_text(encoding="utf-8"))
        jobs = json.loads((folder / "postings.json").read_text(encoding="utf-8"))
        rows = {person["id"]: place for place, person in enumerate(people)}
        columns = {job["id"]: place for place, job in enumerate(jobs)}
        grades = np.zeros((len(rows), len(columns)))
        with (folder / "grades.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                grades[rows[row["profile"]], columns[row["posting"]]] = int(row["grade"])
        ids = _Ids.load()
        try:
            profiles = tuple(ids.profile(id, person) for id, person in enumerate(people, 1))
            postings = tuple(ids.posting(id, job) for id, job in enumerate(jobs, 1))
        except KeyError as unknown:
            raise BenchError(f"the taxonomy has no {unknown}") from unknown
        return cls(profiles, postings, load_taxonomy(), grades)

    def scores(
        self,
        *,
        change: Callable[[engine.Taxonomy], engine.Taxonomy] = lambda taxonomy: taxonomy,
        numbers: engine.EngineSettings = engine.DEFAULT,
    ) -> Scores:
        """The order of all pairs; `change` takes away from what the taxonomy says."""
        taxonomies = (change(self.taxonomy),) * len(self.profiles)
        inputs = Inputs(
            self.profiles, self.postings, taxonomies, works={}, so_far=0, gates={}, usual=()
        )
        return Ranking.of(inputs, _TODAY, numbers=numbers).keys.astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Ids:
    """The database's ids by slug and code."""

    skills: Mapping[str, int]
    occupations: Mapping[str, int]
    credentials: Mapping[str, int]
    satisfied: Mapping[int, frozenset[int]]

    @classmethod
    def load(cls) -> "_Ids":
        return cls(
            dict(Skill.objects.values_list("slug", "id")),
            dict(Occupation.objects.values_list("code", "id")),
            dict(Credential.objects.values_list("slug", "id")),
            credentials_satisfied(),
        )

    def profile(self, id: int, person: Mapping[str, Any]) -> engine.ProfileInput:
        held = [(self.credentials[slug], None) for slug in person["credentials"]]
        return engine.ProfileInput(
            id=id,
            skills=tuple(
                engine.HeldSkill(self.skills[slug], level)
                for slug, level in person["skills"].items()
            ),
            experience=tuple(
                engine.Experience(self.occupations[code], months)
                for code, months in person["experience"]
            ),
            education=engine.Education[person["education"]],
            credentials=with_satisfied(held, self.satisfied),
        )

    def posting(self, id: int, job: Mapping[str, Any]) -> engine.PostingInput:
        asked = job["education"]
        return engine.PostingInput(
            id=id,
            requirements=tuple(
                engine.RequirementInput(
                    self.skills[slug], engine.Importance(importance), level, trainable
                )
                for slug, importance, level, trainable in job["requirements"]
            ),
            occupation=self.occupations[job["occupation"]],
            months=job["months"],
            education=None if asked is None else engine.Education[asked],
            education_or_equivalent=job["or_equivalent"],
            gates=tuple(self.credentials[slug] for slug in job["credentials"]),
        )


def rules_away(stated: Stated) -> dict[str, Scores]:
    """The order without one of the engine's rules, or without several."""
    return {
        "no related skills": stated.scores(change=_unrelated),
        "levels flat": stated.scores(numbers=_FLAT_LEVELS),
        "specificity flat": stated.scores(change=_flat_specificity),
        "no experience line": stated.scores(numbers=replace(engine.DEFAULT, experience_weight=0)),
        "levels flat, no experience line": stated.scores(numbers=_NEITHER),
        "none of the four": stated.scores(
            change=lambda taxonomy: _unrelated(_flat_specificity(taxonomy)), numbers=_NEITHER
        ),
    }


def _unrelated(taxonomy: engine.Taxonomy) -> engine.Taxonomy:
    return replace(taxonomy, relations={})


def _flat_specificity(taxonomy: engine.Taxonomy) -> engine.Taxonomy:
    return replace(taxonomy, specificity=dict.fromkeys(taxonomy.specificity, 100))


def results() -> list[Result]:
    """nDCG@10 both ways, and with one rule taken away."""
    stated = Stated.load()
    found = reached(stated.scores(), stated.grades)
    return [
        *(
            Result(
                "quality", f"nDCG@10, stated, {way}", float(np.nanmean(each)), "of 1",
                beside=told(each),
            )
            for way, each in found.ways.items()
        ),
        *away("stated, ", found, rules_away(stated), stated.grades),
    ]  # fmt: skip
