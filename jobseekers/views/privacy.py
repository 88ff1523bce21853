"""Who sees the person, and what exactly."""

from collections import Counter
from collections.abc import Iterable
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobseekers import services
from jobseekers.access import JobseekerRequest, jobseekers_only, profile_to_change
from jobseekers.dates import months_worked
from jobseekers.forms import VisibilityForm
from jobseekers.models import Experience, Profile
from jobseekers.views.answers import add_errors, page_context, profile_trail
from matching.pseudonyms import candidate_name
from matching.wording import months_in_words

TEMPLATE = "jobseekers/privacy.html"


@require_http_methods(["GET", "HEAD", "POST"])
@jobseekers_only
def privacy(request: JobseekerRequest) -> HttpResponse:
    """Hidden, or seen without a name; with a preview of what is seen."""
    context = page_context(request, trail=profile_trail())
    context["pseudonym"] = candidate_name(context["profile"].ref)
    context["experience"] = _experience_in_words(context["jobs"])
    if request.method != "POST":
        form = VisibilityForm(profile=context["profile"])
        return render(request, TEMPLATE, {**context, "form": form})
    form = VisibilityForm(request.POST, profile=context["profile"])
    if form.is_valid():
        try:
            services.set_visibility(profile=profile_to_change(request), **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _visible_now(form.cleaned_data["visibility"]))
            return redirect("privacy")
    refused = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, TEMPLATE, {**context, "form": form}, status=refused)


def _experience_in_words(jobs: Iterable[Experience]) -> list[str]:
    """How long the person worked in each kind of work, longest first."""
    today = timezone.localdate()
    months: Counter[str] = Counter()
    for job in jobs:
        if job.occupation:
            months[job.occupation.label] += months_worked(job.started, job.ended, today)
    return [
        _("%(work)s: %(time)s") % {"work": work, "time": months_in_words(count)}
        for work, count in months.most_common()
        if count
    ]


def _visible_now(visibility: str) -> str:
    if visibility == Profile.Visibility.HIDDEN:
        return _("You are hidden. Employers stop seeing you within seconds.")
    return _("Checked employers can now find your skills, without your name.")
