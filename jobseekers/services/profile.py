"""The profile itself: its details, who sees it, its beginning and its end."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from jobseekers.models import Profile
from jobseekers.services.changing import changing, raise_revision
from jobseekers.services.credentials import CredentialClaim, put_credentials
from jobseekers.services.files import forget_files
from jobseekers.services.jobs import JobClaim, put_jobs
from jobseekers.services.own_skills import put_own_skills
from jobseekers.services.skills import SkillClaim, put_skills
from matching.outbox import mark_profile_dirty, mark_profiles_dirty
from portal.common.places import place_of_zip

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


def create_profile(*, user: User) -> Profile:
    """The person's profile, made empty and hidden if there is none yet."""
    with transaction.atomic():
        profile, created = Profile.objects.get_or_create(user=user)
        if created:
            mark_profile_dirty(profile_id=profile.pk, revision=1, reason="profile created")
    return profile


def update_details(*, profile: Profile, **details: Any) -> Profile:
    """Sets the given fields of DETAILS. Raises ValidationError with a message per field."""
    with changing(profile, "details changed") as locked:
        set_details(locked, details)
    return profile


def set_visibility(*, profile: Profile, visibility: str) -> Profile:
    """Hides the profile from employers, or shows it without a name."""
    with changing(profile, "visibility changed") as locked:
        set_details(locked, {"visibility": visibility})
    return profile


def save_profile(
    *,
    profile: Profile,
    details: dict[str, Any],
    skills: Sequence[SkillClaim] | None = None,
    jobs: Sequence[JobClaim] | None = None,
    credentials: Sequence[CredentialClaim] | None = None,
    own_skills: Sequence[str] | None = None,
) -> Profile:
    """Details and, where given, whole lists of skills, jobs and so on anew: all or nothing."""
    with changing(profile, "profile saved") as locked:
        set_details(locked, details)
        if skills is not None:
            put_skills(locked, skills)
        if jobs is not None:
            put_jobs(locked, jobs)
        if credentials is not None:
            put_credentials(locked, credentials)
        if own_skills is not None:
            put_own_skills(locked, own_skills)
    return profile


def follow_access(*, user: User) -> None:
    """Tells matching that this person may sign in again, or no longer may; without one, nothing."""
    profile = Profile.objects.filter(user=user).first()
    if profile is not None:
        with changing(profile, "access changed"):
            pass


def delete_profile(*, profile: Profile) -> None:
    """Deletes the profile with all that hangs on it; matching forgets it."""
    with transaction.atomic():
        locked = Profile.objects.select_for_update().get(pk=profile.pk)
        mark_profile_dirty(
            profile_id=locked.pk, revision=locked.revision + 1, reason="profile deleted"
        )
        forget_files(locked)
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
            raise_revision(profile, today)
        Profile.objects.bulk_update(due, ["revision", "next_change"], batch_size=500)
        mark_profiles_dirty(
            revisions={profile.pk: profile.revision for profile in due}, reason="a date passed"
        )
    return len(due)


def set_details(profile: Profile, details: dict[str, Any]) -> None:
    """Sets fields of DETAILS on a locked profile, unsaved. Raises ValidationError."""
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
