"""Search as one types, over what is loaded: hits and milliseconds, beside the plain ways to do it.

The queries are those of tests/quality/search_queries.csv: whole for the hits; whole and every
beginning of two letters or more, as a person types them, for the times. The rivals look for the
words anywhere in a name (ILIKE), and for the names that are spelt most alike (trigrams).
"""

import csv
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection
from psycopg2 import sql

from portal.bench.results import BenchError, Result, quantile
from portal.settings.env import ROOT
from skills.folding import fold
from skills.models import Occupation, Skill, SkillAlias
from skills.search import search_credentials, search_occupations, search_skills
from skills.search.kinds import CREDENTIALS, OCCUPATIONS, SKILLS
from skills.search.vocabulary import escaped

QUERIES = ROOT / "tests" / "quality" / "search_queries.csv"
_FIRST = 3
# Every so many-th beginning is enough for the rivals, which are slow.
_RIVALS_STEP = 10
_OURS = {
    "skill": search_skills,
    "occupation": search_occupations,
    "credential": search_credentials,
}
_KINDS = {"skill": SKILLS, "occupation": OCCUPATIONS, "credential": CREDENTIALS}
_PLAIN = sql.SQL(
    """
    SELECT concept.{code}
      FROM {names} AS name
      JOIN {concepts} AS concept ON concept.id = name.{owner}
     WHERE {condition} AND NOT concept.retired
     GROUP BY concept.{code}
     ORDER BY {order} DESC, min(length(folded))
     LIMIT 8
    """
)


@dataclass(frozen=True)
class Query:
    """What somebody types, and the codes of what they mean."""

    text: str
    language: str
    kind: str
    means: frozenset[str]


Search = Callable[[Query], Sequence[str]]


def run() -> list[Result]:
    """Hits in the first three of 200 queries; milliseconds of them and their beginnings."""
    if not SkillAlias.objects.exists():
        raise BenchError("no taxonomy is loaded")
    queries = _queries()
    typed = [
        Query(query.text[:length], query.language, query.kind, query.means)
        for query in queries
        for length in range(2, len(query.text) + 1)
    ]
    hits = {name: _hits(search, queries) for name, search in _SEARCHES.items()}
    ours = _times(_by_us, typed)
    rivals = {name: _times(_SEARCHES[name], typed[::_RIVALS_STEP]) for name in _RIVALS}
    loaded = f"{Skill.objects.filter(retired=False).count():,} skills"
    loaded += f", {SkillAlias.objects.count():,} names of skills"
    loaded += f", {Occupation.objects.filter(retired=False).count():,} occupations"
    return [
        Result(
            "search", f"found in the first {_FIRST}, {loaded}", hits["ours"], "%", "95",
            "; ".join(f"{name} {hits[name]:.1f}" for name in _RIVALS),
        ),
        *(
            Result(
                "search", f"typing, {name}, of {len(typed):,}", quantile(ours, share), "ms", goal,
                "; ".join(f"{rival} {quantile(rivals[rival], share):.0f}" for rival in _RIVALS),
            )
            for name, share, goal in (("p50", 0.5, ""), ("p95", 0.95, "50"), ("longest", 1.0, ""))
        ),
    ]  # fmt: skip


def _queries() -> list[Query]:
    with QUERIES.open(encoding="utf-8", newline="") as lines:
        return [
            Query(row["query"], row["language"], row["kind"], frozenset(row["expected"].split("|")))
            for row in csv.DictReader(lines)
        ]


def _hits(search: Search, queries: Sequence[Query]) -> float:
    found = sum(not query.means.isdisjoint(search(query)[:_FIRST]) for query in queries)
    return 100 * found / len(queries)


def _times(search: Search, queries: Sequence[Query]) -> list[float]:
    """Milliseconds of each search."""
    times = []
    for query in queries:
        started = time.perf_counter()
        search(query)
        times.append((time.perf_counter() - started) * 1000)
    return times


def _by_us(query: Query) -> Sequence[str]:
    return [found.code for found in _OURS[query.kind](query.text, query.language)]


def _by_ilike(query: Query) -> Sequence[str]:
    condition = sql.SQL("folded ILIKE {}").format(sql.Literal(f"%{escaped(fold(query.text))}%"))
    return _plainly(query, condition, sql.SQL("bool_or({})").format(condition))


def _by_trigrams(query: Query) -> Sequence[str]:
    words = sql.Literal(fold(query.text))
    condition = sql.SQL("folded % {}").format(words)
    return _plainly(query, condition, sql.SQL("max(similarity(folded, {}))").format(words))


def _plainly(query: Query, condition: sql.Composable, order: sql.Composable) -> Sequence[str]:
    kind = _KINDS[query.kind]
    statement = _PLAIN.format(
        code=sql.Identifier(kind.code),
        names=sql.Identifier(kind.names),
        concepts=sql.Identifier(kind.concepts),
        owner=sql.Identifier(kind.owner),
        condition=condition,
        order=order,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [code for (code,) in cursor.fetchall()]


_RIVALS: dict[str, Search] = {"ILIKE": _by_ilike, "trigrams": _by_trigrams}
_SEARCHES: dict[str, Search] = {"ours": _by_us, **_RIVALS}
