"""Skills read from the résumés and postings of tests/quality/text, beside plain ways to do it.

Precision is how much of what is shown as found is right, recall how much of what is labelled `yes`
is found; both over all findings together (micro). What is labelled `fine` counts for neither. No
database is needed: the taxonomy is read from its files.
"""

import csv
import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from portal.bench.results import BenchError, Result
from portal.settings.env import ROOT
from skills.folding import fold
from skills.management.commands.load_taxonomy import STARTER
from skills.ranking.encoder import Encoder, encoder_in_use
from skills.ranking.labels import Label
from skills.ranking.sentences import LabelIndex
from skills.reading.layout import lay_out
from skills.reading.lexicon import Lexicon
from skills.reading.names import Kind, Name
from skills.reading.phrases import phrases_of_starter
from skills.reading.read import Semantic, read_posting, read_resume
from skills.reading.stock import meant_by
from skills.reading.sureness import SHOWN_FROM
from skills.taxonomy.contents import Named, Taxonomy
from skills.taxonomy.reader import read_folder

FOLDER = ROOT / "tests" / "quality" / "text"
TODAY = date(2026, 11, 25)

PAGE = 3000
"""Characters of a page, to which times are brought."""

BANDS = (0.95, 0.9, 0.8, 0.65, SHOWN_FROM, 0.25)
_SECTOR_WIDE, _EVERYWHERE = 1, 2  # `Label.breadth`
_REPEATS = 3

Scores = dict[str, float]


@dataclass(frozen=True)
class Labelled:
    """A text and what a careful reader finds in it, by slugs; `fine` is neither asked nor wrong."""

    name: str
    kind: str
    text: str
    yes: frozenset[str]
    fine: frozenset[str]

    @property
    def number(self) -> int:
        """Texts are numbered within their kind."""
        return int(self.name[:2])


@dataclass(frozen=True)
class Read:
    """What was read from one text: its language, and the score of each skill, by slug."""

    language: str
    words: Scores
    meaning: Scores


@dataclass(frozen=True)
class Quality:
    """How much is right of what was found, and how much was found of what is right."""

    precision: float
    recall: float

    @property
    def mean(self) -> float:
        """Their harmonic mean (F1)."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def labelled_texts() -> list[Labelled]:
    """The development set, in order."""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with (FOLDER / "labels.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            said[row["text"]][row["label"]].add(row["slug"])
    return [
        Labelled(
            name=path.rpartition("/")[2],
            kind=path.partition("/")[0],
            text=(FOLDER / path).read_text(encoding="utf-8"),
            yes=frozenset(labels["yes"]),
            fine=frozenset(labels["fine"]),
        )
        for path, labels in sorted(said.items())
    ]


def starter_lexicon(taxonomy: Taxonomy) -> Lexicon:
    """All names of a taxonomy read from its files; a skill's id is its place there."""
    kinds: dict[Kind, Iterable[Named]] = {
        "skill": taxonomy.skills,
        "credential": taxonomy.credentials,
        "occupation": taxonomy.occupations,
    }
    place = {row.slug: number for number, row in enumerate(taxonomy.skills)}
    return Lexicon.build(
        (
            Name(kind, number, name.language, name.text)
            for kind, rows in kinds.items()
            for number, row in enumerate(rows)
            for name in row.names()
            if name.in_text
        ),
        [(place[each.skill], each.language, each.text) for each in phrases_of_starter()],
        {number: row.sector for number, row in enumerate(taxonomy.skills)},
    )


def starter_meaning(taxonomy: Taxonomy, encoder: Encoder) -> Semantic:
    """Recognises the skills of a taxonomy read from its files by meaning."""
    use = Counter(row.skill for row in taxonomy.occupation_skills)
    labels = [
        Label(
            code=row.slug,
            text=row.label_en,
            names=tuple(each.text for each in row.names() if each.in_text),
            use=math.log1p(use[row.slug]),
            breadth=_EVERYWHERE if row.sector == "general" else _SECTOR_WIDE,
            skill=number,
        )
        for number, row in enumerate(taxonomy.skills)
    ]
    vectors = encoder.encode([label.text for label in labels])
    return partial(meant_by, LabelIndex(labels, encoder, vectors))


