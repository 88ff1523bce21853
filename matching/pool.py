"""What a worker keeps in memory between drains: columns of the postings and of a shard's profiles.

The invariant: after `refresh`, the columns hold every posting and every profile of the shard as new
as the changes that the shard's drains have followed, this one's work included, or newer. At first
the revision of every row is compared with the one held and what differs is loaded; after that only
what other drains have followed since and what is to be followed now. Every change leaves a row in
the outbox of each shard that it concerns, in its own transaction, and whoever follows it says so in
its commit (matching.mirror): so a change is found whatever the order in which transactions commit,
and there is no "newest seen" mark that a late one could fall behind. Two inputs are dates: days
(expiry, birth, opening) are columns or filters and follow `as_of` by themselves; months of a
running job are counted when loaded, and `mark_due` raises the revision on the day they change.

Who may see whom (age, visibility) stands beside the engine's columns, never in them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

import numpy as np
import structlog
from django.conf import settings
from django.db.models import F, QuerySet
from numpy.typing import NDArray

from matching import engine, snapshots
from matching.engine import fast
from matching.engine.columns import PostingColumns, ProfileColumns, TaxonomyArrays
from matching.snapshots import Changed, PostingSnapshot, ProfileSnapshot, Revisions
from matching.whole import read_people

log = structlog.get_logger(__name__)

ENGINE = engine.DEFAULT
_OLDEST_MINIMUM = 21
_RECENT = 1_000
# So few people are read one by one, who can be told apart where one of them is refused.
_FEW = 1_000

Columns = TypeVar("Columns", PostingColumns, ProfileColumns)
Snapshot = TypeVar("Snapshot", bound=PostingSnapshot | ProfileSnapshot)


def engine_version() -> str:
    """What lists are computed with today: the engine's numbers and the newest taxonomy."""
    return version_with(snapshots.taxonomy_key())


def version_with(taxonomy: str) -> str:
    """The engine version under a taxonomy's key."""
    return f"{ENGINE.version}+{taxonomy}"


def built_for(version: str) -> str:
    """All that a shard's lists are built for: where any of it changes, they are built anew."""
    sizes = (
        settings.MATCHING_SHARDS,
        settings.MATCHING_POSTINGS_PER_PROFILE,
        settings.MATCHING_PROFILES_PER_POSTING,
        settings.MATCHING_RESERVE,
    )
    return f"{version}/{'.'.join(map(str, sizes))}"


def latest_birth(as_of: date, age: int) -> int:
    """The last birth date, as an ordinal, of people who have completed `age` years that day."""
    try:
        return as_of.replace(year=as_of.year - age).toordinal()
    except ValueError:
        return date(as_of.year - age, 2, 28).toordinal()


def latest_births(as_of: date) -> NDArray[np.int64]:
    """The same for every minimum age that the law knows, by age; no birth date is day 0."""
    return np.array([latest_birth(as_of, age) for age in range(_OLDEST_MINIMUM + 1)])


