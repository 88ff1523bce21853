"""What Connecticut asks of a public posting."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from employers.rules import MINIMUM_WAGES, minimum_wage, publishing_errors, publishing_findings
from portal.common.words import WagePeriod, WorkMode
from tests.factories import DraftFactory


def whole(**changes):
    """A draft, not stored, that lacks nothing but what is changed."""
    return DraftFactory.build(organisation=None, **changes)


def test_a_whole_posting_may_be_published():
    assert publishing_errors(whole(), asks=1) == {}


@pytest.mark.parametrize(
    ("changes", "asks", "field"),
    [
        ({"wage_min": None, "wage_max": None}, 1, "wage_min"),
        ({"wage_min": Decimal("16.93")}, 1, "wage_min"),
        ({"benefits": "  "}, 1, "benefits"),
        ({"description": ""}, 1, "description"),
        ({"zip": ""}, 1, "zip"),
        ({}, 0, "requirements"),
        ({"closes_on": date(2026, 1, 1)}, 1, "closes_on"),
    ],
)
def test_each_thing_that_is_missing_is_said_at_its_field(changes, asks, field):
    assert list(publishing_errors(whole(**changes), asks=asks)) == [field]


def test_work_from_home_needs_no_place():
    assert publishing_errors(whole(zip="", work_mode=WorkMode.REMOTE), asks=1) == {}


@pytest.mark.parametrize("field", ["wage_min", "benefits"])
def test_what_the_law_asks_names_the_law(field):
    changes = {"wage_min": None, "wage_max": None, "benefits": ""}

    findings = {each.field: each for each in publishing_findings(whole(**changes), asks=1)}

    assert "31-40z" in findings[field].why


def test_what_only_the_portal_asks_names_no_law():
    (finding,) = publishing_findings(whole(), asks=0)

    assert finding.why == ""


@pytest.mark.parametrize(
    ("day", "dollars"),
    [
        (date(2025, 12, 31), "16.35"),
        (date(2026, 1, 1), "16.94"),
        (date(2026, 12, 31), "16.94"),
    ],
)
def test_the_minimum_wage_is_the_one_in_force_that_day(day, dollars):
    assert minimum_wage(day).dollars == Decimal(dollars)


def test_the_minimum_wages_stand_in_the_order_of_their_days_and_name_their_source():
    days = [rule.since for rule in MINIMUM_WAGES]

    assert days == sorted(days)
    assert all(rule.source for rule in MINIMUM_WAGES)


def pay(amount: str, period: str, hours: int | None = None) -> dict:
    return {
        "wage_min": Decimal(amount),
        "wage_max": None,
        "wage_period": period,
        "hours_a_week": hours,
    }


@pytest.mark.parametrize(
    "offer",
    [
        pay("16.94", WagePeriod.HOUR),
        pay("677.60", WagePeriod.WEEK),
        pay("35235.20", WagePeriod.YEAR),
        pay("338.80", WagePeriod.WEEK, hours=20),
        pay("16.94", WagePeriod.HOUR, hours=5),
    ],
)
def test_pay_that_reaches_the_minimum_wage_passes(offer):
    assert publishing_errors(whole(**offer), asks=1) == {}


@pytest.mark.parametrize(
    "offer",
    [
        pay("16.93", WagePeriod.HOUR),
        pay("677.59", WagePeriod.WEEK),
        pay("35235.19", WagePeriod.YEAR),
        pay("338.79", WagePeriod.WEEK, hours=20),
        pay("677.60", WagePeriod.WEEK, hours=50),
        pay("0", WagePeriod.HOUR),
    ],
)
def test_pay_below_the_minimum_wage_is_refused_by_the_hours_that_are_worked(offer):
    assert list(publishing_errors(whole(**offer), asks=1)) == ["wage_min"]


def test_a_posting_may_close_today_but_not_yesterday():
    today = timezone.localdate()

    assert publishing_errors(whole(closes_on=today), asks=1) == {}
    assert "closes_on" in publishing_errors(whole(closes_on=today - timedelta(days=1)), asks=1)
