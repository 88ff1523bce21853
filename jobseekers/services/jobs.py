"""A person's past and present jobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from jobseekers.models import Experience, Profile
from jobseekers.services.changing import changing, naming_entry
from jobseekers.services.limits import EARLIEST_YEAR, LATEST_YEAR, MAX_JOBS
from skills.models import Occupation


@dataclass(frozen=True, kw_only=True)
class JobClaim:
    """A past or present job as a person states it; no end date means it goes on."""

    title: str
    started: date
    ended: date | None = None
    employer: str = ""
    occupation: Occupation | None = None


def save_job(
    *,
    profile: Profile,
    title: str,
    started: date,
    ended: date | None = None,
    employer: str = "",
    occupation: Occupation | None = None,
    job_id: int | None = None,
) -> Experience:
    """Adds a past or present job, or changes the one with `job_id`."""
    with changing(profile, "job saved") as locked:
        if job_id is None:
            if locked.experience.count() >= MAX_JOBS:
                raise ValidationError({"title": _too_many_jobs()})
            job = Experience(profile=locked)
        else:
            job = locked.experience.get(pk=job_id)
        claim = JobClaim(
            title=title, started=started, ended=ended, employer=employer, occupation=occupation
        )
        _state_job(job, claim)
        job.save()
    return job


def remove_job(*, profile: Profile, job_id: int) -> Experience:
    """Takes a job out; returns what it was, so that it can be put back."""
    with changing(profile, "job removed") as locked:
        job = locked.experience.select_related("occupation").get(pk=job_id)
        locked.experience.filter(pk=job.pk).delete()
    return job


def put_jobs(profile: Profile, claims: Sequence[JobClaim]) -> None:
    """Makes these the jobs of a locked profile. Jobs that are stated as before keep their row."""
    if len(claims) > MAX_JOBS:
        raise ValidationError({"experience": _too_many_jobs()})
    gone = list(profile.experience.select_related("occupation"))
    added = []
    for number, claim in enumerate(claims, start=1):
        same = next((job for job in gone if _claim_of(job) == claim), None)
        if same is not None:
            gone.remove(same)
            continue
        with naming_entry("experience", number):
            job = Experience(profile=profile)
            _state_job(job, claim)
            added.append(job)
    profile.experience.filter(pk__in=[job.pk for job in gone]).delete()
    Experience.objects.bulk_create(added)


def add_jobs(profile: Profile, claims: Sequence[JobClaim]) -> int:
    """Adds to a locked profile the jobs that it lacks; returns how many.

    It has a job already where title and employer are the same, in any letter case, and the first
    month.
    """
    held = {_kin(job) for job in profile.experience.all()}
    rows = []
    for number, claim in enumerate(claims, start=1):
        if _kin(claim) in held:
            continue
        held.add(_kin(claim))
        with naming_entry("experience", number):
            job = Experience(profile=profile)
            _state_job(job, claim)
            rows.append(job)
    if profile.experience.count() + len(rows) > MAX_JOBS:
        raise ValidationError({"experience": _too_many_jobs()})
    Experience.objects.bulk_create(rows)
    return len(rows)


def _kin(job: Experience | JobClaim) -> tuple[str, str, int, int]:
    return job.title.casefold(), job.employer.casefold(), job.started.year, job.started.month


def _claim_of(job: Experience) -> JobClaim:
    return JobClaim(
        title=job.title,
        started=job.started,
        ended=job.ended,
        employer=job.employer,
        occupation=job.occupation,
    )


def _state_job(job: Experience, claim: JobClaim) -> None:
    job.title, job.employer, job.occupation = claim.title, claim.employer, claim.occupation
    job.started, job.ended = claim.started, claim.ended
    _check_dates(job)
    job.full_clean()


def _check_dates(job: Experience) -> None:
    today = timezone.localdate()
    if job.started and job.started > today:
        raise ValidationError({"started": _("This date is in the future.")})
    if job.started and job.started.year < EARLIEST_YEAR:
        raise ValidationError({"started": _("Check the year of this date.")})
    if job.ended and job.started and job.ended < job.started:
        raise ValidationError({"ended": _("A job can't end before it starts.")})
    if job.ended and job.ended.year > LATEST_YEAR:
        raise ValidationError({"ended": _("Check the year of this date.")})


def _too_many_jobs() -> str:
    return _("A profile holds up to %(count)d jobs.") % {"count": MAX_JOBS}
