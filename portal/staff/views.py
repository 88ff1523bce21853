"""The staff's pages: what waits, organisations to review, words that people use."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from employers import services
from employers.models import Organisation
from employers.selectors import members_of
from jobseekers.selectors import FEWEST_PEOPLE, words_people_use
from matching.status import status
from portal.staff import selectors
from portal.staff.access import StaffRequest, for_staff
from portal.staff.forms import DeclineForm
from portal.staff.paging import home_crumb, page_of
from skills.search import search_skills

_ROWS_WITH_SEARCH = 10
_NEAREST = 3
_NEWEST_POSTINGS = 50


@for_staff
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for staff, and how the matching stands in a sentence."""
    now = status()
    context = {
        "waiting": selectors.organisations_waiting(),
        "set_aside": selectors.set_aside_queue(),
        "matching": now,
        "sentence": selectors.matching_sentence(now),
    }
    return render(request, "staff/home.html", context)


@for_staff
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Organisations of one status: those that wait, or the decided ones."""
    wanted = request.GET.get("status", "")
    shown = wanted if wanted in Organisation.Status.values else Organisation.Status.PENDING.value
    context = {
        "shown": shown,
        "choices": [
            {"value": value, "label": label, "current": value == shown}
            for value, label in Organisation.Status.choices
        ],
        "trail": [home_crumb()],
        **page_of(request, selectors.organisations_in(shown)),
    }
    return render(request, "staff/organisations.html", context)


@for_staff
@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """What an organisation said of itself, who acts for it, and what it would publish."""
    found = _organisation(slug)
    postings = found.postings.order_by("-id")
    context = {
        "organisation": found,
        "members": members_of(found),
        "postings": postings[:_NEWEST_POSTINGS],
        "postings_total": postings.count(),
        "trail": _trail(found, itself=False),
    }
    return render(request, "staff/organisation.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: StaffRequest, slug: str) -> HttpResponse:
    """Asks whether, and makes an organisation a verified one."""
    found = _organisation(slug)
    if request.method == "POST":
        services.verify_organisation(organisation=found, by=request.user)
        messages.success(request, _("%s is verified.") % found.name)
        return redirect("staff_organisation", found.slug)
    return _confirm(request, "staff/verify.html", found)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: StaffRequest, slug: str) -> HttpResponse:
    """Asks why, and takes or keeps an organisation from the public."""
    found = _organisation(slug)
    form = DeclineForm(request.POST or None, initial={"reason": found.status_reason})
    if request.method == "POST" and form.is_valid():
        try:
            services.decline_organisation(
                organisation=found, by=request.user, reason=form.cleaned_data["reason"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%s is not verified. Its owners see why.") % found.name)
            return redirect("staff_organisation", found.slug)
    refused = request.method == "POST"
    return _confirm(request, "staff/decline.html", found, form=form, code=422 if refused else 200)


@for_staff
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """What people say they can do that no skill fits, with the nearest skills."""
    rows = page_of(request, words_people_use(), size=_ROWS_WITH_SEARCH)
    language = get_language() or "en"
    context = {
        "fewest": FEWEST_PEOPLE,
        "rows": [
            {**row, "nearest": search_skills(row["folded"], language, _NEAREST)}
            for row in rows["page"].object_list
        ],
        "trail": [home_crumb()],
        **rows,
    }
    return render(request, "staff/words.html", context)


def _organisation(slug: str) -> Organisation:
    return get_object_or_404(Organisation.objects.select_related("status_by"), slug=slug)


def _confirm(
    request: HttpRequest, template: str, found: Organisation, *, code: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "organisation": found,
        "openings": selectors.published_count(found),
        "trail": _trail(found, itself=True),
        **more,
    }
    return render(request, template, context, status=code)


def _trail(found: Organisation, *, itself: bool) -> list[dict[str, str]]:
    above = [
        home_crumb(),
        {
            "label": _("Organisations"),
            "url": f"{reverse('staff_organisations')}?status={found.status}",
        },
    ]
    here = {"label": found.name, "url": reverse("staff_organisation", args=[found.slug])}
    return [*above, here] if itself else above
