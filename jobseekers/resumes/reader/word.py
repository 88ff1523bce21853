"""Word (DOCX): paragraphs, lists, tables and text boxes, in the order of the document."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml.etree import _Element

from jobseekers.resumes.reader.archive import check_archive

LATE = ()
CODECS = ("cp437", "utf-8", "utf-16", "ascii", "latin-1")

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _TAB, _BREAK, _RETURN = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
_NO_BREAK_HYPHEN, _SOFT_HYPHEN = qn("w:noBreakHyphen"), qn("w:softHyphen")
_TEXT_BOX, _RUN = qn("w:txbxContent"), qn("w:r")
# Shown in place of the drawing before it by programs that can't draw; taken-out text; notes.
_UNREAD = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:sectPr"),
}
_MARKS = {
    _TAB: "\t",
    _BREAK: "\n",
    _RETURN: "\n",
    _NO_BREAK_HYPHEN: "-",
    _SOFT_HYPHEN: "\u00ad",
}


def read(content: bytes) -> list[list[str]]:
    """Lines of the one page that a Word file is until it is printed. Raises RefusedError."""
    check_archive(content)
    document = Document(BytesIO(content))
    body = document.element.body
    return [[*_margin(document, "header"), *_blocks(body), *_margin(document, "footer")]]


def has_pictures(content: bytes) -> bool:
    """Whether a file without words shows pictures."""
    with ZipFile(BytesIO(content)) as archive:
        return any(name.startswith("word/media/") for name in archive.namelist())


def _margin(document: WordDocument, which: str) -> Iterator[str]:
    """The headers (or footers) of all sections, each once: names and addresses often stand there.

    Looked up among the document's parts: asking a section for a header that it lacks adds one.
    """
    for part in dict.fromkeys(
        one.target_part
        for one in document.part.rels.values()
        if not one.is_external and one.reltype.endswith(f"/{which}")
    ):
        element = getattr(part, "element", None)
        if element is not None:
            yield from _blocks(element)


def _blocks(parent: _Element) -> Iterator[str]:
    """The lines of all that stands in `parent`, however it is wrapped (controls, insertions)."""
    for child in parent:
        if child.tag == _PARAGRAPH:
            yield from _paragraph(child)
        elif child.tag == _TABLE:
            for row in child.iter(_ROW):
                if next(row.iterancestors(_TABLE)) is child:
                    yield from _row(row)
        elif child.tag not in _UNREAD and isinstance(child.tag, str):
            yield from _blocks(child)


def _row(row: _Element) -> Iterator[str]:
    """One line for a row of plain cells; cell after cell where cells hold paragraphs."""
    cells = [
        list(_blocks(cell)) for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row
    ]
    written = [[line for line in cell if line.strip()] for cell in cells]
    if all(len(cell) <= 1 for cell in written):
        yield "\t".join(cell[0] for cell in written if cell)
        return
    for cell in cells:
        yield from cell
        yield ""


def _paragraph(paragraph: _Element) -> Iterator[str]:
    """Its lines, then those of the text boxes that hang on it."""
    boxes: list[_Element] = []
    text = "".join(_inline(paragraph, boxes))
    bullet = "• " if text.strip() and _is_listed(paragraph) else ""
    yield from f"{bullet}{text}".split("\n")
    for box in boxes:
        yield from _blocks(box)


def _inline(parent: _Element, boxes: list[_Element]) -> Iterator[str]:
    for child in parent:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag == _TEXT_BOX:
            boxes.append(child)
        elif child.tag == _RUN and _is_hidden(child):
            continue
        elif child.tag not in _UNREAD and isinstance(child.tag, str):
            yield from _inline(child, boxes)


def _is_listed(paragraph: _Element) -> bool:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        return False
    style = properties.find(qn("w:pStyle"))
    named = style is not None and str(style.get(qn("w:val"))).startswith("List")
    return named or properties.find(qn("w:numPr")) is not None


def _is_hidden(run: _Element) -> bool:
    hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return hidden is not None and hidden.get(qn("w:val")) not in {"0", "false", "off"}
