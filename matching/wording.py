"""The engine's codes in words, in the language of whoever reads.

Jobseeker and employer read the same ledger, so its words name what is asked and what is stated,
and speak to neither of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.engine import Line, LineStatus
from skills.models import EducationLevel, Occupation, Skill

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
        return _("%(reason)s The employer trains this.") % {"reason": sentence}
    return sentence


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
    if line.status == LineStatus.TELL_US:
        return _("No skills are stated yet.")
    if line.status == LineStatus.MISSING:
        return _("Not among the skills stated.")
    if line.status == LineStatus.RELATED:
        return _("%(skill)s, from %(source)s (%(percent)d %%).") % {
            "skill": skills[line.subject or 0].label,
            "source": within_sentence(skills[line.source or 0]),
            "percent": line.strength or 0,
        }
    if line.status == LineStatus.CONFIRM:
        return _to_confirm(line)
    return _asked_and_stated(LEVEL_WORDS[line.required or 1], LEVEL_WORDS[line.held or 1])


def _to_confirm(line: Line) -> str:
    if line.held is None and line.required is None:
        return _("Stated. How well is neither asked nor stated.")
    if line.held is None:
        return _("Asked: %(level)s. Stated, but how well is still to confirm.") % {
            "level": LEVEL_WORDS[line.required or 1]
        }
    return _("Stated: %(level)s. How well it must be done is still to confirm.") % {
        "level": LEVEL_WORDS[line.held]
    }


def _experience(line: Line) -> str:
    asked = months_in_words(line.required or 0)
    if line.status == LineStatus.TELL_US:
        return _("Asked: %(asked)s. No past jobs are stated yet.") % {"asked": asked}
    if line.status == LineStatus.MISSING:
        return _("Asked: %(asked)s. None of the jobs stated counts for this work.") % {
            "asked": asked
        }
    counted = months_in_words(line.held or 0)
    return _("Asked: %(asked)s. Counted: %(counted)s.") % {"asked": asked, "counted": counted}


def _education(line: Line) -> str:
    asked = EducationLevel(line.required or 0).label
    if line.status == LineStatus.TELL_US:
        return _("Asked: %(asked)s. Schooling is not stated yet.") % {"asked": asked}
    if line.status == LineStatus.EQUIVALENT:
        return _("Asked: %(asked)s or equivalent. Skills and work count instead.") % {
            "asked": asked
        }
    return _asked_and_stated(asked, EducationLevel(line.held or 0).label)


def _asked_and_stated(asked: object, stated: object) -> str:
    return _("Asked: %(asked)s. Stated: %(stated)s.") % {"asked": asked, "stated": stated}


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
