"""Every stored list at once, in arrays, a shard at a time: what needs no score to be told wrong.

Where a pair ranks above the floors of both its lists it must stand in both with the same score. The
two are written by different code, so what was lost on one side shows on the other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from matching.check.frame import Frame, Ints, Mask, keys, revision_of, say
from matching.check.lists import readable
from matching.check.report import Difference
from matching.lists import ENTRY
from matching.models import PostingSlice, ProfileList
from matching.pool import ENGINE
from matching.sharding import all_shards

_FIT_BITS = (1 << 14) - 1
_SCORE_BITS = (1 << 15) - 1
_MODELS = {"profile": (ProfileList, "profile_id"), "posting": (PostingSlice, "posting_id")}


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pairs to be looked up in the stored lists, and what stands there: a row a pair.

    For each side: the stored score (0: not listed), whether the list is complete, and its floor.
    """

    profiles: Ints
    postings: Ints
    stored: dict[str, NDArray[np.uint16]] = field(default_factory=dict)
    complete: dict[str, Mask] = field(default_factory=dict)
    floors: dict[str, Ints] = field(default_factory=dict)

    @classmethod
    def of(cls, profiles: Ints, postings: Ints) -> "Drawn":
        """Pairs that have not been looked up yet."""
        drawn, count = cls(profiles, postings), len(profiles)
        for kind in _MODELS:
            drawn.stored[kind] = np.zeros(count, dtype=np.uint16)
            drawn.complete[kind] = np.zeros(count, dtype=np.bool_)
            drawn.floors[kind] = np.zeros(count, dtype=np.int64)
        return drawn

    @classmethod
    def nothing(cls) -> "Drawn":
        """No pairs."""
        return cls.of(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Found:
    """What a look at everything gave."""

    lists: int
    behind: int
    differences: list[Difference]


def look_at_all(frame: Frame, drawn: Drawn, tell: Callable[[int], None]) -> Found:
    """Looks at all lists, and looks the drawn pairs up on the way; `tell` counts the shards."""
    lists = behind = 0
    differences = list(_foreign(frame))
    for shard in all_shards():
        sides = [_Side.load(frame, kind, shard) for kind in _MODELS]
        for side in sides:
            lists += len(side.owners)
            behind += side.behind_count()
            differences += side.differences()
        differences += _disagreements(frame, *sides)
        for side in sides:
            side.look_up(drawn)
        tell(shard + 1)
    return Found(lists, behind, differences)


def _foreign(frame: Frame) -> Iterator[Difference]:
    """Lists in shards that are none."""
    for kind, (model, owner) in _MODELS.items():
        rows = model._default_manager.exclude(shard__in=all_shards())
        for id, shard in rows.order_by(owner).values_list(owner, "shard"):
            yield Difference(f"{kind} {id}", f"has a list in shard {shard}, which is none")


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One kind of list of a shard: a row a list by rising owner, and all entries in one row each.

    `row` is the list that an entry stands in; `codes` are the entries' pairs, profile << 32 |
    posting, and `order` sorts them.
    """

    frame: Frame
    kind: str
    shard: int
    owners: Ints
    counts: Ints
    sizes: Ints
    complete: Mask
    floors: Ints
    revisions: Ints
    versions: NDArray[np.object_]
    row: Ints
    ids: Ints
    scores: NDArray[np.uint16]
    codes: Ints
    order: Ints

    @classmethod
    def load(cls, frame: Frame, kind: str, shard: int) -> "_Side":
        model, owner = _MODELS[kind]
        rows = model._default_manager.filter(shard=shard).order_by(owner)
        values = list(
            rows.values_list(
                owner, "count", "complete", "floor", "revision", "engine_version", "entries"
            ).iterator(chunk_size=2000)
        )
        owners, counts, complete, floors, revisions, versions, packed = (
            zip(*values, strict=True) if values else ((),) * 7
        )
        whole = [readable(one) for one in packed]
        entries = np.frombuffer(b"".join(whole), dtype=ENTRY)
        lengths = np.array([len(one) // ENTRY.itemsize for one in whole], dtype=np.int64)
        row = np.repeat(np.arange(len(owners)), lengths)
        owner_ids = np.array(owners, dtype=np.int64)
        ids = entries["id"].astype(np.int64)
        codes = _codes(kind, owner_ids[row], ids)
        return cls(
            frame=frame,
            kind=kind,
            shard=shard,
            owners=owner_ids,
            counts=np.array(counts, dtype=np.int64),
            sizes=np.array([len(one) for one in packed], dtype=np.int64),
            complete=np.array(complete, dtype=np.bool_),
            floors=np.array(floors, dtype=np.int64),
            revisions=np.array(revisions, dtype=np.int64),
            versions=np.array(versions, dtype=object),
            row=row,
            ids=ids,
            scores=entries["score"].astype(np.uint16),
            codes=codes,
            order=np.argsort(codes, kind="stable"),
        )

    @property
    def entry_kind(self) -> str:
        return "posting" if self.kind == "profile" else "profile"

    @property
    def profiles(self) -> Ints:
        """The profile of each entry's pair."""
        return self.codes >> 32

    @property
    def postings(self) -> Ints:
        """The posting of each entry's pair."""
        return self.codes & 0xFFFFFFFF

    def wanted(self) -> Ints:
        """The owners that are to have a list here."""
        frame = self.frame
        return frame.profiles_of(self.shard) if self.kind == "profile" else frame.postings.ids

    def waits(self, kind: str, ids: Ints) -> Mask:
        """Which of these objects have a change that this shard has still to follow."""
        behind = self.frame.behind
        if self.shard in behind.shards:
            return np.ones(len(ids), dtype=np.bool_)
        if kind == "profile":
            return behind.profile_mask(ids)
        return behind.posting_mask(ids, self.shard)

    def behind_count(self) -> int:
        """How many lists have changes waiting, those that are not there yet too."""
        owners = np.union1d(self.wanted(), self.owners)
        return int(np.count_nonzero(self.waits(self.kind, owners)))

    def differences(self) -> Iterator[Difference]:
        """What is wrong in this side by itself."""
        wanted = self.wanted()
        missing = np.setdiff1d(wanted, self.owners)
        for id in missing[~self.waits(self.kind, missing)].tolist():
            yield self._difference(id, "has no list")
        due = np.isin(self.owners, wanted)
        settled = ~self.waits(self.kind, self.owners)
        for id in self.owners[~due & settled].tolist():
            yield self._difference(id, "has a list, but none is due to it")
        rows = np.flatnonzero(due & settled)
        yield from self._wrong_rows(rows)
        in_rows = np.isin(self.row, rows)
        in_rows &= ~self.waits(self.entry_kind, self.ids)
        yield from self._wrong_entries(in_rows)

    def _wrong_rows(self, rows: Ints) -> Iterator[Difference]:
        frame, owners = self.frame, self.owners
        side = frame.profiles if self.kind == "profile" else frame.postings
        keep = (
            settings.MATCHING_POSTINGS_PER_PROFILE
            if self.kind == "profile"
            else settings.MATCHING_PROFILES_PER_POSTING
        )
        current = revision_of(side, owners[rows])
        for row, revision in zip(rows.tolist(), current.tolist(), strict=True):
            id, count = int(owners[row]), int(self.counts[row])
            if self.revisions[row] != revision:
                said = f"list of revision {self.revisions[row]}, should be {revision}"
                yield self._difference(id, said)
            if self.versions[row] != frame.engine_version:
                said = f"list by {self.versions[row]}, not {frame.engine_version}"
                yield self._difference(id, said)
            if count * ENTRY.itemsize != self.sizes[row]:
                yield self._difference(id, f"says {count} entries in {self.sizes[row]} bytes")
            if count > keep + settings.MATCHING_RESERVE:
                yield self._difference(id, f"has {count} entries, more than a list may have")
            if self.complete[row] and self.floors[row]:
                yield self._difference(id, "is complete and yet has a floor")
            if not self.complete[row] and count < keep:
                yield self._difference(id, f"was cut and has {count} entries, fewer than {keep}")

    def _wrong_entries(self, among: Mask) -> Iterator[Difference]:
        fit = self.scores & _FIT_BITS
        wrong = (fit < ENGINE.floor) | (fit > 10_000) | (self.scores > _SCORE_BITS)
        yield from self._entries(wrong & among, "has scores that are none")

        rank = self._keys()
        later = np.zeros(len(rank), dtype=np.bool_)
        same = self.row[1:] == self.row[:-1]
        tied = rank[1:] == rank[:-1]
        later[1:] = same & ((rank[1:] > rank[:-1]) | (tied & (self.ids[1:] < self.ids[:-1])))
        yield from self._entries(later & among, "is out of order")

        below = ~self.complete[self.row] & (rank < self.floors[self.row])
        yield from self._entries(below & among, "has entries below its floor")

        twice = np.zeros(len(rank), dtype=np.bool_)
        in_order = self.codes[self.order]
        twice[self.order[1:]] = in_order[1:] == in_order[:-1]
        yield from self._entries(twice & among, "has entries twice")

        yield from self._entries(~self._may_stand() & among, "has entries that may not stand in it")

    def _keys(self) -> Ints:
        return keys(self.scores & np.uint16(_SCORE_BITS), self.profiles, self.postings)

    def _may_stand(self) -> Mask:
        """Entries of pairs that exist: both are matched, here, of age, and to be found."""
        frame = self.frame
        entries = frame.postings.ids if self.kind == "profile" else frame.profiles_of(self.shard)
        fine = np.isin(self.ids, entries) & np.isin(self.owners, self.wanted())[self.row]
        at = np.flatnonzero(fine)
        if len(at):
            fine[at] = frame.may_pair(self.profiles[at], self.postings[at])
            if self.kind == "posting":
                fine[at] &= frame.is_visible(self.profiles[at])
        return fine

    def _entries(self, wrong: Mask, problem: str) -> Iterator[Difference]:
        """One difference a list: the problem, with how many entries and the first of them."""
        at = np.flatnonzero(wrong)
        rows, first, counts = np.unique(self.row[at], return_index=True, return_counts=True)
        for row, entry, count in zip(
            rows.tolist(), at[first].tolist(), counts.tolist(), strict=True
        ):
            what = say(self.entry_kind, int(self.ids[entry]), int(self.scores[entry]))
            yield self._difference(int(self.owners[row]), f"{problem}: {count}, first {what}")

    def _difference(self, id: int, problem: str) -> Difference:
        where = f" in shard {self.shard}" if self.kind == "posting" else ""
        return Difference(f"{self.kind} {id}", f"{problem}{where}")

    # --- The other side --------------------------------------------------------------------------

    def places(self, codes: Ints) -> tuple[Ints, Mask]:
        """Where pairs stand among the entries, and whether they do."""
        in_order = self.codes[self.order]
        at = np.minimum(np.searchsorted(in_order, codes), max(len(in_order) - 1, 0))
        if not len(in_order):
            return np.zeros(len(codes), dtype=np.int64), np.zeros(len(codes), dtype=np.bool_)
        return self.order[at], in_order[at] == codes

    def rows_of(self, owners: Ints) -> tuple[Ints, Mask]:
        """The lists of these owners, and whether there is one."""
        if not len(self.owners):
            return np.zeros(len(owners), dtype=np.int64), np.zeros(len(owners), dtype=np.bool_)
        at = np.minimum(np.searchsorted(self.owners, owners), len(self.owners) - 1)
        return at, self.owners[at] == owners

    def lacks(self, other: "_Side") -> Iterator[Difference]:
        """Pairs that the other side lists, that rank above the floor here, and are not here."""
        owners = other.profiles if self.kind == "profile" else other.postings
        rows, has_list = self.rows_of(owners)
        _, is_here = self.places(other.codes)
        wrong = has_list & ~is_here & ~self._waits_for(other)
        if self.kind == "posting" and wrong.any():
            known = np.isin(other.profiles, self.frame.profiles.ids)
            wrong &= known
            wrong[wrong] = self.frame.is_visible(other.profiles[wrong])
        if wrong.any():
            rank = other._keys()
            wrong &= self.complete[rows] | (rank >= self.floors[rows])
        at = np.flatnonzero(wrong)
        found, first, counts = np.unique(rows[at], return_index=True, return_counts=True)
        for row, entry, count in zip(
            found.tolist(), at[first].tolist(), counts.tolist(), strict=True
        ):
            id = int(other.owners[other.row[entry]])
            what = say(self.entry_kind, id, int(other.scores[entry]))
            said = f"lacks entries whose own lists have it: {count}, first {what}"
            yield self._difference(int(self.owners[row]), said)

    def _waits_for(self, other: "_Side") -> Mask:
        """Entries of the other side whose profile or posting has a change waiting."""
        waiting: Mask = other.waits(other.kind, other.owners)[other.row]
        return waiting | other.waits(other.entry_kind, other.ids)

    def look_up(self, drawn: Drawn) -> None:
        """Notes what stands here of the drawn pairs of this shard."""
        mine = np.flatnonzero(drawn.profiles % len(all_shards()) == self.shard)
        profiles, postings = drawn.profiles[mine], drawn.postings[mine]
        places, is_here = self.places(profiles << 32 | postings)
        rows, has_list = self.rows_of(profiles if self.kind == "profile" else postings)
        drawn.stored[self.kind][mine[is_here]] = self.scores[places[is_here]]
        drawn.complete[self.kind][mine[has_list]] = self.complete[rows[has_list]]
        drawn.floors[self.kind][mine[has_list]] = self.floors[rows[has_list]]


def _disagreements(frame: Frame, people: _Side, slices: _Side) -> Iterator[Difference]:
    yield from people.lacks(slices)
    yield from slices.lacks(people)
    places, in_both = slices.places(people.codes)
    other = np.zeros(len(people.codes), dtype=np.uint16)
    other[in_both] = slices.scores[places[in_both]]
    wrong = in_both & (other != people.scores) & ~slices._waits_for(people)
    for entry in np.flatnonzero(wrong).tolist():
        one, two = int(people.scores[entry]), int(other[entry])
        id = int(people.postings[entry])
        said = f"says {say('posting', id, one)}, whose list says {say('posting', id, two)}"
        yield people._difference(int(people.owners[people.row[entry]]), said)


def _codes(kind: str, owners: Ints, ids: Ints) -> Ints:
    profiles, postings = (owners, ids) if kind == "profile" else (ids, owners)
    codes: Ints = profiles << 32 | postings
    return codes
