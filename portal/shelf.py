"""Sample data for the component shelf; nothing here is read by any other page."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.words import WagePeriod
from skills.models import SkillLevel

STATUSES = ["met"] * 4 + ["equivalent", "partly", "related", "confirm", "missing", "tell_us"]
ICONS = ["add", "check_circle", "location_on", "lock", "school", "search", "work"]


class ShelfForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label=_("Job title"), help_text=_("As people say it at work."))
    pay = forms.DecimalField(label=_("Pay from"), required=False, widget=forms.TextInput)
    about = forms.CharField(label=_("About the work"), widget=forms.Textarea)
    period = forms.ChoiceField(label=_("Paid by the"), choices=WagePeriod.choices)
    starts = forms.DateField(
        label=_("Starts on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    level = forms.ChoiceField(
        label=_("How well?"), choices=SkillLevel.choices, widget=forms.RadioSelect
    )
    shifts = forms.MultipleChoiceField(
        label=_("Shifts"),
        choices=[("day", _("Days")), ("night", _("Nights"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agree = forms.BooleanField(label=_("I have read the notice"))


LEDGER = [
    {
        "label": "Food safety",
        "importance": _("Essential"),
        "status": "met",
        "reason": "You do this on your own; the job asks for the same.",
        "earned": 4000,
        "possible": 4000,
    },
    {
        "label": "Forklift operation",
        "importance": _("Important"),
        "status": "related",
        "reason": "From pallet-jack operation.",
        "earned": 960,
        "possible": 2000,
    },
    {
        "label": "Taking inventory",
        "importance": _("Important"),
        "status": "confirm",
        "reason": "You have it; how well is not known yet.",
        "earned": 1700,
        "possible": 2000,
    },
    {
        "label": "Years of experience",
        "status": "partly",
        "reason": "1 year of the 2 years that are asked.",
        "earned": 750,
        "possible": 1500,
    },
    {
        "label": "Scheduling staff",
        "importance": _("Nice to have"),
        "status": "missing",
        "reason": "Not in your profile.",
        "earned": 0,
        "possible": 500,
    },
]


def shelf_context(request: HttpRequest) -> dict[str, Any]:
    """What the shelf page shows: forms with and without errors, statuses, ledger lines, trails."""
    messages.success(request, "Removed Welding.", extra_tags="undo:/shelf/")
    messages.warning(request, "This posting closes tomorrow.")
    return {
        "form": ShelfForm(auto_id="plain_%s"),
        "failed": ShelfForm({"name": "", "pay": "much", "level": "2"}),
        "statuses": STATUSES,
        "ledger": LEDGER,
        "ledger_earned": sum(line["earned"] for line in LEDGER),
        "gates": [{"label": "CNA certificate", "open": False, "way_in": "5 weeks, may be free"}],
        "levels": SkillLevel.choices,
        "icons": ICONS,
        "hour_ago": timezone.now() - timedelta(hours=1),
        "trail": [{"label": _("All jobs"), "url": "/jobs/"}],
        "step_words": [_("Your last job"), _("Your skills"), _("Your matches")],
        "evidence": [
            {"words": "Food safety: checked", "verified": True},
            {"words": "Shift lead: used in a job", "verified": False},
        ],
        "options": [
            {"value": "welding", "label": "Welding", "hint": "welder", "kind": "", "lang": ""},
            {"value": "mig", "label": "MIG welders", "hint": "", "kind": "Tool", "lang": "en"},
        ],
    }
