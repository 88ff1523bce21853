"""Licences and other credentials, and until when they are valid."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobseekers.forms.details import date_input
from jobseekers.forms.picking import PickingForm, language
from skills.models import Credential
from skills.selectors import Found, credentials_by_codes, search_credentials


def _valid_until() -> forms.DateField:
    return forms.DateField(
        label=gettext_lazy("Valid until"),
        help_text=gettext_lazy("Leave it empty if it does not run out."),
        required=False,
        widget=date_input(),
    )


class CredentialForm(PickingForm):
    """A credential by its name."""

    ids = "credential"
    words_missing = gettext_lazy("Type its name, such as “CNA” or “CDL”.")

    expires_on = _valid_until()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Licence or credential")

    def search(self, words: str, limit: int) -> list[Found]:
        return search_credentials(words, language(), limit)

    def by_code(self, code: str) -> Credential | None:
        return credentials_by_codes([code]).get(code)


class HeldCredentialForm(forms.Form):
    """Until when a held credential is valid."""

    expires_on = _valid_until()
