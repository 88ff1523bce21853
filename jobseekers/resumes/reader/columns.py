"""The order in which a person reads a page: column by column, but a table row by row.

Positions are in points (1/72 inch), measured from the left and from the bottom.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

# Pieces whose base lines differ by less than this part of their height stand on one line.
_SAME_LINE = 0.4
# A gap between two pieces of a line, in heights: from here a space, from there a cell.
_SPACE, _CELL = 0.15, 2.0
# A gutter between columns is at least so wide, in points, and divides at least so many lines.
_GUTTER, _FEWEST_LINES = 8.0, 3
# A blank line is told where the distance to the next line exceeds this many heights.
_BLANK = 2.2
_SHORT_CELL = 25
_NESTED_AT_MOST = 6

_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}/\d{2,4}\b|\b(?:present|current|actual\w*)\b", re.I)
_HEADING = re.compile(
    r"^(?:(?:professional|work|career|core|key|technical|personal|relevant|other|my)\s+)?"
    r"(?:summary|profile|objective|about( me)?|experience|employment( history)?|history"
    r"|education|training|skills|strengths|languages|certifications?|licenses?|licences?"
    r"|credentials|contact|references|interests|hobbies|awards|volunteer\w*"
    r"|resumen|perfil|objetivo|experiencia( laboral| profesional)?|educación|formación|estudios"
    r"|habilidades|destrezas|competencias|idiomas|certificaciones|licencias|contacto|referencias)"
    r"\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """Text drawn in one go: from `left` to `right` on the base line `base`."""

    left: float
    right: float
    base: float
    height: float
    text: str


@dataclass(frozen=True)
class Line:
    """Pieces on one base line, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def base(self) -> float:
        return self.pieces[0].base

    @property
    def height(self) -> float:
        return max(piece.height for piece in self.pieces)

    @property
    def text(self) -> str:
        """The pieces with what stands between them: nothing, a space or, between cells, a tab."""
        parts = [self.pieces[0].text]
        for before, after in pairwise(self.pieces):
            gap = (after.left - before.right) / max(before.height, after.height)
            parts.append("\t" if gap > _CELL else " " if gap > _SPACE else "")
            parts.append(after.text)
        return "".join(parts)


def read_page(pieces: Sequence[Piece]) -> list[str]:
    """The page's lines as a person reads them; an empty one where there is a wide gap."""
    return list(_read(_lines_of(pieces), _NESTED_AT_MOST))


def _lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """From the top down. Pieces drawn twice (for bold print) count once."""
    rows: list[list[Piece]] = []
    for piece in sorted(set(pieces), key=lambda one: (-one.base, one.left)):
        if rows and rows[-1][0].base - piece.base < _SAME_LINE * min(
            piece.height, rows[-1][0].height
        ):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Line(tuple(sorted(_once(row), key=lambda one: one.left))) for row in rows]


def _once(row: Sequence[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in row:
        if not any(
            piece.text == other.text and abs(piece.left - other.left) < 0.2 * piece.height
            for other in kept
        ):
            kept.append(piece)
    return kept


def _read(lines: Sequence[Line], depth: int) -> Iterator[str]:
    found = _columns(lines) if depth else None
    if found is None:
        yield from _written(lines)
        return
    first, last, gutter = found
    yield from _read(lines[:first], depth - 1)
    left, right = _split(lines[first:last], gutter)
    if _reads_in_rows(left, right):
        yield from _written(lines[first:last])
    else:
        yield from _read(left, depth - 1)
        yield ""
        yield from _read(right, depth - 1)
    yield from _read(lines[last:], depth - 1)


def _written(lines: Sequence[Line]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number and lines[number - 1].base - line.base > _BLANK * line.height:
            yield ""
        yield line.text


def _columns(lines: Sequence[Line]) -> tuple[int, int, float] | None:
    """The longest run of lines that one gutter divides: (first, after the last, its middle)."""
    best: tuple[int, int, float] | None = None
    for gutter in _gutters(lines):
        for first, last in _runs(lines, gutter):
            left, right = _split(lines[first:last], gutter)
            if min(len(left), len(right)) < _FEWEST_LINES:
                continue
            if best is None or last - first > best[1] - best[0]:
                best = (first, last, gutter)
    return best


def _gutters(lines: Sequence[Line]) -> list[float]:
    """Where a gutter may be: just left of where several pieces begin."""
    starts = sorted(piece.left for line in lines for piece in line.pieces)
    groups: list[list[float]] = []
    for start in starts:
        if groups and start - groups[-1][0] < _GUTTER:
            groups[-1].append(start)
        else:
            groups.append([start])
    return [group[0] - _GUTTER / 2 for group in groups[1:] if len(group) >= _FEWEST_LINES]


def _runs(lines: Sequence[Line], gutter: float) -> Iterator[tuple[int, int]]:
    first = 0
    for number, line in enumerate(lines):
        if _crosses(line, gutter):
            if number > first:
                yield first, number
            first = number + 1
    if len(lines) > first:
        yield first, len(lines)


def _crosses(line: Line, gutter: float) -> bool:
    """Whether text lies on the gutter or comes nearer to it than its half width."""
    return any(
        piece.left < gutter + _GUTTER / 2 - 0.01 and piece.right > gutter - _GUTTER / 2 + 0.01
        for piece in line.pieces
    )


def _split(lines: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    left = [tuple(one for one in line.pieces if one.left < gutter) for line in lines]
    right = [tuple(one for one in line.pieces if one.left >= gutter) for line in lines]
    return [Line(part) for part in left if part], [Line(part) for part in right if part]


def _reads_in_rows(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether what stands side by side belongs together: a table, or dates beside their jobs."""
    bases = [{round(line.base) for line in side} for side in (left, right)]
    shared = len(bases[0] & bases[1])
    of_left, of_right = shared / len(bases[0]), shared / len(bases[1])
    sparse, dense = (left, right) if len(left) <= len(right) else (right, left)
    if max(of_left, of_right) >= 0.8 and _dated(sparse):
        return True
    headings = [any(_HEADING.match(line.text) for line in side) for side in (left, right)]
    if max(of_left, of_right) >= 0.8 and _leading(sparse) > 1.8 * _leading(dense):
        return True
    if any(headings):
        return False
    short = min(_typical_length(left), _typical_length(right)) < _SHORT_CELL
    return min(of_left, of_right) >= 0.8 and short


def _dated(side: Sequence[Line]) -> bool:
    return 2 * sum(bool(_DATE.search(line.text)) for line in side) >= len(side)


def _leading(side: Sequence[Line]) -> float:
    """The usual distance from one line to the next."""
    return median(above.base - below.base for above, below in pairwise(side))


def _typical_length(side: Sequence[Line]) -> float:
    return median(len(line.text) for line in side)
