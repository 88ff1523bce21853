"""Who may open an employer's page: what another organisation owns does not exist here."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from employers.models import Organisation, Posting
from employers.selectors import may_own, may_write, organisations_of, postings_of

Args = ParamSpec("Args")


class EmployerRequest(HttpRequest):
    """A request of a signed-in person who hires."""

    user: User
    htmx: HtmxDetails


OwnView = Callable[Concatenate[EmployerRequest, Args], HttpResponse]


def employers_only(view: OwnView[Args]) -> Callable[Concatenate[HttpRequest, Args], HttpResponse]:
    """The page is for people who signed up to hire; others get a 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Args.args, **kwargs: Args.kwargs) -> HttpResponse:
        if not (request.user.is_authenticated and request.user.is_employer):
            raise PermissionDenied
        return view(cast(EmployerRequest, request), *args, **kwargs)

    return guarded


def own_posting(request: EmployerRequest, posting: int) -> Posting:
    """A posting of one of the caller's organisations, with all it asks; else 404."""
    return get_object_or_404(postings_of(request.user), pk=posting)


def writable_posting(request: EmployerRequest, posting: int) -> Posting:
    """The same for somebody who may change it; a member who may only read gets a 403."""
    found = own_posting(request, posting)
    if not may_write(request.user, found.organisation):
        raise PermissionDenied
    return found


def own_organisation(request: EmployerRequest, slug: str) -> Organisation:
    """One of the caller's organisations, else 404."""
    return get_object_or_404(organisations_of(request.user), slug=slug)


def owned_organisation(request: EmployerRequest, slug: str) -> Organisation:
    """The same for an owner; another member gets a 403."""
    found = own_organisation(request, slug)
    if not may_own(request.user, found):
        raise PermissionDenied
    return found
