"""Adding a skill by its name, and saying how well and when last."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobseekers.services import LONGEST_OWN_SKILL
from skills.folding import fold
from skills.forms import SkillByNameForm
from skills.models import SkillLevel


class NewSkillForm(SkillByNameForm):
    """A skill by everyday words."""

    must_name = True
    words_missing = gettext_lazy("Type something you can do, such as “cook” or “forklift”.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="skill_%s", **kwargs)
        self.fields["text"].label = _("Add a skill")

    @property
    def own_words(self) -> str:
        """What was typed, where no one skill is clearly meant; blank if it can't be kept."""
        text = " ".join(str(self.data.get("text", "")).split()) if self.is_bound else ""
        is_unclear = bool(text and self.errors.get("text")) and self.concept is None
        can_be_kept = fold(text) and "\0" not in text and len(text) <= LONGEST_OWN_SKILL
        return text if is_unclear and can_be_kept else ""


class SkillForm(forms.Form):
    """How well a held skill is done (blank: not sure) and the year of its last use."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("How well"),
        choices=[("", gettext_lazy("Not sure")), *SkillLevel.choices],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the five answers.")},
    )
    last_used = forms.IntegerField(
        label=gettext_lazy("Last used (year)"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "size": 4}),
        error_messages={"invalid": gettext_lazy("Write the year with four digits.")},
    )
