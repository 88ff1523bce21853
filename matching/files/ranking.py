"""The order of two files' pairs, each profile's postings or each posting's profiles."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matching.engine import EngineSettings, Explanation, Score, explain, pair_hash, rank_key, score
from matching.files.inputs import ENGINE, Inputs

By = Literal["profile", "posting"]

_MATCH = 1 << 46  # above every rank key


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """All pairs in order: the higher its key, the better a pair; a row a profile.

    Matches come first, in the order of the portal's lists: open gates, then fit, then a fixed hash.
    What is no match at all follows by fit alone, so that every pair has its place.
    """

    inputs: Inputs
    as_of: date
    numbers: EngineSettings
    keys: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        inputs: Inputs,
        as_of: date,
        *,
        numbers: EngineSettings = ENGINE,
        progress: Callable[[int], object] = lambda _done: None,
    ) -> "Ranking":
        """Scores every pair; `progress` is told of each profile that is done."""
        keys = np.zeros((len(inputs.profiles), len(inputs.postings)), dtype=np.int64)
        for row, (profile, taxonomy) in enumerate(
            zip(inputs.profiles, inputs.taxonomies, strict=True)
        ):
            for column, posting in enumerate(inputs.postings):
                found = score(profile, posting, taxonomy, numbers, as_of)
                keys[row, column] = _key(found, pair_hash(profile.id, posting.id), numbers)
            progress(1)
        return cls(inputs, as_of, numbers, keys)

    def best(self, by: By, at: int, top: int) -> list[tuple[int, int]]:
        """The `top` pairs (profile, posting) of the profile or posting at that place."""
        keys = self.keys[at] if by == "profile" else self.keys[:, at]
        order = np.argsort(-keys, kind="stable")[:top].tolist()
        return [(at, other) if by == "profile" else (other, at) for other in order]

    def explain(self, pair: tuple[int, int]) -> Explanation:
        """The fit of a pair with the ledger that adds up to it."""
        profile, posting = pair
        return explain(
            self.inputs.profiles[profile],
            self.inputs.postings[posting],
            self.inputs.taxonomies[profile],
            self.numbers,
            self.as_of,
        )


def _key(found: Score, pair: int, numbers: EngineSettings) -> int:
    if found.fit >= numbers.floor:
        return _MATCH | rank_key(found.gates_open, found.fit, pair)
    return rank_key(True, found.fit, pair)
