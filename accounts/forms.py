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
            (User.Role.EMPLOYER, _("I hire for a business or organization")),
        ],
        initial=User.Role.JOBSEEKER,
        widget=forms.RadioSelect,
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Nothing more to do: the adapter has kept the role with the person."""


class StaffForm(forms.ModelForm):
    """A new member of staff, by e-mail."""

    class Meta:
        model = User
        fields = ("email", "language")

    def clean_email(self) -> str:
        """Addresses are kept in small letters."""
        return str(self.cleaned_data["email"]).lower()
