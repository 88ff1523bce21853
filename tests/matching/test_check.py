"""`check_matches` finds every kind of harm, blames nothing that waits, says what it proves."""

from collections.abc import Callable, Iterator
from math import comb

import numpy as np
import pytest

from employers.models import Posting
from jobseekers.models import Profile
from jobseekers.services import SkillClaim, add_skill, set_visibility
from matching.check import Report, Side, at_most, check_matches
from matching.lists import pack_entries, unpack_entries
from matching.models import MatchCheck, OutboxEntry, PostingSlice, ProfileList, ShardState
from matching.outbox import mark_all_dirty
from tests.factories import PostingFactory, ProfileFactory
from tests.matching.draining import drain_all
from tests.taxonomy import SmallTaxonomy

pytestmark = pytest.mark.django_db

EVERYBODY = 1000
"""A sample that draws all there is."""


@pytest.fixture
def world(taxonomy: SmallTaxonomy) -> None:
    """Six people and five postings that match, all stored; lists hold three and are cut at four."""
    for number in range(6):
        ProfileFactory(holds=[taxonomy.forklift, taxonomy.inventory][: 1 + number % 2])
    for number in range(5):
        PostingFactory(asks=[taxonomy.forklift, taxonomy.teamwork][: 1 + number % 2])
    mark_all_dirty(reason="test")
    drain_all()


@pytest.fixture(autouse=True)
def short_lists(settings: object) -> None:
    settings.MATCHING_SHARDS = 2
    settings.MATCHING_POSTINGS_PER_PROFILE = 3
    settings.MATCHING_PROFILES_PER_POSTING = 3
    settings.MATCHING_RESERVE = 1


def problems(report: Report) -> str:
    return "\n".join(map(str, report.differences))


def a_list() -> ProfileList:
    return ProfileList.objects.earliest("profile_id")


def a_slice() -> PostingSlice:
    return PostingSlice.objects.filter(count__gt=1).earliest("id")


def write(row: ProfileList | PostingSlice, ids: object, scores: object, **fields: object) -> None:
    fields = {"entries": pack_entries(ids, scores), "count": len(ids), **fields}
    type(row).objects.filter(pk=row.pk).update(**fields)


def swap_two_ids() -> None:
    row = a_list()
    ids, scores = unpack_entries(row.entries)
    write(row, ids[::-1], scores)


def swap_two_entries() -> None:
    row = a_slice()
    ids, scores = unpack_entries(row.entries)
    write(row, ids[::-1], scores[::-1])


def spoil_a_score() -> None:
    row = a_slice()
    ids, scores = unpack_entries(row.entries)
    write(row, ids, scores - np.uint16(1))


def write_a_score_that_is_none() -> None:
    row = a_list()
    ids, scores = unpack_entries(row.entries)
    write(row, ids, np.full(len(scores), 0xFFFF, dtype=np.uint16))


def spoil_the_same_score_on_both_sides() -> None:
    """Both sides agree, and both are wrong."""
    for row in [*ProfileList.objects.all(), *PostingSlice.objects.all()]:
        ids, scores = unpack_entries(row.entries)
        write(row, ids, scores - np.uint16(1))


def list_an_entry_twice() -> None:
    row = a_list()
    ids, scores = unpack_entries(row.entries)
    write(row, ids[[0, 0, 1]], scores[[0, 0, 1]])


def lose_an_entry_of_a_list() -> None:
    row = a_list()
    ids, scores = unpack_entries(row.entries)
    write(row, ids[1:], scores[1:])


def lose_an_entry_of_a_slice() -> None:
    row = a_slice()
    ids, scores = unpack_entries(row.entries)
    write(row, ids[1:], scores[1:])


def lose_a_pair_on_both_sides() -> None:
    """Neither side knows of a match that both should list."""
    pair = a_list()
    posting = int(unpack_entries(pair.entries)[0][0])
    for row in (pair, PostingSlice.objects.get(posting_id=posting, shard=pair.shard)):
        gone = posting if row is pair else pair.profile_id
        ids, scores = unpack_entries(row.entries)
        write(row, ids[ids != gone], scores[ids != gone], complete=True, floor=0)


def list_somebody_who_is_not_there() -> None:
    row = a_slice()
    ids, scores = unpack_entries(row.entries)
    write(row, np.append(ids[:-1], 999_999), scores)


def list_somebody_of_another_shard() -> None:
    row = a_slice()
    ids, scores = unpack_entries(row.entries)
    other = Profile.objects.exclude(pk__in=ids).earliest("pk")
    write(row, np.append(ids[:-1], other.pk), scores)


