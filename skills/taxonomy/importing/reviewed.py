"""Reads joins.csv: what people have decided on entries that may mean a starter skill."""

import csv
import io
from collections.abc import Container
from pathlib import Path

from skills.models import Source
from skills.taxonomy import cells
from skills.taxonomy.contents import Problem
from skills.taxonomy.importing.joining import EntryId, Reviewed

JOINS_FILE = "joins.csv"
STARTER = Path(__file__).resolve().parents[2] / "data" / "starter"

_COLUMNS = {
    "source": cells.one_of({source: source for source in (Source.ONET.value, Source.ESCO.value)}),
    "key": cells.name,
    "skill": cells.slug,
    "verdict": cells.one_of({"same": True, "not": False}),
}


def read_reviewed(
    folder: Path, problems: list[Problem], slugs: Container[str] | None = None
) -> Reviewed:
    """The decisions in `folder`, none where it has no such file.

    What is wrong goes to `problems`; with `slugs`, also rows that name no skill among them.
    """
    file = folder / JOINS_FILE
    if not file.is_file():
        return Reviewed()
    try:
        text = file.read_text("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        problems.append(Problem(JOINS_FILE, None, "", f"is not CSV in UTF-8: {error}"))
        return Reviewed()
    if not lines or lines[0] != list(_COLUMNS):
        reason = f"the columns must be {','.join(_COLUMNS)}"
        problems.append(Problem(JOINS_FILE, 1, "", reason))
        return Reviewed()
    same: dict[EntryId, str] = {}
    different: set[tuple[EntryId, str]] = set()
    for number, line in enumerate(lines[1:], start=2):
        if not any(line):
            continue
        if len(line) != len(_COLUMNS):
            reason = f"has {len(line)} cells where the heading has {len(_COLUMNS)}"
            problems.append(Problem(JOINS_FILE, number, "", reason))
            continue
        try:
            source, key, skill, is_same = (
                reader(cell.strip()) for reader, cell in zip(_COLUMNS.values(), line, strict=True)
            )
        except ValueError as error:
            problems.append(Problem(JOINS_FILE, number, "", str(error)))
            continue
        entry = (source, key)
        if slugs is not None and skill not in slugs:
            reason = f'"{skill}" is not in any skills.csv'
            problems.append(Problem(JOINS_FILE, number, "skill", reason))
        elif not is_same:
            different.add((entry, skill))
        elif same.setdefault(entry, skill) != skill:
            reason = f'"{key}" is the same as {same[entry]} already'
            problems.append(Problem(JOINS_FILE, number, "skill", reason))
    return Reviewed(same=same, different=frozenset(different))
