"""New scores of a few entries, moved into many ranked lists.

Lists are the rows of arrays as ``select.Best`` has them, their entries in the order of rank keys.
``entries`` are the changed ones, ascending, ``scores`` their new packed scores, a row a list.
"""

import numpy as np
from numpy.typing import NDArray

from matching.engine.kernels.compiled import compiled
from matching.engine.kernels.selecting import rank_key_of, seed_of, seeds_of

_BITS = 0xFFFF
# Up to so many entries it is faster to look for each by itself: such a loop becomes vectors.
_FEW = 40


@compiled
def _sieve(entries: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which low bits any of the entries has: most ids of a list are told apart by them alone."""
    sieve = np.zeros(_BITS + 1, dtype=np.bool_)
    for entry in entries:
        sieve[entry & _BITS] = True
    return sieve


@compiled
def _place(entries: NDArray[np.int64], sieve: NDArray[np.bool_], id: int) -> int:
    """Where the id stands among the entries, -1 if it does not."""
    if not sieve[id & _BITS]:
        return -1
    place = np.searchsorted(entries, id)
    return place if place < len(entries) and entries[place] == id else -1


@compiled
def _has_any(ids: NDArray[np.uint32], entries: NDArray[np.int64]) -> bool:
    """Whether a list, filled up with zeros, has one of the entries."""
    found = np.uint32(0)
    for entry in entries:
        wanted = np.uint32(entry)
        for column in range(len(ids)):
            found |= np.uint32(ids[column] == wanted)
    return bool(found != 0)


@compiled
def _key(owner: int, entry: int, score: int, of_profiles: bool) -> int:
    if of_profiles:
        return rank_key_of(seed_of(owner), entry, score)
    return rank_key_of(seed_of(entry), owner, score)


@compiled
def find_touched(
    rows: NDArray[np.int64],
    entries: NDArray[np.int64],
    scores: NDArray[np.uint16],
    of_profiles: bool,
    owners: NDArray[np.int64],
    ids: NDArray[np.uint32],
    held: NDArray[np.uint16],
    counts: NDArray[np.int32],
    complete: NDArray[np.bool_],
    floors: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Whether each of the lists in ``rows`` changes at all."""
    sieve, seeds = _sieve(entries), seeds_of(entries)
    is_held = np.zeros(len(entries), dtype=np.bool_)
    touched = np.zeros(len(rows), dtype=np.bool_)
    for at in range(len(rows)):
        row = rows[at]
        is_held[:] = False
        if len(entries) > _FEW or _has_any(ids[row], entries):
            for column in range(counts[row]):
                place = _place(entries, sieve, ids[row, column])
                if place >= 0:
                    is_held[place] = True
                    touched[at] |= scores[at, place] != held[row, column]
        own_seed = seed_of(owners[row])
        for place in range(len(entries)):
            score = scores[at, place]
            if score == 0 or is_held[place] or touched[at]:
                continue
            if of_profiles:
                key = rank_key_of(own_seed, entries[place], score)
            else:
                key = rank_key_of(seeds[place], owners[row], score)
            touched[at] |= complete[row] or key >= floors[row]
    return touched


@compiled
def move(
    rows: NDArray[np.int64],
    entries: NDArray[np.int64],
    scores: NDArray[np.uint16],
    of_profiles: bool,
    owners: NDArray[np.int64],
    ids: NDArray[np.uint32],
    held: NDArray[np.uint16],
    counts: NDArray[np.int32],
    complete: NDArray[np.bool_],
    floors: NDArray[np.int64],
) -> None:
    """Brings the lists in ``rows`` to the new scores; one that grows too long is cut."""
    sieve = _sieve(entries)
    width = ids.shape[1]
    room = width + len(entries)
    new_ids = np.empty(room, dtype=np.int64)
    new_scores = np.empty(room, dtype=np.uint16)
    keys = np.empty(room, dtype=np.int64)
    stays = np.zeros(len(entries), dtype=np.bool_)
    for at in range(len(rows)):
        row, count = rows[at], 0
        owner = owners[row]
        stays[:] = False
        for column in range(counts[row]):
            id, score = np.int64(ids[row, column]), held[row, column]
            place = _place(entries, sieve, id)
            if place >= 0:
                if scores[at, place] != score:
                    continue
                stays[place] = True
            new_ids[count], new_scores[count] = id, score
            keys[count] = _key(owner, id, score, of_profiles)
            count += 1
        for place in range(len(entries)):
            score = scores[at, place]
            if score == 0 or stays[place]:
                continue
            id = entries[place]
            key = _key(owner, id, score, of_profiles)
            if not complete[row] and key < floors[row]:
                continue
            slot = count
            while slot > 0 and (
                keys[slot - 1] < key or (keys[slot - 1] == key and new_ids[slot - 1] > id)
            ):
                new_ids[slot], new_scores[slot] = new_ids[slot - 1], new_scores[slot - 1]
                keys[slot] = keys[slot - 1]
                slot -= 1
            new_ids[slot], new_scores[slot], keys[slot] = id, score, key
            count += 1
        if count > width:
            complete[row] = False
            floors[row] = keys[width - 1] + (keys[width - 1] == keys[width])
            count = width
            while count > 0 and keys[count - 1] < floors[row]:
                count -= 1
        for column in range(width):
            ids[row, column] = new_ids[column] if column < count else 0
            held[row, column] = new_scores[column] if column < count else 0
        counts[row] = count
