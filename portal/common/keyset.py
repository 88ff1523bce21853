"""Pages of a list by where the last one ended: they hold when rows come and go in between."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CURSOR = re.compile(r"([nb])((?:-[0-9]{1,18})+)", re.ASCII)


class BadCursorError(ValueError):
    """A cursor that this portal did not make."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows with the cursors of the next and the previous page, empty where there is none."""

    items: list[Row]
    next: str
    previous: str


def newest_first(
    rows: QuerySet[Row], *, by: Sequence[str], cursor: str = "", size: int = 20
) -> Page[Row]:
    """The page of `rows` that `cursor` leads to, by the fields `by`, each falling, in one query.

    The fields are datetimes or integers, never null, and together unique. Raises BadCursorError.
    """
    back, edge = _decode(rows, by, cursor) if cursor else (False, None)
    if edge is not None:
        rows = rows.filter(_beyond(by, edge, "gt" if back else "lt"))
    found = list(rows.order_by(*(name if back else f"-{name}" for name in by))[: size + 1])
    more, items = len(found) > size, found[:size]
    if back:
        items.reverse()
    has_next, has_previous = (True, more) if back else (more, edge is not None)
    return Page(
        items=items,
        next=_encode("n", items[-1], by) if items and has_next else "",
        previous=_encode("b", items[0], by) if items and has_previous else "",
    )


def cursor_at(row: Model, *, by: Sequence[str], back: bool = False) -> str:
    """The cursor of the rows that come after this one, or with `back` of those before it."""
    return _encode("b" if back else "n", row, by)


def is_back(cursor: str) -> bool:
    """Whether the cursor leads back, to the page before."""
    return cursor.startswith("b")


def _beyond(by: Sequence[str], edge: Sequence[Any], side: str) -> Q:
    """Rows on one side of the edge, the fields compared one after another."""
    beyond = Q()
    for place, (name, value) in enumerate(zip(by, edge, strict=True)):
        same = dict(zip(by[:place], edge[:place], strict=True))
        beyond |= Q(**same, **{f"{name}__{side}": value})
    return beyond


def _encode(direction: str, row: Model, by: Sequence[str]) -> str:
    return "-".join([direction, *(str(_number(getattr(row, name))) for name in by)])


def _number(value: Any) -> int:
    return (value - _EPOCH) // _MICROSECOND if isinstance(value, datetime) else int(value)


def _decode(rows: QuerySet[Row], by: Sequence[str], cursor: str) -> tuple[bool, list[Any]]:
    match = _CURSOR.fullmatch(cursor)
    numbers = match[2].split("-")[1:] if match else []
    if match is None or len(numbers) != len(by):
        raise BadCursorError(cursor)
    try:
        edge = [
            _EPOCH + int(number) * _MICROSECOND if _is_time(rows, name) else int(number)
            for name, number in zip(by, numbers, strict=True)
        ]
    except OverflowError as error:
        raise BadCursorError(cursor) from error
    return match[1] == "b", edge


def _is_time(rows: QuerySet[Row], name: str) -> bool:
    field = rows.model._meta.get_field(name)
    return getattr(field, "get_internal_type", str)() == "DateTimeField"
