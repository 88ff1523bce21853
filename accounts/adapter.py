"""How the portal bends django-allauth: where people land, and which role they sign up with."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from accounts.services import revoke_tokens

_HOMES = {User.Role.EMPLOYER: "employer_home", User.Role.STAFF: "staff_home"}


def home_of(user: User) -> str:
    """The address where a person of this role starts."""
    return reverse(_HOMES.get(User.Role(user.role), "matches"))


class AccountAdapter(DefaultAccountAdapter):
    """The hooks of django-allauth that the portal fills."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Each role has its own first page."""
        return home_of(cast(User, request.user))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """A new jobseeker has no matches yet, so the profile comes first."""
        user = cast(User, request.user)
        return reverse("profile") if user.is_jobseeker else home_of(user)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A new person signs up as a jobseeker or for an employer; staff are made by staff."""
        user.role = form.cleaned_data["role"]
        user.language = request.LANGUAGE_CODE[:2]
        return super().save_user(request, user, form, commit)

    def set_password(self, user: User, password: str) -> None:
        """Whoever had the old password may have made a token with it: those end too."""
        super().set_password(user, password)
        revoke_tokens(user=user)
