"""The pay of a posting, and the money in it that is no pay."""

from decimal import Decimal

import pytest

from skills.reading.wages import read_wage

WAGES = [
    ("$18-$22/hr", "18", "22", "HOUR"),
    ("Pay: 18.50 per hour", "18.50", None, "HOUR"),
    ("$45k–$52k", "45000", "52000", "YEAR"),
    ("US$ 50,000 al año", "50000", None, "YEAR"),
    ("Salary: $45,000.00 - $52,000.00", "45000", "52000", "YEAR"),
    ("$45-52k per year", "45000", "52000", "YEAR"),
    ("Pay starts at $17", "17", None, "HOUR"),
    ("Salario: $16.94 la hora", "16.94", None, "HOUR"),
    ("entre $18 y $22 por hora", "18", "22", "HOUR"),
    ("$700 weekly", "700", None, "WEEK"),
    ("Hourly rate: $20 - $25", "20", "25", "HOUR"),
    ("$18/hr - $22/hr", "18", "22", "HOUR"),
    ("18-22/hr", "18", "22", "HOUR"),
    ("$4,200 per month", "4200", None, "MONTH"),
    ("Earn up to $1,200 a week", "1200", None, "WEEK"),
    ("15 dólares la hora", "15", None, "HOUR"),
    ("Compensation: $75K+", "75000", None, "YEAR"),
    ("Sueldo 18 a 20 dólares por hora", "18", "20", "HOUR"),
    ("Annual salary range: 52,000 to 61,000", "52000", "61000", "YEAR"),
    ("$17.50 hourly + tips", "17.50", None, "HOUR"),
    ("between $55,000 and $65,000 annually", "55000", "65000", "YEAR"),
    ("Wage: $25", "25", None, "HOUR"),
    ("$19.25/hour plus a $1,000 sign-on bonus", "19.25", None, "HOUR"),
    ("$1,000 sign-on bonus. We pay $19.25/hour", "19.25", None, "HOUR"),
    ("$20.00 an hour, $2/hr shift differential", "20", None, "HOUR"),
    ("We had revenue of $5 million. Pay: $21/hr", "21", None, "HOUR"),
    ("$2,800 mensuales", "2800", None, "MONTH"),
    ("Pay range: $16.94 - $16.94 per hour", "16.94", None, "HOUR"),
    ("From $18.75 an hour, 40 hours a week", "18.75", None, "HOUR"),
    ("$62,400 - $70,000 a year", "62400", "70000", "YEAR"),
]
NO_WAGES = [
    "company revenue of $5 million, 401k",
    "We manage $50,000 in assets",
    "Lift 50 lbs, 40 hours a week",
    "$5,000 annual tuition reimbursement",
    "$1,000 sign-on bonus",
    "Referral bonus of $500 per year",
    "A raise of 3% per year",
    "Call 860-555-0100 or 18 Main St",
    "£25k - 40k a year",
    "Budget: $250,000 per year",
    "two-day 48hr event",
    "$60,000",
    "Overtime pay of $40 per hour",
    "",
]


@pytest.mark.parametrize(("text", "lowest", "highest", "period"), WAGES)
def test_the_wage_is_read_with_its_period(text, lowest, highest, period):
    wage = read_wage(text)

    assert (wage.lowest, wage.highest, wage.period) == (
        Decimal(lowest),
        Decimal(highest) if highest else None,
        period,
    )
    assert any(figure.isdigit() for figure in text[slice(*wage.span)])


@pytest.mark.parametrize("text", NO_WAGES)
def test_other_money_is_no_wage(text):
    assert read_wage(text) is None
