"""When a job was, in the many ways that résumés say it."""

from datetime import date

import pytest

from skills.reading.dates import periods
from skills.reading.words import plain
from tests.skills.reading.conftest import TODAY

PERIODS = [
    ("Jan 2019 – Present", (2019, 1), None),
    ("January 2019 to present", (2019, 1), None),
    ("2016-2019", (2016, 1), (2019, 12)),
    ("2016-19", (2016, 1), (2019, 12)),
    ("2010 — 2012", (2010, 1), (2012, 12)),
    ("03/2018 - 05/2020", (2018, 3), (2020, 5)),
    ("3/2018–5/2020", (2018, 3), (2020, 5)),
    ("2019-05 - 2020-06", (2019, 5), (2020, 6)),
    ("01/15/2019 – 02/20/2020", (2019, 1), (2020, 2)),
    ("Sept. 2015 to Dec. 2016", (2015, 9), (2016, 12)),
    ("Nov '18 - Feb '20", (2018, 11), (2020, 2)),
    ("June - August 2019", (2019, 6), (2019, 8)),
    ("November - February 2019", (2018, 11), (2019, 2)),
    ("Summer 2018 - 2019", (2018, 6), (2019, 12)),
    ("since March 2021", (2021, 3), None),
    ("2019 to date", (2019, 1), None),
    ("enero 2020 – actualidad", (2020, 1), None),
    ("marzo de 2018 a junio de 2020", (2018, 3), (2020, 6)),
    ("Enero de 2018 hasta la fecha", (2018, 1), None),
    ("desde mayo de 2020", (2020, 5), None),
    ("dic. 2014 al presente", (2014, 12), None),
    ("2024 - 2026", (2024, 1), (2026, 11)),
    ("May 2026 - Dec 2027", (2026, 5), None),
]
NO_PERIODS = [
    "860-555-2019",
    "May 2027 - Dec 2028",
    "2019 - 2016",
    "a list of 2019 items",
    "06106-2019",
    "",
]


@pytest.mark.parametrize(("text", "started", "ended"), PERIODS)
def test_a_period_is_read_to_the_month(text, started, ended):
    (period,) = periods(plain(text), as_of=TODAY)

    assert period.started == date(*started, 1)
    assert period.ended == (date(*ended, 1) if ended else None)


@pytest.mark.parametrize("text", NO_PERIODS)
def test_other_numbers_are_no_period(text):
    assert list(periods(plain(text), as_of=TODAY)) == []
