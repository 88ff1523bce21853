"""The process that reads one file: `python -I -S -B worker.py PATH...`, the paths to import from.

Bytes come on standard input; one JSON object goes to standard output: {"text", "pages", "kind"} or
{"refusal"}. Before any byte is read the limits are set, and before any byte is parsed the process
loses the right to open files and sockets.
"""

import sys

sys.path.extend(sys.argv[1:])

import codecs
import json
import logging
import warnings
from importlib import import_module

from jobseekers.resumes.reader.kinds import Kind, kind_of
from jobseekers.resumes.reader.limits import (
    MAX_CHARACTERS,
    close_the_doors,
    limit_this_process,
)
from jobseekers.resumes.reader.refusals import Refusal, RefusedError
from jobseekers.resumes.reader.tidy import tidied

# By name, so that only the one parser that the file needs is loaded.
_PARSERS = {Kind.PDF: "pdf", Kind.DOCX: "word", Kind.TEXT: "plain"}
_FEWEST_LETTERS = 10


def main() -> None:
    """Reads standard input, writes the answer."""
    limit_this_process()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    try:
        answer = _answer(sys.stdin.buffer.read())
    except RefusedError as error:
        answer = {"refusal": error.refusal}
    except MemoryError:
        answer = {"refusal": Refusal.UNPACKS_TOO_LARGE}
    except Exception:
        # A parser may raise anything over bytes that somebody broke.
        answer = {"refusal": Refusal.CORRUPT}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def _answer(content: bytes) -> dict[str, object]:
    kind = kind_of(content)
    parser = import_module(f"jobseekers.resumes.reader.{_PARSERS[kind]}")
    for module in parser.LATE:
        import_module(module)
    for codec in parser.CODECS:
        codecs.lookup(codec)
    close_the_doors()
    pages = parser.read(content)
    if sum(len(line) for page in pages for line in page) > MAX_CHARACTERS:
        raise RefusedError(Refusal.TOO_LONG)
    text = tidied(pages)
    if sum(character.isalpha() for character in text) < _FEWEST_LETTERS:
        raise RefusedError(Refusal.NO_TEXT if parser.has_pictures(content) else Refusal.EMPTY)
    return {"text": text, "pages": len(pages), "kind": kind}


if __name__ == "__main__":
    main()
