"""Lists in arrays, held against the plainest model: a dict of scores, sorted."""

from dataclasses import dataclass, field

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching import engine
from matching.lists import ENTRY, Lists, keys_of, merge, pack_entries, unpack_entries

KEEP, RESERVE = 4, 2
OWNERS = (1, 2, 3)


def _entries_with_a_shared_hash() -> tuple[int, ...]:
    """Fifteen ids; some share their hash with another before owner 1, so that ids must decide."""
    ids = np.arange(1, 300_001)
    hashes = engine.pair_hash(1, ids)
    order = np.argsort(hashes, kind="stable")
    twins = np.flatnonzero(hashes[order][1:] == hashes[order][:-1])[:3]
    some = {int(order[at + step]) + 1 for at in twins for step in (0, 1)}
    assert len(some) == 6
    return tuple(sorted(some | set(range(1, 10))))


ENTRIES = _entries_with_a_shared_hash()


def key(owner: int, entry: int, score: int) -> int:
    fit, gates_open = engine.unpack(score)
    return engine.rank_key(gates_open, fit, engine.pair_hash(owner, entry))


@dataclass
class Model:
    """All scores of all owners; 0 is no match."""

    scores: dict[tuple[int, int], int] = field(default_factory=dict)

    def best(self, owner: int) -> list[tuple[int, int]]:
        matches = [(e, s) for (o, e), s in self.scores.items() if o == owner and s]
        return sorted(matches, key=lambda one: (-key(owner, *one), one[0]))

    def row(self, owner: int) -> np.ndarray:
        return np.array([self.scores.get((owner, e), 0) for e in ENTRIES], dtype=np.uint16)


scores = st.sampled_from([0, 2500, 2500, 3000, 9000, engine.pack(2500, True)])
changes = st.lists(
    st.dictionaries(
        st.sampled_from(ENTRIES),
        st.tuples(*(scores for _ in OWNERS)),
        min_size=1,
        max_size=12,
    ),
    max_size=12,
)


def new_lists(reserve: int = RESERVE) -> Lists:
    return Lists(keep=KEEP, reserve=reserve, of_profiles=True)


def rows_of(lists: Lists, owners: tuple[int, ...] = OWNERS) -> np.ndarray:
    place = {owner: row for row, owner in enumerate(lists.owners.tolist())}
    return np.array([place[owner] for owner in owners])


def stored(lists: Lists, owner: int) -> list[tuple[int, int]]:
    ids, packed = unpack_entries(lists.stored(owner).entries)
    return list(zip(ids.tolist(), packed.tolist(), strict=True))


@given(start=st.lists(scores, min_size=45, max_size=45), steps=changes)
def test_after_any_changes_the_first_k_are_those_of_a_full_sort(
    start: list[int], steps: list[dict[int, tuple[int, ...]]]
) -> None:
    pairs_of_ids = [(owner, entry) for owner in OWNERS for entry in ENTRIES]
    model, lists = Model(dict(zip(pairs_of_ids, start, strict=True))), new_lists()
    for owner in OWNERS:
        lists.replace(owner, np.array(ENTRIES), model.row(owner))
    for step in steps:
        before = {owner: lists.stored(owner) for owner in OWNERS}
        ids = sorted(step)
        for entry, row in step.items():
            model.scores.update({(o, entry): s for o, s in zip(OWNERS, row, strict=True)})
        block = np.array([step[entry] for entry in ids], dtype=np.uint16).T
        changed, short = lists.apply(np.array(ids), block, rows_of(lists))
        for owner in OWNERS:
            if lists.stored(owner) != before[owner]:
                assert owner in changed
        assert set(short) <= set(changed)
        for owner in short:
            lists.replace(owner, np.array(ENTRIES), model.row(owner))
        for owner in OWNERS:
            best, held = model.best(owner), lists.stored(owner)
            assert stored(lists, owner)[:KEEP] == best[:KEEP]
            if held.complete:
                assert stored(lists, owner) == best
            else:
                above = [one for one in best if key(owner, *one) >= held.floor]
                assert stored(lists, owner) == above
            assert held.count <= KEEP + RESERVE


