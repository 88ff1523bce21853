"""Who and what is to have lists, and what of it still waits to be followed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from employers.models import Posting
from jobseekers.models import Profile
from matching import engine, snapshots
from matching.check.report import Difference
from matching.models import OutboxEntry
from matching.pool import engine_version, latest_birth
from matching.sharding import all_shards
from matching.snapshots import Revisions

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Behind:
    """What waits, or is set aside, or is overdue: lists that it touches are not wrong yet."""

    profiles: frozenset[int]
    postings: dict[int, frozenset[int]]
    shards: frozenset[int]

    def owner(self, kind: str, id: int, shard: int) -> bool:
        """Whether this list has a change to follow."""
        if shard in self.shards:
            return True
        return id in (self.profiles if kind == "profile" else self.postings_in(shard))

    def postings_in(self, shard: int) -> frozenset[int]:
        """Postings that this shard has still to follow."""
        return self.postings.get(shard, frozenset())

    def profile_mask(self, ids: Ints) -> Mask:
        """Which of these profiles have a change waiting."""
        return _among(ids, self.profiles)

    def posting_mask(self, ids: Ints, shard: int) -> Mask:
        """Which of these postings have a change waiting in this shard."""
        return _among(ids, self.postings_in(shard))


class Frame:
    """Ids with their revisions, and beside them who may see whom; read once."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.engine_version = engine_version()
        self.taxonomy = snapshots.load_taxonomy()
        self.profiles = snapshots.revisions_of(snapshots.profiles_matched())
        self.postings = snapshots.posting_revisions(as_of)
        self.overdue = tuple(_overdue(as_of))
        self.behind = _behind(self.overdue)
        self.pending = OutboxEntry.objects.count()
        self._born, self._visible = self._people()
        self._minimum_age = self._ages()

    def profiles_of(self, shard: int) -> Ints:
        """The profiles that the shard owns."""
        ids = self.profiles.ids
        return ids[ids % len(all_shards()) == shard]

    def may_pair(self, profiles: Ints, postings: Ints) -> Mask:
        """Whether the law lets each person do each work, as far as we know their age."""
        born = self._born[np.searchsorted(self.profiles.ids, profiles)]
        ages = self._minimum_age[np.searchsorted(self.postings.ids, postings)]
        births = np.array([latest_birth(self.as_of, age) for age in range(int(ages.max()) + 1)])
        allowed: Mask = born <= births[ages]
        return allowed

    def is_visible(self, profiles: Ints) -> Mask:
        """Which of these profiles employers may find."""
        visible: Mask = self._visible[np.searchsorted(self.profiles.ids, profiles)]
        return visible

    def _people(self) -> tuple[Ints, Mask]:
        born = np.zeros(len(self.profiles.ids), dtype=np.int64)
        visible = np.zeros(len(self.profiles.ids), dtype=np.bool_)
        rows = snapshots.profiles_matched().values_list("id", "birth_date", "visibility")
        for id, birth, visibility in rows.iterator():
            row = np.searchsorted(self.profiles.ids, id)
            born[row] = birth.toordinal() if birth else 0
            visible[row] = visibility == Profile.Visibility.ANONYMOUS
        return born, visible

    def _ages(self) -> Ints:
        rows = dict(
            snapshots.postings_matched(self.as_of).values_list("id", "occupation__minimum_age")
        )
        return np.array([rows[id] or 0 for id in self.postings.ids.tolist()], dtype=np.int64)


def _behind(overdue: Iterable[tuple[str, int, date | None]]) -> Behind:
    profiles: set[int] = set()
    postings: defaultdict[int, set[int]] = defaultdict(set)
    shards: set[int] = set()
    rows = OutboxEntry.objects.order_by().values_list("kind", "object_id", "shard")
    for kind, id, shard in rows.iterator():
        if id is None:
            shards.add(shard)
        elif kind == OutboxEntry.Kind.PROFILE:
            profiles.add(id)
        else:
            postings[shard].add(id)
    for kind, id, _ in overdue:
        if kind == "profile":
            profiles.add(id)
        else:
            for shard in all_shards():
                postings[shard].add(id)
    by_shard = {shard: frozenset(ids) for shard, ids in postings.items()}
    return Behind(frozenset(profiles), by_shard, frozenset(shards))


def _overdue(today: date) -> Iterator[tuple[str, int, date | None]]:
    """What a date has changed and nobody has marked."""
    for kind, rows in (
        ("profile", Profile.objects.due(today)),
        ("posting", Posting.objects.due(today)),
    ):
        for id, day in rows.order_by("id").values_list("id", "next_change"):
            yield kind, id, day


def overdue_differences(frame: Frame) -> list[Difference]:
    """One for each."""
    return [
        Difference(f"{kind} {id}", f"was to be looked at again on {day}")
        for kind, id, day in frame.overdue
    ]


def say(kind: str, id: int, packed: int) -> str:
    """An entry in words."""
    fit, is_open = engine.unpack(packed)
    return f"{kind} {id} ({fit / 100:.2f}, {'open' if is_open else 'gate closed'})"


def keys(scores: NDArray[np.uint16], profiles: Ints, postings: Ints) -> Ints:
    """Rank keys of packed scores of pairs."""
    fit, gates_open = engine.unpack(scores)
    return engine.rank_key(gates_open, fit, engine.pair_hash(profiles, postings))


def revision_of(revisions: Revisions, ids: Ints) -> Ints:
    """The revision of each id, all of which are there."""
    found: Ints = revisions.revisions[np.searchsorted(revisions.ids, ids)]
    return found


def _among(ids: Ints, wanted: Iterable[int]) -> Mask:
    return np.isin(ids, np.array(sorted(wanted), dtype=np.int64))
