"""What changed: in a jobseeker's matches, and among the candidates of a posting."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from employers.standing import standing_of
from employers.views.access import EmployerRequest, employers_only, own_posting
from jobseekers.access import JobseekerRequest, jobseekers_only
from jobseekers.models import Profile
from matching.changes.reading import Moment, changes_of_posting, changes_of_profile
from matching.changes.shown import ShownPosting
from matching.pseudonyms import candidate_name
from portal.common.keyset import BadCursorError

PAGE_SIZE = 20


@require_safe
@jobseekers_only
def changes(request: JobseekerRequest) -> HttpResponse:
    """What came, left or moved in the person's matches, newest first, by day."""
    profile = Profile.objects.filter(user=request.user).first()
    page = None
    if profile:
        try:
            page = changes_of_profile(profile, cursor=request.GET.get("cursor", ""), size=PAGE_SIZE)
        except BadCursorError:
            return redirect("changes")
    address = reverse("changes")
    context = {
        "days": _days(page.items if page else [], _posting_shown),
        "next_url": _address(address, page.next if page else ""),
        "previous_url": _address(address, page.previous if page else ""),
        "trail": [{"label": _("My matches"), "url": reverse("matches")}],
    }
    return render(request, "matching/jobseeker/changes.html", context)


@employers_only
@require_safe
def candidate_changes(request: EmployerRequest, posting: int) -> HttpResponse:
    """Which candidates came, left or moved for a posting, newest first, by day."""
    own = own_posting(request, posting)
    try:
        page = changes_of_posting(own, cursor=request.GET.get("cursor", ""), size=PAGE_SIZE)
    except BadCursorError as error:
        raise Http404 from error
    address = reverse("candidate_changes", args=[own.pk])

    def shown(person: Profile) -> dict[str, str]:
        return {
            "name": candidate_name(person.ref),
            "employer": "",
            "url": reverse("candidate", args=[own.pk, person.ref]),
        }

    context = {
        "posting": own,
        "is_open": standing_of(own, timezone.localdate()) == "open",
        "days": _days(page.items, shown),
        "next_url": _address(address, page.next),
        "previous_url": _address(address, page.previous),
        "trail": [
            {"label": _("My postings"), "url": reverse("employer_home")},
            {"label": own.title, "url": reverse("posting_edit", args=[own.pk])},
            {"label": _("Candidates"), "url": reverse("candidates", args=[own.pk])},
        ],
    }
    return render(request, "matching/employer/changes.html", context)


def _posting_shown(found: ShownPosting) -> dict[str, str]:
    posting = found.posting
    return {
        "name": posting.title,
        "employer": posting.organisation.name,
        "url": reverse("match", args=[posting.pk]) if found.is_public else "",
    }


def _days(moments: Sequence[Moment[Any]], shown: Any) -> list[dict[str, Any]]:
    """The moments by day, each change with who or what it is about as a page names it."""

    def day_of(moment: Moment[Any]) -> date:
        return timezone.localdate(moment.at)

    return [
        {
            "day": day,
            "moments": [
                (moment, [(change, shown(change.subject)) for change in moment.changes])
                for moment in of_day
            ],
        }
        for day, of_day in groupby(moments, day_of)
    ]


def _address(path: str, cursor: str) -> str:
    return f"{path}?{urlencode({'cursor': cursor})}" if cursor else ""
