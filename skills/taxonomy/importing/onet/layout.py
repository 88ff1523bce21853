"""Which tables of O*NET are read, by the names that its releases give them.

Release 30.3 has split two tables and renamed one; their columns stay.
"""

from collections.abc import Iterator, Mapping

from skills.taxonomy.cells import CellReader
from skills.taxonomy.importing.tables import Files, Reading, Row, Table

# What is read, and the names of its table: the newest release that has any of them counts.
NAMES: dict[str, tuple[str, ...]] = {
    "occupations": ("Occupation Data",),
    "alternate titles": ("Alternate Titles",),
    "reported titles": ("Sample of Reported Titles",),
    "related occupations": ("Related Occupations",),
    "job zones": ("Job Zones",),
    "preparation": (
        "Education, Training, and Experience",
        "Education",
        "Training and Experience",
    ),
    "tasks": ("Task Statements",),
    "tasks to activities": ("Tasks to DWAs",),
    "activities": ("DWA Reference",),
    "content model": ("Content Model Reference",),
    "skills": ("Skills", "Essential Skills", "Transferable Skills"),
    "knowledge": ("Knowledge",),
    "technology": ("Technology Skills", "Software Skills"),
    "tools": ("Tools Used",),
    "commodities": ("UNSPSC Reference",),
}
_RENAMED_COLUMNS = {"Workplace Example": "Example", "Job Title": "Alternate Title"}


class Onet:
    """The tables of O*NET among some files."""

    def __init__(self, files: Files, reading: Reading) -> None:
        self.reading = reading
        self.version = files.version
        self._tables = {what: _newest(files, names) for what, names in NAMES.items()}

    def __bool__(self) -> bool:
        return any(self._tables.values())

    def missing(self, *what: str) -> list[str]:
        """Names of the tables that are not there, as releases up to 30.2 have them."""
        return [NAMES[each][0] for each in what if not self._tables[each]]

    def rows(self, what: str, columns: Mapping[str, CellReader]) -> Iterator[Row]:
        """The good rows of all tables that hold this."""
        for table in self._tables[what]:
            yield from self.reading.rows(table, columns, _RENAMED_COLUMNS)


def _newest(files: Files, names: tuple[str, ...]) -> list[Table]:
    found = [files.tables[name] for name in names if name in files.tables]
    newest = max((table.release for table in found), default=())
    return [table for table in found if table.release == newest]
