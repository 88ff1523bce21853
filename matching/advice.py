"""The one change that would lift a match the most, in words to the person whose match it is.

It says when to add a thing (if it is true) and when to learn it; it never asks anybody to state
what is not so.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.engine import Band, ChangeKind, Explanation, LineStatus, Promise
from matching.pool import ENGINE
from matching.wording import within_sentence
from skills.models import Credential, EducationLevel, Skill, SkillLevel

_BETTER = {
    Band.STRONG: gettext_lazy("This one change makes it a strong match: %(what)s."),
    Band.GOOD: gettext_lazy("This one change makes it a good match: %(what)s."),
    Band.POSSIBLE: gettext_lazy("This one change makes it a possible match: %(what)s."),
    Band.STRETCH: gettext_lazy("This one change brings it into your list: %(what)s."),
}


@dataclass(frozen=True, slots=True)
class Advice:
    """`heading`: what to change and how far it goes; `text`: when to say it, when to learn it.

    `code` is the slug of the skill or credential, empty for schooling and work; `renews` tells a
    credential that is held and ran out from one to get.
    """

    code: str
    renews: bool
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class _Words:
    what: str
    text: str
    code: str = ""
    renews: bool = False


def advice_on(
    promise: Promise,
    now: Explanation,
    *,
    through: Mapping[int, int],
    skills: Mapping[int, Skill],
    credentials: Mapping[int, Credential],
) -> Advice:
    """The words for a promise that was made for the pair as it is explained `now`.

    `through`: {credential held only by another that counts as it: that other}.
    """
    kind = promise.change.kind
    if kind == ChangeKind.CREDENTIAL:
        words = _credential(promise, now, through, credentials)
    elif kind == ChangeKind.EXPERIENCE:
        words = _experience(now)
    elif kind == ChangeKind.EDUCATION:
        words = _education(promise, now)
    else:
        words = _skill(promise, now, skills)
    return Advice(
        code=words.code,
        renews=words.renews,
        heading=_heading(promise, now) % {"what": words.what},
        text=" ".join(part for part in (words.text, _effect(promise, now)) if part),
    )


def _heading(promise: Promise, now: Explanation) -> str:
    if promise.score.gates_open and not all(gate.open for gate in now.gates):
        return _("This one change opens the job to you: %(what)s.")
    band = ENGINE.band(promise.score.fit)
    if band is not None and band != now.band:
        return str(_BETTER[band])
    return _("This one change helps the most: %(what)s.")


def _effect(promise: Promise, now: Explanation) -> str:
    """Where the fit goes, in whole points; empty where that cannot be seen."""
    before, after = now.fit // 100, promise.score.fit // 100
    if before == after:
        return ""
    return _("The fit would go from %(before)d to %(after)d.") % {
        "before": before,
        "after": after,
    }


def _skill(promise: Promise, now: Explanation, skills: Mapping[int, Skill]) -> _Words:
    change = promise.change
    skill = skills[change.subject or 0]
    names = {
        "skill": within_sentence(skill),
        "level": str(SkillLevel(change.level).label) if change.level else "",
    }
    trained = any(
        line.trainable
        for line in now.lines
        if line.kind == "requirement" and line.subject == skill.pk
    )
    if change.kind == ChangeKind.STATE_LEVEL:
        what = _("say your level in %(skill)s (“%(level)s”)") % names
        text = _("Say so in your profile if it is true. If not, this is what to practice.")
    elif change.kind == ChangeKind.RAISE_LEVEL:
        what = _("raise your level in %(skill)s to “%(level)s”") % names
        text = _("Practice it, and change it in your profile once it is true.")
    else:
        add = _("add %(skill)s (“%(level)s”)") if change.level else _("add %(skill)s")
        what = add % names
        text = _("If you can do this, add it to your profile. If not, it is the skill to learn.")
    if trained and change.kind != ChangeKind.STATE_LEVEL:
        text = _("%(advice)s The employer trains it, too.") % {"advice": text}
    return _Words(what, text, skill.slug)


def _credential(
    promise: Promise,
    now: Explanation,
    through: Mapping[int, int],
    credentials: Mapping[int, Credential],
) -> _Words:
    gate = next(each for each in now.gates if each.credential == promise.change.subject)
    renews = gate.expires is not None
    if renews:
        credential = credentials[through.get(gate.credential, gate.credential)]
        what = _("renew “%(credential)s”")
        text = _("Change the date in your profile once it is renewed.")
    else:
        credential = credentials[gate.credential]
        what = _("the credential “%(credential)s”")
        text = _("If you have it, add it to your profile. If not, it is what to get first.")
    return _Words(what % {"credential": credential.label}, text, credential.slug, renews)


def _experience(now: Explanation) -> _Words:
    line = next(line for line in now.lines if line.kind == "experience")
    return _Words(
        what=_("one more year of this work") if line.held else _("one year of this work"),
        text=_("If you did such work and your profile does not list it, add the job."),
    )


def _education(promise: Promise, now: Explanation) -> _Words:
    line = next(line for line in now.lines if line.kind == "education")
    level = EducationLevel(promise.change.subject or 0).label
    if line.status == LineStatus.TELL_US:
        text = _("If you have it, say so in your profile. If not, it takes more schooling.")
    else:
        text = _("Change it in your profile once you have finished it.")
    return _Words(_("schooling up to “%(level)s”") % {"level": level}, text)
