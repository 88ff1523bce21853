"""Sign-up across the apps: what a new person needs besides an account."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest

from accounts.adapter import AccountAdapter
from accounts.models import User
from jobseekers.services import create_profile


class PortalAccountAdapter(AccountAdapter):
    """Gives everyone who looks for work a profile, empty and hidden, with the account."""

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """The account and, for a jobseeker, the profile: both or neither."""
        user = super().save_user(request, user, form, commit)
        if commit and user.is_jobseeker:
            create_profile(user=user)
        return user
