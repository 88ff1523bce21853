"""Published files as named tables: folders, zips, single files, each gzipped or not.

A table is named by its file ("Skills.txt.gz" is Skills). Where several releases of a table are
given, the newest counts: a release is what the file "Read Me.txt" beside it says, or the number in
the name of its zip or folder ("30.1", "db_30_1_text", "esco-1.1.1-relations").
"""

import csv
import gzip
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from tqdm import tqdm

from skills.taxonomy.cells import CellReader
from skills.taxonomy.contents import Problem, RefusedError
from skills.taxonomy.storing import Report, Tally

_ENDINGS = (".txt", ".csv", ".tsv", ".xlsx")
_RELEASE = re.compile(r"(?<!\d)(\d+)[._](\d+)(?:[._](\d+))?(?!\d)")
_READ_ME = "read me.txt"
# A publisher may put lines about the file before its heading.
_LONGEST_PREAMBLE = 50
_UNREADABLE = (
    OSError, EOFError, UnicodeDecodeError, csv.Error, zlib.error, zipfile.BadZipFile
)  # fmt: skip

Opener = Callable[[], AbstractContextManager[IO[bytes]]]
Release = tuple[int, ...]


class Row(NamedTuple):
    """A row of a table: the cells that were asked for, as values, and where they stand."""

    table: str
    file: str
    number: int
    cells: dict[str, Any]


@dataclass(frozen=True)
class Table:
    """A file that holds a table. `open` gives its bytes, unpacked."""

    name: str
    file: str
    ending: str
    release: Release
    open: Opener

    def lines(self) -> Iterator[list[str]]:
        """Its lines as cells; RefusedError where the file can't be read to its end."""
        try:
            with self.open() as packed:
                text = io.TextIOWrapper(packed, "utf-8-sig", newline="")
                first = text.readline()
                lines = _and_then(first, text)
                if "\t" in first:
                    yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
                else:
                    yield from csv.reader(lines, strict=True)
        except _UNREADABLE as error:
            raise RefusedError([Problem(self.file, None, "", f"cannot be read: {error}")]) from None

    def has(self, columns: Iterable[str]) -> bool:
        """Whether its heading has these columns."""
        wanted = set(columns)
        for number, line in enumerate(self.lines()):
            if wanted <= {cell.strip() for cell in line}:
                return True
            if number == _LONGEST_PREAMBLE:
                break
        return False


@dataclass(frozen=True)
class Files:
    """Tables that were found, the newest release of each, and a digest of the files' bytes."""

    tables: dict[str, Table]
    digest: str

    @property
    def version(self) -> str:
        """The newest release among the tables, "unnamed" where nothing tells."""
        newest = max((table.release for table in self.tables.values()), default=())
        return ".".join(map(str, newest)) or "unnamed"


def find_tables(paths: Iterable[Path]) -> Files:
    """Every table in these folders, zips and files. RefusedError where a path holds none."""
    found: dict[str, Table] = {}
    sha = hashlib.sha256()
    for path in paths:
        tables = list(_tables_in(path))
        if not tables:
            raise RefusedError([Problem(str(path), None, "", "holds no table that can be read")])
        for table in tables:
            if table.name not in found or table.release >= found[table.name].release:
                found[table.name] = table
        for file in _files_in(path):
            with file.open("rb") as content:
                sha.update(hashlib.file_digest(content, "sha256").digest())
    return Files(found, sha.hexdigest())


class Reading:
    """Reads tables into a report: rows that are refused are told there, the good ones go on."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def rows(
        self,
        table: Table,
        columns: Mapping[str, CellReader],
        renamed: Mapping[str, str] | None = None,
    ) -> Iterator[Row]:
        """The rows with the cells of these columns read; `renamed` maps other headings to them.

        RefusedError where the heading lacks a column: then nothing in the table can be trusted.
        """
        tally = self.report.tallies.setdefault(table.name, Tally())
        lines = enumerate(table.lines(), start=1)
        heading = _heading(table, lines, columns, renamed or {})
        places = [(column, heading.index(column), reader) for column, reader in columns.items()]
        # A bar where somebody watches: on a terminal, beside the report.
        for number, line in tqdm(lines, table.name, unit=" rows", leave=False, disable=None):
            if not any(line):
                continue
            tally.read += 1
            if len(line) != len(heading):
                reason = f"has {len(line)} cells where the heading has {len(heading)}"
                self._refuse(table.name, Problem(table.file, number, "", reason))
                continue
            cells: dict[str, Any] = {}
            for column, place, reader in places:
                try:
                    cells[column] = reader(_plain(line[place]))
                except ValueError as error:
                    self._refuse(table.name, Problem(table.file, number, column, str(error)))
                    break
            else:
                yield Row(table.name, table.file, number, cells)

    def refuse(self, row: Row, column: str, reason: str) -> None:
        """Leaves a row out that was read but can't be used."""
        self._refuse(row.table, Problem(row.file, row.number, column, reason))

    def _refuse(self, table: str, problem: Problem) -> None:
        self.report.tallies.setdefault(table, Tally()).refused += 1
        self.report.refused.append(problem)


