"""Matches among all open postings, scored now: those that pass filters, and those of visitors."""

from collections.abc import Mapping

from django.utils import timezone

from employers.models import Posting
from jobseekers.models import Profile
from matching import engine
from matching.live import Filters, find, openings
from matching.selectors.cursors import cut
from matching.selectors.pairs import describe
from matching.selectors.shapes import MatchPage, MatchView, Narrowed
from matching.snapshots import ProfileSnapshot, load_profiles
from matching.visitors import VISITOR_ID, Visitor


def filtered_matches(
    profile: Profile, filters: Filters, *, cursor: str | None = None, size: int = 20
) -> MatchPage:
    """A page of the profile's matches that pass, best first. Raises BadCursorError."""
    snapshot = load_profiles([profile.pk], timezone.localdate()).get(profile.pk)
    return _page(
        profile, snapshot or _nobody(profile.pk), filters, visitors={}, cursor=cursor, size=size
    )


def visitor_matches(
    visitor: Visitor, filters: Filters, *, cursor: str | None = None, size: int = 20
) -> MatchPage:
    """The same for somebody without an account."""
    snapshot = visitor.snapshot
    return _page(
        visitor.profile,
        snapshot,
        filters,
        visitors={VISITOR_ID: snapshot},
        cursor=cursor,
        size=size,
    )


def visitor_match(visitor: Visitor, posting: Posting) -> MatchView:
    """A visitor and a public posting, explained. Raises Posting.DoesNotExist if it is not."""
    found = describe([(visitor.profile, posting)], {VISITOR_ID: visitor.snapshot})
    if not found:
        raise Posting.DoesNotExist
    return found[0]


def _page(
    profile: Profile,
    snapshot: ProfileSnapshot,
    filters: Filters,
    *,
    visitors: Mapping[int, ProfileSnapshot],
    cursor: str | None,
    size: int,
) -> MatchPage:
    now = openings.now()
    place = None
    if profile.latitude is not None and profile.longitude is not None:
        place = profile.latitude, profile.longitude
    found = find(now, snapshot, place, filters)
    page = cut(found.ids, found.keys, cursor, size)
    public = Posting.objects.public(now.as_of).select_related("organisation").in_bulk(page.items)
    pairs = [(profile, public[pk]) for pk in page.items if pk in public]
    return MatchPage(
        items=describe(pairs, visitors),
        next=page.next,
        previous=page.previous,
        total=len(found.ids),
        complete=True,
        fresh=True,
        computed_at=timezone.now(),
        engine_version=now.version,
        narrowed=Narrowed(found.counts, found.total, found.without),
    )


def _nobody(id: int) -> ProfileSnapshot:
    """A person who may not sign in any more has no matches."""
    return ProfileSnapshot(
        engine.ProfileInput(id, (), (), None, ()), None, visible=False, through={}
    )
