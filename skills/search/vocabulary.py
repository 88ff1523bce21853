"""The vocabulary asked: words of names that begin, bend or are spelt like the typed ones.

One statement asks the database (`SearchWord`) about all words of a query at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from psycopg2 import sql

# Words shorter than this are not taken for mistyped ones; two joined ones only from more letters.
SHORTEST_MISTYPED = 4
_SHORTEST_JOINED_MISTYPED = 7
SHORTEST_STEM = 3
_SHORTEST_PART = 3
# Share of common trigrams from which a word counts as spelt alike.
_ALIKE_FROM = 0.34
# Words that so many names have are not taken for mistyped ones.
_WELL_KNOWN = 4
_MOST_ALIKE = 25
_MOST_KIN = 60
_MOST_FORMS = 12


@dataclass(frozen=True)
class Row:
    """A word of the vocabulary that `asked` may mean; `asked_stem` is of the same language.

    `through` is the word that `asked` is spelt like, where `word` is of one stem with that.
    """

    asked: str
    is_own_language: bool
    word: str
    stem: str
    names: int
    asked_stem: str
    through: str = ""


_BEGUN_OR_BENT = sql.SQL(
    """
    (SELECT {asked}, language, word, stem, names, {english}, {spanish}, ''
       FROM skills_searchword
      WHERE kind = {kind} AND names > 0
        AND (word LIKE {begins} OR stem <> '' AND stem IN ({english}, {spanish}) {related})
      ORDER BY word = {asked} DESC, stem IN ({english}, {spanish}) DESC, names DESC
      LIMIT {limit})
    """
)
_FORMS = sql.SQL(
    """
    (SELECT {asked}, language, word, stem, names, {english}, {spanish}, ''
       FROM skills_searchword
      WHERE kind = {kind} AND names > 0 AND stem <> '' AND stem IN ({english}, {spanish})
      ORDER BY names DESC
      LIMIT {limit})
    """
)
_ALIKE = sql.SQL(
    """
    (SELECT {asked}, kin.language, kin.word, kin.stem, kin.names, {english}, {spanish}, alike.word
       FROM (SELECT kind, language, word, stem
               FROM skills_searchword
              WHERE kind = {kind} AND names > 0 AND word % {asked}
                AND NOT EXISTS (SELECT FROM skills_searchword
                                 WHERE kind = {kind} AND word = {asked} AND names >= {well_known})
              ORDER BY similarity(word, {asked}) DESC, names DESC
              LIMIT {limit}) AS alike
       JOIN skills_searchword AS kin
         ON kin.word = alike.word AND kin.kind = {kind} AND kin.language = alike.language
         OR alike.stem <> '' AND kin.stem = alike.stem AND kin.kind = {kind}
            AND kin.language = alike.language AND kin.names > 0)
    """
)
_PARTS = sql.SQL(
    """
    (SELECT '', 'en', word, max(stem), sum(names), '', '', ''
       FROM skills_searchword
      WHERE kind = {kind} AND word = ANY({parts}) AND names > 0 AND stem <> ''
      GROUP BY word)
    """
)
_STATEMENT = sql.SQL(
    """
    SET LOCAL pg_trgm.similarity_threshold = {alike};
    SET LOCAL random_page_cost = 1;
    {selects}
    """
)


def look_up(
    typed: Sequence[str], joined: Sequence[str], also: Sequence[str], kind: str, own_language: str
) -> dict[str, list[Row]]:
    """{word: rows of the vocabulary}; under "" those that are halves of a typed word.

    `joined` are two words written as one, `also` words of which only the forms are wanted.
    """
    selects = [_begun_or_bent(word, kind) for word in (*typed, *joined)]
    selects += [_forms(word, kind) for word in also if word not in (*typed, *joined)]
    selects += [_alike(word, kind) for word in typed if len(word) >= SHORTEST_MISTYPED]
    selects += [_alike(word, kind) for word in joined if len(word) >= _SHORTEST_JOINED_MISTYPED]
    halves = sorted({half for word in typed for cut in cuts(word) for half in cut})
    if halves:
        selects.append(_PARTS.format(kind=sql.Literal(kind), parts=sql.Literal(halves)))
    statement = _STATEMENT.format(
        alike=sql.Literal(_ALIKE_FROM), selects=sql.SQL(" UNION ALL ").join(selects)
    )
    found: dict[str, list[Row]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement)
        for asked, language, word, stem, names, english, spanish, through in cursor.fetchall():
            asked_stem = spanish if language == "es" else english
            row = Row(asked, language == own_language, word, stem, int(names), asked_stem, through)
            found.setdefault(asked, []).append(row)
    return found


def _begun_or_bent(word: str, kind: str) -> sql.Composable:
    """Asks for the words that begin with `word`, or that share its stem, or begin with that."""
    stems = _stems(word)
    related = sql.SQL("").join(
        sql.SQL("OR length({0}) >= {1} AND stem LIKE {0} || '%' ").format(
            stem, sql.Literal(SHORTEST_STEM)
        )
        for stem in (stems.values() if len(word) > SHORTEST_STEM else ())
    )
    return _BEGUN_OR_BENT.format(
        asked=sql.Literal(word),
        kind=sql.Literal(kind),
        begins=sql.Literal(f"{escaped(word)}%"),
        related=related,
        limit=sql.Literal(_MOST_KIN),
        **stems,
    )


def _forms(word: str, kind: str) -> sql.Composable:
    return _FORMS.format(
        asked=sql.Literal(word),
        kind=sql.Literal(kind),
        limit=sql.Literal(_MOST_FORMS),
        **_stems(word),
    )


def _alike(word: str, kind: str) -> sql.Composable:
    return _ALIKE.format(
        asked=sql.Literal(word),
        kind=sql.Literal(kind),
        well_known=sql.Literal(_WELL_KNOWN),
        limit=sql.Literal(_MOST_ALIKE),
        **_stems(word),
    )


def _stems(word: str) -> dict[str, sql.Composable]:
    return {
        name: sql.SQL("skills_stem({}, {})").format(sql.Literal(language), sql.Literal(word))
        for name, language in (("english", "en"), ("spanish", "es"))
    }


def cuts(word: str) -> list[tuple[str, str]]:
    """The ways to cut a word in two."""
    places = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    return [(word[:place], word[place:]) for place in places]


def escaped(text: str) -> str:
    """The text as a LIKE pattern that means itself."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
