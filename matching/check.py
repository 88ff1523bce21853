"""Holds the stored lists against the plain reference scorer, on fresh snapshots of everything.

Nothing here shares code with the drain but the snapshots and the engine's definition: no columns,
no floors, no masks in arrays. It scores every pair that the checked lists could hold.
"""

import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from employers import dates as posting_dates
from employers.models import Posting
from jobseekers import dates as profile_dates
from jobseekers.dates import age_on
from jobseekers.models import Profile
from matching import engine, snapshots, stored
from matching.models import MatchCheck, OutboxEntry, PostingSlice, ProfileList
from matching.pool import ENGINE, engine_version
from matching.sharding import all_shards, shard_of
from matching.snapshots import PostingSnapshot, ProfileSnapshot
from matching.stored import Ranked

# A rank: (-key, id), so that sorting puts the best first; and the score behind it.
_Place = tuple[int, int, engine.Score]


_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """What is stored otherwise than it should be: of what (such as "profile 7"), and how."""

    subject: str
    problem: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. With changes still pending, differences mean nothing."""

    lists: int
    pending: int
    sample: int | None
    differences: tuple[Difference, ...]
    seconds: float

    @property
    def is_clean(self) -> bool:
        """Whether nothing was pending and nothing differed."""
        return not self.pending and not self.differences


def wait_until_drained(seconds: float) -> bool:
    """Waits until nothing is pending, so long at most; whether that came true."""
    until = time.monotonic() + seconds
    while OutboxEntry.objects.filter(set_aside_at__isnull=True).exists():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def check_matches(*, sample: int | None = None) -> Report:
    """Compares the first K of every list, or of so many random ones a side, and records it."""
    started = timezone.now()
    with _one_snapshot():
        pending = OutboxEntry.objects.count()
        everything = _Everything(timezone.localdate(started))
        lists, differences = _compare(everything, sample)
    finished = timezone.now()
    MatchCheck.objects.create(
        started_at=started,
        finished_at=finished,
        lists=lists,
        differences=len(differences),
        sample=sample,
    )
    return Report(
        lists=lists,
        pending=pending,
        sample=sample,
        differences=tuple(differences),
        seconds=round((finished - started).total_seconds(), 2),
    )


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """All reads see the database at one moment."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


class _Everything:
    """All profiles, postings and the taxonomy, as they are in the database."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.taxonomy = snapshots.load_taxonomy()
        self.engine_version = engine_version()
        people = snapshots.revisions_of(snapshots.profiles_matched())
        postings = snapshots.posting_revisions(as_of)
        self.profile_revisions = people.of(people.ids)
        self.posting_revisions = postings.of(postings.ids)
        self.profiles = snapshots.load_profiles(people.ids.tolist(), as_of)
        self.postings = snapshots.load_postings(postings.ids.tolist(), as_of)

    def place(self, profile: ProfileSnapshot, posting: PostingSnapshot) -> tuple[int, engine.Score]:
        """The pair's rank key and score."""
        score = engine.score(profile.input, posting.input, self.taxonomy, ENGINE, self.as_of)
        pair = engine.pair_hash(profile.input.id, posting.input.id)
        return engine.rank_key(score.gates_open, score.fit, pair), score

    def is_old_enough(self, profile: ProfileSnapshot, posting: PostingSnapshot) -> bool:
        """Whether the law lets this person do this work, as far as we know their age."""
        born = profile.birth_date
        return born is None or age_on(born, self.as_of) >= posting.minimum_age


def _compare(everything: _Everything, sample: int | None) -> tuple[int, list[Difference]]:
    profiles = _chosen(everything.profiles, sample)
    postings = _chosen(everything.postings, sample)
    of_profiles: defaultdict[int, list[_Place]] = defaultdict(list)
    of_postings: defaultdict[int, list[_Place]] = defaultdict(list)
    for profile_id, profile in everything.profiles.items():
        others = everything.postings if profile_id in profiles else postings
        for posting_id in others:
            posting = everything.postings[posting_id]
            key, score = everything.place(profile, posting)
            if score.fit < ENGINE.floor or not everything.is_old_enough(profile, posting):
                continue
            if profile_id in profiles:
                of_profiles[profile_id].append((-key, posting_id, score))
            if posting_id in postings and profile.visible:
                of_postings[posting_id].append((-key, profile_id, score))
    differences = [
        *_profile_differences(everything, profiles, of_profiles),
        *_posting_differences(everything, postings, of_postings),
        *_orphans(everything),
        *_overdue(everything.as_of),
        *_wrong_dates(profiles, postings, everything.as_of),
    ]
    return len(profiles) + len(postings), differences


def _chosen(objects: Iterable[int], sample: int | None) -> set[int]:
    ids = sorted(objects)
    if sample is None or sample >= len(ids):
        return set(ids)
    return set(secrets.SystemRandom().sample(ids, sample))


