"""The ledger in words: neutral, so that both sides can read the same line."""

from datetime import date

import pytest
from django.utils import translation

from matching.engine import Gate, Line, LineStatus
from matching.wording import (
    carries_over,
    gate_reason,
    is_lacking,
    label_of,
    months_in_words,
    reason_of,
    within_sentence,
)
from skills.models import Credential, Occupation, Skill

SKILLS = {
    1: Skill(pk=1, label_en="Forklift operation", label_es="Manejo de montacargas"),
    2: Skill(pk=2, label_en="Pallet-jack operation", label_es="Manejo de transpaleta"),
    3: Skill(pk=3, label_en="Inventory"),
    4: Skill(pk=4, label_en="Wound care"),
    5: Skill(pk=5, label_en="Python", kind=Skill.Kind.TECHNOLOGY),
}
OCCUPATIONS = {7: Occupation(pk=7, label_en="Nursing assistants")}


def line(status: str = "met", kind: str = "requirement", **fields) -> Line:
    usual = {
        "subject": 1,
        "importance": 2,
        "required": 2,
        "held": 2,
        "credit": 0,
        "earned": 0,
        "possible": 100,
        "source": None,
        "strength": None,
        "trainable": False,
    }
    return Line(kind=kind, status=LineStatus(status), **usual | fields)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (line(held=3), "Asked: on one's own. The profile says: the hard cases too."),
        (line("partly", held=1), "Asked: on one's own. The profile says: with help."),
        (
            line("related", source=2, strength=60, credit=3600),
            "Asked: on one's own. "
            "A related skill, pallet-jack operation, counts for 36 % of the points.",
        ),
        (
            line("related", source=2, strength=60, credit=3060, held=None),
            "Asked: on one's own. "
            "A related skill, pallet-jack operation, counts for 30 % of the points. "
            "How well is still to confirm.",
        ),
        (line("missing", held=None), "Asked: on one's own. The profile does not list it."),
        (line("missing", held=None, required=None), "The profile does not list it."),
        (line("tell_us", held=None), "Asked: on one's own. The profile lists no skills yet."),
        (
            line("missing", held=None, trainable=True),
            "Asked: on one's own. The profile does not list it. "
            "The employer trains this, so it weighs half.",
        ),
        (
            line("confirm", held=None, credit=8500),
            "Asked: on one's own. The profile lists it but does not say how well: "
            "85 % of the points until it does.",
        ),
        (
            line("confirm", required=None, credit=8500),
            "The profile says: on one's own. The job does not say how well: "
            "85 % of the points until it does.",
        ),
        (
            line("confirm", required=None, held=None, credit=8500),
            "Listed, but neither side says how well: 85 % of the points.",
        ),
    ],
)
def test_why_a_requirement_earned_what_it_earned(given, reason):
    assert reason_of(given, SKILLS) == reason


@pytest.mark.parametrize(
    ("status", "held", "reason"),
    [
        ("met", 36, "Asked: 2 years. Counted: 3 years."),
        (
            "partly",
            7,
            "Asked: 2 years. Counted: 7 months. Jobs that still go on count by whole years.",
        ),
        ("missing", 0, "Asked: 2 years. None of the jobs in the profile counts for this work."),
        ("tell_us", None, "Asked: 2 years. The profile lists no past jobs yet."),
    ],
)
def test_why_experience_earned_what_it_earned(status, held, reason):
    given = line(status, "experience", subject=7, required=24, held=held)
    assert reason_of(given, SKILLS) == reason


def test_related_work_is_said_to_count_in_part_and_never_named():
    given = line("met", "experience", subject=7, required=24, held=30, source=8, strength=50)
    assert reason_of(given, SKILLS) == (
        "Asked: 2 years. Counted: 2 years and 6 months. Related work is in it and counts in part."
    )


