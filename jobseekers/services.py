"""Every write to a profile. Each act locks the profile, writes, and marks it for matching.

Errors are `ValidationError`s with a message per field; nothing is half-saved. Unknown children
(a skill that the profile does not hold) raise `DoesNotExist`, which pages and API turn into 404.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from jobseekers.dates import next_change
from jobseekers.models import Experience, HeldCredential, Profile, ProfileSkill
from matching.outbox import mark_profile_dirty, mark_profiles_dirty
from portal.common.places import place_of_zip
from skills.models import Credential, Occupation, Skill

MAX_SKILLS = 200
MAX_JOBS = 60
MAX_CREDENTIALS = 60
EARLIEST_YEAR, LATEST_YEAR = 1940, 2100

# What a person may set on the profile itself; skills, jobs and credentials have acts of their own.
DETAILS = frozenset(
    {
        "full_name",
        "phone",
        "birth_date",
        "zip",
        "education",
        "max_miles",
        "transport",
        "wage_floor",
        "wage_floor_period",
        "min_hours",
        "max_hours",
        "shifts",
        "work_modes",
        "school_hours_only",
        "available_from",
        "visibility",
    }
)


@dataclass(frozen=True, kw_only=True)
class SkillClaim:
    """One skill as a person states it: level 1..4 or None for "not sure", year of last use."""

    skill: Skill
    level: int | None = None
    evidence: str = ProfileSkill.Evidence.CLAIMED
    last_used: int | None = None


@dataclass(frozen=True, kw_only=True)
class JobClaim:
    """A past or present job as a person states it; no end date means it goes on."""

    title: str
    started: date
    ended: date | None = None
    employer: str = ""
    occupation: Occupation | None = None


@dataclass(frozen=True, kw_only=True)
class CredentialClaim:
    """A credential as a person states it, and until when it is valid."""

    credential: Credential
    expires_on: date | None = None


@contextmanager
def _changing(profile: Profile, reason: str) -> Iterator[Profile]:
    """The profile's row, locked; at the end its revision rises and matching is told."""
    with transaction.atomic():
        locked = Profile.objects.select_for_update().get(pk=profile.pk)
        yield locked
        _touch(locked)
        mark_profile_dirty(profile_id=locked.pk, revision=locked.revision, reason=reason)
    profile.refresh_from_db()


def _touch(profile: Profile) -> None:
    profile.revision += 1
    profile.next_change = next_change(
        profile, profile.experience.all(), profile.credentials.all(), timezone.localdate()
    )
    profile.save()


def create_profile(*, user: User) -> Profile:
    """The person's profile, made empty and hidden if there is none yet."""
    with transaction.atomic():
        profile, created = Profile.objects.get_or_create(user=user)
        if created:
            mark_profile_dirty(profile_id=profile.pk, revision=1, reason="profile created")
    return profile


def update_details(*, profile: Profile, **details: Any) -> Profile:
    """Sets the given fields of DETAILS. Raises ValidationError with a message per field."""
    with _changing(profile, "details changed") as locked:
        _set_details(locked, details)
    return profile


def set_visibility(*, profile: Profile, visibility: str) -> Profile:
    """Hides the profile from employers, or shows it without a name."""
    with _changing(profile, "visibility changed") as locked:
        _set_details(locked, {"visibility": visibility})
    return profile


def save_profile(
    *,
    profile: Profile,
    details: dict[str, Any],
    skills: Sequence[SkillClaim] | None = None,
    jobs: Sequence[JobClaim] | None = None,
    credentials: Sequence[CredentialClaim] | None = None,
) -> Profile:
    """Details and, where given, the whole lists of skills, jobs and credentials: all or nothing."""
    with _changing(profile, "profile saved") as locked:
        _set_details(locked, details)
        if skills is not None:
            _replace_skills(locked, skills)
        if jobs is not None:
            _replace_jobs(locked, jobs)
        if credentials is not None:
            _replace_credentials(locked, credentials)
    return profile


def add_skill(*, profile: Profile, claim: SkillClaim) -> ProfileSkill:
    """Adds a skill. Raises ValidationError if it is held already, retired or one too many."""
    with _changing(profile, "skill added") as locked:
        _check_room_for(locked, claim.skill)
        held = _held_skill(locked, claim)
        held.save()
    return held


def restore_skill(*, profile: Profile, claim: SkillClaim) -> ProfileSkill:
    """Puts back what `remove_skill` returned: a check by staff stays, and so does a retired skill.

    Raises ValidationError if it is held again by now, or one too many.
    """
    with _changing(profile, "skill restored") as locked:
        _check_room_for(locked, claim.skill)
        held = ProfileSkill(profile=locked, skill=claim.skill, evidence=claim.evidence)
        _state(held, claim)
        held.clean_fields(exclude=["profile", "skill"])
        held.save()
    return held


