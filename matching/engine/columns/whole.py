"""Columns of a whole pool made at once from tables of numbers, without an object a person."""

import numpy as np
from numpy.typing import NDArray

from matching.engine.arrays import Int32s, Int64s, offsets_of
from matching.engine.columns.profiles import ProfileColumns
from matching.engine.columns.table import LEVELS

Rows = NDArray[np.int64]
"""A table of whole numbers, one row an entry, its profile's id in the first column."""


def whole_pool(
    profiles: Rows, skills: Rows, work: Rows, credentials: Rows
) -> tuple[ProfileColumns, Int64s]:
    """What ``ProfileColumns.build`` makes of the same people, and the order that they stand in.

    ``profiles``: (id, education or -1), each id once. ``skills``: (id, skill, level or 0), each
    skill once. ``work``: (id, occupation or -1, months). ``credentials``: (id, credential, last
    day as an ordinal). Entries of people who are not in ``profiles`` are left out.
    """
    order = np.argsort(profiles[:, 0])
    ids = profiles[order, 0]
    skill_rows, skills = _placed(ids, skills)
    keys = skills[:, 1] * LEVELS + skills[:, 2]
    by_key = np.lexsort((keys, skill_rows))
    skill_offsets, skill_keys = _offsets(skill_rows, ids), keys[by_key].astype(np.int32)
    work_rows, work = _placed(ids, work)
    work = work[np.lexsort((work[:, 2], work[:, 1], work_rows))]
    holders, held = _placed(ids, credentials)
    lasting = np.lexsort((held[:, 2], held[:, 1], holders))
    holders, held = holders[lasting], held[lasting]
    longest = np.ones(len(held), dtype=np.bool_)
    longest[:-1] = (holders[1:] != holders[:-1]) | (held[1:, 1] != held[:-1, 1])
    holders, held = holders[longest], held[longest]
    columns = ProfileColumns(
        ids=ids,
        education=profiles[order, 1].astype(np.int8),
        skill_offsets=skill_offsets,
        skill_keys=skill_keys,
        work_offsets=_offsets(work_rows, ids),
        work_occupations=(work[:, 1] + 1).astype(np.int32),
        work_months=work[:, 2].astype(np.int32),
        credential_offsets=_offsets(holders, ids),
        credentials=held[:, 1].astype(np.int32),
        expires=held[:, 2].astype(np.int32),
    )
    return columns, order


def _placed(ids: Int64s, entries: Rows) -> tuple[NDArray[np.intp], Rows]:
    """The row of each entry's profile, and the entries, without those of nobody."""
    places = np.searchsorted(ids, entries[:, 0])
    known = places < len(ids)
    known[known] = ids[places[known]] == entries[known, 0]
    return places[known], entries[known]


def _offsets(rows: NDArray[np.intp], ids: Int64s) -> Int32s:
    return offsets_of(np.bincount(rows, minlength=len(ids)))
