"""All open postings in the memory of a web process: the engine's columns and what filters read.

They are brought up to date before use, at most once in MATCHING_LIVE_SECONDS: the revision of
every open posting is compared with the one held, in one query, and what differs is loaded. So
nothing that commits late is missed, whatever the order of commits (decision 2), and a refresh loads
no more than what changed. What is handed out never changes: a thread that still reads the last
state keeps it.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.conf import settings
from django.utils import timezone
from numpy.typing import NDArray

from employers.models import Posting
from employers.words import SECTORS
from matching import snapshots
from matching.engine import fast
from matching.engine.columns import PostingColumns, TaxonomyArrays
from matching.pool import ENGINE, Held, latest_births, version_with
from matching.snapshots import PostingSnapshot, ProfileSnapshot
from portal.common.words import Shift, WorkMode, dollars_an_hour

WORK_MODES = tuple(WorkMode.values)
SHIFTS = tuple(Shift.values)
SECTOR_NAMES = tuple(SECTORS)
_LOADED_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class OpenPosting(PostingSnapshot):
    """A posting with what filters read of it."""

    latitude: float
    longitude: float
    cents: int
    work_mode: int
    shifts: int
    sector: int


@dataclass(frozen=True, slots=True, eq=False)
class Openings:
    """All open postings of a moment; row i of every array is the same one, ids ascending.

    ``beside``: minimum_age in years; latitude and longitude in degrees, nan where not known; cents
    an hour, the most it pays; work_mode and sector by their places in WORK_MODES and SECTOR_NAMES,
    sector -1 for none; shifts as bits by the places in SHIFTS.
    """

    columns: PostingColumns
    beside: dict[str, NDArray[Any]]
    taxonomy: TaxonomyArrays
    as_of: date

    @property
    def ids(self) -> NDArray[np.int64]:
        """The ids of the rows."""
        return self.columns.ids

    @property
    def version(self) -> str:
        """The engine version that scores of today carry."""
        return version_with(self.taxonomy.version)

    @property
    def nbytes(self) -> int:
        """Memory of the postings, in bytes; the taxonomy's is not counted."""
        return self.columns.nbytes + sum(values.nbytes for values in self.beside.values())

    def scores_of(self, profile: ProfileSnapshot) -> fast.ScoreArray:
        """The profile's scores by row; fit 0 where there is no match or the law bars the young."""
        scores = fast.score_postings(profile.input, self.columns, self.taxonomy, ENGINE, self.as_of)
        born = profile.birth_date.toordinal() if profile.birth_date else 0
        allowed = born <= latest_births(self.as_of)[self.beside["minimum_age"]]
        fit = np.where(allowed & (scores.fit >= ENGINE.floor), scores.fit, np.uint16(0))
        return fast.ScoreArray(fit, scores.gates_open)


@dataclass(slots=True)
class _Pool:
    """What is brought up to date: postings weighed under one taxonomy."""

    taxonomy: TaxonomyArrays
    postings: Held[PostingColumns, OpenPosting]

    @classmethod
    def begin(cls) -> "_Pool":
        """No posting yet, under the newest taxonomy."""
        taxonomy = snapshots.load_taxonomy()
        held: Held[PostingColumns, OpenPosting] = Held(
            columns=PostingColumns.build((), taxonomy, ENGINE),
            beside={
                "minimum_age": np.zeros(0, dtype=np.int8),
                "latitude": np.zeros(0, dtype=np.float64),
                "longitude": np.zeros(0, dtype=np.float64),
                "cents": np.zeros(0, dtype=np.int32),
                "work_mode": np.zeros(0, dtype=np.int8),
                "shifts": np.zeros(0, dtype=np.uint8),
                "sector": np.zeros(0, dtype=np.int8),
            },
            describe=_describe,
        )
        return cls(TaxonomyArrays.build(taxonomy), held)


class _Keeper:
    """Holds the newest state for all threads of the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Drops everything; the next use reads it anew."""
        self._pool: _Pool | None = None
        self._newest: Openings | None = None
        self._checked = 0.0

    def now(self) -> Openings:
        """The open postings, at most MATCHING_LIVE_SECONDS old.

        Two queries where that time is over and nothing changed, none before.
        """
        today = timezone.localdate()
        with self._lock:
            newest, started = self._newest, time.monotonic()
            is_old = started - self._checked >= settings.MATCHING_LIVE_SECONDS
            if newest is None or newest.as_of != today or is_old:
                newest = self._newest = self._refreshed(today)
                self._checked = started
            return newest

    def _refreshed(self, today: date) -> Openings:
        if self._pool is None or self._pool.taxonomy.version != snapshots.taxonomy_key():
            self._pool = _Pool.begin()
        held = self._pool.postings
        held.refresh(snapshots.posting_revisions(today), lambda ids: _load(ids, today))
        return Openings(held.columns, held.beside, self._pool.taxonomy, today)


openings = _Keeper()
"""The open postings of this process."""


def _describe(posting: OpenPosting) -> dict[str, Any]:
    return {
        "minimum_age": posting.minimum_age,
        "latitude": posting.latitude,
        "longitude": posting.longitude,
        "cents": posting.cents,
        "work_mode": posting.work_mode,
        "shifts": posting.shifts,
        "sector": posting.sector,
    }


def _load(ids: Sequence[int], as_of: date) -> dict[int, OpenPosting]:
    """The postings that are open, by id, in five queries a few thousand."""
    loaded: dict[int, OpenPosting] = {}
    for some in _chunks(ids):
        scored = snapshots.load_postings(some, as_of)
        for row in Posting.objects.filter(id__in=list(scored)).values(
            "id",
            "latitude",
            "longitude",
            "wage_min",
            "wage_max",
            "wage_period",
            "work_mode",
            "shifts",
            "occupation__sector",
        ):
            snapshot = scored[row["id"]]
            loaded[row["id"]] = OpenPosting(
                input=snapshot.input,
                minimum_age=snapshot.minimum_age,
                latitude=_degrees(row["latitude"]),
                longitude=_degrees(row["longitude"]),
                cents=_cents(row),
                work_mode=WORK_MODES.index(row["work_mode"]),
                shifts=sum(1 << SHIFTS.index(shift) for shift in set(row["shifts"])),
                sector=_sector(row["occupation__sector"]),
            )
    return loaded


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _LOADED_AT_ONCE):
        yield ids[start : start + _LOADED_AT_ONCE]


def _degrees(value: float | None) -> float:
    return float("nan") if value is None else value


def _cents(row: Any) -> int:
    """The most that the posting pays in cents an hour; 0 where it does not say."""
    offered = row["wage_min"] if row["wage_max"] is None else row["wage_max"]
    return 0 if offered is None else int(dollars_an_hour(offered, row["wage_period"]) * 100)


def _sector(sector: str | None) -> int:
    return SECTOR_NAMES.index(sector) if sector in SECTOR_NAMES else -1
