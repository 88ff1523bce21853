"""A part of the lists, drawn at random and computed anew from the database.

All pairs of a drawn owner are scored in columns made for the check, without floors kept from
before and without moving entries. The reference scorer then says of the same pairs whether those
scores are right: the best entries of each drawn list, every pair of a few owners, and pairs drawn
among all, which need not be listed anywhere.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching import engine, snapshots
from matching.check.frame import Frame, Ints, keys, say
from matching.check.lists import difference, readable
from matching.check.reference import score
from matching.check.report import Difference, Side
from matching.check.structure import Drawn
from matching.engine import fast
from matching.engine.columns import PostingColumns, ProfileColumns, TaxonomyArrays
from matching.lists import unpack_entries
from matching.models import PostingSlice, ProfileList
from matching.pool import ENGINE
from matching.sharding import all_shards, shard_of
from matching.snapshots import PostingSnapshot, ProfileSnapshot

_CHUNK = 5000
_PAIRS_A_LIST = 100
# So many pairs of a side the reference scores at most: a few seconds each.
_LISTED_PAIRS = 100_000
_WHOLE_PAIRS = 50_000
_OTHER = {"profile": "posting", "posting": "profile"}

Snapshot = TypeVar("Snapshot", ProfileSnapshot, PostingSnapshot)
Scores = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn: owners of both sides by rising id, and pairs."""

    profiles: Ints
    postings: Ints
    pairs: Drawn


def draw(frame: Frame, size: int, seed: int) -> Sample:
    """So many owners a side, and pairs in proportion, without replacement."""
    rng = np.random.default_rng(seed)
    people, postings = frame.profiles.ids, frame.postings.ids
    all_pairs = len(people) * len(postings)
    pairs = rng.choice(all_pairs, min(all_pairs, size * _PAIRS_A_LIST), replace=False)
    rows, columns = np.divmod(pairs, max(len(postings), 1))
    return Sample(
        profiles=np.sort(rng.choice(people, min(len(people), size), replace=False)),
        postings=np.sort(rng.choice(postings, min(len(postings), size), replace=False)),
        pairs=Drawn.of(people[rows], postings[columns]),
    )


def compare_drawn(
    frame: Frame, sample: Sample, tell: Callable[[int], None]
) -> tuple[tuple[Side, ...], list[Difference]]:
    """The drawn lists and pairs; `tell` counts the profiles that were read."""
    comparison = _Comparison(frame, sample)
    ids = frame.profiles.ids
    for start in range(0, len(ids), _CHUNK):
        comparison.take(ids[start : start + _CHUNK])
        tell(min(start + _CHUNK, len(ids)))
    return comparison.result()


@dataclass(frozen=True, slots=True)
class _Stored:
    """A list as the database has it."""

    ids: Ints
    scores: Scores
    complete: bool
    floor: int