@pytest.mark.parametrize(
    ("status", "held", "reason"),
    [
        ("met", 6, "Asked: Associate degree. The profile says: Bachelor's degree."),
        ("missing", 2, "Asked: Associate degree. The profile says: High school or GED."),
        (
            "equivalent",
            2,
            "Asked: Associate degree, or the equivalent in skills and work. "
            "Skills and work make up for it.",
        ),
        ("tell_us", None, "Asked: Associate degree. The profile does not say yet."),
    ],
)
def test_why_education_earned_what_it_earned(status, held, reason):
    equivalent = status == "equivalent"
    given = line(status, "education", subject=5, required=5, held=held, or_equivalent=equivalent)
    assert reason_of(given, SKILLS) == reason


def test_schooling_that_is_short_says_that_its_equivalent_would_do():
    given = line("missing", "education", subject=5, required=5, held=2, or_equivalent=True)
    assert reason_of(given, SKILLS) == (
        "Asked: Associate degree, or the equivalent in skills and work. "
        "The profile says: High school or GED."
    )


def test_what_a_line_asks_for():
    assert label_of(line(), SKILLS, OCCUPATIONS) == "Forklift operation"
    experience = line(kind="experience", subject=7)
    assert label_of(experience, SKILLS, OCCUPATIONS) == "Experience: Nursing assistants"
    assert label_of(line(kind="experience", subject=None), {}, {}) == "Work experience"
    assert label_of(line(kind="education", subject=5), {}, {}) == "Schooling"


def test_labels_and_levels_are_in_the_language_of_whoever_reads():
    with translation.override("es"):
        assert label_of(line(), SKILLS, OCCUPATIONS) == "Manejo de montacargas"
        related = reason_of(line("related", source=2, strength=60), SKILLS)
    assert "manejo de transpaleta" in related


@pytest.mark.parametrize(
    ("opened", "expires", "through", "reason"),
    [
        (True, None, None, "The profile lists it."),
        (True, None, "E-1", "E-1 counts as it."),
        (False, None, None, "The profile does not list it."),
        (False, date(2026, 5, 3), None, "It has run out."),
        (False, date(2026, 5, 3), "E-1", "E-1 counts as it, but has run out."),
    ],
)
def test_how_a_gate_stands_names_what_counts_as_it_and_no_day(opened, expires, through, reason):
    higher = Credential(label_en=through) if through else None
    assert gate_reason(Gate(9, opened, expires), higher) == reason


def test_what_carries_over_is_the_held_skill_and_what_earns_most_comes_first():
    lines = [
        line(subject=3, earned=10),
        line("related", source=2, strength=60, earned=30),
        line("missing", subject=4),
    ]
    assert carries_over(lines, SKILLS) == "Carries over: pallet-jack operation, inventory."


def test_nothing_earned_carries_nothing_over():
    assert carries_over([line("missing", held=None)], SKILLS) == ""


def test_a_held_skill_behind_two_lines_is_named_once():
    lines = [line("related", subject=1, source=2, earned=9), line(subject=2, earned=9)]
    assert carries_over(lines, SKILLS) == "Carries over: pallet-jack operation."


def test_what_is_missing_names_the_heaviest_and_counts_the_rest():
    lines = [
        line("missing", subject=3, possible=10),
        line("tell_us", "experience", required=24, possible=40),
        line("missing", subject=4, possible=20),
        line("missing", "education", required=5, possible=30),
        line("met", subject=1, possible=90),
    ]
    assert is_lacking(lines, SKILLS) == (
        "Still to show: 2 years of experience, schooling, wound care and 1 more."
    )
    assert is_lacking(lines[2:3], SKILLS) == "Still to show: wound care."
    assert is_lacking(lines[4:], SKILLS) == ""


@pytest.mark.parametrize(
    ("months", "words"),
    [(5, "5 months"), (12, "1 year"), (18, "1 year and 6 months"), (24, "2 years")],
)
def test_months_in_words(months, words):
    assert months_in_words(months) == words


def test_names_and_abbreviations_keep_their_capitals_inside_a_sentence():
    assert within_sentence(SKILLS[4]) == "wound care"
    assert within_sentence(SKILLS[5]) == "Python"
    assert within_sentence(Skill(label_en="IV therapy")) == "IV therapy"
