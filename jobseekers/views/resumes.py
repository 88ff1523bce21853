"""From a résumé to a profile: give it, check what was read, save.

Between the two steps nothing is stored. The page that asks for confirmation is the answer to the
upload, and its form carries all that was read, the quoted words too; what comes back is no more
than a person could type into the profile by hand, so it needs no signature. That works without
scripts, in two windows and across a new sign-in's redirect to the first step; it loses nothing when
an answer is refused; and no text of a résumé waits on the server for somebody who left. The file
itself is kept only where its owner ticked so, once it has been read.
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.storage import storages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from jobseekers import services
from jobseekers.access import JobseekerRequest, jobseekers_only, profile_to_change
from jobseekers.forms import Confirmation, Held, ResumeForm
from jobseekers.models import KeptResume
from jobseekers.resumes.documents import DocumentText, UnreadableDocumentError, read_document
from jobseekers.resumes.proposal import Proposal, propose
from jobseekers.resumes.reader.tidy import clean
from jobseekers.selectors import WholeProfile, whole_profile
from jobseekers.services import Added
from jobseekers.services.files import STORAGE
from jobseekers.views.answers import add_errors, profile_trail
from portal.common.throttling import UploadThrottle

_REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
_TOO_MANY = "too_many"
_ENDINGS = {"pdf": "pdf", "docx": "docx", "text": "txt"}


@require_http_methods(["GET", "HEAD", "POST"])
@jobseekers_only
def resume_upload(request: JobseekerRequest) -> HttpResponse:
    """A file or a text is given; the answer is the page to check what was read."""
    if request.method != "POST":
        return _upload_page(request, ResumeForm())
    form = ResumeForm(request.POST, request.FILES)
    whole = whole_profile(request.user)
    proposal = _read(request, form, whole) if form.is_valid() else None
    if proposal is None:
        return _upload_page(request, form, status=_status_of(form))
    confirmation = Confirmation(held=_held(whole), proposal=proposal)
    return _confirm_page(request, whole, confirmation, known_jobs=proposal.known_jobs)


@require_http_methods(["GET", "HEAD", "POST"])
@jobseekers_only
def resume_confirm(request: JobseekerRequest) -> HttpResponse:
    """What was confirmed is saved; whoever merely opens the address is shown the first step."""
    if request.method != "POST":
        return redirect("resume_upload")
    whole = whole_profile(request.user)
    confirmation = Confirmation(held=_held(whole), data=request.POST)
    if not confirmation.is_valid():
        return _confirm_page(request, whole, confirmation, status=_REFUSED)
    try:
        added = services.confirm_resume(profile=profile_to_change(request), **confirmation.claims)
    except ValidationError as error:
        return _confirm_page(request, whole, confirmation, problems=error.messages, status=_REFUSED)
    if added:
        messages.success(request, _added_in_words(added))
    else:
        messages.info(request, _("Nothing new was ticked, so your profile stays as it is."))
    return redirect("profile")


@require_safe
@jobseekers_only
def resume_file(request: JobseekerRequest, resume: int) -> HttpResponse:
    """The person's own kept file, to be saved and never shown in the browser."""
    kept = _own(request, resume)
    storage = storages[STORAGE]
    if not storage.exists(kept.name):
        raise Http404
    day = timezone.localtime(kept.uploaded_at).date().isoformat()
    filename = f"resume-{day}.{_ENDINGS[kept.kind]}"
    with storage.open(kept.name) as file:
        return HttpResponse(
            file.read(),
            content_type="application/octet-stream",
            headers={
                "Content-Disposition": content_disposition_header(True, filename) or "attachment",
                "X-Content-Type-Options": "nosniff",
            },
        )


@require_http_methods(["GET", "HEAD", "POST"])
@jobseekers_only
def resume_remove(request: JobseekerRequest, resume: int) -> HttpResponse:
    """Asks, then deletes a kept file."""
    kept = _own(request, resume)
    if request.method != "POST":
        return render(request, "jobseekers/resume/remove.html", {"kept": kept})
    services.remove_resume(profile=kept.profile, resume_id=kept.pk)
    messages.success(request, _("The file is deleted. Your profile stays as it is."))
    return redirect("resume_upload")


