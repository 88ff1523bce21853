"""Ranks a taxonomy's labels for a sentence by how likely it says them."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from skills.ranking.covering import NameCover, Scores, stems_of
from skills.ranking.encoder import Encoder, Spans, Vectors
from skills.ranking.labels import Label
from skills.ranking.weights import WITH_MODEL, WITHOUT_MODEL, Weights

LIKELIEST = 400
"""So many labels of a sentence, by a cheap estimate, are weighed in full."""

_CHEAP_WORDS = 0.25  # what covered names are worth beside the sentence's cosine in that estimate
_BATCH = 128


class Ranked(NamedTuple):
    """A label by its place in the index, how likely the sentence says it (`odds` are the log odds
    of `probability`), and where: the nearest stretch of words, or the whole sentence where words
    alone were weighed.
    """

    label: int
    odds: float
    probability: float
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """The likeliest labels of a sentence with their signs, a row each; and their places."""

    labels: NDArray[np.intp]
    signs: Scores
    places: NDArray[np.int32]


class LabelIndex:
    """Labels made ready for ranking. Keeps no text, only what it needs to weigh sentences."""

    def __init__(
        self, labels: Sequence[Label], encoder: Encoder | None, vectors: Vectors | None
    ) -> None:
        """`vectors` are those of the labels' texts by the encoder; None without one."""
        self.labels = tuple(labels)
        self._encoder, self._vectors = encoder, vectors
        self._cover = NameCover.build([label.names for label in labels])
        self._standing = np.array(
            [[label.use, label.breadth, len(stems_of(label.text))] for label in labels],
            dtype=np.float32,
        ).reshape(-1, 3)
        self.weights: Weights = WITHOUT_MODEL if encoder is None else WITH_MODEL

    @classmethod
    def build(
        cls,
        labels: Sequence[Label],
        encoder: Encoder | None,
        vectors_of: Callable[[Sequence[str], Encoder], Vectors],
    ) -> "LabelIndex":
        """An index of the labels; `vectors_of` gives their texts' vectors, stored or new."""
        vectors = vectors_of([label.text for label in labels], encoder) if encoder else None
        return cls(labels, encoder, vectors)

    def rank(self, sentences: Sequence[str], top: int) -> list[list[Ranked]]:
        """For each sentence its `top` labels, the likeliest first; ties by the labels' order."""
        worth = np.array(self.weights.signs, dtype=np.float32)
        ranked = []
        for sentence, weighed in zip(sentences, self.weigh(sentences), strict=True):
            odds = weighed.signs @ worth + np.float32(self.weights.bias)
            best = np.lexsort((weighed.labels, -odds))[:top]
            starts, ends = weighed.places[best].T
            columns = (
                weighed.labels[best],
                odds[best],
                1 / (1 + np.exp(-odds[best])),
                starts,
                np.where(ends, ends, len(sentence)),
            )
            ranked.append(list(map(Ranked, *(column.tolist() for column in columns))))
        return ranked

    def weigh(self, sentences: Sequence[str]) -> Iterator[Weighed]:
        """The signs of each sentence's likeliest labels, in the order of `weights.Signs`.

        While a batch is weighed, the model reads the next.
        """
        batches = [sentences[start : start + _BATCH] for start in range(0, len(sentences), _BATCH)]
        # A thread pool in NumPy's linear algebra would fight the model for the processors.
        with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(1) as ahead:
            read = ahead.submit(self._read, batches[0]) if batches else None
            for number, batch in enumerate(batches, start=1):
                meaning = read.result() if read else None
                read = ahead.submit(self._read, batches[number]) if batches[number:] else None
                yield from self._weigh_batch(batch, meaning)

    def _read(self, sentences: Sequence[str]) -> tuple[Vectors, list[Spans]] | None:
        return self._encoder.encode_with_spans(sentences) if self._encoder else None

    def _weigh_batch(
        self, sentences: Sequence[str], meaning: tuple[Vectors, list[Spans]] | None
    ) -> Iterator[Weighed]:
        partly, whole = self._cover.scores(sentences)
        cosines, spans = np.zeros_like(partly), None
        if meaning is not None and self._vectors is not None:
            vectors, spans = meaning
            cosines = vectors @ self._vectors.T
        count = min(LIKELIEST, len(self.labels))
        for row in range(len(sentences)):
            cheap = cosines[row] + _CHEAP_WORDS * partly[row]
            likeliest = np.sort(np.argpartition(-cheap, count - 1)[:count]) if count else cheap[:0]
            likeliest = likeliest.astype(np.intp)
            nearest, places = self._nearest(spans[row] if spans else None, likeliest)
            signs = np.column_stack(
                [
                    nearest,
                    cosines[row, likeliest],
                    partly[row, likeliest],
                    whole[row, likeliest],
                    self._standing[likeliest],
                ]
            )
            yield Weighed(likeliest, signs.astype(np.float32), places)

    def _nearest(
        self, spans: Spans | None, likeliest: NDArray[np.intp]
    ) -> tuple[Scores, NDArray[np.int32]]:
        """The cosine of each label's nearest stretch of words, and where that stands."""
        if spans is None or not len(spans.vectors) or self._vectors is None:
            empty = np.zeros(len(likeliest), dtype=np.float32)
            return empty, np.zeros((len(likeliest), 2), dtype=np.int32)
        cosines = spans.vectors @ self._vectors[likeliest].T
        best = cosines.argmax(axis=0)
        return cosines[best, np.arange(len(likeliest))], spans.places[best]
