"""How numbers, money, distances and states are written."""

from decimal import Decimal

import pytest
from django.utils import translation

from portal.common.templatetags import portal as tags


@pytest.mark.parametrize(
    ("hundredths", "written"), [(0, "0.00"), (5, "0.05"), (1250, "12.50"), (10000, "100.00")]
)
def test_points_always_have_two_decimals(hundredths: int, written: str) -> None:
    assert tags.points(hundredths) == written


def test_a_fit_just_under_a_band_does_not_read_like_that_band() -> None:
    assert tags.fit(7499) == "74"
    assert tags.fit(7500) == "75"


@pytest.mark.parametrize(
    ("amount", "written"),
    [(Decimal("18.50"), "$18.50"), (Decimal("22.00"), "$22"), (52000, "$52,000"), (None, "")],
)
def test_money_drops_cents_only_when_there_are_none(amount: Decimal, written: str) -> None:
    assert tags.money(amount) == written


def test_money_is_written_alike_in_spanish() -> None:
    with translation.override("es"):
        assert tags.money(Decimal("1018.50")) == "$1,018.50"


@pytest.mark.parametrize(
    ("low", "high", "period", "written"),
    [
        (Decimal("18.50"), Decimal(22), "HOUR", "$18.50 to $22 an hour"),
        (Decimal(20), Decimal(20), "HOUR", "$20 an hour"),
        (Decimal(52000), None, "YEAR", "$52,000 a year"),
        (None, Decimal(900), "WEEK", "$900 a week"),
        (None, None, "HOUR", "Pay not stated"),
    ],
)
def test_a_wage_says_what_it_is_paid_for(
    low: Decimal | None, high: Decimal | None, period: str, written: str
) -> None:
    assert tags.wage(low, high, period) == written


@pytest.mark.parametrize(
    ("distance", "written"),
    [(0.4, "Less than 1 mile"), (1.2, "About 1 mile"), (12.6, "About 13 miles"), (None, "")],
)
def test_a_distance_is_told_in_words(distance: float | None, written: str) -> None:
    assert tags.miles(distance) == written


def test_a_bar_reads_as_one_sentence_without_what_does_not_occur() -> None:
    statuses = ["missing", "met", "partly", "met"]
    assert tags.status_sentence(statuses) == "2 met, 1 partly met, 1 missing"


def test_an_undo_address_is_found_among_other_tags() -> None:
    assert tags.undo_address("undo:/me/skills/7/restore/ wide") == "/me/skills/7/restore/"
    assert tags.undo_address("wide") == ""
    assert tags.undo_address(None) == ""
