"""What a taxonomy is before it is stored: plain rows, whatever files they were read from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from skills.folding import fold
from skills.taxonomy.importing.joining import Reviewed

SEARCH_ONLY = "~"


class Name(NamedTuple):
    """A name in a language; `in_text` says whether it may be read in running text."""

    language: str
    text: str
    in_text: bool


@dataclass(frozen=True, kw_only=True)
class Named:
    """A concept's label in each language and the other words that people use for it.

    An alias that begins with "~" is for the search box only.
    """

    label_en: str
    label_es: str
    aliases_en: tuple[str, ...]
    aliases_es: tuple[str, ...]
    sector: str

    def names(self) -> Iterable[Name]:
        """Every name, the label of a language first."""
        for language, label, aliases in (
            ("en", self.label_en, self.aliases_en),
            ("es", self.label_es, self.aliases_es),
        ):
            for text in (label, *aliases):
                if fold(text):
                    plain = text.removeprefix(SEARCH_ONLY).strip()
                    yield Name(language, plain, not text.startswith(SEARCH_ONLY))


@dataclass(frozen=True, kw_only=True)
class SkillRow(Named):
    """`specificity` is a percent: 40 where nearly every posting asks it, 100 where specialised."""

    slug: str
    kind: str
    specificity: int


@dataclass(frozen=True, kw_only=True)
class CredentialRow(Named):
    """`valid_months` is None where the credential does not expire; `basis` is who says all this."""

    slug: str
    kind: str
    issuer: str
    valid_months: int | None
    basis: str


@dataclass(frozen=True, kw_only=True)
class OccupationRow(Named):
    """`code` is O*NET-SOC 2019; `minimum_age` in years."""

    code: str
    job_zone: int | None
    typical_education: int | None
    minimum_age: int
    description_en: str
    description_es: str


@dataclass(frozen=True, kw_only=True)
class OccupationSkillRow:
    """A skill (slug) that an occupation (code) uses; importance and level as in skills.models."""

    occupation: str
    skill: str
    importance: int
    level: int | None


@dataclass(frozen=True, kw_only=True)
class OccupationCredentialRow:
    """A credential (slug) that goes with an occupation (code)."""

    occupation: str
    credential: str
    required: bool


@dataclass(frozen=True, kw_only=True)
class RelationRow:
    """Holding the skill `source` gives `strength` percent of the skill `target`."""

    source: str
    target: str
    strength: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class OccupationRelationRow:
    """A year in the occupation `source` counts `strength` percent for `target`."""

    source: str
    target: str
    strength: int


@dataclass(frozen=True, kw_only=True)
class CredentialRelationRow:
    """The credential (slug) counts as the one that it `satisfies` (slug); `basis` says by what."""

    credential: str
    satisfies: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class Taxonomy:
    """A whole taxonomy, checked: every reference names a row, nothing stands twice.

    `reviewed` is what people have decided on entries of other taxonomies.
    """

    source: str
    version: str
    digest: str
    skills: tuple[SkillRow, ...]
    credentials: tuple[CredentialRow, ...]
    occupations: tuple[OccupationRow, ...]
    occupation_skills: tuple[OccupationSkillRow, ...]
    occupation_credentials: tuple[OccupationCredentialRow, ...]
    relations: tuple[RelationRow, ...]
    occupation_relations: tuple[OccupationRelationRow, ...]
    credential_relations: tuple[CredentialRelationRow, ...]
    reviewed: Reviewed


@dataclass(frozen=True)
class Problem:
    """Why a file cannot be taken: `row` counts from 1 for the heading, None for the file itself."""

    file: str
    row: int | None
    column: str
    reason: str

    def __str__(self) -> str:
        where = self.file if self.row is None else f"{self.file}, row {self.row}"
        return (
            f"{where}, {self.column}: {self.reason}" if self.column else f"{where}: {self.reason}"
        )


class RefusedError(Exception):
    """The files as a whole are refused; `problems` tells everything that is wrong with them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")
