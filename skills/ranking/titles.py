"""Suggests occupations for a job title, from the titles that people use for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from skills.folding import fold
from skills.ranking.cleaning import variants_of
from skills.ranking.encoder import Encoder, Vectors

Scores = NDArray[np.float32]

_NEAREST = 5
"""An occupation is as close as the mean of so many of its titles, the closest: one title alone may
be odd, and an occupation with hundreds must not win by their number."""

# What other likenesses are worth beside those of the nearest titles: of the middle of all titles of
# an occupation, and of its description; and of a description that is given with the title.
_MIDDLE, _SAID_OF_IT, _GIVEN = 0.5, 0.3, 0.6
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Titles:
    """Occupations (codes and descriptions, in one order), and titles with the place of theirs."""

    codes: tuple[str, ...]
    descriptions: tuple[str, ...]
    texts: tuple[str, ...]
    occupations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """An occupation and how close it is, 0 to 1."""

    code: str
    score: float


class TitleIndex:
    """Titles made ready for suggesting.

    Likenesses are averaged: of letters (TF-IDF of 2 to 4 letters within words, which sees
    misspellings and shared stems) and of meaning (the model's cosine) with the nearest titles, and
    of meaning with the middle of an occupation's titles and with its description.
    """

    def __init__(
        self,
        titles: Titles,
        encoder: Encoder | None,
        vectors_of: Callable[[Sequence[str], Encoder], Vectors],
    ) -> None:
        order = np.argsort(np.array(titles.occupations, dtype=np.int64), kind="stable")
        texts = [titles.texts[place] for place in order]
        self._codes = np.array(titles.codes)
        self._groups = _Groups(
            np.array(titles.occupations, dtype=np.int64)[order], len(titles.codes)
        )
        self._letters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, preprocessor=fold,
            dtype=np.float32,
        )  # fmt: skip
        self._by_letters = self._letters.fit_transform(texts) if texts else None
        self._encoder = encoder
        if encoder is not None:
            self._by_meaning = vectors_of(texts, encoder)
            self._described = vectors_of(titles.descriptions, encoder)
            self._middles = self._groups.middles(self._by_meaning)

    def suggest(self, texts: Sequence[str], top: int) -> list[list[Suggested]]:
        """For each text its `top` occupations, the closest first.

        The first line of a text is its title; what follows, if anything, describes the work.
        """
        found = []
        for start in range(0, len(texts), _BATCH):
            for scores in self._scores(texts[start : start + _BATCH]):
                best = np.lexsort((self._codes, -scores))[:top]
                found.append(
                    [
                        Suggested(str(self._codes[place]), round(float(scores[place]), 4))
                        for place in best
                    ]
                )
        return found

    def _scores(self, texts: Sequence[str]) -> list[Scores]:
        if self._by_letters is None:
            return [np.zeros(len(self._codes), dtype=np.float32) for _text in texts]
        titles, descriptions = zip(*(_parts(text) for text in texts), strict=True)
        readings = [variants_of(title) for title in titles]
        flat = [reading for each in readings for reading in each]
        by_letters = (self._letters.transform(flat) @ self._by_letters.T).toarray()
        likeness = self._groups.mean_of_best(by_letters)
        if self._encoder is not None:
            vectors = self._encoder.encode(flat)
            likeness += self._groups.mean_of_best(vectors @ self._by_meaning.T)
            likeness += _MIDDLE * (vectors @ self._middles.T)
            likeness += _SAID_OF_IT * (vectors @ self._described.T)
            likeness /= 2 + _MIDDLE + _SAID_OF_IT
        scores, row = [], 0
        for each in readings:
            scores.append(likeness[row : row + len(each)].max(axis=0))
            row += len(each)
        if self._encoder is not None and any(descriptions):
            described = self._encoder.encode(descriptions) @ self._described.T
            for place, description in enumerate(descriptions):
                if description:
                    scores[place] = (scores[place] + _GIVEN * described[place]) / (1 + _GIVEN)
        return scores


def _parts(text: str) -> tuple[str, str]:
    """The title and, blank where there is none, the description."""
    title, _newline, description = text.strip().partition("\n")
    return title, description.strip()


class _Groups:
    """Titles in groups, one an occupation; the titles of a group stand side by side."""

    def __init__(self, owners: NDArray[np.int64], groups: int) -> None:
        self._count, self._owners = groups, owners
        sizes = np.bincount(owners, minlength=groups)
        starts = np.concatenate([[0], np.cumsum(sizes)])[:-1]
        # Groups of like size share one table of the places of their titles.
        self._tables: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]] = []
        width = _NEAREST
        left = np.flatnonzero(sizes)
        while len(left):
            here, left = left[sizes[left] <= width], left[sizes[left] > width]
            if len(here):
                offsets = np.arange(width)
                present = offsets < sizes[here][:, None]
                places = np.where(present, starts[here][:, None] + offsets, 0)
                self._tables.append((here, places, present))
            width *= 2

    def mean_of_best(self, scores: Scores) -> Scores:
        """For each row of title scores the mean of the best 5 of each group; what a smaller group
        lacks counts as its own mean."""
        means = np.zeros((len(scores), self._count), dtype=np.float32)
        for groups, places, present in self._tables:
            table = np.where(present, scores[:, places], -np.inf)
            best = np.partition(table, -_NEAREST, axis=2)[:, :, -_NEAREST:]
            known = np.isfinite(best)
            means[:, groups] = np.where(known, best, 0).sum(axis=2) / known.sum(axis=2)
        return means

    def middles(self, vectors: Vectors) -> Vectors:
        """The mean vector of each group, of length 1; of a group without titles zero."""
        sums = np.zeros((self._count, vectors.shape[1]), dtype=np.float32)
        np.add.at(sums, self._owners, vectors)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return sums / np.maximum(lengths, np.float32(1e-9))
