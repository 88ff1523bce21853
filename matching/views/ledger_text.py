"""A whole match as plain text: who and what, the fit and how it adds up, musts, wishes, advice.

The person's text has all of it. The employer's leaves out what is the person's own: their wishes,
the days on which their licences run out, and the advice to them.
"""

import textwrap
from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.pool import ENGINE
from matching.pseudonyms import candidate_name
from matching.selectors import GateView, MatchView
from matching.views.ledger import ledger_rows
from matching.views.wishes import wishes
from portal.common.templatetags.portal import band_word, points, status_word

_WIDTH = 88


def ledger_text(match: MatchView, *, for_employer: bool = False) -> str:
    """The match in the reader's language, at most 88 characters a line."""
    parts = [
        _head(match, for_employer=for_employer),
        _section(_("How the fit adds up"), _lines(match)),
        _section(_("What the job must have"), _gates(match, for_employer=for_employer)),
    ]
    if not for_employer:
        parts.append(_section(_("Against what you want (never in the fit)"), _wishes(match)))
        parts.append(_section(_("What would help the most"), _advice(match)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(match: MatchView, *, for_employer: bool) -> str:
    posting = match.posting
    place = f", {posting.town}" if posting.town else ""
    fit = _("fit %(points)s of 100") % {"points": points(match.fit)}
    band = band_word(match.band) if match.band else _("Below a match")
    floors = {
        "strong": ENGINE.strong // 100,
        "good": ENGINE.good // 100,
        "possible": ENGINE.possible // 100,
        "stretch": ENGINE.stretch // 100,
    }
    name = candidate_name(match.profile.ref)
    lines = [
        f"{posting.title}, {posting.organisation.name}{place}",
        name if for_employer else _("You (to employers: %(name)s)") % {"name": name},
        _("Worked out on %(day)s") % {"day": date_format(timezone.localdate())},
        "",
        f"{band}: {fit}",
        _(
            "Strong from %(strong)d, good from %(good)d, possible from %(possible)d, "
            "a stretch from %(stretch)d; below that it is in no list."
        )
        % floors,
    ]
    if match.requirements:
        lines.append(
            _("Skills met: %(met)d of %(of)d.")
            % {"met": match.requirements_met, "of": match.requirements}
        )
    if match.lines:
        sure = (
            _("How sure this is: %(percent)d %%.")
            if match.confidence == 100
            else _(
                "How sure this is: %(percent)d %%. The rest is not said yet or still to confirm."
            )
        )
        lines.append(sure % {"percent": match.confidence})
    return "\n".join("\n".join(_wrapped(line, "")) for line in lines)


def _section(heading: str, lines: Iterable[str]) -> str:
    body = "\n".join(lines)
    return f"{heading}\n{'-' * len(heading)}\n{body}" if body else ""


def _lines(match: MatchView) -> Iterator[str]:
    if not match.lines:
        yield _("The job names no skills, experience or schooling: there is nothing to add up.")
        return
    for row in ledger_rows(match.lines):
        evidence = row["evidence"][:1].lower() + row["evidence"][1:]
        need = f" ({row['importance']})" if row["importance"] else ""
        yield from _entry(
            f"{row['label']}{need}",
            f"{status_word(row['status'])}: {_earned(row['earned'], row['possible'])}",
            row["reason"],
            _("How we know: %(evidence)s.") % {"evidence": evidence} if evidence else "",
        )
    yield from _entry(_("Fit: the lines above, added up"), _earned(match.fit, 10_000))


def _earned(earned: int, possible: int) -> str:
    return _("%(earned)s of %(possible)s points") % {
        "earned": points(earned),
        "possible": points(possible),
    }


def _gates(match: MatchView, *, for_employer: bool) -> Iterator[str]:
    for gate in match.gates:
        answer = _("yes") if gate.open else _("not yet")
        days = "" if for_employer else _days(gate)
        yield from _entry(f"{gate.label}: {answer}", gate.reason, days)


def _days(gate: GateView) -> str:
    if gate.expires is None:
        return ""
    day = {"day": date_format(gate.expires)}
    return _("Valid until %(day)s.") % day if gate.open else _("Last day: %(day)s.") % day


def _wishes(match: MatchView) -> Iterator[str]:
    for wish in wishes(match):
        detail = f" ({wish.detail})" if wish.detail else ""
        yield f"- {wish.label}: {wish.words}{detail}"


def _advice(match: MatchView) -> Iterator[str]:
    if match.one_change:
        yield from _wrapped(match.one_change.heading, "")
        yield from _wrapped(match.one_change.advice, "")


def _entry(first: str, *rest: str) -> Iterator[str]:
    yield f"- {first}"
    for text in rest:
        yield from _wrapped(text, "  ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)
