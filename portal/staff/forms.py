"""What staff write down when they decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.models import Organisation
from matching.models import OperatorAct
from skills.models import SkillRelation


class DeclineForm(forms.Form):
    """Why an organisation could not be verified; its owners read it."""

    reason = forms.CharField(
        label=_("Why, and what they can do"),
        help_text=_("The owners of the organisation read this. Say what would help."),
        max_length=Organisation._meta.get_field("status_reason").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RelationForm(forms.Form):
    """How much one skill gives of another, and why."""

    strength = forms.IntegerField(
        label=_("How much it gives"),
        help_text=_("In percent. 0: nothing. 25: a start. 60: much of it. 90: nearly all."),
        min_value=0,
        max_value=100,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("One sentence. It stays with the decision."),
        max_length=SkillRelation._meta.get_field("reason").max_length,
    )


class PauseForm(forms.Form):
    """Why the matching is held back."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("One sentence. All staff see it until matching goes on."),
        max_length=OperatorAct._meta.get_field("reason").max_length,
    )
