"""The commands around the flow: what they print, and how they exit."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from jobseekers.models import Profile
from matching.models import MatchCheck, OutboxEntry
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
    assert (check.lists, check.differences, check.sample, check.seed) == (5, 0, None, None)


def test_a_sample_checks_so_many_of_each_side_and_says_what_that_proves(world: None) -> None:
    report = json.loads(said("check_matches", "--sample", "1", "--json"))
    assert (report["lists"], report["sample"], report["clean"]) == (2, 1, True)
    assert report["sides"] == MatchCheck.objects.get().sides
    assert "1 lists of profiles drawn of 3, 0 wrong: with 95% confidence" in said(
        "check_matches", "--sample", "1"
    )


def test_the_same_seed_draws_the_same(world: None) -> None:
    first = said("check_matches", "--sample", "1", "--seed", "5")
    assert "--sample 1 --seed 5" in first
    assert [check.seed for check in MatchCheck.objects.all()] == [5]


def test_a_sample_of_nothing_is_refused(world: None) -> None:
    with pytest.raises(CommandError):
        said("check_matches", "--sample", "0")


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
    said("check_matches")
    status = json.loads(said("matching_status", "--json"))
    assert status["pending"] == len(all_shards())
    assert status["set_aside"] == 0
    assert status["oldest_age_s"] >= 0
    assert status["last_check"]["lists"] == 5
    assert status["last_check"]["behind"] == 3 + 2 * len(all_shards())
    assert len(status["rebuild"]["shards"]) == len(all_shards())
    assert status["pause"] is None
    assert [shard["pending"] for shard in status["shards"]] == [1] * len(all_shards())
    assert "changes wait" in said("matching_status")


def test_pausing_says_why_and_is_told_by_the_status(world: None) -> None:
    with pytest.raises(CommandError):
        said("matching_pause", " ")
    assert "Paused." in said("matching_pause", "moving the database")
    assert "already" in said("matching_pause", "again")
    status = json.loads(said("matching_status", "--json"))
    assert status["pause"]["reason"] == "moving the database"
    assert "by command line: moving the database" in said("matching_status")
    assert "Resumed." in said("matching_resume")
    assert "not paused" in said("matching_resume")
