"""The staff's pages of the matching: how it stands, pausing it, and what it has set aside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.check import CONFIDENCE
from matching.outbox import retry_set_aside
from matching.pause import pause, resume
from matching.status import watch
from matching.throughput import Minute
from portal.staff import selectors
from portal.staff.access import StaffRequest, for_staff
from portal.staff.forms import PauseForm
from portal.staff.paging import home_crumb, page_of

_ASIDE_SHOWN = 3
_MINUTES_A_BAR = 5
_BAR_WIDTH, _BAR_GAP, _BAR_HEIGHT = 40, 10, 120


@for_staff
@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    """The queue, the work, a rebuild, the last check; asks again by itself every few seconds."""
    seen = watch()
    check = seen.now.last_check
    context = {
        "seen": seen,
        "sentence": selectors.matching_sentence(seen.now),
        "oldest": selectors.duration(seen.now.oldest_age_s),
        "longest_wait": selectors.duration(seen.longest_wait_s),
        "left": selectors.duration(seen.rebuild.seconds_left)
        if seen.rebuild and seen.rebuild.seconds_left is not None
        else "",
        "shards": [(shard, selectors.duration(shard.oldest_age_s)) for shard in seen.shards],
        "bars": list(_bars(seen.minutes)),
        "proofs": [proof for side in check.sides if (proof := _proof(side))] if check else [],
        "set_aside": selectors.work_set_aside()[:_ASIDE_SHOWN],
        "trail": [home_crumb()],
    }
    return render(request, "staff/matching.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: StaffRequest) -> HttpResponse:
    """Asks why, and holds the workers back."""
    form = PauseForm(request.POST or None)
    refused = request.method == "POST"
    if request.method == "POST" and form.is_valid():
        if pause(reason=form.cleaned_data["reason"], by=request.user):
            messages.success(request, _("Matching is paused. Changes are kept."))
        else:
            messages.info(request, _("Matching was paused already."))
        return redirect("staff_matching")
    return render(
        request,
        "staff/pause.html",
        {"form": form, "trail": _trail()},
        status=422 if refused else 200,
    )


@for_staff
@require_POST
def go_on(request: StaffRequest) -> HttpResponse:
    """Lets the workers go on."""
    if resume(by=request.user):
        messages.success(request, _("Matching goes on with what waits."))
    else:
        messages.info(request, _("Matching was not paused."))
    return redirect("staff_matching")


@for_staff
@require_safe
def set_aside(request: HttpRequest) -> HttpResponse:
    """Changes that matching failed to follow, each with its story."""
    context = {"trail": _trail(), **page_of(request, selectors.work_set_aside())}
    return render(request, "staff/set_aside.html", context)


@for_staff
@require_POST
def retry(request: StaffRequest) -> HttpResponse:
    """Gives one change, or all, another chance."""
    entry = request.POST.get("entry", "")
    if entry and not (entry.isascii() and entry.isdecimal() and len(entry) < 19):
        messages.error(request, _("There is no such change."))
        return redirect("staff_set_aside")
    count = retry_set_aside(entries=[int(entry)] if entry else None, by=request.user)
    said = ngettext("%d change will be tried again.", "%d changes will be tried again.", count)
    messages.success(request, said % count)
    return redirect("staff_set_aside")


@dataclass(frozen=True)
class _Bar:
    """Some minutes of work in the chart; `x`, `y` and `height` in the units of its view box."""

    since: datetime
    changes: int
    longest_wait: str
    x: int
    y: int
    height: int


def _bars(minutes: Sequence[Minute]) -> Iterator[_Bar]:
    groups = [
        minutes[start : start + _MINUTES_A_BAR] for start in range(0, len(minutes), _MINUTES_A_BAR)
    ]
    counts = [sum(minute.changes for minute in group) for group in groups]
    most = max(counts, default=0) or 1
    for number, (group, count) in enumerate(zip(groups, counts, strict=True)):
        height = max(round(_BAR_HEIGHT * count / most), 2 if count else 0)
        yield _Bar(
            since=group[0].at,
            changes=count,
            longest_wait=selectors.duration(max(minute.longest_wait_s for minute in group)),
            x=number * (_BAR_WIDTH + _BAR_GAP),
            y=_BAR_HEIGHT - height,
            height=height,
        )


def _proof(side: dict[str, Any]) -> str:
    """What the last check proves of a side, as one would say it."""
    numbers = {
        "drawn": number_format(side["drawn"], force_grouping=True),
        "of": number_format(side["population"], force_grouping=True),
        "wrong": side["wrong"],
        "confidence": round(CONFIDENCE * 100),
        "fewer": side["fewer_than_in_10000"],
    }
    whole = side["drawn"] >= side["population"]
    if side["kind"] == "profile":
        text = (
            _("Lists of profiles: all %(of)s computed anew, %(wrong)s wrong.")
            if whole
            else _(
                "Lists of profiles: %(drawn)s of %(of)s drawn, %(wrong)s wrong. We are"
                " %(confidence)s %% sure that fewer than %(fewer)s in 10,000 are."
            )
        )
    elif side["kind"] == "posting":
        text = (
            _("Lists of postings: all %(of)s computed anew, %(wrong)s wrong.")
            if whole
            else _(
                "Lists of postings: %(drawn)s of %(of)s drawn, %(wrong)s wrong. We are"
                " %(confidence)s %% sure that fewer than %(fewer)s in 10,000 are."
            )
        )
    else:
        text = _(
            "Single pairs: %(drawn)s of %(of)s drawn, %(wrong)s wrong. We are"
            " %(confidence)s %% sure that fewer than %(fewer)s in 10,000 are."
        )
    return text % numbers


def _trail() -> list[dict[str, str]]:
    return [home_crumb(), {"label": _("Matching"), "url": reverse("staff_matching")}]
