"""Columns of very many profiles or postings, made straight from arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.arrays import Int32s, Int64s, segment_sum
from matching.engine.columns.postings import PostingColumns
from matching.engine.columns.profiles import ProfileColumns
from matching.engine.columns.table import LEVELS
from matching.engine.settings import EngineSettings
from matching.engine.types import Education, Importance, PostingInput, RequirementInput, Taxonomy

Int8s = NDArray[np.int8]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class ProfileArrays:
    """Profiles by row, ids rising; in a row skills and credentials rise and none is twice.

    A level is 0 where unknown, an occupation -1 where unknown, an education -1 where not said;
    ``expires`` is an ordinal day or ``NO_EXPIRY``.
    """

    ids: Int64s
    education: Int8s
    skill_offsets: Int32s
    skills: Int32s
    levels: Int8s
    work_offsets: Int32s
    occupations: Int32s
    months: Int32s
    credential_offsets: Int32s
    credentials: Int32s
    expires: Int32s

    def __len__(self) -> int:
        return len(self.ids)

    def columns(self) -> ProfileColumns:
        """The columns that ``ProfileColumns.build`` would make of the same profiles."""
        keys = self.skills * np.int32(LEVELS) + self.levels
        return ProfileColumns(
            ids=self.ids,
            education=self.education,
            skill_offsets=self.skill_offsets,
            skill_keys=keys,
            work_offsets=self.work_offsets,
            work_occupations=self.occupations + np.int32(1),
            work_months=self.months,
            credential_offsets=self.credential_offsets,
            credentials=self.credentials,
            expires=self.expires,
        )


@dataclass(frozen=True, slots=True, eq=False)
class PostingArrays:
    """Postings by row, ids rising; in a row gates rise and no skill or gate is twice.

    A level is 0 and an occupation -1 where unknown; months and education are 0 where not asked.
    """

    ids: Int64s
    requirement_offsets: Int32s
    skills: Int32s
    importances: Int8s
    levels: Int8s
    trainable: Bools
    occupations: Int32s
    months: Int32s
    education: Int8s
    or_equivalent: Bools
    gate_offsets: Int32s
    gates: Int32s

    def __len__(self) -> int:
        return len(self.ids)

    def weights(self, taxonomy: Taxonomy, settings: EngineSettings) -> Int32s:
        """``rules.requirement_weight`` of every requirement."""
        known = np.full(int(self.skills.max(initial=-1)) + 1, settings.default_specificity, "i4")
        for skill, specificity in taxonomy.specificity.items():
            if skill < len(known):
                known[skill] = specificity
        factor = np.where(self.trainable, settings.trainable_factor, settings.plain_factor)
        weights: Int32s = (self.importances * known[self.skills] * factor).astype(np.int32)
        return weights

    def columns(self, taxonomy: Taxonomy, settings: EngineSettings) -> PostingColumns:
        """The columns that ``PostingColumns.build`` would make, but for the order in a row."""
        weights = self.weights(taxonomy, settings)
        return PostingColumns(
            taxonomy=taxonomy,
            settings=settings,
            ids=self.ids,
            requirement_offsets=self.requirement_offsets,
            requirement_keys=self.skills * np.int32(LEVELS) + self.levels,
            requirement_weights=weights,
            weight_total=segment_sum(weights, self.requirement_offsets),
            occupations=self.occupations + np.int32(1),
            months=self.months,
            education=self.education,
            or_equivalent=self.or_equivalent,
            gate_offsets=self.gate_offsets,
            gates=self.gates,
        )

    def posting(self, row: int) -> PostingInput:
        """The posting of a row as the reference scorer takes it."""
        asked = slice(self.requirement_offsets[row], self.requirement_offsets[row + 1])
        occupation = int(self.occupations[row])
        return PostingInput(
            id=int(self.ids[row]),
            requirements=tuple(
                RequirementInput(skill, Importance(importance), level or None, trainable)
                for skill, importance, level, trainable in zip(
                    self.skills[asked].tolist(),
                    self.importances[asked].tolist(),
                    self.levels[asked].tolist(),
                    self.trainable[asked].tolist(),
                    strict=True,
                )
            ),
            occupation=None if occupation < 0 else occupation,
            months=int(self.months[row]),
            education=Education(int(self.education[row])),
            education_or_equivalent=bool(self.or_equivalent[row]),
            gates=tuple(self.gates[self.gate_offsets[row] : self.gate_offsets[row + 1]].tolist()),
        )
