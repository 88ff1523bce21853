"""The two files of `match_files`: a JSON object a line, checked before anything is read from it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from matching.engine import Education

Id = str | int

_EDUCATION = {level.name.lower(): level for level in Education}


class LineError(ValueError):
    """A line that is not as it must be; the message names the line and the field."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileLine:
    """A person in their own words, and what a form beside them says."""

    id: Id
    text: str
    zip: str | None
    education: Education | None
    credentials: tuple[str, ...]
    years_experience: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PostingLine:
    """A job in the employer's words, and what a form beside them says.

    ZIP and wage are preferences: they are checked, and move no fit.
    """

    id: Id
    text: str
    title: str
    zip: str | None
    education_required: Education | None
    credentials_required: tuple[str, ...]
    wage_min: float | None
    wage_max: float | None
    wage_period: str | None


def read_profiles(lines: Iterable[str]) -> list[ProfileLine]:
    """Every line that is not blank. Raises LineError at the first that is not as it must be."""
    return [
        ProfileLine(
            id=row.id(),
            text=row.text("text") or row.refuse("text", "is missing"),
            zip=row.text("zip"),
            education=row.education("education"),
            credentials=row.texts("credentials"),
            years_experience=row.number("years_experience"),
        )
        for row in _rows(lines)
    ]


def read_postings(lines: Iterable[str]) -> list[PostingLine]:
    """Every line that is not blank. Raises LineError at the first that is not as it must be."""
    return [
        PostingLine(
            id=row.id(),
            text=row.text("text") or row.refuse("text", "is missing"),
            title=row.text("title") or "",
            zip=row.text("zip"),
            education_required=row.education("education_required"),
            credentials_required=row.texts("credentials_required"),
            wage_min=row.number("wage_min"),
            wage_max=row.number("wage_max"),
            wage_period=row.text("wage_period"),
        )
        for row in _rows(lines)
    ]


class _Row:
    """One line's object; a field that is null counts as left out, unknown ones are passed over."""

    def __init__(self, number: int, fields: Mapping[str, Any]) -> None:
        self._number, self._fields = number, fields

    def refuse(self, field: str, reason: str) -> NoReturn:
        raise LineError(f'Line {self._number}: "{field}" {reason}.')

    def id(self) -> Id:
        found = self._fields.get("id")
        if found is None or found == "":
            self.refuse("id", "is missing")
        if not isinstance(found, str | int) or isinstance(found, bool):
            self.refuse("id", "is neither a text nor a whole number")
        return found

    def text(self, field: str) -> str | None:
        found = self._fields.get(field)
        if found is not None and not isinstance(found, str):
            self.refuse(field, "is not a text")
        return (found or "").replace("\0", " ").strip() or None

    def texts(self, field: str) -> tuple[str, ...]:
        found = self._fields.get(field)
        found = [found] if isinstance(found, str) else found or []
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            self.refuse(field, "is not a list of texts")
        return tuple(each.strip() for each in found if each.strip())

    def number(self, field: str) -> float | None:
        found = self._fields.get(field)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found < 1e9:
            self.refuse(field, "is not a number from 0 on")
        return float(found)

    def education(self, field: str) -> Education | None:
        found = self.text(field)
        if found is None:
            return None
        if found.lower() not in _EDUCATION:
            self.refuse(field, f"is not one of {', '.join(_EDUCATION)}")
        return _EDUCATION[found.lower()]


def _rows(lines: Iterable[str]) -> Iterator[_Row]:
    seen: dict[Id, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row = _Row(number, _object(number, line))
        first = seen.setdefault(row.id(), number)
        if first != number:
            row.refuse("id", f"is that of line {first}, too")
        yield row


def _object(number: int, line: str) -> Mapping[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise LineError(f"Line {number} is not JSON: {error}.") from error
    if not isinstance(found, dict):
        raise LineError(f'Line {number} is not an object like {{"id": "1", "text": "..."}}.')
    return found
