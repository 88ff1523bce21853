"""Past and present jobs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobseekers import services
from jobseekers.access import JobseekerRequest, an_act, jobseekers_only, profile_to_change
from jobseekers.forms import JobForm
from jobseekers.models import Experience
from jobseekers.undo import remember
from jobseekers.views.answers import add_errors, form_page, saved

SECTION = "jobs"


@require_http_methods(["GET", "HEAD", "POST"])
@jobseekers_only
def job_new(request: JobseekerRequest) -> HttpResponse:
    """A job that is not in the profile yet."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@jobseekers_only
def job_edit(request: JobseekerRequest, job: int) -> HttpResponse:
    """A job that is."""
    return _edit(request, _own(request, job))


@jobseekers_only
@an_act
def job_remove(request: JobseekerRequest, job: int) -> HttpResponse:
    """Takes a job out, with a way back."""
    found = _own(request, job)
    removed = services.remove_job(profile=found.profile, job_id=found.pk)
    undo = remember(request, "job", _as_plain(removed))
    words = _("Removed: %(job)s.") % {"job": removed.title}
    return saved(request, SECTION, words, extra_tags=f"undo:{undo}")


def _edit(request: JobseekerRequest, job: Experience | None) -> HttpResponse:
    heading = _("Change a job") if job else _("Add a job")
    if request.method != "POST":
        return form_page(request, SECTION, heading, JobForm(job=job), fields="job")
    form = JobForm(request.POST, job=job)
    if form.is_valid():
        try:
            services.save_job(
                profile=profile_to_change(request), job_id=job.pk if job else None, **form.values
            )
        except ValidationError as error:
            add_errors(form, error, started="started_year", ended="ended_year", occupation="text")
        else:
            return saved(request, SECTION)
    return form_page(request, SECTION, heading, form, fields="job")


def _own(request: JobseekerRequest, job: int) -> Experience:
    """This person's own job; another's is a 404."""
    mine = Experience.objects.select_related("occupation", "profile")
    return get_object_or_404(mine, profile__user=request.user, pk=job)


def _as_plain(job: Experience) -> dict[str, Any]:
    return {
        "title": job.title,
        "employer": job.employer,
        "occupation": job.occupation.code if job.occupation else None,
        "started": job.started.isoformat(),
        "ended": job.ended.isoformat() if job.ended else None,
    }
