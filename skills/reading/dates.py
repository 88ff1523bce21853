"""Months and years as résumés write them: "Jan 2019 – Present", "03/2018 - 05/2020", "2016-19"."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
    "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7,
    "agosto": 8, "septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
    "ene": 1, "abr": 4, "ago": 8, "dic": 12,
    "winter": 1, "spring": 3, "summer": 6, "fall": 9, "autumn": 9,
    "invierno": 1, "primavera": 3, "verano": 6, "otono": 9,
}  # fmt: skip
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_POINT = (
    rf"(?:(?P<{{0}}_name>{_NAMES})\.?,?\s*(?:\d{{{{1,2}}}}\s*,\s*)?(?:de\s+|del\s+|of\s+)?"
    rf"(?P<{{0}}_named_year>{_YEAR}|'\d\d)"
    rf"|(?P<{{0}}_month>0?[1-9]|1[0-2])\s?[/.-]\s?(?:(?P<{{0}}_day>[0-3]?\d)\s?[/.-]\s?)?"
    rf"(?P<{{0}}_month_year>{_YEAR})"
    rf"|(?P<{{0}}_iso_year>{_YEAR})[-/](?P<{{0}}_iso_month>0[1-9]|1[0-2])(?![\d/])"
    rf"|(?P<{{0}}_year>{_YEAR}))"
)
_NOW = (
    r"(?:present|current(?:ly)?|now|today|to date|date|ongoing|presente|actual(?:idad|mente)?"
    r"|la fecha|hoy|la actualidad|el presente|fecha)"
)
_TO = r"\s*(?:-+|–|—|−|~|\bto\b:?|\buntil\b|\btill?\b|\bthrough\b|\bthru\b|\b(?:a|al|hasta)\b|/)\s*"
_RANGE = re.compile(
    rf"(?<![\w/$]){_POINT.format('low')}{_TO}(?:(?:la|el|the)\s+)?"
    rf"(?:(?P<now>{_NOW})|{_POINT.format('high')}|(?P<short>\d\d)(?!\d|[/.-]\d))(?!\w)"
)
_MONTH_RANGE = re.compile(
    rf"(?<!\w)(?P<low_name>{_NAMES})\.?{_TO}(?P<high_name>{_NAMES})\.?,?\s+(?:de\s+)?"
    rf"(?P<year>{_YEAR})(?!\w)"
)
_SINCE = re.compile(rf"\b(?:since|from|desde)\s+{_POINT.format('low')}(?!\w)")
_SINGLE = re.compile(rf"(?<![\w/$]){_POINT.format('low')}(?!\w)")


class Point(NamedTuple):
    """A month, or a year whose month is not said; the day where one is."""

    year: int
    month: int | None
    day: int | None


class Period(NamedTuple):
    """From a month to a month, or to now (`ended` is None), and where it is written."""

    started: date
    ended: date | None
    start: int
    end: int


def periods(plain: str, *, as_of: date) -> Iterator[Period]:
    """The periods in a plain text, in order; those that begin after `as_of` are left out."""
    found = [
        *_ranges(plain),
        *_month_ranges(plain),
        *((_read(match, "low"), None, match) for match in _SINCE.finditer(plain)),
    ]
    taken = 0
    for low, high, match in sorted(found, key=lambda each: (each[2].start(), -each[2].end())):
        if low is None or match.start() < taken:
            continue
        started = date(low.year, low.month or 1, 1)
        ended = None if high is None else date(high.year, high.month or 12, 1)
        if started > as_of or (ended is not None and ended < started):
            continue
        if ended is not None and ended > as_of:
            ended = as_of.replace(day=1) if high and high.month is None else None
        taken = match.end()
        yield Period(started, ended, match.start(), match.end())


def points(plain: str, start: int = 0) -> Iterator[tuple[Point, int, int]]:
    """Every month or year in a plain text from `start` on, with its place."""
    for match in _SINGLE.finditer(plain, start):
        point = _read(match, "low")
        if point is not None:
            yield point, match.start(), match.end()


def last_day(point: Point) -> date:
    """The day that ends a point: its day, the last of its month, or of its year."""
    month = point.month or 12
    last = calendar.monthrange(point.year, month)[1]
    return date(point.year, month, min(point.day or last, last))


_Found = tuple[Point | None, Point | None, re.Match[str]]


def _ranges(plain: str) -> Iterator[_Found]:
    for match in _RANGE.finditer(plain):
        low = _read(match, "low")
        if match["now"]:
            yield low, None, match
        elif match["short"]:
            if low is not None:
                yield low, Point(low.year // 100 * 100 + int(match["short"]), None, None), match
        else:
            yield low, _read(match, "high"), match


def _month_ranges(plain: str) -> Iterator[_Found]:
    """ "June - August 2019": the year stands once."""
    for match in _MONTH_RANGE.finditer(plain):
        year = int(match["year"])
        low, high = (_MONTHS[match[name]] for name in ("low_name", "high_name"))
        yield Point(year if low <= high else year - 1, low, None), Point(year, high, None), match


def _read(match: re.Match[str], name: str) -> Point | None:
    if match[f"{name}_name"]:
        written = match[f"{name}_named_year"]
        year = int(written) if written[0] != "'" else _century(int(written[1:]))
        return Point(year, _MONTHS[match[f"{name}_name"]], None)
    if match[f"{name}_month"]:
        day = match[f"{name}_day"]
        number = int(day) if day and 1 <= int(day) <= 31 else None
        return Point(int(match[f"{name}_month_year"]), int(match[f"{name}_month"]), number)
    if match[f"{name}_iso_year"]:
        return Point(int(match[f"{name}_iso_year"]), int(match[f"{name}_iso_month"]), None)
    if match[f"{name}_year"]:
        return Point(int(match[f"{name}_year"]), None, None)
    return None


def _century(short: int) -> int:
    return 1900 + short if short >= 50 else 2000 + short
