"""Reads the stored lists as they are: ids and scores, best first. Pages are made in selectors."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from matching import engine
from matching.lists import keys_of, merge, unpack_entries
from matching.models import PostingSlice, ProfileList
from matching.sharding import all_shards


@dataclass(frozen=True, slots=True)
class Ranked:
    """A stored list: row i is the i-th best.

    ``fit`` in hundredths; ``complete`` when no match was cut; ``revision`` is the oldest revision
    of the owner that any part was computed from, None where a part is missing.
    """

    ids: NDArray[np.int64]
    fit: NDArray[np.uint16]
    gates_open: NDArray[np.bool_]
    complete: bool
    revision: int | None
    engine_version: str
    computed_at: datetime | None

    def __len__(self) -> int:
        return len(self.ids)

    def is_fresh(self, revision: int, engine_version: str) -> bool:
        """Whether it was computed from this revision of its owner, by this engine."""
        return (self.revision, self.engine_version) == (revision, engine_version)


def postings_for(profile_id: int) -> Ranked:
    """The best postings of a profile, in one query; empty where nothing is stored yet."""
    row = ProfileList.objects.filter(profile_id=profile_id).first()
    if row is None:
        return _ranked(*merge([], 0), complete=False)
    ids, scores = unpack_entries(row.entries)
    keep = settings.MATCHING_POSTINGS_PER_PROFILE
    return _ranked(
        ids[:keep],
        scores[:keep],
        complete=row.complete and len(ids) <= keep,
        revision=row.revision,
        engine_version=row.engine_version,
        computed_at=row.computed_at,
    )


def candidates_for(posting_id: int) -> Ranked:
    """The best visible profiles of a posting: its slices merged, in one query."""
    return candidates_for_each([posting_id])[posting_id]


def candidates_for_each(posting_ids: Collection[int]) -> dict[int, Ranked]:
    """The same for several postings, still in one query."""
    slices: dict[int, list[PostingSlice]] = {posting_id: [] for posting_id in posting_ids}
    for row in PostingSlice.objects.filter(posting_id__in=slices).order_by("posting_id", "shard"):
        slices[row.posting_id].append(row)
    return {posting_id: _merged(posting_id, rows) for posting_id, rows in slices.items()}


def _merged(posting_id: int, rows: list[PostingSlice]) -> Ranked:
    slices = []
    for row in rows:
        ids, scores = unpack_entries(row.entries)
        slices.append((ids, scores, keys_of(scores, engine.pair_hash(ids, posting_id))))
    keep = settings.MATCHING_PROFILES_PER_POSTING
    ids, scores = merge(slices, keep)
    if not rows:
        return _ranked(ids, scores, complete=False)
    whole = {row.shard for row in rows} == set(all_shards())
    versions = {row.engine_version for row in rows}
    return _ranked(
        ids,
        scores,
        complete=whole
        and all(row.complete for row in rows)
        and sum(row.count for row in rows) <= keep,
        revision=min(row.revision for row in rows) if whole else None,
        engine_version=versions.pop() if len(versions) == 1 else "",
        computed_at=min(row.computed_at for row in rows),
    )


def _ranked(
    ids: NDArray[np.int64],
    scores: NDArray[np.uint16],
    *,
    complete: bool,
    revision: int | None = None,
    engine_version: str = "",
    computed_at: datetime | None = None,
) -> Ranked:
    fit, gates_open = engine.unpack(scores)
    return Ranked(ids, fit, gates_open, complete, revision, engine_version, computed_at)
