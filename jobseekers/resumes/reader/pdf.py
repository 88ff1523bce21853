"""PDF: the text that a page draws, put back into the order in which a person reads it."""

from collections.abc import Iterator
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf._text_extraction._layout_mode._fixed_width_page import BTGroup, text_show_operations
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import ArrayObject, ContentStream, StreamObject

from jobseekers.resumes.reader.columns import Piece, read_page
from jobseekers.resumes.reader.limits import MAX_PAGES
from jobseekers.resumes.reader.refusals import Refusal, RefusedError

# What pypdf imports only when a file needs it: by then no module can be opened any more.
LATE = ("pypdf.filters", "pypdf._codecs._codecs", "pypdf._codecs.core_font_metrics")
CODECS = (
    "utf-16", "utf-16-be", "utf-16-le", "utf-8", "cp1252", "latin-1", "charmap", "ascii", "gbk",
    "gb2312", "gb18030", "cp950", "cp932", "mac-roman", "unicode_escape", "raw_unicode_escape",
)  # fmt: skip
# Where the drawn pieces hold fewer letters of the page than this, the plain reading is used.
_MOST_OF_IT = 0.8
# A run of spaces this long inside a piece is a gap between two cells, not between two words.
_CELL_GAP = 4


def read(content: bytes) -> list[list[str]]:
    """Lines by page. Raises RefusedError; anything else that is raised means a broken file."""
    reader = PdfReader(BytesIO(content))
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedError(Refusal.PASSWORD)
        if len(reader.pages) > MAX_PAGES:
            raise RefusedError(Refusal.TOO_LONG)
        return [_lines(page) for page in reader.pages]
    except (FileNotDecryptedError, DependencyError) as error:
        raise RefusedError(Refusal.PASSWORD) from error


def has_pictures(content: bytes) -> bool:
    """Whether a file without words shows pictures: a scan, most likely."""
    return b"/Image" in content or b"/ObjStm" in content


def _lines(page: PageObject) -> list[str]:
    """By position where the page tells it; as drawn where that would lose text.

    Text inside forms and turned text has no position here, but is in the plain reading.
    """
    plain = page.extract_text()
    try:
        placed = read_page(list(_pieces(page)))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        placed = []
    enough = _MOST_OF_IT * _letters(plain)
    return placed if _letters("".join(placed)) >= enough else plain.splitlines()


def _pieces(page: PageObject) -> Iterator[Piece]:
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    if not isinstance(contents, (ArrayObject, StreamObject)):
        return
    operations = iter(ContentStream(contents, page.pdf, "bytes").operations)
    for drawn in text_show_operations(operations, page._layout_mode_fonts()):
        yield from _cells(drawn)


def _cells(drawn: BTGroup) -> Iterator[Piece]:
    """A drawn line, divided where a gap inside it is as wide as between cells.

    pypdf joins what one text object draws on one line and fills gaps with spaces.
    """
    text, start = drawn["text"], drawn["tx"]
    step = (drawn["displaced_tx"] - start) / max(len(text), 1)
    place = 0
    for cell in text.split(" " * _CELL_GAP):
        bare = cell.lstrip(" ")
        left = place + len(cell) - len(bare)
        if bare.strip():
            yield Piece(
                left=start + step * left,
                right=start + step * (place + len(cell.rstrip(" "))),
                base=drawn["ty"] * drawn["flip_sort"],
                height=max(drawn["font_height"], 1.0),
                text=bare.rstrip(" "),
            )
        place += len(cell) + _CELL_GAP


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
