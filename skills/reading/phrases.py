"""How people say what they do: loose phrases, beside the names of the taxonomy.

A phrase is a few words in order: "train/teach new hires/staff", "take .. blood pressure". `/`
stands between words of which any will do, `..` for up to three other words (commas and "and"
among them),
`#` for a number. `?brakes` is a common word that says the skill only where others of
its field are said too. Words are compared by their deep stems, small words are passed over.
"""

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent.parent / "data" / "phrases" / "starter"

_REACH = 4
"""The next word after `..` is at most so many content words away."""

NUMBER = "#"
COMMON = "?"


class Phrase(NamedTuple):
    """One phrase for the skill `skill` (a slug) in a language."""

    skill: str
    language: str
    text: str


class Pattern(NamedTuple):
    """A phrase as it is compared: the stems that each of its words may have; what may lie between.

    `loose[n]` says whether other words may stand before the n-th word.
    """

    words: tuple[frozenset[str], ...]
    loose: tuple[bool, ...]
    id: int


class Place(NamedTuple):
    """A content word of a text: its stem, and whether a comma (`soft`) or a full stop (`far`) or
    the like stands between it and the content word before.
    """

    stem: str
    soft: bool
    far: bool


class PhraseBook:
    """The phrases of one language."""

    def __init__(self) -> None:
        self._pairs: dict[str, dict[str, list[Pattern]]] = {}
        """Phrases by their first word, and under that by their second."""

    def add(self, pattern: Pattern) -> None:
        """Takes in a phrase of two words or more."""
        for pair in product(pattern.words[0], pattern.words[1]):
            under = self._pairs.setdefault(pair[0], {})
            under.setdefault(pair[1], []).append(pattern)

    def find(self, places: list[Place]) -> Iterator[tuple[int, int, int]]:
        """(skill id, first place, last place) of every phrase, overlapping ones too."""
        pairs = self._pairs
        if not pairs:
            return
        for first in range(len(places) - 1):
            under, soft = pairs.get(places[first].stem), False
            if under is None:
                continue
            for second in range(first + 1, min(len(places), first + 1 + _REACH)):
                place = places[second]
                if place.far:
                    break
                soft = soft or place.soft
                for pattern in under.get(place.stem, ()):
                    if (soft or second > first + 1) and not pattern.loose[1]:
                        continue
                    last = _last(pattern, places, second)
                    if last is not None:
                        yield pattern.id, first, last


def _last(pattern: Pattern, places: list[Place], at: int) -> int | None:
    """The place of a phrase's last word, if all its words after the second follow `at`."""
    for word, loose in zip(pattern.words[2:], pattern.loose[2:], strict=True):
        for ahead in range(at + 1, min(len(places), at + 1 + (_REACH if loose else 1))):
            if places[ahead].far or (places[ahead].soft and not loose):
                return None
            if places[ahead].stem in word:
                at = ahead
                break
        else:
            return None
    return at


def parts_of(text: str) -> Iterator[tuple[list[str], bool]]:
    """The words of a phrase as (alternatives, whether others may stand before)."""
    loose = False
    for part in text.split():
        if part == "..":
            loose = True
            continue
        yield part.split("/"), loose
        loose = False


@cache
def phrases_of_starter() -> tuple[Phrase, ...]:
    """The phrases that come with the starter taxonomy, from its files."""
    return tuple(_read(sorted(FOLDER.glob("*.csv"))))


def _read(files: Iterable[Path]) -> Iterator[Phrase]:
    for path in files:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                for language in ("en", "es"):
                    for text in row[language].split("|"):
                        if text:
                            yield Phrase(row["slug"], language, text)
