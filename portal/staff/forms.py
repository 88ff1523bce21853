"""What staff write down when they decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.models import Organisation


class DeclineForm(forms.Form):
    """Why an organisation could not be verified; its owners read it."""

    reason = forms.CharField(
        label=_("Why, and what they can do"),
        help_text=_("The owners of the organisation read this. Say what would help."),
        max_length=Organisation._meta.get_field("status_reason").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
