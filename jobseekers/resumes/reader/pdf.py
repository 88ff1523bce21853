"""PDF: the text that its pages draw, put back into the order in which a person reads it."""

from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from jobseekers.resumes.reader.columns import read_page
from jobseekers.resumes.reader.drawing import Drawing
from jobseekers.resumes.reader.limits import MAX_PAGES
from jobseekers.resumes.reader.refusals import Refusal, RefusedError

# What pypdf imports only when a file needs it: by then no module can be opened any more.
LATE = ("pypdf.filters", "pypdf._codecs._codecs", "pypdf._codecs.core_font_metrics")
CODECS = (
    "utf-16", "utf-16-be", "utf-16-le", "utf-8", "cp1252", "latin-1", "charmap", "ascii", "gbk",
    "gb2312", "gb18030", "cp950", "cp932", "mac-roman", "unicode_escape", "raw_unicode_escape",
)  # fmt: skip


def read(content: bytes) -> list[list[str]]:
    """Lines by page. Raises RefusedError; anything else that is raised means a broken file."""
    reader = PdfReader(BytesIO(content))
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedError(Refusal.PASSWORD)
        if len(reader.pages) > MAX_PAGES:
            raise RefusedError(Refusal.TOO_LONG)
        fonts: dict[Any, Any] = {}
        return [_lines(page, fonts) for page in reader.pages]
    except (FileNotDecryptedError, DependencyError) as error:
        raise RefusedError(Refusal.PASSWORD) from error


def has_pictures(content: bytes) -> bool:
    """Whether a file without words shows pictures: a scan, most likely."""
    return b"/Image" in content or b"/ObjStm" in content


def _lines(page: PageObject, fonts: dict[Any, Any]) -> list[str]:
    """By position where text stands upright; as drawn where most of it is turned."""
    drawing = Drawing(page, fonts)
    upright = sum(character.isalnum() for piece in drawing.pieces for character in piece.text)
    if drawing.askew > upright:
        return page.extract_text().splitlines()
    return read_page(drawing.pieces)
