"""One profile against a pool of postings, one posting against a pool of profiles, or blocks.

Equal to ``reference.score`` in every pair. Each direction prepares small tables of what the pool
must know of the one (credits by key, months by occupation, credentials); the loops over the pool
are ``kernels.scoring``.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.engine import rank
from matching.engine.columns import PostingColumns, ProfileColumns, TaxonomyArrays
from matching.engine.columns.profiles import NO_EDUCATION
from matching.engine.columns.table import LEVELS, key_of, occupation_number, whole_months
from matching.engine.kernels import block, scoring
from matching.engine.kernels.compiled import LANES
from matching.engine.kernels.tables import tables_of
from matching.engine.rules import held_credentials, held_levels, is_valid, requirement_weight
from matching.engine.settings import FULL, EngineSettings
from matching.engine.types import PostingInput, ProfileInput, Taxonomy

_ABREAST = 32
"""Profiles that a block scores side by side; fewer and more were slower."""

_SHARED_FROM = 200_000
"""From so many profiles on one posting's scores are worth more than one thread."""

_PROCESSORS = len(os.sched_getaffinity(0))

_MOST_POINTS = 2**31 - 1
"""What a block can add up; where postings weigh more, their profiles are scored one by one."""


@dataclass(frozen=True, slots=True, eq=False)
class ScoreArray:
    """The scores of a pool, row by row: ``fit`` in hundredths, and whether the gates are open."""

    fit: NDArray[np.uint16]
    gates_open: NDArray[np.bool_]


