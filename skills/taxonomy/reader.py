"""Reads the starter format: a folder with version.toml and, for each sector, a folder of CSV files.

Everything is checked before anything is stored; skills/data/README.md describes the files.
"""

import csv
import hashlib
import io
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from skills.folding import fold
from skills.models import Credential, EducationLevel, Importance, Skill, SkillLevel
from skills.taxonomy import cells
from skills.taxonomy.contents import (
    CredentialRelationRow,
    CredentialRow,
    Named,
    OccupationCredentialRow,
    OccupationRelationRow,
    OccupationRow,
    OccupationSkillRow,
    Problem,
    RefusedError,
    RelationRow,
    SkillRow,
    Taxonomy,
)
from skills.taxonomy.importing.reviewed import JOINS_FILE, read_reviewed

VERSION_FILE = "version.toml"
MINIMUM_AGES = (14, 15, 16, 18, 21)

_NAMES = {"aliases_en": cells.names, "aliases_es": cells.names}
_LABELS = {"label_en": cells.name, "label_es": cells.name}
_STRENGTH = cells.whole(1, 100)


@dataclass(frozen=True)
class Sheet:
    """One kind of file: its columns, the row it makes, and the columns that tell rows apart."""

    columns: dict[str, cells.CellReader]
    row: Callable[..., Any]
    key: tuple[str, ...]
    references: dict[str, str]


def _words(choices: Any) -> dict[str, Any]:
    return {str(value): str(value) for value in choices.values}


def _credential(**columns: Any) -> CredentialRow:
    """What a credential's file calls source is the basis of its facts."""
    return CredentialRow(basis=columns.pop("source"), **columns)


def _credential_relation(**columns: Any) -> CredentialRelationRow:
    """Who says so is the basis, as of a credential."""
    return CredentialRelationRow(basis=columns.pop("source"), **columns)


def _occupation(**columns: Any) -> OccupationRow:
    """An occupation's label is its title."""
    return OccupationRow(
        label_en=columns.pop("title_en"), label_es=columns.pop("title_es"), **columns
    )


SHEETS: dict[str, Sheet] = {
    "skills": Sheet(
        columns={
            "slug": cells.slug,
            "kind": cells.one_of(_words(Skill.Kind)),
            **_LABELS,
            **_NAMES,
            "specificity": cells.whole(40, 100),
        },
        row=SkillRow,
        key=("slug",),
        references={},
    ),
    "credentials": Sheet(
        columns={
            "slug": cells.slug,
            "kind": cells.one_of(_words(Credential.Kind)),
            **_LABELS,
            **_NAMES,
            "issuer": cells.text(200),
            "valid_months": cells.or_blank(cells.whole(1, 600)),
            "source": cells.text(300),
        },
        row=_credential,
        key=("slug",),
        references={},
    ),
    "occupations": Sheet(
        columns={
            "code": cells.soc_code,
            "title_en": cells.name,
            "title_es": cells.name,
            **_NAMES,
            "job_zone": cells.or_blank(cells.whole(1, 5)),
            "typical_education": cells.or_blank(
                cells.one_of({level.name.lower(): level.value for level in EducationLevel})
            ),
            "minimum_age": cells.one_of({str(age): age for age in MINIMUM_AGES}),
            "description_en": cells.text(2000),
            "description_es": cells.text(2000),
        },
        row=_occupation,
        key=("code",),
        references={},
    ),
    "occupation_skills": Sheet(
        columns={
            "occupation": cells.soc_code,
            "skill": cells.slug,
            "importance": cells.one_of({each.name.lower(): each.value for each in Importance}),
            "level": cells.or_blank(cells.whole(min(SkillLevel.values), max(SkillLevel.values))),
        },
        row=OccupationSkillRow,
        key=("occupation", "skill"),
        references={"occupation": "occupations", "skill": "skills"},
    ),
    "occupation_credentials": Sheet(
        columns={
            "occupation": cells.soc_code,
            "credential": cells.slug,
            "required": cells.one_of({"true": True, "false": False}),
        },
        row=OccupationCredentialRow,
        key=("occupation", "credential"),
        references={"occupation": "occupations", "credential": "credentials"},
    ),
    "relations": Sheet(
        columns={
            "source": cells.slug,
            "target": cells.slug,
            "strength": _STRENGTH,
            "reason": cells.text(200),
        },
        row=RelationRow,
        key=("source", "target"),
        references={"source": "skills", "target": "skills"},
    ),
    "occupation_relations": Sheet(
        columns={"source": cells.soc_code, "target": cells.soc_code, "strength": _STRENGTH},
        row=OccupationRelationRow,
        key=("source", "target"),
        references={"source": "occupations", "target": "occupations"},
    ),
    "credential_relations": Sheet(
        columns={
            "credential": cells.slug,
            "satisfies": cells.slug,
            "source": cells.stated(300),
        },
        row=_credential_relation,
        key=("credential", "satisfies"),
        references={"credential": "credentials", "satisfies": "credentials"},
    ),
}


class Read(NamedTuple):
    """A row and where it was read."""

    file: str
    number: int
    row: Any


