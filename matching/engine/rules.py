"""The smallest rules, each in one place: what is held, what a level earns, what a line weighs."""

from datetime import date

from matching.engine.settings import FULL, EngineSettings
from matching.engine.types import (
    HeldCredential,
    Level,
    PostingInput,
    ProfileInput,
    RequirementInput,
    Taxonomy,
)


def held_levels(profile: ProfileInput) -> dict[int, Level]:
    """Each held skill once, in order of id; of a repeated skill the highest stated level counts."""
    levels: dict[int, Level] = {}
    for held in sorted(profile.skills, key=lambda held: (held.skill, held.level or 0)):
        levels[held.skill] = held.level
    return levels


def held_credentials(profile: ProfileInput) -> dict[int, date | None]:
    """Each held credential once, in order of id; of a repeated one the longest lasting counts."""

    def lasting(held: HeldCredential) -> tuple[int, date]:
        return held.credential, held.expires or date.max

    return {held.credential: held.expires for held in sorted(profile.credentials, key=lasting)}


def is_valid(expires: date | None, as_of: date) -> bool:
    """Whether a held credential still counts: it does through its last day."""
    return expires is None or expires >= as_of


def ordered_requirements(posting: PostingInput) -> list[RequirementInput]:
    """The requirements in the ledger's order, whatever order they came in: weightiest first."""
    return sorted(
        posting.requirements,
        key=lambda asked: (-asked.importance, asked.trainable, asked.skill, asked.level or 0),
    )


def asks_experience(posting: PostingInput) -> bool:
    """Whether the posting has an experience line."""
    return posting.months is not None and posting.months > 0


def asks_education(posting: PostingInput) -> bool:
    """Whether the posting has an education line."""
    return posting.education is not None and posting.education > 0


def requirement_weight(
    requirement: RequirementInput, taxonomy: Taxonomy, settings: EngineSettings
) -> int:
    """Importance x specificity (percent) x a factor that is smaller where the employer trains."""
    specificity = taxonomy.specificity.get(requirement.skill, settings.default_specificity)
    factor = settings.trainable_factor if requirement.trainable else settings.plain_factor
    return int(requirement.importance) * specificity * factor


def direct_credit(held: Level, required: Level, settings: EngineSettings) -> int:
    """Credit in basis points for holding the very skill at ``held`` when ``required`` is asked."""
    if held is None or required is None:
        return settings.unknown_credit
    return settings.level_credits[max(0, required - held)]


def adjacent_credit(direct: int, strength: int, settings: EngineSettings) -> int:
    """Credit for a related skill: what its level would earn, capped, by the relation's percent."""
    return direct * settings.adjacent_cap * strength // (FULL * 100)
