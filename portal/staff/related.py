"""The staff's pages of related skills: what gives what and why, and what wants a look."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.staff.access import StaffRequest, for_staff
from portal.staff.forms import RelationForm
from portal.staff.paging import home_crumb, page_of
from skills import related
from skills.models import RelationOrigin, Skill
from skills.search import Found, search_skills
from skills.services import decide_relation

_FOUND = 12
_LISTS = {
    "strongest": (gettext_lazy("Strongest"), related.strongest),
    "strangest": (gettext_lazy("Strangest"), related.strangest),
    "decided": (gettext_lazy("Decided by staff"), related.decided),
}


@for_staff
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Finds a skill, and lists the relations that want a look or were decided."""
    wanted = request.GET.get("list", "")
    shown = wanted if wanted in _LISTS else "strongest"
    label, rows = _LISTS[shown]
    context = {
        "shown": shown,
        "caption": label,
        "choices": [
            {"value": value, "label": name, "current": value == shown}
            for value, (name, _rows) in _LISTS.items()
        ],
        **_search(request),
        "trail": [home_crumb()],
        **page_of(request, rows()),
    }
    return render(request, "staff/relations.html", context)


@for_staff
@require_safe
def skill(request: HttpRequest, slug: str) -> HttpResponse:
    """What gives a skill, and what it gives."""
    found = get_object_or_404(Skill, slug=slug)
    context = {
        "skill": found,
        "comes_from": related.given_by(found),
        **_search(request),
        "trail": _trail(),
        **page_of(request, related.gives(found)),
    }
    return render(request, "staff/skill.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def relation(request: StaffRequest, source: str, target: str) -> HttpResponse:
    """Shows what stands between two skills, and changes it."""
    own, other = _pair(source, target)
    stands = related.relation_between(own, other)
    form = RelationForm(
        request.POST or None, initial={"strength": stands.strength} if stands else {}
    )
    refused = request.method == "POST"
    if request.method == "POST" and form.is_valid():
        try:
            decide_relation(source=own, target=other, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Decided. Matches follow. You can take it back below."))
            return redirect("staff_relation", source, target)
    context = {
        "source": own,
        "target": other,
        "relation": stands,
        "decided": stands is not None and stands.origin == RelationOrigin.STAFF,
        "decisions": related.decisions_about(own, other),
        "form": form,
        "trail": [
            *_trail(),
            {"label": own.label, "url": reverse("staff_skill", args=[own.slug])},
        ],
    }
    return render(request, "staff/relation.html", context, status=422 if refused else 200)


@for_staff
@require_POST
def take_back(request: StaffRequest, source: str, target: str) -> HttpResponse:
    """Takes a decision back: what stood before it stands again."""
    own, other = _pair(source, target)
    try:
        decide_relation(source=own, target=other, strength=None, reason="", by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Taken back. What stood before stands again."))
    return redirect("staff_relation", source, target)


def _pair(source: str, target: str) -> tuple[Skill, Skill]:
    return get_object_or_404(Skill, slug=source), get_object_or_404(Skill, slug=target)


def _search(request: HttpRequest) -> dict[str, str | list[Found]]:
    """The words that were typed, and the skills that they may mean."""
    query = request.GET.get("q", "").replace("\0", "").strip()
    found = search_skills(query, get_language() or "en", _FOUND) if query else []
    return {"query": query, "found": found}


def _trail() -> list[dict[str, str]]:
    return [home_crumb(), {"label": _("Related skills"), "url": reverse("staff_relations")}]
