"""Where a posting stands between draft and closed, in one word, as people see it that day."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from employers.models import Posting


class Standing(models.TextChoices):
    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Waits for review")
    SCHEDULED = "scheduled", _("Opens later")
    OPEN = "open", _("Open")
    ENDED = "ended", _("Past its last day")
    CLOSED = "closed", _("Closed")


def standing_of(posting: Posting, today: date) -> Standing:
    """Draft or closed as stated; what is published is open, not open yet, over, or held by review.

    The posting comes with its organisation.
    """
    if posting.status != Posting.Status.PUBLISHED:
        return Standing(posting.status)
    if posting.closes_on and posting.closes_on < today:
        return Standing.ENDED
    if not posting.organisation.is_verified:
        return Standing.WAITING
    if posting.opens_on and posting.opens_on > today:
        return Standing.SCHEDULED
    return Standing.OPEN