def hide_somebody_without_a_mark() -> None:
    Profile.objects.filter(pk=a_list().profile_id).update(visibility="hidden")


def close_a_posting_without_a_mark() -> None:
    Posting.objects.filter(pk=a_slice().posting_id).update(status="closed")


def give_a_complete_list_a_floor() -> None:
    ProfileList.objects.filter(pk=a_list().pk).update(complete=True, floor=5)


def raise_a_floor() -> None:
    ProfileList.objects.filter(pk=a_list().pk).update(complete=False, floor=1 << 50)


def cut_a_list_too_short() -> None:
    row = a_list()
    ids, scores = unpack_entries(row.entries)
    write(row, ids[:1], scores[:1], complete=False, floor=1)


def let_a_list_grow() -> None:
    row = a_list()
    ids, scores = unpack_entries(row.entries)
    write(row, np.resize(ids, 5), np.resize(scores, 5))


def miscount() -> None:
    ProfileList.objects.filter(pk=a_list().pk).update(count=1)


def break_the_bytes() -> None:
    row = a_list()
    ProfileList.objects.filter(pk=row.pk).update(entries=bytes(row.entries)[:-1])


def lose_a_slice() -> None:
    a_slice().delete()


def lose_a_list() -> None:
    a_list().delete()


def leave_an_orphan() -> None:
    row = a_list()
    row.profile_id = 999_999
    row.save(force_insert=True)


def leave_a_shard() -> None:
    PostingSlice.objects.filter(pk=a_slice().pk).update(shard=7)


def change_without_a_mark() -> None:
    Profile.objects.update(revision=7)


def compute_with_another_engine() -> None:
    ProfileList.objects.update(engine_version="old")


def let_a_date_pass() -> None:
    Profile.objects.update(next_change="2020-01-01")


def forget_a_date() -> None:
    Posting.objects.update(next_change=None)


HARM = [
    (swap_two_ids, "is out of order"),
    (swap_two_entries, "is out of order"),
    (spoil_a_score, "whose list says posting"),
    (write_a_score_that_is_none, "has scores that are none"),
    (spoil_the_same_score_on_both_sides, "at rank 1 of"),
    (list_an_entry_twice, "has entries twice"),
    (lose_an_entry_of_a_list, "lacks entries whose own lists have it"),
    (lose_an_entry_of_a_slice, "lacks entries whose own lists have it"),
    (lose_a_pair_on_both_sides, "should stand"),
    (list_somebody_who_is_not_there, "has entries that may not stand in it: 1, first profile 99"),
    (list_somebody_of_another_shard, "has entries that may not stand in it"),
    (hide_somebody_without_a_mark, "has entries that may not stand in it"),
    (close_a_posting_without_a_mark, "has a list, but none is due to it"),
    (give_a_complete_list_a_floor, "is complete and yet has a floor"),
    (raise_a_floor, "has entries below its floor"),
    (cut_a_list_too_short, "was cut and has 1 entries, fewer than 3"),
    (let_a_list_grow, "has 5 entries, more than a list may have"),
    (miscount, "says 1 entries in 24 bytes"),
    (break_the_bytes, "says 4 entries in 23 bytes"),
    (lose_a_slice, "has no list in shard"),
    (lose_a_list, "has no list"),
    (leave_an_orphan, "profile 999999: has a list, but none is due to it"),
    (leave_a_shard, "has a list in shard 7, which is none"),
    (change_without_a_mark, "list of revision 1, should be 7"),
    (compute_with_another_engine, "list by old"),
    (let_a_date_pass, "to be looked at again on 2020-01-01"),
    (forget_a_date, "is next looked at on None, should be on 2"),
]


@pytest.mark.parametrize("sample", [None, EVERYBODY], ids=["full", "sampled"])
@pytest.mark.parametrize(("harm", "words"), HARM, ids=[harm.__name__ for harm, _ in HARM])
def test_every_kind_of_harm_is_found_and_named(
    harm: Callable[[], None], words: str, sample: int | None, world: None
) -> None:
    assert check_matches(sample=sample).is_clean
    harm()
    report = check_matches(sample=sample)
    assert words in problems(report)
    assert MatchCheck.objects.first().differences == len(report.differences)
    assert MatchCheck.objects.first().problems[0] == str(report.differences[0])


STRUCTURE = [
    (harm, words)
    for harm, words in HARM
    if harm not in (spoil_the_same_score_on_both_sides, lose_a_pair_on_both_sides)
]


