"""The names of skills, credentials and occupations, found in a text wherever they stand.

A name of two or more content words is kept as the sum of its stems' hashes, so that a window of a
text is looked up by one addition, in any order of its words and with small words between them;
what the sum proposes is then compared word for word. A name of one content word must stand as it
is, in singular or plural.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from skills.reading.names import Kind, Match, Name, Names, is_plain_word
from skills.reading.words import words

LANGUAGES = ("en", "es")

_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


class Lexicon:
    """All names, ready to be found."""

    def __init__(self, languages: dict[str, Names], fields: Mapping[int, str]) -> None:
        self._languages = languages
        self.fields = fields
        """The field of work (a sector of the taxonomy) of skills, by their ids."""

    @classmethod
    def build(
        cls,
        names: Iterable[Name],
        phrases: Iterable[tuple[int, str, str]] = (),
        fields: Mapping[int, str] | None = None,
    ) -> "Lexicon":
        """From names in English and Spanish; those of other languages are left out. `phrases` are
        loose ones (see phrases.py) as (skill id, language, text).

        A label with an explanation in brackets ("React (web library)") is a name without it too.
        """
        languages = {language: Names(language) for language in LANGUAGES}
        shortened: dict[tuple[Kind, str, str], set[int]] = defaultdict(set)
        for name in names:
            if name.language in languages:
                languages[name.language].add(name)
                bare = _BRACKETS.sub("", name.text)
                if bare != name.text and bare and not is_plain_word(bare):
                    shortened[name.kind, name.language, bare].add(name.id)
        for (kind, language, bare), ids in shortened.items():
            # "License (class A)" and "License (class B)": their common beginning names neither.
            if len(ids) == 1:
                languages[language].add(Name(kind, ids.pop(), language, bare))
        for number, language, text in phrases:
            languages[language].add_phrase(number, text)
        return cls(languages, fields or {})

    def find(self, text: str) -> list[Match]:
        """The longest names in a text, in its order, none over another.

        Skills and credentials share the text: "CPR certified" is the certificate, not the skill.
        Occupations stand apart: a "forklift operator" may still name the skill.
        """
        found = list(words(text))
        every = {match for names in self._languages.values() for match in names.find(found)}
        said = [match for match in every if match.is_phrase]
        named = list(
            _longest(each for each in every if each.kind != "occupation" and not each.is_phrase)
        )
        taken = _Taken(named)
        return sorted(
            [
                *named,
                *(each for each in said if not taken.hold(each)),
                *_longest(match for match in every if match.kind == "occupation"),
            ],
            key=lambda match: (match.start, match.end, match.kind),
        )


class _Taken:
    """Names that stand in a text, none over another, asked for those that a phrase lies over."""

    def __init__(self, named: Iterable[Match]) -> None:
        self._names = sorted(named, key=lambda each: each.start)
        self._ends = [name.end for name in self._names]

    def hold(self, phrase: Match) -> bool:
        """Whether a name over the phrase is of the same skill, or longer: it says what is meant."""
        for place in range(bisect_right(self._ends, phrase.start), len(self._names)):
            name = self._names[place]
            if name.start >= phrase.end:
                return False
            if name.kind == "skill" and phrase.ids[0] in name.ids:
                return True
            if name.start <= phrase.start and phrase.end <= name.end and name.words > phrase.words:
                return True
        return False


def _longest(matches: Iterable[Match]) -> Iterator[Match]:
    """The longest first; equal ones (a name of two concepts) together, merged into one."""
    taken: list[tuple[int, int]] = []
    kept: dict[tuple[Kind, int, int], Match] = {}
    for match in sorted(
        matches, key=lambda each: (-each.words, not each.exact, each.start - each.end, each.start)
    ):
        place = (match.start, match.end)
        if place not in taken:
            if any(match.start < end and start < match.end for start, end in taken):
                continue
            taken.append(place)
        key = (match.kind, *place)
        before = kept.get(key)
        if before is None:
            kept[key] = match
        elif before.exact == match.exact:
            ids = tuple(dict.fromkeys(before.ids + match.ids))
            kept[key] = before._replace(ids=ids)
    yield from kept.values()
