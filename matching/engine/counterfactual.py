"""The one change of a profile that would lift a pair the most, and the score it would have then.

Only what a person can bring about and the posting asks for: a skill (added, raised, or its level
stated), a credential, schooling, a year of the work. Each is tried by scoring the changed profile
with the reference, so that what is promised is what the engine gives.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from matching.engine.reference import score
from matching.engine.rules import (
    asks_education,
    asks_experience,
    held_credentials,
    held_levels,
    is_valid,
)
from matching.engine.settings import EngineSettings
from matching.engine.types import (
    Education,
    Experience,
    HeldCredential,
    HeldSkill,
    Level,
    PostingInput,
    ProfileInput,
    Score,
    Taxonomy,
)

YEAR = 12
"""Months of work that one change adds."""


class ChangeKind(StrEnum):
    """What would be different; of changes that lift a pair equally, the earlier is proposed."""

    STATE_LEVEL = "state_level"
    ADD_SKILL = "add_skill"
    RAISE_LEVEL = "raise_level"
    CREDENTIAL = "credential"
    EXPERIENCE = "experience"
    EDUCATION = "education"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a profile.

    ``subject``: a skill, a credential, an occupation (None for any), or the rank of an education.
    ``level``: that of a skill, None where the posting asks none. ``also``: what a credential
    satisfies, held from then on too.
    """

    kind: ChangeKind
    subject: int | None
    level: Level = None
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """A change, and the score of the pair once it is made."""

    change: Change
    score: Score


def possible_changes(
    profile: ProfileInput,
    posting: PostingInput,
    as_of: date,
    satisfied: Mapping[int, Iterable[int]],
) -> Iterator[Change]:
    """Every change considered; ``satisfied`` says what each credential counts as."""
    levels = held_levels(profile)
    for skill in sorted({asked.skill for asked in posting.requirements}):
        asked = [one.level for one in posting.requirements if one.skill == skill]
        stated = sorted({level for level in asked if level is not None})
        if skill not in levels:
            wanted: list[Level] = [*stated] or [None]
            yield from (Change(ChangeKind.ADD_SKILL, skill, level) for level in wanted)
            continue
        held = levels[skill]
        kind = ChangeKind.STATE_LEVEL if held is None else ChangeKind.RAISE_LEVEL
        yield from (Change(kind, skill, level) for level in stated if level > (held or 0))
    credentials = held_credentials(profile)
    for gate in sorted(set(posting.gates)):
        if gate not in credentials or not is_valid(credentials[gate], as_of):
            yield Change(ChangeKind.CREDENTIAL, gate, also=tuple(sorted(satisfied.get(gate, ()))))
    if asks_experience(posting):
        yield Change(ChangeKind.EXPERIENCE, posting.occupation)
    if asks_education(posting) and (profile.education or 0) < (posting.education or 0):
        yield Change(ChangeKind.EDUCATION, posting.education)


def changed(profile: ProfileInput, change: Change) -> ProfileInput:
    """The profile once the change is made; a credential that is got does not expire."""
    if change.kind == ChangeKind.EDUCATION:
        return replace(profile, education=Education(change.subject or 0))
    if change.kind == ChangeKind.EXPERIENCE:
        year = Experience(change.subject, YEAR)
        return replace(profile, experience=(*profile.experience, year))
    subject = change.subject or 0
    if change.kind == ChangeKind.CREDENTIAL:
        got = (HeldCredential(each, None) for each in (subject, *change.also))
        return replace(profile, credentials=(*profile.credentials, *got))
    others = tuple(held for held in profile.skills if held.skill != subject)
    return replace(profile, skills=(*others, HeldSkill(subject, change.level)))


def one_change(
    profile: ProfileInput,
    posting: PostingInput,
    taxonomy: Taxonomy,
    settings: EngineSettings,
    as_of: date,
    *,
    satisfied: Mapping[int, Iterable[int]],
) -> Promise | None:
    """The change that lifts the pair the most, as matches rank: listed at all, gates open, fit.

    None where no change lifts it. Of equal ones the earlier kind, the lower level and the lower
    subject.
    """
    now = score(profile, posting, taxonomy, settings, as_of)
    kinds = list(ChangeKind)
    promises = [
        Promise(change, score(changed(profile, change), posting, taxonomy, settings, as_of))
        for change in possible_changes(profile, posting, as_of, satisfied)
    ]
    best = max(
        promises,
        key=lambda one: (
            *lift(one.score, settings),
            -kinds.index(one.change.kind),
            -(one.change.level or 0),
            -(one.change.subject or 0),
        ),
        default=None,
    )
    if best is None or lift(best.score, settings) <= lift(now, settings):
        return None
    return best


def lift(score: Score, settings: EngineSettings) -> tuple[bool, bool, int]:
    """How high a score stands: below the least fit that is a match, an open gate opens nothing."""
    listed = score.fit >= settings.floor
    return listed, listed and score.gates_open, score.fit
