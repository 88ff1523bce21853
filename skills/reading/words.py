"""A text as words with their places, each folded as names are (skills.folding)."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from skills.folding import fold

# A word as folding leaves it: signs that make a name ("C++", "R&D", ".NET") stay inside. A full
# stop between "forklifts.Must" is the end of a sentence whose space was lost.
_WORD = re.compile(
    r"(?:[^\W_]|[+#&%]|\.(?=[^\W_]))"
    r"(?:[^\W_]|[+#&%\u0300-\u036f]|['’‘ʼ`](?=[^\W_])|(?!(?<=[a-z])\.[A-Z][a-z])\.(?=[^\W_]))*"
)
_HARD = re.compile(r"[.!?;:•·|●▪\t\f\v]|\n\s*\n|\n\s*[-*–—>]|  +[-–—]|\s[–—]\s")
_WRAPPED = re.compile(r"\s*\n\s*(?=[a-záéíóúñü(])")
_BESIDE = frozenset({" ", "-", ""})
_SOFT = frozenset(',/()[]{}"“”')

NEAR, SOFT, FAR = 0, 1, 2
"""How a word stands to the one before: beside it, after a comma or the like, or apart from it."""


class Word(NamedTuple):
    """A word: where it stands, as written, and as folded."""

    start: int
    end: int
    raw: str
    folded: str
    gap: int


def words(text: str) -> Iterator[Word]:
    """The words of a text in order; offsets are of the text as it was given."""
    last = 0
    for match in _WORD.finditer(text):
        raw = match.group()
        folded = folded_word(raw)
        if not folded:
            continue
        start, end = match.span()
        gap = NEAR if text[last:start] in _BESIDE else _gap(text, last, start)
        yield Word(start, end, raw, folded, gap)
        last = end


@lru_cache(maxsize=200_000)
def folded_word(raw: str) -> str:
    """One word in lower case without accents and apostrophes."""
    if raw.isascii() and raw.isalnum():
        return raw.lower()
    return fold(raw).replace(" ", "")


def _gap(text: str, last: int, start: int) -> int:
    between = text[last:start]
    if "\n" in between and not _WRAPPED.match(text, last):
        return FAR
    if _HARD.search(between):
        return FAR
    return SOFT if _SOFT.intersection(between) else NEAR


class _PlainLetters(dict[int, str]):
    """Each letter's base letter in lower case, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = unicodedata.normalize("NFKD", letter.lower())[:1]
        self[code] = base if base and not unicodedata.combining(base) else letter
        return self[code]


_PLAIN = _PlainLetters({ord(mark): "'" for mark in "’‘ʼ`"} | {0xA0: " ", ord("‑"): "-"})


def plain(text: str) -> str:
    """The text in lower case without accents and of the same length: offsets stay true."""
    return text.lower() if text.isascii() else text.translate(_PLAIN)
