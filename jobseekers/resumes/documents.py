"""From an uploaded file to its text, or to a sentence that says what to do instead."""

import json
import threading
from dataclasses import dataclass
from typing import Any

import structlog
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from jobseekers.resumes.reader.kinds import Kind
from jobseekers.resumes.reader.limits import MAX_CHARACTERS, MAX_PAGES
from jobseekers.resumes.reader.tidy import clean
from jobseekers.resumes.sandbox import Outcome, run_reader

MAX_BYTES = 5 * 1024 * 1024
# Readers that one web process runs at a time: each may use half a gigabyte.
_AT_ONCE = threading.BoundedSemaphore(2)
# How long an upload waits for its turn, in seconds: meanwhile it holds a thread of the web process.
_TURN_SECONDS = 5

log = structlog.get_logger(__name__)


class Problem(TextChoices):
    """Why a file was not read; the label tells its owner what to do."""

    EMPTY = "empty", _("There are no words in this file. Choose another, or paste the text.")
    TOO_LARGE = (
        "too_large",
        _("This file is larger than 5 MB. Save it without photos, or paste the text."),
    )
    UNKNOWN_KIND = (
        "unknown_kind",
        _("We can't read this kind of file. Use PDF, Word (.docx) or plain text."),
    )
    OLD_WORD = (
        "old_word",
        _("This is an older Word file. Open it, save it as .docx or PDF, and upload that."),
    )
    RICH_TEXT = (
        "rich_text",
        _("This is an RTF file. Open it, save it as .docx or PDF, and upload that."),
    )
    PASSWORD = (
        "password",
        _("This file has a password. Save a copy without it, or paste the text."),
    )
    NO_TEXT = (
        "no_text",
        _(
            "This file is a picture or a scan, and we can't read words in pictures. Upload the "
            "file that it was printed from, or paste the text."
        ),
    )
    CORRUPT = (
        "corrupt",
        _("We can't open this file: it seems damaged. Save it anew, or paste the text."),
    )
    TOO_LONG = (
        "too_long",
        _("This file has more than 50 pages. Upload just your résumé, or paste the text."),
    )
    UNPACKS_TOO_LARGE = (
        "unpacks_too_large",
        _("This file becomes too large when we open it. Save it as PDF, or paste the text."),
    )
    TOO_SLOW = (
        "too_slow",
        _("Reading this file took too long. Save it as plain text, or paste the text."),
    )
    BUSY = ("busy", _("Many people are uploading right now. Try again in a minute."))


class UnreadableDocumentError(Exception):
    """The file was not read; `problem.label` is the sentence to show."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class DocumentText:
    """The text of a document: lines in reading order, cells of a line divided by tabs.

    `pages` is 1 for a Word file, which has no pages until it is printed.
    """

    text: str
    pages: int
    kind: Kind


def read_document(content: bytes) -> DocumentText:
    """Reads a PDF, Word or text file in a limited process of its own.

    Files of more than MAX_PAGES pages are refused as a whole rather than read in part: nobody
    would know what was left out. Raises UnreadableDocumentError, and nothing else.
    """
    if not content:
        raise UnreadableDocumentError(Problem.EMPTY)
    if len(content) > MAX_BYTES:
        raise UnreadableDocumentError(Problem.TOO_LARGE)
    if not _AT_ONCE.acquire(timeout=_TURN_SECONDS):
        raise UnreadableDocumentError(Problem.BUSY)
    try:
        outcome = run_reader(content)
    except OSError as error:
        log.warning("resume_reader_failed", error=repr(error))
        raise UnreadableDocumentError(Problem.BUSY) from error
    finally:
        _AT_ONCE.release()
    return _understood(outcome)


def _understood(outcome: Outcome) -> DocumentText:
    """The reader's answer, not trusted: it read bytes that anybody may have made."""
    if outcome.took_too_long:
        raise UnreadableDocumentError(Problem.TOO_SLOW)
    try:
        answer: Any = json.loads(outcome.output)
        if "refusal" in answer:
            raise UnreadableDocumentError(Problem(answer["refusal"]))
        text, pages, kind = clean(answer["text"]), answer["pages"], Kind(answer["kind"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        log.warning("resume_reader_broke", code=outcome.code)
        raise UnreadableDocumentError(Problem.CORRUPT) from error
    if not isinstance(pages, int) or not 1 <= pages <= MAX_PAGES or len(text) > MAX_CHARACTERS:
        raise UnreadableDocumentError(Problem.CORRUPT)
    return DocumentText(text=text, pages=pages, kind=kind)
