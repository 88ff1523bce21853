"""Stores a taxonomy by difference: only what is new or changed is written, what is gone is retired.

A retired concept keeps its names and links, because profiles and postings keep the concept.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from django.db import models

from skills.folding import fold
from skills.models import (
    Concept,
    Credential,
    CredentialAlias,
    CredentialRelation,
    Occupation,
    OccupationAlias,
    OccupationCredential,
    OccupationRelation,
    OccupationSkill,
    Skill,
    SkillAlias,
    SkillRelation,
    SkillSource,
    Source,
    TaxonomyVersion,
)
from skills.taxonomy.contents import Named, Taxonomy
from skills.taxonomy.derived import derive
from skills.taxonomy.importing.concepts import store_entries
from skills.taxonomy.reader import digest_of, read_folder, read_version
from skills.taxonomy.storing import (
    BATCH,
    Report,
    Tally,
    one_load_at_a_time,
    store_rows,
    write_version,
)

# The columns of a concept that a load decides, beside `retired` and `sources`.
_CONCEPT_COLUMNS = ("label_en", "label_es", "sector")
_COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    Skill: (*_CONCEPT_COLUMNS, "kind", "stated_specificity"),
    Credential: (*_CONCEPT_COLUMNS, "kind", "issuer", "valid_months", "basis"),
    Occupation: (
        *_CONCEPT_COLUMNS,
        "job_zone",
        "typical_education",
        "minimum_age",
        "description_en",
        "description_es",
    ),
}
# What a concept loses that comes back.
_COMES_BACK: dict[type[models.Model], tuple[str, ...]] = {Skill: ("replaced_by",)}


def load_folder(*, folder: Path, dry_run: bool = False) -> Report:
    """Reads and stores the taxonomy in `folder`, all of it or, when anything is wrong, none.

    Raises RefusedError with every problem. Files that are loaded already are left unread.
    """
    source = read_version(folder, []).get("source", "")
    newest = TaxonomyVersion.objects.filter(source=source).first()
    if newest is not None and newest.digest == digest_of(folder):
        return Report(current=True)
    return store(taxonomy=read_folder(folder), dry_run=dry_run)


def store(*, taxonomy: Taxonomy, dry_run: bool = False) -> Report:
    """Brings the database up to `taxonomy`; writes one TaxonomyVersion if that changed anything.

    A dry run does the same work and takes it back, so that its report is the true one.
    """
    report = Report()
    with one_load_at_a_time(dry_run=dry_run):
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
        if SkillSource.objects.exists():
            store_entries(report, reviewed=taxonomy.reviewed)
        derive(report)
        write_version(
            report, source=taxonomy.source, version=taxonomy.version, digest=taxonomy.digest
        )
    return report


def _store_concepts(
    report: Report, name: str, model: type[Concept], key: str, rows: Iterable[Named]
) -> dict[str, int]:
    """Writes the concepts that differ; the current ones' {key: id}.

    What is gone from the files loses this source, and is retired where no other source names it.
    """
    columns = _COLUMNS[model]
    stored = {
        row[0]: row[1:]
        for row in model._default_manager.values_list(key, "retired", "sources", *columns).order_by(
            "id"
        )
    }
    tally = report.tallies[name] = Tally()
    to_write, current = [], set()
    for row in rows:
        tally.read += 1
        own_key = getattr(row, key)
        current.add(own_key)
        values = tuple(_stated(row, column) for column in columns)
        _retired, sources, *before = stored.get(own_key, (False, []))
        if Source.STARTER in sources and stored[own_key] == (False, sources, *values):
            continue
        if before:
            tally.changed += 1
        else:
            tally.added += 1
        to_write.append(
            model(
                **{key: own_key},
                retired=False,
                sources=sorted({*sources, Source.STARTER.value}),
                **dict(zip(columns, values, strict=True)),
            )
        )
    model._default_manager.bulk_create(
        to_write,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=[key],
        update_fields=["retired", "sources", *columns, *_COMES_BACK.get(model, ())],
    )
    tally.retired = _let_go(model, key, set(stored) - current)
    pairs = model._default_manager.filter(**{f"{key}__in": current}).values_list(key, "pk")
    return dict(cast("Iterable[tuple[str, int]]", pairs))


def _stated(row: Named, column: str) -> Any:
    return getattr(row, "specificity" if column == "stated_specificity" else column)


def _let_go(model: type[Concept], key: str, gone: set[str]) -> int:
    """Takes the starter taxonomy out of the sources of concepts; how many are retired by that."""
    changed = []
    for concept in model._default_manager.filter(
        **{f"{key}__in": gone}, sources__contains=[Source.STARTER]
    ):
        concept.sources = [each for each in concept.sources if each != Source.STARTER]
        concept.retired = not concept.sources
        changed.append(concept)
    model._default_manager.bulk_update(changed, ["sources", "retired"], batch_size=BATCH)
    return sum(concept.retired for concept in changed)


def _store_names(report: Report, taxonomy: Taxonomy, ids: dict[str, dict[str, int]]) -> None:
    for name, model, owner, key, rows in (
        ("skills", SkillAlias, "skill_id", "slug", taxonomy.skills),
        ("credentials", CredentialAlias, "credential_id", "slug", taxonomy.credentials),
        ("occupations", OccupationAlias, "occupation_id", "code", taxonomy.occupations),
    ):
        wanted: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        for row in rows:
            for language, text, in_text in row.names():
                own_id = ids[name][getattr(row, key)]
                named = (own_id, language, fold(text))
                wanted.setdefault(named, (text, in_text, Source.STARTER))
        report.tallies[f"names of {name}"] = store_rows(
            model=model,
            key=(owner, "language", "folded"),
            columns=("text", "in_text", "source"),
            wanted=wanted,
            among=model._default_manager.filter(
                **{f"{owner}__in": ids[name].values()}, source=Source.STARTER
            ),
        )


def _store_all_links(report: Report, taxonomy: Taxonomy, ids: dict[str, dict[str, int]]) -> None:
    skills, credentials, occupations = ids["skills"], ids["credentials"], ids["occupations"]
    report.tallies["skills of occupations"] = store_rows(
        model=OccupationSkill,
        key=("occupation_id", "skill_id"),
        columns=("importance", "level", "origin"),
        wanted={
            (occupations[row.occupation], skills[row.skill]): (
                row.importance,
                row.level,
                Source.STARTER,
            )
            for row in taxonomy.occupation_skills
        },
        among=OccupationSkill.objects.filter(
            occupation__in=occupations.values(), skill__in=skills.values(), origin=Source.STARTER
        ),
    )
    report.tallies["credentials of occupations"] = store_rows(
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
    # What staff have decided about a pair stands.
    decided = set(
        SkillRelation.objects.filter(origin=Source.STAFF).values_list("source_id", "target_id")
    )
    report.tallies["relations of skills"] = store_rows(
        model=SkillRelation,
        key=("source_id", "target_id"),
        columns=("strength", "origin", "reason"),
        wanted={
            pair: (row.strength, Source.STARTER, row.reason)
            for row in taxonomy.relations
            if (pair := (skills[row.source], skills[row.target])) not in decided
        },
        among=SkillRelation.objects.filter(
            source__in=skills.values(), target__in=skills.values(), origin=Source.STARTER
        ),
    )
    report.tallies["relations of occupations"] = store_rows(
        model=OccupationRelation,
        key=("source_id", "target_id"),
        columns=("strength", "origin"),
        wanted={
            (occupations[row.source], occupations[row.target]): (row.strength, Source.STARTER)
            for row in taxonomy.occupation_relations
        },
        among=OccupationRelation.objects.filter(
            source__in=occupations.values(),
            target__in=occupations.values(),
            origin=Source.STARTER,
        ),
    )
    report.tallies["relations of credentials"] = store_rows(
        model=CredentialRelation,
        key=("credential_id", "satisfies_id"),
        columns=("basis",),
        wanted={
            (credentials[row.credential], credentials[row.satisfies]): (row.basis,)
            for row in taxonomy.credential_relations
        },
        among=CredentialRelation.objects.filter(
            credential__in=credentials.values(), satisfies__in=credentials.values()
        ),
    )
