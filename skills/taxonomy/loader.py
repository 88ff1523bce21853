"""Stores a taxonomy by difference: only what is new or changed is written, what is gone is retired.

A retired concept keeps its names and links, because profiles and postings keep the concept.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from django.db import connection, models, transaction

from skills.folding import fold
from skills.models import (
    Concept,
    Credential,
    CredentialAlias,
    Occupation,
    OccupationAlias,
    OccupationCredential,
    OccupationRelation,
    OccupationSkill,
    Skill,
    SkillAlias,
    SkillRelation,
    TaxonomyVersion,
)
from skills.taxonomy.contents import Named, Taxonomy
from skills.taxonomy.reader import digest_of, read_folder

_LOAD_LOCK = 0x5441584F  # "TAXO": one load at a time
_BATCH = 2000

# The columns of a concept that a load decides; `retired` is one of them.
_CONCEPT_COLUMNS = ("label_en", "label_es", "sector")
_COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    Skill: (*_CONCEPT_COLUMNS, "kind", "specificity"),
    Credential: (*_CONCEPT_COLUMNS, "kind", "issuer", "valid_months"),
    Occupation: (
        *_CONCEPT_COLUMNS,
        "job_zone",
        "typical_education",
        "minimum_age",
        "description_en",
        "description_es",
    ),
}


@dataclass
class Tally:
    """What a load did to one kind of row."""

    read: int = 0
    added: int = 0
    changed: int = 0
    retired: int = 0
    removed: int = 0

    @property
    def touched(self) -> int:
        return self.added + self.changed + self.retired + self.removed


@dataclass
class Report:
    """What a load did. `current` says that these files were the ones loaded last."""

    current: bool = False
    version: TaxonomyVersion | None = None
    tallies: dict[str, Tally] = field(default_factory=dict)

    @property
    def changed_anything(self) -> bool:
        return any(tally.touched for tally in self.tallies.values())


def load_folder(*, folder: Path, dry_run: bool = False) -> Report:
    """Reads and stores the taxonomy in `folder`, all of it or, when anything is wrong, none.

    Raises RefusedError with every problem. Files that are loaded already are left unread.
    """
    newest = TaxonomyVersion.objects.first()
    if newest is not None and newest.digest == digest_of(folder):
        return Report(current=True)
    return store(taxonomy=read_folder(folder), dry_run=dry_run)


def store(*, taxonomy: Taxonomy, dry_run: bool = False) -> Report:
    """Brings the database up to `taxonomy`; writes one TaxonomyVersion if that changed anything.

    A dry run does the same work and takes it back, so that its report is the true one.
    """
    report = Report()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOAD_LOCK])
        ids = {
            "skills": _store_concepts(report, "skills", Skill, "slug", taxonomy.skills),
            "credentials": _store_concepts(
                report, "credentials", Credential, "slug", taxonomy.credentials
            ),
            "occupations": _store_concepts(
                report, "occupations", Occupation, "code", taxonomy.occupations
            ),
        }
        _store_names(report, taxonomy, ids)
        _store_all_links(report, taxonomy, ids)
        if report.changed_anything:
            report.version = TaxonomyVersion.objects.create(
                source=taxonomy.source,
                version=taxonomy.version,
                digest=taxonomy.digest,
                counts={name: tally.read for name, tally in report.tallies.items()},
            )
        if dry_run:
            transaction.set_rollback(True)
    return report


def _store_concepts(
    report: Report, name: str, model: type[Concept], key: str, rows: Iterable[Named]
) -> dict[str, int]:
    """Writes the concepts that differ, retires those that are gone; the current ones' {key: id}."""
    columns = _COLUMNS[model]
    stored = {
        row[0]: row[1:]
        for row in model._default_manager.values_list(key, "retired", *columns).order_by("id")
    }
    tally = report.tallies[name] = Tally()
    to_write, current = [], set()
    for row in rows:
        tally.read += 1
        own_key = getattr(row, key)
        current.add(own_key)
        values = tuple(getattr(row, column) for column in columns)
        if stored.get(own_key) == (False, *values):
            continue
        if own_key in stored:
            tally.changed += 1
        else:
            tally.added += 1
        to_write.append(
            model(**{key: own_key}, retired=False, **dict(zip(columns, values, strict=True)))
        )
    model._default_manager.bulk_create(
        to_write,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=[key],
        update_fields=["retired", *columns],
    )
    gone = [each for each, values in stored.items() if each not in current and not values[0]]
    tally.retired = model._default_manager.filter(**{f"{key}__in": gone}).update(retired=True)
    pairs = model._default_manager.filter(retired=False).values_list(key, "pk")
    return dict(cast("Iterable[tuple[str, int]]", pairs))


