"""Acts of staff that reach into several apps at once."""

from django.db import transaction

from accounts.models import User
from accounts.services import activate, deactivate
from jobseekers.services import follow_access


@transaction.atomic
def set_access(*, user: User, active: bool) -> None:
    """Lets a person sign in, or ends it with sessions and tokens; their matches follow."""
    if active:
        activate(user=user)
    else:
        deactivate(user=user)
    follow_access(user=user)
