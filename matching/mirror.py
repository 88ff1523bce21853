"""A worker's copy of a shard's lists, and the only code that writes them.

The copy can be trusted because a shard's commits come one after the other under its lock, and each
leaves a row with its number, the changes that it followed and the owners of the lists it wrote:
what other workers did is in the rows with a higher number. A copy whose transaction failed is
thrown away, never repaired. Commits are durable before the next drain builds on them (no
asynchronous commit), so a crash of the database can't take back what a copy already holds; a
database that was replaced is told by its identity.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection

from matching.lists import Lists, StoredList
from matching.models import PostingSlice, ProfileList, RankedList, ShardCommit, ShardState
from matching.outbox import Work
from matching.snapshots import Changed
from matching.storing import Stamped, Store

# Up to so many lists it costs little to look for the rows that they replace.
_FEW = 2_000
# A worker that has slept through more commits reads everything anew.
_COMMITS_KEPT = 1_000


@dataclass(slots=True)
class Side:
    """The lists of one kind of owner, with the revision and engine version that each carries."""

    model: type[RankedList]
    owner: str
    conflict: list[str]
    lists: Lists
    stamps: dict[int, tuple[int, str]] = field(default_factory=dict)
    dirty: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)

    def stamp(self, owner: int, revision: int, engine_version: str) -> None:
        """The owner's list is now computed from this revision with this engine."""
        if self.stamps.get(owner) != (revision, engine_version):
            self.stamps[owner] = (revision, engine_version)
            self.dirty.add(owner)

    def remove(self, owners: Iterable[int]) -> None:
        """These lists are no more, here and in the database."""
        gone = set(owners)
        self.forget(gone)
        self.gone |= gone

    def forget(self, owners: Iterable[int]) -> None:
        """Drops these lists from memory alone."""
        for owner in owners:
            self.stamps.pop(owner, None)
            self.lists.remove([owner])
            self.dirty.discard(owner)

    def strangers(self, owners: Any) -> set[int]:
        """Owners of lists that are not among these."""
        return set(self.lists.owners.tolist()).difference(owners.tolist())

    def load(self, shard: int, owners: Iterable[int] | None = None) -> None:
        """Reads what the database has: all, or the lists of these owners, gone ones included."""
        rows = self.model._default_manager.filter(shard=shard)
        if owners is not None:
            self.forget(owners)
            rows = rows.filter(**{f"{self.owner}__in": list(owners)})
        columns = (self.owner, "entries", "complete", "floor", "revision", "engine_version")
        for owner, entries, complete, floor, revision, version in rows.values_list(
            *columns
        ).iterator(chunk_size=2000):
            self.lists.load([StoredList(owner, entries, complete, floor)])
            self.stamps[owner] = (revision, version)

    def write(self, shard: int, version: int, now: datetime) -> list[int]:
        """Stores what changed since the last write; returns whose lists that were."""
        written = sorted(self.dirty | self.gone)
        if self.gone:
            self._store.remove(self.gone, shard=shard)
        if len(self.dirty) > max(_FEW, len(self.lists) // 2):
            everybody = sorted(self.lists.owners.tolist())
            self._store.put_all(self._stamped(everybody), shard=shard, version=version, now=now)
        elif self.dirty:
            changed = self._stamped(sorted(self.dirty))
            self._store.put(changed, shard=shard, version=version, now=now)
        self.dirty, self.gone = set(), set()
        return written

    def _stamped(self, owners: list[int]) -> Iterator[Stamped]:
        return ((self.lists.stored(owner), *self.stamps[owner]) for owner in owners)

    @property
    def _store(self) -> Store:
        return Store(self.model, self.owner, self.conflict)


class Mirror:
    """All lists of a shard: of its profiles, and its slice of every posting's candidates."""

    def __init__(self, shard: int) -> None:
        self.shard = shard
        self._identity = ""
        self.built_for = ""
        self._forget()

    def _forget(self) -> None:
        self.version = -1
        self.profiles = Side(
            ProfileList,
            "profile_id",
            ["profile_id"],
            _lists(settings.MATCHING_POSTINGS_PER_PROFILE, of_profiles=True),
        )
        self.postings = Side(
            PostingSlice,
            "posting_id",
            ["posting_id", "shard"],
            _lists(settings.MATCHING_PROFILES_PER_POSTING, of_profiles=False),
        )

    def delete_foreign_shards(self) -> None:
        """Deletes the lists of shards that are no more, since there were made fewer."""
        for model in (ProfileList, PostingSlice):
            model.objects.filter(shard__gte=settings.MATCHING_SHARDS).delete()
        # Their numbers go on where they ended, should they ever be back.
        ShardState.objects.filter(shard__gte=settings.MATCHING_SHARDS).update(built_for="")

    def sync(self) -> Changed | None:
        """Takes over what other workers wrote; under the shard's lock that is all that there is.

        Returns what changes they followed, None where that may be anything.
        """
        identity, version, self.built_for = _state(self.shard)
        commits: list[ShardCommit] | None = None
        if identity == self._identity and 0 <= self.version <= version:
            commits = _commits(self.shard, self.version, version)
        self._identity = identity
        if commits is None:
            self._forget()
            self.profiles.load(self.shard)
            self.postings.load(self.shard)
        else:
            _load(self.profiles, self.shard, (commit.profile_lists for commit in commits))
            _load(self.postings, self.shard, (commit.posting_lists for commit in commits))
        self.version = version
        if commits is None:
            return None
        return Changed(
            profiles={id for commit in commits for id in commit.profiles},
            postings={id for commit in commits for id in commit.postings},
        )

    def write(self, now: datetime, work: Work, *, built_for: str | None = None) -> int:
        """Stores what changed under the shard's next commit number; returns the rows written.

        `work` is what was followed, and `built_for` what a rebuild of everything was made for.
        """
        version = self.version + 1
        of_profiles = self.profiles.write(self.shard, version, now)
        of_postings = self.postings.write(self.shard, version, now)
        ShardCommit.objects.create(
            shard=self.shard,
            version=version,
            is_rebuild=built_for is not None,
            profiles=work.profiles,
            postings=work.postings,
            profile_lists=of_profiles,
            posting_lists=of_postings,
        )
        ShardCommit.objects.filter(shard=self.shard, version__lte=version - _COMMITS_KEPT).delete()
        values: dict[str, Any] = {"version": version, "drained_at": now}
        if built_for is not None:
            values["built_for"] = built_for
        ShardState.objects.update_or_create(shard=self.shard, defaults=values)
        self.version = version
        return len(of_profiles) + len(of_postings)


def _load(side: Side, shard: int, owners: Iterable[list[int]]) -> None:
    written = {owner for some in owners for owner in some}
    if written:
        side.load(shard, written)


def _commits(shard: int, after: int, until: int) -> list[ShardCommit] | None:
    """The shard's commits after one and until another; None where they are no longer all kept."""
    if after == until:
        return []
    commits = list(ShardCommit.objects.filter(shard=shard, version__gt=after))
    if len(commits) != until - after or any(commit.is_rebuild for commit in commits):
        return None
    return commits


def _lists(keep: int, *, of_profiles: bool) -> Lists:
    return Lists(keep=keep, reserve=settings.MATCHING_RESERVE, of_profiles=of_profiles)


def _state(shard: int) -> tuple[str, int, str]:
    """The database's identity, the shard's commit number, and what its lists were built for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_postmaster_start_time()::text || %s::regclass::oid::text,"
            " coalesce(max(version), 0), coalesce(max(built_for), '')"
            " FROM matching_shardstate WHERE shard = %s",
            [ProfileList._meta.db_table, shard],
        )
        identity, version, built_for = cursor.fetchone()
    return identity, version, built_for
