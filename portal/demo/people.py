"""Invented jobseekers: what they have done, can do, hold and want. They have no names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from jobseekers.models import Profile, ProfileSkill
from portal.common.words import Shift, WagePeriod, WorkMode
from portal.demo.pay import hourly_base
from portal.demo.places import some_zip
from portal.demo.trades import Trade, Trades
from skills.models import EducationLevel, Importance, SkillLevel

_KEPT = {
    Importance.ESSENTIAL.value: 0.9,
    Importance.IMPORTANT.value: 0.7,
    Importance.NICE.value: 0.45,
}
_EVIDENCE = (
    (ProfileSkill.Evidence.EXPERIENCE.value, 0.6),
    (ProfileSkill.Evidence.CLAIMED.value, 0.9),
    (ProfileSkill.Evidence.EDUCATION.value, 0.97),
    (ProfileSkill.Evidence.VERIFIED.value, 1.0),
)
_EMPLOYERS = ("Family business", "Staffing agency", "Regional chain", "Local employer", "")
_YEAR = 365.25


class SkillPlan(NamedTuple):
    """A skill to be held."""

    skill: int
    level: int | None
    evidence: str
    last_used: int | None


class JobPlan(NamedTuple):
    """A past or present job."""

    occupation: int
    title: str
    employer: str
    started: date
    ended: date | None


class CredentialPlan(NamedTuple):
    """A credential to be held."""

    credential: int
    expires_on: date | None


@dataclass(frozen=True)
class PersonPlan:
    """One invented jobseeker. `details` are fields of Profile."""

    details: dict[str, Any]
    skills: tuple[SkillPlan, ...]
    jobs: tuple[JobPlan, ...]
    credentials: tuple[CredentialPlan, ...]

    @property
    def birth_date(self) -> date | None:
        day: date | None = self.details["birth_date"]
        return day


def some_person(trades: Trades, today: date, rng: Random) -> PersonPlan:
    """A jobseeker of some trade."""
    return person_of(trades.some_trade(rng), trades, today, rng)


def person_of(trade: Trade, trades: Trades, today: date, rng: Random) -> PersonPlan:
    """A jobseeker whose main work is this trade."""
    least = max(trade.occupation.minimum_age, 16)
    age = min(max(rng.gauss(37, 13), least + rng.random()), 66)
    jobs = _jobs(trade, trades, today, age, rng)
    return PersonPlan(
        details=_details(trade, today, age, rng),
        skills=_skills(trade, trades, jobs, today, rng),
        jobs=jobs,
        credentials=_credentials(trade, trades, jobs, today, rng),
    )


def _jobs(
    trade: Trade, trades: Trades, today: date, age: float, rng: Random
) -> tuple[JobPlan, ...]:
    """Jobs from today backwards; the newest goes on for two people in three."""
    first_day = today - timedelta(days=int((age - 16) * _YEAR))
    if rng.random() < 0.04:
        return ()
    jobs: list[JobPlan] = []
    ended: date | None = None
    until = today
    if rng.random() > 0.65:
        until = ended = today - timedelta(days=rng.randrange(10, 500))
    working = trade
    for _ in range(rng.choice((1, 2, 2, 3, 3, 4))):
        days = int(min(rng.lognormvariate(0.9, 0.8), 15) * _YEAR)
        started = max(until - timedelta(days=days), first_day)
        if started >= until:
            break
        jobs.append(
            JobPlan(
                occupation=working.occupation.pk,
                title=working.title(rng),
                employer=rng.choice(_EMPLOYERS),
                started=started,
                ended=ended,
            )
        )
        until = ended = started - timedelta(days=rng.randrange(0, 150))
        near = [trades.by_id[id] for id in trade.near if id in trades.by_id]
        working = rng.choice(near) if near and rng.random() < 0.45 else trade
        if rng.random() < 0.15:
            working = trades.some_trade(rng)
    return tuple(jobs)


def _skills(
    trade: Trade, trades: Trades, jobs: Iterable[JobPlan], today: date, rng: Random
) -> tuple[SkillPlan, ...]:
    """Skills of the work done, general ones, and a few that are close to them."""
    held: dict[int, SkillPlan] = {}

    def hold(skill: int, typical: int | None, evidence: str, last_used: int | None) -> None:
        if skill not in held:
            held[skill] = SkillPlan(skill, _level(typical, rng), evidence, last_used)

    for job in jobs:
        year = (job.ended or today).year
        for typical in trades.by_id[job.occupation].skills:
            if rng.random() < _KEPT[typical.importance]:
                hold(typical.skill, typical.level, _evidence(rng), year)
    if not held:
        for typical in trade.skills:
            if rng.random() < 0.3:
                hold(typical.skill, typical.level, ProfileSkill.Evidence.EDUCATION, None)
    for skill in list(held):
        close = trades.close.get(skill)
        if close and rng.random() < 0.12:
            hold(rng.choice(close), None, ProfileSkill.Evidence.CLAIMED, None)
    for skill in rng.sample(trades.general, min(len(trades.general), rng.randint(3, 8))):
        hold(skill, SkillLevel.ON_MY_OWN, ProfileSkill.Evidence.CLAIMED, None)
    return tuple(held.values())


def _level(typical: int | None, rng: Random) -> int | None:
    """None for "not sure", else around what the work usually asks."""
    if rng.random() < 0.35:
        return None
    level = (typical or SkillLevel.ON_MY_OWN) + rng.choice((-1, 0, 0, 0, 1))
    return min(max(level, SkillLevel.WITH_HELP), SkillLevel.TEACHES)


def _evidence(rng: Random) -> str:
    drawn = rng.random()
    return next(evidence for evidence, until in _EVIDENCE if drawn < until)


def _credentials(
    trade: Trade, trades: Trades, jobs: Iterable[JobPlan], today: date, rng: Random
) -> tuple[CredentialPlan, ...]:
    """Most of what the law asks for the work done, some of the rest; a few have run out."""
    held: dict[int, CredentialPlan] = {}
    worked = [trades.by_id[job.occupation] for job in jobs] or [trade]
    for each in dict.fromkeys(one.occupation.pk for one in worked):
        for typical in trades.by_id[each].credentials:
            if rng.random() < (0.9 if typical.required else 0.3):
                expires = None
                if typical.valid_months:
                    ahead = rng.randrange(-45, typical.valid_months * 30)
                    expires = today + timedelta(days=ahead)
                held.setdefault(typical.credential, CredentialPlan(typical.credential, expires))
    return tuple(held.values())


def _details(trade: Trade, today: date, age: float, rng: Random) -> dict[str, Any]:
    """Place, schooling and wishes; like real people, most leave something out."""
    transport = rng.choices(list(Profile.Transport), weights=(70, 22, 8))[0]
    farthest = {"car": (10, 20, 30, 45), "bus": (5, 10, 15), "walk": (2, 3, 5)}[transport]
    schooling = trade.occupation.typical_education
    if schooling is None or rng.random() < 0.3:
        schooling = rng.choice((EducationLevel.SOME_HS, EducationLevel.HS, EducationLevel.HS))
    if rng.random() < 0.2:
        schooling = min(schooling + 1, EducationLevel.DOCTORATE)
    hours = rng.choice(((None, None), (20, 40), (30, 40), (32, 45), (15, 28)))
    floor = Decimal(round(hourly_base(trade) * rng.uniform(0.75, 1.05)))
    details: dict[str, Any] = {
        "visibility": rng.choices(list(Profile.Visibility), weights=(40, 60))[0].value,
        "zip": some_zip(rng),
        "education": _said(rng, 0.9, int(schooling)),
        "birth_date": _said(rng, 0.7, today - timedelta(days=int(age * _YEAR))),
        "transport": transport.value if rng.random() < 0.8 else "",
        "max_miles": _said(rng, 0.75, rng.choice(farthest)),
        "wage_floor": _said(rng, 0.6, floor),
        "wage_floor_period": WagePeriod.HOUR.value,
        "min_hours": hours[0],
        "max_hours": hours[1],
        "shifts": rng.choice(
            ([], [Shift.DAY], [Shift.DAY, Shift.EVENING], list(Shift), [Shift.EVENING, Shift.NIGHT])
        ),
        "work_modes": rng.choice(([], [], [WorkMode.ON_SITE, WorkMode.HYBRID], list(WorkMode))),
        "school_hours_only": rng.random() < 0.08,
        "available_from": _said(rng, 0.3, today + timedelta(days=rng.randrange(0, 60))),
    }
    details["shifts"] = [shift.value for shift in details["shifts"]]
    details["work_modes"] = [mode.value for mode in details["work_modes"]]
    return details


def _said(rng: Random, share: float, value: Any) -> Any:
    """The value for this share of people; the others have not said."""
    return value if rng.random() < share else None