@dataclass(slots=True, eq=False)
class _Comparison:
    frame: Frame
    sample: Sample
    differences: list[Difference] = field(default_factory=list)
    wrong: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    lists: dict[int, _Stored] = field(init=False)
    slices: dict[tuple[int, int], _Stored] = field(init=False)
    matches: defaultdict[tuple[int, int], list[tuple[Ints, Scores]]] = field(init=False)
    postings: dict[int, PostingSnapshot] = field(init=False)
    columns: PostingColumns = field(init=False)
    taxonomy: TaxonomyArrays = field(init=False)

    def __post_init__(self) -> None:
        frame, sample = self.frame, self.sample
        rows = ProfileList.objects.filter(profile_id__in=sample.profiles.tolist())
        fields = ("entries", "complete", "floor")
        self.lists = {
            id: _Stored(*unpack_entries(readable(entries)), complete, floor)
            for id, entries, complete, floor in rows.values_list("profile_id", *fields)
        }
        parts = PostingSlice.objects.filter(posting_id__in=sample.postings.tolist())
        self.slices = {
            (id, shard): _Stored(*unpack_entries(readable(entries)), complete, floor)
            for id, shard, entries, complete, floor in parts.values_list(
                "posting_id", "shard", *fields
            )
        }
        self.matches = defaultdict(list)
        self.taxonomy = TaxonomyArrays.build(frame.taxonomy)
        self.postings = {}
        ids = frame.postings.ids.tolist()
        for start in range(0, len(ids), _CHUNK):
            self.postings |= snapshots.load_postings(ids[start : start + _CHUNK], frame.as_of)
        self.postings = _valid(
            self.postings, lambda rows: PostingColumns.build(rows, frame.taxonomy, ENGINE)
        )
        inputs = [posting.input for posting in self.postings.values()]
        self.columns = PostingColumns.build(inputs, frame.taxonomy, ENGINE)

    # --- Some profiles at a time -----------------------------------------------------------------

    def take(self, ids: Ints) -> None:
        """Scores these profiles where they, or postings, or pairs were drawn."""
        people = snapshots.load_profiles(ids.tolist(), self.frame.as_of)
        people = _valid(people, ProfileColumns.build)
        columns = ProfileColumns.build([one.input for one in people.values()])
        for id in np.intersect1d(self.sample.profiles, columns.ids).tolist():
            self._compare_profile(people[id])
        for id in self.sample.postings.tolist():
            if id in self.postings and len(columns.ids):
                self._score_posting(self.postings[id], people, columns)
        self._compare_pairs(people)

    def _compare_profile(self, profile: ProfileSnapshot) -> None:
        frame, id = self.frame, profile.input.id
        scores = fast.score_postings(
            profile.input, self.columns, self.taxonomy, ENGINE, frame.as_of
        )
        packed = engine.pack(scores.fit, scores.gates_open)
        if self._is_whole("profile", id):
            for posting, got in zip(self.columns.ids.tolist(), packed.tolist(), strict=True):
                self._hold_against_reference(profile, self.postings[posting], got)
        here, shard = self.lists.get(id), shard_of(id)
        if here is None or frame.behind.owner("profile", id, shard):
            return
        owner = np.full(len(packed), id, dtype=np.int64)
        match = scores.fit >= ENGINE.floor
        if len(match):
            match &= frame.may_pair(owner, self.columns.ids)
        rank = keys(packed, owner, self.columns.ids)
        match &= np.bool_(here.complete) | (rank >= here.floor)
        expected = _ordered(rank[match], self.columns.ids[match], packed[match])
        waiting = frame.behind.postings_in(shard)
        self._compare_lists("profile", id, here, expected, waiting)
        for entry, got in self._best(here, len(self.sample.profiles)):
            if entry in self.postings and entry not in waiting:
                self._hold_entry("profile", id, profile, self.postings[entry], got)

    def _score_posting(
        self, posting: PostingSnapshot, people: dict[int, ProfileSnapshot], columns: ProfileColumns
    ) -> None:
        frame, id = self.frame, posting.input.id
        scores = fast.score_profiles(posting.input, columns, self.taxonomy, ENGINE, frame.as_of)
        packed = engine.pack(scores.fit, scores.gates_open)
        if self._is_whole("posting", id):
            for profile, got in zip(columns.ids.tolist(), packed.tolist(), strict=True):
                self._hold_against_reference(people[profile], posting, got)
        match = scores.fit >= ENGINE.floor
        match &= frame.may_pair(columns.ids, np.full(len(packed), id, dtype=np.int64))
        match &= frame.is_visible(columns.ids)
        rank = keys(packed, columns.ids, np.full(len(packed), id, dtype=np.int64))
        for shard in all_shards():
            here = self.slices.get((id, shard))
            if here is None or frame.behind.owner("posting", id, shard):
                continue
            mine = match & (columns.ids % len(all_shards()) == shard)
            mine &= np.bool_(here.complete) | (rank >= here.floor)
            self.matches[id, shard].append((columns.ids[mine], packed[mine]))
            for entry, got in self._best(here, len(self.sample.postings) * len(all_shards())):
                if entry in people and entry not in frame.behind.profiles:
                    self._hold_entry("posting", id, people[entry], posting, got)

    def _compare_pairs(self, people: dict[int, ProfileSnapshot]) -> None:
        frame, pairs = self.frame, self.sample.pairs
        for at in np.flatnonzero(np.isin(pairs.profiles, list(people))).tolist():
            profile, posting = int(pairs.profiles[at]), int(pairs.postings[at])
            shard = shard_of(profile)
            if frame.behind.owner("profile", profile, shard) or posting not in self.postings:
                continue
            if frame.behind.owner("posting", posting, shard):
                continue
            one, two = np.array([profile]), np.array([posting])
            packed = score(frame, people[profile], self.postings[posting])
            rank = int(keys(np.array([packed], dtype=np.uint16), one, two)[0])
            match = engine.unpack(packed)[0] >= ENGINE.floor and bool(frame.may_pair(one, two)[0])
            for kind in ("profile", "posting"):
                due = match and (
                    bool(pairs.complete[kind][at]) or rank >= int(pairs.floors[kind][at])
                )
                if kind == "posting":
                    due = due and people[profile].visible
                wanted, there = packed if due else 0, int(pairs.stored[kind][at])
                if wanted != there:
                    owner, other = (profile, posting) if kind == "profile" else (posting, profile)
                    self._wrong(
                        f"{kind} {owner}",
                        f"has {_said(_OTHER[kind], other, there)},"
                        f" the reference says {_said(_OTHER[kind], other, wanted)}",
                    )
                    self.wrong["pair"].add(at)

    # --- In the end ------------------------------------------------------------------------------

    def result(self) -> tuple[tuple[Side, ...], list[Difference]]:
        """What the sample proves, and what is wrong in it."""
        for (id, shard), parts in sorted(self.matches.items()):
            ids = np.concatenate([ids for ids, _ in parts])
            packed = np.concatenate([packed for _, packed in parts])
            rank = keys(packed, ids, np.full(len(ids), id, dtype=np.int64))
            here, waiting = self.slices[id, shard], self.frame.behind.profiles
            self._compare_lists("posting", id, here, _ordered(rank, ids, packed), waiting)
        for id in self.sample.profiles.tolist():
            if id not in self.lists and not self.frame.behind.owner("profile", id, shard_of(id)):
                self.wrong["profile"].add(id)
        people, postings = len(self.frame.profiles.ids), len(self.frame.postings.ids)
        sample, wrong = self.sample, self.wrong
        sides = (
            Side("profile", people, len(sample.profiles), len(wrong["profile"])),
            Side("posting", postings, len(sample.postings), len(wrong["posting"])),
            Side("pair", people * postings, len(sample.pairs.profiles), len(wrong["pair"])),
        )
        return sides, self.differences

    def _compare_lists(
        self,
        kind: str,
        id: int,
        here: _Stored,
        expected: tuple[Ints, Scores],
        waiting: frozenset[int],
    ) -> None:
        ids, packed = expected
        if np.array_equal(here.ids, ids) and np.array_equal(here.scores, packed):
            return
        there = list(zip(here.ids.tolist(), here.scores.tolist(), strict=True))
        wanted = list(zip(ids.tolist(), packed.tolist(), strict=True))
        found = difference(f"{kind} {id}", _OTHER[kind], there, wanted, waiting)
        if found:
            self.differences.append(found)
            self.wrong[kind].add(id)

    def _is_whole(self, kind: str, id: int) -> bool:
        """Whether the reference scores every pair of this owner: it does so of the first few."""
        if kind == "profile":
            drawn, others = self.sample.profiles, len(self.columns.ids)
        else:
            drawn, others = self.sample.postings, len(self.frame.profiles.ids)
        return id in drawn[: max(1, _WHOLE_PAIRS // max(others, 1))]

    def _best(self, here: _Stored, lists: int) -> Iterator[tuple[int, int]]:
        """So many of a list's best entries that the reference can score those of all lists."""
        count = max(20, _LISTED_PAIRS // max(lists, 1))
        return zip(here.ids[:count].tolist(), here.scores[:count].tolist(), strict=True)

    def _hold_entry(
        self, kind: str, id: int, profile: ProfileSnapshot, posting: PostingSnapshot, got: int
    ) -> None:
        wanted = score(self.frame, profile, posting)
        if wanted != got:
            entry = _OTHER[kind]
            other = posting.input.id if kind == "profile" else profile.input.id
            self._wrong(
                f"{kind} {id}",
                f"has {say(entry, other, got)}, the reference says {say(entry, other, wanted)}",
            )
            self.wrong[kind].add(id)

    def _hold_against_reference(
        self, profile: ProfileSnapshot, posting: PostingSnapshot, got: int
    ) -> None:
        wanted = score(self.frame, profile, posting)
        if wanted != got:
            id = posting.input.id
            self._wrong(
                f"profile {profile.input.id}",
                f"is scored {say('posting', id, got)}, by the reference"
                f" {say('posting', id, wanted)}",
            )

    def _wrong(self, subject: str, problem: str) -> None:
        self.differences.append(Difference(subject, problem))


def _said(kind: str, id: int, packed: int) -> str:
    return say(kind, id, packed) if packed else f"no {kind} {id}"


def _ordered(rank: Ints, ids: Ints, packed: Scores) -> tuple[Ints, Scores]:
    order = np.lexsort((ids, -rank))
    return ids[order], packed[order]


def _valid(rows: dict[int, Snapshot], build: Callable[[list[Any]], object]) -> dict[int, Snapshot]:
    """Those that columns can be made of. The others are set aside by the drain, and so behind."""
    try:
        build([one.input for one in rows.values()])
    except (ValueError, OverflowError):
        return {id: one for id, one in rows.items() if _is_valid(one, build)}
    return rows


def _is_valid(one: Snapshot, build: Callable[[list[Any]], object]) -> bool:
    try:
        build([one.input])
    except (ValueError, OverflowError):
        return False
    return True
