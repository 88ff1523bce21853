"""The engine's codes in words, in the language of whoever reads.

Jobseeker and employer read the same ledger, so its words name what is asked and what is stated,
and speak to neither of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.engine import Gate, Line, LineStatus
from skills.models import Credential, EducationLevel, Occupation, Skill

# Levels without "I", unlike those that a person picks: both sides read them.
LEVEL_WORDS = {
    1: gettext_lazy("with help"),
    2: gettext_lazy("on one's own"),
    3: gettext_lazy("the hard cases too"),
    4: gettext_lazy("well enough to teach"),
}
_NAMED = 3


def label_of(line: Line, skills: Mapping[int, Skill], occupations: Mapping[int, Occupation]) -> str:
    """What the line asks for: the skill, "Work as ...", or "Schooling"."""
    if line.kind == "requirement":
        return skills[line.subject or 0].label
    if line.kind == "education":
        return _("Schooling")
    if line.subject is None:
        return _("Work experience")
    return _("Experience: %(occupation)s") % {"occupation": occupations[line.subject].label}


def reason_of(line: Line, skills: Mapping[int, Skill]) -> str:
    """Why the line earned what it earned, in a sentence or two."""
    sentence = {
        "requirement": lambda: _requirement(line, skills),
        "experience": lambda: _experience(line),
        "education": lambda: _education(line),
    }[line.kind]()
    if line.trainable:
        return _("%(reason)s The employer trains this, so it weighs half.") % {"reason": sentence}
    return sentence


def gate_reason(gate: Gate, through: Credential | None) -> str:
    """How a gate stands, for both sides; `through` is the credential that counts as it.

    Names no day: an employer could find a person by it in a public register.
    """
    if through is None:
        if gate.open:
            return _("The profile lists it.")
        return _("It has run out.") if gate.expires else _("The profile does not list it.")
    held = {"held": through.label}
    if gate.open:
        return _("%(held)s counts as it.") % held
    return _("%(held)s counts as it, but has run out.") % held


def carries_over(lines: Sequence[Line], skills: Mapping[int, Skill]) -> str:
    """The skills that earn the most, in one line; empty when none earns anything."""
    earning = [line for line in lines if line.kind == "requirement" and line.earned]
    named = _best(earning, lambda line: line.earned)
    if not named:
        return ""
    return _("Carries over: %(skills)s.") % {"skills": _listed(_held_names(named, skills))}


def is_lacking(lines: Sequence[Line], skills: Mapping[int, Skill]) -> str:
    """What would earn the most and does not yet, in one line; empty when nothing is missing."""
    missing = [line for line in lines if line.status in (LineStatus.MISSING, LineStatus.TELL_US)]
    if not missing:
        return ""
    named = _best(missing, lambda line: line.possible)
    listed = _listed(_asked_name(line, skills) for line in named)
    rest = len(missing) - len(named)
    if rest:
        return ngettext(
            "Still to show: %(things)s and %(count)d more.",
            "Still to show: %(things)s and %(count)d more.",
            rest,
        ) % {"things": listed, "count": rest}
    return _("Still to show: %(things)s.") % {"things": listed}


def months_in_words(months: int) -> str:
    """ "2 years", "1 year and 6 months", "5 months"."""
    years, rest = divmod(months, 12)
    in_years = ngettext("%(count)d year", "%(count)d years", years) % {"count": years}
    in_months = ngettext("%(count)d month", "%(count)d months", rest) % {"count": rest}
    if years and rest:
        return _("%(years)s and %(months)s") % {"years": in_years, "months": in_months}
    return in_years if years else in_months


def within_sentence(skill: Skill) -> str:
    """The skill's label as it stands inside a sentence: "Wound care" becomes "wound care".

    What may be a name ("Python", "Spanish") or has further capitals ("IV therapy") stays.
    """
    label = skill.label
    if skill.kind in (Skill.Kind.SKILL, Skill.Kind.TOOL) and label[1:] == label[1:].lower():
        return label[:1].lower() + label[1:]
    return label


def _requirement(line: Line, skills: Mapping[int, Skill]) -> str:
    if line.status == LineStatus.CONFIRM:
        return _to_confirm(line)
    if line.status in (LineStatus.MET, LineStatus.PARTLY):
        return _asked_and_stated(LEVEL_WORDS[line.required or 1], LEVEL_WORDS[line.held or 1])
    sentences = []
    if line.required is not None:
        sentences.append(_("Asked: %(level)s.") % {"level": LEVEL_WORDS[line.required]})
    if line.status == LineStatus.TELL_US:
        sentences.append(_("The profile lists no skills yet."))
    elif line.status == LineStatus.MISSING:
        sentences.append(_("The profile does not list it."))
    else:
        sentences.append(
            _("A related skill, %(skill)s, counts for %(percent)d %% of the points.")
            % {"skill": within_sentence(skills[line.source or 0]), "percent": _percent(line)}
        )
        if line.held is None or line.required is None:
            sentences.append(_("How well is still to confirm."))
    return " ".join(sentences)


def _to_confirm(line: Line) -> str:
    percent = _percent(line)
    if line.held is None and line.required is None:
        return _("Listed, but neither side says how well: %(percent)d %% of the points.") % {
            "percent": percent
        }
    if line.held is None:
        return _(
            "Asked: %(level)s. The profile lists it but does not say how well: "
            "%(percent)d %% of the points until it does."
        ) % {"level": LEVEL_WORDS[line.required or 1], "percent": percent}
    return _(
        "The profile says: %(level)s. The job does not say how well: "
        "%(percent)d %% of the points until it does."
    ) % {"level": LEVEL_WORDS[line.held], "percent": percent}


def _experience(line: Line) -> str:
    asked = months_in_words(line.required or 0)
    if line.status == LineStatus.TELL_US:
        return _("Asked: %(asked)s. The profile lists no past jobs yet.") % {"asked": asked}
    if line.status == LineStatus.MISSING:
        return _("Asked: %(asked)s. None of the jobs in the profile counts for this work.") % {
            "asked": asked
        }
    sentences = [
        _("Asked: %(asked)s. Counted: %(counted)s.")
        % {"asked": asked, "counted": months_in_words(line.held or 0)}
    ]
    if line.source is not None:
        # Which work that was is the person's own to tell.
        sentences.append(_("Related work is in it and counts in part."))
    if line.status == LineStatus.PARTLY:
        sentences.append(_("Jobs that still go on count by whole years."))
    return " ".join(sentences)


def _education(line: Line) -> str:
    asked = str(EducationLevel(line.required or 0).label)
    if line.status == LineStatus.MET:
        return _asked_and_stated(asked, EducationLevel(line.held or 0).label)
    if line.or_equivalent:
        asked = _("%(level)s, or the equivalent in skills and work") % {"level": asked}
    if line.status == LineStatus.TELL_US:
        return _("Asked: %(asked)s. The profile does not say yet.") % {"asked": asked}
    if line.status == LineStatus.EQUIVALENT:
        return _("Asked: %(asked)s. Skills and work make up for it.") % {"asked": asked}
    return _asked_and_stated(asked, EducationLevel(line.held or 0).label)


def _asked_and_stated(asked: object, stated: object) -> str:
    return _("Asked: %(asked)s. The profile says: %(stated)s.") % {
        "asked": asked,
        "stated": stated,
    }


def _percent(line: Line) -> int:
    return line.credit // 100


def _best(lines: Iterable[Line], points: Callable[[Line], int]) -> list[Line]:
    """The first few lines by points, the ledger's order among equals."""
    return sorted(lines, key=lambda line: -points(line))[:_NAMED]


def _held_names(lines: Iterable[Line], skills: Mapping[int, Skill]) -> list[str]:
    """The held skills behind these lines, each once."""
    held = (line.subject if line.source is None else line.source for line in lines)
    return list(dict.fromkeys(within_sentence(skills[skill or 0]) for skill in held))


def _asked_name(line: Line, skills: Mapping[int, Skill]) -> str:
    if line.kind == "requirement":
        return within_sentence(skills[line.subject or 0])
    if line.kind == "experience":
        return _("%(time)s of experience") % {"time": months_in_words(line.required or 0)}
    return _("schooling")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
