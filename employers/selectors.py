"""Reads that span organisations and postings. What a person may not see does not exist."""

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from employers.models import Membership, Organisation, Posting, RequiredCredential, Requirement
from skills.folding import fold
from skills.models import OccupationAlias, OccupationCredential
from skills.typical import UsedSkill, skills_used_in

# Roles of members that may change postings and decide on candidates; a viewer only reads.
WRITING_ROLES = (Membership.Role.OWNER, Membership.Role.RECRUITER)
_MOST_WORDS = 8


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


def whole_posting(pk: int) -> Posting:
    """A posting with all it asks, as it is now. Raises Posting.DoesNotExist."""
    return _whole(Posting.objects.filter(pk=pk)).get()


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


def memberships_of(user: User) -> QuerySet[Membership]:
    """What this person may do for which organisation, by the organisations' names."""
    return (
        Membership.objects.filter(user=user)
        .select_related("organisation")
        .order_by("organisation__name", "organisation_id")
    )


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Who acts for the organisation, longest first."""
    return organisation.memberships.select_related("user").order_by("joined_at", "id")


def person_who_hires(email: str) -> User | None:
    """The person who signed up to hire with this address; None for anybody else."""
    return User.objects.filter(email=email.lower(), role=User.Role.EMPLOYER, is_active=True).first()


def search_postings(
    *, words: str = "", work_mode: str = "", sector: str = "", occupation: str = ""
) -> QuerySet[Posting]:
    """Public postings that have every word in their title, employer, town or kind of work.

    A kind of work is known by all its names in both languages. `sector` is that of the
    occupation; `occupation` is its code.
    """
    found = public_postings()
    for word in [word for word in words.split() if fold(word)][:_MOST_WORDS]:
        named = OccupationAlias.objects.filter(
            occupation=OuterRef("occupation"), folded__contains=fold(word)
        )
        found = found.filter(
            Q(title__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(town__icontains=word)
            | Exists(named)
        )
    if work_mode:
        found = found.filter(work_mode=work_mode)
    if sector:
        found = found.filter(occupation__sector=sector)
    if occupation:
        found = found.filter(occupation__code=occupation)
    return found


def openings_by_occupation() -> dict[int, int]:
    """{occupation id: how many public postings}, in one query."""
    public = Posting.objects.public(timezone.localdate()).filter(occupation__isnull=False)
    return dict(public.order_by().values_list("occupation_id").annotate(Count("id")))


def postings_like(posting: Posting, limit: int = 3) -> QuerySet[Posting]:
    """The newest public postings of the same kind of work."""
    return public_postings().filter(occupation=posting.occupation_id).exclude(pk=posting.pk)[:limit]


def posting_once_public(slug: str) -> Posting | None:
    """A posting that anybody could read before it closed, of an organisation still verified."""
    today = timezone.localdate()
    over = Q(status=Posting.Status.CLOSED, opens_on__lte=F("closed_at__date")) | Q(
        status=Posting.Status.PUBLISHED, closes_on__lt=today
    )
    return (
        Posting.objects.select_related("organisation")
        .filter(over, slug=slug, organisation__status=Organisation.Status.VERIFIED)
        .first()
    )


def typical_skills(posting: Posting) -> list[UsedSkill]:
    """What such jobs usually ask and this posting does not yet, what matters most first."""
    if posting.occupation_id is None:
        return []
    asked = posting.requirements.values_list("skill", flat=True)
    return skills_used_in(posting.occupation_id, without=list(asked))


def posting_shares() -> dict[int, float]:
    """{skill id: share of the public postings that ask for it}; empty where there is none."""
    public = public_postings()
    total = public.count()
    if not total:
        return {}
    asked = (
        Requirement.objects.filter(posting__in=public.order_by().values("pk"))
        .order_by()
        .values_list("skill")
        .annotate(n=Count("posting", distinct=True))
    )
    return {skill: count / total for skill, count in asked}


def typical_credentials(posting: Posting) -> list[OccupationCredential]:
    """What the law usually asks for such jobs and this posting does not yet."""
    if posting.occupation_id is None:
        return []
    return list(
        OccupationCredential.objects.filter(
            occupation=posting.occupation_id, required=True, credential__retired=False
        )
        .exclude(credential__in=posting.gates.values("credential"))
        .select_related("credential")
        .order_by("credential__label_en", "id")
    )