@dataclass(slots=True)
class Held(Generic[Columns, Snapshot]):
    """Rows of one kind: the engine's columns, and beside them columns of our own, row by row."""

    columns: Columns
    beside: dict[str, NDArray[Any]]
    describe: Callable[[Snapshot], dict[str, Any]]
    revisions: Revisions = field(default_factory=Revisions.empty)
    broken: dict[int, str] = field(default_factory=dict)
    recent: dict[int, Snapshot] = field(default_factory=dict)

    @property
    def ids(self) -> NDArray[np.int64]:
        """The ids of the rows, ascending."""
        return self.columns.ids

    def split(self, ids: Sequence[int]) -> tuple[list[int], list[int]]:
        """Those of the ids that are here, and those that are not, both ascending."""
        wanted = np.unique(np.array(ids, dtype=np.int64))
        here = np.isin(wanted, self.ids, assume_unique=True)
        return wanted[here].tolist(), wanted[~here].tolist()

    def raise_if_broken(self, ids: Sequence[int]) -> None:
        """Raises ValueError if one of the objects could not be taken into the columns."""
        for id in ids:
            if id in self.broken:
                raise ValueError(self.broken[id])

    def refresh(self, now: Revisions, load: Callable[[Sequence[int]], dict[int, Snapshot]]) -> None:
        """Brings the rows to the revisions `now` or newer ones."""
        self._bring(now, now.gone_from(self.revisions).tolist(), load)
        self.revisions = self._taken(now)

    def refresh_some(
        self,
        ids: Iterable[int],
        now: Revisions,
        load: Callable[[Sequence[int]], dict[int, Snapshot]],
    ) -> None:
        """The same for these ids alone, of which `now` has those that are there."""
        asked = np.unique(np.fromiter(ids, dtype=np.int64))
        gone = np.setdiff1d(asked, now.ids, assume_unique=True)
        self._bring(now, gone[np.isin(gone, self.ids)].tolist(), load)
        self.revisions = self.revisions.with_those_of(asked, self._taken(now))

    def _bring(
        self,
        now: Revisions,
        gone: list[int],
        load: Callable[[Sequence[int]], dict[int, Snapshot]],
    ) -> None:
        changed = now.changed_from(self.revisions).tolist()
        if changed or gone:
            loaded = load(changed) if changed else {}
            self._take(loaded, set(gone) | (set(changed) - set(loaded)))

    def _taken(self, now: Revisions) -> Revisions:
        """The revisions of what is here, or is known to be broken."""
        known = np.isin(now.ids, self.ids, assume_unique=True)
        if self.broken:
            known |= np.isin(now.ids, list(self.broken))
        return Revisions(now.ids[known], now.revisions[known])

    def _take(self, loaded: dict[int, Snapshot], gone: set[int]) -> None:
        for id in {*loaded, *gone}:
            self.broken.pop(id, None)
        try:
            columns = self._with(loaded, gone)
        except (ValueError, OverflowError):
            for id, snapshot in list(loaded.items()):
                try:
                    self._with({id: snapshot}, set())
                except (ValueError, OverflowError) as error:
                    log.exception("input_refused", object_id=id)
                    self.broken[id] = repr(error)
                    del loaded[id]
                    gone.add(id)
            columns = self._with(loaded, gone)
        beside = {
            name: _carried(self.ids, values, columns.ids) for name, values in self.beside.items()
        }
        rows = np.searchsorted(columns.ids, np.array(list(loaded), dtype=np.int64))
        described = [self.describe(snapshot) for snapshot in loaded.values()]
        for name, values in beside.items():
            values[rows] = [one[name] for one in described]
        self.columns, self.beside = columns, beside
        self._remember(loaded, gone)

    def _remember(self, loaded: dict[int, Snapshot], gone: set[int]) -> None:
        """Keeps what was loaded last, since whoever follows a change needs it once more."""
        if len(self.recent) + len(loaded) > _RECENT:
            self.recent.clear()
        if len(loaded) <= _RECENT:
            self.recent.update(loaded)
        for id in gone:
            self.recent.pop(id, None)

    def _with(self, loaded: dict[int, Snapshot], gone: set[int]) -> Columns:
        inputs: list[Any] = [one.input for one in loaded.values()]
        return self.columns.with_changes(inputs, gone)


def _carried(
    old_ids: NDArray[np.int64], values: NDArray[Any], ids: NDArray[np.int64]
) -> NDArray[Any]:
    """The values of the old rows in the places of the new ones; zero for a new row."""
    carried = np.zeros(len(ids), dtype=values.dtype)
    if len(old_ids):
        places = np.minimum(np.searchsorted(old_ids, ids), len(old_ids) - 1)
        same = old_ids[places] == ids
        carried[same] = values[places[same]]
    return carried


