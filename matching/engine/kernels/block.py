"""Many profiles against many postings: profiles side by side, in the lanes of vectors.

A packed score is what ``rank.pack`` makes.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine.kernels.compiled import compiled
from matching.engine.kernels.scoring import add_credits, add_months
from matching.engine.settings import FULL

_TILE = 128
_SQUARE = 32
_MOST = 2**31 - 1


@compiled
def score_lanes(
    lanes: int,
    rows: NDArray[np.int64],
    people: Any,
    openings: Any,
    places: NDArray[np.int32],
    skills: Any,
    occupations: Any,
    direct: NDArray[np.int16],
    adjacent: NDArray[np.int16],
    numbers: NDArray[np.int64],
    today: int,
    least: int,
    out: NDArray[np.uint16],
) -> None:
    """Packed scores of the profiles in ``rows`` with every posting, ``lanes`` profiles abreast.

    Points are summed in int32: no posting may weigh more than 2**31 / 10000 in all. ``lanes`` is
    no constant, since a loop of known length is unrolled instead of being turned into vectors.
    """
    asked_places, weights, offsets, total, jobs, months_asked, schooling, equivalent = openings[:8]
    gate_offsets, gates, key_count, job_count, gate_bound = openings[8:]
    skill_offsets, skill_keys, work_offsets, work_jobs, work_months, education = people[:6]
    credential_offsets, credentials, expires = people[6:]

    work_weight, education_weight = np.int32(numbers[0]), np.int32(numbers[1])
    enough_credit, enough_months = numbers[2], numbers[3]
    earned = np.empty((lanes, key_count), dtype=np.int16)
    credits = np.empty((key_count, lanes), dtype=np.int16)
    months = np.empty((job_count, lanes), dtype=np.int32)
    hundredths = np.empty(job_count, dtype=np.int64)
    valid = np.empty((gate_bound, lanes), dtype=np.uint8)
    ranks = np.empty(lanes, dtype=np.int8)
    points = np.empty(lanes, dtype=np.int32)
    opened = np.empty(lanes, dtype=np.uint8)
    tile = np.empty((_TILE, lanes), dtype=np.uint16)

    for begin in range(0, len(rows), lanes):
        width = min(lanes, len(rows) - begin)
        earned[:] = 0
        months[:] = 0
        valid[:] = 0
        ranks[:] = -1
        for lane in range(width):
            row = rows[begin + lane]
            add_credits(
                earned[lane],
                skill_keys[skill_offsets[row] : skill_offsets[row + 1]],
                places,
                skills[0],
                skills[1],
                skills[2],
                direct,
                adjacent,
            )
            hundredths[:] = 0
            add_months(
                hundredths,
                work_jobs[work_offsets[row] : work_offsets[row + 1]],
                work_months[work_offsets[row] : work_offsets[row + 1]],
                occupations[0],
                occupations[1],
                occupations[2],
            )
            for number in range(job_count):
                months[number, lane] = min(hundredths[number] // 100, _MOST)
            for entry in range(credential_offsets[row], credential_offsets[row + 1]):
                if credentials[entry] < gate_bound and expires[entry] >= today:
                    valid[credentials[entry], lane] = 1
            ranks[lane] = education[row]
        # In small squares: a profile's credits are written together and read lane by lane.
        for first in range(0, key_count, _SQUARE):
            for lane in range(lanes):
                for key in range(first, min(first + _SQUARE, key_count)):
                    credits[key, lane] = earned[lane, key]

        for first in range(0, len(total), _TILE):
            last = min(first + _TILE, len(total))
            for posting in range(first, last):
                points[:] = 0
                for entry in range(offsets[posting], offsets[posting + 1]):
                    abreast = credits[asked_places[entry]]
                    weight = np.int32(weights[entry])
                    for lane in range(lanes):
                        more = np.int32(np.int32(abreast[lane]) * weight)
                        points[lane] = np.int32(points[lane] + more)

                weight_here = total[posting]
                worked = months[jobs[posting]]
                asked_rank = schooling[posting]
                if asked_rank > 0:
                    weight_here += education_weight
                    schooled = np.int32(education_weight * np.int32(FULL))
                    if equivalent[posting]:
                        enough = np.int32(_MOST)
                        if total[posting] > 0:
                            enough = np.int32(min(enough_credit * total[posting], _MOST))
                        for lane in range(lanes):
                            has = (
                                (ranks[lane] >= asked_rank)
                                | (points[lane] >= enough)
                                | (worked[lane] >= enough_months)
                            )
                            points[lane] = np.int32(points[lane] + (schooled if has else 0))
                    else:
                        for lane in range(lanes):
                            has = ranks[lane] >= asked_rank
                            points[lane] = np.int32(points[lane] + (schooled if has else 0))
                asked_months = months_asked[posting]
                if asked_months > 0:
                    # Whole numbers under 2**45 are exact in a float, and half a unit above them
                    # is further from the next whole quotient than the division can err.
                    share = 1.0 / asked_months
                    weight_here += work_weight
                    for lane in range(lanes):
                        counted = min(worked[lane], asked_months)
                        credit = np.int32((counted * np.float64(FULL) + 0.5) * share)
                        points[lane] = np.int32(points[lane] + np.int32(credit * work_weight))

                opened[:] = 1
                for entry in range(gate_offsets[posting], gate_offsets[posting + 1]):
                    holds = valid[gates[entry]]
                    for lane in range(lanes):
                        opened[lane] &= holds[lane]
                share = 1.0 / max(weight_here, 1)
                scores = tile[posting - first]
                for lane in range(lanes):
                    fit = np.int32((points[lane] + 0.5) * share)
                    packed = np.uint16(fit | (np.int32(opened[lane]) << 14))
                    scores[lane] = packed if fit >= least else np.uint16(0)
            for lane in range(width):
                target = out[begin + lane]
                for posting in range(first, last):
                    target[posting] = tile[posting - first, lane]
