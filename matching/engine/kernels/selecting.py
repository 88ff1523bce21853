"""The best of many packed scores, exactly: by rank key, equal keys by lower id.

A pair's hash is ``rank.pair_hash``; its first half, of the profile alone, is its *seed*. Owners are
the ones who have a list, entries what stands in it; in every pair one of the two is the profile.
Most entries are told apart by their scores alone, which a histogram does; only those at the edge
and those that are kept get a hash.
"""

import numpy as np
from numpy.typing import NDArray

from matching.engine.kernels.compiled import compiled

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_FINE = 64
_COARSE = (1 << 15) // _FINE


@compiled
def _mix(state: np.uint64) -> np.uint64:
    state = (state ^ (state >> np.uint64(30))) * _MIX_1
    state = (state ^ (state >> np.uint64(27))) * _MIX_2
    return state ^ (state >> np.uint64(31))


@compiled
def seed_of(profile: int) -> np.uint64:
    """The part of a pair's hash that is the profile's."""
    return _mix(np.uint64(profile) + _GAMMA)


@compiled
def rank_key_of(seed: np.uint64, posting: int, score: int) -> int:
    """``rank.rank_key`` of a packed score and a pair."""
    pair = _mix(seed + np.uint64(posting) + _GAMMA) >> np.uint64(33)
    return np.int64(score) << 31 | np.int64(pair)


