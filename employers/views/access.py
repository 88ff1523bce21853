"""Who may open an employer's page: what another organisation owns does not exist here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from employers.models import Organisation, Posting
from employers.selectors import may_own, may_write, organisations_of, postings_of

View = Callable[..., HttpResponse]


def for_employers(view: View) -> View:
    """Only people who signed up to hire; everybody else gets a 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_authenticated and request.user.is_employer):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def own_posting(request: HttpRequest, posting: int) -> Posting:
    """A posting of one of the caller's organisations, with all it asks; else 404."""
    return get_object_or_404(postings_of(request.user), pk=posting)


def writable_posting(request: HttpRequest, posting: int) -> Posting:
    """The same for somebody who may change it; a member who may only read gets a 403."""
    found = own_posting(request, posting)
    if not may_write(request.user, found.organisation):
        raise PermissionDenied
    return found


def own_organisation(request: HttpRequest, slug: str) -> Organisation:
    """One of the caller's organisations, else 404."""
    return get_object_or_404(organisations_of(request.user), slug=slug)


def owned_organisation(request: HttpRequest, slug: str) -> Organisation:
    """The same for an owner; another member gets a 403."""
    found = own_organisation(request, slug)
    if not may_own(request.user, found):
        raise PermissionDenied
    return found
