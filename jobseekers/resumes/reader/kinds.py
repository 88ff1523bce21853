"""What a file is, by its first bytes and never by its name."""

from enum import StrEnum

from jobseekers.resumes.reader.refusals import Refusal, RefusedError


class Kind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"


# The PDF standard lets the header come late; readers look for it in the first kilobyte.
_PDF_HEADER_WITHIN = 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# The container of old Word files, and of new ones that are encrypted.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)
_PICTURE_FAMILIES = (
    (b"RIFF", b"WEBP"),
    (b"\x00\x00\x00", b"ftyphei"),
    (b"\x00\x00\x00", b"ftypmif"),
)


def kind_of(content: bytes) -> Kind:
    """The kind of a file that can be read. Raises RefusedError."""
    start = content[:_PDF_HEADER_WITHIN]
    if not content.strip(b" \t\r\n\x00\xff\xfe\xef\xbb\xbf"):
        raise RefusedError(Refusal.EMPTY)
    if start.startswith(_ZIP):
        return Kind.DOCX
    if b"%PDF-" in start:
        return Kind.PDF
    if start.startswith(_COMPOUND):
        raise RefusedError(_compound(content))
    if start.lstrip().startswith(b"{\\rtf"):
        raise RefusedError(Refusal.RICH_TEXT)
    if _is_picture(start):
        raise RefusedError(Refusal.NO_TEXT)
    return Kind.TEXT


def _is_picture(start: bytes) -> bool:
    if start.startswith(_PICTURES) and b"\x00" in start:
        return True
    return any(
        start.startswith(first) and start[8 if first == b"RIFF" else 4 :].startswith(second)
        for first, second in _PICTURE_FAMILIES
    )


def _compound(content: bytes) -> Refusal:
    """Entries of a compound file are named in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Refusal.PASSWORD
    if "WordDocument".encode("utf-16-le") in content:
        return Refusal.OLD_WORD
    return Refusal.UNKNOWN_KIND
