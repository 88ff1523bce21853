"""The order of two files' pairs, each profile's postings or each posting's profiles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from matching.engine import Explanation, Score, explain, pair_hash, rank_key, score
from matching.files.inputs import ENGINE, Inputs

By = Literal["profile", "posting"]


@dataclass(frozen=True, slots=True)
class Ranking:
    """All pairs scored: `scores[profile][posting]`, by their places in the files."""

    inputs: Inputs
    as_of: date
    scores: tuple[tuple[Score, ...], ...]

    @classmethod
    def of(
        cls, inputs: Inputs, as_of: date, progress: Callable[[int], object] = lambda _done: None
    ) -> "Ranking":
        """Scores every pair; `progress` is told of each profile that is done."""
        rows = []
        for profile, taxonomy in zip(inputs.profiles, inputs.taxonomies, strict=True):
            rows.append(
                tuple(
                    score(profile, posting, taxonomy, ENGINE, as_of) for posting in inputs.postings
                )
            )
            progress(1)
        return cls(inputs, as_of, tuple(rows))

    def best(self, by: By, at: int, top: int) -> list[tuple[int, int]]:
        """The `top` pairs (profile, posting) of the profile or posting at that place.

        Matches come first, in the order of the portal's lists: open gates, then fit, then a fixed
        hash. What is no match at all follows by fit alone, so that every pair has its place.
        """
        if by == "profile":
            pairs = [(at, posting) for posting in range(len(self.inputs.postings))]
        else:
            pairs = [(profile, at) for profile in range(len(self.inputs.profiles))]
        return sorted(pairs, key=self._key, reverse=True)[:top]

    def explain(self, pair: tuple[int, int]) -> Explanation:
        """The fit of a pair with the ledger that adds up to it."""
        profile, posting = pair
        inputs = self.inputs
        return explain(
            inputs.profiles[profile],
            inputs.postings[posting],
            inputs.taxonomies[profile],
            ENGINE,
            self.as_of,
        )

    def _key(self, pair: tuple[int, int]) -> tuple[bool, int, Sequence[int]]:
        profile, posting = pair
        found = self.scores[profile][posting]
        is_match = found.fit >= ENGINE.floor
        ids = (self.inputs.profiles[profile].id, self.inputs.postings[posting].id)
        key = rank_key(found.gates_open or not is_match, found.fit, pair_hash(*ids))
        return is_match, key, pair
