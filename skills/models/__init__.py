"""The taxonomy: skills, occupations and credentials, their everyday names and how they relate.

Labels stand in both languages on the row itself; other words for the same thing are aliases.
A concept that a newer taxonomy drops is retired, never deleted: profiles and postings keep it.
"""

from skills.models.concepts import (
    Alias,
    Concept,
    Credential,
    CredentialAlias,
    Occupation,
    OccupationAlias,
    Skill,
    SkillAlias,
)
from skills.models.links import (
    CredentialRelation,
    OccupationCredential,
    OccupationRelation,
    OccupationSkill,
    RelationOrigin,
    SkillRelation,
    SkillUse,
)
from skills.models.market import OccupationProjection, OccupationWage
from skills.models.relations import Derivation, RelationDecision
from skills.models.sources import (
    EscoOccupation,
    EscoOccupationSkill,
    OccupationCrosswalk,
    OccupationPreparation,
    OccupationTask,
    SkillSource,
    SkillSourceLink,
)
from skills.models.vectors import TextVector
from skills.models.versions import TaxonomyVersion
from skills.models.vocabulary import EducationLevel, Importance, SkillLevel, Source
from skills.models.words import SearchWord

__all__ = [
    "Alias", "Concept", "Credential", "CredentialAlias", "CredentialRelation", "Derivation",
    "EducationLevel", "EscoOccupation", "EscoOccupationSkill", "Importance", "Occupation",
    "OccupationAlias", "OccupationCredential", "OccupationCrosswalk", "OccupationPreparation",
    "OccupationProjection", "OccupationRelation", "OccupationSkill", "OccupationTask",
    "OccupationWage", "RelationDecision", "RelationOrigin", "SearchWord", "Skill", "SkillAlias",
    "SkillLevel", "SkillRelation", "SkillSource", "SkillSourceLink", "SkillUse", "Source",
    "TaxonomyVersion", "TextVector",
]  # fmt: skip
