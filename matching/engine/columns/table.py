"""What the columns of profiles and of postings share.

A skill and a level are one number, the *key*: ``skill * 5 + level``, level 0 for unknown.
Occupations are stored plus one, 0 for none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Protocol, TypeVar

import numpy as np

from matching.engine.arrays import Int64s
from matching.engine.types import Level

LEVELS = 5
"""Levels 1 to 4, and 0 for unknown."""


class _Identified(Protocol):
    @property
    def id(self) -> int: ...


Input = TypeVar("Input", bound=_Identified)


@dataclass(frozen=True, eq=False)
class Table:
    """Read-only columns, one row an id, ids ascending."""

    ids: Int64s

    def __post_init__(self) -> None:
        """Columns are shared between scorers, so nobody may write to them."""
        for array in self._arrays():
            array.setflags(write=False)

    def __len__(self) -> int:
        return len(self.ids)

    def row_of(self, id: int) -> int:
        """The row of an id; raises KeyError when it is not in the pool."""
        row = int(np.searchsorted(self.ids, id))
        if row == len(self.ids) or self.ids[row] != id:
            raise KeyError(id)
        return row

    @property
    def nbytes(self) -> int:
        """Memory of all arrays, in bytes."""
        return sum(array.nbytes for array in self._arrays())

    def _arrays(self) -> "list[np.ndarray]":
        values = (getattr(self, field.name) for field in fields(self))
        return [value for value in values if isinstance(value, np.ndarray)]


def by_id(inputs: Iterable[Input]) -> list[Input]:
    """The inputs in order of id; raises ValueError when two share one."""
    ordered = sorted(inputs, key=lambda one: one.id)
    if any(one.id == other.id for one, other in pairwise(ordered)):
        raise ValueError("two inputs have the same id")
    return ordered


def key_of(skill: int, level: Level) -> int:
    """The key of a skill at a level; raises ValueError for one that can't be."""
    if skill < 0 or (level is not None and not 0 < level < LEVELS):
        raise ValueError(f"no such skill or level: {skill}, {level}")
    return skill * LEVELS + (level or 0)


def occupation_number(occupation: int | None) -> int:
    """An occupation as it is stored: its id plus one, 0 for none."""
    if occupation is None:
        return 0
    if occupation < 0:
        raise ValueError(f"no such occupation: {occupation}")
    return occupation + 1


def whole_months(months: int) -> int:
    """The months themselves; raises ValueError when there are fewer than none."""
    if months < 0:
        raise ValueError(f"months can't be negative: {months}")
    return months
