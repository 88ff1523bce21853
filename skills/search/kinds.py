"""What can be searched for, and where it stands in the database."""

from dataclasses import dataclass

from psycopg2 import sql

from skills.models import (
    Concept,
    Credential,
    CredentialAlias,
    Occupation,
    OccupationAlias,
    OccupationCredential,
    SearchWord,
    Skill,
    SkillAlias,
)


@dataclass(frozen=True)
class Kind:
    """A kind of concept: its table and that of its names, and its columns.

    `shown` is the concept's kind as results tell it, `use` how much it is used, both as SQL.
    """

    word_kind: str
    concepts: str
    names: str
    owner: str
    code: str
    shown: sql.Composable
    use: sql.Composable


SKILLS = Kind(
    word_kind=SearchWord.Kind.SKILL,
    concepts=Skill._meta.db_table,
    names=SkillAlias._meta.db_table,
    owner="skill_id",
    code="slug",
    shown=sql.SQL("concept.kind"),
    use=sql.SQL("concept.use"),
)
OCCUPATIONS = Kind(
    word_kind=SearchWord.Kind.OCCUPATION,
    concepts=Occupation._meta.db_table,
    names=OccupationAlias._meta.db_table,
    owner="occupation_id",
    code="code",
    shown=sql.Literal("occupation"),
    use=sql.SQL("0"),
)
CREDENTIALS = Kind(
    word_kind=SearchWord.Kind.CREDENTIAL,
    concepts=Credential._meta.db_table,
    names=CredentialAlias._meta.db_table,
    owner="credential_id",
    code="slug",
    shown=sql.SQL("concept.kind"),
    use=sql.SQL("(SELECT count(*) FROM {} AS link WHERE link.credential_id = concept.id)").format(
        sql.Identifier(OccupationCredential._meta.db_table)
    ),
)
_KIND_OF = {Skill: SKILLS, Occupation: OCCUPATIONS, Credential: CREDENTIALS}


def kind_of(concepts: type[Concept]) -> Kind:
    """The kind whose concepts are of this model."""
    return _KIND_OF[concepts]
