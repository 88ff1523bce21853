"""Occupations suggested for titles as people and ads write them."""

import pytest

from skills.ranking.cleaning import variants_of
from skills.ranking.titles import TitleIndex, Titles

TITLES = Titles(
    codes=("29-1141.00", "31-1131.00", "53-3032.00", "15-1252.00"),
    descriptions=(
        "Assess patients, plan and give care.",
        "Bathe, feed and move patients under nurses.",
        "Drive a tractor-trailer over long distances.",
        "Design and write computer programs.",
    ),
    texts=(
        "Registered Nurse", "RN", "Staff Nurse", "Charge Nurse", "Nurse's Aide",
        "Certified Nursing Assistant", "CNA", "Truck Driver", "Tractor-Trailer Driver",
        "Software Developer", "Software Engineer", "Application Programmer",
    ),
    occupations=(0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3),
)  # fmt: skip


def encoded(texts, encoder):
    return encoder.encode(texts)


@pytest.fixture(scope="module")
def index(encoder):
    return TitleIndex(TITLES, encoder, encoded)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("registered nurse", "29-1141.00"),
        ("Sr. Software Engr (m/f/d) - remote, $90k-$110k", "15-1252.00"),
        ("RN - Med/Surg - Nights - $5,000 sign-on bonus", "29-1141.00"),
        ("HIRING NOW!! CDL-A truck drivers needed, full-time", "53-3032.00"),
        ("Certifed Nursing Asistant", "31-1131.00"),
        ("programmer of web applications", "15-1252.00"),
    ],
)
def test_a_title_as_an_ad_writes_it_finds_its_occupation(index, title, code):
    [[best, *_others]] = index.suggest([title], 3)

    assert best.code == code


def test_a_description_after_the_title_tells_what_the_title_does_not(index):
    [[alone, *_], [described, *_]] = index.suggest(
        ["Driver", "Driver\nYou design and write computer programs for devices."], 4
    )

    assert alone.code == "53-3032.00"
    coding = {each.code: each.score for each in index.suggest(["Driver"], 4)[0]}["15-1252.00"]
    raised = index.suggest(["Driver\nYou design and write computer programs."], 4)[0]
    assert {each.code: each.score for each in raised}["15-1252.00"] > coding
    assert described.score <= 1


def test_without_the_model_letters_alone_suggest():
    index = TitleIndex(TITLES, None, encoded)

    [[best, *_others]] = index.suggest(["truck drivers"], 2)

    assert best.code == "53-3032.00"


def test_an_empty_title_and_no_occupations_are_taken(index):
    assert len(index.suggest([""], 2)[0]) == 2
    nothing = TitleIndex(Titles((), (), (), ()), None, encoded)
    assert nothing.suggest(["cook"], 3) == [[]]


@pytest.mark.parametrize(
    ("title", "reading"),
    [
        ("Sr. Software Engr (m/f/d)", "senior Software engineer"),
        ("CEO (Chief Executive Officer)", "CEO"),
        ("Line Cook - Evenings - $18/hr", "Line Cook"),
        ("Machinist II", "Machinist"),
        ("Warehouse Associate, 2nd shift", "Warehouse Associate"),
        ("Chief Executive Officer (CEO)", "CEO"),
    ],
)
def test_what_does_not_belong_to_a_title_is_left_out(title, reading):
    assert reading in variants_of(title)


def test_a_title_of_noise_alone_stands_for_itself():
    assert variants_of("Full-time") == ["Full-time"]
