"""Finds skills, occupations and credentials by the words that people type.

Two statements a search: what the typed words may mean (`words`), and the names that have such
words (`names`); the ranking between them is plain Python (`closeness`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from skills.folding import fold
from skills.search.closeness import closeness
from skills.search.kinds import CREDENTIALS, OCCUPATIONS, SKILLS, Kind
from skills.search.names import Name, names_near
from skills.search.words import readings

LONGEST_QUERY = 100
MOST_RESULTS = 50
# Names less close than this are not offered.
_FARTHEST = 0.36
# Closeness within one step is equal: then curated concepts, the own language and use decide.
_STEPS = 25
# What curated concepts, names in the reader's language and labels are ahead by, unless exact.
_CURATED, _OWN_LANGUAGE, _LABEL = 0.05, 0.03, 0.04


@dataclass(frozen=True)
class Found:
    """One result of a search.

    `code` is a slug, or an O*NET-SOC code; `label` is in the reader's language where there is one,
    else in English, as `language` tells; `kind` is the concept's kind, or "occupation"; `matched`
    is the name that was found, blank if it is the label.
    """

    id: int
    code: str
    label: str
    kind: str
    matched: str
    language: str = "en"


@dataclass(frozen=True)
class _Answer:
    """A concept by its closest name."""

    name: Name
    rank: tuple[float, ...]


def search_skills(query: str, language: str, limit: int = 8) -> list[Found]:
    """The skills that `query` may mean, best first, at most `limit` (and never more than 50).

    The closest names come first: the query itself, then what begins with it or has all its words,
    bent or mistyped ones too, then what has the telling ones. Of equally close ones curated skills
    come first, then names in the reader's `language` ("en" or "es"), then what is used more.
    """
    return _search(query, language, limit, SKILLS)


def search_occupations(query: str, language: str, limit: int = 8) -> list[Found]:
    """The same for occupations, by job title."""
    return _search(query, language, limit, OCCUPATIONS)


def search_credentials(query: str, language: str, limit: int = 8) -> list[Found]:
    """The same for licences, certifications and cards."""
    return _search(query, language, limit, CREDENTIALS)


def _search(query: str, language: str, limit: int, kind: Kind) -> list[Found]:
    folded = fold(query[:LONGEST_QUERY])
    if not folded:
        return []
    own = "es" if language.startswith("es") else "en"
    read = readings(folded, kind.word_kind, own)
    best: dict[int, _Answer] = {}
    for name in names_near(folded, read, kind):
        close = closeness(name.folded, folded, read)
        if close < _FARTHEST:
            continue
        answer = _Answer(name, _rank(name, close, own))
        if name.id not in best or answer.rank < best[name.id].rank:
            best[name.id] = answer
    ordered = sorted(best.values(), key=lambda answer: answer.rank)
    most = max(1, min(limit, MOST_RESULTS))
    return [_found(answer.name, own) for answer in _distinct(ordered)][:most]


def _rank(name: Name, close: float, own: str) -> tuple[float, ...]:
    """What sorts answers, smallest first."""
    if close < 1:
        close += _CURATED * name.is_curated + _OWN_LANGUAGE * (name.language == own)
        close += _LABEL * (name.text in (name.label_en, name.label_es))
    return (
        -round(close * _STEPS),
        not name.is_curated,
        name.language != own,
        -name.use,
        len(name.folded),
        name.id,
    )


def _distinct(answers: Iterable[_Answer]) -> list[_Answer]:
    """Imported concepts go to the end whose name another, or a curated one, has: they mean it."""
    answers = list(answers)
    taken = {each.name.folded for each in answers if each.name.is_curated}
    first: list[_Answer] = []
    again: list[_Answer] = []
    for answer in answers:
        is_again = not answer.name.is_curated and answer.name.folded in taken
        (again if is_again else first).append(answer)
        taken.add(answer.name.folded)
    return first + again


def _found(name: Name, own: str) -> Found:
    in_spanish = own == "es" and bool(name.label_es)
    label = name.label_es if in_spanish else name.label_en
    return Found(
        id=name.id,
        code=name.code,
        label=label,
        kind=name.kind,
        matched="" if name.text == label else name.text,
        language="es" if in_spanish else "en",
    )
