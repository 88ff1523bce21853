"""What an organisation can learn of one person by asking for pool sizes again and again.

The adversary here knows the engine, all that is to be known of Tess but whether she holds one
skill, and how questions can be built so that they differ in her alone.
"""

import random

import numpy as np
import pytest

from matching.engine import DEFAULT, Importance, ProfileColumns, TaxonomyArrays
from matching.engine.simulate import simulate
from matching.simulate.disclosure import Answers, Sketcher, shown
from tests.engine.factories import AS_OF, a_job, a_person, a_taxonomy, asks

COMMON, TELLING, SECRET, HELD_BY_NOBODY = 1, 2, 3, 4
GROUPS = range(10, 40)
TESS = 1
PEOPLE = 300
WORLDS = 12
NUMBERS_KEPT_SECRET = 987_654_321

TAXONOMY = TaxonomyArrays.build(
    a_taxonomy(
        specificity={
            COMMON: 100,
            TELLING: 40,
            SECRET: 40,
            HELD_BY_NOBODY: 40,
            **dict.fromkeys(GROUPS, 80),
        }
    )
)


def a_world(dice, *, tess_holds_it):
    """People of whom many hold the secret skill, and Tess, the only one with a telling skill."""
    tess = {COMMON: 2, TELLING: 2} | ({SECRET: 2} if tess_holds_it else {})
    people = [a_person(id=TESS, skills=tess)]
    share = {group: dice.uniform(0.05, 0.5) for group in GROUPS}
    for id in range(TESS + 1, PEOPLE):
        skills = {group: 2 for group in GROUPS if dice.random() < share[group]}
        skills |= {SECRET: 2} if dice.random() < 0.3 else {}
        people.append(a_person(id=id, skills={COMMON: 2, **skills}))
    return ProfileColumns.build(people)


def a_question(group, skill):
    """Fits everybody of the group; Tess only by her telling skill and this one together."""
    nice = {"importance": Importance.NICE}
    return a_job(asks(COMMON), asks(group), asks(TELLING, **nice), asks(skill, **nice))


def groups_of(columns, question):
    everybody = np.ones(len(columns), dtype=np.bool_)
    found = simulate(question, columns, TAXONOMY, DEFAULT, AS_OF, counted=everybody)
    pools = [found.now, *(pools for _change, pools in found.after)]
    return [mask for each in pools for mask in (each.qualified, each.near)]


class Rounded:
    """Numbers that are only rounded."""

    def __init__(self, columns):
        self.columns = columns

    def told(self, groups):
        return [shown(int(group.sum())) for group in groups]


class Told:
    """Numbers as organisations are told them."""

    def __init__(self, columns):
        self.columns = columns
        self.sketcher = Sketcher(columns.ids, NUMBERS_KEPT_SECRET)
        self.kept = b""

    def told(self, groups):
        counts = [int(group.sum()) for group in groups]
        sizes, kept = Answers(self.kept).answer(self.sketcher.sketch(groups), counts)
        self.kept += kept
        return [size.number for size in sizes]

    def ask(self, question):
        return self.told(groups_of(self.columns, question))


def differences(portal, pairs):
    """In how many of the pairs of questions the two sizes of those who qualify differ."""
    return sum(portal.told(one)[0] != portal.told(other)[0] for one, other in pairs)


@pytest.fixture(scope="module")
def attacks():
    """For each world: whether Tess holds the skill, and what each way of telling gives away."""
    dice, found = random.Random(7), []
    for world in range(WORLDS):
        truth = world % 2 == 0
        columns = a_world(dice, tess_holds_it=truth)
        pairs = [
            [groups_of(columns, a_question(group, skill)) for skill in (SECRET, HELD_BY_NOBODY)]
            for group in GROUPS
        ]
        found.append((truth, {way: differences(way(columns), pairs) for way in (Rounded, Told)}))
    return found


def best_success(attacks, way):
    """How often the adversary is right, deciding by the bound that serves best."""
    bounds = sorted({scores[way] for _truth, scores in attacks})
    return max(
        sum((scores[way] >= bound) == truth for truth, scores in attacks) / WORLDS
        for bound in [*bounds, bounds[-1] + 1]
    )


def test_the_questions_differ_in_tess_alone():
    with_it = a_world(random.Random(1), tess_holds_it=True)

    for group in GROUPS:
        one, other = (
            groups_of(with_it, a_question(group, skill))[0] for skill in (SECRET, HELD_BY_NOBODY)
        )
        assert with_it.ids[one != other].tolist() == [TESS]


def test_rounding_alone_would_give_her_away(attacks):
    assert best_success(attacks, Rounded) >= 0.9


def test_as_numbers_are_told_the_adversary_might_as_well_guess(attacks):
    assert best_success(attacks, Told) == 0.5


def test_watching_one_question_while_she_changes_her_profile_tells_nothing():
    question = a_question(GROUPS[0], SECRET)
    for seed in range(20):
        before = a_world(random.Random(seed), tess_holds_it=False)
        portal = Told(before)
        first = portal.ask(question)[0]
        portal.columns = a_world(random.Random(seed), tess_holds_it=True)

        assert portal.ask(question)[0] == first


def test_nine_invented_people_beside_her_are_what_remains():
    """The residual risk of decision 14: whoever knows nine of a group of ten for certain."""

    def told(tess_holds_it):
        invented = {COMMON: 2, TELLING: 2, SECRET: 2}
        people = [a_person(id=id, skills=invented) for id in range(2, 11)]
        tess = {COMMON: 2, TELLING: 2} | ({SECRET: 2} if tess_holds_it else {})
        columns = ProfileColumns.build([a_person(id=TESS, skills=tess), *people])
        question = a_job(asks(TELLING), asks(SECRET))
        return Told(columns).ask(question)[0]

    assert (told(True), told(False)) == (10, None)


# --- The rule itself


def told_of(*groups, ids=500):
    """The sizes told of groups of people, given as ranges, one after the other."""
    everybody = np.arange(ids)
    sketcher = Sketcher(everybody, NUMBERS_KEPT_SECRET)
    kept, sizes = b"", []
    for group in groups:
        mask = np.isin(everybody, list(group))
        found, more = Answers(kept).answer(sketcher.sketch([mask]), [int(mask.sum())])
        kept += more
        sizes += found
    return sizes


@pytest.mark.parametrize("first", range(12, 40))
def test_a_group_with_one_more_or_one_fewer_has_the_same_number(first):
    size, more, fewer = told_of(range(first), range(first + 1), range(first - 1))

    assert size.number == more.number == fewer.number == shown(first)
    assert size.own
    assert not more.own


def test_the_same_group_has_a_number_of_its_own_again():
    assert told_of(range(44), range(44)) == told_of(range(44)) * 2


def test_a_group_that_differs_clearly_is_counted_anew():
    assert [size.number for size in told_of(range(44), range(90), range(300, 344))] == [40, 90, 40]


def test_numbers_are_not_handed_on_for_ever():
    sizes = told_of(*(range(length) for length in range(30, 130, 7)))

    lengths = range(30, 130, 7)
    assert all(abs(size.number - n) <= 20 for size, n in zip(sizes, lengths, strict=True))


def test_sketches_without_the_secret_look_like_any_others():
    everybody, alone = np.arange(500), np.arange(500) == 7
    sketches = {Sketcher(everybody, secret).sketch([alone]).tobytes() for secret in range(1, 400)}

    assert len(sketches) > 60
