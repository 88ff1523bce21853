"""The commands around the flow: what they print, and how they exit."""

import json
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from employers.models import Posting
from jobseekers.models import Profile
from jobseekers.services import SkillClaim, add_skill
from matching.lists import pack_entries, unpack_entries
from matching.models import MatchCheck, OutboxEntry, PostingSlice, ProfileList
from matching.outbox import mark_all_dirty
from matching.sharding import all_shards
from tests.factories import PostingFactory, ProfileFactory
from tests.matching.draining import drain_all
from tests.taxonomy import SmallTaxonomy

pytestmark = pytest.mark.django_db


def said(command: str, *words: str) -> str:
    out = StringIO()
    call_command(command, *words, stdout=out)
    return out.getvalue()


def said_before_failing(command: str, *words: str) -> str:
    out = StringIO()
    with pytest.raises(SystemExit) as exit_:
        call_command(command, *words, stdout=out)
    assert exit_.value.code == 1
    return out.getvalue()


@pytest.fixture
def world(taxonomy: SmallTaxonomy) -> None:
    """Three people and two postings that match, all stored."""
    ProfileFactory.create_batch(3, holds=[taxonomy.forklift])
    PostingFactory.create_batch(2, asks=[taxonomy.forklift])
    mark_all_dirty(reason="test")
    drain_all()


def test_a_check_of_exact_lists_is_clean_and_recorded(world: None) -> None:
    assert "5 lists checked" in said("check_matches")
    check = MatchCheck.objects.get()
    assert (check.lists, check.differences, check.sample) == (5, 0, None)


def test_a_sample_checks_so_many_of_each_side(world: None) -> None:
    report = json.loads(said("check_matches", "--sample", "1", "--json"))
    assert (report["lists"], report["sample"], report["clean"]) == (2, 1, True)


def test_a_sample_of_nothing_is_refused(world: None) -> None:
    with pytest.raises(CommandError):
        said("check_matches", "--sample", "0")


def spoil_an_entry() -> None:
    row = ProfileList.objects.earliest("profile_id")
    ids, scores = unpack_entries(row.entries)
    ProfileList.objects.filter(pk=row.pk).update(entries=pack_entries(ids[::-1], scores))


def spoil_a_score() -> None:
    row = PostingSlice.objects.filter(count__gt=0).earliest("id")
    ids, scores = unpack_entries(row.entries)
    entries = pack_entries(ids, scores - np.uint16(1))
    PostingSlice.objects.filter(pk=row.pk).update(entries=entries)


def lose_a_slice() -> None:
    PostingSlice.objects.earliest("id").delete()


def lose_a_list() -> None:
    ProfileList.objects.earliest("profile_id").delete()


def leave_an_orphan() -> None:
    row = ProfileList.objects.earliest("profile_id")
    row.profile_id = 999_999
    row.save(force_insert=True)


def change_without_a_mark() -> None:
    Profile.objects.update(revision=7)


def compute_with_another_engine() -> None:
    ProfileList.objects.update(engine_version="old")


def let_a_date_pass() -> None:
    Profile.objects.update(next_change="2020-01-01")


def forget_a_date() -> None:
    Posting.objects.update(next_change=None)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (spoil_an_entry, "at rank 1 of 2 stands posting"),
        (spoil_a_score, "should stand profile"),
        (lose_a_slice, "not in every shard"),
        (lose_a_list, "has no list"),
        (leave_an_orphan, "profile 999999: has a list"),
        (change_without_a_mark, "list of revision 1, should be 7"),
        (compute_with_another_engine, "list by old"),
        (let_a_date_pass, "to be looked at again on 2020-01-01"),
        (forget_a_date, "is next looked at on None, should be on 2"),
    ],
)
def test_every_kind_of_harm_is_found_and_named(harm: object, words: str, world: None) -> None:
    harm()
    assert words in said_before_failing("check_matches")
    assert MatchCheck.objects.get().differences > 0


def test_changes_that_wait_are_told_and_fail_the_check(
    world: None, taxonomy: SmallTaxonomy
) -> None:
    profile = Profile.objects.earliest("id")
    add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.inventory))
    assert "1 changes are still waiting" in said_before_failing("check_matches")
    drain_all()
    assert "0 differences" in said("check_matches", "--wait", "5")


def test_recompute_marks_everything_or_one_object(world: None) -> None:
    profile = Profile.objects.earliest("id")
    assert "Everything is marked" in said("recompute_matches")
    assert OutboxEntry.objects.filter(kind="shard").count() == len(all_shards())
    drain_all()
    said("recompute_matches", "--profile", str(profile.pk))
    assert OutboxEntry.objects.get().object_id == profile.pk
    with pytest.raises(CommandError):
        said("recompute_matches", "--posting", "999999")


def test_status_is_one_json_object(world: None) -> None:
    mark_all_dirty(reason="test")
    said_before_failing("check_matches")
    status = json.loads(said("matching_status", "--json"))
    assert status["pending"] == len(all_shards())
    assert status["set_aside"] == 0
    assert status["oldest_age_s"] >= 0
    assert status["last_check"]["lists"] == 5
    assert "changes wait" in said("matching_status")
