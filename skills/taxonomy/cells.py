"""How one cell of a CSV file is read. Each reader raises ValueError with a reason in words."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from skills.folding import fold

CellReader = Callable[[str], Any]

LIST_SEPARATOR = "|"
NAME_LENGTH = 200
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SOC_CODE = re.compile(r"\d{2}-\d{4}\.\d{2}")


def text(longest: int) -> CellReader:
    """Any text, blank too, of at most `longest` characters."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise ValueError(f"is {len(cell)} characters long; at most {longest} fit")
        return cell

    return read


def stated(longest: int) -> CellReader:
    """Text that is not blank, of at most `longest` characters."""

    def read(cell: str) -> str:
        if not cell:
            raise ValueError("is missing")
        return str(text(longest)(cell))

    return read


def name(cell: str) -> str:
    """A label: some text that is not blank."""
    if not fold(cell):
        raise ValueError("is missing")
    return str(text(NAME_LENGTH)(cell))


def names(cell: str) -> tuple[str, ...]:
    """Names with a separator between them; a blank cell has none, and no name stands twice."""
    if not cell:
        return ()
    found = tuple(name(part.strip()) for part in cell.split(LIST_SEPARATOR))
    folded = [fold(each) for each in found]
    for position, each in enumerate(folded):
        if each in folded[:position]:
            raise ValueError(f'has "{found[position]}" twice')
    return found


def slug(cell: str) -> str:
    """An identifier in small letters, digits and hyphens."""
    if not _SLUG.fullmatch(cell) or len(cell) > 120:
        raise ValueError(f'"{cell}" is not small letters, digits and hyphens')
    return cell


def soc_code(cell: str) -> str:
    """An O*NET-SOC 2019 code such as 31-1131.00."""
    if not _SOC_CODE.fullmatch(cell):
        raise ValueError(f'"{cell}" is not an O*NET-SOC code such as 31-1131.00')
    return cell


def one_of(values: Mapping[str, Any]) -> CellReader:
    """One word of a fixed set, as the value that it stands for."""

    def read(cell: str) -> Any:
        if cell not in values:
            raise ValueError(f'"{cell}" is not one of {", ".join(values)}')
        return values[cell]

    return read


def whole(lowest: int, highest: int) -> CellReader:
    """A whole number between two bounds."""

    def read(cell: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", cell) or not lowest <= int(cell) <= highest:
            raise ValueError(f'"{cell}" is not a whole number from {lowest} to {highest}')
        return int(cell)

    return read


def or_blank(reader: CellReader) -> CellReader:
    """The same, or None where the cell is blank."""

    def read(cell: str) -> Any:
        return reader(cell) if cell else None

    return read
