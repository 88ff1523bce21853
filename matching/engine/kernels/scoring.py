"""One profile against many postings, and one posting against many profiles.

A *key* is a skill at a level (``columns.table``).
"""

import numpy as np
from numpy.typing import NDArray

from matching.engine.columns.table import LEVELS
from matching.engine.kernels.compiled import LANES, compiled, largest_of
from matching.engine.settings import FULL


@compiled
def add_credits(
    credits: NDArray[np.int16],
    keys: NDArray[np.int32],
    places: NDArray[np.int32],
    offsets: NDArray[np.int32],
    others: NDArray[np.int32],
    percents: NDArray[np.int16],
    direct: NDArray[np.int16],
    adjacent: NDArray[np.int16],
) -> None:
    """Raises ``credits`` to what these held keys earn.

    ``places[skill]`` is where a skill's required levels begin in ``credits``, -1 for a skill that
    nobody asks; ``offsets``, ``others``, ``percents`` lead from a held skill to those it counts
    for.
    """
    for at in range(len(keys)):
        skill, held = np.uint32(keys[at]) // np.uint32(LEVELS), keys[at] % LEVELS
        if skill < len(places) and places[skill] >= 0:
            for asked in range(LEVELS):
                place, credit = places[skill] + asked, direct[held, asked]
                credits[place] = max(credits[place], credit)
        if skill + 1 >= len(offsets):
            continue
        for entry in range(offsets[skill], offsets[skill + 1]):
            other, near = others[entry], percents[entry]
            if other >= len(places) or places[other] < 0:
                continue
            for asked in range(LEVELS):
                place, credit = places[other] + asked, adjacent[held, asked, near]
                credits[place] = max(credits[place], credit)


@compiled
def add_months(
    hundredths: NDArray[np.int64],
    occupations: NDArray[np.int32],
    months: NDArray[np.int32],
    offsets: NDArray[np.int32],
    others: NDArray[np.int32],
    percents: NDArray[np.int16],
) -> None:
    """Adds hundredths of months that count for each occupation number; all of them for number 0."""
    for at in range(len(occupations)):
        number, length = occupations[at], np.int64(months[at])
        hundredths[0] += length * 100
        if number == 0:
            continue
        if number < len(hundredths):
            hundredths[number] += length * 100
        if number >= len(offsets):
            continue
        for entry in range(offsets[number - 1], offsets[number]):
            other = others[entry] + 1
            if other < len(hundredths):
                hundredths[other] += length * percents[entry]


