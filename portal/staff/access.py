"""Who may open the staff's pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.models import User

View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """A request of a member of the workforce staff."""

    user: User


def for_staff(view: View) -> View:
    """Only the workforce staff; everybody else who is signed in gets a 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_authenticated and request.user.is_staff):
            raise PermissionDenied
        return view(cast(StaffRequest, request), *args, **kwargs)

    return guarded
