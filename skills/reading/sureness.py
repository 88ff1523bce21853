"""How sure a finding is: by what names the skill, and by its company in the text.

Skills come in company: a text that names one skill of kitchens names more of them. A skill alone
of its field among many of others is more often an employer's name, a benefit or another meaning of
the word. The numbers are shares of right findings, measured on tests/quality/text by
`./dev bench text`, rounded and kept monotonous; change them only by that.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping
from enum import IntEnum, StrEnum

SHOWN_FROM = 0.5
"""From here on a finding is shown as found; below it may be offered as a "maybe"."""

MAYBE_FROM = 0.25
"""What was recognised by meaning is no finding below this."""

GENERAL = "general"
"""The field of skills that are at home everywhere: they need no company."""

_MANY = 5
"""From so many findings with a field on, one that is alone in its field is conspicuous."""

_MOST = 0.99
_EACH_MENTION = 0.03


class Evidence(StrEnum):
    """What names a skill, the strongest first."""

    NAME = "a name of several words"
    LOOSELY = "such a name in other words"
    WORD = "a name of one word"
    EVERYDAY = "an everyday word with something beside it"
    PHRASE = "a phrase"
    COMMON = "a common word"


class Company(IntEnum):
    """How many other skills of its field the text names: none, one, 2 or 3, more."""

    NONE = 0
    ONE = 1
    SOME = 2
    MANY = 3
    NO_FIELD = 4
    """The skill is of no field or at home in all, or the text names few skills."""


_OTHERS = (Company.NONE, Company.ONE, Company.SOME, Company.SOME, Company.MANY)

SURE: dict[Evidence, tuple[float, float, float, float, float]] = {
    Evidence.NAME: (0.45, 0.75, 0.9, 0.97, 0.93),
    Evidence.LOOSELY: (0.4, 0.7, 0.88, 0.96, 0.9),
    Evidence.WORD: (0.4, 0.7, 0.88, 0.95, 0.9),
    Evidence.EVERYDAY: (0.4, 0.7, 0.88, 0.95, 0.88),
    Evidence.PHRASE: (0.25, 0.55, 0.72, 0.92, 0.8),
    Evidence.COMMON: (0.1, 0.3, 0.6, 0.85, 0.3),
}
"""By evidence, for each company in turn."""


def companies(found: Collection[int], fields: Mapping[int, str]) -> dict[int, Company]:
    """The company of each skill that a text names, by their ids; `fields` of all skills."""
    of_field = Counter(fields.get(skill, "") for skill in found)
    with_field = len(found) - of_field[""] - of_field[GENERAL]
    told = {}
    for skill in found:
        field = fields.get(skill, "")
        if field in {"", GENERAL} or with_field < _MANY:
            told[skill] = Company.NO_FIELD
        else:
            told[skill] = _OTHERS[min(of_field[field] - 1, 4)]
    return told


def sureness(evidence: Evidence, company: Company, mentions: int, sharing: int) -> float:
    """0 to 1; `sharing` concepts bear the name, of which one is meant."""
    sure = SURE[evidence][company] + _EACH_MENTION * (mentions - 1)
    return round(min(_MOST, sure) * (1 if sharing == 1 else 0.75), 2)


# Log odds of the ranker (its weights tell labels apart, not how likely the best one is) into the
# share of right ones among skills in much company; and what is left of it in less.
_SLOPE, _BIAS = 0.5, 0.75
_LEFT = (0.25, 0.4, 0.6, 1.0, 0.75)


def sure_by_meaning(odds: float) -> float:
    """How sure the ranker is at such log odds that a sentence says a skill, given company."""
    return 1 / (1 + math.exp(-(_SLOPE * odds + _BIAS)))


def in_company(probability: float, company: Company) -> float:
    """What is left of that in the company that the skill has in the text."""
    return round(probability * _LEFT[company], 2)
