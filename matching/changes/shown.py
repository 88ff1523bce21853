"""Who and what may be named in a change, as things are today."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from employers.models import Organisation, Posting
from jobseekers.dates import is_old_enough
from jobseekers.models import Profile
from matching.selectors import people_shown


@dataclass(frozen=True, slots=True)
class ShownPosting:
    """A posting with its organisation; `is_public` where its page can be opened."""

    posting: Posting
    is_public: bool


def postings_shown(profile: Profile, ids: Collection[int]) -> dict[int, ShownPosting]:
    """Those of the postings that the person may read of, in two queries.

    One that has closed keeps its name; one of an employer who is no longer verified, or that the
    law keeps from people of this age, does not.
    """
    today = timezone.localdate()
    named = (
        Posting.objects.filter(pk__in=ids, organisation__status=Organisation.Status.VERIFIED)
        .exclude(status=Posting.Status.DRAFT)
        .select_related("organisation", "occupation")
    )
    public = set(Posting.objects.public(today).filter(pk__in=ids).values_list("pk", flat=True))
    return {
        posting.pk: ShownPosting(posting, posting.pk in public)
        for posting in named
        if is_old_enough(
            profile.birth_date,
            posting.occupation.minimum_age if posting.occupation else None,
            today,
        )
    }


def profiles_shown(posting: Posting, ids: Collection[int]) -> dict[int, Profile]:
    """Those of the people whom the employer may find for the posting today, in three queries."""
    return Profile.objects.in_bulk(people_shown(posting, ids))
