"""The order in which a person reads a page: column by column, but a table row by row.

Positions are in the page's own units, measured from the left and from the bottom; all measures
here are in parts of the height of the text, which is the same for every unit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

# Pieces whose base lines differ by less than this stand on one line.
_SAME_LINE = 0.4
# A text again at less than this from itself was drawn twice, for bold print.
_DOUBLE = 0.2
# A gap between two pieces of a line: from here a space, from there another piece, then a cell.
_SPACE, _APART, _CELL = 0.15, 0.6, 2.0
# A gutter between columns is at least so wide, and divides at least so many lines.
_GUTTER, _FEWEST_LINES = 0.75, 3
# A blank line is told where the distance to the next line exceeds this.
_BLANK = 2.2
# A line this near below another belongs to the same entry.
_NEXT = 1.6
_SHORT_CELL = 25
_MOST = 0.8
_NESTED_AT_MOST = 6
_GUTTERS_AT_MOST = 40

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
    lines = _lines_of([piece for piece in pieces if piece.height > 0])
    return list(_read(lines, _NESTED_AT_MOST)) if lines else []


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
    lines = (_joined(_once(row)) for row in rows)
    return [Line(tuple(whole)) for line in lines if (whole := [one for one in line if one.text])]


def _once(row: Sequence[Piece]) -> list[Piece]:
    """From left to right, without those that repeat another at nearly the same place."""
    kept: list[Piece] = []
    last: dict[str, float] = {}
    for piece in sorted(row, key=lambda one: one.left):
        before = last.get(piece.text)
        last[piece.text] = piece.left
        if before is None or piece.left - before >= _DOUBLE * piece.height:
            kept.append(piece)
    return kept


def _joined(row: Sequence[Piece]) -> list[Piece]:
    """Letters and words that were drawn one by one, together again."""
    joined: list[Piece] = []
    for piece in row:
        last = joined[-1] if joined else None
        gap = (piece.left - last.right) / max(last.height, piece.height) if last else _APART
        if last is None or gap >= _APART:
            joined.append(piece)
            continue
        space = " " if gap > _SPACE else ""
        joined[-1] = Piece(
            left=last.left,
            right=max(last.right, piece.right),
            base=last.base,
            height=max(last.height, piece.height),
            text=f"{last.text}{space}{piece.text}",
        )
    return [replace(one, text=one.text.strip()) for one in joined]


def _read(lines: Sequence[Line], depth: int) -> Iterator[str]:
    found = _columns(lines) if depth else None
    if found is None:
        yield from _written(lines)
        return
    first, last, gutter = found
    yield from _read(lines[:first], depth - 1)
    left, right = _split(lines[first:last], gutter)
    if _dated(left) and len(left) <= len(right):
        yield from _written(_labelled(left, right))
    elif _reads_in_rows(left, right):
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
    width = _GUTTER * median(line.height for line in lines) if lines else 0.0
    for gutter in _gutters(lines, width):
        for first, last in _runs(lines, gutter, width):
            left, right = _split(lines[first:last], gutter)
            if min(len(left), len(right)) < _FEWEST_LINES:
                continue
            if best is None or last - first > best[1] - best[0]:
                best = (first, last, gutter)
    return best


def _gutters(lines: Sequence[Line], width: float) -> list[float]:
    """Where a gutter may be: just left of where several pieces begin."""
    starts = sorted(piece.left for line in lines for piece in line.pieces)
    groups: list[list[float]] = []
    for start in starts:
        if groups and start - groups[-1][0] < width:
            groups[-1].append(start)
        else:
            groups.append([start])
    wide = sorted((group for group in groups[1:] if len(group) >= _FEWEST_LINES), key=len)
    return [group[0] - width / 2 for group in wide[-_GUTTERS_AT_MOST:]]


def _runs(lines: Sequence[Line], gutter: float, width: float) -> Iterator[tuple[int, int]]:
    first = 0
    for number, line in enumerate(lines):
        if _crosses(line, gutter, width):
            if number > first:
                yield first, number
            first = number + 1
    if len(lines) > first:
        yield first, len(lines)


def _crosses(line: Line, gutter: float, width: float) -> bool:
    """Whether text lies on the gutter or comes nearer to it than its half width."""
    return any(
        piece.left < gutter + 0.49 * width and piece.right > gutter - 0.49 * width
        for piece in line.pieces
    )


def _split(lines: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    left = [tuple(one for one in line.pieces if one.left < gutter) for line in lines]
    right = [tuple(one for one in line.pieces if one.left >= gutter) for line in lines]
    return [Line(part) for part in left if part], [Line(part) for part in right if part]


def _labelled(labels: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Dates in the margin, each before the entry that it stands beside.

    A date may be broken into two lines, and stand beside the middle of its entry.
    """
    whole = [group[0] if len(group) == 1 else _one_line(group) for group in _grouped(labels)]
    entries = _grouped(lines)
    written: dict[int, Line] = {}
    for label, group in zip(whole, _grouped(labels), strict=True):
        middle = (group[0].base + group[-1].base) / 2
        entry = min(entries, key=lambda one: _away(middle, one))
        level = [line for line in entry if abs(line.base - label.base) < _SAME_LINE * line.height]
        line = level[0] if level else entry[0]
        written[id(line)] = Line((*label.pieces, *written.get(id(line), line).pieces))
    return [written.get(id(line), line) for line in lines]


def _grouped(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that follow each other closely."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and groups[-1][-1].base - line.base < _NEXT * line.height:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _one_line(lines: Sequence[Line]) -> Line:
    """The lines of a narrow cell as one, no wider than its first."""
    text = " ".join(line.text for line in lines)
    return Line((replace(lines[0].pieces[0], text=text),))


def _away(base: float, entry: Sequence[Line]) -> float:
    """How far above or below an entry a base line is; nothing within it."""
    return max(base - entry[0].base, entry[-1].base - base, 0.0)


def _reads_in_rows(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether what stands side by side belongs together: a table, or dates beside their jobs."""
    of_left, of_right = _beside(left, right), _beside(right, left)
    sparse, dense = (left, right) if len(left) <= len(right) else (right, left)
    if max(of_left, of_right) >= _MOST and (_dated(sparse) or _marks(left)):
        return True
    if max(of_left, of_right) >= _MOST and _leading(sparse) > 1.8 * _leading(dense):
        return True
    if any(_HEADING.match(line.text) for line in (*left, *right)):
        return False
    short = min(_typical_length(left), _typical_length(right)) < _SHORT_CELL
    return min(of_left, of_right) >= _MOST and short


def _beside(side: Sequence[Line], other: Sequence[Line]) -> float:
    """The part of a side's lines that stand on one line with one of the other side."""
    bases = [line.base for line in other]
    level = sum(
        any(abs(line.base - base) < _SAME_LINE * line.height for base in bases) for line in side
    )
    return level / len(side)


def _marks(side: Sequence[Line]) -> bool:
    """Bullets or numbers before their items."""
    return _typical_length(side) <= 2


def _dated(side: Sequence[Line]) -> bool:
    return 2 * sum(bool(_DATE.search(line.text)) for line in side) >= len(side)


def _leading(side: Sequence[Line]) -> float:
    """The usual distance from one line to the next."""
    return median(above.base - below.base for above, below in pairwise(side))


def _typical_length(side: Sequence[Line]) -> float:
    return median(len(line.text) for line in side)
