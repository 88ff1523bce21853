"""What a check found, and what a sample without faults proves."""

from dataclasses import dataclass
from math import exp, lgamma

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Difference:
    """What is stored otherwise than it should be: of what (such as "profile 7"), and how."""

    subject: str
    problem: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Side:
    """What was drawn of one kind ("profile" lists, "posting" lists, "pair"), and how many wrong."""

    kind: str
    population: int
    drawn: int
    wrong: int

    @property
    def at_most(self) -> int:
        """So many of all are wrong at most, with `CONFIDENCE`."""
        return at_most(self.population, self.drawn, self.wrong)

    @property
    def fewer_than(self) -> int:
        """Wrong in 10,000: fewer than this, with `CONFIDENCE`."""
        return self.at_most * 10_000 // max(self.population, 1) + 1

    def as_json(self) -> dict[str, str | int]:
        """The numbers, as they are kept with the check."""
        return {
            "kind": self.kind,
            "population": self.population,
            "drawn": self.drawn,
            "wrong": self.wrong,
            "at_most": self.at_most,
            "fewer_than_in_10000": self.fewer_than,
        }

    def __str__(self) -> str:
        what = "pairs" if self.kind == "pair" else f"lists of {self.kind}s"
        if self.drawn >= self.population:
            return f"All {self.population} {what} computed anew, {self.wrong} wrong."
        return (
            f"{self.drawn} {what} drawn of {self.population}, {self.wrong} wrong: with"
            f" {CONFIDENCE:.0%} confidence fewer than {self.fewer_than} in 10,000 are wrong."
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    `lists` were computed anew, of each side `sample` (None: all); `looked_at` is how many stored
    lists were looked at as a whole. `behind` are lists whose changes are `pending`: not wrong yet.
    """

    lists: int
    looked_at: int
    pending: int
    behind: int
    sample: int | None
    seed: int | None
    sides: tuple[Side, ...]
    differences: tuple[Difference, ...]
    seconds: float

    @property
    def is_clean(self) -> bool:
        """Whether nothing was pending and nothing differed."""
        return not self.pending and not self.differences


def at_most(population: int, drawn: int, wrong: int, confidence: float = CONFIDENCE) -> int:
    """The most wrong ones that a population may have, given a sample without replacement.

    The exact one-sided upper limit of the hypergeometric distribution (Buonaccorsi, "A note on
    confidence intervals for proportions in finite populations", The American Statistician 1987):
    the largest number under which so few wrong ones, or fewer, still come up with probability
    1 - confidence. With `drawn` much smaller than the population and none wrong it is the "rule of
    three": 3 / drawn of it.

    Raises ValueError where the numbers can't be.
    """
    if not 0 <= wrong <= drawn <= population:
        raise ValueError(f"{wrong} wrong of {drawn} drawn of {population}")
    low, high = wrong, population - (drawn - wrong)
    while low < high:
        middle = (low + high + 1) // 2
        if _chance(population, middle, drawn, wrong) > 1 - confidence:
            low = middle
        else:
            high = middle - 1
    return low


def _chance(population: int, bad: int, drawn: int, wrong: int) -> float:
    """That so many of the drawn, or fewer, are bad."""
    least = max(0, drawn - (population - bad))
    every = _log_choose(population, drawn)
    return sum(
        exp(_log_choose(bad, k) + _log_choose(population - bad, drawn - k) - every)
        for k in range(least, min(wrong, bad) + 1)
    )


def _log_choose(of: int, count: int) -> float:
    return lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
