"""The synthetic load of the benchmarks is what it says, in arrays as in tables."""

import numpy as np
import pytest
from django.utils import timezone

from employers.models import Posting
from matching import snapshots
from matching.engine import DEFAULT, PostingColumns, ProfileColumns
from matching.models import OutboxEntry
from portal.bench.load import some_postings, some_profiles, some_taxonomy
from portal.bench.load.tables import fill


def assert_same_columns(one, other):
    for name in type(one).__dataclass_fields__:
        first, second = getattr(one, name), getattr(other, name)
        if isinstance(first, np.ndarray):
            assert first.dtype == second.dtype, name
            assert np.array_equal(first, second), name


def test_bulk_columns_of_profiles_are_those_built_one_by_one():
    columns = some_profiles(50).columns()
    assert_same_columns(columns, ProfileColumns.build(map(columns.profile, range(50))))


def test_bulk_columns_of_postings_weigh_what_those_built_one_by_one_weigh():
    taxonomy, openings = some_taxonomy(), some_postings(50)
    columns = openings.columns(taxonomy, DEFAULT)
    built = PostingColumns.build(map(openings.posting, range(50)), taxonomy, DEFAULT)
    assert np.array_equal(columns.weight_total, built.weight_total)
    assert sorted(columns.requirement_keys) == sorted(built.requirement_keys)


def test_the_same_seed_gives_the_same_and_another_does_not():
    first, same, other = some_profiles(30), some_profiles(30), some_profiles(30, seed=2)
    assert np.array_equal(first.skills, same.skills)
    assert not np.array_equal(first.skills, other.skills)


def test_medians_are_those_of_the_load():
    profiles, postings = some_profiles(5000), some_postings(5000)
    assert np.median(np.diff(profiles.skill_offsets)) == pytest.approx(30, abs=1)
    assert np.median(np.diff(postings.requirement_offsets)) == pytest.approx(12, abs=1)
    related = [len(row) for row in some_taxonomy().relations.values()]
    assert np.median(related) == pytest.approx(20, abs=1)


@pytest.mark.django_db
def test_tables_hold_what_the_arrays_hold_and_all_is_marked():
    fill(profiles=20, postings=10)
    today = timezone.localdate()
    people, openings = some_profiles(20).columns(), some_postings(10)
    loaded = snapshots.load_profiles(range(1, 21), today)
    stored = ProfileColumns.build(one.input for one in loaded.values())
    assert_same_columns(people, stored)
    asked = snapshots.load_postings(range(1, 11), today)
    taxonomy = snapshots.load_taxonomy()
    built = PostingColumns.build((one.input for one in asked.values()), taxonomy, DEFAULT)
    assert np.array_equal(built.weight_total, openings.columns(taxonomy, DEFAULT).weight_total)
    assert taxonomy.relations == {
        target: row for target, row in some_taxonomy().relations.items() if row
    }
    assert Posting.objects.public(today).count() == 10
    assert OutboxEntry.objects.filter(kind="shard").exists()
