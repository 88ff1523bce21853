"""Lists chosen by the kernels are the reference's order, cut at a floor that says what is in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import pack, pair_hash, rank_key, unpack
from matching.engine.select import ProfilesOfPostings, best_postings, best_profiles

ids = st.integers(1, 2**32 - 1)
packed = st.one_of(
    st.just(0),
    st.sampled_from([pack(7_500, True), pack(7_501, True), pack(10_000, False)]),
    st.builds(pack, st.integers(1, 10_000), st.booleans()),
)
widths = st.integers(1, 12)


@st.composite
def grids(draw):
    """Ids of profiles and postings, and a score for every pair; ties are likely."""
    profiles = np.sort(np.array(draw(st.lists(ids, unique=True, max_size=40)), dtype=np.int64))
    postings = np.sort(np.array(draw(st.lists(ids, unique=True, max_size=6)), dtype=np.int64))
    size = len(profiles) * len(postings)
    values = draw(st.lists(packed, min_size=size, max_size=size))
    return profiles, postings, np.array(values, np.uint16).reshape(len(profiles), len(postings))


def expected(scored, width):
    """Of (key, id, score): what is in the list, whether that is all, and the floor."""
    ranked = sorted(((-key, id, score) for key, id, score in scored if score))
    if len(ranked) <= width:
        return [(id, score) for _, id, score in ranked], True, 0
    floor = -ranked[width - 1][0]
    floor += ranked[width - 1][0] == ranked[width][0]
    return [(id, score) for key, id, score in ranked if -key >= floor], False, floor


def key(profile, posting, score):
    fit, gates_open = unpack(int(score))
    return rank_key(gates_open, fit, pair_hash(int(profile), int(posting)))


def lists_of(best):
    return [
        (
            list(zip(row[:count].tolist(), scores[:count].tolist(), strict=True)),
            complete,
            floor,
        )
        for row, scores, count, complete, floor in zip(
            best.ids,
            best.scores,
            best.counts.tolist(),
            best.complete.tolist(),
            best.floors.tolist(),
            strict=True,
        )
    ]


def lists_of_postings(profiles, postings, scores, width):
    return [
        expected(
            [
                (key(profile, posting, score), profile, score)
                for profile, score in zip(profiles.tolist(), column.tolist(), strict=True)
            ],
            width,
        )
        for posting, column in zip(postings.tolist(), scores.T, strict=True)
    ]


@given(grids(), widths)
def test_the_best_postings_are_those_of_the_whole_order(grid, width):
    profiles, postings, scores = grid
    assert lists_of(best_postings(scores, profiles, postings, width)) == [
        expected(
            [
                (key(profile, posting, score), posting, score)
                for posting, score in zip(postings.tolist(), row.tolist(), strict=True)
            ],
            width,
        )
        for profile, row in zip(profiles.tolist(), scores, strict=True)
    ]


@given(grids(), widths)
def test_the_best_profiles_of_one_posting_are_those_of_the_whole_order(grid, width):
    profiles, postings, scores = grid
    result = [
        lists_of(best_profiles(scores[:, column].copy(), int(posting), profiles, width))[0]
        for column, posting in enumerate(postings)
    ]
    assert result == lists_of_postings(profiles, postings, scores, width)


@given(grids(), widths, st.integers(1, 7), st.randoms(use_true_random=False))
def test_profiles_that_come_in_blocks_make_the_same_lists(grid, width, block, random):
    profiles, postings, scores = grid
    shown = np.array([random.random() < 0.8 for _ in profiles], dtype=np.bool_)
    made = ProfilesOfPostings(postings, profiles, width)
    for first in range(0, len(profiles), block):
        chosen = slice(first, first + block)
        made.offer(scores[chosen], first, shown[chosen])
    visible = lists_of_postings(profiles[shown], postings, scores[shown], width)
    assert lists_of(made.best()) == visible


@pytest.mark.parametrize("width", [1, 50, 250])
def test_thousands_of_equal_scores_are_told_apart_by_their_hash(width):
    profiles, postings = np.arange(1, 5001), np.arange(7, 9)
    scores = np.full((5000, 2), pack(8_000, True), dtype=np.uint16)
    scores[::9] = pack(8_100, True)
    made = ProfilesOfPostings(postings, profiles, width)
    for first in range(0, 5000, 64):
        rows = scores[first : first + 64]
        made.offer(rows, first, np.ones(len(rows), dtype=np.bool_))
    assert lists_of(made.best()) == lists_of_postings(profiles, postings, scores, width)
