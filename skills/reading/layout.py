"""A text as sections of sentences, each with its place in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from skills.folding import fold
from skills.reading.headings import BESIDE_THE_POINT, HEADINGS, KEYWORDS, Section
from skills.reading.words import plain

_LONGEST_SENTENCE = 600
_LONGEST_HEADING = 70
_MOST_WORDS = 8
_BULLET = re.compile(r"\s*(?:[-*•·●▪◦‣⁃>»✓✔–—o]|\d{1,2}[.)]|[a-z]\))\s+")
_MARKS = re.compile(r"^[\s#*_>•·●▪◦=~-]+|[\s*_:#=~.-]+$")
_MARKDOWN = re.compile(r"\s*(?:#{1,6}\s|\*\*[^*]+\*\*:?\s*$|__[^_]+__:?\s*$)")
_INLINE = re.compile(r"\s*[#*_•·●▪-]*\s*([^:\n]{3,45}?)[*_]*\s*:[*_]*\s+(?=\S)")
_LEADING_WORDS = re.compile(r"^(?:the|your|our|my|some|key|los|las|el|la|mis|nuestros|nuestras) ")
_WRAPPED = re.compile(r"[a-záéíóúñü(,]")
_ENDS_SENTENCE = re.compile(r"[.:;!?]\s*$")
_SENTENCE_END = re.compile(r"[.!?]+[\"')\]]*\s+(?=[\"'(¿¡\[*-]*[A-ZÁÉÍÓÚÑÜ0-9$])|;\s+|\s[•●▪·]\s")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|exp|vs|inc|st|mr|mrs|ms|dr|sr|jr|no|co|ltd|approx|min|max|yrs?|hrs?"
    r"|u\.s"
    r"|a\.m|p\.m|ej|sra|dept|est|ave|ext|tel|jan|feb|mar|apr|aug|sept?|oct|nov|dec)|\b[a-z])\.$"
)
_SHORTEST_CAPITALS = 3
# What "Location:" in a line of its own does not end.
_KEEP_ON = BESIDE_THE_POINT - {Section.BENEFITS}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a bullet, or what stands alone on its line."""

    start: int
    end: int
    section: Section
    is_bullet: bool
    in_capitals: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its line end; `heading` is the section it opens, if it is a heading.

    `content` is where what the line says begins: after a bullet, or after "Requirements:".
    """

    start: int
    end: int
    section: Section
    heading: Section | None
    content: int
    is_bullet: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a text, blank ones left out, and its sentences, headings left out."""

    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]


def lay_out(text: str, *, is_resume: bool = False) -> Layout:
    """Lines and sentences with their sections.

    In a posting any short line with a colon ends a section ("Schedule:"); in a résumé only known
    headings do, since job titles stand between them.
    """
    lines = tuple(_lines(text, is_resume=is_resume))
    return Layout(lines, tuple(_sentences(text, lines, is_resume=is_resume)))


def _lines(text: str, *, is_resume: bool) -> Iterator[Line]:
    section = Section.INTRO
    start = 0
    for raw in text.splitlines(keepends=True):
        end = start + len(raw.rstrip())
        begin = start + len(raw) - len(raw.lstrip())
        start += len(raw)
        if end <= begin:
            continue
        written = text[begin:end]
        heading = heading_of(written, within=section, is_resume=is_resume)
        if heading is not None:
            section = heading
            yield Line(begin, end, section, heading, end, is_bullet=False)
            continue
        bullet = _BULLET.match(written)
        content = begin + (bullet.end() if bullet else 0)
        inline = _inline_heading(written, within=section, is_resume=is_resume)
        if inline is not None:
            section, skip = inline
            yield Line(begin, end, section, section, begin + skip, is_bullet=False)
            continue
        yield Line(begin, end, section, None, content, is_bullet=bullet is not None)


def heading_of(
    line: str, *, within: Section = Section.INTRO, is_resume: bool = False
) -> Section | None:
    """The section that a line opens, or None if it is no heading."""
    if len(line) > _LONGEST_HEADING:
        return None
    bare = _bare(line)
    if not bare or len(bare.split()) > _MOST_WORDS or _is_list_item(line):
        return None
    if line.rstrip().endswith((".", "!", ";", ",")):
        return None
    known = HEADINGS.get(bare) or HEADINGS.get(_LEADING_WORDS.sub("", bare))
    found = known or _unusual_heading(line, bare, within=within, is_resume=is_resume)
    return None if found is None else _of_kind(found, is_resume=is_resume)


def _bare(heading: str) -> str:
    return fold(_MARKS.sub("", heading)).replace(" & ", " and ")


