"""The settings as look-up tables, one for each thing that a kernel asks."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching.engine.columns.table import LEVELS
from matching.engine.rules import adjacent_credit, direct_credit
from matching.engine.settings import EngineSettings


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Credits in basis points by [held level, required level], 0 for a level not stated.

    ``adjacent`` has a third axis, the percent of the relation. ``numbers`` are the weights of the
    experience and the education line, and from what credit and how many months on they stand for
    education.
    """

    direct: NDArray[np.int16]
    adjacent: NDArray[np.int16]
    numbers: NDArray[np.int64]


@lru_cache(maxsize=8)
def tables_of(settings: EngineSettings) -> Tables:
    """The tables of these settings."""
    direct = np.array(
        [
            [direct_credit(held or None, required or None, settings) for required in range(LEVELS)]
            for held in range(LEVELS)
        ],
        dtype=np.int16,
    )
    adjacent = np.array(
        [
            [[adjacent_credit(int(c), near, settings) for near in range(101)] for c in row]
            for row in direct
        ],
        dtype=np.int16,
    )
    numbers = np.array(
        [
            settings.experience_weight,
            settings.education_weight,
            settings.equivalent_credit,
            settings.equivalent_months,
        ],
        dtype=np.int64,
    )
    return Tables(direct, adjacent, numbers)
