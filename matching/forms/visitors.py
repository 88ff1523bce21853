"""What a visitor says to see jobs without an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.places import place_of_zip
from skills.forms import OccupationByNameForm

LONGEST_WORDS = 20_000


class VisitorForm(OccupationByNameForm):
    """A past job and how long, or words of one's own, or both; and where one lives."""

    months = forms.TypedChoiceField(
        label=gettext_lazy("For how long?"),
        coerce=int,
        required=False,
        choices=[
            (0, gettext_lazy("Less than a year")),
            (12, gettext_lazy("1 to 2 years")),
            (36, gettext_lazy("3 to 5 years")),
            (72, gettext_lazy("6 years or more")),
        ],
    )
    words = forms.CharField(
        label=gettext_lazy("Or say in your own words what you can do"),
        help_text=gettext_lazy(
            "A few lines, or paste a résumé. We read it for skills and do not keep it."
        ),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    zip = forms.CharField(
        label=gettext_lazy("ZIP code"),
        help_text=gettext_lazy("To tell how far each job is. You may leave it empty."),
        required=False,
        max_length=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 5, "size": 5}),
    )

    field_order = ["text", "pick", "months", "words", "zip", "code"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "visitor_%s")
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("A job you have or had")

    def clean_zip(self) -> str:
        """A ZIP code that is in use, or none."""
        code = str(self.cleaned_data["zip"]).strip()
        if code and place_of_zip(code) is None:
            raise forms.ValidationError(_("We can't find this ZIP code."))
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and self.concept is None and not cleaned["words"].strip():
            self.add_error("text", _("Name a job, or say in your own words what you can do."))
        return cleaned
