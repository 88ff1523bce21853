"""Pages of the ranked lists, single pairs, and whether a list is up to date."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from datetime import date

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from employers.models import Posting
from jobseekers.dates import is_old_enough
from jobseekers.models import Profile, ProfileQuerySet
from matching import engine, stored
from matching.live import Filters
from matching.pool import engine_version
from matching.selectors.cursors import Cut, cut
from matching.selectors.filtered import filtered_matches
from matching.selectors.narrowing import CandidateFilters, narrow
from matching.selectors.pairs import describe
from matching.selectors.shapes import Freshness, MatchPage, MatchView, Narrowed
from matching.stored import Ranked

_ALL_MATCHES = Filters()
_ALL_CANDIDATES = CandidateFilters()


def matches_page(
    profile: Profile,
    filters: Filters = _ALL_MATCHES,
    *,
    cursor: str | None = None,
    size: int = 20,
) -> MatchPage:
    """A page of the profile's best postings, best first. Raises BadCursorError.

    With filters it is cut from all open postings, scored now; without, from the stored list.
    """
    if filters:
        return filtered_matches(profile, filters, cursor=cursor, size=size)
    ranked = stored.postings_for(profile.pk)
    today = timezone.localdate()
    listed = Posting.objects.public(today).filter(pk__in=ranked.ids.tolist())
    shown = {
        pk
        for pk, least in listed.values_list("pk", "occupation__minimum_age")
        if is_old_enough(profile.birth_date, least, today)
    }
    page = _cut(ranked, engine.pair_hash(profile.pk, ranked.ids), shown, cursor, size)
    postings = Posting.objects.select_related("organisation").in_bulk(page.items)
    pairs = [(profile, postings[pk]) for pk in page.items if pk in postings]
    return _page(pairs, page, ranked, _freshness(ranked, profile), total=len(shown))


def candidates_page(
    posting: Posting,
    filters: CandidateFilters = _ALL_CANDIDATES,
    *,
    cursor: str | None = None,
    size: int = 20,
) -> MatchPage:
    """A page of the posting's best visible profiles, best first. Raises BadCursorError.

    A posting that is not public has none. Filters narrow the stored list: where that was cut, they
    are filters of the best alone.
    """
    ranked = stored.candidates_for(posting.pk)
    today = timezone.localdate()
    is_public = _is_public(posting, today)
    shown = _people_shown(posting, ranked.ids.tolist() if is_public else [], today)
    narrowed = None
    if filters:
        shown, narrowed = narrow(posting, ranked, shown, filters)
    page = _cut(ranked, engine.pair_hash(ranked.ids, posting.pk), shown, cursor, size)
    profiles = Profile.objects.in_bulk(page.items)
    pairs = [(profiles[pk], posting) for pk in page.items if pk in profiles]
    freshness = _freshness_of_candidates(posting, ranked, is_public)
    return _page(pairs, page, ranked, freshness, total=len(shown), narrowed=narrowed)


def people_shown(posting: Posting, profiles: Collection[int]) -> set[int]:
    """Those of the profiles that the employer may find for this posting today.

    A posting that is not public has none.
    """
    today = timezone.localdate()
    return _people_shown(posting, profiles if _is_public(posting, today) else [], today)


def _people_shown(posting: Posting, profiles: Collection[int], today: date) -> set[int]:
    least = _minimum_age(posting)
    listed = _findable().filter(pk__in=profiles)
    return {
        pk
        for pk, born in listed.values_list("pk", "birth_date")
        if is_old_enough(born, least, today)
    }


def candidate_counts(postings: Iterable[Posting]) -> dict[int, int]:
    """{posting id: how many candidates its list shows today}, in three queries for any number.

    The same people as in `candidates_page`; a posting that is not public has none.
    """
    today = timezone.localdate()
    by_id = {posting.pk: posting for posting in postings}
    public = set(Posting.objects.public(today).filter(pk__in=by_id).values_list("pk", flat=True))
    lists = {pk: ranked.ids.tolist() for pk, ranked in stored.candidates_for_each(public).items()}
    listed = {pk for ids in lists.values() for pk in ids}
    born = dict(_findable().filter(pk__in=listed).values_list("pk", "birth_date"))
    return {
        pk: sum(
            person in born and is_old_enough(born[person], _minimum_age(posting), today)
            for person in lists.get(pk, ())
        )
        for pk, posting in by_id.items()
    }


def match_for(profile: Profile, posting: Posting) -> MatchView:
    """This profile and any public posting, listed or not, with the one change that helps most.

    Raises Posting.DoesNotExist where the posting is not public, or the person is too young for it:
    nobody is told which, as in their list.
    """
    if not _is_open_to(profile, posting, timezone.localdate()):
        raise Posting.DoesNotExist
    found = describe([(profile, posting)], with_change=True)
    if not found:
        raise Posting.DoesNotExist
    return found[0]


def candidate_for(posting: Posting, ref: str) -> MatchView | None:
    """The visible profile of this reference and a public posting; None for anybody else."""
    profile = _findable().filter(ref=ref).first()
    if profile is None or not _is_open_to(profile, posting, timezone.localdate()):
        return None
    return next(iter(describe([(profile, posting)])), None)


def freshness_of_profile(profile: Profile) -> Freshness:
    """Whether the profile's list of postings follows from the profile as it is now."""
    return _freshness(stored.postings_for(profile.pk), profile)


