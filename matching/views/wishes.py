"""What a person wants against what a posting offers, in words."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobseekers.models import Profile
from matching.preferences import Answer
from matching.selectors import MatchView
from portal.common.templatetags.portal import miles, wage
from portal.common.words import Shift


@dataclass(frozen=True)
class Wish:
    """A wish, whether the opening meets it (also in words), and what the opening says."""

    label: str
    answer: Answer
    words: str
    detail: str


def wishes(found: MatchView) -> list[Wish]:
    """Every wish; that for school hours only of those who have it."""
    offer = found.posting
    details = {
        "distance": (_("Distance"), miles(found.miles)),
        "wage": (_("Pay"), wage(offer.wage_min, offer.wage_max, offer.wage_period)),
        "hours": (_("Hours a week"), str(offer.hours_a_week or "")),
        "school_hours": (_("While children are in school"), ""),
        "shifts": (_("Shifts"), ", ".join(str(Shift(shift).label) for shift in offer.shifts)),
        "work_mode": (_("Where"), offer.get_work_mode_display()),
        "start": (_("First day"), date_format(offer.starts_on) if offer.starts_on else ""),
    }
    return [
        Wish(label, found.preferences[name], _in_words(name, found), str(detail))
        for name, (label, detail) in details.items()
        if name != "school_hours" or found.profile.school_hours_only
    ]


def _in_words(name: str, found: MatchView) -> str:
    answer = found.preferences[name]
    if answer == "yes":
        return _("fits what you want")
    if answer == "no":
        return _("not what you asked for")
    if not _is_wished(name, found.profile):
        return _("you have not said what you want")
    if name == "shifts" and found.posting.shifts:
        return _("some of them fit")
    return _("the job does not say")


def _is_wished(name: str, person: Profile) -> bool:
    """Whether the person has said what they want in this."""
    said = {
        "distance": person.max_miles is not None and person.latitude is not None,
        "wage": person.wage_floor is not None,
        "hours": person.min_hours is not None or person.max_hours is not None,
        "school_hours": person.school_hours_only,
        "shifts": bool(person.shifts),
        "work_mode": bool(person.work_modes),
        "start": person.available_from is not None,
    }
    return said[name]
