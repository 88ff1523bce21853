"""JSON lines in, JSON lines out: `{"id", "text"}` for each line, and an answer for each."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TextIO

from django.core.management.base import BaseCommand, CommandError

_BATCH = 1024
_MOST = 1000


class Asked(NamedTuple):
    """One line of the input."""

    id: Any
    text: str


def top(word: str) -> int:
    """How many answers a line gets at most, 1 to 1000."""
    if not word.isdecimal() or not 1 <= int(word) <= _MOST:
        raise ArgumentTypeError(f"{word} is not a whole number from 1 to {_MOST}")
    return int(word)


class LinesCommand(BaseCommand):
    """A command that answers lines of standard input in their order, batch by batch."""

    requires_system_checks = []
    source: TextIO | None = None

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--top", type=top, default=10, help="answers for a line, 10 by default")

    def answer(self, respond: Callable[[Sequence[str]], Sequence[dict[str, Any]]]) -> None:
        """Writes the id of each line and what `respond` says to its text.

        Raises CommandError that names the first line that is not as it must be; what came before
        it is answered.
        """
        lines = self._read(self.source or sys.stdin)
        while batch := list(islice(lines, _BATCH)):
            answers = respond([asked.text for asked in batch])
            for asked, response in zip(batch, answers, strict=True):
                self.stdout.write(json.dumps({"id": asked.id, **response}, ensure_ascii=False))
        self.stdout.flush()

    def _read(self, source: TextIO) -> Iterator[Asked]:
        for number, line in enumerate(source, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if not isinstance(row["text"], str):
                    raise ValueError('"text" is not a text')
                yield Asked(row["id"], row["text"])
            except (ValueError, KeyError, TypeError) as error:
                reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
                raise CommandError(
                    f'Line {number} is not like {{"id": "1", "text": "..."}}: {reason}'
                ) from error
