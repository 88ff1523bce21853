"""The names and phrases of one language, looked up in a text; see lexicon.py."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from skills.reading.phrases import COMMON, NUMBER, Pattern, PhraseBook, Place, parts_of
from skills.reading.stems import deep, light
from skills.reading.words import FAR, NEAR, SOFT, Word, folded_word, words

Kind = Literal["skill", "credential", "occupation"]

_LONGEST = 8
"""Content words; longer names do not stand in a text word for word."""

_SMALL_WORDS_BETWEEN = 2
_SHORT_CAPITALS = 3
_SINGULAR_OF_PLURAL = 8
"""A name that is one plural word ("fines") is also its singular from so many letters on."""


def _set(several: str) -> frozenset[str]:
    return frozenset(several.split())


SMALL_WORDS = {
    "en": _set(
        """a an the of for to in on with at by and or & your our their his her its from as into
        any all both using"""
    ),
    "es": _set(
        """a al de del la el los las lo en para por con un una unos unas y e o u su sus & como se
        the of"""
    ),
}
_LINKS = {"en": frozenset({"of", "for", "to"}), "es": frozenset({"de", "del"})}
_ARTICLES = _set("a an the your our their his her its any all both and &")
_CLASSES = frozenset({"class", "clase", "type", "tipo"})
_ANDS = frozenset({"and", "or", "&", "y", "e", "o", "u"})
# Endings of nouns that say a doing: "forklift operation" is what "operate forklifts" does.
_DOING = re.compile(r"(?:ing|tion|sion|ment|ance|ence|al|is|y)$")
_CAPITALS = re.compile(r"(?=.*[A-Z])[A-Z0-9&+#/.-]+")
_PLURAL_CAPITALS = re.compile(r"[A-Z0-9&]{2,}s")


def is_plain_word(text: str) -> bool:
    """Whether a name is one word in small letters, as "data" is and "Python" or "C++" are not."""
    return text.isalpha() and text.islower()


class Name(NamedTuple):
    """A name of the concept `id` of a kind, in a language ("en" or "es")."""

    kind: Kind
    id: int
    language: str
    text: str


class Match(NamedTuple):
    """Words of a text that are a name: `ids` are all concepts of the kind that bear it."""

    kind: Kind
    ids: tuple[int, ...]
    start: int
    end: int
    words: int
    exact: bool
    is_phrase: bool = False
    is_common: bool = False


class _Entry:
    """A name as it is compared: its stems in order, and what else must hold."""

    __slots__ = ("concepts", "has_and", "has_small", "has_soft", "stems", "written")

    def __init__(
        self,
        stems: tuple[str, ...],
        written: tuple[str, ...],
        *,
        has_soft: bool = False,
        has_and: bool = False,
        has_small: bool = False,
    ) -> None:
        self.stems = stems
        self.written = written
        self.has_soft = has_soft
        self.has_and = has_and
        self.has_small = has_small
        self.concepts: list[tuple[Kind, int]] = []

    def take(self, name: Name) -> None:
        concept = (name.kind, name.id)
        if concept not in self.concepts:
            self.concepts.append(concept)

    def matches(self, first: Word, last: Word, count: int, *, exact: bool) -> Iterator[Match]:
        kinds = dict.fromkeys(kind for kind, _ in self.concepts)
        for kind in kinds:
            ids = tuple(number for other, number in self.concepts if other == kind)
            yield Match(kind, ids, first.start, last.end, count, exact)


class _Stem(NamedTuple):
    """A word in one language: its shallow and deep stem, the latter's hash, whether it is small."""

    light: str
    deep: str
    key: int
    small: bool


@lru_cache(maxsize=200_000)
def _stems(folded: str, language: str) -> _Stem:
    root = deep(folded, language)
    return _Stem(light(folded, language), root, hash(root), folded in SMALL_WORDS[language])


