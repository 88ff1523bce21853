"""Skills, occupations and credentials by their codes and numbers."""

from collections.abc import Iterable, Mapping

from skills.models import (
    Concept,
    Credential,
    CredentialRelation,
    Occupation,
    Skill,
    SkillAlias,
    Source,
)


def skill_by_code(code: str) -> Skill | None:
    """The skill of this slug, a retired one too; None if there is none."""
    return skills_by_codes([code]).get(code)


def skills_by_codes(codes: Iterable[str]) -> dict[str, Skill]:
    """{code: skill} of those `codes` (slugs) that are known, in one query, retired ones too."""
    asked = {code for code in codes if isinstance(code, str) and "\0" not in code}
    return {skill.slug: skill for skill in Skill.objects.filter(slug__in=asked)}


def skills_by_names(names: Iterable[str]) -> dict[str, Skill]:
    """{folded name: skill} of those folded `names` that are a name of a skill, in one query.

    Of several the curated one, then the one that more occupations use. Without names, no query.
    """
    asked = set(names)
    if not asked:
        return {}
    found = (
        SkillAlias.objects.filter(folded__in=asked, skill__retired=False)
        .select_related("skill")
        .order_by("id")
    )
    best: dict[str, Skill] = {}
    for alias in sorted(found, key=lambda alias: _precedence(alias.skill)):
        best.setdefault(alias.folded, alias.skill)
    return best


def credentials_satisfied() -> dict[int, frozenset[int]]:
    """{credential id: ids of all that it counts as}, directly or through others, in one query.

    A credential that counts as none other is not there.
    """
    direct: dict[int, set[int]] = {}
    pairs = CredentialRelation.objects.order_by().values_list("credential_id", "satisfies_id")
    for credential, satisfied in pairs:
        direct.setdefault(credential, set()).add(satisfied)
    return {credential: frozenset(_reached(credential, direct)) for credential in direct}


def _reached(start: int, steps: Mapping[int, set[int]]) -> set[int]:
    """Everything that steps lead to from `start`, but for itself."""
    reached: set[int] = set()
    ahead = [start]
    while ahead:
        fresh = steps.get(ahead.pop(), set()) - reached
        reached |= fresh
        ahead.extend(fresh)
    return reached - {start}


def _precedence(skill: Skill) -> tuple[bool, int, int]:
    is_imported = not {Source.STARTER, Source.STAFF} & set(skill.sources)
    return (is_imported, -skill.use, skill.pk)


def credentials_by_codes(codes: Iterable[str]) -> dict[str, Credential]:
    """{slug: credential} of those `codes` that are known, in one query, retired ones too."""
    asked = {code for code in codes if isinstance(code, str) and "\0" not in code}
    return {found.slug: found for found in Credential.objects.filter(slug__in=asked)}


def occupation_by_code(code: str) -> Occupation | None:
    """The occupation of this O*NET-SOC code; None if there is none."""
    return Occupation.objects.filter(code=code).first()


def occupations_by_codes(codes: Iterable[str]) -> dict[str, Occupation]:
    """{O*NET-SOC code: occupation} of those `codes` that are known, in one query."""
    asked = {code for code in codes if isinstance(code, str) and "\0" not in code}
    return {found.code: found for found in Occupation.objects.filter(code__in=asked)}


def labels_of(concepts: type[Concept], ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """{id: (code, label)} of these skills, credentials or occupations, in one query.

    The code is a slug, or an O*NET-SOC code; the label is in the reader's language.
    """
    code = "code" if concepts is Occupation else "slug"
    found = concepts._default_manager.in_bulk(set(ids))
    return {number: (getattr(row, code), row.label) for number, row in found.items()}
