"""One profile against a pool of postings, one posting against a pool of profiles, in arrays.

Equal to ``reference.score`` in every pair. Each direction works out what the pool must know of the
one (credits by key, months by occupation, rank, credentials), applies it to every row, and leaves
the weighted mean to ``_fits``. The insides may be replaced by a compiled kernel behind these names.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.engine.arrays import Int64s, row_of_each, segment_sum
from matching.engine.columns import PostingColumns, ProfileColumns, TaxonomyArrays
from matching.engine.columns.profiles import NO_EDUCATION
from matching.engine.columns.table import LEVELS, key_of, occupation_number, whole_months
from matching.engine.rules import (
    direct_credit,
    held_credentials,
    held_levels,
    is_valid,
    requirement_weight,
)
from matching.engine.settings import FULL, EngineSettings
from matching.engine.types import PostingInput, ProfileInput, Taxonomy


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
    credits = _credits_by_key(profile, _bound(postings.requirement_keys), taxonomy, settings)
    points = np.multiply(
        credits.take(postings.requirement_keys), postings.requirement_weights, dtype=np.int64
    )
    months = _months_by_occupation(profile, _bound(postings.occupations), taxonomy)
    fit = _fits(
        points=segment_sum(points, postings.requirement_offsets),
        weight=postings.weight_total,
        months=months[postings.occupations],
        months_asked=postings.months,
        education=np.int8(NO_EDUCATION if profile.education is None else profile.education),
        education_asked=postings.education,
        or_equivalent=postings.or_equivalent,
        settings=settings,
    )
    valid = np.zeros(_bound(postings.gates), dtype=np.bool_)
    for credential, expires in held_credentials(profile).items():
        if credential < len(valid):
            valid[credential] = is_valid(expires, as_of)
    closed = segment_sum(~valid[postings.gates], postings.gate_offsets)
    return ScoreArray(fit, closed == 0)


def score_profiles(
    posting: PostingInput,
    profiles: ProfileColumns,
    taxonomy: TaxonomyArrays,
    settings: EngineSettings,
    as_of: date,
) -> ScoreArray:
    """The scores of one posting with every profile, in the profiles' rows."""
    points, weight = _requirement_points(posting, profiles, taxonomy, settings)
    fit = _fits(
        points=points,
        weight=np.int64(weight),
        months=_months_of_each(posting, profiles, taxonomy),
        months_asked=np.int64(whole_months(posting.months or 0)),
        education=profiles.education,
        education_asked=np.int8(posting.education or 0),
        or_equivalent=np.bool_(posting.education_or_equivalent),
        settings=settings,
    )
    gates_open = np.ones(len(profiles), dtype=np.bool_)
    if posting.gates:
        valid = profiles.expires >= as_of.toordinal()
        holders = row_of_each(profiles.credential_offsets)
        for credential in set(posting.gates):
            passes = np.zeros(len(profiles), dtype=np.bool_)
            passes[holders[valid & (profiles.credentials == credential)]] = True
            gates_open &= passes
    return ScoreArray(fit, gates_open)


def score_block(
    profiles: ProfileColumns | Iterable[ProfileInput],
    postings: PostingColumns,
    taxonomy: TaxonomyArrays,
    settings: EngineSettings,
    as_of: date,
) -> Iterator[tuple[int, ScoreArray]]:
    """Every profile with every posting: (place of the profile, its scores), one at a time."""
    if isinstance(profiles, ProfileColumns):
        profiles = map(profiles.profile, range(len(profiles)))
    for row, profile in enumerate(profiles):
        yield row, score_postings(profile, postings, taxonomy, settings, as_of)


def _same(postings: PostingColumns, taxonomy: Taxonomy, settings: EngineSettings) -> None:
    if postings.taxonomy.version != taxonomy.version:
        raise ValueError("the postings were weighed under another taxonomy")
    if postings.settings != settings:
        raise ValueError("the postings were weighed under other settings")


def _bound(numbers: NDArray[np.int32]) -> int:
    """One more than the largest number."""
    return int(numbers.max(initial=-1)) + 1


def _direct_credits(settings: EngineSettings) -> Int64s:
    """Credit of holding a skill by [held level, required level], 0 for unknown."""
    return np.array(
        [
            [direct_credit(held or None, required or None, settings) for required in range(LEVELS)]
            for held in range(LEVELS)
        ],
        dtype=np.int64,
    )


def _adjacent_credits(
    direct: Int64s, strengths: NDArray[np.int16], settings: EngineSettings
) -> Int64s:
    """``rules.adjacent_credit`` for a row of direct credits a relation."""
    credits: Int64s = direct * settings.adjacent_cap * strengths[:, np.newaxis] // (FULL * 100)
    return credits


