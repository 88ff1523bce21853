"""Filters over all open postings at once, each with what it would leave: nothing is cut before.

A filter keeps what is known to pass it: a posting that does not say where, when or in which kind of
work it is fails a filter on that. Work from home is near everybody. Fits are the engine's; filters
never change one.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from matching import engine
from matching.live.openings import SECTOR_NAMES, SHIFTS, WORK_MODES, Openings
from matching.pool import ENGINE
from matching.snapshots import ProfileSnapshot
from portal.common.places import EARTH_RADIUS_MILES
from portal.common.words import WorkMode

Mask = NDArray[np.bool_]
Counts = dict[str, dict[str, int]]
"""By filter and option: how many matches this option leaves, all other filters as they are."""

MILES = (5, 10, 25, 50)
PAY = (15, 18, 20, 25, 30, 40)
BANDS = {
    "strong": ENGINE.strong,
    "good": ENGINE.good,
    "possible": ENGINE.possible,
}
_HOME = WORK_MODES.index(WorkMode.REMOTE)
_DEGREES = np.pi / 180


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of matches is narrowed to; an empty one passes everything.

    `miles` from the person's ZIP code; `pay` in dollars an hour that the posting can reach; `where`
    a WorkMode; `shift` a Shift that it has; `sector` of its occupation; `band` this one or better;
    `gates` only postings whose gates are open.
    """

    miles: int | None = None
    pay: Decimal | None = None
    where: str = ""
    shift: str = ""
    sector: str = ""
    band: str = ""
    gates: bool = False

    def __bool__(self) -> bool:
        return bool(self.active)

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the filters that are set."""
        return tuple(
            each.name for each in fields(self) if getattr(self, each.name) not in (None, "", False)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The matches that pass, best first by `keys` (rank keys).

    `total` is how many matches there are without any filter; `without` how many there would be
    with each active filter left out.
    """

    ids: NDArray[np.int64]
    keys: NDArray[np.int64]
    total: int
    counts: Counts
    without: dict[str, int]


def find(
    openings: Openings,
    profile: ProfileSnapshot,
    place: tuple[float, float] | None,
    filters: Filters,
) -> Found:
    """The profile's matches among all open postings that pass the filters.

    `place` is where the person lives, latitude and longitude in degrees; without one, `miles` keeps
    only work from home.
    """
    scores = openings.scores_of(profile)
    rows = np.flatnonzero(scores.fit)
    fit, gates_open = scores.fit[rows], scores.gates_open[rows]
    offers = _Offers(openings, rows, fit, gates_open, place)
    masks = {name: offers.passing(name, getattr(filters, name)) for name in filters.active}
    failed = sum((~mask).astype(np.int8) for mask in masks.values()) + np.zeros(len(rows), np.int8)
    chosen = np.flatnonzero(failed == 0)
    ids = openings.ids[rows[chosen]]
    hashes = engine.pair_hash(profile.input.id, ids)
    keys = engine.rank_key(gates_open[chosen], fit[chosen], hashes)
    order = np.lexsort((ids, -keys))
    but_for = {
        each.name: failed - ~masks[each.name] == 0 if each.name in masks else failed == 0
        for each in fields(filters)
    }
    return Found(
        ids=ids[order],
        keys=keys[order],
        total=len(rows),
        counts=offers.counts(but_for),
        without={name: int(but_for[name].sum()) for name in filters.active},
    )


class _Offers:
    """What the matches offer, row by row."""

    def __init__(
        self,
        openings: Openings,
        rows: NDArray[np.intp],
        fit: NDArray[np.uint16],
        gates_open: Mask,
        place: tuple[float, float] | None,
    ) -> None:
        self._columns = {name: values[rows] for name, values in openings.beside.items()}
        self._fit = fit
        self._gates_open = gates_open
        self._at_home = self._columns["work_mode"] == _HOME
        self._miles = self._miles_from(place) if place else np.full(len(rows), np.inf)
        self._has_place = place is not None

    def passing(self, name: str, value: object) -> Mask:
        """Which rows pass one filter."""
        mask: Mask = getattr(self, f"_{name}_passing")(value)
        return mask

    def counts(self, but_for: dict[str, Mask]) -> Counts:
        """How many rows each option of each filter leaves among those that pass the others."""
        options: dict[str, Iterable[object]] = {
            "miles": MILES if self._has_place else (),
            "pay": PAY,
            "where": WORK_MODES,
            "shift": SHIFTS,
            "sector": SECTOR_NAMES,
            "band": BANDS,
            "gates": (True,),
        }
        return {
            name: {
                str(option).lower(): int((self.passing(name, option) & but_for[name]).sum())
                for option in values
            }
            for name, values in options.items()
        }

    def _miles_passing(self, miles: int) -> Mask:
        passing: Mask = self._at_home | (self._miles <= miles)
        return passing

    def _pay_passing(self, dollars: Decimal | int) -> Mask:
        passing: Mask = self._columns["cents"] >= math.ceil(dollars * 100)
        return passing

    def _where_passing(self, where: str) -> Mask:
        passing: Mask = self._columns["work_mode"] == WORK_MODES.index(where)
        return passing

    def _shift_passing(self, shift: str) -> Mask:
        passing: Mask = (self._columns["shifts"] >> SHIFTS.index(shift)) & 1 == 1
        return passing

    def _sector_passing(self, sector: str) -> Mask:
        passing: Mask = self._columns["sector"] == SECTOR_NAMES.index(sector)
        return passing

    def _band_passing(self, band: str) -> Mask:
        passing: Mask = self._fit >= BANDS[band]
        return passing

    def _gates_passing(self, _open: bool) -> Mask:
        return self._gates_open

    def _miles_from(self, place: tuple[float, float]) -> NDArray[np.float64]:
        """Great-circle miles from a place, as `portal.common.places` has them; nan if unknown."""
        here, there = place[0] * _DEGREES, self._columns["latitude"] * _DEGREES
        half_phi = (there - here) / 2
        half_lambda = (self._columns["longitude"] - place[1]) * _DEGREES / 2
        chord = np.sin(half_phi) ** 2 + np.cos(here) * np.cos(there) * np.sin(half_lambda) ** 2
        miles: NDArray[np.float64] = 2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(chord))
        return miles
