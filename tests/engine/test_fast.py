"""The fast scorer equals the reference in every pair, and columns follow changes exactly."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    DEFAULT,
    Education,
    EngineSettings,
    Experience,
    PostingColumns,
    ProfileColumns,
    Score,
    TaxonomyArrays,
    fast,
    pack,
    score,
    score_many,
    score_postings,
    score_profiles,
)
from tests.engine.factories import a_job, a_person, a_taxonomy, asks
from tests.engine.strategies import (
    TODAY,
    pool_ids,
    posting_pools,
    postings,
    profile_pools,
    profiles,
    taxonomies,
)

OTHER_NUMBERS = EngineSettings(
    default_specificity=70,
    plain_factor=3,
    level_credits=(10000, 9000, 500, 0),
    unknown_credit=9500,
    adjacent_cap=10000,
    experience_weight=1,
    education_weight=0,
    equivalent_credit=1,
    equivalent_months=1,
)


def pairs(result):
    return [
        Score(fit, opened)
        for fit, opened in zip(result.fit.tolist(), result.gates_open.tolist(), strict=True)
    ]


def same_columns(one, other):
    for field in fields(one):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, np.ndarray):
            assert left.dtype == right.dtype, field.name
            assert left.tobytes() == right.tobytes(), field.name


def check_one_profile(person, jobs, taxonomy, numbers):
    columns = PostingColumns.build(jobs, taxonomy, numbers)
    result = score_postings(person, columns, TaxonomyArrays.build(taxonomy), numbers, TODAY)
    expected = {job.id: score(person, job, taxonomy, numbers, TODAY) for job in jobs}
    assert dict(zip(columns.ids.tolist(), pairs(result), strict=True)) == expected


def check_one_posting(job, people, taxonomy, numbers):
    columns = ProfileColumns.build(people)
    result = score_profiles(job, columns, TaxonomyArrays.build(taxonomy), numbers, TODAY)
    expected = {person.id: score(person, job, taxonomy, numbers, TODAY) for person in people}
    assert dict(zip(columns.ids.tolist(), pairs(result), strict=True)) == expected


def check_block(people, jobs, taxonomy, numbers, least=0):
    columns, openings = ProfileColumns.build(people), PostingColumns.build(jobs, taxonomy, numbers)
    rows = np.arange(len(people))[::-1]
    result = score_many(
        columns,
        openings,
        TaxonomyArrays.build(taxonomy),
        numbers,
        TODAY,
        rows=rows,
        least=least,
    )
    people = sorted(people, key=lambda person: -person.id)
    jobs = sorted(jobs, key=lambda job: job.id)
    expected = [[score(person, job, taxonomy, numbers, TODAY) for job in jobs] for person in people]
    assert result.tolist() == [
        [pack(one.fit, one.gates_open) if one.fit >= least else 0 for one in row]
        for row in expected
    ]


numbers_in_use = st.sampled_from([DEFAULT, OTHER_NUMBERS])


@given(profiles(), posting_pools(), taxonomies(), numbers_in_use)
def test_one_profile_with_many_postings_equals_the_reference(person, jobs, taxonomy, numbers):
    check_one_profile(person, jobs, taxonomy, numbers)


@given(postings(), profile_pools(), taxonomies(), numbers_in_use)
def test_one_posting_with_many_profiles_equals_the_reference(job, people, taxonomy, numbers):
    check_one_posting(job, people, taxonomy, numbers)


@given(profile_pools(), posting_pools(), taxonomies(), numbers_in_use, st.integers(0, 10_000))
def test_a_block_of_pairs_equals_the_reference(people, jobs, taxonomy, numbers, least):
    check_block(people, jobs, taxonomy, numbers, least)


@pytest.mark.parametrize("count", [31, 32, 33, 129])
def test_a_block_of_any_size_equals_the_reference(count):
    people = [a_person(id=id, skills={id % 7: id % 4 + 1}) for id in range(1, count + 1)]
    jobs = [a_job(asks(id % 5), asks(6, level=3), id=id) for id in range(1, count + 2)]
    check_block(people, jobs, a_taxonomy(relations={6: ((1, 80), (2, 50))}), DEFAULT)


@pytest.mark.parametrize("count", [16, 17, 33, 400])
def test_postings_that_ask_for_very_much_equal_the_reference(count):
    numbers = replace(DEFAULT, plain_factor=40)
    taxonomy = a_taxonomy(relations={skill: ((skill + 1, 60),) for skill in range(count)})
    job = a_job(*[asks(skill, level=4) for skill in range(count)], months=100_000)
    people = [
        a_person(id=1, skills=dict.fromkeys(range(0, count, 3), 4)),
        a_person(id=2, skills={skill: skill % 4 + 1 for skill in range(count)}),
        a_person(id=3),
    ]
    check_one_posting(job, people, taxonomy, numbers)
    check_block(people, [job], taxonomy, numbers)
    for person in people:
        check_one_profile(person, [job], taxonomy, numbers)


@given(numbers_in_use, st.integers(1, 4), st.integers(0, 60))
def test_repeated_relations_and_relations_with_oneself_equal_the_reference(numbers, level, months):
    taxonomy = a_taxonomy(
        relations={1: ((2, 30), (2, 90), (1, 50), (2, 60))},
        occupation_relations={1: ((2, 30), (2, 90), (1, 50), (2, 60))},
    )
    person = a_person(skills={1: 1, 2: level}, experience=[Experience(1, 3), Experience(2, months)])
    job = a_job(asks(1, level=4), occupation=1, months=60)
    check_one_profile(person, [job], taxonomy, numbers)
    check_one_posting(job, [person], taxonomy, numbers)
    check_block([person], [job], taxonomy, numbers)


@pytest.mark.full
@settings(max_examples=10_000)
@given(profile_pools(), posting_pools(), taxonomies(), numbers_in_use)
def test_ten_thousand_pools_equal_the_reference_both_ways(people, jobs, taxonomy, numbers):
    for person in people:
        check_one_profile(person, jobs, taxonomy, numbers)
    for job in jobs:
        check_one_posting(job, people, taxonomy, numbers)
    check_block(people, jobs, taxonomy, numbers)


@given(profiles(), posting_pools(max_size=5), taxonomies())
def test_a_batch_of_one_equals_a_single_posting(person, jobs, taxonomy):
    arrays = TaxonomyArrays.build(taxonomy)
    together = PostingColumns.build(jobs, taxonomy)
    result = pairs(score_postings(person, together, arrays, DEFAULT, TODAY))
    for job in jobs:
        alone = PostingColumns.build([job], taxonomy)
        assert pairs(score_postings(person, alone, arrays, DEFAULT, TODAY)) == [
            result[together.row_of(job.id)]
        ]


@given(postings(), profile_pools(), taxonomies())
def test_a_pool_shared_among_threads_equals_one_that_is_not(job, people, taxonomy):
    arrays, columns = TaxonomyArrays.build(taxonomy), ProfileColumns.build(people)
    alone = pairs(score_profiles(job, columns, arrays, DEFAULT, TODAY))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "_SHARED_FROM", 0)
        patch.setattr(fast, "_PROCESSORS", 3)
        assert pairs(score_profiles(job, columns, arrays, DEFAULT, TODAY)) == alone


@given(postings(), profile_pools(max_size=5), taxonomies())
def test_a_batch_of_one_equals_a_single_profile(job, people, taxonomy):
    arrays = TaxonomyArrays.build(taxonomy)
    together = ProfileColumns.build(people)
    result = pairs(score_profiles(job, together, arrays, DEFAULT, TODAY))
    for person in people:
        alone = ProfileColumns.build([person])
        assert pairs(score_profiles(job, alone, arrays, DEFAULT, TODAY)) == [
            result[together.row_of(person.id)]
        ]


removals = st.lists(pool_ids, max_size=6)


def after(before, changed, removed):
    """The pool as it must be: removed first, then the changed put in place."""
    pool = {one.id: one for one in before if one.id not in removed}
    return [*(pool | {one.id: one for one in changed}).values()]


@given(profile_pools(), profile_pools(max_size=4), removals)
def test_changed_profile_columns_equal_columns_built_anew(before, changed, removed):
    columns = ProfileColumns.build(before).with_changes(changed, removed)
    same_columns(columns, ProfileColumns.build(after(before, changed, removed)))


@given(posting_pools(), posting_pools(max_size=4), removals, taxonomies())
def test_changed_posting_columns_equal_columns_built_anew(before, changed, removed, taxonomy):
    columns = PostingColumns.build(before, taxonomy).with_changes(changed, removed)
    same_columns(columns, PostingColumns.build(after(before, changed, removed), taxonomy))


@given(profile_pools(), posting_pools(), taxonomies(), st.randoms(use_true_random=False))
def test_the_order_of_inputs_changes_no_byte(people, jobs, taxonomy, random):
    def shuffled(values):
        return tuple(random.sample(list(values), len(values)))

    same_people = [
        replace(
            person,
            skills=shuffled(person.skills),
            experience=shuffled(person.experience),
            credentials=shuffled(person.credentials),
        )
        for person in shuffled(people)
    ]
    same_jobs = [
        replace(job, requirements=shuffled(job.requirements), gates=shuffled(job.gates))
        for job in shuffled(jobs)
    ]
    same_columns(ProfileColumns.build(people), ProfileColumns.build(same_people))
    same_columns(PostingColumns.build(jobs, taxonomy), PostingColumns.build(same_jobs, taxonomy))


@given(profile_pools(max_size=4))
def test_a_profile_read_back_makes_the_same_columns(people):
    columns = ProfileColumns.build(people)
    again = [columns.profile(row) for row in range(len(columns))]
    same_columns(columns, ProfileColumns.build(again))


def test_rows_are_found_by_id():
    columns = ProfileColumns.build([a_person(id=9), a_person(id=4)])
    assert (columns.row_of(4), columns.row_of(9), len(columns)) == (0, 1, 2)
    for unknown in (3, 5, 10):
        with pytest.raises(KeyError):
            columns.row_of(unknown)


def test_shared_columns_cannot_be_written_to():
    columns = ProfileColumns.build([a_person(skills={1: 2})])
    with pytest.raises(ValueError, match="read-only"):
        columns.skill_keys[0] = 0


@pytest.mark.parametrize(
    "people",
    [
        [a_person(id=1), a_person(id=1)],
        [a_person(skills={1: 5})],
        [a_person(skills={1: 0})],
        [a_person(skills={-1: 2})],
        [a_person(experience=[Experience(1, -1)])],
        [a_person(experience=[Experience(-1, 1)])],
    ],
)
def test_impossible_profiles_are_refused(people):
    with pytest.raises(ValueError, match=r"id|level|months|occupation"):
        ProfileColumns.build(people)


@pytest.mark.parametrize(
    "jobs",
    [[a_job(id=1), a_job(id=1)], [a_job(asks(1, level=9))], [a_job(months=-1)]],
)
def test_impossible_postings_are_refused(jobs):
    with pytest.raises(ValueError, match=r"id|level|months"):
        PostingColumns.build(jobs, a_taxonomy())


def test_postings_weighed_under_other_rules_are_refused():
    columns = PostingColumns.build([a_job(asks(1))], a_taxonomy())
    same, newer = (TaxonomyArrays.build(a_taxonomy(version=name)) for name in ("test", "newer"))
    with pytest.raises(ValueError, match="taxonomy"):
        score_postings(a_person(), columns, newer, DEFAULT, TODAY)
    with pytest.raises(ValueError, match="settings"):
        score_postings(a_person(), columns, same, OTHER_NUMBERS, TODAY)


def test_a_pool_at_its_usual_size_stays_within_its_memory():
    people = [
        a_person(
            id=id,
            skills={(id + 7 * at) % 2000: at % 4 + 1 for at in range(30)},
            experience=[Experience(at, 12) for at in range(4)],
            education=Education.HS,
            credentials={1: None, 2: TODAY},
        )
        for id in range(500)
    ]
    jobs = [
        a_job(*[asks((id + at) % 2000) for at in range(12)], id=id, months=12, gates=[1])
        for id in range(500)
    ]
    assert ProfileColumns.build(people).nbytes <= 500 * 500
    assert PostingColumns.build(jobs, a_taxonomy()).nbytes <= 500 * 500
