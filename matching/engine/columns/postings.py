"""Postings in arrays, their requirements weighed under one taxonomy and one set of numbers."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.arrays import Int32s, Int64s, Splice, int32s, offsets_of, segment_sum
from matching.engine.columns.table import Table, by_id, key_of, occupation_number, whole_months
from matching.engine.rules import ordered_requirements, requirement_weight
from matching.engine.settings import DEFAULT, EngineSettings
from matching.engine.types import PostingInput, Taxonomy


@dataclass(frozen=True, eq=False)
class PostingColumns(Table):
    """Postings by row; requirements and gates in rows of uneven length.

    ``weight_total`` is the weight of a row's requirements alone. ``months`` and ``education`` are 0
    where the posting has no such line.
    """

    taxonomy: Taxonomy
    settings: EngineSettings
    requirement_offsets: Int32s
    requirement_keys: Int32s
    requirement_weights: Int32s
    weight_total: Int64s
    occupations: Int32s
    months: Int32s
    education: NDArray[np.int8]
    or_equivalent: NDArray[np.bool_]
    gate_offsets: Int32s
    gates: Int32s

    @classmethod
    def build(
        cls,
        postings: Iterable[PostingInput],
        taxonomy: Taxonomy,
        settings: EngineSettings = DEFAULT,
    ) -> "PostingColumns":
        """Columns of the postings; raises ValueError for a repeated id or an impossible value."""
        ordered = by_id(postings)
        keys, weights, gates = array("i"), array("i"), array("i")
        requirement_counts, gate_counts = array("i"), array("i")
        for posting in ordered:
            asked = ordered_requirements(posting)
            keys.extend(key_of(one.skill, one.level) for one in asked)
            weights.extend(requirement_weight(one, taxonomy, settings) for one in asked)
            requirement_counts.append(len(asked))
            needed = sorted(set(posting.gates))
            gates.extend(needed)
            gate_counts.append(len(needed))
        offsets, weight_array = offsets_of(int32s(requirement_counts)), int32s(weights)
        equivalent = [posting.education_or_equivalent for posting in ordered]
        return cls(
            taxonomy=taxonomy,
            settings=settings,
            ids=np.array([posting.id for posting in ordered], dtype=np.int64),
            requirement_offsets=offsets,
            requirement_keys=int32s(keys),
            requirement_weights=weight_array,
            weight_total=segment_sum(weight_array, offsets),
            occupations=int32s(occupation_number(posting.occupation) for posting in ordered),
            months=int32s(whole_months(posting.months or 0) for posting in ordered),
            education=np.array([int(p.education or 0) for p in ordered], dtype=np.int8),
            or_equivalent=np.array(equivalent, dtype=np.bool_),
            gate_offsets=offsets_of(int32s(gate_counts)),
            gates=int32s(gates),
        )

    def with_changes(
        self, changed: Iterable[PostingInput], removed: Iterable[int]
    ) -> "PostingColumns":
        """Columns where the changed postings stand as given (new ones too), the removed are gone.

        An id that is both changed and removed stays, as given; an unknown removed id is ignored.
        """
        fresh = PostingColumns.build(changed, self.taxonomy, self.settings)
        splice = Splice.plan(self.ids, fresh.ids, removed)
        asked = self.requirement_offsets, fresh.requirement_offsets
        needed = self.gate_offsets, fresh.gate_offsets
        return PostingColumns(
            taxonomy=self.taxonomy,
            settings=self.settings,
            ids=splice.rows(self.ids, fresh.ids),
            requirement_offsets=splice.offsets(*asked),
            requirement_keys=splice.entries(self.requirement_keys, fresh.requirement_keys, *asked),
            requirement_weights=splice.entries(
                self.requirement_weights, fresh.requirement_weights, *asked
            ),
            weight_total=splice.rows(self.weight_total, fresh.weight_total),
            occupations=splice.rows(self.occupations, fresh.occupations),
            months=splice.rows(self.months, fresh.months),
            education=splice.rows(self.education, fresh.education),
            or_equivalent=splice.rows(self.or_equivalent, fresh.or_equivalent),
            gate_offsets=splice.offsets(*needed),
            gates=splice.entries(self.gates, fresh.gates, *needed),
        )