def change_skill(*, profile: Profile, claim: SkillClaim) -> ProfileSkill:
    """States level, evidence and last use of a held skill anew."""
    with _changing(profile, "skill changed") as locked:
        held = locked.skills.get(skill=claim.skill)
        _state(held, claim)
        held.full_clean(validate_unique=False)
        held.save()
    return held


def remove_skill(*, profile: Profile, skill: Skill) -> ProfileSkill:
    """Takes a skill out; returns what was held, so that it can be put back."""
    with _changing(profile, "skill removed") as locked:
        held = locked.skills.get(skill=skill)
        locked.skills.filter(pk=held.pk).delete()
    return held


def replace_skills(*, profile: Profile, skills: Sequence[SkillClaim]) -> Profile:
    """The whole list of skills anew. Rows that stay keep their date; all or nothing."""
    with _changing(profile, "skills replaced") as locked:
        _replace_skills(locked, skills)
    return profile


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
    with _changing(profile, "job saved") as locked:
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
    with _changing(profile, "job removed") as locked:
        job = locked.experience.select_related("occupation").get(pk=job_id)
        locked.experience.filter(pk=job.pk).delete()
    return job


def save_credential(
    *, profile: Profile, credential: Credential, expires_on: date | None = None
) -> HeldCredential:
    """Adds a credential, or changes until when it is valid."""
    with _changing(profile, "credential saved") as locked:
        held = locked.credentials.filter(credential=credential).first()
        if held is None:
            if locked.credentials.count() >= MAX_CREDENTIALS:
                raise ValidationError({"credential": _too_many_credentials()})
            held = _new_credential(locked, credential)
        _state_credential(held, expires_on)
        held.save()
    return held


def remove_credential(*, profile: Profile, credential: Credential) -> HeldCredential:
    """Takes a credential out; returns what was held, so that it can be put back."""
    with _changing(profile, "credential removed") as locked:
        held = locked.credentials.get(credential=credential)
        locked.credentials.filter(pk=held.pk).delete()
    return held


def follow_access(*, user: User) -> None:
    """Tells matching that this person may sign in again, or no longer may; without one, nothing."""
    profile = Profile.objects.filter(user=user).first()
    if profile is not None:
        with _changing(profile, "access changed"):
            pass


def delete_profile(*, profile: Profile) -> None:
    """Deletes the profile with all that hangs on it; matching forgets it."""
    with transaction.atomic():
        locked = Profile.objects.select_for_update().get(pk=profile.pk)
        mark_profile_dirty(
            profile_id=locked.pk, revision=locked.revision + 1, reason="profile deleted"
        )
        locked.delete()


def mark_due_profiles(*, today: date, limit: int = 1000) -> int:
    """Marks profiles that a date has changed (an expiry, a birthday); returns how many."""
    with transaction.atomic():
        due = list(
            Profile.objects.due(today)
            .order_by("next_change", "id")
            .select_for_update(skip_locked=True)
            .prefetch_related("experience", "credentials")[:limit]
        )
        for profile in due:
            profile.revision += 1
            profile.next_change = next_change(
                profile, profile.experience.all(), profile.credentials.all(), today
            )
        Profile.objects.bulk_update(due, ["revision", "next_change"], batch_size=500)
        mark_profiles_dirty(
            revisions={profile.pk: profile.revision for profile in due}, reason="a date passed"
        )
    return len(due)


def _set_details(profile: Profile, details: dict[str, Any]) -> None:
    unknown = set(details) - DETAILS
    if unknown:
        raise ValidationError({name: _("There is no such field.") for name in sorted(unknown)})
    for name, value in details.items():
        setattr(profile, name, value)
    errors: dict[str, Any] = {}
    try:
        profile.clean_fields(exclude=["user", "ref"])
    except ValidationError as error:
        errors.update(error.message_dict)
    today = timezone.localdate()
    if isinstance(profile.birth_date, date) and not date(1900, 1, 1) <= profile.birth_date <= today:
        errors["birth_date"] = [_("Check the year: this can't be a birth date.")]
    if "zip" in details and "zip" not in errors:
        place = place_of_zip(profile.zip) if profile.zip else None
        if profile.zip and place is None:
            errors["zip"] = [_("We can't find this ZIP code.")]
        profile.latitude = place.latitude if place else None
        profile.longitude = place.longitude if place else None
    fewest, most = profile.min_hours, profile.max_hours
    if isinstance(fewest, int) and isinstance(most, int) and fewest > most:
        errors.setdefault("max_hours", [_("This is less than your fewest hours.")])
    if errors:
        raise ValidationError(errors)


