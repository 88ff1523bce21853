"""Finds skills, occupations and credentials by the words that people type."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, models
from psycopg2 import sql

from skills.folding import fold
from skills.models import (
    Concept,
    Credential,
    CredentialAlias,
    Occupation,
    OccupationAlias,
    OccupationCredential,
    OccupationSkill,
    Skill,
    SkillAlias,
)

LONGEST_QUERY = 100
MOST_RESULTS = 50
# How much of a mistyped word must be right (share of trigrams) for a name to be offered.
_TYPO_THRESHOLD = 0.42

# One message to the server. A concept is as close as its closest name: the same words 4, the
# name's first words 3, any of its words 2, else how alike they look (under 1). The page cost tells
# the planner that the names are in memory, so that it takes the trigram index.
_SEARCH = sql.SQL(
    """
    SET LOCAL pg_trgm.word_similarity_threshold = {threshold};
    SET LOCAL random_page_cost = 1;
    WITH named AS (
        SELECT {owner} AS id, text, language,
               CASE WHEN folded = %(query)s THEN 4
                    WHEN folded LIKE %(first)s THEN 3
                    WHEN folded LIKE %(word)s THEN 2
                    ELSE round(word_similarity(%(query)s, folded)::numeric, 1)
               END AS closeness,
               (language = %(language)s) AS own_language
          FROM {names}
         WHERE folded LIKE %(first)s OR folded LIKE %(word)s OR %(query)s <%% folded
    ), closest AS (
        SELECT DISTINCT ON (id) *
          FROM named
         ORDER BY id, closeness DESC, own_language DESC, length(text), text
    )
    SELECT concept.id, concept.{code}, {label}, {kind}, closest.text
      FROM closest
      JOIN {concepts} AS concept USING (id)
     WHERE NOT concept.retired
     ORDER BY closest.closeness DESC, closest.own_language DESC, {use} DESC,
              length(closest.text), concept.id
     LIMIT %(limit)s
    """
)


@dataclass(frozen=True)
class Found:
    """One result of a search.

    `code` is a slug, or an O*NET-SOC code; `label` is in the reader's language; `kind` is the
    concept's kind, or "occupation"; `matched` is the name that was found, blank if it is the label.
    """

    id: int
    code: str
    label: str
    kind: str
    matched: str


def search_skills(query: str, language: str, limit: int = 8) -> list[Found]:
    """The skills that `query` may mean, best first, at most `limit` (and never more than 50).

    Whole names come before beginnings, beginnings before later words, those before names that are
    merely alike; then the reader's `language` ("en" or "es"), then what more occupations use.
    """
    return _search(query, language, limit, concepts=Skill, names=SkillAlias, links=OccupationSkill)


def search_credentials(query: str, language: str, limit: int = 8) -> list[Found]:
    """The same for licences, certifications and cards."""
    return _search(
        query,
        language,
        limit,
        concepts=Credential,
        names=CredentialAlias,
        links=OccupationCredential,
    )


def search_occupations(query: str, language: str, limit: int = 8) -> list[Found]:
    """The same for occupations, by job title."""
    return _search(query, language, limit, concepts=Occupation, names=OccupationAlias, links=None)


def skill_by_code(code: str) -> Skill | None:
    """The skill of this slug, a retired one too; None if there is none."""
    return skills_by_codes([code]).get(code)


def skills_by_codes(codes: Iterable[str]) -> dict[str, Skill]:
    """{code: skill} of those `codes` (slugs) that are known, in one query, retired ones too."""
    asked = {code for code in codes if isinstance(code, str) and "\0" not in code}
    return {skill.slug: skill for skill in Skill.objects.filter(slug__in=asked)}


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


def _search(
    query: str,
    language: str,
    limit: int,
    *,
    concepts: type[models.Model],
    names: type[models.Model],
    links: type[models.Model] | None,
) -> list[Found]:
    folded = fold(query[:LONGEST_QUERY])
    if not folded:
        return []
    spanish = language.startswith("es")
    name = concepts._meta.model_name or ""
    in_spanish = sql.SQL("COALESCE(NULLIF(concept.label_es, ''), concept.label_en)")
    use = sql.SQL("(SELECT count(*) FROM {links} WHERE {owner} = concept.id)")
    owner = sql.Identifier(f"{name}_id")
    statement = _SEARCH.format(
        threshold=sql.Literal(_TYPO_THRESHOLD),
        owner=owner,
        names=sql.Identifier(names._meta.db_table),
        concepts=sql.Identifier(concepts._meta.db_table),
        code=sql.Identifier("slug" if links else "code"),
        label=in_spanish if spanish else sql.SQL("concept.label_en"),
        kind=sql.SQL("concept.kind") if links else sql.Literal(name),
        use=use.format(links=sql.Identifier(links._meta.db_table), owner=owner)
        if links
        else sql.SQL("concept.retired"),
    )
    pattern = folded.replace("\\", r"\\").replace("%", r"\%")
    values = {
        "query": folded,
        "first": f"{pattern}%",
        "word": f"% {pattern}%",
        "language": "es" if spanish else "en",
        "limit": max(1, min(limit, MOST_RESULTS)),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [
            Found(
                id=pk,
                code=code,
                label=label,
                kind=kind,
                matched="" if text == label else text,
            )
            for pk, code, label, kind, text in cursor.fetchall()
        ]
