"""Entries of published taxonomies, and what an import does at its end."""

from itertools import count

from skills.models import (
    EscoOccupation,
    EscoOccupationSkill,
    Skill,
    SkillRelation,
    SkillSource,
    SkillSourceLink,
)
from skills.taxonomy.derived import derive
from skills.taxonomy.storing import Report
from tests.factories import SkillFactory

_numbers = count(1)


def esco_skill(label: str, *groups: str, kind: str = "skill", breadth: int = 1) -> Skill:
    """A skill that only ESCO names, under these groups."""
    skill = SkillFactory(label_en=label, kind=kind, sources=["esco"])
    _entry(skill, source="esco", kind="skill", groups=list(groups), breadth=breadth)
    return skill


def product(label: str, code: str) -> Skill:
    """A product of O*NET under a commodity."""
    skill = SkillFactory(label_en=label, kind="technology", sources=["onet"])
    _entry(skill, source="onet", kind="product", code=code)
    return skill


def commodity(label: str, code: str) -> Skill:
    skill = SkillFactory(label_en=label, kind="technology", sources=["onet"])
    _entry(skill, source="onet", kind="commodity", code=code)
    return skill


def starter_skill(label: str, *groups: str) -> Skill:
    """A skill of our own that ESCO names, too."""
    skill = esco_skill(label, *groups)
    skill.sources = ["esco", "starter"]
    skill.save()
    return skill


def link(skill: Skill, kind: str, other: Skill) -> None:
    """ESCO says that `other` is broader than the skill, or that it needs it."""
    SkillSourceLink.objects.create(
        from_entry=skill.entries.get(), to_entry=other.entries.get(), kind=kind
    )


def used_together(*skills: Skill, jobs: int) -> None:
    """So many occupations of ESCO need all these skills."""
    for _job in range(jobs):
        number = next(_numbers)
        job = EscoOccupation.objects.create(uri=f"http://example.org/{number}", label=f"{number}")
        for skill in skills:
            EscoOccupationSkill.objects.create(
                occupation=job, entry=skill.entries.get(), essential=True
            )


def derived() -> Report:
    """What the end of an import does."""
    report = Report()
    derive(report)
    return report


def gives(source: Skill, target: Skill) -> int:
    """Percent; 0 where there is no relation."""
    found = SkillRelation.objects.filter(source=source, target=target).first()
    return found.strength if found else 0


def _entry(skill: Skill, *, source: str, kind: str, code: str = "", **more: object) -> None:
    SkillSource.objects.create(
        skill=skill, source=source, key=skill.slug, code=code or skill.slug, kind=kind,
        label=skill.label_en, **more,
    )  # fmt: skip
