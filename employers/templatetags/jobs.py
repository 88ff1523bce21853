"""How a posting's facts are written. Load with ``{% load jobs %}``."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.models import Posting
from employers.words import LEVEL_WORDS
from portal.common.words import Shift, WorkMode

register = template.Library()

_MONTHS_A_YEAR = 12
# What could end a script element, or begin a comment in it, is written another way.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.filter
def workplace(posting: Posting) -> str:
    """Where the work is: "Hartford", "Hartford, partly from home", "From home"."""
    town = posting.town
    if posting.work_mode == WorkMode.REMOTE:
        return _("From home")
    if not town:
        return _("Place not stated")
    if posting.work_mode == WorkMode.HYBRID:
        return _("%(town)s, partly from home") % {"town": town}
    return town


@register.filter
def schedule(posting: Posting) -> str:
    """When the work is: "35 hours a week, days, weekends, fits school hours"."""
    parts = []
    if posting.hours_a_week:
        hours = posting.hours_a_week
        parts.append(ngettext("%(n)d hour a week", "%(n)d hours a week", hours) % {"n": hours})
    parts.extend(str(Shift(shift).label).lower() for shift in posting.shifts)
    if posting.school_hours:
        parts.append(_("fits school hours"))
    line = ", ".join(parts)
    return line[:1].upper() + line[1:]


@register.filter
def level_asked(level: int | None) -> str:
    """How well a skill is asked, said to whoever would do the job."""
    return str(LEVEL_WORDS[level])


@register.filter
def months(count: int) -> str:
    """ "18 months", "2 years": years where they come out whole."""
    years, rest = divmod(count, _MONTHS_A_YEAR)
    if years and not rest:
        return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    return ngettext("%(n)d month", "%(n)d months", count) % {"n": count}


class _ScriptText:
    """JSON as it may stand inside a script element: nothing in it can end the element."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data

    def __html__(self) -> str:
        return json.dumps(self._data, ensure_ascii=False).translate(_ESCAPES)


@register.simple_tag(takes_context=True)
def linked_data(context: dict[str, Any], data: dict[str, Any]) -> SafeString:
    """A script element of JSON-LD that a strict content security policy lets through."""
    return format_html(
        '<script type="application/ld+json" nonce="{}">{}</script>',
        context["request"].csp_nonce,
        _ScriptText(data),
    )
