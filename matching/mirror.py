"""A worker's copy of a shard's lists, and the only code that writes them.

The copy can be trusted because a shard's commits come one after the other under its lock, and each
stamps the rows it wrote with the shard's next commit number: what other workers wrote are the rows
with a higher number. A copy whose transaction failed is thrown away, never repaired. Commits are
durable before the next drain builds on them (no asynchronous commit), so a crash of the database
can't take back what a copy already holds; a database that was replaced is told by its identity.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection

from matching.lists import Lists, StoredList
from matching.models import PostingSlice, ProfileList, RankedList, ShardState

_PAGE = 500


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

    def load(self, shard: int, after: int) -> None:
        """Reads the rows that were written after this commit."""
        rows = self.model._default_manager.filter(shard=shard, version__gt=after).values_list(
            self.owner, "entries", "complete", "floor", "revision", "engine_version"
        )
        for owner, entries, complete, floor, revision, version in rows.iterator(chunk_size=2000):
            self.lists.load([StoredList(owner, entries, complete, floor)])
            self.stamps[owner] = (revision, version)

    def write(self, shard: int, version: int, now: datetime) -> int:
        """Stores what changed since the last write; returns the number of rows."""
        written = len(self.dirty) + len(self.gone)
        if self.gone:
            self.model._default_manager.filter(
                shard=shard, **{f"{self.owner}__in": self.gone}
            ).delete()
        owners = sorted(self.dirty)
        for start in range(0, len(owners), _PAGE):
            self.model._default_manager.bulk_create(
                [
                    self._row(owner, shard=shard, version=version, now=now)
                    for owner in owners[start : start + _PAGE]
                ],
                update_conflicts=True,
                unique_fields=self.conflict,
                update_fields=[
                    "shard",
                    "entries",
                    "count",
                    "complete",
                    "floor",
                    "revision",
                    "engine_version",
                    "computed_at",
                    "version",
                ],
            )
        self.dirty, self.gone = set(), set()
        return written

    def _row(self, owner: int, *, shard: int, version: int, now: datetime) -> RankedList:
        stored = self.lists.stored(owner)
        revision, engine_version = self.stamps[owner]
        return self.model(
            **{self.owner: owner},
            shard=shard,
            entries=stored.entries,
            count=stored.count,
            complete=stored.complete,
            floor=stored.floor,
            revision=revision,
            engine_version=engine_version,
            computed_at=now,
            version=version,
        )


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
            ["profile"],
            _lists(settings.MATCHING_POSTINGS_PER_PROFILE, of_profiles=True),
        )
        self.postings = Side(
            PostingSlice,
            "posting_id",
            ["posting", "shard"],
            _lists(settings.MATCHING_PROFILES_PER_POSTING, of_profiles=False),
        )

    def delete_foreign_shards(self) -> None:
        """Deletes the lists of shards that are no more, since there were made fewer."""
        for model in (ProfileList, PostingSlice):
            model.objects.filter(shard__gte=settings.MATCHING_SHARDS).delete()
        # Their numbers go on where they ended, should they ever be back.
        ShardState.objects.filter(shard__gte=settings.MATCHING_SHARDS).update(built_for="")

    def sync(self) -> None:
        """Takes over what other workers wrote. Call under the shard's lock."""
        identity, version, self.built_for = _state(self.shard)
        if identity != self._identity or version < self.version:
            self._forget()
            self._identity = identity
        if version != self.version:
            self.profiles.load(self.shard, self.version)
            self.postings.load(self.shard, self.version)
            self.version = version

    def write(self, now: datetime, *, built_for: str | None = None) -> int:
        """Stores what changed under the shard's next commit number; returns the rows written."""
        version = self.version + 1
        written = self.profiles.write(self.shard, version, now)
        written += self.postings.write(self.shard, version, now)
        if written or built_for is not None:
            values: dict[str, Any] = {"version": version, "drained_at": now}
            if built_for is not None:
                values["built_for"] = built_for
            ShardState.objects.update_or_create(shard=self.shard, defaults=values)
            self.version = version
        return written


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
