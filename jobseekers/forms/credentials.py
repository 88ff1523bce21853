"""Licences and other credentials, and until when they are valid."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobseekers.forms.details import date_input
from skills.forms import CredentialByNameForm


def _valid_until() -> forms.DateField:
    return forms.DateField(
        label=gettext_lazy("Valid until"),
        help_text=gettext_lazy("Leave it empty if it does not run out."),
        required=False,
        widget=date_input(),
    )


class CredentialForm(CredentialByNameForm):
    """A credential by its name."""

    must_name = True
    words_missing = gettext_lazy("Type its name, such as “CNA” or “CDL”.")

    expires_on = _valid_until()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="credential_%s", **kwargs)
        self.fields["text"].label = _("Licence or credential")


class HeldCredentialForm(forms.Form):
    """Until when a held credential is valid."""

    expires_on = _valid_until()
