"""Reads the occupational projections of the Bureau of Labor Statistics from their workbook."""

import re
import warnings
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook

from skills.taxonomy.contents import Problem, RefusedError
from skills.taxonomy.importing.tables import Reading, Row, Table
from skills.taxonomy.storing import Tally

# Headings name the years ("Employment, 2024"), so columns are known by how they begin.
_CODE = "National Employment Matrix code"
_KIND = "Occupation type"
_EMPLOYMENT = re.compile(r"Employment, (20\d\d)")
_CHANGE = "Employment change, percent"
_OPENINGS = "Occupational openings"
_TEXTS = {
    "typical_education": "Typical education",
    "work_experience": "Work experience",
    "training_on_the_job": "Typical on-the-job training",
}
_LINE_ITEM = "Line item"
_NOTHING = ("", "—", "-")
_LONGEST_PREAMBLE = 10


def read_projections(reading: Reading, workbooks: Iterable[Table]) -> dict[str, dict[str, Any]]:
    """{SOC code: columns of OccupationProjection} of the sheets that have them."""
    found: dict[str, dict[str, Any]] = {}
    for table in workbooks:
        for sheet, rows in _sheets(table):
            heading: dict[str, Any] | None = None
            for number, cells in enumerate(rows, start=1):
                if heading is None:
                    if number > _LONGEST_PREAMBLE:
                        break
                    heading = _heading(cells)
                    continue
                _read_row(reading, Row(sheet, f"{table.file}: {sheet}", number, {}), cells,
                          heading, found)  # fmt: skip
    return found


def _sheets(table: Table) -> Iterator[tuple[str, Iterator[tuple[Any, ...]]]]:
    try:
        with table.open() as file, warnings.catch_warnings():
            # Styles that openpyxl does not know change no figure.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(file.read()), read_only=True, data_only=True)
            for sheet in book.worksheets:
                yield sheet.title, sheet.iter_rows(values_only=True)
    except (OSError, BadZipFile, KeyError, ValueError) as error:
        raise RefusedError([Problem(table.file, None, "", f"cannot be read: {error}")]) from None


def _heading(cells: tuple[Any, ...]) -> dict[str, Any] | None:
    """Places of the columns, and the two years; None unless all of them are there."""
    texts = [str(cell or "") for cell in cells]
    places: dict[str, Any] = {}
    for own, begins in {"change": _CHANGE, "openings": _OPENINGS, **_TEXTS}.items():
        places[own] = next((n for n, text in enumerate(texts) if text.startswith(begins)), None)
    places["soc"] = next((n for n, text in enumerate(texts) if text.endswith(_CODE)), None)
    places["kind"] = next((n for n, text in enumerate(texts) if text == _KIND), None)
    years = [
        (int(year[1]), n) for n, text in enumerate(texts) if (year := _EMPLOYMENT.fullmatch(text))
    ]
    if len(years) != 2 or None in places.values():
        return None
    return {**places, "base": years[0], "projected": years[1]}


def _read_row(
    reading: Reading,
    row: Row,
    cells: tuple[Any, ...],
    heading: dict[str, Any],
    found: dict[str, dict[str, Any]],
) -> None:
    if len(cells) <= max(n for n in heading.values() if isinstance(n, int)):
        return
    if str(cells[heading["kind"]] or "").strip() != _LINE_ITEM:
        return
    reading.report.tallies.setdefault(row.table, Tally()).read += 1
    soc = str(cells[heading["soc"]] or "").strip()
    if not re.fullmatch(r"\d{2}-\d{4}", soc):
        reading.refuse(row, _CODE, f'"{soc}" is not a SOC code such as 31-1131')
        return
    (base_year, base), (projected_year, projected) = heading["base"], heading["projected"]
    figures = {"base": cells[base], "projected": cells[projected]}
    figures |= {own: cells[heading[own]] for own in ("change", "openings")}
    for own, value in figures.items():
        if str(value or "").strip() in _NOTHING and value != 0:
            figures[own] = None
        elif not isinstance(value, int | float):
            reading.refuse(row, own, f'"{value}" is not a number')
            return
    if figures["base"] is None or figures["projected"] is None:
        reading.refuse(row, "Employment", "is missing")
        return
    found[soc] = {
        "base_year": base_year,
        "projected_year": projected_year,
        "employment_base": float(figures["base"]),
        "employment_projected": float(figures["projected"]),
        "change_percent": figures["change"],
        "openings_yearly": figures["openings"],
        **{own: _words(cells[heading[own]]) for own in _TEXTS},
    }


def _words(cell: Any) -> str:
    text = str(cell or "").strip()
    return "" if text in _NOTHING else text[:80]
