"""What is told of related skills: what gives what, and derived relations that want a look."""

from django.db.models import ExpressionWrapper, F, IntegerField, Q, QuerySet

from skills.models import RelationDecision, RelationOrigin, Skill, SkillRelation

# A skill that fewer occupations use says nothing by not being shared.
_ENOUGH_USE = 5
_STRONG, _HARDLY_SHARED = 40, 5
_UNLIKE, _ALIKE = 60, 85
_THINGS = (Skill.Kind.TOOL, Skill.Kind.TECHNOLOGY)


def gives(skill: Skill) -> QuerySet[SkillRelation]:
    """What holding the skill gives of others, the most first."""
    return _told(SkillRelation.objects.filter(source=skill))


def given_by(skill: Skill) -> QuerySet[SkillRelation]:
    """What holding others gives of the skill, the most first."""
    return _told(SkillRelation.objects.filter(target=skill))


def relation_between(source: Skill, target: Skill) -> SkillRelation | None:
    """The relation of this pair, decided or derived; None if there is none."""
    return SkillRelation.objects.filter(source=source, target=target).first()


def decisions_about(source: Skill, target: Skill) -> QuerySet[RelationDecision]:
    """What staff have decided of this pair, newest first."""
    return RelationDecision.objects.filter(source=source, target=target).select_related("by")


def decided() -> QuerySet[SkillRelation]:
    """Relations that staff have decided, the newest skill first."""
    return _told(SkillRelation.objects.filter(origin=RelationOrigin.STAFF))


def strongest() -> QuerySet[SkillRelation]:
    """Derived relations, the strongest first."""
    return _told(_derived())


def strangest() -> QuerySet[SkillRelation]:
    """Derived relations that look odd: the stronger and the less shared by jobs, the stranger.

    Either the strength is 40 or more though the names differ and hardly any job that uses the one
    uses the other (both are used by five occupations or more), or the names are alike (85 percent)
    though one is a thing and the other something to do or know, or their sectors differ.
    """
    unshared = Q(
        strength__gte=_STRONG,
        shared_use__lt=_HARDLY_SHARED,
        likeness__lt=_UNLIKE,
        source__use__gte=_ENOUGH_USE,
        target__use__gte=_ENOUGH_USE,
    )
    other_sector = (
        ~Q(source__sector="") & ~Q(target__sector="") & ~Q(source__sector=F("target__sector"))
    )
    other_kind = ~Q(source__kind=F("target__kind")) & (
        Q(source__kind__in=_THINGS) | Q(target__kind__in=_THINGS)
    )
    misled = Q(likeness__gte=_ALIKE) & (other_kind | other_sector)
    odd = ExpressionWrapper(F("strength") - F("shared_use"), output_field=IntegerField())
    rows = _derived().filter(unshared | misled).annotate(odd=odd)
    return rows.select_related("source", "target").order_by("-odd", "-likeness", "id")


def _derived() -> QuerySet[SkillRelation]:
    return SkillRelation.objects.exclude(origin__in=[RelationOrigin.STARTER, RelationOrigin.STAFF])


def _told(rows: QuerySet[SkillRelation]) -> QuerySet[SkillRelation]:
    return rows.select_related("source", "target").order_by("-strength", "id")
