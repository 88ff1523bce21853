"""Skills that such jobs use: what is typical of an occupation, chosen or counted."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, F, FloatField, Max, Q, Value, When

from skills.models import (
    Importance,
    OccupationCrosswalk,
    OccupationSkill,
    Skill,
    SkillUse,
    Source,
)
from skills.selectors import occupations_by_codes

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
    occupation = occupations_by_codes([code]).get(code)
    return skills_used_in(occupation.pk, limit=limit) if occupation else None


def skills_used_everywhere(*, limit: int = 12) -> dict[int, list[tuple[int, int, int | None]]]:
    """{occupation id: [(skill id, importance, level), ...]}, at most `limit` each; two queries.

    As `skills_used_in`, but for what only ESCO says.
    """
    used: dict[int, list[tuple[int, int, int | None]]] = defaultdict(list)
    for occupation, skill, importance, level in (
        OccupationSkill.objects.filter(skill__retired=False, occupation__retired=False)
        .order_by("occupation_id", "-importance", "skill__label_en", "id")
        .values_list("occupation_id", "skill_id", "importance", "level")
    ):
        used[occupation].append((skill, importance, level))
    curated = Case(
        When(skill__sources__contains=[Source.STARTER], then=Value(_CURATED)),
        default=Value(1.0),
        output_field=FloatField(),
    )
    measured = (
        SkillUse.objects.filter(skill__retired=False, occupation__retired=False)
        .exclude(skill__kind=Skill.Kind.ACTIVITY)
        .values("occupation_id", "skill_id")
        .annotate(rated=Max("importance"), matters=F("rated") * F("skill__specificity") * curated)
        .order_by("occupation_id", "-matters", "skill_id")
        .values_list("occupation_id", "skill_id", "rated")
    )
    for occupation, skill, rated in measured:
        row = used[occupation]
        if len(row) < limit and all(skill != known for known, _, _ in row):
            importance = Importance.IMPORTANT if rated >= _IMPORTANT_FROM else Importance.NICE
            row.append((skill, importance, None))
    return {occupation: row[:limit] for occupation, row in used.items()}
