"""The loaded taxonomy, arranged for making people and openings of each occupation."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

from skills.models import (
    Occupation,
    OccupationAlias,
    OccupationCredential,
    OccupationRelation,
    OccupationSkill,
    Skill,
    SkillRelation,
)

Item = TypeVar("Item")

# Percent of the state's jobs, roughly, by sector of the starter taxonomy.
_JOBS = {
    "health_care": 24,
    "manufacturing": 13,
    "office_insurance": 12,
    "retail": 11,
    "hospitality": 10,
    "construction_energy": 7,
    "logistics": 6,
    "early_childhood": 5,
    "education": 4,
    "transportation": 4,
    "life_sciences": 3,
    "personal_care": 3,
    "media_design": 2,
    "agriculture_environment": 2,
}
_FEWER_JOBS = 3

# Skills that nearly everyone has and nearly every posting asks.
_GENERAL_SPECIFICITY = 45


@dataclass(frozen=True)
class TypicalSkill:
    """A skill that an occupation uses; level None where any will do."""

    skill: int
    importance: int
    level: int | None


@dataclass(frozen=True)
class TypicalCredential:
    """A credential that goes with an occupation; `required` by law."""

    credential: int
    required: bool
    valid_months: int | None


@dataclass(frozen=True)
class Trade:
    """An occupation with all that its people and openings are made of."""

    occupation: Occupation
    titles: tuple[str, ...]
    skills: tuple[TypicalSkill, ...]
    credentials: tuple[TypicalCredential, ...]
    near: tuple[int, ...]

    @property
    def zone(self) -> int:
        """O*NET's job zone, 1 (little preparation) to 5."""
        return self.occupation.job_zone or 2

    def title(self, rng: Random) -> str:
        """One of the names that people use for such a job."""
        return rng.choice(self.titles)


@dataclass(frozen=True)
class Popular(Generic[Item]):
    """Things of which the first are common and the last are rare (Zipf)."""

    items: Sequence[Item]
    cumulated: Sequence[float]

    @classmethod
    def among(cls, items: Sequence[Item]) -> "Popular[Item]":
        """The items, the most popular first."""
        return cls(items, list(accumulate(1 / (rank + 3) for rank in range(len(items)))))

    def pick(self, rng: Random) -> Item:
        """One item, popular ones more often."""
        return rng.choices(self.items, cum_weights=self.cumulated)[0]


@dataclass(frozen=True)
class Trades:
    """Every trade, the general skills, and which skills are close to which."""

    all: tuple[Trade, ...]
    by_id: dict[int, Trade]
    general: tuple[int, ...]
    close: dict[int, tuple[int, ...]]

    def of_code(self, code: str) -> Trade:
        """The trade of an O*NET-SOC code, or any trade where the taxonomy lacks it."""
        return next(
            (trade for trade in self.all if trade.occupation.code == code),
            self.all[0],
        )

    @cached_property
    def by_sector(self) -> dict[str, Popular[Trade]]:
        """The trades of each sector; a taxonomy names the most common ones first."""
        sectors = defaultdict(list)
        for trade in sorted(self.all, key=lambda trade: trade.occupation.pk):
            sectors[trade.occupation.sector].append(trade)
        return {sector: Popular.among(trades) for sector, trades in sectors.items()}

    def some_sector(self, rng: Random) -> str:
        """A sector, those with many jobs in Connecticut more often."""
        sectors = sorted(self.by_sector)
        weights = [_JOBS.get(sector, _FEWER_JOBS) for sector in sectors]
        return rng.choices(sectors, weights=weights)[0]

    def some_trade(self, rng: Random) -> Trade:
        """A trade of some sector, common ones more often."""
        return self.by_sector[self.some_sector(rng)].pick(rng)


def load_trades() -> Trades:
    """Reads the trades that have typical skills, in a fixed order."""
    skills = defaultdict(list)
    typical = OccupationSkill.objects.filter(skill__retired=False).order_by("id")
    for occupation_id, skill, importance, level in typical.values_list(
        "occupation_id", "skill_id", "importance", "level"
    ):
        skills[occupation_id].append(TypicalSkill(skill, importance, level))
    credentials = defaultdict(list)
    named = OccupationCredential.objects.filter(credential__retired=False).order_by("id")
    for occupation_id, credential, required, months in named.values_list(
        "occupation_id", "credential_id", "required", "credential__valid_months"
    ):
        credentials[occupation_id].append(TypicalCredential(credential, required, months))
    names: defaultdict[int, list[str]] = defaultdict(list)
    for row in (
        OccupationAlias.objects.filter(language="en")
        .order_by("id")
        .values_list("occupation_id", "text")
    ):
        names[row[0]].append(row[1])
    near = _pairs(OccupationRelation.objects.order_by("id").values_list("target_id", "source_id"))
    trades = tuple(
        Trade(
            occupation=occupation,
            titles=_titles(occupation, names[occupation.pk]),
            skills=tuple(skills[occupation.pk]),
            credentials=tuple(credentials[occupation.pk]),
            near=near.get(occupation.pk, ()),
        )
        for occupation in Occupation.objects.filter(retired=False).order_by("code")
        if skills[occupation.pk]
    )
    general = Skill.objects.filter(retired=False, specificity__lte=_GENERAL_SPECIFICITY)
    current = set(Skill.objects.filter(retired=False).values_list("id", flat=True))
    close = _pairs(SkillRelation.objects.order_by("id").values_list("source_id", "target_id"))
    return Trades(
        all=trades,
        by_id={trade.occupation.pk: trade for trade in trades},
        general=tuple(general.order_by("id").values_list("id", flat=True)),
        close={
            source: tuple(target for target in targets if target in current)
            for source, targets in close.items()
        },
    )


def _pairs(rows: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    grouped = defaultdict(list)
    for first, second in rows:
        grouped[first].append(second)
    return {first: tuple(others) for first, others in grouped.items()}


def _titles(occupation: Occupation, names: list[str]) -> tuple[str, ...]:
    """Everyday names; the official plural only where there is no other."""
    everyday = [name for name in names if name != occupation.label_en]
    return tuple(name[:1].upper() + name[1:] for name in everyday) or (occupation.label_en,)