def _read(request: JobseekerRequest, form: ResumeForm, whole: WholeProfile) -> Proposal | None:
    """What was found in the file and the text that were given, and keeps the file if asked to.

    None, with the reason in the form, where they can't be read or nothing is found.
    """
    file, text = form.cleaned_data["file"], form.cleaned_data["text"]
    throttle = UploadThrottle()
    if not throttle.allow_request(cast(Any, request), cast(Any, None)):
        form.add_error(
            None,
            ValidationError(_("You have sent many files. Try again in an hour."), code=_TOO_MANY),
        )
        return None
    content = file.read() if file else b""
    try:
        document = read_document(content) if file else None
    except UnreadableDocumentError as error:
        form.add_error("file", error.problem.label)
        return None
    texts = [document.text if document else "", clean(text)]
    proposal = propose("\n\n".join(filter(None, texts)), whole, today=timezone.localdate())
    if proposal.is_empty:
        form.add_error("file" if file else "text", _("We found no skills or jobs in this text."))
        return None
    if document and form.cleaned_data["keep"] and not _kept(request, form, content, document):
        return None
    return proposal


def _status_of(refused: ResumeForm) -> int:
    if refused.has_error(NON_FIELD_ERRORS, _TOO_MANY):
        return HTTPStatus.TOO_MANY_REQUESTS
    return _REFUSED


def _upload_page(
    request: JobseekerRequest, form: ResumeForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    kept = KeptResume.objects.filter(profile__user=request.user)
    context = {"form": form, "kept": kept, "trail": profile_trail(), "steps": _steps()}
    return render(request, "jobseekers/resume/upload.html", context, status=status)


def _confirm_page(
    request: JobseekerRequest,
    whole: WholeProfile,
    confirmation: Confirmation,
    *,
    known_jobs: Sequence[str] = (),
    problems: Sequence[str] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    skills = [form for form in confirmation.skills if form.concept is not None]
    credentials = [form for form in confirmation.credentials if form.concept is not None]
    context: dict[str, Any] = {
        "confirmation": confirmation,
        "sure": [form for form in skills if not form.is_held and form.is_sure],
        "unsure": [form for form in skills if not form.is_held and not form.is_sure],
        "held_skills": [form for form in skills if form.is_held],
        "credentials": [form for form in credentials if not form.is_held],
        "held_credentials": [form for form in credentials if form.is_held],
        "known_jobs": known_jobs,
        "schooling": whole.profile.get_education_display() if whole.profile.education else "",
        "errors": [*(("", words) for words in problems), *confirmation.errors()],
        "trail": profile_trail(),
        "steps": _steps(),
    }
    return render(request, "jobseekers/resume/confirm.html", context, status=status)


def _held(whole: WholeProfile) -> Held:
    """What the profile has already."""
    return Held(
        skills=frozenset(held.skill_id for held in whole.skills),
        credentials=frozenset(held.credential_id for held in whole.credentials),
    )


def _kept(
    request: JobseekerRequest, form: ResumeForm, content: bytes, document: DocumentText
) -> bool:
    """Keeps the file as its owner asked; False, with the reason in the form, if that can't be."""
    try:
        services.keep_resume(
            profile=profile_to_change(request), content=content, kind=document.kind
        )
    except ValidationError as error:
        add_errors(form, error)
        return False
    messages.success(request, _("Your file is kept. Only you can download it."))
    return True


def _added_in_words(added: Added) -> str:
    """“Added from your résumé: 8 skills, 2 jobs. Your matches are updating.”"""
    counts = (
        (added.skills, ngettext("%d skill", "%d skills", added.skills)),
        (added.jobs, ngettext("%d job", "%d jobs", added.jobs)),
        (
            added.credentials,
            ngettext("%d licence or credential", "%d licences or credentials", added.credentials),
        ),
        (added.details, ngettext("%d other answer", "%d other answers", added.details)),
    )
    parts = ", ".join(words % count for count, words in counts if count)
    return _("Added from your résumé: %(parts)s. Your matches are updating.") % {"parts": parts}


def _own(request: JobseekerRequest, resume: int) -> KeptResume:
    """This person's own kept file; another's is a 404."""
    mine = KeptResume.objects.select_related("profile")
    return get_object_or_404(mine, profile__user=request.user, pk=resume)


def _steps() -> list[str]:
    return [_("Give us your résumé"), _("Check what we read"), _("See your matches")]
