"""The changes of one profile or posting, as the drains have noted them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from django.db.models import BinaryField, F, Func, IntegerField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from matching import engine
from matching.changes.compare import CHANGE
from matching.models import MatchChange
from matching.pool import ENGINE

Cause = tuple[str, int | None]
Kind = MatchChange.Kind
Side = MatchChange.Side

_KEYS = {Side.PROFILE: "profile", Side.POSTING: "posting"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pair stands for who reads the list; only band and gates, since a fit moves on."""

    band: str
    gates_open: bool


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that came (`before` is None), left (`after` is None) or moved, and why.

    `own` are the causes on the side of the list's owner, `others` on that of the entry; without
    either the change is no news.
    """

    id: int
    before: Standing | None
    after: Standing | None
    own: tuple[Cause, ...]
    others: tuple[Cause, ...]

    @property
    def is_news(self) -> bool:
        return bool(self.own or self.others)


def changes_of(side: int, owner: int) -> QuerySet[MatchChange]:
    """What was noted of an owner's list; `mine` are the owner's own entries.

    The rows name many other owners, who are not read.
    """
    place = Func(F("owners"), Value(owner), function="array_position", output_field=IntegerField())
    start = Coalesce(_item(F("ends"), place - 1), 0)
    mine = Func(
        F("entries"),
        1 + CHANGE.itemsize * start,
        CHANGE.itemsize * (_item(F("ends"), place) - start),
        function="substring",
        output_field=BinaryField(),
    )
    rows = MatchChange.objects.filter(side=side, owners__contains=[owner])
    return rows.annotate(mine=mine).defer("owners", "ends", "entries")


def _item(array: F, place: Combinable) -> Func:
    return Func(
        array,
        place,
        template="(%(expressions)s]",
        arg_joiner=")[",
        output_field=IntegerField(),
    )


def entries_in(row: MatchChange, owner: int) -> Iterator[Change]:
    """The owner's changes in a row of `changes_of`, in the order of their ids."""
    own_side = Side(row.side)
    other_side = Side.POSTING if own_side == Side.PROFILE else Side.PROFILE
    is_told = row.kind == Kind.NEWS
    mine: bytes = row.mine  # type: ignore[attr-defined]
    for id, before, after in np.frombuffer(mine, dtype=CHANGE).tolist():
        yield Change(
            id=id,
            before=standing(before),
            after=standing(after),
            own=causes_in(row, own_side, owner) if is_told else (),
            others=causes_in(row, other_side, id) if is_told else (),
        )


def causes_in(row: MatchChange, side: int, id: int) -> tuple[Cause, ...]:
    """Why the drain looked at this profile or posting; empty if it did not."""
    causes: Iterable[list] = row.causes[_KEYS[Side(side)]].get(str(id), ())
    return tuple((reason, subject) for reason, subject in causes)


def standing(packed: int) -> Standing | None:
    """How a packed score stands; None for 0, which is none."""
    fit, gates_open = engine.unpack(packed)
    band = ENGINE.band(fit)
    return Standing(band.value, gates_open) if band else None
