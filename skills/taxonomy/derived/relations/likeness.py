"""How alike the names of skills are, in meaning and in telling words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from skills.models import Skill
from skills.ranking.encoder import Encoder, Vectors
from skills.ranking.vectors import vectors_of
from skills.reading.stems import deep
from skills.reading.words import words
from skills.taxonomy.derived.relations.concepts import Concepts, Flags, Pairs, Places, Shares

MOST = 0.30
_NEAR = 0.75
_NEIGHBOURS = 10
# Cosines between which likeness grows from nothing to all that it counts.
_UNLIKE, _SAME = 0.70, 0.95
# Names this close may say the same in other words, where something else supports it.
_SYNONYMS, _SYNONYM_SHARE = 0.80, 0.5
_BLOCK = 1024
_CHUNK = 50_000

_NAMED = Skill.Kind.TECHNOLOGY
_KNOWN = Skill.Kind.KNOWLEDGE


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """For each pair the cosine of the labels (0 without a model), and its `support`, 0 to 0.30."""

    cosines: Shares
    support: Shares


class Names:
    """The labels of all skills in use: vectors, but for proper names, and telling words."""

    def __init__(self, concepts: Concepts, encoder: Encoder) -> None:
        kinds = np.array(concepts.kinds, dtype=np.str_)
        self._known: Flags = kinds == _KNOWN.value
        self._told: Flags = kinds != _NAMED.value
        # Names of software are proper names: alike in letters, not in meaning (Java, JavaScript).
        self._own = np.flatnonzero(self._told)
        self._row_of = np.cumsum(self._told) - 1
        self._vectors: Vectors = vectors_of(
            [concepts.labels[place] for place in self._own.tolist()], encoder
        )
        self._words, self._weights = _words(concepts.labels)
        self._curated = concepts.curated[self._own]
        self._size = len(concepts)

    def neighbours(self) -> Places:
        """Keys of pairs, both ways: for each skill the ten closest, no further than 0.75."""
        ones, others, cosines = [], [], []
        for start in range(0, len(self._vectors), _BLOCK):
            block = self._vectors[start : start + _BLOCK] @ self._vectors[start:].T
            near, far = np.nonzero(block >= _NEAR)
            later = (far > near) & ~(self._curated[near + start] & self._curated[far + start])
            near, far = near[later], far[later]
            ones.append(near + start)
            others.append(far + start)
            cosines.append(block[near, far])
        if not ones:
            return np.zeros(0, dtype=np.int64)
        own = np.concatenate([*ones, *others])
        other = np.concatenate([*others, *ones])
        cosine = np.tile(np.concatenate(cosines), 2)
        order = np.lexsort((other, -cosine, own))
        own, other = own[order], other[order]
        nearest = np.arange(len(own)) - np.searchsorted(own, own, side="left") < _NEIGHBOURS
        own, other = self._own[own[nearest]], self._own[other[nearest]]
        return np.concatenate([own * self._size + other, other * self._size + own])

    def of(self, pairs: Pairs, *, together: Flags) -> Likeness:
        """`together` marks pairs that a source's group or shared occupations put together.

        support = 0.30 x (cosine from 0.70 to 0.95) x the share of the target's telling words that
        the source's label has, too (each word weighs by its rarity). Names that share no telling
        word count half where they are very close and stand together, else not at all: spelling
        alone (Java, JavaScript) says nothing. Proper names of software only count within a group.
        Knowing about a thing is not doing it: across those kinds it counts for four fifths.
        """
        cosines, shared = np.zeros(len(pairs)), np.zeros(len(pairs))
        told = self._told[pairs.sources] & self._told[pairs.targets]
        every = np.flatnonzero(told)
        for start in range(0, len(every), _CHUNK):
            part = every[start : start + _CHUNK]
            own, other = pairs.sources[part], pairs.targets[part]
            cosines[part] = np.einsum(
                "ij,ij->i", self._vectors[self._row_of[own]], self._vectors[self._row_of[other]]
            )
            both = self._words[own].multiply(self._weights[other])
            shared[part] = np.asarray(both.sum(axis=1)).ravel()
        whole = np.asarray(self._weights.sum(axis=1)).ravel()[pairs.targets]
        share = np.divide(shared, whole, out=np.zeros(len(pairs)), where=whole > 0)
        synonyms = (cosines >= _SYNONYMS) & together
        share = np.where(synonyms, np.maximum(share, _SYNONYM_SHARE), share)
        across = self._known[pairs.sources] != self._known[pairs.targets]
        close = np.clip((cosines - _UNLIKE) / (_SAME - _UNLIKE), 0.0, 1.0)
        return Likeness(
            cosines=np.clip(cosines, 0.0, 1.0), support=MOST * close * share * (1 - 0.2 * across)
        )


def no_likeness(pairs: Pairs) -> Likeness:
    """What is known without a model."""
    return Likeness(cosines=np.zeros(len(pairs)), support=np.zeros(len(pairs)))


def _words(labels: Sequence[str]) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Skills by stems of their labels: 1, and the weight ln(labels / labels with the stem)."""
    stems = [sorted({deep(word.folded, "en") for word in words(label)}) for label in labels]
    counts = Counter(stem for own in stems for stem in own)
    places = {stem: place for place, stem in enumerate(sorted(counts))}
    rows = np.repeat(np.arange(len(stems)), [len(own) for own in stems])
    columns = np.array([places[stem] for own in stems for stem in own], dtype=np.int64)
    weights = np.log(len(stems) / np.array([counts[stem] for stem in sorted(counts)], dtype=float))
    shape = (len(stems), max(len(places), 1))
    ones = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    return ones, sparse.csr_array((weights[columns], (rows, columns)), shape=shape)
