"""What sign-up asks beyond an e-mail and a password."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class RoleForm(forms.Form):
    """The one extra question of sign-up; django-allauth adds the rest."""

    role = forms.ChoiceField(
        label=_("What brings you here?"),
        choices=[
            (User.Role.JOBSEEKER, _("I am looking for work or better work")),
            (User.Role.EMPLOYER, _("I hire for an organisation")),
        ],
        initial=User.Role.JOBSEEKER,
        widget=forms.RadioSelect,
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Nothing more to do: the adapter has kept the role with the person."""
