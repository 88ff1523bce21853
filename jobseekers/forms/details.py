"""The parts of a profile that are single answers. The service checks what spans several."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobseekers.models import Profile
from portal.common.words import Shift, WagePeriod, WorkMode
from skills.models import EducationLevel


def date_input() -> forms.DateInput:
    """The browser's own date picker; a text field, year first, where it has none."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _several(label: Any, choices: list[tuple[str, Any]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class DetailsForm(forms.Form):
    """Starts from what the profile holds."""

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(profile, name) for name in self.fields}


class AboutForm(DetailsForm):
    """Who the person is. Employers see none of it."""

    full_name = forms.CharField(label=_("Name"), max_length=120, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    zip = forms.RegexField(
        r"^\d{5}$",
        label=_("ZIP code"),
        help_text=_("To work out how far each job is. Employers only see a rough distance."),
        required=False,
        max_length=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("A ZIP code has five digits.")},
    )
    birth_date = forms.DateField(
        label=_("Birth date"),
        help_text=_(
            "The law keeps some work for people over a certain age. We only use your birth date "
            "for that. No employer ever sees it or your age."
        ),
        required=False,
        widget=date_input(),
    )


class SchoolingForm(DetailsForm):
    """The highest schooling finished."""

    education = forms.TypedChoiceField(
        label=_("Highest schooling you finished"),
        help_text=_("Many jobs take skills and experience instead. Then this takes nothing away."),
        choices=[
            ("", _("I would rather not say")),
            (EducationLevel.NONE.value, _("None")),
            *EducationLevel.choices[1:],
        ],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class WishesForm(DetailsForm):
    """What the person wants from a job. Nothing here changes how well a job fits."""

    max_miles = forms.IntegerField(
        label=_("Farthest distance to work"),
        min_value=1,
        max_value=200,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    transport = forms.ChoiceField(
        label=_("How you get to work"),
        choices=[("", _("Not said")), *Profile.Transport.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    wage_floor = forms.DecimalField(
        label=_("Least pay you would take"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
    )
    wage_floor_period = forms.ChoiceField(label=_("Paid by the"), choices=WagePeriod.choices)
    min_hours = forms.IntegerField(
        label=_("Fewest hours a week"), min_value=0, max_value=80, required=False
    )
    max_hours = forms.IntegerField(
        label=_("Most hours a week"), min_value=0, max_value=80, required=False
    )
    school_hours_only = forms.BooleanField(
        label=_("Only while children are in school"), required=False
    )
    shifts = _several(_("Shifts you can work"), Shift.choices)
    work_modes = _several(_("Where you would work"), WorkMode.choices)
    available_from = forms.DateField(
        label=_("First day you can start"), required=False, widget=date_input()
    )


class VisibilityForm(DetailsForm):
    """Who sees the profile."""

    visibility = forms.ChoiceField(
        label=_("Who may see you?"),
        choices=[
            (
                Profile.Visibility.HIDDEN.value,
                _("Hidden: no employer sees you. You still see all your matches."),
            ),
            (
                Profile.Visibility.ANONYMOUS.value,
                _("Without your name: checked employers see your skills, never who you are."),
            ),
        ],
        widget=forms.RadioSelect,
    )
