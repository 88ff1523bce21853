"""Lists before and after, held against the plainest comparison: two dicts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching import engine
from matching.changes.compare import differences, standing

K = 5
scores = st.builds(engine.pack, st.sampled_from([2500, 3999, 4000, 7499, 7500]), st.booleans())
lists = st.lists(st.tuples(st.integers(1, 9), scores), max_size=K, unique_by=lambda one: one[0])
pairs_of_lists = st.lists(st.tuples(lists, lists), max_size=4)


def heads(rows: list[list[tuple[int, int]]]) -> tuple[np.ndarray, np.ndarray]:
    ids = np.zeros((len(rows), K), dtype=np.uint32)
    packed = np.zeros((len(rows), K), dtype=np.uint16)
    for number, row in enumerate(rows):
        for place, (id, score) in enumerate(row):
            ids[number, place], packed[number, place] = id, score
    return ids, packed


def seen(score: int) -> tuple[object, bool] | None:
    fit, gates_open = engine.unpack(score)
    return (engine.DEFAULT.band(fit), gates_open) if score else None


@given(pairs_of_lists)
def test_what_differs_is_what_a_reader_sees_differ(
    rows: list[tuple[list[tuple[int, int]], list[tuple[int, int]]]],
) -> None:
    expected = [
        (number, id, before, after)
        for number, (old, new) in enumerate(rows)
        for id in sorted({id for id, _ in old + new})
        for before, after in [(dict(old).get(id, 0), dict(new).get(id, 0))]
        if seen(before) != seen(after)
    ]
    found = differences(heads([old for old, _ in rows]), heads([new for _, new in rows]))
    entries = found.entries
    assert expected == list(
        zip(
            found.rows.tolist(),
            entries["id"].tolist(),
            entries["before"].tolist(),
            entries["after"].tolist(),
            strict=True,
        )
    )


@given(scores, scores)
def test_scores_stand_alike_where_band_and_gates_do(one: int, other: int) -> None:
    stand = standing(np.array([one, other, 0], dtype=np.uint16))
    assert (stand[0] == stand[1]) == (seen(one) == seen(other))
    assert stand[2] not in stand[:2]
