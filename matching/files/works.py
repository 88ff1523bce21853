"""Kinds of work: what a text is about, as its nearness to each occupation of the taxonomy.

A text is near to an occupation by its words (those of the occupation's titles and description, and
of all the ways to say the skills that such jobs use), by the skills read from it, and by what it
means (the language model's cosine with titles and description). Two texts are alike where they are
near to the same occupations (compare "explicit semantic analysis", Gabrilovich and Markovitch,
2007, with occupations in place of encyclopaedia articles): so a waiter's life and an advertisement
for "guest services" meet that share no word.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.files.settings import FilesSettings

Floats = NDArray[np.float64]
Meanings = NDArray[np.float32]

_NOTHING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """A direction of meaning for each occupation, a row each of length 1 or less; the usual cosine
    of what texts say with each, and how far that varies."""

    directions: Floats
    usual: Floats
    spread: Floats

    def nearness(self, vectors: Meanings) -> Floats:
        """Of each text (a row) to each occupation, in standard deviations above the usual."""
        return (vectors @ self.directions.T - self.usual) / self.spread


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The telling words of each occupation, a row each of length 1, and how to weigh a text's."""

    weigh: TfidfVectorizer
    rows: sparse.csr_matrix

    def nearness(self, text: str) -> Floats:
        """The cosine of a text's words with each occupation's."""
        found: Floats = (self.weigh.transform([text]) @ self.rows.T).toarray()[0]
        return found


class Said(NamedTuple):
    """What is known of a text: its words, the skills read from it, and the vectors of its meaning
    as a whole and of its sentences (None where the language model can't read it)."""

    words: str
    skills: Collection[int]
    whole: Meanings | None
    sentences: Meanings | None


@dataclass(frozen=True, slots=True, eq=False)
class Works:
    """The occupations (their ids, in one order) whose skills the taxonomy tells.

    `columns`: {skill: its column}; `importance` (occupation x skill, 0 to 1): how much such jobs
    ask for it; `rarity` of each skill: the logarithm of how few occupations use it. `meaning` is
    None without a language model.
    """

    occupations: tuple[int, ...]
    columns: Mapping[int, int]
    importance: Floats
    rarity: Floats
    words: Words
    meaning: Meaning | None

    def of(self, text: Said, settings: FilesSettings) -> Floats:
        """How near a text is to each occupation, in standard deviations above the mean one.

        Nothing but zeros where nothing was read.
        """
        found = settings.by_skills * _standard(self._by_skills(text.skills))
        found += settings.by_words * _standard(self.words.nearness(text.words))
        if self.meaning is not None and text.whole is not None and text.sentences is not None:
            nearest = np.sort(self.meaning.nearness(text.sentences), axis=0)[-settings.sentences :]
            found += settings.by_sentences * _standard(nearest.mean(axis=0))
            found += settings.by_text * _standard(self.meaning.nearness(text.whole[None])[0])
        return _standard(found)

    def typical(self, work: Floats, settings: FilesSettings) -> dict[int, float]:
        """{skill: how much it belongs to such work, 0 to 1}, by the nearest occupations."""
        if not work.any():
            return {}
        nearest = np.argsort(-work, kind="stable")[: settings.kinds]
        shares = np.exp(settings.kinds_sharpness * (work[nearest] - work[nearest[0]]))
        expected = shares @ self.importance[nearest] / shares.sum()
        return {
            skill: float(expected[column])
            for skill, column in self.columns.items()
            if expected[column] > 0
        }

    def nearest(self, work: Floats) -> int | None:
        """The id of the nearest occupation; None where nothing was read."""
        return self.occupations[int(np.argmax(work))] if work.any() else None

    def _by_skills(self, skills: Collection[int]) -> Floats:
        held = np.zeros(len(self.columns))
        held[sorted({self.columns[each] for each in skills if each in self.columns})] = 1
        uses = self.importance * self.rarity
        lengths = np.maximum(np.linalg.norm(uses, axis=1), _NOTHING)
        return uses @ (held * self.rarity) / lengths


def likeness(first: Sequence[Floats], second: Sequence[Floats], settings: FilesSettings) -> Floats:
    """How alike two lists of texts are in their work, 0 to 1, a row for each of the first.

    The cosine of what lies above the mean. A text of which nothing was read is like no other.
    """
    return _rows(first, settings) @ _rows(second, settings).T


def _rows(works: Sequence[Floats], settings: FilesSettings) -> Floats:
    rows = np.maximum(np.array(works), 0) ** settings.sharpness
    lengths: Floats = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.maximum(lengths, _NOTHING)


def _standard(scores: Floats) -> Floats:
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > _NOTHING else np.zeros_like(scores)
