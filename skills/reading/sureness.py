"""How sure a finding is: by what names the skill, and by its company in the text.

Skills come in company: a text that names one skill of kitchens names more of them. A skill alone
of its field among many of others is more often an employer's name, a benefit or another meaning of
the word. The numbers are shares of right findings, measured on tests/quality/text by
`./dev bench text`, rounded and kept monotonous; change them only by that.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from enum import IntEnum, StrEnum

SHOWN_FROM = 0.5
"""From here on a finding is shown as found; below it may be offered as a "maybe"."""

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
    """How many other skills of its field the text names."""

    NONE = 0
    ONE = 1
    SOME = 2
    NO_FIELD = 3
    """The skill is of no field or at home in all, or the text names few skills."""


SURE: dict[Evidence, tuple[float, float, float, float]] = {
    Evidence.NAME: (0.45, 0.85, 0.96, 0.93),
    Evidence.LOOSELY: (0.4, 0.75, 0.95, 0.9),
    Evidence.WORD: (0.4, 0.75, 0.95, 0.9),
    Evidence.EVERYDAY: (0.4, 0.75, 0.95, 0.88),
    Evidence.PHRASE: (0.3, 0.7, 0.93, 0.88),
    Evidence.COMMON: (0.1, 0.3, 0.8, 0.3),
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
            told[skill] = Company(min(of_field[field] - 1, Company.SOME))
    return told


def sureness(evidence: Evidence, company: Company, mentions: int, sharing: int) -> float:
    """0 to 1; `sharing` concepts bear the name, of which one is meant."""
    sure = SURE[evidence][company] + _EACH_MENTION * (mentions - 1)
    return round(min(_MOST, sure) * (1 if sharing == 1 else 0.75), 2)
