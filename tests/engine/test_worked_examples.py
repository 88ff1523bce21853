"""Small cases with the sums written out, so that the definition itself is pinned."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matching.engine import (
    DEFAULT,
    Band,
    Education,
    EngineSettings,
    Experience,
    Gate,
    HeldCredential,
    Importance,
    LineStatus,
    Score,
    explain,
    rank_postings,
    rank_profiles,
    score,
)
from tests.engine.factories import AS_OF, a_job, a_person, a_taxonomy, asks

WELDING, FORKLIFT, PALLET_JACK, TEAMWORK = 1, 2, 3, 4
WELDER, MACHINIST, COOK = 10, 11, 12
CDL = 5


def explained(person, job, taxonomy=None):
    return explain(person, job, taxonomy or a_taxonomy(), DEFAULT, AS_OF)


def only_line(person, job, taxonomy=None):
    (line,) = explained(person, job, taxonomy).lines
    return line


def test_a_whole_ledger_by_hand():
    taxonomy = a_taxonomy(
        specificity={TEAMWORK: 40},
        relations={FORKLIFT: ((PALLET_JACK, 80),)},
        occupation_relations={WELDER: ((MACHINIST, 50),)},
    )
    job = a_job(
        asks(WELDING, level=3),
        asks(FORKLIFT, level=2, importance=Importance.IMPORTANT),
        asks(TEAMWORK, level=2, importance=Importance.NICE, trainable=True),
        occupation=WELDER,
        months=24,
        education=Education.HS,
        gates=[CDL],
    )
    person = a_person(
        skills={WELDING: 2, PALLET_JACK: None},
        experience=[Experience(WELDER, 6), Experience(MACHINIST, 13), Experience(COOK, 90)],
        education=Education.ASSOCIATE,
    )
    result = explained(person, job, taxonomy)

    # weights: 4x100x2=800, 2x100x2=400, 1x40x1=40, 800, 400: 2440 in all
    # credits: one step short 7000; 8500 x 0.6 x 0.8 = 4080; 0;
    #          6 + 13/2 = 12.5, so 12 of 24 months 5000; 10000
    # sum: 5600000 + 1632000 + 0 + 4000000 + 4000000 = 15232000; / 2440 = 6242.6
    assert result.fit == 6242
    assert result.band is Band.GOOD
    assert [(line.status.value, line.credit) for line in result.lines] == [
        ("partly", 7000),
        ("related", 4080),
        ("missing", 0),
        ("partly", 5000),
        ("met", 10000),
    ]
    # earned: 2295.08, 668.85, 0, 1639.34, 1639.34 and, the last having its whole share already,
    # one point left over to the largest remainder, .85
    assert [line.earned for line in result.lines] == [2295, 669, 0, 1639, 1639]
    # possible: 3278.69, 1639.34, 163.93, 3278.69, 1639.34; three points left over
    assert [line.possible for line in result.lines] == [3279, 1639, 164, 3279, 1639]
    # known weight: all but the 40 of teamwork and half the 400 that rest on a level nobody has
    # said: 2200 of 2440
    assert result.confidence == 90
    assert (result.requirements_met, result.requirements) == (0, 3)
    assert result.gates == (Gate(CDL, open=False, expires=None),)
    related = result.lines[1]
    assert (related.source, related.strength, related.held) == (PALLET_JACK, 80, None)


@pytest.mark.parametrize(
    ("held", "required", "credit", "status"),
    [
        (2, 2, 10000, LineStatus.MET),
        (4, 1, 10000, LineStatus.MET),
        (2, 3, 7000, LineStatus.PARTLY),
        (2, 4, 4000, LineStatus.PARTLY),
        (1, 4, 2000, LineStatus.PARTLY),
        (None, 4, 8500, LineStatus.CONFIRM),
        (1, None, 8500, LineStatus.CONFIRM),
        (None, None, 8500, LineStatus.CONFIRM),
    ],
)
def test_a_level_earns_by_how_far_short_it_falls(held, required, credit, status):
    line = only_line(a_person(skills={WELDING: held}), a_job(asks(WELDING, level=required)))
    assert (line.credit, line.status, line.held) == (credit, status, held)


def test_a_skill_nobody_mentioned_is_missing_but_an_untold_profile_is_asked():
    job = a_job(asks(WELDING))
    assert only_line(a_person(skills={TEAMWORK: 4}), job).status is LineStatus.MISSING
    assert only_line(a_person(), job).status is LineStatus.TELL_US


def test_a_strong_related_skill_counts_even_beside_a_weak_direct_one():
    taxonomy = a_taxonomy(relations={FORKLIFT: ((PALLET_JACK, 90),)})
    job = a_job(asks(FORKLIFT, level=4))
    # direct, three short: 2000; related, met: 0.6 x 0.9 = 5400
    line = only_line(a_person(skills={FORKLIFT: 1, PALLET_JACK: 4}), job, taxonomy)
    assert (line.credit, line.status, line.source) == (5400, LineStatus.RELATED, PALLET_JACK)


def test_equally_good_related_skills_name_the_stronger_relation_then_the_lower_skill():
    # 10000 x 0.6 x 0.35 = 2100 and 7000 x 0.6 x 0.5 = 2100
    taxonomy = a_taxonomy(relations={WELDING: ((2, 35), (3, 50), (4, 50))})
    job = a_job(asks(WELDING, level=3))
    line = only_line(a_person(skills={2: 3, 3: 2, 4: 2}), job, taxonomy)
    assert (line.credit, line.source, line.strength) == (2100, 3, 50)


def test_on_a_tie_the_skill_itself_is_named():
    taxonomy = a_taxonomy(relations={FORKLIFT: ((PALLET_JACK, 100), (FORKLIFT, 100))})
    uncapped = EngineSettings(adjacent_cap=10000)
    person = a_person(skills={FORKLIFT: 2, PALLET_JACK: 2})
    (line,) = explain(person, a_job(asks(FORKLIFT)), taxonomy, uncapped, AS_OF).lines
    assert (line.credit, line.status, line.source) == (10000, LineStatus.MET, None)


def test_a_repeated_skill_counts_at_its_highest_stated_level():
    person = a_person(skills={WELDING: 1})
    twice = type(person)(1, (*person.skills, *a_person(skills={WELDING: 3}).skills), (), None, ())
    assert only_line(twice, a_job(asks(WELDING, level=3))).credit == 10000


def test_what_the_employer_trains_weighs_half():
    job = a_job(asks(WELDING), asks(FORKLIFT, trainable=True))
    assert [line.possible for line in explained(a_person(), job).lines] == [6667, 3333]
    assert score(a_person(skills={FORKLIFT: 2}), job, a_taxonomy(), DEFAULT, AS_OF).fit == 3333


@pytest.mark.parametrize(
    ("worked", "credit", "status", "held"),
    [
        ([], 0, LineStatus.TELL_US, None),
        ([Experience(COOK, 60)], 0, LineStatus.MISSING, 0),
        ([Experience(None, 60)], 0, LineStatus.MISSING, 0),
        ([Experience(WELDER, 12)], 5000, LineStatus.PARTLY, 12),
        # 0.5 + 0.5 months: added up before rounding
        ([Experience(MACHINIST, 1), Experience(MACHINIST, 1)], 416, LineStatus.PARTLY, 1),
        ([Experience(WELDER, 500)], 10000, LineStatus.MET, 500),
    ],
)
def test_experience_counts_in_the_same_and_related_occupations(worked, credit, status, held):
    taxonomy = a_taxonomy(occupation_relations={WELDER: ((MACHINIST, 50),)})
    line = only_line(a_person(experience=worked), a_job(occupation=WELDER, months=24), taxonomy)
    assert (line.credit, line.status, line.held) == (credit, status, held)


def test_a_repeated_relation_counts_once_at_its_strongest_and_the_same_occupation_in_full():
    related = {WELDER: ((MACHINIST, 50), (MACHINIST, 20), (WELDER, 90))}
    taxonomy = a_taxonomy(occupation_relations=related)
    person = a_person(experience=[Experience(MACHINIST, 10), Experience(WELDER, 1)])
    # 10 x 50 % + 1
    assert only_line(person, a_job(occupation=WELDER, months=24), taxonomy).held == 6


def test_all_months_count_for_a_posting_without_an_occupation():
    person = a_person(experience=[Experience(COOK, 10), Experience(None, 2)])
    assert only_line(person, a_job(months=24)).credit == 5000


def test_a_higher_degree_earns_no_extra():
    job = a_job(asks(WELDING), education=Education.HS)
    exact, higher = (
        score(a_person(education=rank), job, a_taxonomy(), DEFAULT, AS_OF)
        for rank in (Education.HS, Education.DOCTORATE)
    )
    # 400 of 800 + 400
    assert exact.fit == higher.fit == 3333


@pytest.mark.parametrize(
    ("person", "status"),
    [
        (a_person(education=Education.BACHELOR), LineStatus.MET),
        (a_person(education=Education.HS), LineStatus.MISSING),
        (a_person(), LineStatus.TELL_US),
        # three of four equal requirements: exactly 7500
        (a_person(skills={1: 2, 2: 2, 3: 2}), LineStatus.EQUIVALENT),
        (a_person(skills={1: 2, 2: 2, 3: 1}), LineStatus.TELL_US),
        (a_person(experience=[Experience(WELDER, 48)]), LineStatus.EQUIVALENT),
        (a_person(experience=[Experience(WELDER, 47)]), LineStatus.TELL_US),
        (a_person(experience=[Experience(COOK, 480)]), LineStatus.TELL_US),
    ],
)
def test_or_equivalent_is_met_by_enough_skill_or_enough_years(person, status):
    requirements = [asks(skill) for skill in (1, 2, 3, 4)]
    job = a_job(*requirements, occupation=WELDER, education=Education.BACHELOR, or_equivalent=True)
    assert explained(person, job).lines[-1].status is status


def test_years_replace_no_degree_that_has_no_equivalent():
    job = a_job(occupation=WELDER, education=Education.BACHELOR)
    person = a_person(experience=[Experience(WELDER, 480)], education=Education.HS)
    assert only_line(person, job).status is LineStatus.MISSING


def test_a_posting_that_asks_for_nothing_is_no_match():
    result = explained(a_person(skills={WELDING: 4}), a_job(education=Education.NONE, months=0))
    assert (result.fit, result.band, result.lines, result.confidence) == (0, None, (), 0)


def test_an_empty_profile_has_no_matches():
    job = a_job(asks(WELDING), months=12, education=Education.HS, or_equivalent=True)
    assert score(a_person(), job, a_taxonomy(), DEFAULT, AS_OF) == Score(0, gates_open=True)


def test_an_unknown_level_halves_the_confidence_and_still_counts_as_one_of_the_requirements():
    result = explained(a_person(skills={WELDING: None}), a_job(asks(WELDING)))
    assert (result.confidence, result.requirements_met, result.fit) == (50, 1, 8500)


@pytest.mark.parametrize(
    ("held", "opened"),
    [
        ({}, False),
        ({CDL: None}, True),
        ({CDL: AS_OF}, True),
        ({CDL: AS_OF - timedelta(days=1)}, False),
        ({CDL + 1: None}, False),
    ],
)
def test_a_gate_opens_with_a_credential_that_is_valid_that_day(held, opened):
    job = a_job(asks(WELDING), gates=[CDL])
    person = a_person(skills={WELDING: 2}, credentials=held)
    assert score(person, job, a_taxonomy(), DEFAULT, AS_OF) == Score(10000, opened)
    assert explained(person, job).gates == (Gate(CDL, opened, held.get(CDL)),)


@pytest.mark.parametrize("last_day", [None, AS_OF + timedelta(days=9)])
def test_of_a_credential_held_twice_the_longest_lasting_counts(last_day):
    lapsed = HeldCredential(CDL, AS_OF - timedelta(days=1))
    lasting = HeldCredential(CDL, last_day)
    for held in ((lapsed, lasting), (lasting, lapsed)):
        person = replace(a_person(), credentials=held)
        assert explained(person, a_job(gates=[CDL])).gates == (Gate(CDL, True, last_day),)


@pytest.mark.parametrize(
    ("fit", "band"),
    [
        (10000, Band.STRONG),
        (7500, Band.STRONG),
        (7499, Band.GOOD),
        (6000, Band.GOOD),
        (5999, Band.POSSIBLE),
        (4000, Band.POSSIBLE),
        (3999, Band.STRETCH),
        (2500, Band.STRETCH),
        (2499, None),
    ],
)
def test_the_bands_begin_at_their_floors(fit, band):
    assert DEFAULT.band(fit) is band


def test_a_line_without_credit_earns_nothing_even_when_points_are_left_over():
    # seven equal lines, the last three met: 3 x 1428.57 = 4285.7, so 4285 = 1429 + 1428 + 1428
    job = a_job(*[asks(skill) for skill in range(7)])
    result = explained(a_person(skills={4: 2, 5: 2, 6: 2}), job)
    assert [line.earned for line in result.lines] == [0, 0, 0, 0, 1429, 1428, 1428]
    assert sum(line.possible for line in result.lines) == 10000


def test_ranking_keeps_matches_only_with_open_gates_first():
    person = a_person(skills={WELDING: 2})
    gated = a_job(asks(WELDING), id=1, gates=[CDL])
    half = a_job(asks(WELDING), asks(FORKLIFT), id=2)
    whole = a_job(asks(WELDING), id=3)
    unfit = a_job(asks(FORKLIFT), id=4)
    ranked = rank_postings(person, [gated, half, whole, unfit], a_taxonomy(), DEFAULT, AS_OF, k=9)
    assert ranked == ((3, Score(10000, True)), (2, Score(5000, True)), (1, Score(10000, False)))
    assert rank_postings(person, [gated, half, whole], a_taxonomy(), DEFAULT, AS_OF, k=1) == (
        (3, Score(10000, True)),
    )
    people = [a_person(id=7, skills={WELDING: 1}), a_person(id=8, skills={WELDING: 2})]
    ranked = rank_profiles(whole, people, a_taxonomy(), DEFAULT, AS_OF, k=9)
    assert ranked == ((8, Score(10000, True)), (7, Score(7000, True)))


def test_work_and_schooling_that_were_stated_are_known_even_where_they_fall_short():
    job = a_job(occupation=WELDER, months=24, education=Education.BACHELOR)
    person = a_person(experience=[Experience(COOK, 60)], education=Education.HS)
    assert explained(person, job).confidence == 100
    assert explained(a_person(education=Education.HS), job).confidence == 33


def test_a_related_skill_of_which_nobody_said_how_well_halves_the_confidence_too():
    taxonomy = a_taxonomy(relations={FORKLIFT: ((PALLET_JACK, 80),)})
    job = a_job(asks(FORKLIFT))
    assert explained(a_person(skills={PALLET_JACK: 2}), job, taxonomy).confidence == 100
    assert explained(a_person(skills={PALLET_JACK: None}), job, taxonomy).confidence == 50


def test_experience_names_the_related_work_that_adds_the_most():
    taxonomy = a_taxonomy(occupation_relations={WELDER: ((MACHINIST, 50), (COOK, 10))})
    worked = [Experience(WELDER, 6), Experience(MACHINIST, 10), Experience(COOK, 40)]
    line = only_line(a_person(experience=worked), a_job(occupation=WELDER, months=24), taxonomy)
    # 6 + 5 + 4
    assert (line.held, line.source, line.strength) == (15, MACHINIST, 50)
    line = only_line(a_person(experience=worked[:1]), a_job(occupation=WELDER, months=24), taxonomy)
    assert (line.source, line.strength) == (None, None)
