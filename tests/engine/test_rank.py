"""The order of matches never changes: golden values, and ties decided the same way everywhere."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import pack, pair_hash, rank_key, top, unpack

ids = st.integers(-(2**63), 2**63 - 1)
fits = st.integers(0, 10_000)


def test_the_hash_of_a_pair_is_what_it_always_was():
    assert pair_hash(1, 1) == 1131118282
    assert pair_hash(1, 2) == 1584197082
    assert pair_hash(2, 1) == 1882646561
    assert pair_hash(0, 0) == 1401122455
    assert pair_hash(2**62, 3) == 1406055975


@given(st.lists(st.tuples(ids, ids), min_size=1, max_size=20))
def test_arrays_and_ints_hash_alike(pairs):
    profiles, postings = (np.array(column, dtype=np.int64) for column in zip(*pairs, strict=True))
    expected = [pair_hash(profile, posting) for profile, posting in pairs]
    assert pair_hash(profiles, postings).tolist() == expected
    assert pair_hash(profiles[0], postings).tolist() == [
        pair_hash(pairs[0][0], posting) for _, posting in pairs
    ]
    assert pair_hash(profiles, pairs[0][1]).tolist() == [
        pair_hash(profile, pairs[0][1]) for profile, _ in pairs
    ]
    assert all(0 <= value < 2**31 for value in expected)


def test_the_hash_favours_nobody():
    everybody = np.arange(20_000)
    first = pair_hash(everybody, 7) < pair_hash(everybody + 20_000, 7)
    assert 0.48 < first.mean() < 0.52
    assert len(np.unique(pair_hash(everybody, 7))) > 19_990


@given(st.booleans(), fits, st.integers(0, 2**31 - 1), st.booleans(), fits)
def test_open_gates_come_first_then_fit_then_the_hash(opened, fit, tie, other_opened, other_fit):
    one, other = rank_key(opened, fit, tie), rank_key(other_opened, other_fit, 0)
    assert (one >= other) == ((opened, fit, tie) >= (other_opened, other_fit, 0))
    assert 0 <= one < 2**46
    as_arrays = rank_key(np.array([opened]), np.array([fit], dtype=np.uint16), np.array([tie]))
    assert as_arrays.tolist() == [one]
    assert as_arrays.dtype == np.int64


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 10**6)), max_size=30), st.integers(0, 35)
)
def test_the_top_is_the_head_of_the_whole_order(rows, k):
    keys = np.array([key for key, _ in rows], dtype=np.int64)
    others = np.array([other for _, other in rows], dtype=np.int64)
    expected = sorted(rows, key=lambda row: (-row[0], row[1]))[:k]
    assert [rows[at] for at in top(keys, others, k)] == expected


def test_equal_keys_go_by_the_lower_id_even_at_the_cut():
    keys = np.array([5, 7, 5, 5, 1], dtype=np.int64)
    others = np.array([40, 50, 10, 30, 20], dtype=np.int64)
    assert top(keys, others, 3).tolist() == [1, 2, 3]
    assert top(keys, others, 99).tolist() == [1, 2, 3, 0, 4]


@given(fits, st.booleans())
def test_a_packed_score_comes_out_as_it_went_in(fit, opened):
    assert unpack(pack(fit, opened)) == (fit, opened)
    packed = pack(np.array([fit], dtype=np.uint16), np.array([opened]))
    assert packed.dtype == np.uint16
    assert packed.tolist() == [pack(fit, opened)]
    unpacked_fit, unpacked_open = unpack(packed)
    assert (unpacked_fit.tolist(), unpacked_open.tolist()) == ([fit], [opened])
