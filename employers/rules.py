"""What Connecticut asks of a public posting, as dated rules with their source.

Legal wording is for a lawyer to confirm before it binds anybody; the numbers are the law's.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Posting
from portal.common.words import HOURS_IN, WagePeriod, WorkMode


@dataclass(frozen=True)
class MinimumWage:
    """Dollars an hour that the law asks from a day on."""

    since: date
    dollars: Decimal
    source: str


# Indexed each January by the U.S. employment cost index (Conn. Gen. Stat. section 31-58(i)); the
# Department of Labor announces the next year's rate by 15 October.
MINIMUM_WAGES = (
    MinimumWage(date(2025, 1, 1), Decimal("16.35"), "Conn. Gen. Stat. section 31-58(i)"),
    MinimumWage(date(2026, 1, 1), Decimal("16.94"), "Conn. Gen. Stat. section 31-58(i)"),
)

PAY_TRANSPARENCY = "Conn. Gen. Stat. section 31-40z, Public Act 26-12"


def minimum_wage(on: date) -> MinimumWage:
    """The general minimum wage in force on a day."""
    in_force = [rule for rule in MINIMUM_WAGES if rule.since <= on]
    return in_force[-1] if in_force else MINIMUM_WAGES[0]


@dataclass(frozen=True)
class Finding:
    """What stands between a posting and the public: the field, what to do, and why if a law asks.

    `why` names the law; it is empty where the portal itself asks.
    """

    field: str
    message: str
    why: str = ""


def publishing_findings(posting: Posting, *, asks: int) -> list[Finding]:
    """What stands between this posting and the public, in the order of the editor's fields.

    `asks` is the number of its requirements. Sources: Conn. Gen. Stat. section 31-40z as amended
    by Public Act 26-12 (wage range and benefits in every posting), section 31-58 (minimum wage).
    """
    today = timezone.localdate()
    found = []
    if not posting.description.strip():
        found.append(Finding("description", _("Say what the work is.")))
    found.extend(_pay_findings(posting, today))
    if not posting.benefits.strip():
        found.append(
            Finding(
                "benefits",
                _(
                    "Describe the benefits in general. "
                    "Connecticut law asks for it in every posting."
                ),
                _pay_transparency(),
            )
        )
    if not posting.zip and posting.work_mode != WorkMode.REMOTE:
        found.append(Finding("zip", _("Say where the work is.")))
    if not asks:
        found.append(Finding("requirements", _("Add at least one skill that the job needs.")))
    if posting.closes_on and posting.closes_on < today:
        found.append(Finding("closes_on", _("This day has passed.")))
    return found


def publishing_errors(posting: Posting, *, asks: int) -> dict[str, list[Any]]:
    """The same as messages per field, empty when the posting may be public."""
    errors: dict[str, list[Any]] = {}
    for finding in publishing_findings(posting, asks=asks):
        errors.setdefault(finding.field, []).append(finding.message)
    return errors


def hourly_pay(posting: Posting) -> Decimal | None:
    """The least that an hour of this work pays, unrounded; None while no pay is stated.

    Pay for a week, month or year is spread over the hours a week that the posting states, over 40
    where it states none.
    """
    if posting.wage_min is None:
        return None
    period = WagePeriod(posting.wage_period)
    hours = HOURS_IN[period]
    if period != WagePeriod.HOUR and posting.hours_a_week:
        hours = hours * posting.hours_a_week / HOURS_IN[WagePeriod.WEEK]
    return posting.wage_min / hours


def _pay_findings(posting: Posting, today: date) -> list[Finding]:
    hourly, least = hourly_pay(posting), minimum_wage(today)
    if hourly is None:
        return [
            Finding(
                "wage_min",
                _("Say what the job pays. Connecticut law asks for the pay in every posting."),
                _pay_transparency(),
            )
        ]
    if hourly >= least.dollars:
        return []
    return [
        Finding(
            "wage_min",
            _("This is below Connecticut's minimum wage of $%(wage)s an hour.")
            % {"wage": least.dollars},
            _(
                "The law sets the least that an hour of work may pay (%(source)s). Pay for a week, "
                "a month or a year counts by the hours a week that you state."
            )
            % {"source": least.source},
        )
    ]


def _pay_transparency() -> str:
    return _(
        "Every posting in Connecticut states its pay and, in general words, its benefits, so that "
        "people can judge an offer before they apply (%(source)s)."
    ) % {"source": PAY_TRANSPARENCY}
