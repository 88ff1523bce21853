"""Words that profiles and postings share, so that a wish can be held against an offer."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class WagePeriod(models.TextChoices):
    """What a wage is paid for; the values are schema.org's QuantitativeValue unit texts."""

    HOUR = "HOUR", _("hour")
    WEEK = "WEEK", _("week")
    MONTH = "MONTH", _("month")
    YEAR = "YEAR", _("year")


class WorkMode(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    HYBRID = "hybrid", _("Partly from home")
    REMOTE = "remote", _("From home")


class Shift(models.TextChoices):
    DAY = "day", _("Days")
    EVENING = "evening", _("Evenings")
    NIGHT = "night", _("Nights")
    WEEKEND = "weekend", _("Weekends")
    ROTATING = "rotating", _("Changing shifts")


# Hours of full-time work in a period: 40 a week, 52 weeks (OEWS's own 2,080-hour year).
HOURS_IN = {
    WagePeriod.HOUR: Decimal(1),
    WagePeriod.WEEK: Decimal(40),
    WagePeriod.MONTH: Decimal(2080) / 12,
    WagePeriod.YEAR: Decimal(2080),
}


def dollars_an_hour(amount: Decimal, period: str) -> Decimal:
    """A wage in dollars an hour, rounded to cents, by a 2,080-hour year."""
    return (amount / HOURS_IN[WagePeriod(period)]).quantize(Decimal("0.01"))