class Pool:
    """The columns that scoring needs, brought up to date before each use."""

    def __init__(self) -> None:
        self._load_taxonomy()

    def _load_taxonomy(self) -> None:
        taxonomy = snapshots.load_taxonomy()
        self.taxonomy = TaxonomyArrays.build(taxonomy)
        self.version = version_with(taxonomy.version)
        self.as_of = date.min
        self.postings: Held[PostingColumns, PostingSnapshot] = Held(
            columns=PostingColumns.build((), taxonomy, ENGINE),
            beside={"minimum_age": np.zeros(0, dtype=np.int8)},
            describe=_describe_posting,
        )
        self._profiles: dict[int, Held[ProfileColumns, ProfileSnapshot]] = {}

    def profiles(self, shard: int) -> Held[ProfileColumns, ProfileSnapshot]:
        """The profiles of a shard."""
        if shard not in self._profiles:
            self._profiles[shard] = Held(
                columns=ProfileColumns.build(()),
                beside={
                    "born": np.zeros(0, dtype=np.int32),
                    "visible": np.zeros(0, dtype=np.bool_),
                },
                describe=_describe_profile,
            )
        return self._profiles[shard]

    def refresh(self, shard: int, as_of: date, changed: Changed | None = None) -> None:
        """Makes taxonomy, postings and the shard's profiles what the database says now.

        `changed` are the objects that may have changed since this shard was last refreshed, None if
        any may.
        """
        if self.version != engine_version():
            self._load_taxonomy()
        if as_of != self.as_of or shard not in self._profiles:
            changed = None
        self.as_of = as_of
        profiles, postings = (changed.profiles, changed.postings) if changed else (None, None)

        def load_profiles(ids: Sequence[int]) -> dict[int, ProfileSnapshot]:
            return snapshots.load_profiles(ids, as_of)

        def load_postings(ids: Sequence[int]) -> dict[int, PostingSnapshot]:
            return snapshots.load_postings(ids, as_of)

        now = snapshots.profile_revisions(shard, settings.MATCHING_SHARDS, profiles)
        if shard not in self._profiles and len(now.ids) > _FEW:
            self._profiles[shard] = _read_shard(shard, now, as_of)
        elif profiles is None:
            self.profiles(shard).refresh(now, load_profiles)
        elif profiles:
            self.profiles(shard).refresh_some(profiles, now, load_profiles)
        now = snapshots.posting_revisions(as_of, postings)
        if postings is None:
            self.postings.refresh(now, load_postings)
        elif postings:
            self.postings.refresh_some(postings, now, load_postings)

    def scores_of_profile(self, shard: int, id: int) -> NDArray[np.uint16]:
        """Packed scores of a profile with every posting, 0 where there is no match."""
        profiles = self.profiles(shard)
        row = profiles.columns.row_of(id)
        scores = fast.score_postings(
            profiles.columns.profile(row),
            self.postings.columns,
            self.taxonomy,
            ENGINE,
            self.as_of,
        )
        cutoffs = latest_births(self.as_of)[self.postings.beside["minimum_age"]]
        return _packed(scores, profiles.beside["born"][row] <= cutoffs)

    def scores_of_profiles(self, shard: int, rows: NDArray[np.intp]) -> NDArray[np.uint16]:
        """The same for many profiles: a row each of packed scores with every posting."""
        profiles = self.profiles(shard)
        scores = fast.score_many(
            profiles.columns,
            self.postings.columns,
            self.taxonomy,
            ENGINE,
            self.as_of,
            rows=rows,
            least=ENGINE.floor,
        )
        cutoffs = latest_births(self.as_of)[self.postings.beside["minimum_age"]]
        born = profiles.beside["born"][rows]
        for place in np.flatnonzero(born > cutoffs.min(initial=np.iinfo(np.int64).max)).tolist():
            scores[place, born[place] > cutoffs] = 0
        return scores

    def posting_snapshots(self, ids: Sequence[int]) -> dict[int, PostingSnapshot]:
        """Those of the postings that are matched, as they stand in the columns, by id."""
        here, _ = self.postings.split(ids)
        known = {id: self.postings.recent[id] for id in here if id in self.postings.recent}
        others = [id for id in ids if id not in known]
        return known | (snapshots.load_postings(others, self.as_of) if others else {})

    def scores_of_posting(self, shard: int, posting: PostingSnapshot) -> NDArray[np.uint16]:
        """Packed scores of a posting with every profile of the shard, hidden ones too."""
        profiles = self.profiles(shard)
        scores = fast.score_profiles(
            posting.input, profiles.columns, self.taxonomy, ENGINE, self.as_of
        )
        return _packed(
            scores, profiles.beside["born"] <= latest_births(self.as_of)[posting.minimum_age]
        )

    def visible(self, shard: int) -> NDArray[np.bool_]:
        """Which of the shard's profiles employers may find."""
        return self.profiles(shard).beside["visible"]


def _read_shard(shard: int, now: Revisions, as_of: date) -> Held[ProfileColumns, ProfileSnapshot]:
    """Everybody of a shard; the revisions were read before, so that no change is missed."""

    def belongings(model: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = model.objects.annotate(
            remainder=F("profile_id") % settings.MATCHING_SHARDS
        ).filter(remainder=shard)
        return rows

    people = read_people(
        snapshots.profiles_of_shard(shard, settings.MATCHING_SHARDS), belongings, as_of
    )
    return Held(
        columns=people.columns,
        beside={"born": people.born, "visible": people.visible},
        describe=_describe_profile,
        revisions=now.among(people.columns.ids),
    )


def _packed(scores: fast.ScoreArray, allowed: NDArray[np.bool_]) -> NDArray[np.uint16]:
    packed = engine.pack(scores.fit, scores.gates_open)
    packed[(scores.fit < ENGINE.floor) | ~allowed] = 0
    return packed


def _describe_profile(snapshot: ProfileSnapshot) -> dict[str, Any]:
    born = snapshot.birth_date
    return {"born": born.toordinal() if born else 0, "visible": snapshot.visible}


def _describe_posting(snapshot: PostingSnapshot) -> dict[str, Any]:
    return {"minimum_age": snapshot.minimum_age}
