"""Reads that span organisations and postings. What a person may not see does not exist."""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts.models import User
from employers.models import Membership, Organisation, Posting, RequiredCredential, Requirement

# Roles of members that may change postings and decide on candidates; a viewer only reads.
WRITING_ROLES = (Membership.Role.OWNER, Membership.Role.RECRUITER)


def _whole(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    return postings.select_related("organisation", "occupation").prefetch_related(
        Prefetch("requirements", Requirement.objects.select_related("skill")),
        Prefetch("gates", RequiredCredential.objects.select_related("credential").order_by("id")),
    )


def public_postings() -> QuerySet[Posting]:
    """Postings that anybody may read today, newest first, with all they ask (three queries)."""
    return _whole(Posting.objects.public(timezone.localdate())).order_by("-published_at", "-id")


def postings_of(user: User) -> QuerySet[Posting]:
    """The postings of this person's organisations, newest first, with all they ask."""
    return _whole(Posting.objects.of_member(user)).order_by("-id")


def organisations_of(user: User) -> QuerySet[Organisation]:
    """The organisations that this person acts for."""
    return Organisation.objects.filter(memberships__user=user).order_by("name", "id")


def organisations_written_by(user: User) -> QuerySet[Organisation]:
    """The organisations for which this person may write postings."""
    return Organisation.objects.filter(
        memberships__user=user, memberships__role__in=WRITING_ROLES
    ).order_by("name", "id")


def may_write(user: User, organisation: Organisation) -> bool:
    """Whether this person may change the organisation's postings."""
    return organisation.memberships.filter(user=user, role__in=WRITING_ROLES).exists()


def may_own(user: User, organisation: Organisation) -> bool:
    """Whether this person may change the organisation itself and its members."""
    return organisation.memberships.filter(user=user, role=Membership.Role.OWNER).exists()
