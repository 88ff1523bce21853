"""How far occupations that use one skill use the other, too."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from skills.models import (
    EscoOccupationSkill,
    OccupationCrosswalk,
    OccupationSkill,
    SkillUse,
    Source,
)
from skills.taxonomy.derived.relations.concepts import Concepts, Pairs, Places, Shares
from skills.taxonomy.storing import BATCH

MOST = 0.25
# What O*NET rates "important" (half of its scale) or more.
_IMPORTANT = 50
_FEWEST_SHARED = 2
_CHUNK = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class SharedUse:
    """For each pair: the share of occupations using the source that use the target, and `support`.

    `support` (0 to 0.25) is what that adds to a strength; see `_support`.
    """

    shares: Shares
    support: Shares


def shared_use(concepts: Concepts, pairs: Pairs) -> SharedUse:
    """The larger of what ESCO's own occupations show and what O*NET's show.

    By the crosswalk, skills that ESCO's occupations need are used in O*NET's, so that skills of
    both can be compared.
    """
    shares, support = np.zeros(len(pairs)), np.zeros(len(pairs))
    needs = _esco_needs()
    for rows in (needs, np.concatenate([_onet_uses(), _through_crosswalk(needs)])):
        users = _matrix(concepts, rows)
        own_shares, own_support = _support(users, pairs)
        better = own_support > support
        shares[better], support[better] = own_shares[better], own_support[better]
        unset = (support == 0) & (own_shares > shares)
        shares[unset] = own_shares[unset]
    return SharedUse(shares=shares, support=support)


def _support(users: sparse.csr_array, pairs: Pairs) -> tuple[Shares, Shares]:
    """Shares, and 0.25 x share x normalised pointwise mutual information x n / (n + 1).

    n is the number of shared occupations, at least 2. The information (G. Bouma, 2009) is 0 where
    two skills meet as often as chance has it, and 1 where they only meet: what nearly all jobs use
    supports nothing.
    """
    occupations = max(users.shape[1], 2)
    used = np.diff(users.indptr).astype(np.float64)
    shared = np.zeros(len(pairs))
    for start in range(0, len(pairs), _CHUNK):
        part = slice(start, start + _CHUNK)
        both = users[pairs.sources[part]].multiply(users[pairs.targets[part]])
        shared[part] = np.asarray(both.sum(axis=1)).ravel()
    own, other = used[pairs.sources], used[pairs.targets]
    shares = np.divide(shared, own, out=np.zeros(len(pairs)), where=own > 0)
    enough = (shared >= _FEWEST_SHARED) & (shared < occupations)
    together = np.where(enough, shared, 1.0) / occupations
    apart = np.where(enough, own * other, 1.0) / occupations**2
    information = np.clip(np.log(together / apart) / -np.log(together), 0.0, 1.0)
    return shares, np.where(enough, MOST * shares * information * shared / (shared + 1), 0.0)


def _matrix(concepts: Concepts, rows: Places) -> sparse.csr_array:
    """Skills by occupations, 1 where it is used."""
    places = concepts.places(rows[:, 0])
    rows, places = rows[places >= 0], places[places >= 0]
    occupations, columns = np.unique(rows[:, 1], return_inverse=True)
    cells = np.unique(places * max(len(occupations), 1) + columns)
    width = max(len(occupations), 1)
    return sparse.csr_array(
        (np.ones(len(cells), dtype=np.float32), (cells // width, cells % width)),
        shape=(len(concepts), width),
    )


def _esco_needs() -> Places:
    needs = EscoOccupationSkill.objects.filter(essential=True).order_by("pk")
    return _rows(needs.values_list("entry__skill_id", "occupation_id").iterator(BATCH))


def _onet_uses() -> Places:
    uses = SkillUse.objects.filter(origin=Source.ONET, importance__gte=_IMPORTANT).order_by("pk")
    typical = OccupationSkill.objects.order_by("pk")
    return np.concatenate(
        [
            _rows(rows.values_list("skill_id", "occupation_id").iterator(BATCH))
            for rows in (uses, typical)
        ]
    )


def _through_crosswalk(needs: Places) -> Places:
    """(skill, occupation of O*NET) for each skill that an occupation of ESCO needs."""
    links = _rows(
        OccupationCrosswalk.objects.order_by("pk").values_list("esco_id", "occupation_id")
    )
    if not len(links) or not len(needs):
        return np.zeros((0, 2), dtype=np.int64)
    links = links[np.argsort(links[:, 0], kind="stable")]
    first = np.searchsorted(links[:, 0], needs[:, 1], side="left")
    counts = np.searchsorted(links[:, 0], needs[:, 1], side="right") - first
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.column_stack(
        [np.repeat(needs[:, 0], counts), links[np.repeat(first, counts) + within, 1]]
    )


def _rows(pairs: Iterable[tuple[int, int]]) -> Places:
    return np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
