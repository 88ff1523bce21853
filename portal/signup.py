"""Sign-up across the apps: what a new person needs besides an account."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.adapter import AccountAdapter
from accounts.models import User
from jobseekers.services import create_profile
from matching.visitors import forget_visitor, take_over, visitor_of


class PortalAccountAdapter(AccountAdapter):
    """Gives everyone who looks for work a hidden profile with the account.

    It is empty, but for what they have said as visitors in this session.
    """

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """The account and, for a jobseeker, the profile: both or neither."""
        user = super().save_user(request, user, form, commit)
        if commit and user.is_jobseeker:
            profile = create_profile(user=user)
            visitor = visitor_of(request.session)
            if visitor and take_over(profile=profile, visitor=visitor):
                messages.success(request, _("We kept the skills you had told us."))
            forget_visitor(request.session)
        return user
