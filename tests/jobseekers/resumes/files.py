"""Real files for tests: small PDFs written by hand, Word files by python-docx."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

LEADING = 14
TOP = 740


@dataclass(frozen=True)
class At:
    """A text at a place on the page: points from the left and from the bottom."""

    x: float
    y: float
    text: str
    size: float = 11


def column(
    x: float, texts: Sequence[str], *, top: float = TOP, leading: float = LEADING
) -> list[At]:
    """Lines under each other."""
    return [At(x, top - leading * number, text) for number, text in enumerate(texts)]


def pdf(*pages: Sequence[At], scan: bool = False) -> bytes:
    """A PDF in Helvetica with these pages; `scan` puts a picture on each."""
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    picture = _stream(
        zlib.compress(b"\x80" * 64),
        b"/Type /XObject /Subtype /Image /Width 8"
        b" /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Filter /FlateDecode",
    )
    objects.append(picture)
    kids = []
    for page in pages:
        drawn = b"\n".join(_drawn(at) for at in page)
        if scan:
            drawn += b"\nq 612 0 0 792 0 0 cm /Im1 Do Q"
        objects.append(_stream(drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources"
            b" << /Font << /F1 3 0 R >> %b >> >>"
            % (len(objects), b"/XObject << /Im1 4 0 R >>" if scan else b"")
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b" ".join(kids), len(kids))
    if not scan:
        objects[3] = b"null"
    return _assembled(objects)


def lines_pdf(*pages: Sequence[str]) -> bytes:
    """A PDF with one column of lines on each page."""
    return pdf(*(column(72, lines) for lines in pages))


def locked_pdf(password: str, *, owner_only: bool = False) -> bytes:
    """A PDF that asks for a password: to open it, or only to change it."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(lines_pdf(["Ana Rivera, forklift driver"]))))
    writer.encrypt("" if owner_only else password, password, algorithm="AES-256")
    return _saved(writer)


def word(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return word_bytes(document)


def word_bytes(document: WordDocument) -> bytes:
    return _saved(document)


def add_text_box(document: WordDocument, *lines: str) -> None:
    """A text box as Word writes it: the drawing, and the same again for old programs."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    box = f"<w:txbxContent>{paragraphs}</w:txbxContent>"
    document.add_paragraph("Beside the box")._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
            f'2006"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing>'
            f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
            f"</mc:AlternateContent></w:r>"
        )
    )


def repacked(content: bytes, **replaced: bytes) -> bytes:
    """The same archive with parts replaced or added; `word__document` is word/document.xml."""
    parts = {f"{name.replace('__', '/')}.xml": new for name, new in replaced.items()}
    memory = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(memory, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry.filename, old.read(entry))
        for name, part in parts.items():
            new.writestr(name, part)
    return memory.getvalue()


def _saved(maker: PdfWriter | WordDocument) -> bytes:
    memory = BytesIO()
    if isinstance(maker, PdfWriter):
        maker.write(memory)
    else:
        maker.save(memory)
    return memory.getvalue()


def _drawn(at: At) -> bytes:
    text = at.text.encode("cp1252").replace(b"\\", rb"\\")
    text = text.replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%b) Tj ET" % (at.size, at.x, at.y, text)


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(content), content)


def _assembled(objects: Sequence[bytes]) -> bytes:
    written = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%b"
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, len(written))
    )