@pytest.mark.parametrize(("harm", "words"), STRUCTURE, ids=[harm.__name__ for harm, _ in STRUCTURE])
def test_harm_that_shows_without_scoring_is_found_whatever_is_drawn(
    harm: Callable[[], None], words: str, world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matching.check.run.compare_drawn", lambda *args: ((), []))
    harm()
    assert words in problems(check_matches(sample=1))


def test_a_drawn_pair_alone_shows_a_wrong_score(
    world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil_the_same_score_on_both_sides()
    monkeypatch.setattr("matching.check.sample._LISTED_PAIRS", 0)
    report = check_matches(sample=EVERYBODY)
    pairs = report.sides[-1]
    assert (pairs.kind, pairs.drawn) == ("pair", 30)
    assert pairs.wrong > 0
    assert "the reference says" in problems(report)


def test_a_scorer_that_differs_from_the_reference_is_told(
    world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matching.check.sample.score", lambda *args: 2600)
    assert "by the reference posting" in problems(check_matches(sample=EVERYBODY))


@pytest.mark.parametrize("sample", [None, EVERYBODY], ids=["full", "sampled"])
def test_what_waits_is_behind_and_not_wrong(
    sample: int | None, world: None, taxonomy: SmallTaxonomy
) -> None:
    profile = Profile.objects.earliest("id")
    add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.teamwork))
    Posting.objects.earliest("id").requirements.all().delete()
    set_visibility(profile=Profile.objects.latest("id"), visibility="hidden")
    posting = Posting.objects.earliest("id")
    for shard in range(2):
        OutboxEntry.objects.create(shard=shard, kind="posting", object_id=posting.pk, reason="x")
    report = check_matches(sample=sample)
    assert report.differences == ()
    assert (report.pending, report.behind) == (4, 4)
    assert not report.is_clean


@pytest.mark.parametrize("sample", [None, EVERYBODY], ids=["full", "sampled"])
def test_others_are_still_found_wrong_while_something_waits(
    sample: int | None, world: None, taxonomy: SmallTaxonomy
) -> None:
    profile = Profile.objects.latest("id")
    add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.teamwork))
    lose_an_entry_of_a_list()
    assert f"profile {a_list().profile_id}: lacks" in problems(check_matches(sample=sample))


def test_a_rebuild_that_waits_puts_its_whole_shard_behind(world: None) -> None:
    compute_with_another_engine()
    mark_all_dirty(reason="test", shards=[0, 1])
    report = check_matches()
    assert report.differences == ()
    assert report.behind == 6 + 2 * 5


def test_many_pairs_are_sampled_unless_all_are_wanted(
    world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matching.check.run.FULL_PAIRS", 29)
    assert check_matches().sample == 300
    assert check_matches(full=True).sample is None


def test_its_progress_is_told(world: None) -> None:
    told: list[tuple[str, int, int]] = []
    check_matches(tell=lambda *said: told.append(said))
    assert told[-1] == ("profiles compared", 6, 6)
    assert ("shards looked at", 2, 2) in told


def test_nobody_and_nothing_is_clean(taxonomy: SmallTaxonomy) -> None:
    ShardState.objects.all().delete()
    assert check_matches(sample=5).differences == ()
    assert check_matches().differences == ()


# --- Confidence ----------------------------------------------------------------------------------


def chances(population: int, drawn: int, wrong: int) -> Iterator[tuple[int, float]]:
    """By counting: for each number of bad ones, how likely so few come up."""
    for bad in range(population + 1):
        ways = sum(
            comb(bad, k) * comb(population - bad, drawn - k)
            for k in range(wrong + 1)
            if k <= bad and drawn - k <= population - bad
        )
        yield bad, ways / comb(population, drawn)


@pytest.mark.parametrize(
    ("population", "drawn", "wrong"),
    [(20, 5, 0), (20, 5, 2), (50, 49, 0), (60, 20, 3), (30, 30, 0), (30, 30, 4), (10, 1, 1)],
)
def test_the_limit_is_the_exact_one(population: int, drawn: int, wrong: int) -> None:
    exact = max(bad for bad, chance in chances(population, drawn, wrong) if chance > 0.05)
    assert at_most(population, drawn, wrong) == exact


def test_a_small_sample_of_many_follows_the_rule_of_three() -> None:
    assert at_most(1_000_000, 300, 0) / 1_000_000 == pytest.approx(3 / 300, rel=0.01)
    assert Side("profile", 1_000_000, 300, 0).fewer_than == 100


def test_all_drawn_leaves_no_doubt() -> None:
    assert at_most(500, 500, 0) == 0
    assert str(Side("posting", 500, 500, 2)) == "All 500 lists of postings computed anew, 2 wrong."


def test_nothing_drawn_proves_nothing() -> None:
    assert at_most(100, 0, 0) == 100


def test_numbers_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="3 wrong of 2"):
        at_most(10, 2, 3)