def _credits_by_key(
    profile: ProfileInput, bound: int, taxonomy: TaxonomyArrays, settings: EngineSettings
) -> NDArray[np.int64]:
    """What the profile earns for every key below ``bound`` that a posting may require."""
    skills = bound // LEVELS + 1
    credits = np.zeros(skills * LEVELS, dtype=np.int64)
    keys = [key_of(skill, level) for skill, level in held_levels(profile).items()]
    held, levels = np.divmod(np.array(keys, dtype=np.int64), LEVELS)
    by_level = _direct_credits(settings)
    place, required, strengths = taxonomy.skills_helped.of(held)
    related = _adjacent_credits(by_level[levels[place]], strengths, settings)
    earned = np.concatenate([by_level[levels], related])
    skill = np.concatenate([held, required])
    asked = skill < skills
    numbers = skill[asked, np.newaxis] * LEVELS + np.arange(LEVELS)
    np.maximum.at(credits, numbers.ravel(), earned[asked].ravel())
    return credits


def _months_by_occupation(profile: ProfileInput, bound: int, taxonomy: TaxonomyArrays) -> Int64s:
    """Months that count for each occupation number below ``bound``; all of them for number 0."""
    hundredths = np.zeros(max(bound, 1), dtype=np.int64)
    numbers = [occupation_number(worked.occupation) for worked in profile.experience]
    worked = np.array(numbers, dtype=np.int64) - 1
    months = np.array([whole_months(one.months) for one in profile.experience], dtype=np.int64)
    hundredths[0] = months.sum() * 100
    worked, months = worked[worked >= 0], months[worked >= 0]
    place, helped, percents = taxonomy.occupations_helped.of(worked)
    targets = np.concatenate([worked, helped]) + 1
    counted = np.concatenate([months * 100, months[place] * percents])
    np.add.at(hundredths, targets[targets < bound], counted[targets < bound])
    return hundredths // 100


def _requirement_points(
    posting: PostingInput,
    profiles: ProfileColumns,
    taxonomy: TaxonomyArrays,
    settings: EngineSettings,
) -> tuple[Int64s, int]:
    """Weight x credit of the requirements, summed for each profile; and the weight in all."""
    points = np.zeros(len(profiles), dtype=np.int64)
    best = np.empty(len(profiles), dtype=np.int32)
    by_level = _direct_credits(settings)
    total = 0
    for asked in posting.requirements:
        weight = requirement_weight(asked, taxonomy.source, settings)
        total += weight
        level = key_of(asked.skill, asked.level) % LEVELS
        _, others, strengths = taxonomy.skills_helping.of(np.array([asked.skill], dtype=np.int64))
        related = _adjacent_credits(by_level[:, level], strengths, settings)
        skills = np.append(others, asked.skill).astype(np.int64)
        credits = np.vstack([related, by_level[:, level]]).ravel()
        keys = (skills[:, np.newaxis] * LEVELS + np.arange(LEVELS)).ravel()
        credits, keys = credits[keys < profiles.keys], keys[keys < profiles.keys]
        starts, stops = profiles.held_by_offsets[keys], profiles.held_by_offsets[keys + 1]
        # Written from the smallest credit to the largest, so that the best one is what stays.
        order = np.argsort(credits, kind="stable")
        order = order[stops[order] > starts[order]]
        best.fill(0)
        for start, stop, credit in zip(
            starts[order].tolist(), stops[order].tolist(), credits[order].tolist(), strict=True
        ):
            best[profiles.held_by[start:stop]] = credit
        points += np.multiply(best, weight, dtype=np.int64)
    return points, total


def _months_of_each(
    posting: PostingInput, profiles: ProfileColumns, taxonomy: TaxonomyArrays
) -> Int64s:
    """Months of each profile that count for the posting's occupation."""
    if posting.occupation is None:
        return segment_sum(profiles.work_months, profiles.work_offsets)
    asked = np.array([occupation_number(posting.occupation) - 1], dtype=np.int64)
    _, others, strengths = taxonomy.occupations_helping.of(asked)
    percents = np.zeros(_bound(profiles.work_occupations), dtype=np.int64)
    numbers = np.concatenate([others + 1, asked + 1])
    values = np.concatenate([strengths, np.array([100], dtype=np.int16)])
    percents[numbers[numbers < len(percents)]] = values[numbers < len(percents)]
    hundredths = profiles.work_months * percents[profiles.work_occupations]
    return segment_sum(hundredths, profiles.work_offsets) // 100


def _fits(
    *,
    points: Int64s,
    weight: Int64s | np.int64,
    months: Int64s,
    months_asked: NDArray[np.int32] | np.int64,
    education: NDArray[np.int8] | np.int8,
    education_asked: NDArray[np.int8] | np.int8,
    or_equivalent: NDArray[np.bool_] | np.bool_,
    settings: EngineSettings,
) -> NDArray[np.uint16]:
    """The weighted mean of the requirement, experience and education lines, rounded down."""
    work_weight = np.where(months_asked > 0, settings.experience_weight, 0)
    work_credit = np.minimum(FULL, months * FULL // np.maximum(months_asked, 1))
    enough = (weight > 0) & (points >= settings.equivalent_credit * weight)
    enough |= months >= settings.equivalent_months
    educated = (education >= education_asked) | (or_equivalent & enough)
    education_weight = np.where(education_asked > 0, settings.education_weight, 0)
    earned = points + work_weight * work_credit + education_weight * FULL * educated
    total = weight + work_weight + education_weight
    fits: Int64s = earned // np.maximum(total, 1)
    return fits.astype(np.uint16)
