"""What is read from a text. Every finding points at the words that it comes from."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from portal.common.words import Shift, WagePeriod, WorkMode
from skills.models import EducationLevel, Importance

Source = Literal["words", "meaning"]


class Span(NamedTuple):
    """Where words stand in the text: text[start:end]."""

    start: int
    end: int


class Meant(NamedTuple):
    """A skill that a sentence means, how likely (0 to 1), and by which words of the sentence."""

    skill: int
    probability: float
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class SkillFinding:
    """A skill that a text names.

    `score` (0 to 1) says how sure the reading is: it is shown from sureness.SHOWN_FROM on; `level`
    is a SkillLevel and `months` a length of experience, both None unless the text says so;
    `trainable` is what an employer will teach. `importance` means something in postings only.
    `source` tells whether the skill was named in words or recognised by the meaning of a stretch
    of words.
    """

    skill: int
    score: float
    importance: Importance
    level: int | None
    months: int | None
    trainable: bool
    source: Source
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class CredentialFinding:
    """A licence or certificate; `expires` where a résumé states it (the last day of a month)."""

    credential: int
    score: float
    importance: Importance
    trainable: bool
    expires: date | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Wage:
    """Pay in dollars for a period; `highest` is None where only one amount is said."""

    lowest: Decimal
    highest: Decimal | None
    period: WagePeriod
    span: Span


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When the work is done: shifts, hours a week, and whether it is full or part time."""

    shifts: tuple[Shift, ...] = ()
    hours_min: int | None = None
    hours_max: int | None = None
    full_time: bool = False
    part_time: bool = False
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EducationAsked:
    """The schooling that a posting asks, and whether experience may stand in for it."""

    level: EducationLevel
    or_experience: bool
    required: bool
    span: Span


@dataclass(frozen=True, kw_only=True)
class EducationEntry:
    """A school or degree of a résumé; `finished` is False for what is still going on."""

    level: EducationLevel
    finished: bool
    year: int | None
    span: Span


@dataclass(frozen=True, kw_only=True)
class Job:
    """A job of a résumé. Dates are the first of a month; `ended` is None for the present job.

    `occupations` are the ids that the title names. A year without a month is its January as a
    start and its December as an end.
    """

    title: str
    employer: str
    started: date | None
    ended: date | None
    is_current: bool
    occupations: tuple[int, ...]
    span: Span


@dataclass(frozen=True, kw_only=True)
class PostingReading:
    """All that was read from a posting."""

    language: str
    skills: tuple[SkillFinding, ...] = ()
    credentials: tuple[CredentialFinding, ...] = ()
    education: EducationAsked | None = None
    months_experience: int | None = None
    minimum_age: int | None = None
    wage: Wage | None = None
    schedule: Schedule = field(default_factory=Schedule)
    work_modes: tuple[WorkMode, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ResumeReading:
    """All that was read from a résumé; nothing of age, origin, family or looks."""

    language: str
    skills: tuple[SkillFinding, ...] = ()
    credentials: tuple[CredentialFinding, ...] = ()
    education: EducationLevel | None = None
    schooling: tuple[EducationEntry, ...] = ()
    jobs: tuple[Job, ...] = ()
    languages: tuple[str, ...] = ()
    zip: str | None = None
