"""The labels of a taxonomy that are ranked: what each is called, and how much it is used."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q

from skills.models import Skill, SkillAlias, SkillSource, Source

_SEVERAL_SECTORS = 2


@dataclass(frozen=True, slots=True)
class Label:
    """One label and all that a ranking knows of it.

    `use` grows with the logarithm of how many occupations need it (see `_use`); `breadth` is 0 for
    one occupation, 1 for a sector, 2 for several, 3 for all; `skill` is our concept's id.
    """

    code: str
    text: str
    names: tuple[str, ...]
    use: float
    breadth: int
    skill: int


def labels_of(taxonomy: str) -> list[Label]:
    """The labels of "esco", "onet" or "starter", in a fixed order; none where it is not loaded."""
    return _READERS[taxonomy]()


def _use(essential: int, optional: int) -> float:
    return math.log1p(essential) + 0.5 * math.log1p(optional)


def _esco() -> list[Label]:
    needed = SkillSource.objects.filter(source=Source.ESCO).annotate(
        essential=Count("needed_by", filter=Q(needed_by__essential=True)),
        optional=Count("needed_by", filter=Q(needed_by__essential=False)),
    )
    return [
        Label(
            code=row.code,
            text=row.label,
            names=(row.label, *row.names, *row.phrases),
            use=_use(row.essential, row.optional),
            breadth=1 if row.breadth is None else row.breadth,
            skill=row.skill_id,
        )
        for row in needed.order_by("key")
    ]


def _onet() -> list[Label]:
    """Elements, activities and commodities; a commodity's products are names of it."""
    kinds = SkillSource.Kind
    products: defaultdict[str, list[str]] = defaultdict(list)
    listed = SkillSource.objects.filter(source=Source.ONET, kind=kinds.PRODUCT)
    for code, label in listed.order_by("key").values_list("code", "label"):
        products[code].append(label)
    uses = Counter(
        dict(
            Skill.objects.filter(entries__source=Source.ONET)
            .annotate(n=Count("used_in", filter=Q(used_in__importance__gte=50), distinct=True))
            .values_list("pk", "n")
        )
    )
    rows = SkillSource.objects.filter(source=Source.ONET).exclude(kind=kinds.PRODUCT)
    return [
        Label(
            code=row.code,
            text=row.label,
            names=(row.label, *row.names, *products[row.code]),
            use=_use(uses[row.skill_id], 0),
            breadth=_SEVERAL_SECTORS if row.kind == kinds.ELEMENT else 1,
            skill=row.skill_id,
        )
        for row in rows.order_by("key")
    ]


def _starter() -> list[Label]:
    names: defaultdict[int, list[str]] = defaultdict(list)
    said = SkillAlias.objects.filter(source=Source.STARTER, in_text=True)
    for skill, text in said.order_by("id").values_list("skill_id", "text"):
        names[skill].append(text)
    skills = Skill.objects.filter(sources__contains=[Source.STARTER], retired=False)
    return [
        Label(
            code=skill.slug,
            text=skill.label_en,
            names=tuple(dict.fromkeys((skill.label_en, *names[skill.pk]))),
            use=_use(skill.use, 0),
            breadth=_SEVERAL_SECTORS if skill.sector == "general" else 1,
            skill=skill.pk,
        )
        for skill in skills.order_by("slug")
    ]


_READERS: dict[str, Callable[[], list[Label]]] = {
    Source.ESCO: _esco,
    Source.ONET: _onet,
    Source.STARTER: _starter,
}