def _replace_skills(profile: Profile, claims: Sequence[SkillClaim]) -> None:
    if len(claims) > MAX_SKILLS:
        raise ValidationError({"skills": _too_many_skills()})
    wanted = {claim.skill.pk: claim for claim in claims}
    if len(wanted) != len(claims):
        raise ValidationError({"skills": _("A skill is named twice.")})
    held = {row.skill_id: row for row in profile.skills.select_related("skill")}
    profile.skills.filter(skill_id__in=set(held) - set(wanted)).delete()
    added, changed = [], []
    for number, (skill_id, claim) in enumerate(wanted.items(), start=1):
        with _naming_entry("skills", number):
            if skill_id not in held:
                added.append(_held_skill(profile, claim))
                continue
            row = held[skill_id]
            before = (row.level, row.evidence, row.last_used)
            _state(row, claim)
            row.clean_fields(exclude=["profile", "skill"])
            if (row.level, row.evidence, row.last_used) != before:
                changed.append(row)
    ProfileSkill.objects.bulk_create(added)
    ProfileSkill.objects.bulk_update(changed, ["level", "evidence", "last_used"])


@contextmanager
def _naming_entry(field: str, number: int) -> Iterator[None]:
    """Errors of one entry of a list become errors of the list that say which entry it is."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError(
            {
                field: [
                    _("Entry %(number)d: %(message)s") % {"number": number, "message": message}
                    for message in error.messages
                ]
            }
        ) from error


def _replace_jobs(profile: Profile, claims: Sequence[JobClaim]) -> None:
    """Jobs that are stated as before keep their row."""
    if len(claims) > MAX_JOBS:
        raise ValidationError({"experience": _too_many_jobs()})
    gone = list(profile.experience.select_related("occupation"))
    added = []
    for number, claim in enumerate(claims, start=1):
        same = next((job for job in gone if _claim_of(job) == claim), None)
        if same is not None:
            gone.remove(same)
            continue
        with _naming_entry("experience", number):
            job = Experience(profile=profile)
            _state_job(job, claim)
            added.append(job)
    profile.experience.filter(pk__in=[job.pk for job in gone]).delete()
    Experience.objects.bulk_create(added)


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


def _replace_credentials(profile: Profile, claims: Sequence[CredentialClaim]) -> None:
    if len(claims) > MAX_CREDENTIALS:
        raise ValidationError({"credentials": _too_many_credentials()})
    wanted = {claim.credential.pk for claim in claims}
    if len(wanted) != len(claims):
        raise ValidationError({"credentials": _("A credential is named twice.")})
    profile.credentials.exclude(credential_id__in=wanted).delete()
    held = {row.credential_id: row for row in profile.credentials.all()}
    for number, claim in enumerate(claims, start=1):
        with _naming_entry("credentials", number):
            row = held.get(claim.credential.pk) or _new_credential(profile, claim.credential)
            if row.pk is None or row.expires_on != claim.expires_on:
                _state_credential(row, claim.expires_on)
                row.save()


def _new_credential(profile: Profile, credential: Credential) -> HeldCredential:
    if credential.retired:
        raise ValidationError({"credential": _("This credential is no longer in use.")})
    return HeldCredential(profile=profile, credential=credential)


def _state_credential(held: HeldCredential, expires_on: date | None) -> None:
    if expires_on and not EARLIEST_YEAR <= expires_on.year <= LATEST_YEAR:
        raise ValidationError({"expires_on": _("Check the year of this date.")})
    held.expires_on = expires_on
    held.full_clean(validate_unique=False)


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


def _check_room_for(profile: Profile, skill: Skill) -> None:
    if profile.skills.filter(skill=skill).exists():
        raise ValidationError({"skill": _("You have this skill already.")})
    if profile.skills.count() >= MAX_SKILLS:
        raise ValidationError({"skill": _too_many_skills()})


def _held_skill(profile: Profile, claim: SkillClaim) -> ProfileSkill:
    if claim.skill.retired:
        raise ValidationError({"skill": _("This skill is no longer in use.")})
    held = ProfileSkill(profile=profile, skill=claim.skill)
    _state(held, claim)
    held.clean_fields(exclude=["profile", "skill"])
    _check_year(held)
    return held


def _state(held: ProfileSkill, claim: SkillClaim) -> None:
    if claim.evidence == ProfileSkill.Evidence.VERIFIED != held.evidence:
        raise ValidationError({"evidence": _("Only staff or an issuer can mark a skill checked.")})
    held.level, held.evidence, held.last_used = claim.level, claim.evidence, claim.last_used
    _check_year(held)


def _check_year(held: ProfileSkill) -> None:
    this_year = timezone.localdate().year
    if isinstance(held.last_used, int) and not EARLIEST_YEAR <= held.last_used <= this_year:
        raise ValidationError({"last_used": _("Use a year up to this one.")})


def _too_many_jobs() -> str:
    return _("A profile holds up to %(count)d jobs.") % {"count": MAX_JOBS}


def _too_many_credentials() -> str:
    return _("A profile holds up to %(count)d credentials.") % {"count": MAX_CREDENTIALS}


def _too_many_skills() -> str:
    return _("A profile holds up to %(count)d skills.") % {"count": MAX_SKILLS}
