"""Every pair by the plain reference scorer, and the first K of every list as readers get it.

Nothing here shares code with the drain but the snapshots and the engine's definition: no columns,
no floors, no masks in arrays.
"""

from collections.abc import Callable, Iterator
from functools import partial

from django.conf import settings

from jobseekers.dates import age_on
from matching import engine, snapshots, stored
from matching.check.frame import Frame
from matching.check.lists import Entry, difference
from matching.check.report import Difference, Side
from matching.pool import ENGINE
from matching.sharding import all_shards, shard_of
from matching.snapshots import PostingSnapshot, ProfileSnapshot
from matching.stored import Ranked

# A rank: (-key, id, packed score), so that sorting puts the best first.
_Place = tuple[int, int, int]


def compare_all(
    frame: Frame, tell: Callable[[int], None]
) -> tuple[tuple[Side, ...], list[Difference]]:
    """All lists, each computed from every pair; `tell` counts the profiles."""
    profiles = snapshots.load_profiles(frame.profiles.ids.tolist(), frame.as_of)
    postings = snapshots.load_postings(frame.postings.ids.tolist(), frame.as_of)
    of_profiles: dict[int, list[_Place]] = {id: [] for id in sorted(profiles)}
    of_postings: dict[int, list[_Place]] = {id: [] for id in sorted(postings)}
    for done, (profile_id, profile) in enumerate(profiles.items()):
        for posting_id, posting in postings.items():
            key, packed = _place(frame, profile, posting)
            if not packed:
                continue
            of_profiles[profile_id].append((-key, posting_id, packed))
            if profile.visible:
                of_postings[posting_id].append((-key, profile_id, packed))
        tell(done + 1)
    wrong_profiles = list(_profile_differences(frame, of_profiles))
    wrong_postings = list(_posting_differences(frame, of_postings))
    sides = (
        Side("profile", len(profiles), len(profiles), len(wrong_profiles)),
        Side("posting", len(postings), len(postings), len(wrong_postings)),
    )
    return sides, wrong_profiles + wrong_postings


def score(frame: Frame, profile: ProfileSnapshot, posting: PostingSnapshot) -> int:
    """The pair's packed score by the reference, whatever else stands between the two."""
    found = engine.score(profile.input, posting.input, frame.taxonomy, ENGINE, frame.as_of)
    return engine.pack(found.fit, found.gates_open)


def _place(frame: Frame, profile: ProfileSnapshot, posting: PostingSnapshot) -> tuple[int, int]:
    """The pair's rank key and packed score; 0 where it is no match."""
    packed = score(frame, profile, posting)
    fit, gates_open = engine.unpack(packed)
    born = profile.birth_date
    is_old_enough = born is None or age_on(born, frame.as_of) >= posting.minimum_age
    if fit < ENGINE.floor or not is_old_enough:
        return 0, 0
    pair = engine.pair_hash(profile.input.id, posting.input.id)
    return engine.rank_key(gates_open, fit, pair), packed


def _profile_differences(frame: Frame, expected: dict[int, list[_Place]]) -> Iterator[Difference]:
    keep, behind = settings.MATCHING_POSTINGS_PER_PROFILE, frame.behind
    for id, places in expected.items():
        shard = shard_of(id)
        if not behind.owner("profile", id, shard):
            read, waiting = partial(stored.postings_for, id), behind.postings_in(shard)
            yield from _compare(f"profile {id}", "posting", read, _best(places, keep), waiting)


def _posting_differences(frame: Frame, expected: dict[int, list[_Place]]) -> Iterator[Difference]:
    keep, behind = settings.MATCHING_PROFILES_PER_POSTING, frame.behind
    for id, places in expected.items():
        if not any(behind.owner("posting", id, shard) for shard in all_shards()):
            read, waiting = partial(stored.candidates_for, id), behind.profiles
            yield from _compare(f"posting {id}", "profile", read, _best(places, keep), waiting)


def _compare(
    subject: str,
    kind: str,
    read: Callable[[], Ranked],
    wanted: list[Entry],
    waiting: frozenset[int],
) -> Iterator[Difference]:
    try:
        ranked = read()
    except ValueError as error:
        yield Difference(subject, f"cannot be read: {error}")
        return
    packed = engine.pack(ranked.fit, ranked.gates_open)
    there = list(zip(ranked.ids.tolist(), packed.tolist(), strict=True))
    found = difference(subject, kind, there, wanted, waiting)
    if found:
        yield found


def _best(places: list[_Place], keep: int) -> list[Entry]:
    return [(id, packed) for _, id, packed in sorted(places)[:keep]]
