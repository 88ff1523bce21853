"""What invented openings pay: by job zone, never under the law."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from employers.rules import minimum_wage
from portal.common.words import HOURS_IN, WagePeriod
from portal.demo.trades import Trade

_BY_ZONE = {1: 17.5, 2: 20.5, 3: 26.0, 4: 37.0, 5: 52.0}
_QUARTER = Decimal("0.25")


@dataclass(frozen=True)
class Pay:
    """A wage range with its period."""

    low: Decimal
    high: Decimal
    period: str


def hourly_base(trade: Trade) -> float:
    """Usual dollars an hour of a trade: its zone's, a little more or less by the trade."""
    return _BY_ZONE[trade.zone] * Random(trade.occupation.code).uniform(0.88, 1.18)


def some_pay(trade: Trade, today: date, rng: Random) -> Pay:
    """A range for one opening, by the year for most of the work that needs much preparation."""
    least = minimum_wage(today).dollars
    low = max(Decimal(hourly_base(trade) * rng.uniform(0.9, 1.12)), least)
    high = low * Decimal(rng.uniform(1.06, 1.28))
    if trade.zone >= 4 and rng.random() < 0.6:
        return Pay(_rounded_up(low, WagePeriod.YEAR), _rounded_up(high, WagePeriod.YEAR), "YEAR")
    return Pay(_rounded_up(low, WagePeriod.HOUR), _rounded_up(high, WagePeriod.HOUR), "HOUR")


def _rounded_up(hourly: Decimal, period: WagePeriod) -> Decimal:
    """The amount for the period, up to the next quarter dollar or thousand dollars."""
    step = _QUARTER if period == WagePeriod.HOUR else Decimal(1000)
    steps = -(-hourly * HOURS_IN[period] // step)
    return (steps * step).quantize(Decimal("0.01"))
