"""Jobs for people without an account: said in a form, kept in the session, matched live."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from matching.forms import MatchFilterForm, VisitorForm
from matching.selectors import visitor_matches
from matching.views.narrowing import narrowing
from matching.visitors import Visitor, forget_visitor, keep_visitor, listen, visitor_of
from portal.common.keyset import BadCursorError
from portal.common.throttling import ReadingThrottle
from skills.models import Credential, Occupation, Skill

_REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def for_you(request: HttpRequest) -> HttpResponse:
    """What a visitor says they can do, and the open jobs that it fits, best first.

    What they write comes by POST, so that it stands in no address and no log, and only what was
    understood is kept, in the session.
    """
    visitor = visitor_of(request.session)
    if request.method == "POST":
        return _heard(request, visitor)
    if visitor is None or "change" in request.GET:
        return _ask(request, VisitorForm(initial=_said(visitor)))
    return _results(request, visitor)


def _heard(request: HttpRequest, visitor: Visitor | None) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "forget":
        forget_visitor(request.session)
        return redirect("for_you")
    if act == "skills" and visitor:
        ticked = set(request.POST.getlist("skill"))
        kept = tuple(skill for skill in visitor.offered if str(skill) in ticked)
        keep_visitor(request.session, replace(visitor, skills=kept))
        return redirect("for_you")
    form = VisitorForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, status=_REFUSED)
    if not ReadingThrottle().allow_request(cast(Any, request), cast(Any, None)):
        form.add_error(None, _("That was very often. Try again in a minute."))
        return _ask(request, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    heard = _listen(form)
    if not (heard.skills or heard.jobs):
        form.add_error("words", _("We found no skills in these words. Name a job, or say more."))
        return _ask(request, form, status=_REFUSED)
    keep_visitor(request.session, heard)
    return redirect("for_you")


def _listen(form: VisitorForm) -> Visitor:
    said = form.cleaned_data
    return listen(
        zip_code=said["zip"],
        title=said["text"] if form.concept else "",
        occupation=form.concept.pk if form.concept else None,
        months=said["months"] or 0,
        words=said["words"],
        today=timezone.localdate(),
    )


def _said(visitor: Visitor | None) -> dict[str, Any]:
    """What the form begins with: the words were not kept."""
    if visitor is None:
        return {"months": 12}
    months = next((months for _occupation, months in visitor.jobs), 12)
    return {"text": visitor.title, "months": months, "zip": visitor.zip}


def _ask(request: HttpRequest, form: VisitorForm, status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "matching/visitor/ask.html", {"form": form}, status=status)


def _results(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    form = MatchFilterForm(request.GET)
    try:
        page = visitor_matches(visitor, form.filters, cursor=request.GET.get("cursor"))
    except BadCursorError:
        return redirect("for_you")
    skills = Skill.objects.in_bulk(visitor.offered)
    occupations = Occupation.objects.in_bulk([occupation for occupation, _ in visitor.jobs])
    credentials = Credential.objects.in_bulk(visitor.credentials)
    context = {
        "page": page,
        "rows": [(match, reverse("job", args=[match.posting.slug])) for match in page.items],
        "visitor": visitor,
        "skills": [
            {"id": pk, "label": skills[pk].label, "held": pk in visitor.skills}
            for pk in visitor.offered
            if pk in skills
        ],
        "jobs": [
            occupations[occupation].label
            for occupation, _months in visitor.jobs
            if occupation in occupations
        ],
        "credentials": [each.label for each in credentials.values()],
        "updating": False,
        "has_place": bool(visitor.zip),
        "place_url": f"{reverse('for_you')}?change=1",
        **narrowing(form, page, reverse("for_you")),
    }
    return render(request, "matching/visitor/results.html", context)
