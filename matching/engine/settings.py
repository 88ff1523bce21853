"""Every number of the engine in one frozen object whose version changes with any of them."""

import hashlib
from dataclasses import astuple, dataclass
from functools import cached_property
from itertools import pairwise

from matching.engine.types import Band

FULL = 10_000
"""A whole credit in basis points, and a whole fit in hundredths."""


@dataclass(frozen=True)
class EngineSettings:
    """The numbers of a fit. Credits in basis points, fits in hundredths, times in months.

    A requirement weighs importance x specificity x a factor, so an essential, specialised skill
    that the employer does not train weighs 4 x 100 x 2 = 800: the scale of the other weights.
    """

    number: int = 1
    """Raised by hand when the rules change in a way that no number below shows."""

    default_specificity: int = 100
    plain_factor: int = 2
    trainable_factor: int = 1
    experience_weight: int = 800
    education_weight: int = 400

    level_credits: tuple[int, int, int, int] = (FULL, 7_000, 4_000, 2_000)
    """Credit for a level met, and one, two, three steps short."""
    unknown_credit: int = 8_500
    adjacent_cap: int = 6_000
    counted_credit: int = 8_500
    """The least credit for which a requirement counts as one that the person has."""

    equivalent_credit: int = 7_500
    equivalent_months: int = 48

    strong: int = 7_500
    good: int = 6_000
    possible: int = 4_000
    stretch: int = 2_500

    confirm_confidence: int = 50
    """Percent of a line's weight that counts as known while a level is unknown."""

    def __post_init__(self) -> None:
        """Refuse numbers under which more skill could earn less, or a fit could pass 100."""
        credits = (FULL, *self.level_credits, 0)
        bands = (FULL, self.strong, self.good, self.possible, self.stretch, 0)
        if any(lower > higher for row in (credits, bands) for higher, lower in pairwise(row)):
            raise ValueError("level credits and bands must fall from 10000 towards 0")
        if self.level_credits[0] != FULL:
            raise ValueError("a level that is met earns the whole credit")
        if not (0 <= self.unknown_credit <= FULL and 0 <= self.adjacent_cap <= FULL):
            raise ValueError("a credit lies between 0 and 10000")
        weights = (self.plain_factor, self.trainable_factor, self.default_specificity)
        if min(weights) < 1 or min(self.experience_weight, self.education_weight) < 0:
            raise ValueError("weights must not be negative, nor a requirement weigh nothing")
        if self.equivalent_credit < 1 or self.equivalent_months < 1:
            raise ValueError("nothing is no equivalent of education")

    @property
    def floor(self) -> int:
        """The least fit (hundredths) that is a match at all."""
        return self.stretch

    @cached_property
    def version(self) -> str:
        """The rules' number and a short digest of all numbers, such as ``1-4f0c2a9be1``."""
        digest = hashlib.sha256(repr(astuple(self)).encode()).hexdigest()
        return f"{self.number}-{digest[:10]}"

    def band(self, fit: int) -> Band | None:
        """The word for a fit in hundredths, or None when it is no match."""
        floors = {
            Band.STRONG: self.strong,
            Band.GOOD: self.good,
            Band.POSSIBLE: self.possible,
            Band.STRETCH: self.stretch,
        }
        return next((band for band, least in floors.items() if fit >= least), None)


DEFAULT = EngineSettings()
