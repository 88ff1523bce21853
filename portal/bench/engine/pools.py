"""What every contestant gets: the same profiles, postings and taxonomy."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine import DEFAULT, PostingColumns, ProfileColumns, TaxonomyArrays
from portal.bench.load.columns import PostingArrays, ProfileArrays


@dataclass(frozen=True, slots=True)
class Pools:
    """Profiles and postings, plain and as the engine's columns."""

    taxonomy: TaxonomyArrays
    people: ProfileArrays
    openings: PostingArrays
    profiles: ProfileColumns
    postings: PostingColumns

    @classmethod
    def of(
        cls, taxonomy: TaxonomyArrays, people: ProfileArrays, openings: PostingArrays
    ) -> "Pools":
        postings = openings.columns(taxonomy.source, DEFAULT)
        return cls(taxonomy, people, openings, people.columns(), postings)

    def slice(self, size: int) -> NDArray[np.intp]:
        """Rows of so many profiles, or of all, evenly spread."""
        count = len(self.profiles)
        return np.arange(0, count, max(count // size, 1))[:size]


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast a contestant is. Its multiplications are counted, not estimated; 0 where unknown."""

    name: str
    pairs_a_second: float
    note: str = ""
    multiplications: float = 0
