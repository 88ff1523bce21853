"""Whether the changes feed tells anything twice.

What is told of one entry of one list is a chain: each change begins where the one before it ended.
A change that was noted twice, or once too seldom, breaks it.
"""

from collections.abc import Iterable

import numpy as np

from matching.changes.compare import CHANGE, standing

NOTED = """
SELECT shard, side, owners, ends, entries FROM matching_matchchange
WHERE cardinality(owners) > 0 AND length(entries) > 0 ORDER BY id
"""

Row = tuple[int, int, list[int], list[int], memoryview]

_LIST = np.dtype([("shard", "<u4"), ("side", "<u4"), ("owner", "<u4"), ("id", "<u4")])


def broken_chains(rows: Iterable[Row]) -> tuple[int, int]:
    """How many changes are told, and how many do not begin where the one before them ended.

    The rows are in the order in which they were committed within each shard.
    """
    lists, changes = [np.empty(0, dtype=_LIST)], [np.empty(0, dtype=CHANGE)]
    for shard, side, owners, ends, packed in rows:
        entries = np.frombuffer(packed, dtype=CHANGE)
        told = np.empty(len(entries), dtype=_LIST)
        told["shard"], told["side"], told["id"] = shard, side, entries["id"]
        told["owner"] = np.repeat(np.array(owners), np.diff([0, *ends]))
        lists.append(told)
        changes.append(entries)
    keys, entries = np.concatenate(lists), np.concatenate(changes)
    order = np.lexsort((keys["id"], keys["owner"], keys["side"], keys["shard"]))
    keys, entries = keys[order], entries[order]
    follows = keys[1:] == keys[:-1]
    apart = standing(entries["before"][1:]) != standing(entries["after"][:-1])
    return len(entries), int((follows & apart).sum())
