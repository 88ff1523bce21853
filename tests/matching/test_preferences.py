"""Wishes against offers: yes, no, or unknown where either side has not said."""

from datetime import date
from decimal import Decimal

import pytest

from employers.models import Posting
from jobseekers.models import Profile
from matching.preferences import miles_apart, preferences_of

HARTFORD = {"latitude": 41.7658, "longitude": -72.6734}
NEW_HAVEN = {"latitude": 41.3083, "longitude": -72.9279}


def answer(name: str, profile: dict, posting: dict) -> str:
    return preferences_of(Profile(**profile), Posting(**posting))[name]


def test_whoever_says_nothing_gets_unknown_for_everything_but_nothing_is_left_out():
    assert set(preferences_of(Profile(), Posting()).values()) == {"unknown"}
    assert list(preferences_of(Profile(), Posting())) == [
        "distance",
        "wage",
        "hours",
        "school_hours",
        "shifts",
        "work_mode",
        "start",
    ]


def test_hartford_and_new_haven_are_about_34_miles_apart():
    assert miles_apart(Profile(**HARTFORD), Posting(**NEW_HAVEN)) == pytest.approx(34.2, abs=0.5)
    assert miles_apart(Profile(), Posting(**NEW_HAVEN)) is None


@pytest.mark.parametrize(
    ("profile", "posting", "expected"),
    [
        ({"max_miles": 40, **HARTFORD}, NEW_HAVEN, "yes"),
        ({"max_miles": 30, **HARTFORD}, NEW_HAVEN, "no"),
        ({"max_miles": 30, **HARTFORD}, {"work_mode": "remote", **NEW_HAVEN}, "yes"),
        ({"max_miles": 30, **HARTFORD}, {"work_mode": "hybrid", **NEW_HAVEN}, "no"),
        (HARTFORD, NEW_HAVEN, "unknown"),
        ({"max_miles": 30}, NEW_HAVEN, "unknown"),
    ],
)
def test_distance(profile, posting, expected):
    assert answer("distance", profile, posting) == expected


@pytest.mark.parametrize(
    ("floor", "offer", "expected"),
    [
        (("20", "HOUR"), ("18", "21", "HOUR"), "yes"),
        (("20", "HOUR"), ("18", "19.99", "HOUR"), "no"),
        (("20", "HOUR"), ("20", None, "HOUR"), "yes"),
        (("20", "HOUR"), ("41600", None, "YEAR"), "yes"),
        (("20", "HOUR"), ("41000", None, "YEAR"), "no"),
        (("50000", "YEAR"), ("24.50", None, "HOUR"), "yes"),
        ((None, "HOUR"), ("24.50", None, "HOUR"), "unknown"),
        (("20", "HOUR"), (None, None, "HOUR"), "unknown"),
    ],
)
def test_wages_are_compared_by_the_hour_and_the_top_of_the_range_counts(floor, offer, expected):
    least, period = floor
    low, high, paid = offer
    profile = {"wage_floor": least and Decimal(least), "wage_floor_period": period}
    posting = {
        "wage_min": low and Decimal(low),
        "wage_max": high and Decimal(high),
        "wage_period": paid,
    }
    assert answer("wage", profile, posting) == expected


@pytest.mark.parametrize(
    ("fewest", "most", "offered", "expected"),
    [
        (20, 40, 40, "yes"),
        (20, 40, 19, "no"),
        (20, 40, 41, "no"),
        (None, 30, 20, "yes"),
        (30, None, 20, "no"),
        (20, 40, None, "unknown"),
        (None, None, 40, "unknown"),
    ],
)
def test_hours_a_week(fewest, most, offered, expected):
    profile = {"min_hours": fewest, "max_hours": most}
    assert answer("hours", profile, {"hours_a_week": offered}) == expected


@pytest.mark.parametrize(
    ("needed", "offered", "expected"),
    [(True, True, "yes"), (True, False, "no"), (False, True, "unknown")],
)
def test_school_hours(needed, offered, expected):
    profile = {"school_hours_only": needed}
    assert answer("school_hours", profile, {"school_hours": offered}) == expected


@pytest.mark.parametrize(
    ("possible", "offered", "expected"),
    [
        (["day", "evening"], ["day"], "yes"),
        (["day"], ["night"], "no"),
        (["day"], ["day", "night"], "unknown"),
        ([], ["day"], "unknown"),
        (["day"], [], "unknown"),
    ],
)
def test_shifts(possible, offered, expected):
    assert answer("shifts", {"shifts": possible}, {"shifts": offered}) == expected


@pytest.mark.parametrize(
    ("wanted", "offered", "expected"),
    [(["remote"], "remote", "yes"), (["remote"], "on_site", "no"), ([], "on_site", "unknown")],
)
def test_work_mode(wanted, offered, expected):
    assert answer("work_mode", {"work_modes": wanted}, {"work_mode": offered}) == expected


@pytest.mark.parametrize(
    ("available", "starts", "expected"),
    [
        (date(2026, 5, 1), date(2026, 5, 1), "yes"),
        (date(2026, 5, 2), date(2026, 5, 1), "no"),
        (None, date(2026, 5, 1), "unknown"),
        (date(2026, 5, 1), None, "unknown"),
    ],
)
def test_start(available, starts, expected):
    assert answer("start", {"available_from": available}, {"starts_on": starts}) == expected
