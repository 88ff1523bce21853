"""An entry of a published taxonomy, as it was read and before it is stored."""

from collections.abc import Iterable
from dataclasses import dataclass

from skills.models import Skill, SkillSource, Source

Kind = SkillSource.Kind

# O*NET counts the elements under 2.C among knowledge; UNSPSC has software under 4323.
_KNOWLEDGE, _SOFTWARE = "2.C", "4323"

_SKILL_KINDS = {
    Kind.ESCO_SKILL: Skill.Kind.SKILL,
    Kind.ESCO_KNOWLEDGE: Skill.Kind.KNOWLEDGE,
    Kind.ACTIVITY: Skill.Kind.ACTIVITY,
    Kind.PRODUCT: Skill.Kind.TECHNOLOGY,
}
# What a concept is that entries of several kinds mean: the first of these that one of them says.
_MOST_TELLING = (
    Skill.Kind.TECHNOLOGY,
    Skill.Kind.TOOL,
    Skill.Kind.SKILL,
    Skill.Kind.KNOWLEDGE,
    Skill.Kind.ACTIVITY,
)
# Which entry of a concept lends it its label: the source that comes first here.
PRECEDENCE = (Source.ONET, Source.ESCO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a source says of a skill; the fields are those of `SkillSource`."""

    source: str
    key: str
    code: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    description: str = ""
    groups: tuple[str, ...] = ()
    breadth: int | None = None

    @property
    def id(self) -> tuple[str, str]:
        return self.source, self.key

    @property
    def skill_kind(self) -> str:
        """The kind of the skill that the entry makes where no other concept is meant by it."""
        if self.kind == Kind.ELEMENT:
            known = self.code.startswith(_KNOWLEDGE)
            return str(Skill.Kind.KNOWLEDGE if known else Skill.Kind.SKILL)
        if self.kind == Kind.COMMODITY:
            software = self.code.startswith(_SOFTWARE)
            return str(Skill.Kind.TECHNOLOGY if software else Skill.Kind.TOOL)
        return str(_SKILL_KINDS[Kind(self.kind)])

    @property
    def synonyms(self) -> tuple[str, ...]:
        """The names that mean the same: those of a commodity are examples of it, not synonyms."""
        return () if self.kind == Kind.COMMODITY else self.names

    @property
    def order(self) -> tuple[int, str]:
        """Where it stands among the entries of all sources, whichever was imported first."""
        return PRECEDENCE.index(Source(self.source)), self.key


def kind_of(entries: Iterable[Entry]) -> str:
    """The kind of a concept that all these entries mean."""
    kinds = {entry.skill_kind for entry in entries}
    return str(next(kind for kind in _MOST_TELLING if kind in kinds))
