"""The requirement simulator beside the posting editor: what each thing asked costs in people."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from employers.forms.asks import AsksForm
from employers.forms.postings import PostingForm
from employers.models import Posting
from employers.views.access import EmployerRequest, employers_only, own_posting
from matching.simulate import (
    Asked,
    ChangeKind,
    Effect,
    PoolLoadingError,
    PoolSizes,
    Size,
    TooManyQuestionsError,
    asked_in,
    pool_sizes,
)
from skills.forms import OccupationByNameForm
from skills.models import Importance

_WIDENERS = 5
_MINUTE, _HOUR = 60, 3600
_DETAILS = ("education", "education_or_equivalent", "months_experience")
_CHANGES = {
    ChangeKind.DROP: gettext_lazy("Do not ask it"),
    ChangeKind.LOWER_LEVEL: gettext_lazy("Ask one level less"),
    ChangeKind.TRAIN: gettext_lazy("Train it on the job"),
    ChangeKind.DROP_GATE: gettext_lazy("Do not ask it"),
    ChangeKind.DROP_EXPERIENCE: gettext_lazy("Ask for none"),
    ChangeKind.LOWER_EXPERIENCE: gettext_lazy("Ask a year less"),
    ChangeKind.DROP_EDUCATION: gettext_lazy("Ask for none"),
    ChangeKind.LOWER_EDUCATION: gettext_lazy("Ask one level less"),
    ChangeKind.ACCEPT_EQUIVALENT: gettext_lazy("Let skills or experience count instead"),
}
_SUBJECTS = {
    ChangeKind.DROP_EXPERIENCE: gettext_lazy("Experience"),
    ChangeKind.LOWER_EXPERIENCE: gettext_lazy("Experience"),
    ChangeKind.DROP_EDUCATION: gettext_lazy("Schooling"),
    ChangeKind.LOWER_EDUCATION: gettext_lazy("Schooling"),
    ChangeKind.ACCEPT_EQUIVALENT: gettext_lazy("Schooling"),
}


class _UnreadableError(Exception):
    """What is typed does not make sense yet."""


@dataclass(frozen=True)
class _Row:
    """One change in words, with the sizes that it leads to."""

    about: str
    words: str
    qualified: str
    near: str
    number: int
    is_change: bool


@employers_only
@require_http_methods(["GET", "HEAD", "POST"])
def posting_pool(request: EmployerRequest, posting: int) -> HttpResponse:
    """Pool sizes of a posting as it is saved or, posted from the editor, as it is typed.

    Nothing is saved. htmx gets the panel's inside, a browser without scripts a page.
    """
    own = own_posting(request, posting)
    context: dict[str, Any] = {"posting": own, "trail": _trail(own), "sizes": None}
    status = HTTPStatus.OK
    try:
        asked = _typed(own, request.POST) if request.method == "POST" else asked_in(own)
        context |= _shown(pool_sizes(own.organisation, asked))
    except _UnreadableError:
        context["problem"] = "unreadable"
    except PoolLoadingError:
        context["problem"] = "counting"
    except TooManyQuestionsError as refused:
        context |= {"problem": "too_many", "wait": _wait(refused.retry_after)}
        status = HTTPStatus.TOO_MANY_REQUESTS
    template = "_pool.html" if request.htmx else "pool.html"
    # htmx shows the panel whatever the answer is.
    return render(
        request,
        f"matching/employer/{template}",
        context,
        status=HTTPStatus.OK if request.htmx else status,
    )


def _typed(posting: Posting, data: Any) -> Asked:
    """What the editor's form says; words not settled yet are left alone."""
    asks = AsksForm(posting, data, strict=False)
    occupation = OccupationByNameForm(data, prefix="occupation", concept=posting.occupation)
    details = PostingForm(data, instance=posting)
    details.is_valid()
    kind = posting.occupation
    if occupation.is_settled and occupation.is_valid():
        kind = occupation.concept
    if not asks.is_valid() or set(_DETAILS) & set(details.errors):
        raise _UnreadableError
    return Asked(
        requirements=asks.claims(),
        gates=asks.credentials(),
        occupation=kind,
        **{name: details.cleaned_data[name] for name in _DETAILS},
    )


def _shown(sizes: PoolSizes) -> dict[str, Any]:
    rows = [_row(effect, sizes) for effect in sizes.effects]
    now = sizes.qualified.number or 0
    wider = sorted((row for row in rows if row.number > now), key=lambda row: -row.number)
    largest = max([now, *(row.number for row in rows)])
    return {
        "sizes": sizes,
        "qualified": in_words(sizes.qualified),
        "near": in_words(sizes.near),
        "blocked": [(each.gate.label, in_words(each.size)) for each in sizes.blocked],
        "wider": [(row, 100 * row.number // largest) for row in wider[:_WIDENERS]],
        "groups": list(_grouped(rows)),
        "is_small": sizes.qualified.number is None,
    }


def _row(effect: Effect, sizes: PoolSizes) -> _Row:
    subject = effect.subject
    return _Row(
        about=str(_SUBJECTS[effect.kind]) if subject is None else subject.label,
        words=str(_words(effect, sizes)),
        qualified=in_words(effect.qualified),
        near=in_words(effect.near),
        number=effect.qualified.number or 0,
        is_change=effect.qualified.number != sizes.qualified.number,
    )


def _words(effect: Effect, sizes: PoolSizes) -> Any:
    if effect.kind is not ChangeKind.LOWER_IMPORTANCE:
        return _CHANGES[effect.kind]
    to_nice = effect.importance == Importance.NICE
    return _("Make it nice to have") if to_nice else _("Make it important, not essential")


def _grouped(rows: list[_Row]) -> Iterator[tuple[str, list[_Row]]]:
    """The rows by what they are about, in order."""
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        groups.setdefault(row.about, []).append(row)
    yield from groups.items()


def in_words(size: Size) -> str:
    """A size as people read it."""
    if size.number is None:
        return _("under 10")
    return _("about %(number)s") % {"number": f"{size.number:,}"}


def _wait(seconds: int) -> str:
    if seconds < 2 * _HOUR:
        minutes = -(-seconds // _MINUTE)
        return _("%(number)s minutes") % {"number": minutes}
    return _("%(number)s hours") % {"number": -(-seconds // _HOUR)}


def _trail(posting: Posting) -> list[dict[str, str]]:
    return [
        {"label": _("My postings"), "url": reverse("employer_home")},
        {"label": posting.title, "url": reverse("posting_edit", args=[posting.pk])},
    ]
