"""The suggestions of comboboxes: short HTML fragments, the same for everybody."""

import re
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from skills.models import Credential, Skill
from skills.search import Found, search_credentials, search_occupations, search_skills

# What a name alone does not tell: "Python" is a technology, "CNA" a certification.
_TOLD_KINDS: dict[str, Any] = {
    str(kind.value): kind.label
    for kind in (Skill.Kind.TOOL, Skill.Kind.TECHNOLOGY, Skill.Kind.KNOWLEDGE, *Credential.Kind)
}
_ELEMENT_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")


def _options(request: HttpRequest, found: list[Found]) -> HttpResponse:
    asked = request.GET.get("list", "")
    list_id = asked if _ELEMENT_ID.fullmatch(asked) else "options"
    own = "es" if (get_language() or "en").startswith("es") else "en"
    options = [
        {
            "value": each.code,
            "label": each.label,
            "hint": each.matched,
            "kind": _TOLD_KINDS.get(each.kind, ""),
            "lang": each.language if each.language != own else "",
        }
        for each in found
    ]
    return render(request, "skills/_options.html", {"options": options, "list_id": list_id})


def _asked(request: HttpRequest) -> tuple[str, str]:
    """The words typed and the reader's language."""
    return request.GET.get("q", ""), get_language() or "en"


@login_not_required
@require_safe
def skill_options(request: HttpRequest) -> HttpResponse:
    """Skills for the words in `q`; an option's value is the skill's slug."""
    return _options(request, search_skills(*_asked(request)))


@login_not_required
@require_safe
def occupation_options(request: HttpRequest) -> HttpResponse:
    """Occupations for the words in `q`; an option's value is the O*NET-SOC code."""
    return _options(request, search_occupations(*_asked(request)))


@login_not_required
@require_safe
def credential_options(request: HttpRequest) -> HttpResponse:
    """Credentials for the words in `q`; an option's value is the credential's slug."""
    return _options(request, search_credentials(*_asked(request)))
