"""Changes and their causes in words, in the language of whoever reads.

An employer is never told why a person's side changed: a date that passed may be a birthday.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.changes.rows import Cause, Standing
from portal.common.templatetags.portal import BAND_WORDS
from skills.models import Credential, Skill

_YOU: Mapping[str, Any] = {
    "skill added": gettext_lazy("You added: %(name)s."),
    "skill restored": gettext_lazy("You put back: %(name)s."),
    "skill changed": gettext_lazy("You changed: %(name)s."),
    "skill removed": gettext_lazy("You took out: %(name)s."),
    "skills replaced": gettext_lazy("You changed your skills."),
    "job saved": gettext_lazy("You changed your past jobs."),
    "job removed": gettext_lazy("You changed your past jobs."),
    "credential saved": gettext_lazy("You added or changed: %(name)s."),
    "credential removed": gettext_lazy("You took out: %(name)s."),
    "resume confirmed": gettext_lazy("You added what your résumé says."),
    "skills merged": gettext_lazy("Our list of skills was updated."),
    "a date passed": gettext_lazy("A date on your profile has come."),
}
_YOUR_PROFILE = gettext_lazy("You changed your profile.")

_THE_JOB: Mapping[str, Any] = {
    "requirement saved": gettext_lazy("The employer changed what the job asks: %(name)s."),
    "requirement removed": gettext_lazy("The job no longer asks for: %(name)s."),
    "posting published": gettext_lazy("The job was posted."),
    "posting reopened": gettext_lazy("The job opened again."),
    "posting closed": gettext_lazy("The job closed."),
    "organisation verified": gettext_lazy("We have checked this employer."),
    "skills merged": gettext_lazy("Our list of skills was updated."),
}
_JOB_OPENED = gettext_lazy("The first day of the job posting has come.")
_JOB_ENDED = gettext_lazy("The last day of the job posting has passed.")
_JOB_CHANGED = gettext_lazy("The employer changed what the job asks.")

_THE_POSTING: Mapping[str, Any] = {
    "requirement saved": gettext_lazy("The posting asks something else: %(name)s."),
    "requirement removed": gettext_lazy("The posting no longer asks for: %(name)s."),
    "skills merged": gettext_lazy("Our list of skills was updated."),
}
_POSTING_CHANGED = gettext_lazy("The posting changed what it asks.")
_PERSON_CHANGED = gettext_lazy("The person's profile changed.")

Names = Mapping[tuple[str, int], str]
"""{("skill" or "credential", id): label in the reader's language}."""


def names_in(causes: Iterable[Cause]) -> Names:
    """The names that the causes need, in two queries."""
    wanted: dict[str, set[int]] = {"skill": set(), "credential": set()}
    for reason, subject in causes:
        if subject is not None:
            wanted[_kind(reason)].add(subject)
    return {
        (kind, row.pk): row.label
        for kind, rows in (
            ("skill", Skill.objects.in_bulk(wanted["skill"])),
            ("credential", Credential.objects.in_bulk(wanted["credential"])),
        )
        for row in rows.values()
    }


def what_you_did(causes: Iterable[Cause], names: Names) -> list[str]:
    """The causes on a person's side, told to that person."""
    return _each(_said(cause, _YOU, _YOUR_PROFILE, names) for cause in causes)


def what_the_job_did(causes: Iterable[Cause], names: Names, *, is_open: bool) -> list[str]:
    """The causes on a posting's side, told to a person; `is_open` as it was after the change."""
    by_date = _JOB_OPENED if is_open else _JOB_ENDED
    words = {**_THE_JOB, "a date passed": by_date}
    return _each(_said(cause, words, _JOB_CHANGED, names) for cause in causes)


def what_the_posting_did(causes: Iterable[Cause], names: Names) -> list[str]:
    """The causes on a posting's side, told to its employer."""
    return _each(_said(cause, _THE_POSTING, _POSTING_CHANGED, names) for cause in causes)


def what_the_person_did(causes: Iterable[Cause]) -> list[str]:
    """The causes on a person's side, told to an employer: that there were any, no more."""
    return [str(_PERSON_CHANGED)] if any(True for _cause in causes) else []


def how_it_moved(before: Standing | None, after: Standing | None) -> str:
    """What a reader sees of a change, without naming the pair."""
    if before is None and after is not None:
        return _("New: %(band)s") % {"band": BAND_WORDS[after.band]}
    if before is None or after is None:
        return _("No longer in the list")
    moved = _("From “%(before)s” to “%(after)s”") % {
        "before": BAND_WORDS[before.band],
        "after": BAND_WORDS[after.band],
    }
    opened = _("What the job must have is there now")
    closed = _("A licence or certificate that the job must have is not there")
    parts = [moved] if before.band != after.band else []
    if before.gates_open != after.gates_open:
        parts.append(opened if after.gates_open else closed)
    return ". ".join(parts)


def _said(cause: Cause, words: Mapping[str, Any], otherwise: Any, names: Names) -> str:
    reason, subject = cause
    sentence = str(words.get(reason, otherwise))
    if "%(name)s" not in sentence:
        return sentence
    name = names.get((_kind(reason), subject)) if subject is not None else None
    return sentence % {"name": name} if name else str(otherwise)


def _kind(reason: str) -> str:
    return "credential" if reason.startswith("credential") else "skill"


def _each(sentences: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(sentences))
