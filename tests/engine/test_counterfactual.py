"""The one change: what it promises is what the engine gives, and nothing else would give more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import (
    DEFAULT,
    Change,
    ChangeKind,
    Education,
    Experience,
    HeldCredential,
    Promise,
    Score,
    one_change,
    score,
)
from matching.engine.counterfactual import changed, lift, possible_changes
from tests.engine.factories import AS_OF, a_job, a_person, a_taxonomy, asks
from tests.engine.strategies import TODAY, credential_ids, postings, profiles, taxonomies

WELDING, FORKLIFT, PALLET_JACK = 1, 2, 3
CDL_A, CDL_B = 5, 6
WELDER = 10

satisfied_by = st.dictionaries(credential_ids, st.frozensets(credential_ids, max_size=2))


def proposed(person, job, taxonomy=None, satisfied=None):
    return one_change(
        person, job, taxonomy or a_taxonomy(), DEFAULT, AS_OF, satisfied=satisfied or {}
    )


def rank(score):
    return lift(score, DEFAULT)


@given(profiles(), postings(), taxonomies(), satisfied_by)
def test_the_changed_profile_has_the_promised_score(person, job, taxonomy, satisfied):
    promise = one_change(person, job, taxonomy, DEFAULT, TODAY, satisfied=satisfied)
    if promise is not None:
        after = score(changed(person, promise.change), job, taxonomy, DEFAULT, TODAY)
        assert after == promise.score
        assert rank(after) > rank(score(person, job, taxonomy, DEFAULT, TODAY))


@given(profiles(), postings(), taxonomies(), satisfied_by)
def test_no_other_change_gives_more(person, job, taxonomy, satisfied):
    now = score(person, job, taxonomy, DEFAULT, TODAY)
    promise = one_change(person, job, taxonomy, DEFAULT, TODAY, satisfied=satisfied)
    best = rank(promise.score) if promise else rank(now)
    for change in possible_changes(person, job, TODAY, satisfied):
        assert rank(score(changed(person, change), job, taxonomy, DEFAULT, TODAY)) <= best


@given(profiles(), postings())
def test_each_skill_asked_is_considered_at_each_level_asked_above_the_one_held(person, job):
    considered = {
        (change.subject, change.level)
        for change in possible_changes(person, job, TODAY, {})
        if change.kind in (ChangeKind.ADD_SKILL, ChangeKind.RAISE_LEVEL, ChangeKind.STATE_LEVEL)
    }
    for asked in job.requirements:
        held = [one.level for one in person.skills if one.skill == asked.skill]
        short = not held or (asked.level or 0) > max(level or 0 for level in held)
        if asked.level is not None:
            assert ((asked.skill, asked.level) in considered) == short


@given(profiles(), postings(), taxonomies())
def test_a_pair_that_cannot_be_better_is_promised_nothing(person, job, taxonomy):
    now = score(person, job, taxonomy, DEFAULT, TODAY)
    if now == Score(10000, gates_open=True):
        assert one_change(person, job, taxonomy, DEFAULT, TODAY, satisfied={}) is None


def test_a_skill_that_would_help_two_requirements_wins():
    # Each missing skill weighs the same; the forklift also gives the pallet jack 0.6 x 0.5.
    taxonomy = a_taxonomy(relations={PALLET_JACK: ((FORKLIFT, 50),)})
    job = a_job(asks(WELDING), asks(FORKLIFT), asks(PALLET_JACK))
    assert proposed(a_person(skills={WELDING: 2}), job, taxonomy) == Promise(
        Change(ChangeKind.ADD_SKILL, FORKLIFT, 2), Score(7666, gates_open=True)
    )


@pytest.mark.parametrize(
    ("held", "change"),
    [
        ({}, Change(ChangeKind.ADD_SKILL, WELDING, 3)),
        ({WELDING: None}, Change(ChangeKind.STATE_LEVEL, WELDING, 3)),
        ({WELDING: 1}, Change(ChangeKind.RAISE_LEVEL, WELDING, 3)),
        ({WELDING: 3}, None),
    ],
)
def test_a_skill_is_added_its_level_said_or_raised_to_what_is_asked(held, change):
    promise = proposed(a_person(skills=held), a_job(asks(WELDING, level=3)))
    assert (promise and promise.change) == change


def test_a_skill_asked_at_no_level_is_added_without_one():
    promise = proposed(a_person(skills={FORKLIFT: 1}), a_job(asks(WELDING, level=None)))
    assert promise == Promise(Change(ChangeKind.ADD_SKILL, WELDING), Score(8500, gates_open=True))


def test_a_closed_gate_comes_before_any_points():
    job = a_job(asks(WELDING), asks(FORKLIFT), gates=[CDL_B])
    promise = proposed(a_person(skills={FORKLIFT: 2}), job)
    assert promise == Promise(Change(ChangeKind.CREDENTIAL, CDL_B), Score(5000, gates_open=True))


def test_a_gate_opens_nothing_where_there_is_no_match_yet():
    job = a_job(asks(WELDING), gates=[CDL_B])
    promise = proposed(a_person(), job)
    assert promise == Promise(
        Change(ChangeKind.ADD_SKILL, WELDING, 2), Score(10000, gates_open=False)
    )


def test_of_two_closed_gates_one_alone_opens_nothing_unless_it_counts_as_the_other():
    job = a_job(asks(WELDING), gates=[CDL_A, CDL_B])
    person = a_person(skills={WELDING: 1})
    assert proposed(person, job).change.kind is ChangeKind.RAISE_LEVEL
    assert proposed(person, job, satisfied={CDL_A: [CDL_B]}).change == Change(
        ChangeKind.CREDENTIAL, CDL_A, also=(CDL_B,)
    )


def test_a_credential_that_ran_out_may_be_got_again():
    job = a_job(asks(WELDING), gates=[CDL_B])
    lapsed = HeldCredential(CDL_B, AS_OF.replace(year=AS_OF.year - 1))
    person = a_person(skills={WELDING: 2}, credentials={lapsed.credential: lapsed.expires})
    assert proposed(person, job).score == Score(10000, gates_open=True)


def test_a_year_of_the_work_is_twelve_months_of_what_is_asked():
    job = a_job(occupation=WELDER, months=24)
    promise = proposed(a_person(experience=[Experience(WELDER, 6)]), job)
    # 18 of 24 months
    assert promise == Promise(Change(ChangeKind.EXPERIENCE, WELDER), Score(7500, gates_open=True))


def test_schooling_is_the_level_asked():
    job = a_job(asks(WELDING), education=Education.ASSOCIATE)
    promise = proposed(a_person(skills={WELDING: 2}, education=Education.HS), job)
    assert promise.change == Change(ChangeKind.EDUCATION, Education.ASSOCIATE)


def test_of_equal_changes_adding_comes_before_learning_more():
    # One step short and, for the pallet jack, nothing at 30 % of the weight: both lift by 30 %.
    taxonomy = a_taxonomy(specificity={WELDING: 100, PALLET_JACK: 30})
    job = a_job(asks(WELDING), asks(PALLET_JACK))
    promise = proposed(a_person(skills={WELDING: 1}), job, taxonomy)
    assert promise.change == Change(ChangeKind.ADD_SKILL, PALLET_JACK, 2)
