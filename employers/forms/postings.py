"""Forms of a posting: a new one, its details, and each skill that it asks."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from employers.models import Organisation, Posting, Requirement
from employers.services import RequirementClaim
from employers.words import LEVEL_WORDS
from portal.common.words import Shift
from skills.models import EducationLevel, Importance


class MoneyField(forms.DecimalField):
    """Dollars as people type them: "18.50", "$18.50", "52,000"."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"[$,\s]", "", value)
        return super().to_python(value)


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=widget,
        error_messages={"invalid": _("Write the day as month/day/year, such as 12/31/2026.")},
    )


class NewPostingForm(forms.Form):
    """What a draft needs to begin with; the kind of work has a form of its own."""

    title = forms.CharField(
        label=_("What is the job called?"),
        help_text=_("In the words that people would search for."),
        max_length=160,
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = forms.ModelChoiceField(
            label=_("Organisation"),
            queryset=organisations,
            to_field_name="slug",
            empty_label=None,
        )


class PostingForm(forms.ModelForm):
    """A posting's details. Only the title is owed while it is a draft; services say the rest."""

    shifts = forms.MultipleChoiceField(
        label=_("Shifts"),
        choices=Shift.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wage_min = MoneyField(label=_("Pay from"), required=False, max_digits=10, decimal_places=2)
    wage_max = MoneyField(label=_("Pay up to"), required=False, max_digits=10, decimal_places=2)
    education = forms.TypedChoiceField(
        label=_("Schooling"),
        choices=[("", _("Not asked")), *EducationLevel.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    opens_on = _day(_("Open from"), _("Left empty, it opens on the day you publish it."))
    closes_on = _day(_("Open until"), _("Left empty, it stays open for 60 days."))
    starts_on = _day(_("First day of work"))

    class Meta:
        model = Posting
        fields = [
            "title",
            "description",
            "wage_min",
            "wage_max",
            "wage_period",
            "benefits",
            "zip",
            "work_mode",
            "shifts",
            "hours_a_week",
            "school_hours",
            "education",
            "education_or_equivalent",
            "months_experience",
            "opens_on",
            "closes_on",
            "starts_on",
        ]
        labels = {
            "title": _("What is the job called?"),
            "description": _("What is the work?"),
            "wage_period": _("For each"),
            "benefits": _("Benefits, in general words"),
            "zip": _("ZIP code of the workplace"),
            "hours_a_week": _("Hours a week"),
            "school_hours": _("The work fits school hours"),
            "education_or_equivalent": _("Skills or work experience count instead of a degree"),
            "months_experience": _("Months of experience in such work"),
        }
        help_texts = {
            "title": _("In the words that people would search for."),
            "description": _("What a day looks like, and who they will work with."),
            "benefits": _("Such as health plan, paid days off, child care, bus pass."),
            "months_experience": _("A year is 12. Leave it empty if you ask none."),
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 8}),
            "benefits": forms.Textarea(attrs={"rows": 3}),
        }

    def _post_clean(self) -> None:
        """Leaves the row alone: services write it and say what is wrong with it."""


class RequirementForm(forms.Form):
    """How much a skill matters, how well it is asked, and whether the employer trains it."""

    importance = forms.TypedChoiceField(
        label=_("How much it matters"), choices=list(reversed(Importance.choices)), coerce=int
    )
    level = forms.TypedChoiceField(
        label=_("How well"),
        choices=[("" if level is None else level, words) for level, words in LEVEL_WORDS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    trainable = forms.BooleanField(label=_("We train it"), required=False)

    def __init__(self, data: Any = None, *, requirement: Requirement) -> None:
        self.requirement, self.skill = requirement, requirement.skill
        prefix = f"ask-{requirement.skill.slug}"
        posted = data is not None and f"{prefix}-importance" in data
        super().__init__(
            data if posted else None,
            prefix=prefix,
            initial={
                "importance": requirement.importance,
                "level": requirement.level,
                "trainable": requirement.trainable,
            },
        )

    @property
    def claim(self) -> RequirementClaim:
        """What is asked now: as posted, else as it stands."""
        stated = self.cleaned_data if self.is_bound else self.initial
        return RequirementClaim(
            skill=self.skill,
            importance=stated["importance"],
            level=stated["level"],
            trainable=stated["trainable"],
        )
