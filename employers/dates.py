"""When a date alone changes a posting: the day it opens and the day after it closes."""

from datetime import date, timedelta

from employers.models import Posting


def next_change(posting: Posting, today: date) -> date | None:
    """The first day after `today` on which a published posting opens or has closed by date."""
    if posting.status != Posting.Status.PUBLISHED:
        return None
    days = [posting.opens_on, posting.closes_on and posting.closes_on + timedelta(days=1)]
    return min((day for day in days if day and day > today), default=None)
