"""What dates do to a profile: how long a job lasted, and when the next date changes a match."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol


class Person(Protocol):
    """Somebody who may have said when they were born."""

    @property
    def birth_date(self) -> date | None: ...


class Job(Protocol):
    """Work that began and, unless it goes on, ended."""

    @property
    def started(self) -> date: ...
    @property
    def ended(self) -> date | None: ...


class Held(Protocol):
    """A credential that may expire."""

    @property
    def expires_on(self) -> date | None: ...


# Ages at which the law opens further kinds of work to a young person.
_AGES_OF_CHANGE = (14, 15, 16, 18, 21)


def anniversary(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def age_on(birth_date: date, as_of: date) -> int:
    """Completed years of life."""
    years = as_of.year - birth_date.year
    return years if anniversary(birth_date, years) <= as_of else years - 1


def is_old_enough(birth_date: date | None, minimum_age: int | None, as_of: date) -> bool:
    """Whether the law opens the work to a person; who has not said when they were born may."""
    return birth_date is None or minimum_age is None or age_on(birth_date, as_of) >= minimum_age


def months_worked(started: date, ended: date | None, as_of: date) -> int:
    """Completed months of a job that ended; completed years, in months, of one that goes on.

    A running job counts by whole years so that its months change on one day a year, which
    `next_change` knows, and not every month.
    """
    if started > as_of:
        return 0
    if ended is None or ended > as_of:
        return 12 * age_on(started, as_of)
    months = (ended.year - started.year) * 12 + ended.month - started.month
    return max(months if ended.day >= started.day else months - 1, 0)


def next_change(
    profile: Person,
    experience: Iterable[Job],
    credentials: Iterable[Held],
    today: date,
) -> date | None:
    """The first day after `today` on which a date alone may change this profile's matches."""
    days: list[date] = []
    if profile.birth_date:
        days += [anniversary(profile.birth_date, age) for age in _AGES_OF_CHANGE]
    days += [held.expires_on + timedelta(days=1) for held in credentials if held.expires_on]
    for job in experience:
        if job.ended is None or job.ended > today:
            days.append(anniversary(job.started, max(age_on(job.started, today), -1) + 1))
            if job.ended:
                days.append(job.ended)
        if job.started > today:
            days.append(job.started)
    return min((day for day in days if day > today), default=None)
