"""Whether the next day on which a date alone changes something is the one that the data give."""

from collections.abc import Iterable, Iterator
from datetime import date

from employers import dates as posting_dates
from employers.models import Posting
from jobseekers import dates as profile_dates
from jobseekers.models import Profile
from matching.check.report import Difference

_BATCH = 1000


def date_differences(
    profiles: Iterable[int], postings: Iterable[int], today: date
) -> Iterator[Difference]:
    """Those of the objects whose next day is another; overdue ones are told elsewhere."""
    people = (
        Profile.objects.filter(pk__in=profiles)
        .prefetch_related("experience", "credentials")
        .order_by("id")
    )
    for profile in people.iterator(_BATCH):
        jobs, credentials = profile.experience.all(), profile.credentials.all()
        day = profile_dates.next_change(profile, jobs, credentials, today)
        yield from _difference(f"profile {profile.pk}", profile.next_change, day, today)
    for posting in Posting.objects.filter(pk__in=postings).order_by("id").iterator(_BATCH):
        day = posting_dates.next_change(posting, today)
        yield from _difference(f"posting {posting.pk}", posting.next_change, day, today)


def _difference(
    subject: str, stored: date | None, day: date | None, today: date
) -> Iterator[Difference]:
    overdue = stored is not None and stored <= today
    if stored != day and not overdue:
        yield Difference(subject, f"is next looked at on {stored}, should be on {day}")