def freshness_of_posting(posting: Posting) -> Freshness:
    """Whether the posting's list of candidates follows from the posting as it is now."""
    is_public = _is_public(posting, timezone.localdate())
    return _freshness_of_candidates(posting, stored.candidates_for(posting.pk), is_public)


def _findable() -> ProfileQuerySet:
    return Profile.objects.visible().of_active_people()


def _is_public(posting: Posting, today: date) -> bool:
    return Posting.objects.public(today).filter(pk=posting.pk).exists()


def _minimum_age(posting: Posting) -> int | None:
    return posting.occupation.minimum_age if posting.occupation else None


def _is_open_to(profile: Profile, posting: Posting, today: date) -> bool:
    return is_old_enough(profile.birth_date, _minimum_age(posting), today)


def _cut(
    ranked: Ranked,
    hashes: NDArray[np.int64],
    shown: Collection[int],
    cursor: str | None,
    size: int,
) -> Cut:
    """The page's ids: of the list, in its order, those that may be shown."""
    keys = engine.rank_key(ranked.gates_open, ranked.fit, hashes)
    here = np.isin(ranked.ids, list(shown))
    return cut(ranked.ids[here], keys[here], cursor, size)


def _page(
    pairs: list[tuple[Profile, Posting]],
    page: Cut,
    ranked: Ranked,
    freshness: Freshness,
    *,
    total: int,
    narrowed: Narrowed | None = None,
) -> MatchPage:
    return MatchPage(
        items=describe(pairs),
        next=page.next,
        previous=page.previous,
        total=total,
        complete=ranked.complete,
        narrowed=narrowed,
        **asdict(freshness),
    )


def _freshness(ranked: Ranked, owner: Profile | Posting) -> Freshness:
    """A list is out of date, too, where a date has passed that has not been followed yet."""
    version = engine_version()
    is_due = owner.next_change is not None and owner.next_change <= timezone.localdate()
    return Freshness(
        fresh=ranked.is_fresh(owner.revision, version) and not is_due,
        computed_at=ranked.computed_at,
        engine_version=ranked.engine_version or version,
    )


def _freshness_of_candidates(posting: Posting, ranked: Ranked, is_public: bool) -> Freshness:
    """What is not public has no candidates to wait for, whatever its list still says."""
    freshness = _freshness(ranked, posting)
    return freshness if is_public else replace(freshness, fresh=True)
