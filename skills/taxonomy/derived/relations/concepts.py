"""The skills in use as places in arrays, and pairs of places."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skills.models import Skill, Source

Places = NDArray[np.int64]
Shares = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Who judges relations by hand: between two skills that these name nothing is derived.
CURATORS = frozenset({Source.STARTER.value, Source.STAFF.value})


@dataclass(frozen=True, slots=True, eq=False)
class Concepts:
    """Every skill that is not retired, by ascending id; `curated` are those of our own."""

    ids: Places
    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    curated: Flags

    @classmethod
    def load(cls) -> "Concepts":
        rows = list(
            Skill.objects.filter(retired=False)
            .order_by("pk")
            .values_list("pk", "label_en", "kind", "sources")
        )
        return cls(
            ids=np.array([row[0] for row in rows], dtype=np.int64),
            labels=tuple(row[1] for row in rows),
            kinds=tuple(row[2] for row in rows),
            curated=np.array([bool(CURATORS.intersection(row[3])) for row in rows], dtype=np.bool_),
        )

    def __len__(self) -> int:
        return len(self.ids)

    def places(self, ids: Places) -> Places:
        """The place of each id; -1 for those that are not in use."""
        if not len(self.ids):
            return np.full(len(ids), -1, dtype=np.int64)
        found = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[found] == ids, found, -1)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Directed pairs of places, each once, in ascending order."""

    sources: Places
    targets: Places

    @classmethod
    def of(cls, concepts: Concepts, keys: Places) -> "Pairs":
        """The pairs of these keys, without those that curators judge and those of one skill."""
        keys = np.unique(keys)
        pairs = cls(keys // len(concepts), keys % len(concepts))
        kept = (pairs.sources != pairs.targets) & ~(
            concepts.curated[pairs.sources] & concepts.curated[pairs.targets]
        )
        return cls(pairs.sources[kept], pairs.targets[kept])

    def __len__(self) -> int:
        return len(self.sources)

    def keys(self, concepts: Concepts) -> Places:
        """A number for each pair, ascending."""
        return self.sources * len(concepts) + self.targets
