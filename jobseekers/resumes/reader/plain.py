"""Plain text in the encodings that people's programs write."""

import codecs
import re

from jobseekers.resumes.reader.refusals import Refusal, RefusedError

# Modules and codecs to load beforehand: while a file is read nothing can be opened.
LATE = ()
CODECS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# More of these than one in fifty characters, and it is no text.
_MOST_CONTROL = 0.02
_PAGE = "\f"


def read(content: bytes) -> list[list[str]]:
    """Lines by page; form feeds divide pages. Raises RefusedError."""
    text = _decoded(content)
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise RefusedError(Refusal.UNKNOWN_KIND)
    return [page.splitlines() for page in text.split(_PAGE)]


def has_pictures(content: bytes) -> bool:
    """Never: whether a file without words may show some."""
    return False


def _decoded(content: bytes) -> str:
    if content.startswith(codecs.BOM_UTF8):
        return content.decode("utf-8-sig", "replace")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    if encoding := _utf16_without_mark(content):
        return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _utf16_without_mark(content: bytes) -> str | None:
    """Western text in UTF-16 has a zero in nearly every other byte."""
    sample = content[:2048]
    half = len(sample) // 2
    if half == 0:
        return None
    if sample[1::2].count(0) > 0.6 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None
