"""Judged pairs of skills, and what the portal makes of them."""

import csv
from dataclasses import dataclass
from pathlib import Path

from skills.models import Skill, SkillRelation

_JUDGED = Path(__file__).resolve().parents[2] / "quality" / "adjacency_pairs.csv"
HIGH, LOW = 50, 25


@dataclass(frozen=True)
class Judged:
    """What people say of a pair: "high" is 50 or more, "low" less than 25."""

    held: str
    required: str
    verdict: str


def judged_pairs() -> list[Judged]:
    with _JUDGED.open(encoding="utf-8", newline="") as file:
        return [Judged(r["held"], r["required"], r["verdict"]) for r in csv.DictReader(file)]


def strength(held: str, required: str) -> int:
    """What holding the one (slug) gives of the other, in percent; 0 where nothing is said."""
    assert Skill.objects.filter(slug__in=[held, required], retired=False).count() == 2
    found = SkillRelation.objects.filter(source__slug=held, target__slug=required).first()
    return found.strength if found else 0


def misjudged() -> list[str]:
    """Judged pairs that come out otherwise."""
    wrong = []
    for pair in judged_pairs():
        given = strength(pair.held, pair.required)
        if given < HIGH if pair.verdict == "high" else given >= LOW:
            wrong.append(f"{pair.held} -> {pair.required}: {given}, judged {pair.verdict}")
    return wrong
