"""Where a ZIP code lies, and how far apart two places are."""

import math
from functools import lru_cache
from typing import NamedTuple

import zipcodes

EARTH_RADIUS_MILES = 3958.8


class Place(NamedTuple):
    """A ZIP code's town and middle, in degrees."""

    zip: str
    town: str
    state: str
    latitude: float
    longitude: float


@lru_cache(maxsize=4096)
def place_of_zip(zip_code: str) -> Place | None:
    """The place of a five-digit ZIP code, or None where no such code is in use."""
    if len(zip_code) != 5 or not zip_code.isdigit():
        return None
    found = zipcodes.matching(zip_code)
    if not found:
        return None
    row = found[0]
    return Place(
        zip=zip_code,
        town=row["city"],
        state=row["state"],
        latitude=float(row["lat"]),
        longitude=float(row["long"]),
    )


def miles_between(
    latitude_a: float, longitude_a: float, latitude_b: float, longitude_b: float
) -> float:
    """Great-circle distance in miles between two points in degrees (haversine formula)."""
    phi_a, phi_b = math.radians(latitude_a), math.radians(latitude_b)
    half_phi = (phi_b - phi_a) / 2
    half_lambda = math.radians(longitude_b - longitude_a) / 2
    chord = math.sin(half_phi) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_MILES * math.asin(math.sqrt(chord))
