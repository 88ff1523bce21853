"""The names that may answer a query, fetched in one statement, however many names there are.

Three ways lead to a name, each with a limit: the query is the name or begins it; all words of a
reading are among its words; at least the telling ones of them are.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from psycopg2 import sql

from skills.search.kinds import Kind
from skills.search.vocabulary import escaped
from skills.search.words import Reading, Word

_MOST_BEGUN = 80
_MOST_WITH_ALL = 120
_MOST_WITH_SOME = 120
_MOST_LOOKED_AT = 1000


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a concept that is not retired, with what ranks and shows the concept."""

    id: int
    text: str
    folded: str
    language: str
    code: str
    label_en: str
    label_es: str
    kind: str
    use: int
    is_curated: bool


# The page cost tells the planner that the names are in memory, so that it takes the indexes.
_STATEMENT = sql.SQL(
    """
    SET LOCAL random_page_cost = 1;
    WITH near AS (
        SELECT DISTINCT ON (id) * FROM ({arms}) AS any_way ORDER BY id
    )
    SELECT concept.id, near.text, near.folded, near.language, concept.{code}, concept.label_en,
           concept.label_es, {kind}, {use}, concept.sources && ARRAY['starter', 'staff']::varchar[]
      FROM near
      JOIN {concepts} AS concept ON concept.id = near.owner
     WHERE NOT concept.retired
    """
)
_ARM = sql.SQL(
    """
    (SELECT id, {owner} AS owner, text, folded, language
       FROM {names}
      WHERE {condition}
      ORDER BY {order} source IN ('starter', 'staff') DESC, length(folded)
      LIMIT {limit})
    """
)
_HAS = sql.SQL("string_to_array(folded, ' ') && {}::text[]")


def names_near(folded: str, readings: Sequence[Reading], kind: Kind) -> list[Name]:
    """Names of `kind` that may answer the query, in no order."""
    begins = sql.SQL("folded LIKE {}").format(sql.Literal(f"{escaped(folded)}%"))
    same = sql.SQL("folded = {} DESC,").format(sql.Literal(folded))
    arms = [_arm(kind, begins, same, _MOST_BEGUN)]
    for reading in readings:
        arms += _arms_of(reading, kind)
    statement = _STATEMENT.format(
        arms=sql.SQL(" UNION ALL ").join(arms),
        code=sql.Identifier(kind.code),
        kind=kind.shown,
        use=kind.use,
        concepts=sql.Identifier(kind.concepts),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [Name(*row) for row in cursor.fetchall()]


def _arms_of(reading: Reading, kind: Kind) -> list[sql.Composable]:
    words = [word for word in reading.words if word.kin]
    weighty = [word for word in words if not word.is_small] or words
    if not weighty:
        return []
    arms = []
    if len(weighty) == len([word for word in reading.words if not word.is_small]):
        everything = sql.SQL(" AND ").join(_has(list(word.kin)) for word in weighty)
        arms.append(_arm(kind, everything, _surest_first(weighty), _MOST_WITH_ALL))
    if len(reading.words) > 1:
        some = _rarest(weighty)
        anything = sql.SQL(" OR ").join(_has(list(word.kin)) for word in some)
        arms.append(_arm(kind, anything, _most_telling_first(weighty), _MOST_WITH_SOME))
    return arms


def _rarest(words: Sequence[Word]) -> list[Word]:
    """The rarest words, as many as not too many names have; at least one."""
    ordered = sorted(words, key=lambda word: word.names)
    counts = itertools.accumulate(word.names for word in ordered)
    return [
        word
        for place, (word, count) in enumerate(zip(ordered, counts, strict=True))
        if place == 0 or count <= _MOST_LOOKED_AT
    ]


def _arm(
    kind: Kind, condition: sql.Composable, order: sql.Composable, limit: int
) -> sql.Composable:
    return _ARM.format(
        owner=sql.Identifier(kind.owner),
        names=sql.Identifier(kind.names),
        condition=condition,
        order=order,
        limit=sql.Literal(limit),
    )


def _has(words: list[str]) -> sql.Composable:
    return _HAS.format(sql.Literal(words))


def _surest_first(words: Sequence[Word]) -> sql.Composable:
    surest = [word.surest for word in words if word.surest]
    if not surest:
        return sql.SQL("")
    counted = (sql.SQL("({})::int").format(_has(each)) for each in surest)
    return sql.SQL("{} DESC,").format(sql.SQL(" + ").join(counted))


def _most_telling_first(words: Sequence[Word]) -> sql.Composable:
    told = (
        sql.SQL("({})::int * {}").format(_has(list(word.kin)), sql.Literal(round(word.telling, 2)))
        for word in words
    )
    return sql.SQL("{} DESC,").format(sql.SQL(" + ").join(told))
