"""The public page of one opening; a signed-in jobseeker sees there how they fit."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from employers.markup import job_posting
from employers.models import Posting
from employers.selectors import posting_once_public, postings_like, postings_of, public_postings
from jobseekers.models import Profile
from matching.selectors import MatchView, match_for, visitor_match
from matching.views.ledger import ledger_rows
from matching.visitors import Visitor, visitor_of

GONE = 410


@login_not_required
@require_safe
def job(request: HttpRequest, slug: str) -> HttpResponse:
    """A public posting; one that was public and is over answers 410 and leads on.

    A jobseeker sees their fit, whether their list holds the job or not, and so does a visitor who
    has said what they can do.
    """
    posting = public_postings().filter(slug=slug).first()
    if posting is None:
        return _closed(request, slug)
    profile = _profile_of(request.user)
    visitor = None if request.user.is_authenticated else visitor_of(request.session)
    fit = _fit_of_visitor(visitor, posting) if visitor else _fit(profile, posting)
    url = request.build_absolute_uri(reverse("job", args=[slug]))
    context: dict[str, Any] = {
        "posting": posting,
        "markup": job_posting(posting, url),
        "fit": fit,
        "lines": ledger_rows(fit.lines) if fit and visitor else [],
        "visitor": visitor,
        "has_profile": profile is not None,
        "is_own": _is_own(request.user, posting),
        "trail": [{"label": _("Open jobs"), "url": reverse("job_list")}],
    }
    response = render(request, "jobs/detail.html", context)
    if visitor:
        add_never_cache_headers(response)
    return response


def _closed(request: HttpRequest, slug: str) -> HttpResponse:
    posting = posting_once_public(slug)
    if posting is None:
        raise Http404
    context = {"posting": posting, "similar": postings_like(posting)}
    return render(request, "jobs/closed.html", context, status=GONE)


def _profile_of(user: Any) -> Profile | None:
    """A signed-in jobseeker's profile; None for everybody else."""
    if not (isinstance(user, User) and user.is_jobseeker):
        return None
    return Profile.objects.filter(user=user).first()


def _fit(profile: Profile | None, posting: Posting) -> MatchView | None:
    """How the person fits; None without a profile, or where the two are not matched."""
    try:
        return match_for(profile, posting) if profile else None
    except Posting.DoesNotExist:
        return None


def _fit_of_visitor(visitor: Visitor, posting: Posting) -> MatchView | None:
    try:
        return visitor_match(visitor, posting)
    except Posting.DoesNotExist:
        return None


def _is_own(user: Any, posting: Posting) -> bool:
    return (
        isinstance(user, User)
        and user.is_employer
        and postings_of(user).filter(pk=posting.pk).exists()
    )
