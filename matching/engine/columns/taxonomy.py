"""The taxonomy's relations in arrays, readable from either end."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.arrays import Int32s, Int64s, entries_of, offsets_of
from matching.engine.types import Taxonomy


@dataclass(frozen=True, slots=True, eq=False)
class Relations:
    """For each id the others that it is related to, with the percent of each."""

    offsets: Int32s
    others: Int32s
    percents: NDArray[np.int16]

    @classmethod
    def build(cls, ids: Int64s, others: Int64s, percents: Int64s) -> "Relations":
        """Relations from triples; of a repeated pair the strongest counts, none is with itself."""
        order = np.lexsort((-percents, others, ids))
        ids, others, percents = ids[order], others[order], percents[order]
        first = np.ones(len(ids), dtype=np.bool_)
        first[1:] = (ids[1:] != ids[:-1]) | (others[1:] != others[:-1])
        first &= ids != others
        return cls(
            offsets=offsets_of(np.bincount(ids[first])),
            others=others[first].astype(np.int32),
            percents=percents[first].astype(np.int16),
        )

    def of(self, ids: Int64s) -> tuple[NDArray[np.intp], Int32s, NDArray[np.int16]]:
        """All relations of the ids: for each its place in ``ids``, the other id, the percent."""
        known = np.flatnonzero(ids < len(self.offsets) - 1)
        entries, place = entries_of(self.offsets, ids[known])
        return known[place], self.others[entries], self.percents[entries]


@dataclass(frozen=True, slots=True, eq=False)
class TaxonomyArrays:
    """A taxonomy and its relations from both ends.

    ``skills_helped`` leads from a held skill to the required ones it counts for, ``skills_helping``
    the other way; likewise ``occupations_helped`` and ``occupations_helping``.
    """

    source: Taxonomy
    skills_helped: Relations
    skills_helping: Relations
    occupations_helped: Relations
    occupations_helping: Relations

    @classmethod
    def build(cls, taxonomy: Taxonomy) -> "TaxonomyArrays":
        """Arrays of the taxonomy."""
        required, held, strengths = _triples(taxonomy.relations)
        asked, worked, percents = _triples(taxonomy.occupation_relations)
        return cls(
            source=taxonomy,
            skills_helped=Relations.build(held, required, strengths),
            skills_helping=Relations.build(required, held, strengths),
            occupations_helped=Relations.build(worked, asked, percents),
            occupations_helping=Relations.build(asked, worked, percents),
        )

    @property
    def version(self) -> str:
        """The version of the taxonomy."""
        return self.source.version


def _triples(
    relations: Mapping[int, tuple[tuple[int, int], ...]],
) -> tuple[Int64s, Int64s, Int64s]:
    flat = [(target, other, percent) for target, row in relations.items() for other, percent in row]
    triples = np.array(flat, dtype=np.int64).reshape(-1, 3)
    return triples[:, 0], triples[:, 1], triples[:, 2]
