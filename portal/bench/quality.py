"""How well free-text profiles and postings find each other, beside plain rankers, on a graded set.

nDCG@10 of the postings of each profile and of the profiles of each posting, with gains 2^grade - 1,
over those that have any match. Rivals see the whole texts, titles included. Their mix is tuned on
the set itself, weights and way of mixing, in favour of the rivals. Each ablation takes one thing
away. Intervals are of 95 %, by a bootstrap over profiles or postings.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from matching import engine
from matching.files import DEFAULT, FilesSettings, Ranking, inputs_of, load_knowledge
from matching.files.inputs import ENGINE, Inputs
from matching.files.knowledge import Knowledge
from matching.files.lines import PostingLine, ProfileLine
from matching.files.lines import read_postings as posting_lines
from matching.files.lines import read_profiles as profile_lines
from matching.files.reading import ReadPosting, ReadProfile, read_postings, read_profiles
from portal.bench.results import BenchError, Result
from portal.settings.env import ROOT
from skills.ranking.encoder import Encoder

FOLDER = ROOT / "tests" / "quality" / "matching"
TODAY = date(2026, 11, 30)

_FIRST = 10
_DRAWS = 2000
_STEPS = np.arange(0, 1.01, 0.1)
_RRF = 60

Scores = NDArray[np.float64]
"""A row a profile, a column a posting; the higher, the better the pair."""


@dataclass(frozen=True, eq=False)
class Graded:
    """A graded set: two files, the grade of each pair, and the sector of each line."""

    profiles: list[ProfileLine]
    postings: list[PostingLine]
    grades: Scores
    sectors: Mapping[object, str]

    @classmethod
    def load(cls, folder: Path) -> "Graded":
        """The set of a folder. Raises BenchError where there is none."""
        if not (folder / "grades.csv").is_file():
            raise BenchError(f"there is no graded set in {folder}")
        with (folder / "profiles.jsonl").open(encoding="utf-8") as lines:
            profiles = profile_lines(lines)
        with (folder / "postings.jsonl").open(encoding="utf-8") as lines:
            postings = posting_lines(lines)
        rows = {line.id: place for place, line in enumerate(profiles)}
        columns = {line.id: place for place, line in enumerate(postings)}
        grades = np.zeros((len(rows), len(columns)))
        for row in _table(folder / "grades.csv"):
            grades[rows[row["profile"]], columns[row["posting"]]] = int(row["grade"])
        sectors = {row["id"]: row["sector"] for row in _table(folder / "sectors.csv")}
        return cls(profiles, postings, grades, sectors)

    @property
    def texts(self) -> tuple[list[str], list[str]]:
        """All that is written of each person and of each job."""
        return (
            [line.text for line in self.profiles],
            [f"{line.title}\n{line.text}" for line in self.postings],
        )


@dataclass(frozen=True, eq=False)
class Reached:
    """nDCG@10 of each profile and each posting that has a match; NaN for the others."""

    by_profile: Scores
    by_posting: Scores

    @property
    def mean(self) -> float:
        """The mean of both directions."""
        return float(np.nanmean(self.by_profile) + np.nanmean(self.by_posting)) / 2


@dataclass(frozen=True, eq=False)
class Ours:
    """The portal's reading of a graded set, to be ranked with these or other numbers."""

    graded: Graded
    knowledge: Knowledge
    profiles: list[ReadProfile]
    postings: list[ReadPosting]

    @classmethod
    def read(
        cls, graded: Graded, knowledge: Knowledge, settings: FilesSettings = DEFAULT
    ) -> "Ours":
        """Reads every text once."""
        return cls(
            graded,
            knowledge,
            read_profiles(graded.profiles, knowledge, settings, TODAY),
            read_postings(graded.postings, knowledge, settings),
        )

    def scores(
        self,
        settings: FilesSettings = DEFAULT,
        *,
        change: Callable[[Inputs], Inputs] = lambda inputs: inputs,
        numbers: engine.EngineSettings = ENGINE,
    ) -> Scores:
        """The place of each pair in the product's own order, as a score.

        `change` takes something from what the engine is given.
        """
        graded = self.graded
        inputs = inputs_of(
            {line.id: read for line, read in zip(graded.profiles, self.profiles, strict=True)},
            {line.id: read for line, read in zip(graded.postings, self.postings, strict=True)},
            self.knowledge,
            settings,
        )
        ranking = Ranking.of(change(inputs), TODAY, numbers=numbers)
        scores = np.zeros(graded.grades.shape)
        for at in range(len(graded.profiles)):
            for place, pair in enumerate(ranking.best("profile", at, len(graded.postings))):
                scores[pair] = -place
        return _Two(scores, ranking)


def ndcg(scores: Scores, grades: Scores) -> Scores:
    """nDCG@10 of each row that has a grade above 0, NaN for the others."""
    discounts = 1 / np.log2(np.arange(2, _FIRST + 2))
    found = np.full(len(scores), np.nan)
    for row in np.flatnonzero(grades.max(axis=1) > 0):
        gains = 2.0 ** grades[row] - 1
        first = gains[np.argsort(-scores[row], kind="stable")][:_FIRST]
        ideal = np.sort(gains)[::-1][:_FIRST]
        found[row] = first @ discounts[: len(first)] / (ideal @ discounts[: len(ideal)])
    return found
