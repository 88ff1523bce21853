"""A past or present job, by month and year."""

import calendar
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobseekers.models import Experience
from jobseekers.services import EARLIEST_YEAR
from skills.forms import OccupationByNameForm


def _month(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("", gettext_lazy("Month")), *MONTHS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )


def _year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "size": 4}),
        error_messages={"invalid": gettext_lazy("Write the year with four digits.")},
    )


class JobForm(OccupationByNameForm):
    """A job as its holder tells it; `dates` gives its first and last day once it is valid."""

    title = forms.CharField(label=gettext_lazy("Job title"), max_length=120)
    employer = forms.CharField(label=gettext_lazy("Employer"), max_length=120, required=False)
    started_month = _month(gettext_lazy("First month"))
    started_year = _year(gettext_lazy("First year"))
    current = forms.BooleanField(label=gettext_lazy("I still work there"), required=False)
    ended_month = _month(gettext_lazy("Last month"))
    ended_year = _year(gettext_lazy("Last year"))

    field_order = [
        "title",
        "text",
        "pick",
        "employer",
        "started_month",
        "started_year",
        "current",
        "ended_month",
        "ended_year",
        "code",
    ]

    def __init__(self, *args: Any, job: Experience | None = None, **kwargs: Any) -> None:
        occupation = job.occupation if job else None
        kwargs.setdefault("auto_id", "job_%s")
        super().__init__(*args, concept=occupation, **kwargs)
        self.job = job
        self.initial.update(_initial(job) if job else {})
        self.fields["text"].label = _("Kind of work")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["started"] = self._day("started", date(1, 1, 1))
        cleaned["ended"] = None if cleaned.get("current") else self._day("ended", date(1, 1, 31))
        if not self.errors and cleaned["ended"] and cleaned["ended"] < cleaned["started"]:
            self.add_error("ended_year", _("A job can't end before it starts."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What `services.save_job` takes."""
        cleaned = self.cleaned_data
        return {
            "title": cleaned["title"],
            "employer": cleaned["employer"],
            "occupation": self.concept,
            "started": cleaned["started"],
            "ended": cleaned["ended"],
        }

    def _day(self, end: str, edge: date) -> date | None:
        """The first or (edge on the 31st) last day of the month typed, never after today."""
        month_field, year_field = f"{end}_month", f"{end}_year"
        if {month_field, year_field} & set(self.errors):
            return None
        month, year = self.cleaned_data[month_field], self.cleaned_data[year_field]
        if month is None:
            self.add_error(month_field, _missing_month(end))
        if year is None:
            self.add_error(year_field, _("Write the year with four digits."))
        if month is None or year is None:
            return None
        today = timezone.localdate()
        if (year, month) > (today.year, today.month):
            self.add_error(year_field, _("This date is in the future."))
            return None
        if year < EARLIEST_YEAR:
            self.add_error(year_field, _("Check the year of this date."))
            return None
        known = getattr(self.job, end) if self.job else None
        if known and (known.year, known.month) == (year, month):
            return known
        last = calendar.monthrange(year, month)[1]
        return min(date(year, month, min(edge.day, last)), today)


def _missing_month(end: str) -> str:
    if end == "ended":
        return _("Choose the month, or tick “I still work there”.")
    return _("Choose the month.")


def _initial(job: Experience) -> dict[str, Any]:
    return {
        "title": job.title,
        "employer": job.employer,
        "started_month": job.started.month,
        "started_year": job.started.year,
        "current": job.ended is None,
        "ended_month": job.ended.month if job.ended else None,
        "ended_year": job.ended.year if job.ended else None,
    }
