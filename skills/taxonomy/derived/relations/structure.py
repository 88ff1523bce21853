"""What the published taxonomies say of a pair themselves: broader, needed, product of, beside."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from skills.models import SkillSource, SkillSourceLink, Source
from skills.taxonomy.derived.relations.concepts import Concepts, Pairs, Places
from skills.taxonomy.storing import BATCH

_TRANSVERSAL = 3
# Groups larger than these say little of any two of their members, and have too many pairs.
_LARGEST_GROUP = 40
_LARGEST_COMMODITY = 100
_MANY_CASES = 30


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a source relates two entries.

    `strength` and `cap` in percent: what it gives alone, and at most with all support.
    `lone` says whether it holds without support by names or by shared occupations.
    """

    origin: str
    strength: int
    cap: int
    words: str
    lone: bool = True


WAYS = (
    Way("hierarchy", 60, 80, "it is a kind of the other in ESCO"),
    Way("hierarchy", 40, 60, "it is a case of this general skill in ESCO"),
    Way("hierarchy", 25, 45, "one of many cases of this general skill in ESCO", lone=False),
    Way("hierarchy", 25, 50, "one of few kinds of it in ESCO"),
    Way("hierarchy", 20, 45, "one of several kinds of it in ESCO"),
    Way("hierarchy", 10, 40, "one of many kinds of it in ESCO", lone=False),
    Way("hierarchy", 45, 70, "it rests on the other by ESCO"),
    Way("hierarchy", 35, 60, "it goes with the other by ESCO"),
    Way("hierarchy", 15, 40, "the other rests on it by ESCO", lone=False),
    Way("hierarchy", 20, 45, "both stand in one small group of ESCO", lone=False),
    Way("products", 60, 75, "a product of this kind in O*NET"),
    Way("products", 30, 50, "a kind of few products in O*NET"),
    Way("products", 20, 40, "a kind of several products in O*NET", lone=False),
    Way("products", 30, 50, "one of few products of one kind in O*NET"),
    Way("products", 20, 45, "one of several products of one kind in O*NET", lone=False),
    Way("products", 10, 45, "one of many products of one kind in O*NET", lone=False),
)
(
    KIND_OF, CASE_OF, WIDE_CASE_OF, FEW_KINDS, SEVERAL_KINDS, MANY_KINDS, RESTS_ON, GOES_WITH,
    RESTED_ON, GROUP, PRODUCT_OF, OF_FEW, OF_SEVERAL, BESIDE_FEW, BESIDE_SEVERAL, BESIDE_MANY,
) = range(len(WAYS))  # fmt: skip
NO_WAY = -1

_Row = tuple[int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """For each pair that a source relates (key, ascending) the strongest way: a place in WAYS."""

    keys: Places
    ways: NDArray[np.int8]

    def of(self, concepts: Concepts, pairs: Pairs) -> NDArray[np.int8]:
        """The way of each pair, NO_WAY for those that no source relates."""
        if not len(self.keys):
            return np.full(len(pairs), NO_WAY, dtype=np.int8)
        wanted = pairs.keys(concepts)
        found = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[found] == wanted, self.ways[found], NO_WAY).astype(np.int8)


def read_structure(concepts: Concepts) -> Structure:
    """All that ESCO and O*NET say themselves of pairs of skills in use."""
    rows = np.array([*_links(), *_groups(), *_products()], dtype=np.int64).reshape(-1, 3)
    sources, targets = concepts.places(rows[:, 0]), concepts.places(rows[:, 1])
    known = (sources >= 0) & (targets >= 0)
    keys, ways = (sources * len(concepts) + targets)[known], rows[known, 2]
    strengths = np.array([way.strength for way in WAYS])[ways]
    # Of two ways that give the same, the one that stands alone.
    order = np.lexsort((ways, -strengths, keys))
    keys, ways = keys[order], ways[order]
    first = np.ones(len(keys), dtype=np.bool_)
    first[1:] = keys[1:] != keys[:-1]
    return Structure(keys=keys[first], ways=ways[first].astype(np.int8))


def _links() -> Iterator[_Row]:
    """ESCO: a broader skill, and what a skill needs ("originalSkill" needs "relatedSkill")."""
    kinds = SkillSourceLink.Kind
    links = list(
        SkillSourceLink.objects.order_by("pk")
        .values_list("from_entry__skill_id", "to_entry__skill_id", "kind", "to_entry__breadth")
        .iterator(BATCH)
    )
    narrower = Counter(to for _from, to, kind, _breadth in links if kind == kinds.BROADER)
    for own, other, kind, breadth in links:
        if kind == kinds.BROADER:
            if breadth != _TRANSVERSAL:
                yield own, other, KIND_OF
            else:
                yield own, other, CASE_OF if narrower[other] <= _MANY_CASES else WIDE_CASE_OF
            yield other, own, _by_size(narrower[other], (FEW_KINDS, SEVERAL_KINDS, MANY_KINDS))
        else:
            yield own, other, RESTS_ON if kind == kinds.ESSENTIAL else GOES_WITH
            yield other, own, RESTED_ON


def _by_size(size: int, ways: tuple[int, int, int]) -> int:
    few, several, many = ways
    return few if size <= 4 else several if size <= 10 else many


def _groups() -> Iterator[_Row]:
    """ESCO: skills whose nearest group is the same, where it is small."""
    members: defaultdict[str, set[int]] = defaultdict(set)
    entries = SkillSource.objects.filter(source=Source.ESCO).order_by("pk")
    for skill, groups in entries.values_list("skill_id", "groups").iterator(BATCH):
        if groups:
            members[groups[0]].add(skill)
    for skills in members.values():
        if len(skills) <= _LARGEST_GROUP:
            yield from _each_other(skills, GROUP)


def _products() -> Iterator[_Row]:
    """O*NET: a product and its commodity, and products of one commodity."""
    kinds = SkillSource.Kind
    commodity_of: dict[str, int] = {}
    products: defaultdict[str, set[int]] = defaultdict(set)
    entries = SkillSource.objects.filter(
        source=Source.ONET, kind__in=[kinds.COMMODITY, kinds.PRODUCT]
    ).order_by("pk")
    for skill, code, kind in entries.values_list("skill_id", "code", "kind").iterator(BATCH):
        if kind == kinds.COMMODITY:
            commodity_of[code] = skill
        else:
            products[code].add(skill)
    for code, skills in products.items():
        size = len(skills)
        if code in commodity_of:
            commodity = commodity_of[code]
            for skill in sorted(skills):
                yield skill, commodity, PRODUCT_OF
                if size <= _LARGEST_GROUP:
                    yield commodity, skill, OF_FEW if size <= 10 else OF_SEVERAL
        if size <= _LARGEST_COMMODITY:
            way = BESIDE_FEW if size <= 6 else BESIDE_SEVERAL if size <= 20 else BESIDE_MANY
            yield from _each_other(skills, way)


def _each_other(skills: Iterable[int], way: int) -> Iterator[_Row]:
    for source, target in permutations(sorted(skills), 2):
        yield source, target, way
