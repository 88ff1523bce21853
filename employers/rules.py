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
from portal.common.words import dollars_an_hour


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


def minimum_wage(on: date) -> MinimumWage:
    """The general minimum wage in force on a day."""
    in_force = [rule for rule in MINIMUM_WAGES if rule.since <= on]
    return in_force[-1] if in_force else MINIMUM_WAGES[0]


def publishing_errors(posting: Posting, *, asks: int) -> dict[str, list[Any]]:
    """What stands between this posting and the public, a message per field.

    `asks` is the number of its requirements. Sources: Conn. Gen. Stat. section 31-40z as amended
    by Public Act 26-12 (wage range and benefits in every posting), section 31-58 (minimum wage).
    """
    errors: dict[str, list[Any]] = {}
    today = timezone.localdate()
    if posting.wage_min is None:
        errors["wage_min"] = [
            _("Say what the job pays. Connecticut law asks for the pay in every posting.")
        ]
    else:
        least = minimum_wage(today)
        if dollars_an_hour(posting.wage_min, posting.wage_period) < least.dollars:
            errors["wage_min"] = [
                _("This is below Connecticut's minimum wage of $%(wage)s an hour.")
                % {"wage": least.dollars}
            ]
    if not posting.benefits.strip():
        errors["benefits"] = [
            _("Describe the benefits in general. Connecticut law asks for it in every posting.")
        ]
    if not posting.description.strip():
        errors["description"] = [_("Say what the work is.")]
    if not posting.zip:
        errors["zip"] = [_("Say where the work is.")]
    if not asks:
        errors["requirements"] = [_("Add at least one skill that the job needs.")]
    if posting.closes_on and posting.closes_on < today:
        errors["closes_on"] = [_("This day has passed.")]
    return errors
