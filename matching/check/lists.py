"""One list as it stands beside the list that should stand."""

from collections.abc import Collection, Sequence

from matching.check.frame import say
from matching.check.report import Difference
from matching.lists import ENTRY

Entry = tuple[int, int]
"""An id, and a packed score."""


def readable(packed: bytes | memoryview) -> bytes:
    """Stored entries without a broken one at the end."""
    return bytes(packed)[: len(packed) // ENTRY.itemsize * ENTRY.itemsize]


def difference(
    subject: str,
    kind: str,
    there: Sequence[Entry],
    wanted: Sequence[Entry],
    waiting: Collection[int] = (),
) -> Difference | None:
    """How two lists of entries of this kind differ; None if they don't, but for what waits.

    Entries with a change waiting may stand anywhere, and where one stands another is pushed out.
    """
    if list(there) == list(wanted):
        return None
    settled = [entry for entry in there if entry[0] not in waiting]
    expected = [entry for entry in wanted if entry[0] not in waiting]
    both = min(len(settled), len(expected))
    pushed = len(there) + len(wanted) - len(settled) - len(expected)
    if settled[:both] == expected[:both] and abs(len(settled) - len(expected)) <= pushed:
        return None
    pairs = zip(settled, expected, strict=False)
    rank = next((at for at, (one, two) in enumerate(pairs) if one != two), both)
    has = say(kind, *settled[rank]) if rank < len(settled) else "nothing"
    should = say(kind, *expected[rank]) if rank < len(expected) else "nothing"
    return Difference(
        subject,
        f"at rank {rank + 1} of {len(expected)} stands {has}, should stand {should}"
        f" ({len(settled)} stored, {len(set(settled) ^ set(expected))} in one list only)",
    )