@compiled
def _fit(
    points: int,
    weight: int,
    months: int,
    months_asked: int,
    education: int,
    education_asked: int,
    or_equivalent: bool,
    numbers: NDArray[np.int64],
) -> int:
    """The weighted mean of the requirement, experience and education lines, rounded down."""
    earned, total = points, weight
    if months_asked > 0:
        earned += numbers[0] * min(FULL, months * FULL // months_asked)
        total += numbers[0]
    if education_asked > 0:
        enough = (weight > 0 and points >= numbers[2] * weight) or months >= numbers[3]
        if education >= education_asked or (or_equivalent and enough):
            earned += numbers[1] * FULL
        total += numbers[1]
    return earned // max(total, 1)


@compiled
def score_row(
    credits: NDArray[np.int16],
    months: NDArray[np.int64],
    valid: NDArray[np.bool_],
    education: int,
    requirement_offsets: NDArray[np.int32],
    requirement_keys: NDArray[np.int32],
    requirement_weights: NDArray[np.int32],
    weight_total: NDArray[np.int64],
    occupations: NDArray[np.int32],
    months_asked: NDArray[np.int32],
    education_asked: NDArray[np.int8],
    or_equivalent: NDArray[np.bool_],
    gate_offsets: NDArray[np.int32],
    gates: NDArray[np.int32],
    numbers: NDArray[np.int64],
    fits: NDArray[np.uint16],
    gates_open: NDArray[np.bool_],
) -> None:
    """One profile with every posting; ``credits`` by key, ``months`` by occupation number."""
    for row in range(len(fits)):
        points = np.int64(0)
        for entry in range(requirement_offsets[row], requirement_offsets[row + 1]):
            credit = np.int64(credits[np.uint32(requirement_keys[entry])])
            points += credit * requirement_weights[entry]
        fits[row] = _fit(
            points,
            weight_total[row],
            months[occupations[row]],
            np.int64(months_asked[row]),
            education,
            education_asked[row],
            or_equivalent[row],
            numbers,
        )
        opened = True
        for entry in range(gate_offsets[row], gate_offsets[row + 1]):
            opened &= valid[gates[entry]]
        gates_open[row] = opened


@compiled
def score_column(
    slots: NDArray[np.uint32],
    credits: NDArray[np.int16],
    weights: NDArray[np.int64],
    percents: NDArray[np.int64],
    gates: NDArray[np.int32],
    today: int,
    months_asked: int,
    education_asked: int,
    or_equivalent: bool,
    numbers: NDArray[np.int64],
    skill_offsets: NDArray[np.int32],
    skill_keys: NDArray[np.int32],
    work_offsets: NDArray[np.int32],
    work_occupations: NDArray[np.int32],
    work_months: NDArray[np.int32],
    education: NDArray[np.int8],
    credential_offsets: NDArray[np.int32],
    credentials: NDArray[np.int32],
    expires: NDArray[np.int32],
    first: int,
    fits: NDArray[np.uint16],
    gates_open: NDArray[np.bool_],
) -> None:
    """One posting with the profiles of the rows from ``first`` on, as many as ``fits`` has places.

    ``slots[key]`` is the row of each chunk of ``credits`` (chunk, row, requirement) for a key that
    earns anything, 0 for the others; row 0 is all 0. ``percents[number]`` is how much of the months
    in an occupation count; empty where all do.
    """
    chunks = len(credits)
    best = np.zeros(LANES, dtype=np.int16)
    held = np.zeros(64, dtype=np.uint32)
    weight = weights.sum()
    for at in range(len(fits)):
        row = first + at
        start = skill_offsets[row]
        count = skill_offsets[row + 1] - start
        if count > len(held):
            held = np.zeros(2 * count, dtype=np.uint32)
        for entry in range(count):
            key = np.uint32(skill_keys[start + entry])
            held[entry] = slots[key] if key < len(slots) else 0
        points = np.int64(0)
        for chunk in range(chunks):
            largest_of(credits[chunk], held, count, best)
            for lane in range(LANES):
                points += weights[chunk * LANES + lane] * best[lane]
        months = np.int64(0)
        for entry in range(work_offsets[row], work_offsets[row + 1]):
            number = work_occupations[entry]
            if not len(percents):
                months += np.int64(work_months[entry]) * 100
            elif number < len(percents):
                months += np.int64(work_months[entry]) * percents[number]
        fits[at] = _fit(
            points,
            weight,
            months // 100,
            months_asked,
            education[row],
            education_asked,
            or_equivalent,
            numbers,
        )
        opened = True
        for gate in gates:
            passes = False
            for entry in range(credential_offsets[row], credential_offsets[row + 1]):
                passes |= credentials[entry] == gate and expires[entry] >= today
            opened &= passes
        gates_open[at] = opened


@compiled
def best_credits(
    by_key: NDArray[np.int16],
    offsets: NDArray[np.int32],
    keys: NDArray[np.int32],
    credits: NDArray[np.int32],
) -> None:
    """The best credit that each profile's keys earn, of the credits by key; 0 for a key past them.

    ``offsets`` and ``keys`` are those of the profiles' columns.
    """
    for row in range(len(credits)):
        best = 0
        for entry in range(offsets[row], offsets[row + 1]):
            key = np.uint32(keys[entry])
            if key < len(by_key):
                best = max(best, by_key[key])
        credits[row] = best
