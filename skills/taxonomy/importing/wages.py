"""Wages by occupation and area (OEWS, CSV) and projected employment (BLS, workbook)."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from skills.models import OccupationProjection, OccupationWage
from skills.taxonomy import cells
from skills.taxonomy.contents import Problem, RefusedError
from skills.taxonomy.importing.projections import read_projections
from skills.taxonomy.importing.running import AS_USUAL, Wish, importing
from skills.taxonomy.importing.tables import Reading, Table, find_tables
from skills.taxonomy.storing import Report, store_rows

# Not published ("*" wages, "**" employment, "-" either), or only known to be above the highest
# wage that the survey publishes ("#").
_NO_FIGURE = ("", "*", "**", "-", "#")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_IN_NAME = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*[ _-]?(20\d\d)")
_PERIOD = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


def _soc(cell: str) -> str:
    if not re.fullmatch(r"\d{2}-\d{4}", cell):
        raise ValueError(f'"{cell}" is not a SOC code such as 31-1131')
    return cell


def _count(cell: str) -> int | None:
    if cell in _NO_FIGURE:
        return None
    plain = cell.replace(",", "")
    if not re.fullmatch(r"[0-9]{1,9}", plain):
        raise ValueError(f'"{cell}" is not a whole number')
    return int(plain)


def _dollars(cell: str) -> Decimal | None:
    if cell in _NO_FIGURE:
        return None
    try:
        amount = Decimal(cell.replace(",", ""))
    except InvalidOperation:
        amount = Decimal(-1)
    if not 0 <= amount < 100_000:
        raise ValueError(f'"{cell}" is not an amount of dollars an hour')
    return amount.quantize(Decimal("0.01"))


def _share(cell: str) -> float | None:
    amount = _dollars(cell)
    return None if amount is None else float(cell.replace(",", ""))


# {column of the file: (column of the model, reader)}
_WAGES: dict[str, tuple[str, cells.CellReader]] = {
    "soc": ("soc", _soc),
    "area_code": ("area_code", cells.text(7)),
    "area": ("area", cells.text(120)),
    "employment": ("employment", _count),
    "mean_hourly": ("mean_hourly", _dollars),
    "mean_annual": ("mean_annual", _count),
    **{f"{share}_h": (f"{share}_hourly", _dollars) for share in ("p10", "p25", "p75", "p90")},
    **{f"{share}_a": (f"{share}_annual", _count) for share in ("p10", "p25", "p75", "p90")},
    "median_h": ("median_hourly", _dollars),
    "median_a": ("median_annual", _count),
    "jobs_per_1000": ("jobs_per_1000", _share),
    "location_quotient": ("location_quotient", _share),
}


def import_wages(*, paths: Iterable[Path], wish: Wish = AS_USUAL, period: str = "") -> Report:
    """Brings wages and projections up to the files among these; what no file tells stays.

    `period` is the survey's month ("2025-05") where the file's name does not tell. RefusedError
    where there is nothing to import, or no period.
    """
    paths = list(paths)
    report = Report()
    reading = Reading(report)
    tables = find_tables(paths).tables.values()
    wages = [table for table in tables if table.ending != ".xlsx" and table.has(_WAGES)]
    workbooks = [table for table in tables if table.ending == ".xlsx"]
    with importing(report, wish):
        projections = read_projections(reading, workbooks)
        if not wages and not projections:
            reason = "holds neither wages (OEWS) nor projections (BLS)"
            raise RefusedError([Problem(str(path), None, "", reason) for path in paths])
        if wages:
            report.tallies["wages"] = store_rows(
                model=OccupationWage,
                key=("soc", "area_code"),
                columns=tuple(_columns()),
                wanted=_read_wages(reading, wages, period),
                among=OccupationWage.objects.all(),
            )
        if projections:
            columns = tuple(next(iter(projections.values())))
            report.tallies["projections"] = store_rows(
                model=OccupationProjection,
                key=("soc",),
                columns=columns,
                wanted={(soc,): tuple(of.values()) for soc, of in projections.items()},
                among=OccupationProjection.objects.all(),
            )
    return report


def _columns() -> list[str]:
    return ["period", *(column for column, _reader in list(_WAGES.values())[2:])]


def _read_wages(
    reading: Reading, tables: list[Table], period: str
) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    wanted: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    readers = {column: reader for column, (_own, reader) in _WAGES.items()}
    for table in tables:
        month = period or _month_in(table.name)
        if not _PERIOD.fullmatch(month):
            reason = "does not tell its month: give it with --period, such as 2025-05"
            raise RefusedError([Problem(table.file, None, "", reason)])
        for row in reading.rows(table, readers):
            soc, area, *rest = row.cells.values()
            if (soc, area) in wanted:
                reading.refuse(row, "soc", f"{soc} in area {area} stands there twice")
            else:
                wanted[soc, area] = (month, *rest)
    return wanted


def _month_in(name: str) -> str:
    found = _MONTH_IN_NAME.search(name.lower())
    return f"{found[2]}-{_MONTHS.index(found[1]) + 1:02d}" if found else ""