def _profile_differences(
    everything: _Everything, ids: Iterable[int], expected: dict[int, list[_Place]]
) -> Iterator[Difference]:
    for id in sorted(ids):
        subject, ranked = f"profile {id}", stored.postings_for(id)
        revision = everything.profile_revisions[id]
        yield from _stamp_differences(subject, ranked, revision, everything.engine_version)
        keep = settings.MATCHING_POSTINGS_PER_PROFILE
        yield from _entry_differences(
            subject, "posting", ranked, sorted(expected.get(id, ()))[:keep]
        )


def _posting_differences(
    everything: _Everything, ids: Iterable[int], expected: dict[int, list[_Place]]
) -> Iterator[Difference]:
    for id in sorted(ids):
        subject, ranked = f"posting {id}", stored.candidates_for(id)
        revision = everything.posting_revisions[id]
        yield from _stamp_differences(subject, ranked, revision, everything.engine_version)
        keep = settings.MATCHING_PROFILES_PER_POSTING
        yield from _entry_differences(
            subject, "profile", ranked, sorted(expected.get(id, ()))[:keep]
        )


def _stamp_differences(
    subject: str, ranked: Ranked, revision: int, version: str
) -> Iterator[Difference]:
    if ranked.revision is None:
        yield Difference(subject, "has no list, or not in every shard")
        return
    if ranked.revision != revision:
        yield Difference(subject, f"list of revision {ranked.revision}, should be {revision}")
    if ranked.engine_version != version:
        yield Difference(subject, f"list by {ranked.engine_version or 'several'}, not {version}")


def _entry_differences(
    subject: str, other: str, ranked: Ranked, expected: list[_Place]
) -> Iterator[Difference]:
    def say(id: int, fit: int, gates_open: bool) -> str:
        return f"{other} {id} ({fit / 100:.2f}, {'open' if gates_open else 'gate closed'})"

    there = [
        say(*row)
        for row in zip(
            ranked.ids.tolist(), ranked.fit.tolist(), ranked.gates_open.tolist(), strict=True
        )
    ]
    wanted = [say(id, score.fit, score.gates_open) for _, id, score in expected]
    if there == wanted:
        return
    rank = next(
        (at for at, (one, two) in enumerate(zip(there, wanted, strict=False)) if one != two),
        min(len(there), len(wanted)),
    )
    has = there[rank] if rank < len(there) else "nothing"
    should = wanted[rank] if rank < len(wanted) else "nothing"
    wrong = len(set(there) ^ set(wanted))
    yield Difference(
        subject,
        f"at rank {rank + 1} of {len(wanted)} stands {has}, should stand {should}"
        f" ({len(there)} stored, {wrong} in one list only)",
    )


def _orphans(everything: _Everything) -> Iterator[Difference]:
    rows = ProfileList.objects.order_by("profile_id").values_list("profile_id", "shard")
    for id, shard in rows:
        if id not in everything.profiles:
            yield Difference(f"profile {id}", "has a list, but no matches are due to it")
        elif shard != shard_of(id):
            yield Difference(f"profile {id}", f"has its list in shard {shard}")
    slices = PostingSlice.objects.order_by("posting_id", "shard").values_list("posting_id", "shard")
    for id, shard in slices:
        if id not in everything.postings:
            yield Difference(f"posting {id}", f"has candidates in shard {shard}, but is not public")
        elif shard not in all_shards():
            yield Difference(f"posting {id}", f"has candidates in shard {shard}, which is none")


def _overdue(today: date) -> Iterator[Difference]:
    due: tuple[tuple[str, Callable], ...] = (
        ("profile", Profile.objects.due),
        ("posting", Posting.objects.due),
    )
    for kind, rows in due:
        for id, day in rows(today).order_by("id").values_list("id", "next_change"):
            yield Difference(f"{kind} {id}", f"was to be looked at again on {day}")


def _wrong_dates(
    profile_ids: Iterable[int], posting_ids: Iterable[int], today: date
) -> Iterator[Difference]:
    """Those whose next date is not the one that their data give; overdue ones are told already."""
    people = (
        Profile.objects.filter(pk__in=profile_ids)
        .prefetch_related("experience", "credentials")
        .order_by("id")
    )
    for profile in people.iterator(_BATCH):
        jobs, credentials = profile.experience.all(), profile.credentials.all()
        day = profile_dates.next_change(profile, jobs, credentials, today)
        yield from _date_difference(f"profile {profile.pk}", profile.next_change, day, today)
    for posting in Posting.objects.filter(pk__in=posting_ids).order_by("id").iterator(_BATCH):
        day = posting_dates.next_change(posting, today)
        yield from _date_difference(f"posting {posting.pk}", posting.next_change, day, today)


def _date_difference(
    subject: str, stored: date | None, day: date | None, today: date
) -> Iterator[Difference]:
    overdue = stored is not None and stored <= today
    if stored != day and not overdue:
        yield Difference(subject, f"is next looked at on {stored}, should be on {day}")
