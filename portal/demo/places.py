"""Where in Connecticut people live and work."""

from collections import defaultdict
from functools import cache
from itertools import accumulate
from random import Random

import zipcodes

# Thousands of people in the larger towns; the others count for _ELSEWHERE each.
_PEOPLE = {
    "Bridgeport": 148,
    "Stamford": 136,
    "New Haven": 135,
    "Hartford": 121,
    "Waterbury": 114,
    "Norwalk": 91,
    "Danbury": 87,
    "New Britain": 74,
    "West Hartford": 64,
    "Greenwich": 63,
    "Fairfield": 62,
    "Bristol": 61,
    "Hamden": 61,
    "Meriden": 60,
    "Manchester": 60,
    "West Haven": 55,
    "Milford": 52,
    "Stratford": 52,
    "East Hartford": 51,
    "Middletown": 48,
    "Wallingford": 44,
    "Southington": 43,
    "Enfield": 42,
    "Shelton": 41,
    "Norwich": 40,
    "Groton": 38,
    "Trumbull": 37,
    "Torrington": 35,
    "Naugatuck": 32,
    "Newington": 30,
    "Vernon Rockville": 30,
    "Windsor": 29,
    "New London": 27,
    "Branford": 28,
    "Ansonia": 19,
    "Willimantic": 18,
    "Putnam": 9,
}
_ELSEWHERE = 6


@cache
def _zips() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """ZIP codes where people live, and their cumulated weights."""
    towns = defaultdict(list)
    for row in zipcodes.filter_by(state="CT", zip_code_type="STANDARD", active=True):
        towns[row["city"]].append(row["zip_code"])
    weighted = [
        (code, _PEOPLE.get(town, _ELSEWHERE) / len(codes))
        for town, codes in sorted(towns.items())
        for code in sorted(codes)
    ]
    return tuple(code for code, _ in weighted), tuple(accumulate(weight for _, weight in weighted))


def some_zip(rng: Random) -> str:
    """A ZIP code of Connecticut, populous towns more often."""
    codes, cumulated = _zips()
    return rng.choices(codes, cum_weights=cumulated)[0]
