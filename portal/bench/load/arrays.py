"""The synthetic load as arrays: the same seed makes the same, a million profiles in a minute."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine import Taxonomy
from matching.engine.columns.profiles import NO_EDUCATION, NO_EXPIRY
from portal.bench.load.columns import PostingArrays, ProfileArrays

AS_OF = date(2026, 11, 1)
SKILLS = 12_000
OCCUPATIONS = 900
CREDENTIALS = 200
RELATIONS = 20
LONGEST_JOB = 100
_OCCUPATION_RELATIONS = 10

# A popular skill is drawn more than once and counts once, so more are drawn than are to be held.
_DRAWN_FOR_PROFILE = 36
_DRAWN_FOR_POSTING = 14
_BLOCK = 100_000
_SKILL_BITS = 14
_DRAWS = 1 << 20

Ints = NDArray[np.int64]


def some_taxonomy(seed: int = 1) -> Taxonomy:
    """Twenty relations a skill, ten an occupation; ids from 1."""
    rng = np.random.default_rng([seed, 0])
    skills = np.repeat(np.arange(1, SKILLS + 1), RELATIONS)
    # Which skills are close has nothing to do with how popular they are.
    others = rng.integers(1, SKILLS + 1, len(skills))
    strengths = rng.integers(30, 95, len(skills))
    occupations = np.repeat(np.arange(1, OCCUPATIONS + 1), _OCCUPATION_RELATIONS)
    near = rng.integers(1, OCCUPATIONS + 1, len(occupations))
    percents = np.full(len(near), 60)
    return Taxonomy(
        version="synthetic",
        specificity={skill: 40 + min(60, skill // 30) for skill in range(1, SKILLS + 1)},
        relations=_related(skills, others, strengths),
        occupation_relations=_related(occupations, near, percents),
    )


def _related(
    ids: NDArray[Any], others: NDArray[Any], percents: NDArray[Any]
) -> dict[int, tuple[tuple[int, int], ...]]:
    related: dict[int, dict[int, int]] = {}
    for id, other, percent in zip(ids.tolist(), others.tolist(), percents.tolist(), strict=True):
        if id != other:
            related.setdefault(id, {}).setdefault(other, percent)
    return {id: tuple(sorted(row.items())) for id, row in related.items()}


def some_profiles(count: int, seed: int = 1) -> ProfileArrays:
    """So many people with ids from 1."""
    return _joined(
        ProfileArrays,
        [
            _profile_block(np.random.default_rng([seed, 1, start]), start, size)
            for start, size in _blocks(count)
        ],
    )


def some_postings(count: int, seed: int = 1) -> PostingArrays:
    """So many openings with ids from 1."""
    return _joined(
        PostingArrays,
        [
            _posting_block(np.random.default_rng([seed, 2, start]), start, size)
            for start, size in _blocks(count)
        ],
    )


def _blocks(count: int) -> Iterator[tuple[int, int]]:
    for start in range(0, max(count, 1), _BLOCK):
        yield start, min(_BLOCK, count - start)


def _profile_block(rng: np.random.Generator, start: int, size: int) -> ProfileArrays:
    drawn = np.maximum(1, rng.lognormal(np.log(_DRAWN_FOR_PROFILE), 0.4, size)).astype(np.int64)
    skill_offsets, skills = _distinct(drawn, _some_skills(rng, int(drawn.sum())))
    work_offsets = _offsets(rng.integers(0, 5, size))
    jobs = work_offsets[-1]
    credential_offsets, credentials = _distinct(
        np.full(size, 2), rng.integers(1, CREDENTIALS + 1, 2 * size)
    )
    today = AS_OF.toordinal()
    expires = np.where(
        rng.random(len(credentials)) < 0.5,
        NO_EXPIRY,
        today + rng.integers(-100, 1000, len(credentials)),
    )
    occupations = rng.integers(1, OCCUPATIONS + 1, jobs)
    months = rng.integers(1, LONGEST_JOB, jobs)
    # As the columns have them: in a row by occupation, then months.
    order = np.lexsort((months, occupations, np.repeat(np.arange(size), np.diff(work_offsets))))
    education = rng.integers(0, 9, size)
    education[rng.random(size) < 0.05] = NO_EDUCATION
    return ProfileArrays(
        ids=np.arange(start + 1, start + size + 1),
        education=education.astype(np.int8),
        skill_offsets=skill_offsets,
        skills=skills,
        levels=_some_levels(rng, len(skills)),
        work_offsets=work_offsets,
        occupations=occupations[order].astype(np.int32),
        months=months[order].astype(np.int32),
        credential_offsets=credential_offsets,
        credentials=credentials,
        expires=expires.astype(np.int32),
    )


def _posting_block(rng: np.random.Generator, start: int, size: int) -> PostingArrays:
    drawn = np.maximum(1, rng.lognormal(np.log(_DRAWN_FOR_POSTING), 0.3, size)).astype(np.int64)
    offsets, skills = _distinct(drawn, _some_skills(rng, int(drawn.sum())))
    gates = (rng.random(size) < 0.3).astype(np.int64)
    return PostingArrays(
        ids=np.arange(start + 1, start + size + 1),
        requirement_offsets=offsets,
        skills=skills,
        importances=rng.choice(np.array([1, 2, 4], dtype=np.int8), len(skills)),
        levels=_some_levels(rng, len(skills)),
        trainable=rng.random(len(skills)) < 0.2,
        occupations=rng.integers(1, OCCUPATIONS + 1, size).astype(np.int32),
        months=rng.integers(0, 60, size).astype(np.int32),
        education=rng.integers(0, 7, size).astype(np.int8),
        or_equivalent=rng.random(size) < 0.8,
        gate_offsets=_offsets(gates),
        gates=rng.integers(1, CREDENTIALS + 1, int(gates.sum())).astype(np.int32),
    )


@cache
def _popular() -> NDArray[np.int32]:
    """Skills by their share of so many draws: the n-th is drawn 1/n as often as the first."""
    weights = 1 / np.arange(1, SKILLS + 1)
    bounds = np.cumsum(weights / weights.sum())
    at = (np.arange(_DRAWS) + 0.5) / _DRAWS
    return (np.minimum(np.searchsorted(bounds, at), SKILLS - 1) + 1).astype(np.int32)


def _some_skills(rng: np.random.Generator, count: int) -> NDArray[np.int32]:
    return _popular()[rng.integers(0, _DRAWS, count, dtype=np.int32)]


def _some_levels(rng: np.random.Generator, count: int) -> NDArray[np.int8]:
    """Levels 1 to 4, and one in five unknown."""
    return rng.integers(0, 5, count, dtype=np.int8)


def _distinct(drawn: Ints, values: NDArray[Any]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Of so many values drawn for each row the different ones, rising: offsets and values."""
    rows = np.repeat(np.arange(len(drawn), dtype=np.int64), drawn)
    pairs = rows << _SKILL_BITS | values
    pairs.sort()
    first = np.ones(len(pairs), dtype=np.bool_)
    first[1:] = pairs[1:] != pairs[:-1]
    pairs = pairs[first]
    counts = np.bincount(pairs >> _SKILL_BITS, minlength=len(drawn))
    return _offsets(counts), (pairs & ((1 << _SKILL_BITS) - 1)).astype(np.int32)


def _offsets(lengths: NDArray[Any]) -> NDArray[np.int32]:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)


def _joined(kind: Any, blocks: list[Any]) -> Any:
    """The blocks one after the other; offsets go on from where the last block's ended."""
    joined = {}
    for name in kind.__slots__:
        parts = [getattr(block, name) for block in blocks]
        if name.endswith("offsets"):
            ends = np.cumsum([0, *(int(part[-1]) for part in parts)])
            parts = [
                part[bool(at) :] + np.int32(end)
                for at, (part, end) in enumerate(zip(parts, ends.tolist(), strict=False))
            ]
        joined[name] = np.concatenate(parts)
    return kind(**joined)
