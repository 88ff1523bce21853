"""The ledger adds up, depends on what was said and not on how, and more never earns less."""

import itertools
from dataclasses import fields, replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from matching.engine import (
    DEFAULT,
    Education,
    EngineSettings,
    HeldSkill,
    LineStatus,
    ProfileInput,
    Score,
    explain,
    score,
)
from tests.engine.factories import a_job, a_person, a_taxonomy, asks
from tests.engine.strategies import (
    TODAY,
    experiences,
    held_credentials,
    postings,
    profiles,
    skill_ids,
    taxonomies,
)


def scored(person, job, taxonomy):
    return score(person, job, taxonomy, DEFAULT, TODAY)


@given(profiles(), postings(), taxonomies())
@example(a_person(skills={4: 2, 5: 2, 6: 2}), a_job(*map(asks, range(7))), a_taxonomy())
@example(a_person(skills={4: 2, 5: 2, 6: 1}), a_job(*map(asks, range(7))), a_taxonomy())
@example(a_person(skills=dict.fromkeys(range(7), 2)), a_job(*map(asks, range(7))), a_taxonomy())
def test_the_ledger_adds_up_to_the_fit_and_to_a_hundred(person, job, taxonomy):
    result = explain(person, job, taxonomy, DEFAULT, TODAY)
    assert sum(line.earned for line in result.lines) == result.fit
    assert sum(line.possible for line in result.lines) == (10000 if result.lines else 0)
    for line in result.lines:
        assert 0 <= line.earned <= line.possible
        assert line.credit or not line.earned
        assert line.credit < 10000 or line.earned == line.possible
        assert (line.credit > 0) or line.status in (
            LineStatus.MISSING,
            LineStatus.TELL_US,
            LineStatus.PARTLY,
        )
    if result.fit == 10000:
        assert all(line.earned == line.possible for line in result.lines)


def test_the_ledger_adds_up_in_every_mix_of_many_equal_lines():
    taxonomy = a_taxonomy(specificity={skill: 40 + 7 * skill for skill in range(8)})
    job = a_job(*map(asks, range(8)))
    for held in itertools.product([None, 1, 2], repeat=8):
        person = a_person(skills={skill: lvl for skill, lvl in enumerate(held) if lvl})
        result = explain(person, job, taxonomy, DEFAULT, TODAY)
        assert sum(line.earned for line in result.lines) == result.fit
        assert sum(line.possible for line in result.lines) == 10000
        assert all(line.earned <= line.possible for line in result.lines)
        assert not any(line.earned for line in result.lines if not line.credit)


@given(profiles(), postings(), taxonomies())
def test_the_explanation_tells_the_score(person, job, taxonomy):
    result = explain(person, job, taxonomy, DEFAULT, TODAY)
    gates_open = all(gate.open for gate in result.gates)
    assert Score(result.fit, gates_open) == scored(person, job, taxonomy)
    assert 0 <= result.confidence <= 100
    assert result.requirements_met <= result.requirements == len(job.requirements)
    assert result.band is DEFAULT.band(result.fit)


@given(profiles(), postings(), taxonomies(), st.randoms(use_true_random=False))
def test_the_order_of_what_was_said_changes_nothing(person, job, taxonomy, random):
    def shuffled(values):
        return tuple(random.sample(values, len(values)))

    same_person = replace(
        person,
        skills=shuffled(person.skills),
        experience=shuffled(person.experience),
        credentials=shuffled(person.credentials),
    )
    same_job = replace(job, requirements=shuffled(job.requirements), gates=shuffled(job.gates))
    same_taxonomy = replace(
        taxonomy,
        relations={skill: shuffled(taxonomy.relations[skill]) for skill in taxonomy.relations},
    )
    assert repr(explain(person, job, taxonomy, DEFAULT, TODAY)) == repr(
        explain(same_person, same_job, same_taxonomy, DEFAULT, TODAY)
    )


@given(profiles(), postings(), taxonomies(), skill_ids, st.none() | st.integers(1, 4))
def test_a_new_skill_never_lowers_a_fit(person, job, taxonomy, skill, level):
    assume(all(held.skill != skill for held in person.skills))
    more = replace(person, skills=(*person.skills, HeldSkill(skill, level)))
    assert scored(more, job, taxonomy).fit >= scored(person, job, taxonomy).fit


@given(profiles(), postings(), taxonomies(), st.data())
def test_a_higher_level_never_lowers_a_fit(person, job, taxonomy, data):
    stated = [at for at, held in enumerate(person.skills) if held.level]
    assume(stated)
    at = data.draw(st.sampled_from(stated))
    better = HeldSkill(person.skills[at].skill, data.draw(st.integers(person.skills[at].level, 4)))
    more = replace(person, skills=(*person.skills[:at], better, *person.skills[at + 1 :]))
    assert scored(more, job, taxonomy).fit >= scored(person, job, taxonomy).fit


def test_only_a_stated_low_level_takes_back_what_an_unknown_one_earned():
    job = a_job(asks(1, level=3))
    unknown, low, high = (
        scored(a_person(skills={1: level}), job, a_taxonomy()).fit for level in (None, 2, 3)
    )
    assert low < unknown < high


@given(profiles(), postings(), taxonomies(), experiences)
def test_more_experience_never_lowers_a_fit(person, job, taxonomy, worked):
    more = replace(person, experience=(*person.experience, worked))
    assert scored(more, job, taxonomy).fit >= scored(person, job, taxonomy).fit


@given(profiles(), postings(), taxonomies(), st.sampled_from(Education))
def test_more_education_never_lowers_a_fit(person, job, taxonomy, rank):
    assume(person.education is None or rank >= person.education)
    more = replace(person, education=rank)
    assert scored(more, job, taxonomy).fit >= scored(person, job, taxonomy).fit


@given(profiles(), postings(), taxonomies(), held_credentials)
def test_a_credential_moves_no_fit_and_closes_no_gate(person, job, taxonomy, credential):
    more = replace(person, credentials=(*person.credentials, credential))
    before, after = scored(person, job, taxonomy), scored(more, job, taxonomy)
    assert after.fit == before.fit
    assert after.gates_open >= before.gates_open


def test_the_engine_can_be_told_only_what_may_move_a_fit():
    assert [field.name for field in fields(ProfileInput)] == [
        "id",
        "skills",
        "experience",
        "education",
        "credentials",
    ]


def another(value):
    """A number, or credits, just beside these."""
    return (*value[:-1], value[-1] - 1) if isinstance(value, tuple) else value + 1


@pytest.mark.parametrize("name", [field.name for field in fields(EngineSettings)])
def test_changing_any_number_changes_the_version(name):
    changed = replace(DEFAULT, **{name: another(getattr(DEFAULT, name))})
    assert changed.version != DEFAULT.version
    assert replace(changed, **{name: getattr(DEFAULT, name)}).version == DEFAULT.version


@pytest.mark.parametrize(
    "numbers",
    [
        {"level_credits": (10000, 4000, 7000, 2000)},
        {"level_credits": (9000, 7000, 4000, 2000)},
        {"unknown_credit": 10001},
        {"adjacent_cap": -1},
        {"good": 8000},
        {"trainable_factor": 0},
        {"experience_weight": -1},
        {"equivalent_months": 0},
    ],
)
def test_numbers_that_would_turn_the_rules_around_are_refused(numbers):
    with pytest.raises(ValueError, match=r"."):
        EngineSettings(**numbers)


def test_the_version_of_the_numbers_in_force():
    assert DEFAULT.version == "1-f3800995fe"
