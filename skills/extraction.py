"""What the API tells of a text: the reading with codes and labels in place of ids."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from skills.models import Credential, Occupation, Skill
from skills.reading.findings import (
    CredentialFinding,
    Job,
    PostingReading,
    ResumeReading,
    Schedule,
    SkillFinding,
    Span,
    Wage,
)
from skills.reading.read import read_posting, read_resume
from skills.reading.stock import lexicon_in_use, meaning_in_use
from skills.selectors import labels_of

_NOT_ON_RESUMES: dict[str, Any] = {
    "education_or_experience": None,
    "education_required": None,
    "months_experience": None,
    "minimum_age": None,
    "wage": None,
    "schedule": None,
    "work_modes": [],
}
_NOT_ON_POSTINGS: dict[str, Any] = {"jobs": [], "schooling": [], "languages": [], "zip": None}


def told_of_posting(text: str) -> dict[str, Any]:
    """A posting as the API tells it."""
    reading = read_posting(text, lexicon=lexicon_in_use(), semantic=meaning_in_use())
    asked = reading.education
    return {
        **_NOT_ON_POSTINGS,
        **_shared(reading),
        "education": asked.level if asked else None,
        "education_or_experience": asked.or_experience if asked else None,
        "education_required": asked.required if asked else None,
        "months_experience": reading.months_experience,
        "minimum_age": reading.minimum_age,
        "wage": _wage(reading.wage) if reading.wage else None,
        "schedule": _schedule(reading.schedule),
        "work_modes": reading.work_modes,
    }


def told_of_resume(text: str) -> dict[str, Any]:
    """A résumé as the API tells it."""
    reading = read_resume(
        text, lexicon=lexicon_in_use(), as_of=timezone.localdate(), semantic=meaning_in_use()
    )
    occupations = labels_of(Occupation, (each for job in reading.jobs for each in job.occupations))
    return {
        **_NOT_ON_RESUMES,
        **_shared(reading),
        "education": reading.education,
        "jobs": [_job(job, occupations) for job in reading.jobs],
        "schooling": [
            {
                "education": entry.level,
                "finished": entry.finished,
                "year": entry.year,
                "span": list(entry.span),
            }
            for entry in reading.schooling
        ],
        "languages": reading.languages,
        "zip": reading.zip,
    }


def _shared(reading: PostingReading | ResumeReading) -> dict[str, Any]:
    skills = labels_of(Skill, (found.skill for found in reading.skills))
    credentials = labels_of(Credential, (found.credential for found in reading.credentials))
    return {
        "language": reading.language,
        "skills": [_skill(found, *skills[found.skill]) for found in _best_first(reading.skills)],
        "credentials": [
            _credential(found, *credentials[found.credential])
            for found in _best_first(reading.credentials)
        ],
    }


def _best_first(found: Iterable[Any]) -> list[Any]:
    return sorted(found, key=lambda each: (-each.score, each.spans))


def _skill(found: SkillFinding, code: str, label: str) -> dict[str, Any]:
    return {
        "skill": code,
        "label": label,
        "score": found.score,
        "importance": found.importance,
        "level": found.level,
        "months": found.months,
        "trainable": found.trainable,
        "source": found.source,
        "spans": _spans(found.spans),
    }


def _credential(found: CredentialFinding, code: str, label: str) -> dict[str, Any]:
    return {
        "credential": code,
        "label": label,
        "score": found.score,
        "importance": found.importance,
        "trainable": found.trainable,
        "expires_on": found.expires,
        "spans": _spans(found.spans),
    }


def _wage(wage: Wage) -> dict[str, Any]:
    return {
        "min": wage.lowest,
        "max": wage.highest,
        "period": wage.period,
        "span": list(wage.span),
    }


def _schedule(schedule: Schedule) -> dict[str, Any]:
    return {
        "shifts": schedule.shifts,
        "hours_min": schedule.hours_min,
        "hours_max": schedule.hours_max,
        "full_time": schedule.full_time,
        "part_time": schedule.part_time,
        "spans": _spans(schedule.spans),
    }


def _job(job: Job, occupations: dict[int, tuple[str, str]]) -> dict[str, Any]:
    named = [occupations[each] for each in job.occupations]
    return {
        "title": job.title,
        "employer": job.employer,
        "started": job.started,
        "ended": job.ended,
        "is_current": job.is_current,
        "occupations": [{"code": code, "label": label} for code, label in named],
        "span": list(job.span),
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]
