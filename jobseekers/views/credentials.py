"""Licences and other credentials."""

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobseekers import services
from jobseekers.access import JobseekerRequest, an_act, jobseekers_only, profile_to_change
from jobseekers.forms import CredentialForm, HeldCredentialForm
from jobseekers.models import HeldCredential
from jobseekers.undo import remember
from jobseekers.views.answers import add_errors, form_page, saved

SECTION = "credentials"


@require_http_methods(["GET", "HEAD", "POST"])
@jobseekers_only
def credential_new(request: JobseekerRequest) -> HttpResponse:
    """A credential by its name."""
    if request.method != "POST":
        return _page(request, CredentialForm(), None)
    form = CredentialForm(request.POST)
    if form.is_valid() and (named := form.concept):
        mine = HeldCredential.objects.filter(profile__user=request.user)
        if mine.filter(credential=named).exists():
            form.add_error("text", _("You have this already. Change its date in your list."))
        else:
            try:
                services.save_credential(
                    profile=profile_to_change(request),
                    credential=named,
                    expires_on=form.cleaned_data["expires_on"],
                )
            except ValidationError as error:
                add_errors(form, error, credential="text")
            else:
                return saved(request, SECTION)
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@jobseekers_only
def credential_edit(request: JobseekerRequest, credential: str) -> HttpResponse:
    """Until when a held credential is valid."""
    held = _held(request, credential)
    if request.method != "POST":
        form = HeldCredentialForm(initial={"expires_on": held.expires_on})
        return _page(request, form, held)
    form = HeldCredentialForm(request.POST)
    if form.is_valid():
        try:
            services.save_credential(
                profile=held.profile, credential=held.credential, **form.cleaned_data
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            return saved(request, SECTION)
    return _page(request, form, held)


@jobseekers_only
@an_act
def credential_remove(request: JobseekerRequest, credential: str) -> HttpResponse:
    """Takes a credential out, with a way back."""
    held = _held(request, credential)
    services.remove_credential(profile=held.profile, credential=held.credential)
    expires = held.expires_on.isoformat() if held.expires_on else None
    undo = remember(request, "credential", {"credential": credential, "expires_on": expires})
    words = _("Removed: %(credential)s.") % {"credential": held.credential.label}
    return saved(request, SECTION, words, extra_tags=f"undo:{undo}")


def _page(request: JobseekerRequest, form: Form, held: HeldCredential | None) -> HttpResponse:
    heading = held.credential.label if held else _("Add a licence or credential")
    return form_page(request, SECTION, heading, form, fields="credential", held=held)


def _held(request: JobseekerRequest, slug: str) -> HeldCredential:
    """The credential as this person holds it; 404 where they do not."""
    mine = HeldCredential.objects.select_related("credential", "profile")
    return get_object_or_404(mine, profile__user=request.user, credential__slug=slug)