class TextReader:
    """Reads the texts of the set with the starter taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.slugs = [row.slug for row in taxonomy.skills]
        self.lexicon = starter_lexicon(taxonomy)

    def read(self, text: Labelled, semantic: Semantic | None = None) -> Read:
        """Everything found, also what is too unsure to be shown."""
        reading = (
            read_posting(text.text, lexicon=self.lexicon, semantic=semantic)
            if text.kind == "postings"
            else read_resume(text.text, lexicon=self.lexicon, semantic=semantic, as_of=TODAY)
        )
        scores: dict[str, Scores] = {"words": {}, "meaning": {}}
        for found in reading.skills:
            scores[found.source][self.slugs[found.skill]] = found.score
        return Read(reading.language, scores["words"], scores["meaning"])


def quality(pairs: Iterable[tuple[Labelled, Collection[str]]]) -> Quality:
    """Precision and recall of the skills shown for each text, over all texts together."""
    right = wrong = asked = 0
    for text, found in pairs:
        right += len(text.yes.intersection(found))
        wrong += len(set(found) - text.yes - text.fine)
        asked += len(text.yes)
    return Quality(right / max(right + wrong, 1), right / max(asked, 1))


def shown(scores: Mapping[str, float], least: float = SHOWN_FROM) -> set[str]:
    """What is sure enough to be shown."""
    return {slug for slug, score in scores.items() if score >= least}


def run() -> list[Result]:
    """Quality by kind and language, calibration, rivals, and milliseconds a page."""
    texts = labelled_texts()
    if not texts:
        raise BenchError(f"there are no labelled texts in {FOLDER}")
    taxonomy = read_folder(STARTER)
    reader = TextReader(taxonomy)
    encoder = encoder_in_use()
    plainly = quality((text, _named_plainly(text.text, taxonomy)) for text in texts)
    beside = f"plain dictionary {_told(plainly)}"
    semantic = None
    if encoder is not None:
        semantic = starter_meaning(taxonomy, encoder)
        alone, threshold = _meaning_alone(texts, taxonomy, encoder)
        beside += f"; MiniLM alone, best from {threshold:.2f} on, {_told(alone)}"
    results = [
        *_qualities("words alone", texts, [reader.read(text) for text in texts], beside),
        _speed("words alone", texts, reader.read, goal="below 10"),
    ]
    if semantic is not None:
        both = [reader.read(text, semantic) for text in texts]
        results += [
            *_qualities("words and meaning", texts, both, beside),
            *_calibration(texts, both),
            _speed("words and meaning", texts, partial(reader.read, semantic=semantic)),
        ]
    return results


def _qualities(how: str, texts: list[Labelled], read: list[Read], beside: str) -> Iterable[Result]:
    pairs = list(zip(texts, read, strict=True))
    parts: dict[str, list[tuple[Labelled, Read]]] = {
        "all": pairs,
        "résumés": [each for each in pairs if each[0].kind == "resumes"],
        "postings": [each for each in pairs if each[0].kind == "postings"],
        "English": [each for each in pairs if each[1].language == "en"],
        "Spanish": [each for each in pairs if each[1].language == "es"],
        "odd numbers": [each for each in pairs if each[0].number % 2],
        "even numbers": [each for each in pairs if not each[0].number % 2],
    }
    for part, own in parts.items():
        found = quality((text, shown(each.words) | shown(each.meaning)) for text, each in own)
        rivals = beside if part == "all" else ""
        yield Result("text", f"precision, {how}, {part}", found.precision, "of 1", ".85", rivals)
        yield Result("text", f"recall, {how}, {part}", found.recall, "of 1", ".70", rivals)


def _calibration(texts: list[Labelled], read: list[Read]) -> Iterable[Result]:
    """How many findings of a band of scores are right, beside their mean score."""
    for source in ("words", "meaning"):
        bands: dict[float, list[tuple[float, bool]]] = defaultdict(list)
        for text, each in zip(texts, read, strict=True):
            for slug, score in (each.words if source == "words" else each.meaning).items():
                band = next((least for least in BANDS if score >= least), 0.0)
                if slug not in text.fine:
                    bands[band].append((score, slug in text.yes))
        for band, found in sorted(bands.items(), reverse=True):
            mean = sum(score for score, _ in found) / len(found)
            right = sum(is_right for _, is_right in found) / len(found)
            yield Result(
                "text", f"right of {len(found)} by {source}, score from {band:.2f}", right, "of 1",
                beside=f"mean score {mean:.2f}",
            )  # fmt: skip


def _speed(
    how: str, texts: list[Labelled], read: Callable[[Labelled], Read], goal: str = ""
) -> Result:
    """Milliseconds of the processor for a page, after a first reading of all texts."""
    times = []
    for _ in range(_REPEATS):
        started = time.process_time()
        for text in texts:
            read(text)
        times.append(time.process_time() - started)
    pages = sum(len(text.text) for text in texts) / PAGE
    return Result("text", f"a page, {how}", min(times) / pages * 1000, "ms", goal)


def _named_plainly(text: str, taxonomy: Taxonomy) -> set[str]:
    """The rival: every skill of which a name stands in the text, letter by letter."""
    folded = f" {fold(text)} "
    return {
        row.slug
        for row in taxonomy.skills
        if any(name.in_text and f" {fold(name.text)} " in folded for name in row.names())
    }


def _meaning_alone(
    texts: list[Labelled], taxonomy: Taxonomy, encoder: Encoder
) -> tuple[Quality, float]:
    """The rival: labels near any sentence, from the cosine on that serves it best."""
    labels = encoder.encode([row.label_en for row in taxonomy.skills])
    scores: list[Scores] = []
    for text in texts:
        sentences = lay_out(text.text, is_resume=text.kind == "resumes").sentences
        vectors = encoder.encode([text.text[each.start : each.end] for each in sentences])
        nearest = np.max(vectors @ labels.T, axis=0)
        scores.append(
            {row.slug: float(near) for row, near in zip(taxonomy.skills, nearest, strict=True)}
        )
    tried = [
        (
            quality((text, shown(each, least)) for text, each in zip(texts, scores, strict=True)),
            least,
        )
        for least in np.arange(0.3, 0.9, 0.02).tolist()
    ]
    return max(tried, key=lambda each: each[0].mean)


def _told(found: Quality) -> str:
    return f"{found.precision:.2f} at recall {found.recall:.2f}"
