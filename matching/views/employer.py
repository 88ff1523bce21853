"""The employer's home, and the candidates of a posting: skills and reasons, never who they are."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from employers.models import Posting
from employers.selectors import WRITING_ROLES, memberships_of, postings_of
from employers.standing import standing_of
from employers.views.access import EmployerRequest, employers_only, own_posting
from jobseekers.models import ProfileSkill
from jobseekers.words import evidence_words
from matching.forms import CandidateFilterForm
from matching.pause import lists_as_of
from matching.pseudonyms import candidate_name
from matching.selectors import (
    MatchView,
    candidate_counts,
    candidate_for,
    candidates_page,
    freshness_of_posting,
)
from matching.views.ledger import ledger_rows
from matching.views.narrowing import narrowing
from portal.common.keyset import BadCursorError, newest_first
from portal.common.words import WorkMode

PAGE_SIZE = 20
_MARKS_SHOWN = 3
# How far away a candidate lives is told in bands, so that nobody can be found by it.
_MILES = (
    (5, gettext_lazy("Under 5 miles away")),
    (10, gettext_lazy("5 to 10 miles away")),
    (25, gettext_lazy("10 to 25 miles away")),
)
_FARTHER = gettext_lazy("Over 25 miles away")


@employers_only
@require_safe
def employer_home(request: EmployerRequest) -> HttpResponse:
    """The person's organisations and their postings, newest first, with what to do next."""
    memberships = list(memberships_of(request.user))
    try:
        page = newest_first(
            postings_of(request.user),
            by=("id",),
            cursor=request.GET.get("cursor", ""),
            size=PAGE_SIZE,
        )
    except BadCursorError as error:
        raise Http404 from error
    counts = candidate_counts(page.items)
    today = timezone.localdate()
    written = {each.organisation_id for each in memberships if each.role in WRITING_ROLES}
    context = {
        "memberships": memberships,
        "several": len(memberships) > 1,
        "may_write": bool(written),
        "rows": [
            {
                "posting": posting,
                "standing": standing_of(posting, today),
                "candidates": counts[posting.pk],
                "may_write": posting.organisation_id in written,
            }
            for posting in page.items
        ],
        "next": _address(reverse("employer_home"), page.next),
        "previous": _address(reverse("employer_home"), page.previous),
    }
    return render(request, "employers/home.html", context)


@employers_only
@require_safe
def candidates(request: EmployerRequest, posting: int) -> HttpResponse:
    """People who let employers see their skills, best fit first."""
    own = own_posting(request, posting)
    form = CandidateFilterForm(request.GET)
    try:
        page = candidates_page(
            own, form.filters, cursor=request.GET.get("cursor") or None, size=PAGE_SIZE
        )
    except BadCursorError as error:
        raise Http404 from error
    context = {
        "posting": own,
        "standing": standing_of(own, timezone.localdate()),
        "trail": _trail(own),
        "page": page,
        "updating": not page.fresh,
        "as_of": lists_as_of(),
        "rows": [(match, _shown(match)) for match in page.items],
        "has_place": True,
        "place_url": "",
        "depth": settings.MATCHING_PROFILES_PER_POSTING,
        **narrowing(form, page, reverse("candidates", args=[own.pk])),
    }
    return render(request, "matching/employer/candidates.html", context)


@employers_only
@require_safe
def candidate(request: EmployerRequest, posting: int, ref: str) -> HttpResponse:
    """One candidate with the whole ledger, the same that the candidate sees."""
    own = own_posting(request, posting)
    match = candidate_for(own, ref) if "\0" not in ref else None
    if match is None:
        raise Http404
    context = {
        "posting": own,
        "match": match,
        "shown": _shown(match),
        "lines": ledger_rows(match.lines),
        "met": [line for line in match.lines if line.status in ("met", "equivalent")],
        "unclear": [
            line for line in match.lines if line.status in ("partly", "confirm", "related")
        ],
        "lacking": [line for line in match.lines if line.status in ("missing", "tell_us")],
        "trail": [
            *_trail(own),
            {"label": _("Candidates"), "url": reverse("candidates", args=[own.pk])},
        ],
        "updating": not freshness_of_posting(own).fresh,
        "as_of": lists_as_of(),
    }
    return render(request, "matching/employer/candidate.html", context)


def _trail(posting: Posting) -> list[dict[str, str]]:
    return [
        {"label": _("My postings"), "url": reverse("employer_home")},
        {"label": posting.title, "url": reverse("posting_edit", args=[posting.pk])},
    ]


def distance_band(match: MatchView) -> str:
    """How far the candidate lives from the work, in bands; empty where not known."""
    if match.miles is None or match.posting.work_mode == WorkMode.REMOTE:
        return ""
    return str(next((words for limit, words in _MILES if match.miles < limit), _FARTHER))


def _shown(match: MatchView) -> dict[str, Any]:
    """All that an employer may read of the person behind a match."""
    return {
        "name": candidate_name(match.profile.ref),
        "distance": distance_band(match),
        "evidence": _evidence(match),
        "url": reverse("candidate", args=[match.posting.pk, match.profile.ref]),
    }


def _evidence(match: MatchView) -> list[dict[str, Any]]:
    """Which of the skills asked are more than stated, in words; those that were checked first."""
    checked = ProfileSkill.Evidence.VERIFIED
    marks = sorted(match.marks, key=lambda mark: mark[1] != checked)[:_MARKS_SHOWN]
    return [
        {
            "words": _("%(skill)s: %(evidence)s")
            % {"skill": label, "evidence": evidence_words(evidence)},
            "verified": evidence == checked,
        }
        for label, evidence in marks
    ]


def _address(path: str, cursor: str) -> str:
    return f"{path}?{urlencode({'cursor': cursor})}" if cursor else ""
