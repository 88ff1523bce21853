"""What a PDF page draws: each text with the place where it begins and ends.

After ISO 32000-2, 8.3 (coordinates), 8.10 (forms) and 9.4 (text objects). pypdf reads the file,
its streams and its fonts; its own text extraction either gives no widths or loses track where
several strings are shown in a row.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pypdf.generic import ContentStream, DictionaryObject, IndirectObject, StreamObject
from pypdf.generic._font import Font

from jobseekers.resumes.reader.columns import Piece

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)
# Turns the page as its /Rotate asks (degrees, clockwise).
_TURNS: dict[int, Matrix] = {
    90: (0, -1, 1, 0, 0, 0),
    180: (-1, 0, 0, -1, 0, 0),
    270: (0, 1, -1, 0, 0, 0),
}
_FORMS_DEEP, _FORMS_AT_MOST, _SAVED_AT_MOST = 6, 200, 200
# A run of spaces this long inside a string stands for a gap between cells, not between words.
_CELL_GAP = re.compile(r" {3,}")


@dataclass(frozen=True)
class _State:
    """The graphics state as far as text needs it (9.3); sizes in text space."""

    matrix: Matrix
    font: Font | None = None
    size: float = 0
    character_space: float = 0
    word_space: float = 0
    scale: float = 1
    leading: float = 0
    rise: float = 0


class Drawing:
    """The pieces of text that a page draws, and how many letters it draws askew.

    `fonts` is shared between the pages of a file: fonts are costly to read.
    """

    def __init__(self, page: DictionaryObject, fonts: dict[Any, Font | None]) -> None:
        self.pieces: list[Piece] = []
        self.askew = 0
        self._fonts = fonts
        self._forms = 0
        self._state = _State(_TURNS.get(int(_number(page.get("/Rotate"))) % 360, _SAME))
        self._saved: list[_State] = []
        self._text = self._line = _SAME
        self._acts: dict[bytes, Callable[[Sequence[Any]], None]] = {
            b"q": self._save,
            b"Q": self._restore,
            b"cm": lambda given: self._set(matrix=_times(_matrix(given), self._state.matrix)),
            b"BT": lambda given: self._place(_SAME),
            b"Tc": lambda given: self._set(character_space=_number(given[0])),
            b"Tw": lambda given: self._set(word_space=_number(given[0])),
            b"Tz": lambda given: self._set(scale=_number(given[0]) / 100),
            b"TL": lambda given: self._set(leading=_number(given[0])),
            b"Ts": lambda given: self._set(rise=_number(given[0])),
            b"Tm": lambda given: self._place(_matrix(given)),
            b"Td": lambda given: self._next_line(_number(given[0]), _number(given[1])),
            b"TD": self._next_line_and_leading,
            b"T*": lambda given: self._next_line(0, -self._state.leading),
            b"Tj": lambda given: self._show(given[0]),
            b"TJ": self._show_spaced,
            b"'": self._next_line_and_show,
            b'"': self._space_and_show,
        }
        self._draw(page, page.get("/Contents"), _inherited(page, "/Resources"), _FORMS_DEEP)

    def _draw(self, owner: Any, contents: Any, resources: Any, depth: int) -> None:
        if contents is None:
            return
        pdf = getattr(getattr(owner, "indirect_reference", None), "pdf", None)
        for given, name in ContentStream(contents, pdf, "bytes").operations:
            try:
                if name == b"Tf":
                    self._set(font=self._font(resources, given[0]), size=_number(given[1]))
                elif name == b"Do":
                    self._draw_form(resources, given[0], depth)
                elif act := self._acts.get(name):
                    act(given)
            except (IndexError, KeyError, TypeError, ValueError, AttributeError, OverflowError):
                continue  # as viewers do: what makes no sense is not drawn

    def _draw_form(self, resources: Any, name: Any, depth: int) -> None:
        form = resources["/XObject"][name].get_object()
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form" or not depth:
            return
        self._forms += 1
        if self._forms > _FORMS_AT_MOST:
            return
        before, saved, self._saved = self._state, self._saved, []
        self._set(matrix=_times(_matrix(form.get("/Matrix", _SAME)), before.matrix))
        self._draw(form, form, form.get("/Resources", resources), depth - 1)
        self._state, self._saved = before, saved

    def _font(self, resources: Any, name: Any) -> Font | None:
        described = resources["/Font"].get_object().raw_get(name)
        key = described.idnum if isinstance(described, IndirectObject) else id(described)
        if key not in self._fonts:
            self._fonts[key] = None
            self._fonts[key] = Font.from_font_resource(described.get_object())
        return self._fonts[key]

    def _set(self, **changed: Any) -> None:
        self._state = replace(self._state, **changed)

    def _save(self, _given: Sequence[Any]) -> None:
        if len(self._saved) < _SAVED_AT_MOST:
            self._saved.append(self._state)

    def _restore(self, _given: Sequence[Any]) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _place(self, matrix: Matrix) -> None:
        self._text = self._line = matrix

    def _next_line(self, right: float, up: float) -> None:
        self._place(_times((1, 0, 0, 1, right, up), self._line))

    def _next_line_and_leading(self, given: Sequence[Any]) -> None:
        self._set(leading=-_number(given[1]))
        self._next_line(_number(given[0]), _number(given[1]))

    def _next_line_and_show(self, given: Sequence[Any]) -> None:
        self._next_line(0, -self._state.leading)
        self._show(given[0])

    def _space_and_show(self, given: Sequence[Any]) -> None:
        self._set(word_space=_number(given[0]), character_space=_number(given[1]))
        self._next_line_and_show(given[2:])

    def _show_spaced(self, given: Sequence[Any]) -> None:
        for part in given[0]:
            if isinstance(part, (bytes, str)):
                self._show(part)
            else:
                self._move(-_number(part) / 1000 * self._state.size)

    def _move(self, right: float) -> None:
        self._text = _times((1, 0, 0, 1, right * self._state.scale, 0), self._text)

    def _show(self, string: bytes | str) -> None:
        state = self._state
        if state.font is None or not state.font.interpretable:
            return
        marks = list(_read(state.font, string))
        ends, width = [], 0.0
        for _, advance, is_space in marks:
            width += advance / 1000 * state.size + state.character_space
            width += state.word_space if is_space else 0
            ends.append(width)
        text = "".join(mark for mark, _, _ in marks)
        at = _times((1, 0, 0, 1, 0, state.rise), _times(self._text, state.matrix))
        per_unit, height = at[0] * state.scale, abs(state.size * at[3])
        self._move(width)
        if abs(at[1]) > 0.1 * abs(at[0]) or per_unit <= 0 or height == 0:
            self.askew += sum(mark.isalnum() for mark in text)
            return
        places = [end for (mark, _, _), end in zip(marks, ends, strict=True) for _ in mark]
        for start, end in _cells(text):
            before = places[start - 1] if start else 0.0
            self.pieces.append(
                Piece(
                    left=at[4] + per_unit * before,
                    right=at[4] + per_unit * places[end - 1],
                    base=at[5],
                    height=height,
                    text=text[start:end],
                )
            )


def _read(font: Font, string: bytes | str) -> Iterator[tuple[str, float, bool]]:
    """Each code of a string: its text, its width in thousandths, whether it is a space."""
    if isinstance(string, str):
        string = string.encode("latin-1", "replace")
    if isinstance(font.encoding, str):
        codes = string.decode(font.encoding, "replace")
        texts = list(codes)
    else:
        codes = "".join(chr(byte) for byte in string)
        texts = [font.encoding.get(byte, chr(byte)) for byte in string]
    for code, text in zip(codes, texts, strict=True):
        is_space = code == font.space_char
        width = font.space_width if is_space else font.get_text_width(code)
        yield font.character_map.get(text, text), width, is_space


def _cells(text: str) -> Iterator[tuple[int, int]]:
    """From where to where each cell of a string goes, without the spaces around it."""
    start = 0
    for gap in [*_CELL_GAP.finditer(text), None]:
        cell = text[start : gap.start() if gap else len(text)]
        if cell.strip():
            first = start + len(cell) - len(cell.lstrip())
            yield first, start + len(cell.rstrip())
        elif cell and not gap and start == 0:
            yield 0, len(cell)
        start = gap.end() if gap else start


def _number(value: Any) -> float:
    return float(value) if value is not None else 0.0


def _matrix(given: Any) -> Matrix:
    a, b, c, d, e, f = (_number(value) for value in given)
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _inherited(page: DictionaryObject, name: str) -> Any:
    """What the page says, or else the nearest group of pages above it that does."""
    node: Any = page
    for _ in range(50):
        if name in node:
            return node[name]
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return DictionaryObject()
