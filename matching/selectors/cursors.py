"""Cursors: where a page of a ranked list ends, by rank and not by number.

A cursor names the rank of the entry beside the page, so it holds when entries come, go or move.
"""

import base64
import binascii
import json
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal.common.keyset import BadCursorError

Rank = tuple[int, int]
"""(-rank key, id): ascending is best first, as in the stored lists."""

_LARGEST = 2**63


@dataclass(frozen=True)
class Cut:
    """The ids of one page, with the cursors to both sides of it."""

    items: list[int]
    next: str | None
    previous: str | None


def cut(ids: NDArray[np.int64], keys: NDArray[np.int64], cursor: str | None, size: int) -> Cut:
    """The page of `ids` (best first by their rank keys) that the cursor leads to.

    A cursor that nothing follows any more leads to the last page. Raises BadCursorError.
    """
    start, stop, last = 0, size, len(ids)
    if cursor is not None:
        forward, rank = _decode(cursor)
        ahead = int(np.count_nonzero((-keys < rank[0]) | ((-keys == rank[0]) & (ids < rank[1]))))
        if forward:
            is_there = bool(np.any((-keys == rank[0]) & (ids == rank[1])))
            start = ahead + is_there
            if start >= last:
                start = max(last - size, 0)
            stop = start + size
        else:
            stop = max(ahead, min(size, last))
            start = max(stop - size, 0)
    shown = ids[start:stop].tolist()
    ranks = [(-int(key), int(id)) for key, id in zip(keys[start:stop], shown, strict=True)]
    has_next, has_previous = bool(shown) and stop < last, bool(shown) and start > 0
    return Cut(
        items=shown,
        next=_encode(True, ranks[-1]) if has_next else None,
        previous=_encode(False, ranks[0]) if has_previous else None,
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
