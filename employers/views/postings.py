"""The posting editor and what can be done with a posting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import services
from employers.forms.asks import AsksForm, Dropped, dropped_from
from employers.forms.editor import PostingEditor
from employers.forms.errors import show_refusal
from employers.forms.postings import NewPostingForm
from employers.models import Posting
from employers.rules import publishing_findings
from employers.selectors import (
    may_write,
    organisations_of,
    organisations_written_by,
    whole_posting,
)
from employers.standing import standing_of
from employers.views.access import EmployerRequest, employers_only, own_posting, writable_posting
from skills.forms import OccupationByNameForm

REFUSED = 422
PUBLISH = "publish"


@employers_only
@require_http_methods(["GET", "HEAD", "POST"])
def posting_new(request: EmployerRequest) -> HttpResponse:
    """Begins a draft with its title and, if known, its kind of work."""
    organisations = organisations_written_by(request.user)
    if not organisations:
        if organisations_of(request.user).exists():
            raise PermissionDenied
        return redirect("organisation_new")
    data = request.POST if request.method == "POST" else None
    form = NewPostingForm(
        data, organisations=organisations, initial={"organisation": request.GET.get("for")}
    )
    occupation = OccupationByNameForm(data, prefix="occupation")
    if data is not None and all([form.is_valid(), occupation.is_valid()]):
        try:
            draft = services.create_posting(**form.cleaned_data, occupation=occupation.concept)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Your draft is saved. Only your organisation sees it."))
            return redirect("posting_edit", posting=draft.pk)
    return render(
        request,
        "employers/posting_new.html",
        {
            "form": form,
            "occupation": occupation,
            "several": len(organisations) > 1,
            "only": organisations[0],
        },
        status=200 if data is None else REFUSED,
    )


@employers_only
@require_http_methods(["GET", "HEAD", "POST"])
def posting_edit(request: EmployerRequest, posting: int) -> HttpResponse:
    """The editor. A viewer, and anybody once the posting is closed, reads instead."""
    if request.method != "POST":
        own = own_posting(request, posting)
        if own.status == Posting.Status.CLOSED or not may_write(request.user, own.organisation):
            return render(request, "employers/posting_read.html", _context(request, own))
        undo = dropped_from(request.GET.get("undo", ""))
        return _editor_page(request, own, PostingEditor(own), dropped=undo)
    own = writable_posting(request, posting)
    act = request.POST.get("act", "")
    editor = PostingEditor(own, request.POST, act)
    if not (editor.is_valid() and _saved(own, editor, publish=act == PUBLISH)):
        return _editor_page(request, own_posting(request, posting), editor)
    return _after_saving(request, own, editor, act)


def _saved(posting: Posting, editor: PostingEditor, *, publish: bool) -> bool:
    """Saves, and publishes if asked to; what a service refuses is shown at the fields.

    What keeps a draft from being published does not keep it from being saved.
    """
    try:
        services.update_posting(posting=posting, **editor.changes())
    except ValidationError as refusal:
        editor.refuse(refusal)
        return False
    if publish:
        try:
            services.publish_posting(posting=posting)
        except ValidationError as refusal:
            editor.asks = AsksForm(whole_posting(posting.pk))
            editor.refuse(refusal)
            return False
    return True


def _after_saving(
    request: EmployerRequest, posting: Posting, editor: PostingEditor, act: str
) -> HttpResponse:
    address = reverse("posting_edit", args=[posting.pk])
    dropped = editor.asks.dropped
    if act == PUBLISH:
        messages.success(request, _published_words(posting))
        return redirect(address)
    if dropped:
        return redirect(f"{address}?{urlencode({'undo': dropped.act})}#asks")
    messages.success(request, _("Saved."))
    return redirect(f"{address}#asks" if act or editor.asks.adds else address)


@employers_only
@require_POST
def posting_asks(request: EmployerRequest, posting: int) -> HttpResponse:
    """Saves the section of skills and credentials on its own, and shows it again (htmx)."""
    own = writable_posting(request, posting)
    act = request.POST.get("act", "")
    asks = AsksForm(own, request.POST, act, strict=bool(act))
    occupation = OccupationByNameForm(request.POST, prefix="occupation")
    changes: dict[str, Any] = {}
    if occupation.is_settled and occupation.is_valid():
        changes["occupation"] = occupation.concept
    if asks.is_valid():
        try:
            services.update_posting(
                posting=own, requirements=asks.claims(), gates=asks.credentials(), **changes
            )
        except ValidationError as refusal:
            asks.errors.extend(refusal.messages)
        else:
            current = own_posting(request, posting)
            return _asks_answer(request, current, AsksForm(current), dropped=asks.dropped)
    return _asks_answer(request, own_posting(request, posting), asks, status=REFUSED)


@employers_only
@require_safe
def posting_preview(request: EmployerRequest, posting: int) -> HttpResponse:
    """The posting as a jobseeker will see it."""
    return render(
        request, "employers/posting_preview.html", _context(request, own_posting(request, posting))
    )


@employers_only
@require_http_methods(["GET", "HEAD", "POST"])
def posting_close(request: EmployerRequest, posting: int) -> HttpResponse:
    """Takes a posting out of every list, once confirmed."""
    own = writable_posting(request, posting)
    if request.method == "POST" and _done(request, services.close_posting, own):
        messages.success(request, _("%(title)s is closed.") % {"title": own.title})
        return redirect("employer_home")
    return _confirm(request, own, "employers/posting_close.html")


@employers_only
@require_http_methods(["GET", "HEAD", "POST"])
def posting_reopen(request: EmployerRequest, posting: int) -> HttpResponse:
    """Makes a closed posting public again, once confirmed."""
    own = writable_posting(request, posting)
    if request.method == "POST" and _done(request, services.reopen_posting, own):
        messages.success(request, _published_words(own))
        return redirect("posting_edit", posting=own.pk)
    return _confirm(request, own, "employers/posting_reopen.html")


@employers_only
@require_http_methods(["GET", "HEAD", "POST"])
def posting_delete(request: EmployerRequest, posting: int) -> HttpResponse:
    """Deletes a draft, once confirmed."""
    own = writable_posting(request, posting)
    if request.method == "POST" and _done(request, services.delete_draft, own):
        messages.success(request, _("The draft %(title)s is deleted.") % {"title": own.title})
        return redirect("employer_home")
    return _confirm(request, own, "employers/posting_delete.html")


def _done(request: EmployerRequest, service: Any, posting: Posting) -> bool:
    """Calls the service; what it refuses is said on the page that comes next."""
    try:
        service(posting=posting)
    except ValidationError as refusal:
        for text in refusal.messages:
            messages.error(request, text)
        return False
    return True


def _confirm(request: EmployerRequest, posting: Posting, template: str) -> HttpResponse:
    status = REFUSED if request.method == "POST" else 200
    return render(request, template, {"posting": posting}, status=status)


def _published_words(posting: Posting) -> str:
    if posting.organisation.is_verified:
        return _("%(title)s is published.") % {"title": posting.title}
    return _("%(title)s is ready. It goes public once your organisation is verified.") % {
        "title": posting.title
    }


def _context(request: EmployerRequest, posting: Posting) -> dict[str, Any]:
    """What every page about one posting of one's own needs."""
    return {
        "posting": posting,
        "standing": standing_of(posting, timezone.localdate()),
        "findings": publishing_findings(posting, asks=len(posting.requirements.all())),
        "may_write": may_write(request.user, posting.organisation),
        "trail": [
            {"label": _("My postings"), "url": reverse("employer_home")},
        ],
    }


def _editor_page(
    request: EmployerRequest,
    posting: Posting,
    editor: PostingEditor,
    dropped: Dropped | None = None,
) -> HttpResponse:
    context = _context(request, posting) | {
        "editor": editor,
        "asks": editor.asks,
        "dropped": dropped,
    }
    status = REFUSED if editor.has_errors else 200
    return render(request, "employers/posting_edit.html", context, status=status)


def _asks_answer(
    request: EmployerRequest,
    posting: Posting,
    asks: AsksForm,
    *,
    dropped: Dropped | None = None,
    status: int = 200,
) -> HttpResponse:
    context = _context(request, posting) | {"asks": asks, "dropped": dropped}
    return render(request, "employers/_asks_answer.html", context, status=status)
