"""nDCG@10 over a graded set, both ways, and what is lost where something is taken away.

Gains are 2^grade - 1; only who has any match counts. Intervals are of 95 %, by a bootstrap over
profiles or postings.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal.bench.results import Result

_FIRST = 10
_DRAWS = 2000

Scores = NDArray[np.float64]
"""A row a profile, a column a posting; the higher, the better the pair."""


@dataclass(frozen=True, eq=False)
class Reached:
    """nDCG@10 of each profile and each posting that has a match; NaN for the others."""

    by_profile: Scores
    by_posting: Scores

    @property
    def mean(self) -> float:
        """The mean of both directions."""
        return float(np.nanmean(self.by_profile) + np.nanmean(self.by_posting)) / 2

    @property
    def ways(self) -> dict[str, Scores]:
        """Both directions by name."""
        return {
            "postings for a profile": self.by_profile,
            "profiles for a posting": self.by_posting,
        }


def ndcg(scores: Scores, grades: Scores) -> Scores:
    """nDCG@10 of each row that has a grade above 0, NaN for the others."""
    discounts = 1 / np.log2(np.arange(2, _FIRST + 2))
    found = np.full(len(scores), np.nan)
    for row in np.flatnonzero(grades.max(axis=1) > 0):
        gains = 2.0 ** grades[row] - 1
        first = gains[np.argsort(-scores[row], kind="stable")][:_FIRST]
        ideal = np.sort(gains)[::-1][:_FIRST]
        found[row] = first @ discounts[: len(first)] / (ideal @ discounts[: len(ideal)])
    return found


def reached(scores: Scores, grades: Scores) -> Reached:
    """Both directions."""
    return Reached(ndcg(scores, grades), ndcg(scores.T, grades.T))


def away(of: str, whole: Reached, parts: Mapping[str, Scores], grades: Scores) -> Iterator[Result]:
    """What is left where something is taken away, and what that loses in the same places."""
    for name, scores in parts.items():
        less = reached(scores, grades)
        lost = np.concatenate(
            [whole.by_profile - less.by_profile, whole.by_posting - less.by_posting]
        )
        low, high = interval(lost)
        yield Result(
            "quality", f"nDCG@10, {of}{name}", less.mean, "of 1", f"below {whole.mean:.3f}",
            f"lost {np.nanmean(lost):.4f} ({low:.4f} to {high:.4f})",
        )  # fmt: skip


def told(values: Scores) -> str:
    """The interval in words."""
    low, high = interval(values)
    return f"{low:.3f} to {high:.3f}"


def interval(values: Scores) -> tuple[float, float]:
    """The middle 95 % of means of draws with replacement."""
    known = values[np.isfinite(values)]
    draws = np.random.default_rng(1).integers(len(known), size=(_DRAWS, len(known)))
    low, high = np.quantile(known[draws].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)