def digest_of(folder: Path) -> str:
    """SHA-256 over the names and the bytes of the files, in the order of their names."""
    sha = hashlib.sha256()
    files = [folder / VERSION_FILE, folder / JOINS_FILE, *folder.glob("*/*.csv")]
    for file in sorted(each for each in files if each.is_file()):
        content = file.read_bytes()
        sha.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        sha.update(content)
    return sha.hexdigest()


def read_folder(folder: Path) -> Taxonomy:
    """The taxonomy in `folder`; RefusedError with every problem if anything at all is wrong."""
    problems: list[Problem] = []
    about = read_version(folder, problems)
    rows: dict[str, list[Read]] = {name: [] for name in SHEETS}
    for file in sorted(folder.glob("*/*.csv")):
        shown = file.relative_to(folder).as_posix()
        if file.stem not in SHEETS:
            problems.append(Problem(shown, None, "", f"no such file; one of {', '.join(SHEETS)}"))
        else:
            rows[file.stem].extend(_read_file(file, shown, problems))
    if not any(rows.values()) and not problems:
        problems.append(Problem(str(folder), None, "", "holds no folder with CSV files"))
    for name, sheet in SHEETS.items():
        problems.extend(_repeated(sheet, rows[name]))
        problems.extend(_dangling(name, rows))
    reviewed = read_reviewed(folder, problems, {read.row.slug for read in rows["skills"]})
    for name in ("skills", "credentials", "occupations"):
        problems.extend(_ambiguous(rows[name], key=SHEETS[name].key[0]))
    if problems:
        raise RefusedError(problems)
    return Taxonomy(
        source=about["source"],
        version=about["version"],
        digest=digest_of(folder),
        reviewed=reviewed,
        **{name: tuple(read.row for read in rows[name]) for name in SHEETS},
    )


def read_version(folder: Path, problems: list[Problem]) -> dict[str, str]:
    """`source` and `version` of version.toml; what is wrong with it goes to `problems`."""
    try:
        about = tomllib.loads((folder / VERSION_FILE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(Problem(VERSION_FILE, None, "", f"cannot be read: {error}"))
        return {}
    for name in ("source", "version"):
        if not isinstance(about.get(name), str) or not 0 < len(about[name]) <= 40:
            problems.append(
                Problem(VERSION_FILE, None, name, "is not a text of 1 to 40 characters")
            )
    return about


def _read_file(file: Path, shown: str, problems: list[Problem]) -> Iterator[Read]:
    sheet = SHEETS[file.stem]
    try:
        lines = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        problems.append(Problem(shown, None, "", f"is not CSV in UTF-8: {error}"))
        return
    heading = [column.strip() for column in lines[0]] if lines else []
    if sorted(heading) != sorted(sheet.columns):
        problems.append(Problem(shown, 1, "", f"the columns must be {','.join(sheet.columns)}"))
        return
    # Only what has to do with concepts carries the sector; links take it from their ends.
    extra = {"sector": file.parent.name} if not sheet.references else {}
    for number, line in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) != len(heading):
            reason = f"has {len(line)} cells where the heading has {len(heading)}"
            problems.append(Problem(shown, number, "", reason))
            continue
        wrong: list[Problem] = []
        values: dict[str, Any] = {}
        for column, cell in zip(heading, line, strict=True):
            try:
                values[column] = sheet.columns[column](cell.strip())
            except ValueError as error:
                wrong.append(Problem(shown, number, column, str(error)))
        problems.extend(wrong)
        if not wrong:
            yield Read(shown, number, sheet.row(**values, **extra))


def _repeated(sheet: Sheet, rows: Iterable[Read]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], Read] = {}
    for read in rows:
        key = tuple(getattr(read.row, column) for column in sheet.key)
        first = seen.setdefault(key, read)
        if first is not read:
            reason = f"{' to '.join(key)} stands already in {first.file}, row {first.number}"
            yield Problem(read.file, read.number, sheet.key[0], reason)
        if len(key) == 2 and key[0] == key[1]:
            yield Problem(read.file, read.number, sheet.key[1], "leads to itself")


def _dangling(name: str, rows: dict[str, list[Read]]) -> Iterator[Problem]:
    for column, other in SHEETS[name].references.items():
        known = {getattr(read.row, SHEETS[other].key[0]) for read in rows[other]}
        for read in rows[name]:
            named = getattr(read.row, column)
            if named not in known:
                reason = f'"{named}" is not in any {other}.csv'
                yield Problem(read.file, read.number, column, reason)


def _ambiguous(rows: Iterable[Read], key: str) -> Iterator[Problem]:
    """Names that two concepts of a sort share in one language: who could tell which is meant?"""
    seen: dict[tuple[str, str], Read] = {}
    for read in rows:
        named: Named = read.row
        for language, text, _in_text in named.names():
            first = seen.setdefault((language, fold(text)), read)
            if getattr(first.row, key) != getattr(named, key):
                reason = (
                    f'"{text}" also names {getattr(first.row, key)}'
                    f" ({first.file}, row {first.number})"
                )
                yield Problem(read.file, read.number, f"names in {language}", reason)
