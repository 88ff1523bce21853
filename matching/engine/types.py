"""What goes into the engine and what comes out: frozen dataclasses and nothing else.

Ids are plain ints. Those of skills, occupations and credentials are database keys and are also used
as dense indexes, so they are small and never negative. The input classes can't express a name, an
age, an address or anything else that must not move a fit.

Units: a *credit* is in basis points (0..10000), a *fit*, *earned* and *possible* are in hundredths
of a point (0..10000 for 0 to 100), a *strength* or *specificity* is in percent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Literal, TypeAlias

Level: TypeAlias = int | None
"""How well: 1 with help, 2 on my own, 3 the hard cases too, 4 teaches others, None not said."""


class Importance(IntEnum):
    """How much a requirement matters; the value is its share of the weight."""

    NICE = 1
    IMPORTANT = 2
    ESSENTIAL = 4


class Education(IntEnum):
    """Levels of education, lowest first."""

    NONE = 0
    SOME_HS = 1
    HS = 2
    SOME_COLLEGE = 3
    CERTIFICATE = 4
    ASSOCIATE = 5
    BACHELOR = 6
    MASTER = 7
    DOCTORATE = 8


class LineStatus(StrEnum):
    """Why a line of the ledger earned what it earned."""

    MET = "met"
    PARTLY = "partly"
    CONFIRM = "confirm"
    RELATED = "related"
    EQUIVALENT = "equivalent"
    MISSING = "missing"
    TELL_US = "tell_us"


class Band(StrEnum):
    """The word for a fit. A fit below ``STRETCH`` has no band: it is no match."""

    STRONG = "strong"
    GOOD = "good"
    POSSIBLE = "possible"
    STRETCH = "stretch"


LineKind: TypeAlias = Literal["requirement", "experience", "education"]


@dataclass(frozen=True, slots=True)
class HeldSkill:
    """A skill that a person has; level None when they have not said how well."""

    skill: int
    level: Level


@dataclass(frozen=True, slots=True)
class Experience:
    """Whole months (0 or more) worked in an occupation; None when the occupation is unknown."""

    occupation: int | None
    months: int


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """A licence or certificate; valid through its last day, for ever when ``expires`` is None."""

    credential: int
    expires: date | None


@dataclass(frozen=True, slots=True)
class ProfileInput:
    """All that the engine may know of a person. Add no field that hiring law bars."""

    id: int
    skills: tuple[HeldSkill, ...]
    experience: tuple[Experience, ...]
    education: Education | None
    credentials: tuple[HeldCredential, ...]


@dataclass(frozen=True, slots=True)
class RequirementInput:
    """A skill that a posting asks for; level None when the posting does not say how well."""

    skill: int
    importance: Importance
    level: Level
    trainable: bool


@dataclass(frozen=True, slots=True)
class PostingInput:
    """All that the engine knows of a posting; ``gates`` are credentials that are plain musts."""

    id: int
    requirements: tuple[RequirementInput, ...]
    occupation: int | None
    months: int | None
    education: Education | None
    education_or_equivalent: bool
    gates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """What the skills and occupations mean to each other, frozen under one version.

    ``specificity``: skill to percent (40 asked by nearly everyone, 100 specialised).
    ``relations``: required skill to ((held skill, strength percent), ...).
    ``occupation_relations``: asked occupation to ((worked occupation, percent), ...).
    """

    version: str
    specificity: Mapping[int, int]
    relations: Mapping[int, tuple[tuple[int, int], ...]]
    occupation_relations: Mapping[int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Score:
    """A pair's fit in hundredths (0..10000) and whether every gate is open."""

    fit: int
    gates_open: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger.

    ``subject``: skill of a requirement, occupation of an experience line (None for any), asked
    rank of an education line. ``required`` and ``held``: levels, months that count, or ranks.
    On a related line ``source`` is the held skill that the credit came from, ``held`` its level
    and ``strength`` how close it is. On an experience line ``source`` is the related occupation
    that adds most to the months, if one does, and ``strength`` the percent of them that count.
    ``trainable`` requirements are trained by the employer; an education line's ``or_equivalent``
    tells that enough skill or work would do as well.
    """

    kind: LineKind
    subject: int | None
    importance: int | None
    required: int | None
    held: int | None
    status: LineStatus
    credit: int
    earned: int
    possible: int
    source: int | None
    strength: int | None
    trainable: bool
    or_equivalent: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """A must-have credential; ``expires`` is the last day of the one held, if it has one."""

    credential: int
    open: bool
    expires: date | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A fit with its ledger: ``earned`` adds up to ``fit``, ``possible`` to 10000.

    A posting that asks for nothing has no lines, fit 0 and no band.
    """

    profile: int
    posting: int
    fit: int
    band: Band | None
    confidence: int
    requirements_met: int
    requirements: int
    gates: tuple[Gate, ...]
    lines: tuple[Line, ...]
    engine_version: str
