"""Who may use the jobseeker's pages."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from jobseekers import services
from jobseekers.models import Profile

Args = ParamSpec("Args")


class JobseekerRequest(HttpRequest):
    """A request of a signed-in jobseeker."""

    user: User
    htmx: HtmxDetails


OwnView = Callable[Concatenate[JobseekerRequest, Args], HttpResponse]


def jobseekers_only(
    view: OwnView[Args],
) -> Callable[Concatenate[HttpRequest, Args], HttpResponse]:
    """The page is for people who look for work; others get a 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Args.args, **kwargs: Args.kwargs) -> HttpResponse:
        if not request.user.is_authenticated or not request.user.is_jobseeker:
            raise PermissionDenied
        return view(cast(JobseekerRequest, request), *args, **kwargs)

    return guarded


def an_act(view: OwnView[Args]) -> OwnView[Args]:
    """The address only takes what a form sends; whoever opens it is shown the profile instead.

    That happens after signing in again in the middle of something.
    """

    @wraps(view)
    def posted(request: JobseekerRequest, *args: Args.args, **kwargs: Args.kwargs) -> HttpResponse:
        if request.method != "POST":
            return redirect("profile")
        return view(request, *args, **kwargs)

    return posted


def profile_to_change(request: JobseekerRequest) -> Profile:
    """The person's own profile, made now if this is the first thing they save."""
    return services.create_profile(user=request.user)
