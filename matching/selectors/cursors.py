"""Cursors: where a page of a ranked list ends, by rank and not by number.

A cursor names the rank of the entry beside the page, so it holds when entries come, go or move.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from portal.common.keyset import BadCursorError

Item = TypeVar("Item")
Rank = tuple[int, int]
"""(-rank key, id): ascending is best first, as in the stored lists."""

_LARGEST = 2**63


@dataclass(frozen=True)
class Cut(Generic[Item]):
    """The entries of one page, with the cursors to both sides of it."""

    items: Sequence[Item]
    next: str | None
    previous: str | None


def cut(items: Sequence[Item], ranks: Sequence[Rank], cursor: str | None, size: int) -> Cut[Item]:
    """The page of `items` (best first, with their ranks) that the cursor leads to.

    A cursor that nothing follows any more leads to the last page. Raises BadCursorError.
    """
    start, stop = 0, size
    if cursor is not None:
        forward, rank = _decode(cursor)
        if forward:
            start = sum(other <= rank for other in ranks)
            if start >= len(ranks):
                start = max(len(ranks) - size, 0)
            stop = start + size
        else:
            stop = max(sum(other < rank for other in ranks), min(size, len(ranks)))
            start = max(stop - size, 0)
    shown = items[start:stop]
    has_next, has_previous = bool(shown) and stop < len(items), bool(shown) and start > 0
    return Cut(
        items=shown,
        next=_encode(True, ranks[stop - 1]) if has_next else None,
        previous=_encode(False, ranks[start]) if has_previous else None,
    )


def _encode(forward: bool, rank: Rank) -> str:
    packed = json.dumps([int(forward), *rank], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _decode(cursor: str) -> tuple[bool, Rank]:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (UnicodeError, binascii.Error, ValueError, RecursionError) as error:
        raise BadCursorError(cursor) from error
    if (
        not isinstance(values, list)
        or len(values) != 3
        or not all(type(value) is int and abs(value) < _LARGEST for value in values)
        or values[0] not in (0, 1)
    ):
        raise BadCursorError(cursor)
    return bool(values[0]), (values[1], values[2])