@compiled
def _edge(scores: NDArray[np.uint16], count: int, wanted: int) -> int:
    """The highest score that at least ``wanted`` of the first ``count`` scores reach, or 1.

    Zeros, no matches, don't count.
    """
    coarse = np.zeros(_COARSE, dtype=np.int64)
    for at in range(count):
        coarse[scores[at] // _FINE] += scores[at] != 0
    above, bin = 0, _COARSE - 1
    while bin > 0 and above + coarse[bin] < wanted:
        above += coarse[bin]
        bin -= 1
    fine = np.zeros(_FINE, dtype=np.int64)
    for at in range(count):
        if scores[at] // _FINE == bin:
            fine[scores[at] % _FINE] += 1
    within = _FINE - 1
    while within > 0 and above + fine[within] < wanted:
        above += fine[within]
        within -= 1
    return max(1, bin * _FINE + within)


@compiled
def _sorted_cut(
    entries: NDArray[np.int64],
    scores: NDArray[np.uint16],
    keys: NDArray[np.int64],
    count: int,
    ids: NDArray[np.uint32],
    kept: NDArray[np.uint16],
) -> tuple[int, bool, int]:
    """Writes the best entries, best first; returns (how many, whether that is all, the floor).

    Where the cut would part equal keys all of them go, so that the floor alone says what is in.
    """
    order = np.argsort(-keys[:count])
    for at in range(1, count):
        moved, place = order[at], at
        while (
            place > 0
            and keys[order[place - 1]] == keys[moved]
            and entries[order[place - 1]] > entries[moved]
        ):
            order[place] = order[place - 1]
            place -= 1
        order[place] = moved
    width, complete, floor = len(ids), True, np.int64(0)
    if count > width:
        complete = False
        floor = keys[order[width - 1]]
        if floor == keys[order[width]]:
            floor += 1
        count = width
        while count > 0 and keys[order[count - 1]] < floor:
            count -= 1
    for at in range(count):
        ids[at] = entries[order[at]]
        kept[at] = scores[order[at]]
    return count, complete, floor


@compiled
def best_postings(
    scores: NDArray[np.uint16],
    profiles: NDArray[np.int64],
    postings: NDArray[np.int64],
    ids: NDArray[np.uint32],
    kept: NDArray[np.uint16],
    counts: NDArray[np.int32],
    complete: NDArray[np.bool_],
    floors: NDArray[np.int64],
) -> None:
    """The best postings of each profile, a row of packed ``scores`` each."""
    width, columns = ids.shape[1], scores.shape[1]
    entries = np.empty(columns, dtype=np.int64)
    values = np.empty(columns, dtype=np.uint16)
    keys = np.empty(columns, dtype=np.int64)
    for row in range(len(profiles)):
        line = scores[row]
        edge = _edge(line, columns, width + 1)
        seed, count = seed_of(profiles[row]), 0
        for column in range(columns):
            if line[column] >= edge:
                entries[count], values[count] = postings[column], line[column]
                keys[count] = rank_key_of(seed, postings[column], line[column])
                count += 1
        counts[row], complete[row], floors[row] = _sorted_cut(
            entries, values, keys, count, ids[row], kept[row]
        )


@compiled
def best_profiles(
    scores: NDArray[np.uint16],
    posting: int,
    profiles: NDArray[np.int64],
    ids: NDArray[np.uint32],
    kept: NDArray[np.uint16],
) -> tuple[int, bool, int]:
    """The best profiles of one posting; returns (how many, whether that is all, the floor)."""
    edge = _edge(scores, len(scores), len(ids) + 1)
    entries = np.empty(len(scores), dtype=np.int64)
    values = np.empty(len(scores), dtype=np.uint16)
    keys = np.empty(len(scores), dtype=np.int64)
    count = 0
    for row in range(len(scores)):
        if scores[row] >= edge:
            entries[count], values[count] = profiles[row], scores[row]
            keys[count] = rank_key_of(seed_of(profiles[row]), posting, scores[row])
            count += 1
    return _sorted_cut(entries, values, keys, count, ids, kept)


@compiled
def _keep(rows: NDArray[np.uint32], values: NDArray[np.uint16], count: int, least: int) -> int:
    """Closes the ranks of the entries that score at least so much; returns how many they are."""
    kept = 0
    for entry in range(count):
        if values[entry] >= least:
            rows[kept], values[kept] = rows[entry], values[entry]
            kept += 1
    return kept


@compiled
def _keep_best(
    rows: NDArray[np.uint32],
    values: NDArray[np.uint16],
    count: int,
    wanted: int,
    seeds: NDArray[np.uint64],
    posting: int,
) -> tuple[int, int]:
    """The same for the ``wanted`` best by key; returns how many, and the least key among them."""
    keys = np.empty(count, dtype=np.int64)
    for entry in range(count):
        keys[entry] = rank_key_of(seeds[rows[entry]], posting, values[entry])
    least = np.partition(keys, count - wanted)[count - wanted]
    kept = 0
    for entry in range(count):
        if keys[entry] >= least:
            rows[kept], values[kept] = rows[entry], values[entry]
            kept += 1
    return kept, least


@compiled
def seeds_of(profiles: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The seed of each profile."""
    seeds = np.empty(len(profiles), dtype=np.uint64)
    for at in range(len(profiles)):
        seeds[at] = seed_of(profiles[at])
    return seeds


@compiled
def offer(
    scores: NDArray[np.uint16],
    first: int,
    shown: NDArray[np.bool_],
    width: int,
    rows: NDArray[np.uint32],
    values: NDArray[np.uint16],
    used: NDArray[np.int64],
    bars: NDArray[np.uint16],
    key_bars: NDArray[np.int64],
    seeds: NDArray[np.uint64],
    postings: NDArray[np.int64],
) -> None:
    """Puts a block of profiles, rows from ``first`` on, into the buffers of the postings.

    ``scores`` has a row a profile and a column a posting; profiles not ``shown`` are passed over.
    A buffer that is full lets go of all that more than ``width`` others beat by score, and its bar
    rises to the least score that can still matter; where too many share that score, their keys
    decide, and the key's bar rises.
    """
    room = rows.shape[1]
    for at in range(len(scores)):
        if not shown[at]:
            continue
        line, seed = scores[at], seeds[first + at]
        for posting in range(len(line)):
            score = line[posting]
            if score < bars[posting]:
                continue
            if (
                score == bars[posting]
                and key_bars[posting] > 0
                and rank_key_of(seed, postings[posting], score) < key_bars[posting]
            ):
                continue
            place = used[posting]
            rows[posting, place], values[posting, place] = first + at, score
            used[posting] = place + 1
            if place + 1 < room:
                continue
            edge = _edge(values[posting], room, width + 1)
            if edge > bars[posting]:
                bars[posting], key_bars[posting] = edge, 0
            count = _keep(rows[posting], values[posting], room, edge)
            if count > width + 1 + (room - width - 1) // 2:
                count, key_bars[posting] = _keep_best(
                    rows[posting], values[posting], count, width + 1, seeds, postings[posting]
                )
            used[posting] = count


@compiled
def close(
    rows: NDArray[np.uint32],
    values: NDArray[np.uint16],
    used: NDArray[np.int64],
    profiles: NDArray[np.int64],
    postings: NDArray[np.int64],
    ids: NDArray[np.uint32],
    kept: NDArray[np.uint16],
    counts: NDArray[np.int32],
    complete: NDArray[np.bool_],
    floors: NDArray[np.int64],
) -> None:
    """The best profiles of each posting out of its buffer."""
    entries = np.empty(rows.shape[1], dtype=np.int64)
    keys = np.empty(rows.shape[1], dtype=np.int64)
    for posting in range(len(postings)):
        for at in range(used[posting]):
            entries[at] = profiles[rows[posting, at]]
            seed = seed_of(entries[at])
            keys[at] = rank_key_of(seed, postings[posting], values[posting, at])
        counts[posting], complete[posting], floors[posting] = _sorted_cut(
            entries, values[posting], keys, used[posting], ids[posting], kept[posting]
        )
