"""Skills that such jobs use: what is typical of an occupation, chosen or counted."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, F, FloatField, Max, Q, Value, When

from skills.models import (
    Importance,
    Occupation,
    OccupationCrosswalk,
    OccupationSkill,
    Skill,
    Source,
)

# What ESCO calls essential counts as much as this percent of O*NET's scale of importance.
_ESSENTIAL = 65
_IMPORTANT_FROM = 60
# A skill of the starter taxonomy has Spanish and everyday names: it comes before its like.
_CURATED = 1.5
_SAME_WORK = (OccupationCrosswalk.Match.EXACT, OccupationCrosswalk.Match.CLOSE)


@dataclass(frozen=True, slots=True)
class UsedSkill:
    """A skill that an occupation uses; level None where the source does not tell.

    `origin` is who says so: the starter taxonomy and staff choose, O*NET and ESCO count.
    """

    skill: Skill
    importance: int
    level: int | None
    origin: str

    @property
    def skill_id(self) -> int:
        return self.skill.pk


def skills_used_in(
    occupation: int, *, limit: int = 12, without: Collection[int] = ()
) -> list[UsedSkill]:
    """At most `limit` skills of an occupation (its id), what matters most first; two queries.

    Those that were chosen come first. What they leave room for are the skills that O*NET measured
    there or ESCO calls essential for the same work by the publishers' crosswalk, ordered by
    importance times specificity: what is telling of the work, not what every job asks.
    """
    chosen = [
        UsedSkill(row.skill, row.importance, row.level, row.origin)
        for row in OccupationSkill.objects.filter(occupation=occupation, skill__retired=False)
        .exclude(skill__in=without)
        .select_related("skill")
        .order_by("-importance", "skill__label_en", "id")[:limit]
    ]
    if len(chosen) == limit:
        return chosen
    taken = {*without, *(each.skill_id for each in chosen)}
    return chosen + _counted(occupation, limit - len(chosen), taken)


def _counted(occupation: int, limit: int, taken: Collection[int]) -> list[UsedSkill]:
    same_work = Q(
        entries__needed_by__essential=True,
        entries__needed_by__occupation__crosswalk__occupation=occupation,
        entries__needed_by__occupation__crosswalk__match__in=_SAME_WORK,
    )
    measured = Q(used_in__occupation=occupation)
    essential = Case(When(same_work, then=Value(_ESSENTIAL)), default=Value(0))
    rated = Case(When(measured, then=F("used_in__importance")), default=Value(0))
    curated = Case(
        When(sources__contains=[Source.STARTER], then=Value(_CURATED)),
        default=Value(1.0),
        output_field=FloatField(),
    )
    found = (
        Skill.objects.filter(measured | same_work, retired=False)
        .exclude(pk__in=taken)
        .exclude(kind=Skill.Kind.ACTIVITY)
        .annotate(rated=Max(rated), essential=Max(essential))
        .annotate(matters=(F("rated") + F("essential")) * F("specificity") * curated)
        .order_by("-matters", "label_en", "pk")[:limit]
    )
    return [
        UsedSkill(
            skill=skill,
            importance=Importance.IMPORTANT
            if skill.rated + skill.essential >= _IMPORTANT_FROM
            else Importance.NICE,
            level=None,
            origin=Source.ONET if skill.rated else Source.ESCO,
        )
        for skill in found
    ]


def skills_used_in_code(code: str, *, limit: int) -> list[UsedSkill] | None:
    """The same for an O*NET-SOC code; None where there is no such occupation."""
    occupation = Occupation.objects.filter(code=code).values_list("pk", flat=True).first()
    return None if occupation is None else skills_used_in(occupation, limit=limit)
