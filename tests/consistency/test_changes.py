"""Random acts of both kinds: what a drain notes is what it did to the lists."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from django.conf import settings as portal

from matching.changes.compare import CHANGE, standing
from matching.lists import unpack_entries
from matching.models import MatchChange, OutboxEntry, PostingSlice, ProfileList
from matching.recompute import Outcome, drain
from tests.consistency.test_state_machine import Matching, run, small_world, tiny_lists
from tests.taxonomy import SmallTaxonomy

__all__ = ["tiny_lists"]

Kind, Side = MatchChange.Kind, MatchChange.Side
Key = tuple[int, int]
Lists = dict[Key, dict[int, int]]
"""{(side, owner): {entry: how it stands}}, of one shard."""


class Noting(Matching):
    """The same acts; every drain is held against what it has noted."""

    def one_shard_is_drained(self, shard: int) -> None:
        is_rebuild = OutboxEntry.objects.filter(shard=shard, kind="shard").exists()
        before, last = stored(shard), newest()
        assert drain(shard) is Outcome.DONE
        noted = MatchChange.objects.filter(id__gt=last).order_by("id")
        if is_rebuild:
            assert not noted.exists()
        else:
            add_up(before, noted, stored(shard))

    def nothing_differs(self, shards: list[int]) -> None:
        for shard in shards:
            self.one_shard_is_drained(shard)
        super().nothing_differs(shards)


def newest() -> int:
    row = MatchChange.objects.order_by("id").last()
    return row.pk if row else 0


def stored(shard: int) -> Lists:
    """The lists of a shard as their readers see them."""
    keep = portal.MATCHING_POSTINGS_PER_PROFILE, portal.MATCHING_PROFILES_PER_POSTING
    rows = [
        ((side, owner), unpack_entries(entries), length)
        for side, model, owner_field, length in (
            (Side.PROFILE, ProfileList, "profile_id", keep[0]),
            (Side.POSTING, PostingSlice, "posting_id", keep[1]),
        )
        for owner, entries in model.objects.filter(shard=shard).values_list(owner_field, "entries")
    ]
    return {
        key: dict(zip(ids[:length].tolist(), standing(scores[:length]).tolist(), strict=True))
        for key, (ids, scores), length in rows
    }


def add_up(before: Lists, noted: Any, after: Lists) -> None:
    """The lists before and the changes noted give the lists after."""
    lists = {key: dict(entries) for key, entries in before.items()}
    for row in noted:
        for owner, changes in by_owner(row):
            key = (row.side, owner)
            if row.kind == Kind.FIRST:
                assert not lists.get(key)
                lists[key] = after[key]
            elif row.kind == Kind.ENDED:
                assert lists.pop(key)
            else:
                assert len(changes)
                fold(lists.setdefault(key, {}), changes)
    assert {key: one for key, one in lists.items() if one} == {
        key: one for key, one in after.items() if one
    }


def fold(entries: dict[int, int], changes: Any) -> None:
    was, is_now = standing(changes["before"]), standing(changes["after"])
    for id, old, new in zip(changes["id"].tolist(), was.tolist(), is_now.tolist(), strict=True):
        assert old != new
        assert entries.pop(id, 0) == old
        if new:
            entries[id] = new


def by_owner(row: MatchChange) -> Iterator[tuple[int, Any]]:
    changes = np.frombuffer(row.entries, dtype=CHANGE)
    start = 0
    for owner, end in zip(row.owners, row.ends, strict=True):
        yield owner, changes[start:end]
        start = end


@pytest.mark.django_db
def test_changes_add_up_to_the_lists(tiny_lists: None, taxonomy: SmallTaxonomy) -> None:
    small_world(taxonomy)
    Noting.taxonomy = taxonomy
    run(Noting, examples=12, steps=30)


@pytest.mark.full
@pytest.mark.django_db
def test_changes_add_up_to_the_lists_for_long(tiny_lists: None, taxonomy: SmallTaxonomy) -> None:
    small_world(taxonomy)
    Noting.taxonomy = taxonomy
    run(Noting, examples=100, steps=60)
