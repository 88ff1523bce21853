"""The order of matches: open gates first, then fit, then a fixed hash of the pair.

The hash, not an id, breaks ties: ids would favour those who signed up first. It is the finaliser of
SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014),
written here from its published constants, so that it never changes with a library.
"""

from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_MASK = (1 << 64) - 1
_GAMMA = 0x9E3779B97F4A7C15
_MIX_1 = 0xBF58476D1CE4E5B9
_MIX_2 = 0x94D049BB133111EB

_HASH_BITS = 31
_FIT_BITS = 14


@overload
def pair_hash(profile_ids: int, posting_ids: int) -> int: ...
@overload
def pair_hash(profile_ids: NDArray[Any], posting_ids: NDArray[Any] | int) -> Ints: ...
@overload
def pair_hash(profile_ids: int, posting_ids: NDArray[Any]) -> Ints: ...
def pair_hash(profile_ids: int | NDArray[Any], posting_ids: int | NDArray[Any]) -> int | Ints:
    """A fixed 31-bit hash of each (profile, posting); arrays broadcast, ints give an int."""
    if isinstance(profile_ids, np.ndarray) or isinstance(posting_ids, np.ndarray):
        first = _mix_array(_unsigned(profile_ids) + np.uint64(_GAMMA))
        mixed = _mix_array(first + _unsigned(posting_ids) + np.uint64(_GAMMA))
        return (mixed >> np.uint64(64 - _HASH_BITS)).astype(np.int64)
    first_int = _mix_int((int(profile_ids) + _GAMMA) & _MASK)
    return _mix_int((first_int + int(posting_ids) + _GAMMA) & _MASK) >> (64 - _HASH_BITS)


@overload
def rank_key(gates_open: bool, fit: int, pair: int) -> int: ...
@overload
def rank_key(gates_open: NDArray[Any], fit: NDArray[Any], pair: NDArray[Any]) -> Ints: ...
def rank_key(
    gates_open: bool | NDArray[Any], fit: int | NDArray[Any], pair: int | NDArray[Any]
) -> int | Ints:
    """One number for the whole order, higher is better: open << 45 | fit << 31 | hash.

    It fits an int64 and is never negative.
    """
    if isinstance(gates_open, np.ndarray):
        key: Ints = (
            (gates_open.astype(np.int64) << (_HASH_BITS + _FIT_BITS))
            | (np.asarray(fit).astype(np.int64) << _HASH_BITS)
            | pair
        )
        return key
    return int(gates_open) << (_HASH_BITS + _FIT_BITS) | int(fit) << _HASH_BITS | int(pair)


def top(keys: NDArray[np.int64], ids: NDArray[np.int64], k: int) -> NDArray[np.intp]:
    """Indices of the best ``k`` (or all, if fewer), best first; equal keys by lower id."""
    if k <= 0:
        return np.empty(0, dtype=np.intp)
    chosen = np.arange(len(keys), dtype=np.intp)
    if k < len(keys):
        # Every key equal to the last place stays in until the ids have decided among them.
        last = np.partition(keys, len(keys) - k)[len(keys) - k]
        chosen = np.flatnonzero(keys >= last)
    order = np.lexsort((ids[chosen], -keys[chosen]))
    return chosen[order[:k]]


@overload
def pack(fit: int, gates_open: bool) -> int: ...
@overload
def pack(fit: NDArray[Any], gates_open: NDArray[Any]) -> NDArray[np.uint16]: ...
def pack(fit: int | NDArray[Any], gates_open: bool | NDArray[Any]) -> int | NDArray[np.uint16]:
    """A score in 16 bits: open << 14 | fit. Packed scores sort as scores do."""
    if isinstance(fit, np.ndarray):
        opened = np.asarray(gates_open).astype(np.uint16) << np.uint16(_FIT_BITS)
        return opened | fit.astype(np.uint16)
    return int(gates_open) << _FIT_BITS | int(fit)


@overload
def unpack(packed: int) -> tuple[int, bool]: ...
@overload
def unpack(packed: NDArray[Any]) -> tuple[NDArray[np.uint16], NDArray[np.bool_]]: ...
def unpack(
    packed: int | NDArray[Any],
) -> tuple[int, bool] | tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """The fit and the gates of a packed score: the reverse of ``pack``."""
    if isinstance(packed, np.ndarray):
        fits = (packed & ((1 << _FIT_BITS) - 1)).astype(np.uint16)
        return fits, (packed >> _FIT_BITS).astype(np.bool_)
    return int(packed) & ((1 << _FIT_BITS) - 1), bool(int(packed) >> _FIT_BITS)


def _unsigned(ids: int | NDArray[Any]) -> NDArray[np.uint64]:
    return np.asarray(ids, dtype=np.int64).astype(np.uint64).reshape(np.shape(ids) or (1,))


def _mix_array(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    state = (state ^ (state >> np.uint64(30))) * np.uint64(_MIX_1)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(_MIX_2)
    return state ^ (state >> np.uint64(31))


def _mix_int(state: int) -> int:
    state = ((state ^ (state >> 30)) * _MIX_1) & _MASK
    state = ((state ^ (state >> 27)) * _MIX_2) & _MASK
    return state ^ (state >> 31)
