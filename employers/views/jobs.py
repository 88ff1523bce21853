"""The public job list."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from employers.forms.search import JobSearchForm
from employers.models import Posting
from employers.selectors import search_postings
from employers.words import SECTORS
from portal.common.keyset import BadCursorError, newest_first
from portal.common.words import WorkMode
from skills.selectors import occupation_by_code

PAGE_SIZE = 20
_ARGUMENTS = {"q": "words", "where": "work_mode", "sector": "sector", "occupation": "occupation"}


@login_not_required
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """Open postings, newest first; what is searched for only narrows, and says when it empties."""
    form = JobSearchForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name, "") for name in _ARGUMENTS}
    asked = {name: value for name, value in asked.items() if value}
    found = _found(asked)
    try:
        page = newest_first(
            found,
            by=("published_at", "id"),
            cursor=request.GET.get("cursor", ""),
            size=PAGE_SIZE,
        )
    except BadCursorError as error:
        raise Http404 from error
    total = found.count()
    return render(
        request,
        "jobs/list.html",
        {
            "form": JobSearchForm(initial=asked),
            "words": asked.get("q", ""),
            "filters": _filters(asked),
            "total": total,
            "rows": [{"posting": posting, "taught": _taught(posting)} for posting in page.items],
            "next": _address(asked, page.next) if page.next else "",
            "previous": _address(asked, page.previous) if page.previous else "",
            "wider": [] if total else _wider(asked),
        },
    )


def _found(asked: dict[str, str]) -> Any:
    return search_postings(**{_ARGUMENTS[name]: value for name, value in asked.items()})


def _address(asked: dict[str, str], cursor: str = "") -> str:
    query = urlencode(asked | ({"cursor": cursor} if cursor else {}))
    return reverse("job_list") + (f"?{query}" if query else "")


def _filters(asked: dict[str, str]) -> list[dict[str, str]]:
    """Each filter in words, with the address of the list without it."""
    words: dict[str, dict[str, Any]] = {"where": dict(WorkMode.choices), "sector": SECTORS}
    if "occupation" in asked:
        kind = occupation_by_code(asked["occupation"])
        words["occupation"] = {asked["occupation"]: kind.label if kind else asked["occupation"]}
    return [
        {
            "label": str(words[name][value]) if name in words else value,
            "url": _address({other: asked[other] for other in asked if other != name}),
        }
        for name, value in asked.items()
    ]


def _wider(asked: dict[str, str]) -> list[dict[str, Any]]:
    """The filters whose absence would show something, and how much."""
    wider = []
    for (name, _value), chosen in zip(asked.items(), _filters(asked), strict=True):
        rest = {other: asked[other] for other in asked if other != name}
        count = _found(rest).count() if rest else 0
        if count:
            wider.append({**chosen, "count": count})
    return wider


def _taught(posting: Posting) -> str:
    """The skills that this employer teaches, in one line."""
    return ", ".join(asked.skill.label for asked in posting.requirements.all() if asked.trainable)
