"""Careers near the person who looks: occupations that their skills already cover."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from jobseekers.access import JobseekerRequest, jobseekers_only
from jobseekers.models import Profile
from matching.careers import Career, careers_page
from portal.common.keyset import BadCursorError
from portal.common.templatetags.portal import money


@require_safe
@jobseekers_only
def careers(request: JobseekerRequest) -> HttpResponse:
    """Occupations nearest first, with what they pay in the state and how many jobs are open."""
    profile = Profile.objects.filter(user=request.user).first()
    page = None
    if profile:
        try:
            page = careers_page(profile, cursor=request.GET.get("cursor"))
        except BadCursorError:
            return redirect("careers")
    context = {
        "page": page,
        "begins": profile is None or not ((page and page.total) or profile.skills.exists()),
        "rows": [(career, _shown(career)) for career in page.items] if page else [],
        "next": _address(page.next) if page else "",
        "previous": _address(page.previous) if page else "",
        "trail": [{"label": _("My matches"), "url": reverse("matches")}],
    }
    return render(request, "matching/jobseeker/careers.html", context)


def _shown(career: Career) -> dict[str, Any]:
    return {
        "jobs": f"{reverse('job_list')}?{urlencode({'occupation': career.occupation.code})}",
        "openings": ngettext(
            "%(number)d open job here now", "%(number)d open jobs here now", career.openings
        )
        % {"number": career.openings}
        if career.openings
        else _("No open job here now"),
        "wage": _wage(career),
    }


def _wage(career: Career) -> str:
    """The median wage of the state."""
    if career.wage and career.wage.median_hourly is not None:
        return _("Typical pay in %(area)s: %(pay)s an hour") % {
            "area": career.wage.area,
            "pay": money(career.wage.median_hourly),
        }
    if career.wage and career.wage.median_annual is not None:
        return _("Typical pay in %(area)s: %(pay)s a year") % {
            "area": career.wage.area,
            "pay": money(career.wage.median_annual),
        }
    return ""


def _address(cursor: str | None) -> str:
    return f"{reverse('careers')}?{urlencode({'cursor': cursor})}" if cursor else ""