@given(start=st.lists(scores, min_size=15, max_size=15))
def test_a_list_from_scratch_twice_is_no_change(start: list[int]) -> None:
    lists, row = new_lists(), np.array(start, dtype=np.uint16)
    lists.replace(1, np.array(ENTRIES), row)
    before = lists.stored(1)
    assert not lists.replace(1, np.array(ENTRIES), row)
    assert lists.stored(1) == before


@given(start=st.lists(scores, min_size=15, max_size=15))
def test_a_list_comes_back_from_the_database_as_it_went_in(start: list[int]) -> None:
    lists, again = new_lists(), new_lists()
    lists.replace(7, np.array(ENTRIES), np.array(start, dtype=np.uint16))
    again.load([lists.stored(7)])
    assert again.stored(7) == lists.stored(7)


def test_lists_of_postings_rank_by_the_same_pairs() -> None:
    postings = Lists(keep=KEEP, reserve=RESERVE, of_profiles=False)
    profiles, row = np.arange(1, 200), np.full(199, 9000, dtype=np.uint16)
    postings.replace(5, profiles, row)
    by_hash = sorted(profiles.tolist(), key=lambda id: -engine.pair_hash(id, 5))
    assert [id for id, _ in stored(postings, 5)] == by_hash[: KEEP + RESERVE]
    changed, _ = postings.apply(
        np.array([by_hash[0]]), np.array([[2500]], np.uint16), np.array([0])
    )
    assert changed == [5]
    assert [id for id, _ in stored(postings, 5)] == by_hash[1 : KEEP + RESERVE]


def test_a_list_that_became_too_long_for_new_settings_is_cut_when_loaded() -> None:
    roomy, tight = new_lists(reserve=20), new_lists()
    roomy.replace(1, np.array(ENTRIES), np.full(15, 9000, dtype=np.uint16))
    tight.load([roomy.stored(1)])
    assert not tight.stored(1).complete
    assert stored(tight, 1) == stored(roomy, 1)[: tight.stored(1).count]
    assert tight.stored(1).count >= KEEP


def test_removing_owners_leaves_the_others_lists_alone() -> None:
    lists = new_lists()
    for owner in range(1, 200):
        lists.replace(owner, np.array([owner]), np.array([9000], dtype=np.uint16))
    lists.remove([1, 50, 199, 1000])
    assert sorted(lists.owners.tolist()) == [o for o in range(1, 200) if o not in {1, 50, 199}]
    for owner in lists.owners.tolist():
        assert stored(lists, owner) == [(owner, 9000)]


def test_an_unchanged_score_touches_no_list() -> None:
    lists = new_lists()
    lists.replace(1, np.array(ENTRIES), np.full(15, 9000, dtype=np.uint16))
    best = lists.stored(1)
    first = unpack_entries(best.entries)[0][:1]
    assert lists.apply(first, np.array([[9000]], dtype=np.uint16), np.array([0])) == ([], [])
    assert lists.stored(1) == best


def test_an_entry_takes_six_bytes() -> None:
    assert ENTRY.itemsize == 6
    assert len(pack_entries(np.array([1, 2]), np.array([1, 2]))) == 12


@given(start=st.lists(scores, min_size=15, max_size=15), cuts=st.integers(0, 15))
def test_merged_slices_are_the_whole_list(start: list[int], cuts: int) -> None:
    model = Model({(1, entry): score for entry, score in zip(ENTRIES, start, strict=True)})
    slices = []
    for part in (ENTRIES[:cuts], ENTRIES[cuts:]):
        best = [one for one in model.best(1) if one[0] in part][:KEEP]
        ids = np.array([entry for entry, _ in best], dtype=np.int64)
        packed = np.array([score for _, score in best], dtype=np.uint16)
        slices.append((ids, packed, keys_of(packed, engine.pair_hash(1, ids))))
    ids, packed = merge(slices, KEEP)
    assert list(zip(ids.tolist(), packed.tolist(), strict=True)) == model.best(1)[:KEEP]
