"""The profile on one page, and its single answers: about you, schooling, what you want."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jobseekers import services
from jobseekers.access import JobseekerRequest, jobseekers_only, profile_to_change
from jobseekers.forms import AboutForm, DetailsForm, SchoolingForm, WishesForm
from jobseekers.selectors import whole_profile
from jobseekers.views.answers import add_errors, form_page, page_context, saved

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@jobseekers_only
def profile(request: JobseekerRequest) -> HttpResponse:
    """Everything that the person has told the portal, with a way to change each part."""
    return render(request, "jobseekers/profile.html", page_context(request))


@require_http_methods(FORM_METHODS)
@jobseekers_only
def about(request: JobseekerRequest) -> HttpResponse:
    """Name, phone, ZIP code and birth date."""
    return _edit(request, AboutForm, "about", _("About you"))


@require_http_methods(FORM_METHODS)
@jobseekers_only
def schooling(request: JobseekerRequest) -> HttpResponse:
    """The highest schooling finished."""
    return _edit(request, SchoolingForm, "schooling", _("Schooling"))


@require_http_methods(FORM_METHODS)
@jobseekers_only
def wishes(request: JobseekerRequest) -> HttpResponse:
    """Distance, pay, hours, shifts, place and start."""
    return _edit(request, WishesForm, "wishes", _("What you want"))


def _edit(
    request: JobseekerRequest, form_class: type[DetailsForm], section: str, heading: str
) -> HttpResponse:
    held = whole_profile(request.user).profile
    if request.method != "POST":
        return form_page(request, section, heading, form_class(profile=held))
    form = form_class(request.POST, profile=held)
    if form.is_valid():
        try:
            services.update_details(profile=profile_to_change(request), **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return saved(request, section)
    return form_page(request, section, heading, form)
