"""What is decided for a signed-in person before a page is made."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import services
from portal.common.problems import CONTENT_TYPE, problem

_API = "/api/"


class SecondFactorRequired:
    """People whose role can see other people's data work with a second factor.

    Somebody of SECOND_FACTOR_ROLES without one is sent to enrol first. Public pages and the
    sign-in pages stay open; the API answers with a problem.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """A redirect or a problem where the second factor is due and missing, else None."""
        user = request.user
        if not user.is_authenticated or user.role not in settings.SECOND_FACTOR_ROLES:
            return None
        is_api = request.path_info.startswith(_API)
        if not is_api and not getattr(view, "login_required", True):
            return None
        if view.__module__.startswith("allauth.") or is_mfa_enabled(user):
            return None
        if is_api:
            body = problem(
                "second_factor_not_set_up",
                _("Set up two-step sign-in first."),
                HTTPStatus.FORBIDDEN,
            )
            return JsonResponse(body, status=HTTPStatus.FORBIDDEN, content_type=CONTENT_TYPE)
        return HttpResponseRedirect(reverse("mfa_index"))


class RemembersLanguage:
    """Keeps the language a person last read a page in, so that mail comes in it too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = (
            request.method == "GET"
            and response.status_code == HTTPStatus.OK
            and response.headers.get("Content-Type", "").startswith("text/html")
        )
        if is_page and request.user.is_authenticated:
            services.set_language(user=request.user, language=request.LANGUAGE_CODE)
        return response
