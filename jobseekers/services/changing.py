"""What every change of a profile shares."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobseekers.dates import next_change
from jobseekers.models import Profile
from matching.outbox import mark_profile_dirty


@contextmanager
def changing(profile: Profile, reason: str, *, subject_id: int | None = None) -> Iterator[Profile]:
    """The profile's row, locked; at the end its revision rises and matching is told why.

    `subject_id` is the skill or credential that the reason is about.
    """
    with transaction.atomic():
        locked = Profile.objects.select_for_update().get(pk=profile.pk)
        yield locked
        raise_revision(locked, timezone.localdate())
        locked.save()
        mark_profile_dirty(
            profile_id=locked.pk, revision=locked.revision, reason=reason, subject_id=subject_id
        )
    profile.refresh_from_db()


def raise_revision(profile: Profile, today: date) -> None:
    """Makes it a newer profile, with the day on which time alone will change it; saves nothing."""
    profile.revision += 1
    profile.next_change = next_change(
        profile, profile.experience.all(), profile.credentials.all(), today
    )


@contextmanager
def naming_entry(field: str, number: int) -> Iterator[None]:
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
