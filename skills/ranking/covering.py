"""How much of a name a text covers, word by word."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from skills.folding import fold
from skills.reading.stems import deep

Scores = NDArray[np.float32]

# Words that are in every text and tell nothing of a name.
_EMPTY_WORDS = """a an and are as at be by for from has have in is it its of on or our that the
    their this to we which who will with you your al con de del el en la las los o para por un una
    y"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_A_LOT = 6.0  # the weight of a name of two rather rare words


def stems_of(text: str) -> list[str]:
    """The stems of a text's telling words, in order."""
    plain = fold(text).replace("-", " ").replace("/", " ")
    return [deep(word, "en") for word in plain.split() if word not in _EMPTY]


@dataclass(frozen=True, slots=True, eq=False)
class NameCover:
    """Names of many labels, each a bag of stems weighted by how rare they are (IDF).

    For a text and a name let m be the weight of the name's stems that the text has, and t that of
    all its stems. `partly` is the greatest m/t * m over a label's names: a name counts the more,
    the more completely and the more tellingly it is said. `whole` is the greatest square root of t
    over the names that the text has entirely.
    """

    vocabulary: dict[str, int]
    weights: sparse.csr_matrix
    totals: Scores
    owners: NDArray[np.int64]
    labels: int

    @classmethod
    def build(cls, names: Sequence[Iterable[str]]) -> "NameCover":
        """From the names of each label, in the order of the labels."""
        bags = [[set(stems_of(name)) for name in own] for own in names]
        frequency: Counter[str] = Counter()
        for own in bags:
            frequency.update(set().union(*own) if own else ())
        vocabulary = {stem: column for column, stem in enumerate(frequency)}
        idf = np.array(
            [np.log((len(names) + 1) / (frequency[stem] + 1)) + 0.5 for stem in vocabulary],
            dtype=np.float32,
        )
        owners: list[int] = []
        rows: list[int] = []
        columns: list[int] = []
        for label, own in enumerate(bags):
            for bag in own:
                if bag:
                    columns.extend(vocabulary[stem] for stem in bag)
                    rows.extend([len(owners)] * len(bag))
                    owners.append(label)
        weights = sparse.csr_matrix(
            (idf[columns], (rows, columns)), shape=(len(owners), len(vocabulary)), dtype=np.float32
        )
        return cls(
            vocabulary=vocabulary,
            weights=weights,
            totals=np.asarray(weights.sum(axis=1), dtype=np.float32).ravel(),
            owners=np.array(owners, dtype=np.int64),
            labels=len(names),
        )

    def scores(self, texts: Sequence[str]) -> tuple[Scores, Scores]:
        """`partly` and `whole`, each a row for a text and a column for a label."""
        partly = np.zeros((len(texts), self.labels), dtype=np.float32)
        whole = np.zeros_like(partly)
        said = self._said(texts)
        if said.nnz and len(self.owners):
            touched = (said @ self.weights.T).tocsr()
            touched.sort_indices()
            # Names of a label stand side by side, so its best is over a run of equal places.
            rows = np.repeat(np.arange(len(texts)), np.diff(touched.indptr))
            places = rows * self.labels + self.owners[touched.indices]
            firsts = np.flatnonzero(np.diff(places, prepend=-1))
            mass = touched.data
            share = mass / self.totals[touched.indices]
            entire = np.where(share > 0.999, np.sqrt(mass), np.float32(0))
            partly.ravel()[places[firsts]] = np.maximum.reduceat(share * mass / _A_LOT, firsts)
            whole.ravel()[places[firsts]] = np.maximum.reduceat(entire, firsts)
        return partly, whole

    def _said(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """The vocabulary's stems that each text has, a row for a text."""
        rows: list[int] = []
        columns: list[int] = []
        for row, text in enumerate(texts):
            known = {self.vocabulary[s] for s in stems_of(text) if s in self.vocabulary}
            columns.extend(known)
            rows.extend([row] * len(known))
        ones = np.ones(len(rows), dtype=np.float32)
        return sparse.csr_matrix((ones, (rows, columns)), shape=(len(texts), len(self.vocabulary)))
