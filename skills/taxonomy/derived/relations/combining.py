"""One strength for each pair from all that is known of it, and which pairs are kept."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skills.models import RelationOrigin
from skills.taxonomy.derived.relations.concepts import Pairs, Places
from skills.taxonomy.derived.relations.likeness import Likeness
from skills.taxonomy.derived.relations.shared_use import SharedUse
from skills.taxonomy.derived.relations.structure import GROUP, NO_WAY, WAYS

WEAKEST = 20
MOST_PER_TARGET = 20
# What names give at most, alone and with the support of shared occupations.
_NAMES_ALONE, _NAMES_SUPPORTED = 0.30, 0.45
# From here on names or shared occupations bear out what does not hold alone.
_SUPPORT = 0.05
# What one small group gives where the names of the two say nothing.
_GROUP_UNNAMED = 0.30
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """All that is known of some pairs; `ways` are places in WAYS, or NO_WAY."""

    pairs: Pairs
    ways: NDArray[np.int8]
    likeness: Likeness
    use: SharedUse


def strengths(evidence: Evidence) -> NDArray[np.int64]:
    """Percent for each pair; below 20 it is nothing.

    strength = 1 - (1 - structure)(1 - names)(1 - occupations), at most the cap of the structure
    (noisy-or: J. Pearl, 1988). Where no source relates the pair, names give at most 30, with shared
    occupations at most 45; shared occupations alone give nothing, for what is done in the same jobs
    is not the same skill. Ways that do not hold alone need support of 5 or more.
    """
    names, use = evidence.likeness.support, evidence.use.support
    related = evidence.ways != NO_WAY
    place = np.where(related, evidence.ways, 0)
    base = np.array([way.strength for way in WAYS])[place] / 100
    cap = np.array([way.cap for way in WAYS])[place] / 100
    lone = np.array([way.lone for way in WAYS])[place]
    holds = related & (lone | (names >= _SUPPORT) | (use >= _SUPPORT))
    base = np.where(holds, base, 0.0)
    cap = np.where(holds, cap, np.where(use > 0, _NAMES_SUPPORTED, _NAMES_ALONE))
    cap = np.where(holds & (evidence.ways == GROUP) & (names < _SUPPORT), _GROUP_UNNAMED, cap)
    all_together = 1 - (1 - base) * (1 - names) * (1 - use)
    counts = holds | (names > 0)
    return np.where(counts, np.rint(100 * np.minimum(all_together, cap)), 0).astype(np.int64)


def kept(pairs: Pairs, percents: Places, room: Places) -> Places:
    """Places of the pairs to keep: 20 percent or more, for each target as many as `room` has.

    The strongest come first, of equals those with the lower id of the source.
    """
    strong = np.flatnonzero(percents >= WEAKEST)
    targets = pairs.targets[strong]
    strong = strong[np.lexsort((pairs.sources[strong], -percents[strong], targets))]
    targets = pairs.targets[strong]
    rank = np.arange(len(strong)) - np.searchsorted(targets, targets, side="left")
    return strong[rank < room[targets]]


def origin_and_reason(
    way: int, cosine: float, names: float, share: float, use: float
) -> tuple[str, str]:
    """What says most for a pair, and all that speaks for it in words."""
    said: list[tuple[float, str, str]] = []
    if way != NO_WAY:
        said.append((WAYS[way].strength / 100, WAYS[way].origin, WAYS[way].words))
    if names > 0:
        words = f"the names are alike ({round(100 * cosine)}%)"
        said.append((names, RelationOrigin.TEXT.value, words))
    if use > 0:
        words = f"{_percent(share)} of jobs that use it use the other"
        said.append((use, RelationOrigin.OCCUPATIONS.value, words))
    said.sort(key=lambda each: -each[0])
    return said[0][1], "; ".join(words for _strength, _origin, words in said)[:_LONGEST_REASON]


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"
