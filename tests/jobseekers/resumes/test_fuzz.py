"""Files that chance has broken: each is read or refused in time, and nothing of it stays behind."""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter

from jobseekers.resumes.documents import (
    DocumentText,
    Problem,
    UnreadableDocumentError,
    read_document,
)
from jobseekers.resumes.sandbox import WALL_SECONDS
from tests.jobseekers.resumes import files
from tests.jobseekers.resumes.files import column, pdf, word_bytes

# Ending a process takes a moment on a busy machine.
LONGEST = WALL_SECONDS + 5
_PAGES = [
    ["Ana Rivera", "Experience", "2019 - 2023 Forklift driver at Elm City Works", "Skills"],
    ["Education", "Platt Tech, diploma 2012", "Spanish (native), English (good)"],
]


def pdf_seeds() -> list[bytes]:
    """Plain, packed, encrypted, in columns, scanned."""
    plain = files.lines_pdf(*_PAGES)
    writer = PdfWriter(clone_from=PdfReader(BytesIO(plain)))
    for page in writer.pages:
        page.compress_content_streams()
    packed = BytesIO()
    writer.write(packed)
    columns = pdf([*column(72, _PAGES[0]), *column(320, [*_PAGES[1], "References"])])
    scan = pdf([], scan=True)
    return [plain, packed.getvalue(), files.locked_pdf("x", owner_only=True), columns, scan]


def word_seeds() -> list[bytes]:
    """Plain paragraphs, and all that a Word file may hold."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "ana@example.org"
    document.add_heading("Experience", 1)
    document.add_paragraph("Drove forklifts", style="List Bullet")
    document.add_table(2, 2).rows[0].cells[0].text = "Excel"
    files.add_text_box(document, "Spanish", "English")
    return [files.word(*_PAGES[0]), word_bytes(document)]


def text_seeds() -> list[bytes]:
    """The usual encodings."""
    text = "\r\n".join([*_PAGES[0], "", *_PAGES[1], "Mañana – “señor”"])
    return [text.encode(one) for one in ("utf-8", "utf-16", "utf-16-be", "cp1252", "utf-8-sig")]


SEEDS: dict[str, Callable[[], list[bytes]]] = {
    "pdf": pdf_seeds,
    "docx": word_seeds,
    "text": text_seeds,
}


def mutated(seeds: list[bytes], number: int, kind: str) -> bytes:
    """The file that this number stands for; the same each time."""
    chance = random.Random(f"{kind}-{number}")
    content = chance.choice(seeds)
    if kind == "docx" and chance.random() < 0.6:
        return _broken_inside(content, chance)
    for _ in range(chance.choice([1, 1, 2, 4, 16])):
        content = _broken(content, chance, seeds)
    return content


def _broken(content: bytes, chance: random.Random, seeds: list[bytes]) -> bytes:
    if not content:
        return content
    at = chance.randrange(len(content))
    until = min(len(content), at + chance.choice([1, 2, 8, 64, 1024]))
    flipped = 1 << chance.randrange(8)
    ways: list[Callable[[], bytes]] = [
        lambda: content[:at] + bytes([content[at] ^ flipped]) + content[at + 1 :],
        lambda: content[:at] + chance.randbytes(until - at) + content[until:],
        lambda: content[:at] + content[until:],
        lambda: content[:until] + content[at:until] * chance.choice([1, 5, 200]) + content[until:],
        lambda: content[:at],
        lambda: content[:at] + chance.choice(seeds)[at:],
        lambda: _other_number(content, chance),
    ]
    return chance.choice(ways)()


def _other_number(content: bytes, chance: random.Random) -> bytes:
    """Somewhere, another number: sizes, counts, references."""
    digits = [place for place, byte in enumerate(content) if 48 <= byte <= 57]
    if not digits:
        return content
    at = chance.choice(digits)
    number = chance.choice([b"0", b"-1", b"99999999999", b"2147483648", b"1", b"3"])
    return content[:at] + number + content[at + 1 :]


def _broken_inside(content: bytes, chance: random.Random) -> bytes:
    """A sound archive of broken parts."""
    memory = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(memory, "w", ZIP_DEFLATED) as new:
        parts = [(entry.filename, old.read(entry)) for entry in old.infolist()]
        broken = chance.choice([name for name, _ in parts] + ["word/document.xml"] * 10)
        for name, part in parts:
            new.writestr(name, _broken(part, chance, [part]) if name == broken else part)
    return memory.getvalue()


def outcome_of(content: bytes) -> tuple[float, DocumentText | Problem]:
    """Seconds that it took, and what came of it. Whatever else is raised fails the test."""
    begun = time.monotonic()
    try:
        result: DocumentText | Problem = read_document(content)
    except UnreadableDocumentError as error:
        result = error.problem
    return time.monotonic() - begun, result


@pytest.fixture
def _nothing_is_left_behind() -> Iterator[None]:
    before = _left()
    yield
    deadline = time.monotonic() + 5
    while (_left() - before or _readers()) and time.monotonic() < deadline:
        time.sleep(0.1)  # other tests at work beside this one use the same folder for moments
    assert (_left() - before, _readers()) == (set(), [])


@pytest.mark.parametrize("kind", SEEDS)
@pytest.mark.parametrize(
    "numbers",
    [range(40), pytest.param(range(40, 600), marks=pytest.mark.full)],
    ids=["some", "all"],
)
@pytest.mark.usefixtures("_nothing_is_left_behind")
def test_a_broken_file_is_read_or_refused(kind: str, numbers: range) -> None:
    seeds = SEEDS[kind]()
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda one: outcome_of(mutated(seeds, one, kind)), numbers))
    assert max(seconds for seconds, _ in outcomes) < LONGEST
    assert {type(result) for _, result in outcomes} == {DocumentText, Problem}
    assert Problem.BUSY not in [result for _, result in outcomes]


def _left() -> set[str]:
    """Files where a careless reader would leave some."""
    temporary = [path for path in Path(tempfile.gettempdir()).iterdir() if path.name[:3] == "tmp"]
    return {str(path) for path in [*temporary, *Path.cwd().iterdir(), *Path("/").iterdir()]}


def _readers() -> list[str]:
    """Readers that this process started, or that nobody waits for any more."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if b"reader/worker.py" in command and parent in {1, os.getpid()}:
            found.append(command.decode())
    return found
