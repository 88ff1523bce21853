"""What a jobseeker wants, held against what a posting offers: yes, no, or unknown.

Never part of the fit. Unknown wherever either side has not said; nothing here reads the database.
"""

from decimal import Decimal
from typing import Literal

from employers.models import Posting
from jobseekers.models import Profile
from portal.common.places import miles_between
from portal.common.words import WorkMode, dollars_an_hour

Answer = Literal["yes", "no", "unknown"]


def preferences_of(profile: Profile, posting: Posting) -> dict[str, Answer]:
    """Every wish by its name: distance, wage, hours, school_hours, shifts, work_mode, start."""
    return {
        "distance": distance(profile, posting),
        "wage": wage(profile, posting),
        "hours": hours(profile, posting),
        "school_hours": school_hours(profile, posting),
        "shifts": shifts(profile, posting),
        "work_mode": work_mode(profile, posting),
        "start": start(profile, posting),
    }


def miles_apart(profile: Profile, posting: Posting) -> float | None:
    """Straight-line miles between the two ZIP codes; None where one is not known."""
    if (
        profile.latitude is None
        or profile.longitude is None
        or posting.latitude is None
        or posting.longitude is None
    ):
        return None
    return miles_between(profile.latitude, profile.longitude, posting.latitude, posting.longitude)


def distance(profile: Profile, posting: Posting) -> Answer:
    """Whether the way to work is as short as wished; work from home is never too far."""
    if posting.work_mode == WorkMode.REMOTE:
        return "yes"
    miles = miles_apart(profile, posting)
    if profile.max_miles is None or miles is None:
        return "unknown"
    return _answer(miles <= profile.max_miles)


def wage(profile: Profile, posting: Posting) -> Answer:
    """Whether the pay can reach the least that the person would take."""
    offered = posting.wage_min if posting.wage_max is None else posting.wage_max
    if profile.wage_floor is None or offered is None:
        return "unknown"
    floor = _hourly(profile.wage_floor, profile.wage_floor_period)
    return _answer(_hourly(offered, posting.wage_period) >= floor)


def hours(profile: Profile, posting: Posting) -> Answer:
    """Whether the hours a week lie between the fewest and the most that the person wants."""
    if posting.hours_a_week is None or (profile.min_hours is None and profile.max_hours is None):
        return "unknown"
    enough = profile.min_hours is None or posting.hours_a_week >= profile.min_hours
    not_too_many = profile.max_hours is None or posting.hours_a_week <= profile.max_hours
    return _answer(enough and not_too_many)


def school_hours(profile: Profile, posting: Posting) -> Answer:
    """Whether the work fits school hours, for a person who needs it to."""
    return _answer(posting.school_hours) if profile.school_hours_only else "unknown"


def shifts(profile: Profile, posting: Posting) -> Answer:
    """Yes when the person can work every shift of the job, no when none, unknown in between."""
    offered, possible = set(posting.shifts), set(profile.shifts)
    if not offered or not possible:
        return "unknown"
    if offered <= possible:
        return "yes"
    return "unknown" if offered & possible else "no"


def work_mode(profile: Profile, posting: Posting) -> Answer:
    """Whether the work is done where the person would do it."""
    if not profile.work_modes:
        return "unknown"
    return _answer(posting.work_mode in profile.work_modes)


def start(profile: Profile, posting: Posting) -> Answer:
    """Whether the person can be there on the first day."""
    if profile.available_from is None or posting.starts_on is None:
        return "unknown"
    return _answer(profile.available_from <= posting.starts_on)


def _hourly(amount: Decimal, period: str) -> Decimal:
    return dollars_an_hour(Decimal(amount), period)


def _answer(fits: bool) -> Answer:
    return "yes" if fits else "no"
