"""A jobseeker's matches: the ranked list, and one match with its whole ledger."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from employers.models import Posting
from employers.selectors import public_postings
from jobseekers.access import JobseekerRequest, jobseekers_only
from jobseekers.models import Profile
from matching.engine import ChangeKind
from matching.forms import MatchFilterForm
from matching.pause import lists_as_of
from matching.selectors import LineView, OneChange, match_for, matches_page
from matching.views.ledger import ledger_rows
from matching.views.narrowing import narrowing
from matching.views.wishes import wishes
from portal.common.keyset import BadCursorError
from portal.common.words import Shift

_FITS = {"met", "equivalent", "partly", "related"}
_TO_CONFIRM = {"confirm", "tell_us"}


@require_safe
@jobseekers_only
def matches(request: JobseekerRequest) -> HttpResponse:
    """The person's best openings, best first, a page at a time.

    Asked again by htmx while the list is being worked out, it answers that nothing is new yet, so
    that whoever is reading or typing is not disturbed.
    """
    profile = Profile.objects.filter(user=request.user).first()
    form = MatchFilterForm(request.GET)
    page = None
    if profile:
        try:
            page = matches_page(profile, form.filters, cursor=request.GET.get("cursor"))
        except BadCursorError:
            return redirect("matches")
    as_of = lists_as_of() if page else None
    updating = page is not None and not page.fresh and as_of is None
    if request.htmx and updating:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    items = page.items if page else ()
    context = {
        "page": page,
        "updating": updating,
        "as_of": as_of,
        "rows": [(match, reverse("match", args=[match.posting.pk])) for match in items],
        "begins": profile is None
        or not ((page and page.total) or form.filters or profile.skills.exists()),
        "has_place": profile is not None and profile.latitude is not None,
        "place_url": reverse("profile_about"),
        **narrowing(form, page, reverse("matches")),
    }
    return render(request, "matching/jobseeker/matches.html", context)


@require_safe
@jobseekers_only
def match(request: JobseekerRequest, posting: int) -> HttpResponse:
    """One opening against the person's profile, listed or not, worked out now."""
    opening = get_object_or_404(public_postings(), pk=posting)
    profile = Profile.objects.filter(user=request.user).first()
    if profile is None:
        return redirect("profile")
    try:
        found = match_for(profile, opening)
    except Posting.DoesNotExist as error:
        raise Http404 from error
    with_level = profile.skills.filter(level__isnull=False)
    said = set(with_level.values_list("skill__slug", flat=True))
    context = {
        "match": found,
        "posting": opening,
        "lines": ledger_rows(found.lines),
        "fits": [line for line in found.lines if line.status in _FITS],
        "to_confirm": [
            _Line(line, can_say_more=line.skill not in said)
            for line in found.lines
            if line.status in _TO_CONFIRM
        ],
        "missing": [_Line(line) for line in found.lines if line.status == "missing"],
        "change_link": _change_link(found.one_change) if found.one_change else None,
        "preferences": wishes(found),
        "shifts": [Shift(shift).label for shift in opening.shifts],
        "worked_out_on": timezone.localdate(),
        "trail": [{"label": _("My matches"), "url": reverse("matches")}],
    }
    return render(request, "matching/jobseeker/match.html", context)


@dataclass(frozen=True)
class _Line:
    """A line that does not stand yet, with the address where the person can say more.

    They can't where the level is stated and it is the employer who has not said what is asked.
    """

    line: LineView
    can_say_more: bool = True

    @property
    def address(self) -> str:
        if self.line.kind == "experience":
            return reverse("job_new")
        if self.line.kind == "education":
            return reverse("profile_schooling")
        if self.line.status == "confirm":
            return f"{reverse('profile')}#skill-{self.line.skill}"
        return f"{reverse('skill_add')}?{urlencode({'skill': self.line.skill})}"

    @property
    def words(self) -> str:
        if self.line.kind == "experience":
            return _("Add a job you had")
        if self.line.kind == "education":
            is_said = self.line.status == "missing"
            return _("Change your schooling") if is_said else _("Tell us your schooling")
        if self.line.status == "confirm":
            return _("Say how well you do it")
        return _("I can do this: add it")


@dataclass(frozen=True)
class _Link:
    """Where the person can make a change, and what the link says."""

    address: str
    words: str


def _change_link(change: OneChange) -> _Link:
    """Where the person makes it true in their profile."""
    if change.renews:
        return _Link(reverse("credential_edit", args=[change.code]), _("Change its date"))
    to_skill = f"{reverse('profile')}#skill-{change.code}"
    return {
        ChangeKind.ADD_SKILL: _Link(
            f"{reverse('skill_add')}?{urlencode({'skill': change.code})}",
            _("I can do this: add it"),
        ),
        ChangeKind.STATE_LEVEL: _Link(to_skill, _("Say how well you do it")),
        ChangeKind.RAISE_LEVEL: _Link(to_skill, _("See it in my profile")),
        ChangeKind.CREDENTIAL: _Link(reverse("credential_new"), _("I have it: add it")),
        ChangeKind.EXPERIENCE: _Link(reverse("job_new"), _("Add a job you had")),
        ChangeKind.EDUCATION: _Link(reverse("profile_schooling"), _("Open my schooling")),
    }[ChangeKind(change.kind)]
