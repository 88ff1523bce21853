"""Every pool of a simulation equals scoring the changed posting from scratch."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import (
    DEFAULT,
    Education,
    Experience,
    Importance,
    ProfileColumns,
    TaxonomyArrays,
    score,
)
from matching.engine.simulate import Change, ChangeKind, changes_of, simulate
from tests.engine.factories import a_job, a_person, a_taxonomy, asks
from tests.engine.strategies import TODAY, postings, profile_pools, taxonomies
from tests.engine.test_fast import OTHER_NUMBERS


def counted_of(people, left_out):
    ids = sorted(person.id for person in people)
    return ids, np.array([id not in left_out for id in ids], dtype=np.bool_)


def recounted(job, people, left_out, taxonomy, numbers):
    """Qualified, near and blocked ids, one pair at a time."""
    groups = (set(), set(), set())
    for person in people:
        found = score(person, job, taxonomy, numbers, TODAY)
        if person.id in left_out:
            continue
        if found.fit >= numbers.good:
            groups[0 if found.gates_open else 2].add(person.id)
        elif found.fit >= numbers.possible and found.gates_open:
            groups[1].add(person.id)
    return groups


def members(pools, ids):
    return tuple(
        {ids[row] for row in np.flatnonzero(mask)}
        for mask in (pools.qualified, pools.near, pools.blocked)
    )


def simulated(job, people, taxonomy=None, numbers=DEFAULT, *, left_out=()):
    taxonomy = taxonomy or a_taxonomy()
    ids, counted = counted_of(people, left_out)
    columns = ProfileColumns.build(people)
    arrays = TaxonomyArrays.build(taxonomy)
    return ids, simulate(job, columns, arrays, numbers, TODAY, counted=counted)


@given(
    postings(), profile_pools(), taxonomies(), st.sampled_from([DEFAULT, OTHER_NUMBERS]), st.data()
)
def test_every_pool_equals_a_recount_by_the_reference(job, people, taxonomy, numbers, data):
    left_out = data.draw(st.sets(st.sampled_from([person.id for person in people] or [0])))
    ids, found = simulated(job, people, taxonomy, numbers, left_out=left_out)

    assert members(found.now, ids) == recounted(job, people, left_out, taxonomy, numbers)
    assert [change for change, _ in found.after] == [change for change, _ in changes_of(job)]
    for (change, pools), (_, changed) in zip(found.after, changes_of(job), strict=True):
        expected = recounted(changed, people, left_out, taxonomy, numbers)
        assert members(pools, ids) == expected, change


@given(postings(), profile_pools(), taxonomies())
def test_who_is_blocked_by_a_gate_would_qualify_if_it_were_the_only_one(job, people, taxonomy):
    ids, found = simulated(job, people, taxonomy)

    assert set(found.blocked_by) == set(job.gates)
    for gate, mask in found.blocked_by.items():
        alone = replace(job, gates=(gate,))
        blocked = recounted(alone, people, (), taxonomy, DEFAULT)[2]
        assert {ids[row] for row in np.flatnonzero(mask)} == blocked


def kinds(job):
    return {(change.kind, change.subject) for change, _ in changes_of(job)}


def test_a_requirement_can_be_dropped_softened_or_trained():
    job = a_job(asks(1, level=3, importance=Importance.ESSENTIAL), asks(2))

    assert {
        (ChangeKind.DROP, 1),
        (ChangeKind.LOWER_IMPORTANCE, 1),
        (ChangeKind.LOWER_LEVEL, 1),
        (ChangeKind.TRAIN, 1),
    } <= kinds(job)


def test_what_asks_the_least_already_can_only_be_dropped():
    job = a_job(asks(1, level=None, importance=Importance.NICE, trainable=True), asks(2))

    assert {kind for kind, subject in kinds(job) if subject == 1} == {ChangeKind.DROP}


def test_experience_schooling_and_gates_can_be_asked_less_of():
    job = a_job(asks(1), months=36, education=Education.BACHELOR, gates=[7])
    after = dict(changes_of(job))

    assert after[Change(ChangeKind.DROP_EXPERIENCE)].months is None
    assert after[Change(ChangeKind.LOWER_EXPERIENCE)].months == 24
    assert after[Change(ChangeKind.DROP_EDUCATION)].education is None
    assert after[Change(ChangeKind.LOWER_EDUCATION)].education == Education.ASSOCIATE
    assert after[Change(ChangeKind.ACCEPT_EQUIVALENT)].education_or_equivalent
    assert after[Change(ChangeKind.DROP_GATE, 7)].gates == ()


def test_the_last_thing_asked_cannot_be_dropped():
    assert (ChangeKind.DROP, 1) not in kinds(a_job(asks(1)))
    assert changes_of(a_job()) == ()
    assert simulated(a_job(), [a_person(skills={1: 2})])[1].now.qualified.sum() == 0


def test_dropping_the_degree_lets_in_those_who_have_the_skills():
    skilled = [a_person(id=id, skills={1: 2}) for id in range(5)]
    job = a_job(asks(1, importance=Importance.NICE), education=Education.BACHELOR)

    _, found = simulated(job, skilled)

    sizes = {change.kind: int(pools.qualified.sum()) for change, pools in found.after}
    assert found.now.qualified.sum() == 0
    assert sizes[ChangeKind.DROP_EDUCATION] == 5


def test_somebody_with_the_skills_and_without_the_licence_is_blocked():
    job = a_job(asks(1), gates=[7, 8])
    people = [
        a_person(id=1, skills={1: 2}, credentials={7: None, 8: None}),
        a_person(id=2, skills={1: 2}, credentials={7: None}),
        a_person(id=3, skills={1: 2}),
        a_person(id=4, experience=[Experience(1, 9)]),
    ]

    ids, found = simulated(job, people)

    assert members(found.now, ids) == ({1}, set(), {2, 3})
    assert {gate: int(mask.sum()) for gate, mask in found.blocked_by.items()} == {7: 1, 8: 2}
    after = {change.subject: members(pools, ids)[0] for change, pools in found.after}
    assert after[8] == {1, 2}
