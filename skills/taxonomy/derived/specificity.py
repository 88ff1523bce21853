"""How particular a skill is, from how widely it is used. Frozen until the next load."""

import math
from collections.abc import Iterable

from django.db.models import Count, Model, QuerySet

from skills.models import EscoOccupationSkill, OccupationSkill, Skill, SkillUse, Source
from skills.taxonomy.storing import BATCH, Tally

LOWEST, HIGHEST = 40, 100
# A skill that one in two hundred asks, or fewer, is as particular as it gets.
_RAREST = 1 / 200
# What an occupation uses at half of O*NET's scale of importance ("important") or more.
_IMPORTANT = 50
# A share of fewer occupations than these says nothing.
_ENOUGH_OCCUPATIONS = 50


def specificity_of(share: float) -> int:
    """Percent, 40 for what everybody asks to 100 for what one in two hundred or fewer ask.

    Inverse document frequency (K. Sparck Jones, 1972) scaled to that range: the weight falls with
    the logarithm of the share of occupations, or of postings, that ask for the skill.
    """
    share = min(1.0, max(share, _RAREST))
    return round(LOWEST + (HIGHEST - LOWEST) * math.log(1 / share) / math.log(1 / _RAREST))


def freeze_specificity() -> Tally:
    """Counts again how many occupations use each skill and sets `use` and `specificity` by it.

    The share is the largest of those among the sources' occupations and among postings. Where the
    starter taxonomy states a specificity, the two are averaged: a judgement of the work, and a
    count of how often it is asked. What no occupation uses keeps what is stated.
    """
    shares: dict[int, float] = {}
    uses: dict[int, int] = {}
    for counts, occupations in (_starter_counts(), _onet_counts(), _esco_counts()):
        for pk, count in counts.items():
            uses[pk] = max(uses.get(pk, 0), count)
            if occupations >= _ENOUGH_OCCUPATIONS:
                shares[pk] = max(shares.get(pk, 0.0), count / occupations)
    changed: list[Skill] = []
    tally = Tally()
    skills: Iterable[Skill] = Skill.objects.only(
        "specificity", "stated_specificity", "posting_share", "use"
    ).iterator(BATCH)
    for skill in skills:
        tally.read += 1
        specificity = _specificity(skill, shares.get(skill.pk))
        use = uses.get(skill.pk, 0)
        if (skill.specificity, skill.use) != (specificity, use):
            skill.specificity, skill.use = specificity, use
            changed.append(skill)
    Skill.objects.bulk_update(changed, ["specificity", "use"], batch_size=BATCH)
    tally.changed = len(changed)
    return tally


def _specificity(skill: Skill, share: float | None) -> int:
    counted = specificity_of(max(share or 0.0, skill.posting_share))
    if skill.stated_specificity is None:
        return counted
    if share is None:
        return skill.stated_specificity
    return (counted + skill.stated_specificity + 1) // 2


def _starter_counts() -> tuple[dict[int, int], int]:
    return _counts(OccupationSkill.objects.filter(origin=Source.STARTER), "skill_id", "occupation")


def _onet_counts() -> tuple[dict[int, int], int]:
    used = SkillUse.objects.filter(origin=Source.ONET, importance__gte=_IMPORTANT)
    return _counts(used, "skill_id", "occupation")


def _esco_counts() -> tuple[dict[int, int], int]:
    needed = EscoOccupationSkill.objects.filter(essential=True)
    return _counts(needed, "entry__skill_id", "occupation")


def _counts(links: QuerySet[Model], skill: str, occupation: str) -> tuple[dict[int, int], int]:
    """{skill: number of its occupations}, and the number of all occupations (at least 1)."""
    counted = links.order_by().values_list(skill).annotate(n=Count(occupation, distinct=True))
    total = links.order_by().aggregate(n=Count(occupation, distinct=True))["n"]
    return dict(counted), max(total, 1)
