"""What typed words may mean: words of names that are the same, go on, bend or are spelt alike."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import OSA

from skills.search.everyday import rings
from skills.search.vocabulary import SHORTEST_MISTYPED, SHORTEST_STEM, Row, cuts, look_up

MOST_WORDS = 8
_TWO_MISTAKES_FROM = 7
# Neighbours are joined in short queries alone, and where a name has the joined word.
_MOST_TO_JOIN = 3
_SURE_ENOUGH_TO_JOIN = 0.8
# So few letters begin too many words: only names that begin with them are looked for.
_SHORTEST_BEGINNING = 3
# A word that more names have than this says too little to be looked up alone.
COMMON = 1500
# How sure it is that the word of a name means the typed word.
_SAME, _BENT, _BENT_ELSEWHERE, _BEGUN, _RELATED, _MISTYPED = 1.0, 0.95, 0.85, 0.9, 0.72, 0.82
_A_MISTAKE = 0.12
_MEANS_THE_SAME = 0.8
# What finding a word is worth: a small word, the commonest words, a word that no name has.
_SMALL, _LEAST_TELLING, _UNKNOWN = 0.05, 0.2, 0.5
_VOWELS = re.compile("[aeiou]")
# Sounds that Spanish writes in two ways, and letters that are doubled or not.
_SOUNDS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        ("ll", "y"), (r"(.)\1", r"\1"), ("(?<![cps])h", ""), ("c(?=[ei])|z", "s"), ("v", "b"),
        ("g(?=[ei])", "j"), ("ph", "f"), ("x", "s"), ("qu", "k"), ("c(?!h)", "k"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Word:
    """A typed word: words of names that may mean it with how sure that is (0 to 1).

    `names` counts the names that have any of those; `telling` is what finding it is worth: the
    fewer names have it, the more. A small word ("of") tells next to nothing.
    """

    text: str
    kin: dict[str, float] = field(hash=False)
    names: int
    telling: float
    is_small: bool = False

    @property
    def surest(self) -> list[str]:
        """The kin that are this word itself."""
        return [word for word, sure in self.kin.items() if sure >= _BENT]


@dataclass(frozen=True)
class Reading:
    """One way to read the query as words; `sure` is under 1 where words were joined or split."""

    words: tuple[Word, ...]
    sure: float = 1.0


def readings(folded: str, kind: str, own_language: str) -> list[Reading]:
    """The query as typed; then with neighbours joined, or with an unknown word split, at most two.

    `kind` is one of `SearchWord.Kind`. Words bend as in their language, most surely in the reader's
    own. The last word may be unfinished.
    """
    typed = list(dict.fromkeys(folded.split()[:MOST_WORDS]))
    joined = {
        first + second: (first, second)
        for first, second in pairwise(typed)
        if len(typed) <= _MOST_TO_JOIN
    }
    phrases = {phrase: pair for pair in pairwise(typed) if (phrase := " ".join(pair)) in rings()}
    same = {text: rings().get(text, frozenset()) for text in (*typed, *phrases)}
    also = sorted(frozenset().union(*same.values()))
    rows = look_up(typed, [word for word in joined if word not in typed], also, kind, own_language)
    joined.update(phrases)
    words = {
        text: _word(text, rows.get(text, ()), _forms(same.get(text, ()), rows))
        for text in (*typed, *joined)
    }
    known = {row.word: row for row in rows.get("", ())}
    others = [
        Reading((*_without(words, typed, pair), words[text]), 0.97)
        for text, pair in joined.items()
        if max(words[text].kin.values(), default=0) >= _SURE_ENOUGH_TO_JOIN
    ]
    for text in typed:
        if words[text].surest:
            continue
        for first, second in cuts(text):
            if first in known and second in known:
                halves = [_word(half, [known[half]]) for half in (first, second)]
                others.append(Reading((*_without(words, typed, (text,)), *halves), 0.9))
    others.sort(key=_certainty, reverse=True)
    return [Reading(tuple(words[text] for text in typed)), *others[:2]]


def _without(words: dict[str, Word], typed: Sequence[str], left_out: Sequence[str]) -> list[Word]:
    return [words[text] for text in typed if text not in left_out]


def _certainty(reading: Reading) -> float:
    sure = [max(word.kin.values(), default=0) for word in reading.words]
    return reading.sure * sum(sure) / len(sure)


def _forms(words: Iterable[str], rows: dict[str, list[Row]]) -> list[Row]:
    """Those of the rows that are forms of these words."""
    return [
        row
        for word in words
        for row in rows.get(word, ())
        if row.word == word or (row.stem and row.stem == row.asked_stem)
    ]


def _word(text: str, rows: Iterable[Row], same: Iterable[Row] = ()) -> Word:
    """The kin of a word, the surest first, as many as are not too common together."""
    rows = list(rows)
    is_known = any(row.word == text for row in rows)
    kin: dict[str, float] = {}
    names: dict[str, int] = {}
    for row in rows:
        sure = _sure(text, row, is_known=is_known)
        if sure > 0:
            kin[row.word] = max(kin.get(row.word, 0), sure)
            names[row.word] = names.get(row.word, 0) + row.names
    for row in same:
        kin[row.word] = max(kin.get(row.word, 0), _MEANS_THE_SAME)
        names[row.word] = max(names.get(row.word, 0), row.names)
    ordered = sorted(kin, key=lambda word: (-kin[word], -names[word]))
    kept: dict[str, float] = {}
    total = 0
    for word in ordered:
        if kept and kin[word] < _BENT and total + names[word] > COMMON:
            continue
        kept[word] = kin[word]
        total += names[word]
    is_small = bool(rows) and is_known and all(not row.stem for row in rows if row.word == text)
    itself = sum(names[word] for word in kept if kept[word] >= _BENT) or total
    telling = _SMALL if is_small else max(_LEAST_TELLING, 1 - math.log1p(itself) / 13)
    return Word(
        text=text, kin=kept, names=total, telling=telling if kept else _UNKNOWN, is_small=is_small
    )


def _sure(text: str, row: Row, *, is_known: bool) -> float:
    word = row.word
    if word == text:
        return _SAME
    if row.stem and row.stem == row.asked_stem:
        return _BENT if row.is_own_language else _BENT_ELSEWHERE
    if len(text) < _SHORTEST_BEGINNING:
        return 0.0
    if word.startswith(text):
        return _BEGUN - 0.2 * (1 - len(text) / len(word))
    mistyped = _as_mistyped(text, word)
    if row.through and row.through != word:
        mistyped = max(mistyped, _as_mistyped(text, row.through) - 0.05)
    if is_known:
        mistyped -= 0.3
    related = 0.0
    if len(row.asked_stem) >= SHORTEST_STEM and row.stem.startswith(row.asked_stem):
        related = _RELATED - 0.3 * (1 - min(1, len(text) / len(word)))
    return max(mistyped, related, 0.0)


def _as_mistyped(text: str, word: str) -> float:
    """How sure `text` is `word`, or its beginning, with one or two mistakes; 0: it is not."""
    if min(len(text), len(word)) < SHORTEST_MISTYPED:
        return 0.0
    allowed = 2 if len(text) >= _TWO_MISTAKES_FROM else 1
    if _sounds(text) == _sounds(word):
        return _MISTYPED
    wrong = OSA.distance(text, word, score_cutoff=allowed)
    if wrong <= allowed:
        sure = _MISTYPED - _A_MISTAKE * (wrong - 1) - 0.1 * (text[0] != word[0])
        return sure + 0.04 * (_VOWELS.sub("", text) == _VOWELS.sub("", word))
    if len(word) > len(text):
        wrong = OSA.distance(text, word[: len(text)], score_cutoff=1)
        if wrong <= 1 and text[0] == word[0] and len(text) > SHORTEST_MISTYPED:
            return _MISTYPED - 2 * _A_MISTAKE
    return 0.0


def _sounds(word: str) -> str:
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return word
