"""Invented organisations and openings: what the work is, what it asks, what it pays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from django.utils.text import slugify

from employers.models import Organisation, Posting
from portal.common.places import place_of_zip
from portal.common.words import Shift, WorkMode
from portal.demo import texts
from portal.demo.pay import some_pay
from portal.demo.places import some_zip
from portal.demo.trades import Trade, Trades
from skills.models import EducationLevel, Importance

# Share of a trade's typical skills that an opening asks, by how much they matter.
_ASKED = {
    Importance.ESSENTIAL.value: 0.92,
    Importance.IMPORTANT.value: 0.7,
    Importance.NICE.value: 0.4,
}
_MONTHS = {1: (None, None, 6), 2: (None, 6, 12), 3: (None, 12, 24), 4: (24, 36), 5: (36, 60)}
_DESK = frozenset({"office_insurance", "information_technology"})
_ROUND_THE_CLOCK = frozenset({"health_care", "hospitality", "manufacturing", "logistics", "retail"})


@dataclass(frozen=True)
class OrganisationPlan:
    """An invented organisation; `details` are fields of Organisation."""

    details: dict[str, Any]
    sector: str
    status: str


class RequirementPlan(NamedTuple):
    """A skill to be asked."""

    skill: int
    importance: int
    level: int | None
    trainable: bool


@dataclass(frozen=True)
class PostingPlan:
    """An invented opening; `details` are fields of Posting that an employer may set."""

    details: dict[str, Any]
    requirements: tuple[RequirementPlan, ...]
    gates: tuple[int, ...]
    status: str


def some_organisation(trades: Trades, rng: Random, taken: set[str]) -> OrganisationPlan:
    """An organisation of some sector under a name that is not `taken` yet; takes the name."""
    sector = trades.some_sector(rng)
    kind, naics = rng.choice(texts.KINDS.get(sector, texts.OTHER_KINDS))
    zip_code = some_zip(rng)
    town = _town(zip_code)
    name = f"{rng.choice(texts.REGIONS)} {kind}"
    if name in taken:
        name = f"{name} of {town}"
    number = 2
    while name in taken:
        name = f"{name.partition(' No. ')[0]} No. {number}"
        number += 1
    taken.add(name)
    status = rng.choices(
        (
            Organisation.Status.VERIFIED,
            Organisation.Status.PENDING,
            Organisation.Status.DECLINED,
        ),
        weights=(86, 11, 3),
    )[0]
    return OrganisationPlan(
        details={
            "name": name,
            "website": f"https://www.example.org/{slugify(name)}",
            "about": texts.ABOUT.format(name=name, town=town),
            "naics": naics,
            "zip": zip_code,
            "contact_phone": f"860-555-01{rng.randrange(100):02d}",
        },
        sector=sector,
        status=status.value,
    )


def some_opening(
    organisation: OrganisationPlan, trades: Trades, today: date, rng: Random
) -> PostingPlan:
    """An opening at this organisation; public only where the organisation is verified."""
    trade = trades.by_sector[organisation.sector].pick(rng)
    status = Posting.Status.DRAFT
    if organisation.status == Organisation.Status.VERIFIED:
        status = rng.choices(
            (Posting.Status.PUBLISHED, Posting.Status.DRAFT, Posting.Status.CLOSED),
            weights=(92, 4, 4),
        )[0]
    return opening_of(trade, trades, organisation.details, today, rng, status=status.value)


def opening_of(
    trade: Trade,
    trades: Trades,
    organisation: dict[str, Any],
    today: date,
    rng: Random,
    *,
    status: str,
) -> PostingPlan:
    """An opening for this trade."""
    zip_code = organisation["zip"] if rng.random() < 0.8 else some_zip(rng)
    pay = some_pay(trade, today, rng)
    hours = rng.choice((40, 40, 40, 38, 36, 32, 24, 20))
    shifts = _shifts(trade, rng)
    opens_on = today - timedelta(days=rng.randrange(0, 45))
    if rng.random() < 0.03:
        opens_on = today + timedelta(days=rng.randrange(1, 21))
    closes_on = max(opens_on, today) + timedelta(days=rng.randrange(7, 60))
    months = rng.choice(_MONTHS[trade.zone])
    requirements = _requirements(trade, trades.general, rng)
    return PostingPlan(
        details={
            "title": _title(trade, hours, shifts, rng),
            "occupation": trade.occupation,
            "description": _description(trade, organisation["name"], _town(zip_code), rng),
            "benefits": rng.choice(texts.BENEFITS),
            "zip": zip_code,
            "work_mode": _work_mode(trade, rng),
            "shifts": shifts,
            "hours_a_week": hours,
            "school_hours": shifts == [Shift.DAY.value] and hours <= 24 and rng.random() < 0.5,
            "wage_min": pay.low,
            "wage_max": pay.high,
            "wage_period": pay.period,
            "education": _education(trade, rng),
            "education_or_equivalent": rng.random() < 0.8,
            "months_experience": months,
            "opens_on": opens_on,
            "closes_on": closes_on,
            "starts_on": today + timedelta(days=rng.randrange(14, 75))
            if rng.random() < 0.4
            else None,
        },
        requirements=requirements,
        gates=tuple(
            typical.credential
            for typical in trade.credentials
            if typical.required or rng.random() < 0.1
        ),
        status=status,
    )


def _title(trade: Trade, hours: int, shifts: Sequence[str], rng: Random) -> str:
    title = trade.title(rng)
    if hours < 30:
        return f"{title}, part time"
    if len(shifts) == 1 and shifts[0] != Shift.DAY:
        return f"{title}, {texts.SHIFTS[shifts[0]]}"
    return title


def _description(trade: Trade, organisation: str, town: str, rng: Random) -> str:
    work = trade.occupation.description_en or f"Work as one of our {trade.occupation.label_en}."
    return "\n\n".join(
        (
            work,
            f"{organisation} is hiring in {town}. {rng.choice(texts.TEAM)}",
            f"{rng.choice(texts.TRAINING)} {rng.choice(texts.GETTING_HERE)}",
        )
    )


def _shifts(trade: Trade, rng: Random) -> list[str]:
    if trade.occupation.sector not in _ROUND_THE_CLOCK:
        return [Shift.DAY.value]
    chosen = rng.choices(
        (
            (Shift.DAY,),
            (Shift.EVENING,),
            (Shift.NIGHT,),
            (Shift.DAY, Shift.WEEKEND),
            (Shift.DAY, Shift.EVENING),
            (Shift.ROTATING,),
        ),
        weights=(40, 18, 12, 12, 12, 6),
    )[0]
    return [shift.value for shift in chosen]


def _work_mode(trade: Trade, rng: Random) -> str:
    if trade.occupation.sector not in _DESK:
        return WorkMode.ON_SITE.value
    return rng.choices(list(WorkMode), weights=(40, 40, 20))[0].value


def _education(trade: Trade, rng: Random) -> int | None:
    """The usual schooling for most openings that need preparation, and for few others."""
    usual = trade.occupation.typical_education
    if not usual or rng.random() > (0.75 if trade.zone >= 3 else 0.4):
        return None
    return int(EducationLevel(usual))


def _requirements(trade: Trade, general: Sequence[int], rng: Random) -> tuple[RequirementPlan, ...]:
    """Most of the trade's typical skills and a general one or two, at least one in all."""
    asked = [typical for typical in trade.skills if rng.random() < _ASKED[typical.importance]] or [
        trade.skills[0]
    ]
    planned = [
        RequirementPlan(
            skill=typical.skill,
            importance=typical.importance,
            level=None if rng.random() < 0.12 else typical.level,
            trainable=rng.random() < _trains(trade, typical.importance),
        )
        for typical in asked
    ]
    named = {typical.skill for typical in asked}
    for skill in rng.sample(general, min(len(general), rng.randint(0, 2))):
        if skill not in named:
            planned.append(RequirementPlan(skill, Importance.NICE, None, False))
    return tuple(planned)


def _trains(trade: Trade, importance: int) -> float:
    """How likely an employer trains a skill: rarely what is essential or takes years."""
    if importance == Importance.ESSENTIAL:
        return 0.05 if trade.zone <= 2 else 0.0
    return 0.25 if trade.zone <= 3 else 0.1


def _town(zip_code: str) -> str:
    place = place_of_zip(zip_code)
    return place.town if place else "Connecticut"
