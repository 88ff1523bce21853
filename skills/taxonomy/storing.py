"""Rows stored by difference, and the report of what that did: how every load and import stores."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection, models, transaction
from tqdm import tqdm

from skills.models import TaxonomyVersion
from skills.taxonomy.contents import Problem

_LOAD_LOCK = 0x5441584F  # "TAXO": one load at a time
BATCH = 2000

Key = TypeVar("Key", bound=tuple[Any, ...])


@dataclass
class Tally:
    """What a load did to one kind of row."""

    read: int = 0
    added: int = 0
    changed: int = 0
    retired: int = 0
    removed: int = 0
    refused: int = 0

    @property
    def touched(self) -> int:
        return self.added + self.changed + self.retired + self.removed


@dataclass
class Report:
    """What a load did. `current` says that these files were the ones loaded last.

    `refused` tells each row that was left out, where it stands and why; `notes` what else a reader
    of the report should know.
    """

    current: bool = False
    version: TaxonomyVersion | None = None
    tallies: dict[str, Tally] = field(default_factory=dict)
    refused: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def changed_anything(self) -> bool:
        return any(tally.touched for tally in self.tallies.values())


@contextmanager
def one_load_at_a_time(*, dry_run: bool = False) -> Iterator[None]:
    """A transaction that no other load shares; a dry run does the work and takes it back."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOAD_LOCK])
        yield
        if dry_run:
            transaction.set_rollback(True)


def write_version(report: Report, *, source: str, version: str, digest: str) -> None:
    """Writes the row that makes matching compute anew, if the load changed anything."""
    if report.changed_anything:
        report.version = TaxonomyVersion.objects.create(
            source=source,
            version=version,
            digest=digest,
            counts={name: tally.read for name, tally in report.tallies.items()},
        )


def store_rows(
    *,
    model: type[models.Model],
    key: tuple[str, ...],
    columns: tuple[str, ...],
    wanted: Mapping[Key, tuple[Any, ...]],
    among: models.QuerySet[Any],
) -> Tally:
    """Makes the rows `among` those of a load equal to `wanted`, {key values: column values}.

    `key` is a unique constraint of the model. Rows that are equal already are not written. On a
    terminal a bar shows how far it is.
    """
    stored = {
        row[: len(key)]: (row[len(key) : -1], row[-1])
        for row in among.order_by("pk").values_list(*key, *columns, "pk").iterator(BATCH)
    }
    differing = {
        own_key: values
        for own_key, values in wanted.items()
        if own_key not in stored or stored[own_key][0] != values
    }
    rows = list(differing.items())
    kind = str(model._meta.verbose_name_plural)
    for start in tqdm(range(0, len(rows), BATCH), f"storing {kind}", leave=False, disable=None):
        model._default_manager.bulk_create(
            [
                model(**dict(zip((*key, *columns), (*own_key, *values), strict=True)))
                for own_key, values in rows[start : start + BATCH]
            ],
            update_conflicts=bool(columns),
            ignore_conflicts=not columns,
            unique_fields=_fields(model, key) if columns else None,
            update_fields=_fields(model, columns) or None,
        )
    gone = [pk for own_key, (_values, pk) in stored.items() if own_key not in wanted]
    for start in range(0, len(gone), BATCH):
        model._default_manager.filter(pk__in=gone[start : start + BATCH]).delete()
    if len(rows) + len(gone) > BATCH:
        analyze(model)
    changed = sum(own_key in stored for own_key in differing)
    return Tally(
        read=len(wanted), added=len(differing) - changed, changed=changed, removed=len(gone)
    )


def analyze(model: type[models.Model]) -> None:
    """Tells the planner what a table holds now: within this transaction nobody else can, and it
    would plan the joins that follow for the few rows that stood there before.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _fields(model: type[models.Model], columns: tuple[str, ...]) -> list[str]:
    """Names of fields by those of their columns: `skill_id` is the field `skill`."""
    return [model._meta.get_field(column).name for column in columns]