def _store_names(report: Report, taxonomy: Taxonomy, ids: dict[str, dict[str, int]]) -> None:
    for name, model, owner, key, rows in (
        ("skills", SkillAlias, "skill_id", "slug", taxonomy.skills),
        ("credentials", CredentialAlias, "credential_id", "slug", taxonomy.credentials),
        ("occupations", OccupationAlias, "occupation_id", "code", taxonomy.occupations),
    ):
        wanted: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        for row in rows:
            for language, text in row.names():
                own_id = ids[name][getattr(row, key)]
                wanted.setdefault((own_id, language, fold(text)), (text,))
        report.tallies[f"names of {name}"] = _store_rows(
            model=model,
            key=(owner, "language", "folded"),
            columns=("text",),
            wanted=wanted,
            among=model._default_manager.filter(**{f"{owner}__in": ids[name].values()}),
        )


def _store_all_links(report: Report, taxonomy: Taxonomy, ids: dict[str, dict[str, int]]) -> None:
    skills, credentials, occupations = ids["skills"], ids["credentials"], ids["occupations"]
    report.tallies["skills of occupations"] = _store_rows(
        model=OccupationSkill,
        key=("occupation_id", "skill_id"),
        columns=("importance", "level"),
        wanted={
            (occupations[row.occupation], skills[row.skill]): (row.importance, row.level)
            for row in taxonomy.occupation_skills
        },
        among=OccupationSkill.objects.filter(
            occupation__in=occupations.values(), skill__in=skills.values()
        ),
    )
    report.tallies["credentials of occupations"] = _store_rows(
        model=OccupationCredential,
        key=("occupation_id", "credential_id"),
        columns=("required",),
        wanted={
            (occupations[row.occupation], credentials[row.credential]): (row.required,)
            for row in taxonomy.occupation_credentials
        },
        among=OccupationCredential.objects.filter(
            occupation__in=occupations.values(), credential__in=credentials.values()
        ),
    )
    report.tallies["relations of skills"] = _store_rows(
        model=SkillRelation,
        key=("source_id", "target_id"),
        columns=("strength", "origin", "reason"),
        wanted={
            (skills[row.source], skills[row.target]): (row.strength, taxonomy.source, row.reason)
            for row in taxonomy.relations
        },
        among=SkillRelation.objects.filter(
            source__in=skills.values(), target__in=skills.values(), origin=taxonomy.source
        ),
    )
    report.tallies["relations of occupations"] = _store_rows(
        model=OccupationRelation,
        key=("source_id", "target_id"),
        columns=("strength",),
        wanted={
            (occupations[row.source], occupations[row.target]): (row.strength,)
            for row in taxonomy.occupation_relations
        },
        among=OccupationRelation.objects.filter(
            source__in=occupations.values(), target__in=occupations.values()
        ),
    )


def _store_rows(
    *,
    model: type[models.Model],
    key: tuple[str, ...],
    columns: tuple[str, ...],
    wanted: Mapping[tuple[Hashable, ...], tuple[Any, ...]],
    among: models.QuerySet[Any],
) -> Tally:
    """Makes the rows `among` those of a load equal to `wanted`, {key values: column values}."""
    stored = {
        row[: len(key)]: (row[len(key) : -1], row[-1])
        for row in among.order_by("pk").values_list(*key, *columns, "pk")
    }
    differing = {
        own_key: values
        for own_key, values in wanted.items()
        if own_key not in stored or stored[own_key][0] != values
    }
    model._default_manager.bulk_create(
        [
            model(**dict(zip((*key, *columns), (*own_key, *values), strict=True)))
            for own_key, values in differing.items()
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=[column.removesuffix("_id") for column in key],
        update_fields=list(columns),
    )
    gone = [pk for own_key, (_values, pk) in stored.items() if own_key not in wanted]
    model._default_manager.filter(pk__in=gone).delete()
    changed = sum(own_key in stored for own_key in differing)
    return Tally(
        read=len(wanted),
        added=len(differing) - changed,
        changed=changed,
        removed=len(gone),
    )