def score_postings(
    profile: ProfileInput,
    postings: PostingColumns,
    taxonomy: TaxonomyArrays,
    settings: EngineSettings,
    as_of: date,
) -> ScoreArray:
    """The scores of one profile with every posting, in the postings' rows.

    Raises ValueError when the postings were weighed under another taxonomy or other settings.
    """
    _same(postings, taxonomy.source, settings)
    tables = tables_of(settings)
    helped = taxonomy.skills_helped
    skills = -(-_bound(postings.requirement_keys) // LEVELS)
    credits = np.zeros(skills * LEVELS, dtype=np.int16)
    keys = [key_of(skill, level) for skill, level in held_levels(profile).items()]
    scoring.add_credits(
        credits,
        np.array(keys, dtype=np.int32),
        np.arange(0, len(credits), LEVELS, dtype=np.int32),
        helped.offsets,
        helped.others,
        helped.percents,
        tables.direct,
        tables.adjacent,
    )
    months = np.zeros(max(_bound(postings.occupations), 1), dtype=np.int64)
    near = taxonomy.occupations_helped
    scoring.add_months(
        months,
        np.array([occupation_number(w.occupation) for w in profile.experience], dtype=np.int32),
        np.array([whole_months(w.months) for w in profile.experience], dtype=np.int32),
        near.offsets,
        near.others,
        near.percents,
    )
    valid = np.zeros(_bound(postings.gates), dtype=np.bool_)
    for credential, expires in held_credentials(profile).items():
        if credential < len(valid):
            valid[credential] = is_valid(expires, as_of)
    scores = _room(len(postings))
    scoring.score_row(
        credits,
        months // 100,
        valid,
        NO_EDUCATION if profile.education is None else int(profile.education),
        postings.requirement_offsets,
        postings.requirement_keys,
        postings.requirement_weights,
        postings.weight_total,
        postings.occupations,
        postings.months,
        postings.education,
        postings.or_equivalent,
        postings.gate_offsets,
        postings.gates,
        tables.numbers,
        scores.fit,
        scores.gates_open,
    )
    return scores


def score_profiles(
    posting: PostingInput,
    profiles: ProfileColumns,
    taxonomy: TaxonomyArrays,
    settings: EngineSettings,
    as_of: date,
) -> ScoreArray:
    """The scores of one posting with every profile, in the profiles' rows."""
    slots, credits, weights = _asked(posting, taxonomy, settings)
    percents = _percents(posting, taxonomy)
    gates = np.array(sorted(set(posting.gates)), dtype=np.int32)
    numbers = tables_of(settings).numbers
    scores = _room(len(profiles))

    def score(first: int, last: int) -> None:
        scoring.score_column(
            slots,
            credits,
            weights,
            percents,
            gates,
            as_of.toordinal(),
            whole_months(posting.months or 0),
            int(posting.education or 0),
            posting.education_or_equivalent,
            numbers,
            profiles.skill_offsets,
            profiles.skill_keys,
            profiles.work_offsets,
            profiles.work_occupations,
            profiles.work_months,
            profiles.education,
            profiles.credential_offsets,
            profiles.credentials,
            profiles.expires,
            first,
            scores.fit[first:last],
            scores.gates_open[first:last],
        )

    if len(profiles) < _SHARED_FROM:
        score(0, len(profiles))
    else:
        # The kernel lets go of the interpreter's lock, so that each processor takes a part.
        bounds = np.linspace(0, len(profiles), _PROCESSORS + 1).astype(int).tolist()
        with ThreadPoolExecutor(_PROCESSORS) as pool:
            list(pool.map(score, bounds, bounds[1:]))
    return scores


def score_many(
    profiles: ProfileColumns,
    postings: PostingColumns,
    taxonomy: TaxonomyArrays,
    settings: EngineSettings,
    as_of: date,
    *,
    rows: NDArray[np.int64] | None = None,
    least: int = 0,
) -> NDArray[np.uint16]:
    """Packed scores (``rank.pack``) of profiles with every posting, a row a profile.

    The profiles are those of the given rows, or all. A fit (hundredths) under ``least`` is 0, no
    match. Raises ValueError when the postings were weighed under another taxonomy or other
    settings.
    """
    _same(postings, taxonomy.source, settings)
    if rows is None:
        rows = np.arange(len(profiles))
    out = np.empty((len(rows), len(postings)), dtype=np.uint16)
    if not out.size:
        return out
    heaviest = int(postings.weight_total.max()) + settings.experience_weight
    if (heaviest + settings.education_weight) * FULL > _MOST_POINTS:
        for place, row in enumerate(rows.tolist()):
            scores = score_postings(profiles.profile(row), postings, taxonomy, settings, as_of)
            packed = rank.pack(scores.fit, scores.gates_open)
            out[place] = np.where(scores.fit >= least, packed, 0)
        return out
    places, asked_places, skill_count = _by_popularity(postings)
    tables = tables_of(settings)
    skills, jobs = taxonomy.skills_helped, taxonomy.occupations_helped
    block.score_lanes(
        _ABREAST,
        np.ascontiguousarray(rows, dtype=np.int64),
        (
            profiles.skill_offsets,
            profiles.skill_keys,
            profiles.work_offsets,
            profiles.work_occupations,
            profiles.work_months,
            profiles.education,
            profiles.credential_offsets,
            profiles.credentials,
            profiles.expires,
        ),
        (
            asked_places,
            postings.requirement_weights,
            postings.requirement_offsets,
            postings.weight_total,
            postings.occupations,
            postings.months,
            postings.education,
            postings.or_equivalent,
            postings.gate_offsets,
            postings.gates,
            skill_count * LEVELS,
            max(_bound(postings.occupations), 1),
            _bound(postings.gates),
        ),
        places,
        (skills.offsets, skills.others, skills.percents),
        (jobs.offsets, jobs.others, jobs.percents),
        tables.direct,
        tables.adjacent,
        tables.numbers,
        as_of.toordinal(),
        least,
        out,
    )
    return out


def _by_popularity(
    postings: PostingColumns,
) -> tuple[NDArray[np.int32], NDArray[np.uint32], int]:
    """Places for the skills asked, those asked most first, so that most reads are of the same few.

    Returns the place of each skill's first level (-1 for a skill that nobody asks), the place of
    each requirement, and how many skills there are.
    """
    skills, levels = np.divmod(postings.requirement_keys, LEVELS)
    counts = np.bincount(skills)
    order = np.argsort(-counts, kind="stable")
    asked = order[: np.count_nonzero(counts)]
    places = np.full(len(counts), -1, dtype=np.int32)
    places[asked] = np.arange(0, len(asked) * LEVELS, LEVELS)
    return places, (places[skills] + levels).astype(np.uint32), len(asked)


def _room(count: int) -> ScoreArray:
    return ScoreArray(np.empty(count, dtype=np.uint16), np.empty(count, dtype=np.bool_))


def _same(postings: PostingColumns, taxonomy: Taxonomy, settings: EngineSettings) -> None:
    if postings.taxonomy.version != taxonomy.version:
        raise ValueError("the postings were weighed under another taxonomy")
    if postings.settings != settings:
        raise ValueError("the postings were weighed under other settings")


def _bound(numbers: NDArray[np.int32]) -> int:
    """One more than the largest number."""
    return int(numbers.max(initial=-1)) + 1


def _asked(
    posting: PostingInput, taxonomy: TaxonomyArrays, settings: EngineSettings
) -> tuple[NDArray[np.uint32], NDArray[np.int16], NDArray[np.int64]]:
    """What each held key earns of the posting's requirements, as ``scoring.score_column`` reads it.

    Returns the slot of each key, the credits by chunk of requirements, slot and requirement, and
    the requirements' weights; chunks are filled up with requirements that weigh nothing.
    """
    tables, count = tables_of(settings), len(posting.requirements)
    lanes = -(-count // LANES) * LANES
    weights = np.zeros(lanes, dtype=np.int64)
    skills, columns, earned = [], [], []
    for column, asked in enumerate(posting.requirements):
        weights[column] = requirement_weight(asked, taxonomy.source, settings)
        level = key_of(asked.skill, asked.level) % LEVELS
        _, others, strengths = taxonomy.skills_helping.of(np.array([asked.skill], dtype=np.int64))
        skills.append(np.append(others, asked.skill).astype(np.int64))
        columns.append(np.full(len(others) + 1, column))
        earned.append(np.vstack([tables.adjacent[:, level, strengths].T, tables.direct[:, level]]))
    if not skills:
        return np.zeros(0, np.uint32), np.zeros((0, 1, LANES), np.int16), weights
    known, places = np.unique(np.concatenate(skills), return_inverse=True)
    slots = np.zeros((int(known[-1]) + 1) * LEVELS, dtype=np.uint32)
    rows = 1 + np.arange(len(known) * LEVELS).reshape(-1, LEVELS)
    slots.reshape(-1, LEVELS)[known] = rows
    credits = np.zeros((len(known) * LEVELS + 1, lanes), dtype=np.int16)
    credits[rows[places], np.concatenate(columns)[:, np.newaxis]] = np.concatenate(earned)
    chunked = credits.reshape(len(credits), -1, LANES).transpose(1, 0, 2)
    return slots, np.ascontiguousarray(chunked), weights


def _percents(posting: PostingInput, taxonomy: TaxonomyArrays) -> NDArray[np.int64]:
    """How many percent of the months in each occupation number count for the posting.

    Empty for a posting that names no occupation: there all months count.
    """
    if posting.occupation is None:
        return np.zeros(0, dtype=np.int64)
    asked = occupation_number(posting.occupation)
    _, others, strengths = taxonomy.occupations_helping.of(np.array([asked - 1], dtype=np.int64))
    percents = np.zeros(max(int(others.max(initial=0)) + 1, asked) + 1, dtype=np.int64)
    percents[others + 1] = strengths
    percents[asked] = 100
    return percents