def _words_of_name(text: str) -> list[Word]:
    """The words of a name; most are plain, and then reading them costs little."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return [Word(0, 0, raw, raw.lower(), NEAR) for raw in text.split()]
    return list(words(text))


class Names:
    """The names of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.single: dict[str, list[_Entry]] = defaultdict(list)
        self.phrases: dict[str, dict[tuple[str, ...], _Entry]] = defaultdict(dict)
        self.several: dict[int, list[_Entry]] = defaultdict(list)
        self.lettered: set[str] = set()
        """Words that some name has before a letter which is also a small word: "class A"."""
        self.book = PhraseBook()
        self.common: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.numbers: set[str] = set()
        """Numbers that some phrase names ("608"); the others are all alike to phrases."""
        self.neighbours: set[int] = set()
        """Sums of two words that stand side by side in some name: a window starts with one."""

    def add(self, name: Name) -> None:
        found = _words_of_name(name.text)
        stems = self._stems_of_name(found)
        content = [place for place, stem in enumerate(stems) if not stem.small]
        if not found or len(content) > _LONGEST:
            return
        if len(content) > 1:
            self._add_several(name, found, stems, content)
        elif len(found) == 1:
            raw, stem = found[0].raw, stems[0].light
            entry = next((each for each in self.single[stem] if each.written == (raw,)), None)
            if entry is None:
                entry = _Entry((stem,), (raw,))
                self.single[stem].append(entry)
            entry.take(name)
        else:
            folded = tuple(word.folded for word in found)
            self.phrases[folded[0]].setdefault(folded, _Entry(folded, folded)).take(name)

    def add_phrase(self, number: int, text: str) -> None:
        """A loose phrase; of one word, its alternatives are names."""
        parts = list(parts_of(text.removeprefix(COMMON)))
        if text.startswith(COMMON):
            for word in parts[0][0]:
                self.common[light(folded_word(word), self.language)].append((number, word))
            return
        if len(parts) == 1:
            for word in parts[0][0]:
                self.add(Name("skill", number, self.language, word))
            return
        stems = [
            frozenset(stem for word in alternatives if (stem := self._stem_in_phrase(word)))
            for alternatives, _ in parts
        ]
        told = [place for place, each in enumerate(stems) if each]
        if len(told) > 1:
            loose = tuple(parts[place][1] for place in told)
            self.book.add(Pattern(tuple(stems[place] for place in told), loose, number))

    def _stem_in_phrase(self, word: str) -> str:
        """The stem of a word, blank for small ones."""
        if word == NUMBER:
            return NUMBER
        if word[:1].isdigit():
            self.numbers.add(word)
            return word
        stem = _stems(folded_word(word), self.language)
        return "" if stem.small else stem.deep

    def _find_phrases_said(self, found: list[Word], stems: list[_Stem]) -> Iterator[Match]:
        at: list[int] = []
        places: list[Place] = []
        soft = far = False
        for number, (word, stem) in enumerate(zip(found, stems, strict=True)):
            soft, far = soft or word.gap == SOFT, far or word.gap == FAR
            if not stem.small:
                at.append(number)
                is_number = word.folded[:1].isdigit() and word.folded not in self.numbers
                root = NUMBER if is_number else stem.deep
                places.append(Place(root, soft, far))
                soft = far = False
        for word, stem in zip(found, stems, strict=True):
            for skill, written in self.common.get(stem.light, ()):
                if _same_single(written, word.raw):
                    yield Match(
                        "skill", (skill,), word.start, word.end, 1, False,
                        is_phrase=True, is_common=True,
                    )  # fmt: skip
        for skill, first, last in self.book.find(places):
            start, end = found[at[first]].start, found[at[last]].end
            yield Match("skill", (skill,), start, end, last - first + 1, False, is_phrase=True)

    def _stems_of_name(self, found: list[Word]) -> list[_Stem]:
        """The stems of a name's words; the letter of "class A" is no article."""
        stems = [_stems(word.folded, self.language) for word in found]
        for place, word in enumerate(found[1:], start=1):
            if len(word.raw) == 1 and word.raw.isupper() and stems[place].small:
                stems[place] = stems[place]._replace(small=False)
                self.lettered.add(found[place - 1].folded)
        return stems

    def _stems_of_text(self, found: list[Word]) -> list[_Stem]:
        language, lettered = self.language, self.lettered
        stems = [_stems(word.folded, language) for word in found]
        if lettered:
            for place, word in enumerate(found):
                if len(word.raw) != 1 or not place or not stems[place].small:
                    continue
                before = found[place - 1].folded
                if before in lettered and (word.raw.isupper() or before in _CLASSES):
                    stems[place] = stems[place]._replace(small=False)
        return stems

    def _add_several(
        self, name: Name, found: list[Word], stems: list[_Stem], content: list[int]
    ) -> None:
        roots = tuple([stems[place].deep for place in content])
        keys = [stems[place].key for place in content]
        has_soft = any(word.gap for word in found[1:])
        has_small = len(content) < len(found)
        has_and = has_small and any(word.folded in _ANDS for word in found)
        entries = self.several[sum(keys)]
        for entry in entries:
            if entry.stems == roots and entry.has_soft == has_soft and entry.has_and == has_and:
                entry.take(name)
                return
        entry = _Entry(
            roots,
            tuple([found[place].folded for place in content]),
            has_soft=has_soft,
            has_and=has_and,
            has_small=has_small,
        )
        entry.take(name)
        entries.append(entry)
        for place, key in enumerate(keys):
            self.neighbours.add(key + keys[place - 1])

    def find(self, found: list[Word]) -> Iterator[Match]:
        """Every name in the text, overlapping ones too."""
        stems = self._stems_of_text(found)
        for word, stem in zip(found, stems, strict=True):
            for entry in self.single.get(stem.light, ()):
                if _same_single(entry.written[0], word.raw):
                    yield from entry.matches(word, word, 1, exact=True)
        yield from self._find_phrases(found)
        yield from self._find_several(found, stems)
        yield from self._find_phrases_said(found, stems)

    def _find_phrases(self, found: list[Word]) -> Iterator[Match]:
        for position, word in enumerate(found):
            for folded, entry in self.phrases.get(word.folded, _NO_PHRASES).items():
                run = found[position : position + len(folded)]
                if tuple(each.folded for each in run) == folded and all(
                    each.gap == NEAR for each in run[1:]
                ):
                    yield from entry.matches(run[0], run[-1], len(run), exact=True)

    def _find_several(self, found: list[Word], stems: list[_Stem]) -> Iterator[Match]:
        several, neighbours = self.several, self.neighbours
        for run in _runs(found, stems):
            keys = [stems[place].key for place in run]
            for first in range(len(run) - 1):
                total = keys[first] + keys[first + 1]
                if total not in neighbours:
                    continue
                for end in range(first + 1, min(len(run), first + _LONGEST)):
                    if end > first + 1:
                        total += keys[end]
                    entries = several.get(total)
                    if entries:
                        places = run[first : end + 1]
                        yield from self._compared(entries, found, stems, places)

    def _compared(
        self, entries: list[_Entry], found: list[Word], stems: list[_Stem], places: list[int]
    ) -> Iterator[Match]:
        window = found[places[0] : places[-1] + 1]
        content = [found[place] for place in places]
        roots = tuple(stems[place].deep for place in places)
        soft = any(word.gap == SOFT for word in window[1:])
        small = {word.folded for word in window} - {word.folded for word in content}
        for entry in entries:
            if (soft and not entry.has_soft) or (small & _ANDS and not entry.has_and):
                continue
            if content[-1].folded.endswith("ed") and not entry.written[-1].endswith("ed"):
                # "building automated tests" is no "building automation".
                continue
            if roots == entry.stems:
                exact = tuple(word.folded for word in content) == entry.written
            elif self._turned(entry, content, roots, small):
                exact = False
            else:
                continue
            yield from entry.matches(window[0], window[-1], len(content), exact=exact)

    def _turned(
        self, entry: _Entry, content: list[Word], roots: tuple[str, ...], small: set[str]
    ) -> bool:
        """Whether the words are the name said the other way round, meaning the same.

        "operation of forklifts" and "operate forklifts" are "forklift operation"; "forklift
        operation" is "operating forklifts". "entry data" is not "data entry".
        """
        ahead = entry.stems == roots[1:] + roots[:1]
        behind = entry.stems == roots[-1:] + roots[:-1]
        first, last = content[0].folded, content[-1].folded
        named_first, named_last = entry.written[0], entry.written[-1]
        if small & _LINKS[self.language]:
            return ahead and not first.endswith("ed")
        if self.language != "en" or small - _ARTICLES:
            return False
        if ahead and _DOING.search(named_last):
            return first != named_last or first.endswith("ing")
        if behind and entry.has_and and _DOING.search(named_last):
            return True
        if not behind or small or not _DOING.search(last):
            return False
        # "cleaning kitchens" is "kitchen cleaning"; a "washing machine" is no "machine washing".
        return named_first != last or entry.has_small or named_last.endswith("s")


_NO_PHRASES: dict[tuple[str, ...], _Entry] = {}


def _runs(found: list[Word], stems: list[_Stem]) -> Iterator[list[int]]:
    """The places of content words that one name may span."""
    run: list[int] = []
    between = 0
    for place, (word, stem) in enumerate(zip(found, stems, strict=True)):
        if word.gap == FAR or between > _SMALL_WORDS_BETWEEN:
            if len(run) > 1:
                yield run
            run, between = [], 0
        if stem.small:
            between += 1
        else:
            run.append(place)
            between = 0
    if len(run) > 1:
        yield run


def _same_single(name: str, written: str) -> bool:
    """Whether a name of one word may be written so. The two have the same singular.

    Abbreviations of up to three letters stand in capitals, else "it" and "act" would be names.
    """
    if _CAPITALS.fullmatch(name) and len(name) <= _SHORT_CAPITALS and name.isalpha():
        return written == name or (
            _PLURAL_CAPITALS.fullmatch(written) is not None and written[:-1] == name
        )
    named, given = folded_word(name), folded_word(written)
    if len(named) > len(given) and named[:-1] == given:
        return len(given) >= _SINGULAR_OF_PLURAL
    return True