def _plain(cell: str) -> str:
    if "\0" in cell:
        raise ValueError("has a character that text can't have (NUL)")
    return cell.strip()


def _and_then(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _heading(
    table: Table,
    lines: Iterator[tuple[int, list[str]]],
    columns: Iterable[str],
    renamed: Mapping[str, str],
) -> list[str]:
    """Reads up to the heading: the first line that has the columns."""
    first: list[str] = []
    for number, line in lines:
        heading = [renamed.get(cell.strip(), cell.strip()) for cell in line]
        first = first or heading
        if set(columns) <= set(heading):
            return heading
        if number == _LONGEST_PREAMBLE:
            break
    missing = [column for column in columns if column not in first]
    raise RefusedError(
        [Problem(table.file, 1, column, "is not in the heading") for column in missing]
    )


def _files_in(path: Path) -> list[Path]:
    return sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]


def _tables_in(path: Path) -> Iterator[Table]:
    root = path if path.is_dir() else path.parent
    by_folder: dict[Path, list[Table]] = {}
    for file in _files_in(path):
        if not file.is_file():
            raise RefusedError([Problem(str(file), None, "", "is not there")])
        shown = file.relative_to(root).as_posix()
        if file.suffix == ".zip":
            yield from _tables_in_zip(file, shown)
        elif table := _table(file.name, shown, partial(_open_file, file)):
            by_folder.setdefault(file.parent, []).append(table)
    for folder, tables in by_folder.items():
        yield from _released(tables, folder.name)


def _tables_in_zip(path: Path, shown: str) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [each.filename for each in archive.infolist() if not each.is_dir()]
    except (OSError, zipfile.BadZipFile) as error:
        raise RefusedError([Problem(shown, None, "", f"cannot be read: {error}")]) from None
    by_folder: dict[str, list[Table]] = {}
    for member in members:
        opened = partial(_open_member, path, member)
        if table := _table(Path(member).name, f"{shown}/{member}", opened):
            by_folder.setdefault(str(Path(member).parent), []).append(table)
    for folder, tables in by_folder.items():
        yield from _released(tables, folder if _RELEASE.search(folder) else path.name)


def _table(name: str, shown: str, opened: Opener) -> Table | None:
    plain = name.removesuffix(".gz")
    if plain != name:
        opened = partial(_unpacked, opened)
    ending = Path(plain).suffix.lower()
    if ending not in _ENDINGS:
        return None
    return Table(plain[: -len(ending)], shown, ending, (), opened)


def _released(tables: list[Table], folder: str) -> Iterator[Table]:
    """The tables of one folder under the release that it is of."""
    release = _release_in(folder)
    for table in tables:
        if f"{table.name}{table.ending}".lower() == _READ_ME:
            with table.open() as file:
                release = _release_in(file.read(200).decode("utf-8", "replace")) or release
    for table in tables:
        if f"{table.name}{table.ending}".lower() != _READ_ME:
            yield replace(table, release=release or _release_in(table.name))


def _release_in(text: str) -> Release:
    found = _RELEASE.search(text)
    return tuple(int(part) for part in found.groups() if part) if found else ()


def _open_file(path: Path) -> IO[bytes]:
    return path.open("rb")


@contextmanager
def _open_member(path: Path, member: str) -> Iterator[IO[bytes]]:
    with zipfile.ZipFile(path) as archive, archive.open(member) as file:
        yield file


@contextmanager
def _unpacked(opened: Opener) -> Iterator[IO[bytes]]:
    with opened() as packed, gzip.open(packed) as file:
        yield cast("IO[bytes]", file)