def _is_list_item(line: str) -> bool:
    return _BULLET.match(line) is not None and not line.rstrip("*_ ").endswith(":")


def _unusual_heading(line: str, bare: str, *, within: Section, is_resume: bool) -> Section | None:
    """The section of a heading that is in no table, told by its looks and by a word in it."""
    has_colon = line.rstrip(" *_").endswith(":")
    in_capitals = is_in_capitals(line) and " " in bare
    if not (has_colon or in_capitals or _MARKDOWN.match(line)):
        return None
    for keyword, section in KEYWORDS:
        if f" {keyword} " in f" {bare} ":
            return section
    if is_resume or in_capitals or (has_colon and within in BESIDE_THE_POINT):
        return None
    return Section.OTHER


def _inline_heading(line: str, *, within: Section, is_resume: bool) -> tuple[Section, int] | None:
    """The section of "Requirements: a driver's license" and where its words begin."""
    match = _INLINE.match(line)
    if match is None:
        return None
    bare = _bare(match.group(1))
    known = HEADINGS.get(bare) or HEADINGS.get(_LEADING_WORDS.sub("", bare))
    if known is None:
        return None
    if known is Section.OTHER and (is_resume or within in _KEEP_ON):
        return None
    return _of_kind(known, is_resume=is_resume), match.end()


def _of_kind(section: Section, *, is_resume: bool) -> Section:
    """What a heading means in this kind of text: in a résumé nobody asks or offers anything."""
    if not is_resume:
        return {
            Section.SUMMARY: Section.INTRO,
            Section.EXPERIENCE: Section.REQUIREMENTS,
            Section.INTERESTS: Section.OTHER,
            Section.PERSONAL: Section.HOW_TO_APPLY,
        }.get(section, section)
    return {
        Section.REQUIREMENTS: Section.SKILLS,
        Section.PREFERRED: Section.SKILLS,
        Section.DUTIES: Section.EXPERIENCE,
        Section.ABOUT_US: Section.SUMMARY,
        Section.OTHER: Section.OTHER,
    }.get(section, section)


def is_in_capitals(written: str) -> bool:
    """Whether a line is written in capitals, so that capitals say nothing about its words."""
    letters = [letter for letter in written if letter.isalpha()]
    return len(letters) >= _SHORTEST_CAPITALS and sum(map(str.isupper, letters)) > 0.8 * len(
        letters
    )


def _sentences(text: str, lines: tuple[Line, ...], *, is_resume: bool) -> Iterator[Sentence]:
    waiting: list[Line] = []
    for line in lines:
        if line.content >= line.end:
            yield from _split(text, waiting, is_resume=is_resume)
            waiting = []
            continue
        if waiting and not _continues(text, waiting[-1], line):
            yield from _split(text, waiting, is_resume=is_resume)
            waiting = []
        waiting.append(line)
    yield from _split(text, waiting, is_resume=is_resume)


def _continues(text: str, before: Line, line: Line) -> bool:
    return (
        not line.is_bullet
        and line.heading is None
        and text.count("\n", before.end, line.start) == 1
        and _WRAPPED.match(text, line.content) is not None
        and _ENDS_SENTENCE.search(text, before.content, before.end) is None
    )


def _split(text: str, run: list[Line], *, is_resume: bool) -> Iterator[Sentence]:
    if not run:
        return
    start, end = run[0].content, run[-1].end
    in_capitals = is_in_capitals(text[start:end])
    section = run[0].section
    for begin, stop in _pieces(text, start, end):
        # A posting pasted without its line ends still has "Requirements:" before its sentences.
        inline = _inline_heading(text[begin:stop], within=section, is_resume=is_resume)
        skip = 0
        if inline is not None:
            section, skip = inline
        yield Sentence(begin + skip, stop, section, run[0].is_bullet, in_capitals)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """From where to where each sentence goes; what goes on for too long is cut between words."""
    ends = [
        (match.start() + 1, match.end())
        for match in _SENTENCE_END.finditer(text, start, end)
        if match.start() > start and not _abbreviated(text, start, match.start())
    ]
    for stop, following in [*ends, (end, end)]:
        while stop - start > _LONGEST_SENTENCE:
            space = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
            cut = space if space > 0 else start + _LONGEST_SENTENCE
            yield start, cut
            start = cut
        if start < stop:
            yield start, stop
        start = following


def _abbreviated(text: str, start: int, stop: int) -> bool:
    if text[stop] != ".":
        return False
    return _ABBREVIATION.search(plain(text[max(start, stop - 12) : stop + 1])) is not None
