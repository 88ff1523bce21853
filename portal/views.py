"""The front page, the component shelf and the pages for things that went wrong."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.common import problems
from portal.shelf import shelf_context


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The public front page."""
    return render(request, "pages/front.html")


@login_not_required
def shelf(request: HttpRequest) -> HttpResponse:
    """Every component in every variant, on a developer's machine only."""
    if not settings.DEBUG:
        raise Http404
    if "fragment" in request.GET:
        return render(request, "pages/shelf_options.html", shelf_context(request))
    return render(request, "pages/shelf.html", shelf_context(request))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The answer to a request that makes no sense."""
    if problems.is_api(request):
        return problems.problem_response("bad_request", _("This makes no sense to us."), 400)
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The answer to a person who may not see a page."""
    if problems.is_api(request):
        return problems.problem_response("permission_denied", _("You may not do this."), 403)
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The answer when there is no such page."""
    if problems.is_api(request):
        return problems.no_such_address()
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer when the portal itself failed: rendered without request, session or database."""
    if problems.is_api(request):
        return problems.server_error()
    return HttpResponse(loader.get_template("500.html").render(), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose security token is missing or too old."""
    context: dict[str, Any] = {
        "page_heading": _("This page was open too long"),
        "page_text": _("For your safety, go back, reload the page and send the form again."),
    }
    return render(request, "403.html", context, status=403)
