"""How well free-text profiles and postings find each other, beside plain rankers, on a graded set.

nDCG@10 of the postings of each profile and of the profiles of each posting. Rivals see the whole
texts, titles included. Their mix is tuned on the set itself, weights and way of mixing, in favour
of the rivals. Each ablation takes one thing away; the engine's rules are also taken from the
requirements alone, since the line for the work as a whole hides them, and from pairs that state
everything (`stated`).
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import bm25s
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from matching import engine
from matching.engine.settings import FULL
from matching.files import (
    DEFAULT,
    FilesSettings,
    NoTaxonomyError,
    Ranking,
    inputs_of,
    load_knowledge,
)
from matching.files.inputs import ENGINE, Inputs
from matching.files.knowledge import Knowledge
from matching.files.lines import PostingLine, ProfileLine
from matching.files.lines import read_postings as posting_lines
from matching.files.lines import read_profiles as profile_lines
from matching.files.reading import ReadPosting, ReadProfile, read_postings, read_profiles
from portal.bench import stated
from portal.bench.ndcg import Reached, Scores, away, interval, reached, told
from portal.bench.results import BenchError, Result
from portal.settings.env import ROOT
from skills.ranking.encoder import Encoder

FOLDER = ROOT / "tests" / "quality" / "matching"
TODAY = date(2026, 11, 30)

_STEPS = np.arange(0, 1.01, 0.1)
_RRF = 60
_REQUIREMENTS_ALONE = replace(DEFAULT, work_specificity=1)
_FLAT_LEVELS = replace(ENGINE, level_credits=(FULL,) * 4, unknown_credit=FULL)


@dataclass(frozen=True, eq=False)
class Graded:
    """A graded set: two files, the grade of each pair, and the sector of each line."""

    profiles: list[ProfileLine]
    postings: list[PostingLine]
    grades: Scores
    sectors: Mapping[str, str]

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


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@dataclass(frozen=True, eq=False)
class Ours:
    """The portal's reading of a graded set, to be ranked with these or other numbers."""

    graded: Graded
    knowledge: Knowledge
    encoder: Encoder
    profiles: list[ReadProfile]
    postings: list[ReadPosting]

    @classmethod
    def read(
        cls,
        graded: Graded,
        knowledge: Knowledge,
        encoder: Encoder,
        settings: FilesSettings = DEFAULT,
    ) -> "Ours":
        """Reads every text once."""
        return cls(
            graded,
            knowledge,
            encoder,
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
        """The product's own order of all pairs; `change` takes away from what the engine gets."""
        graded = self.graded
        inputs = inputs_of(
            {line.id: read for line, read in zip(graded.profiles, self.profiles, strict=True)},
            {line.id: read for line, read in zip(graded.postings, self.postings, strict=True)},
            self.knowledge,
            settings,
        )
        return Ranking.of(change(inputs), TODAY, numbers=numbers).keys.astype(np.float64)


def rivals(graded: Graded, encoder: Encoder) -> dict[str, Scores]:
    """BM25, TF-IDF, MiniLM, and the best mix of them that the grid finds on this very set."""
    people, jobs = graded.texts
    weigh = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit([*people, *jobs])
    single = {
        "BM25": _standard(_bm25(people, jobs)) + _standard(_bm25(jobs, people).T),
        "TF-IDF": (weigh.transform(people) @ weigh.transform(jobs).T).toarray(),
        "MiniLM": encoder.encode(people) @ encoder.encode(jobs).T.astype(np.float64),
    }
    mixes = list(_mixes(list(single.values())))
    best = max(mixes, key=lambda mix: reached(mix, graded.grades).mean)
    return {**single, "their best mix": best}


def _bm25(queries: Sequence[str], documents: Sequence[str]) -> Scores:
    ranker = bm25s.BM25()
    ranker.index(
        bm25s.tokenize(documents, stopwords="en", show_progress=False), show_progress=False
    )
    words = bm25s.tokenize(queries, stopwords="en", return_ids=False, show_progress=False)
    return np.array([ranker.get_scores(each) for each in words], dtype=np.float64)


def _mixes(scores: Sequence[Scores]) -> Iterator[Scores]:
    """Sums of standard scores, and of reciprocal ranks both ways, over a grid of weights."""
    ways = ([_standard(each) for each in scores], [_reciprocal_ranks(each) for each in scores])
    for way in ways:
        for first in _STEPS:
            for second in _STEPS[1 - first + 1e-9 >= _STEPS]:
                weights = (first, second, max(1 - first - second, 0))
                yield np.sum([w * each for w, each in zip(weights, way, strict=True)], axis=0)


def _standard(scores: Scores) -> Scores:
    return (scores - scores.mean()) / max(float(scores.std()), 1e-9)


def _reciprocal_ranks(scores: Scores) -> Scores:
    """1 / (60 + rank), summed over the rank in the row and in the column (RRF)."""
    by_row = (-scores).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    by_column = (-scores).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    found: Scores = 1 / (_RRF + 1 + by_row) + 1 / (_RRF + 1 + by_column)
    return found


def _flat_specificity(inputs: Inputs) -> Inputs:
    """Every skill of the taxonomy weighs the same; the work as a whole weighs what it does."""

    def flat(taxonomy: engine.Taxonomy) -> engine.Taxonomy:
        same = {
            skill: percent if skill in inputs.works else 100
            for skill, percent in taxonomy.specificity.items()
        }
        return replace(taxonomy, specificity=same)

    return replace(inputs, taxonomies=tuple(map(flat, inputs.taxonomies)))


def rules_away(ours: Ours, settings: FilesSettings = DEFAULT) -> dict[str, Scores]:
    """Ours without one of the engine's rules."""
    unrelated = replace(ours, knowledge=replace(ours.knowledge, given_by={}))
    return {
        "no related skills": unrelated.scores(settings),
        "levels flat": ours.scores(settings, numbers=_FLAT_LEVELS),
        "specificity flat": ours.scores(settings, change=_flat_specificity),
        "no experience line": ours.scores(settings, numbers=replace(ENGINE, experience_weight=0)),
    }


def evidence_away(ours: Ours) -> dict[str, Scores]:
    """Ours without one of the things that reading whole texts adds."""

    def read_anew(**changes: Any) -> Scores:
        settings = replace(DEFAULT, **changes)
        return Ours.read(ours.graded, ours.knowledge, ours.encoder, settings).scores(settings)

    return {
        "no usual skills asked": ours.scores(replace(DEFAULT, typical=0)),
        "no skills implied by past work": ours.scores(replace(DEFAULT, implied=0)),
        "kinds of work not by words": read_anew(by_words=0),
        "kinds of work not by skills": read_anew(by_skills=0),
        "kinds of work not by meaning": read_anew(by_sentences=0, by_text=0),
    }


class _Remembering:
    """An encoder that puts no text through the model twice."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        unknown = [text for text in dict.fromkeys(texts) if text not in self._known]
        if unknown:
            vectors = self._encoder.encode(unknown)
            self._known.update(zip(unknown, vectors, strict=True))
        return np.array([self._known[text] for text in texts])


def read_set(folder: Path = FOLDER) -> Ours:
    """A graded set, read. Raises BenchError where there is no set, taxonomy or language model."""
    graded = Graded.load(folder)
    try:
        knowledge = load_knowledge(DEFAULT)
    except NoTaxonomyError as error:
        raise BenchError(str(error)) from error
    if knowledge.encoder is None:
        raise BenchError("the language model is not installed or is switched off")
    encoder = cast(Encoder, _Remembering(knowledge.encoder))
    return Ours.read(graded, replace(knowledge, encoder=encoder), encoder)


def run() -> list[Result]:
    """nDCG@10 of ours and the rivals, by sector, and of ours with one thing taken away."""
    ours = read_set()
    graded = ours.graded
    found = reached(ours.scores(), graded.grades)
    others = {
        name: reached(scores, graded.grades)
        for name, scores in rivals(graded, ours.encoder).items()
    }
    best = max(others, key=lambda name: others[name].mean)
    results = []
    for way, mine in found.ways.items():
        rival = others[best].ways[way]
        low, high = interval(mine - rival)
        results.append(
            Result(
                "quality", f"nDCG@10, {way}", float(np.nanmean(mine)), "of 1",
                f"above {best} {np.nanmean(rival):.3f}",
                f"{told(mine)}; more by {np.nanmean(mine - rival):.3f} ({low:.3f} to {high:.3f})",
            )
        )  # fmt: skip
        results += [
            Result(
                "quality", f"nDCG@10, {way}, {name}", float(np.nanmean(each.ways[way])), "of 1",
                beside=told(each.ways[way]),
            )
            for name, each in others.items()
        ]  # fmt: skip
    results += _by_sector(graded, found, others[best])
    alone = reached(ours.scores(_REQUIREMENTS_ALONE), graded.grades)
    return [
        *results,
        *away("", found, {**rules_away(ours), **evidence_away(ours)}, graded.grades),
        *away("", found, {"requirements alone": ours.scores(_REQUIREMENTS_ALONE)}, graded.grades),
        *away("requirements alone, ", alone, rules_away(ours, _REQUIREMENTS_ALONE), graded.grades),
        *stated.results(),
    ]


def _by_sector(graded: Graded, ours: Reached, rival: Reached) -> Iterator[Result]:
    """The mean over the profiles and postings of each sector."""
    ids = [
        *(str(line.id) for line in graded.profiles),
        *(str(line.id) for line in graded.postings),
    ]
    mine = np.concatenate([ours.by_profile, ours.by_posting])
    other = np.concatenate([rival.by_profile, rival.by_posting])
    for sector in sorted(set(graded.sectors.values())):
        own = np.array([graded.sectors[id] == sector for id in ids])
        yield Result(
            "quality", f"nDCG@10, {sector}, both ways", float(np.nanmean(mine[own])), "of 1",
            beside=f"best rival {np.nanmean(other[own]):.3f}, of {np.isfinite(mine[own]).sum()}",
        )  # fmt: skip
