"""What was read from a résumé, as the page asks about it: every entry with the words it came from.

Nothing here is saved. The page's own form carries all of it to the next step (see
`jobseekers.views.resumes`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jobseekers.selectors import WholeProfile
from skills.models import Credential, Occupation, Skill
from skills.reading.findings import Job, ResumeReading, Span
from skills.reading.headings import Section
from skills.reading.layout import lay_out
from skills.reading.read import read_resume
from skills.reading.stock import lexicon_in_use, meaning_in_use
from skills.reading.sureness import SHOWN_FROM

# A skill named in words, surely enough to be shown as found, is ticked from the start; the others
# and those that the text only means are offered.
MOST_SKILLS, MOST_CREDENTIALS, MOST_JOBS = 120, 30, 30
LONGEST_QUOTE = 140
_EXPERIENCE = Section.EXPERIENCE


@dataclass(frozen=True)
class Proposal:
    """The rows of the page's form, each as the form's initial values.

    `language` ("en" or "es") is that of the quotes. `known_jobs` names jobs that the profile has
    already; skills and credentials that it has are among the rows, for the form to say so.
    """

    language: str
    skills: list[dict[str, Any]]
    jobs: list[dict[str, Any]]
    credentials: list[dict[str, Any]]
    details: dict[str, Any]
    known_jobs: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.skills or self.jobs or self.credentials or self.known_jobs) and not any(
            self.details.values()
        )


def propose(text: str, whole: WholeProfile, *, today: date) -> Proposal:
    """Reads a résumé's text against what its owner's profile holds already."""
    reading = read_resume(text, lexicon=lexicon_in_use(), as_of=today, semantic=meaning_in_use())
    known = {_kin(held.title, held.employer, held.started) for held in whole.jobs}
    fresh = [job for job in reading.jobs if _kin(job.title, job.employer, job.started) not in known]
    return Proposal(
        language=reading.language,
        skills=_skills(text, reading, today),
        jobs=_jobs(text, fresh[:MOST_JOBS], today),
        credentials=_credentials(text, reading),
        details=_details(text, reading, whole),
        known_jobs=tuple(job.title for job in reading.jobs if job not in fresh),
    )


def quote(text: str, span: Span) -> str:
    """The words of a finding with those around them on their line, at most LONGEST_QUOTE."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    room = max(LONGEST_QUOTE - (span.end - span.start), 0) // 2
    first = max(start, span.start - room)
    last = min(end, span.end + room, first + LONGEST_QUOTE)
    if first > start:
        first = text.find(" ", first, span.start) + 1 or first
    if last < end:
        last = max(text.rfind(" ", span.end, last), min(span.end, last))
    words = " ".join(text[first:last].split()).lstrip("•-–*· ")
    return f"{'…' if first > start else ''}{words}{'…' if last < end else ''}"


def _quoted(text: str, span: Span) -> dict[str, str]:
    """The quote of a finding, and the words themselves as they stand in it."""
    return {
        "quote": quote(text, span),
        "words": " ".join(text[span.start : span.end].split())[:LONGEST_QUOTE],
    }


def _skills(text: str, reading: ResumeReading, today: date) -> list[dict[str, Any]]:
    """The surest first."""
    used = _Use(text, reading.jobs, today)
    found = sorted(reading.skills, key=lambda one: (-one.score, one.spans[0].start))[:MOST_SKILLS]
    skills = Skill.objects.in_bulk([one.skill for one in found])
    return [
        {
            "code": skills[one.skill].slug,
            **_quoted(text, one.spans[0]),
            "sure": (sure := one.source == "words" and one.score >= SHOWN_FROM),
            "take": sure,
            "level": one.level or "",
            "last_used": used.last(one.spans) or "",
        }
        for one in found
        if one.skill in skills
    ]


class _Use:
    """In which jobs skills were used: those under whose heading they are named."""

    def __init__(self, text: str, jobs: Sequence[Job], today: date) -> None:
        lines = lay_out(text, is_resume=True).lines
        self._worked = [Span(one.start, one.end) for one in lines if one.section is _EXPERIENCE]
        self._jobs = sorted((job for job in jobs if job.started), key=lambda job: job.span)
        self._today = today

    def last(self, spans: Iterable[Span]) -> int | None:
        """The last year in which a skill was used in a job; None where no job names it."""
        return max((year for span in spans if (year := self._year(span))), default=None)

    def _year(self, span: Span) -> int | None:
        if not any(line.start <= span.start < line.end for line in self._worked):
            return None
        before = [job for job in self._jobs if job.span.start <= span.start]
        if not before:
            return None
        ended = None if before[-1].is_current else before[-1].ended
        return min(ended, self._today).year if ended else self._today.year


def _jobs(text: str, jobs: Sequence[Job], today: date) -> list[dict[str, Any]]:
    """In the résumé's order; without a title or a first month a job is not ticked."""
    guessed = {job.occupations[0] for job in jobs if len(job.occupations) == 1}
    occupations = Occupation.objects.in_bulk(guessed)
    return [_job(text, job, occupations, today) for job in jobs]


def _job(text: str, job: Job, occupations: dict[int, Occupation], today: date) -> dict[str, Any]:
    ended = min(job.ended, today) if job.ended else None
    occupation = occupations.get(job.occupations[0]) if len(job.occupations) == 1 else None
    return {
        "take": bool(job.title and job.started and job.started <= today),
        "quote": quote(text, job.span),
        "words": "",
        "title": job.title,
        "employer": job.employer,
        "text": occupation.label if occupation else "",
        "code": occupation.code if occupation else "",
        "started_month": job.started.month if job.started else None,
        "started_year": job.started.year if job.started else None,
        "current": job.is_current,
        "ended_month": ended.month if ended else None,
        "ended_year": ended.year if ended else None,
    }


def _credentials(text: str, reading: ResumeReading) -> list[dict[str, Any]]:
    found = sorted(reading.credentials, key=lambda one: one.spans[0].start)[:MOST_CREDENTIALS]
    credentials = Credential.objects.in_bulk([one.credential for one in found])
    return [
        {
            "code": credentials[one.credential].slug,
            **_quoted(text, one.spans[0]),
            "take": one.score >= SHOWN_FROM,
            "expires_on": one.expires,
        }
        for one in found
        if one.credential in credentials
    ]


def _details(text: str, reading: ResumeReading, whole: WholeProfile) -> dict[str, Any]:
    """Schooling where it is higher than what the profile says, and a ZIP code where it has none."""
    details: dict[str, Any] = {"education": "", "quote": "", "zip": ""}
    held = whole.profile.education
    if reading.education is not None and (held is None or reading.education > held):
        details["education"] = int(reading.education)
        details["quote"] = _quote_of_level(text, reading)
    if reading.zip and not whole.profile.zip:
        details["zip"] = reading.zip
    return details


def _quote_of_level(text: str, reading: ResumeReading) -> str:
    entries: Iterable[Span] = (
        entry.span
        for entry in reading.schooling
        if entry.finished and entry.level == reading.education
    )
    span = next(iter(entries), None)
    return quote(text, span) if span else ""


def _kin(title: str, employer: str, started: date | None) -> tuple[str, str, int, int]:
    month = (started.year, started.month) if started else (0, 0)
    return title.casefold(), employer.casefold(), *month
