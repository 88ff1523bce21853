"""Schooling: what a posting asks, and what a résumé shows."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from skills.models import EducationLevel
from skills.reading import cues
from skills.reading.dates import points
from skills.reading.findings import EducationAsked, EducationEntry, Span
from skills.reading.headings import BESIDE_THE_POINT, Section
from skills.reading.layout import Layout, Line, Sentence
from skills.reading.words import plain

_DEGREE_AFTER = r"(?=\s*(?:degree|in\b|of\b|or\b|/|,|required|preferred|level|\)|-|–|$))"
# Levels by their names, matched against lower case without accents; the longest match wins.
_LEVELS: tuple[tuple[EducationLevel, str], ...] = (
    (
        EducationLevel.DOCTORATE,
        r"ph\.?\s?d\b\.?|doctorates?|doctoral degree|doctorado|ed\.d\.?|dnp\b|d\.n\.p\.?"
        r"|pharm\.?d\b"
        r"|juris doctor|doctor of (?:philosophy|nursing|medicine|education|pharmacy)|doctor en",
    ),
    (
        EducationLevel.MASTER,
        r"master'?s?'? (?:degree|of (?:arts|science|business|social|public|education|nursing)"
        r"|in\b|level)|master's|masters\b(?= (?:preferred|required|or\b))|m\.?b\.?a\b\.?"
        r"|m\.?s\.?w\b\.?"
        r"|msn\b|m\.ed\b\.?|graduate degree|maestria|master en",
    ),
    (
        EducationLevel.BACHELOR,
        r"bachelor'?s?'?(?: degree| of (?:arts|science|business|fine arts|social work|nursing)"
        r"| in)?"
        r"|baccalaureate|bsn\b|b\.s\.n\.?|bsw\b|b\.?b\.?a\b\.?|b\.s\.?|b\.a\.?"
        rf"|\bb[sa](?:/b[sa])?{_DEGREE_AFTER}|(?:4|four)[- ]year (?:college |university )?degree"
        r"|undergraduate degree|(?:college|university) (?:degree|graduate)|licenciatura"
        r"|licenciad[oa] en"
        r"|titulo universitario|carrera universitaria|bachillerato universitario|ingenieria en"
        r"|bachillerato en (?:ciencias|artes|administracion)|grado universitario",
    ),
    (
        EducationLevel.ASSOCIATE,
        r"associate'?s?'? degree|associate'?s?'? of (?:arts|science|applied science)"
        r"|associate in (?:arts|science|applied science)|associates? in (?:arts|science)"
        r"|associate's"
        rf"|(?:2|two)[- ]year (?:college )?degree|a\.a\.s\.?|a\.s\.?{_DEGREE_AFTER}"
        rf"|a\.a\.?{_DEGREE_AFTER}"
        rf"|\baas?{_DEGREE_AFTER}(?= degree| in)|asn\b|grado asociado|(?:titulo de )?asociado en"
        r"|tecnico superior universitario",
    ),
    (
        EducationLevel.CERTIFICATE,
        r"(?:post-?secondary|vocational|technical|trade)(?: school)? (?:certificate|diploma|program"
        r"|training|degree)|(?:trade|technical|vocational) school|certificate program"
        r"|certificate of completion|certificado tecnico|carrera tecnica|escuela tecnica"
        r"|escuela vocacional|tecnico superior|diploma tecnico|titulo tecnico|curso tecnico",
    ),
    (
        EducationLevel.SOME_COLLEGE,
        r"some (?:college|university)|college (?:coursework|courses|credits)"
        r"|\d+ (?:college )?credits"
        r"|algo de universidad|(?:estudios universitarios|universidad) (?:incompletos?|incompleta)"
        r"|algunos estudios universitarios|estudiante universitari[oa]",
    ),
    (
        EducationLevel.HS,
        r"high school|highschool|\bh\.?s\.? (?:diploma|grad\w*|degree)|\bged\b|g\.e\.d\.?|hiset"
        r"|secondary school diploma|12th grade|diploma de (?:la )?(?:escuela )?(?:secundaria"
        r"|superior"
        r"|preparatoria|bachiller\w*)|escuela (?:superior|secundaria|preparatoria)|preparatoria"
        r"|bachillerato|secundaria|cuarto ano|bachiller\b",
    ),
    (
        EducationLevel.SOME_HS,
        r"some high school|high school students?|(?:9th|10th|11th) grade|secundaria incompleta"
        r"|algo de (?:secundaria|preparatoria)|preparatoria incompleta",
    ),
)
_ANY = re.compile("|".join(f"(?P<{level.name}>(?<![\\w.])(?:{words}))" for level, words in _LEVELS))
_NONE = re.compile(
    r"\bno (?:college |formal |high school |university )?(?:degree|diploma|ged|education"
    r"|schooling)s?\b"
    r"|\b(?:degree|diploma|ged|education) (?:is )?(?:not|n't) (?:required|needed|necessary)"
    r"|\bno (?:se )?(?:requiere|necesita|exige|hace falta) (?:diploma|titulo|estudios|escolaridad)"
    r"|\bsin (?:diploma|titulo|estudios)\b"
)
_EXPERIENCE = re.compile(
    r"\bequivalent\b[^.;]{0,50}\bexperience|\bexperience\b[^.;]{0,30}\bin lieu|\bin lieu of (?:a "
    r"|the )?"
    r"(?:degree|education|diploma)|\bor\b[^.;,]{0,40}\b(?:years?|yrs)'?\b[^.;,]{0,30}\bexperience"
    r"|\bequivalent combination|\bor (?:equivalent |related |relevant |comparable "
    r"|work )+experience"
    r"|\bexperience may (?:substitute|replace|be substituted)|\bexperiencia equivalente"
    r"|\bequivalente en experiencia|\bo (?:\w+ )?(?:\d+|\w+) anos de experiencia|\bo experiencia\b"
)
# On a résumé "Medical Assisting Certificate, Gateway Community College" is schooling.
_CERTIFICATE = re.compile(r"\b(?:certificate|certificado|diplomado)\b")
_SCHOOL = re.compile(
    r"\b(?:college|school|institute|academy|university|universidad|instituto|escuela|colegio"
    r"|academia|liceo|cc|tech)\b"
)
# "a high school student" is asked nothing; "sales associate's" has no degree.
_NOT_DEGREE = re.compile(
    r"\b(?:elementary|middle|our|at the|local|area|teach(?:ing)?|for|with|drive|tutor(?:ing)?)"
    r"(?: \w+)? $"
)
_OPEN = re.compile(
    r"\b(?:in progress|expected|anticipated|currently|present|ongoing|pursuing|incomplete"
    r"|unfinished"
    r"|did not (?:finish|complete|graduate)|no (?:diploma|degree)|not (?:completed|finished)|left"
    r"|coursework (?:toward|in)|credits (?:toward|earned|completed)|working toward|candidate"
    r"|enrolled"
    r"|attended|en curso|en progreso|actualidad|cursando|actualmente|esperad[oa]|trunc[oa]"
    r"|incomplet[oa]"
    r"|sin terminar|no termin\w+|estudiante)\b"
)


class _Mention(NamedTuple):
    level: EducationLevel
    start: int
    end: int


def _mentions(flat: str, start: int, end: int) -> Iterator[_Mention]:
    for match in _ANY.finditer(flat, start, end):
        if match.lastgroup is None:
            continue
        before = flat[max(start, match.start() - 24) : match.start()]
        level = EducationLevel[match.lastgroup]
        some = re.search(r"\b(?:some|algo de) $", before)
        if some and level is EducationLevel.HS:
            level = EducationLevel.SOME_HS
        student = re.match(r"\s+(?:students?|seniors?|juniors?)\b", flat[match.end() : end])
        if level is EducationLevel.HS and student:
            level = EducationLevel.SOME_HS
        if level in {EducationLevel.HS, EducationLevel.SOME_HS} and _NOT_DEGREE.search(before):
            continue
        yield _Mention(level, match.start(), match.end())


def education_asked(text: str, sentences: Iterable[Sentence]) -> EducationAsked | None:
    """The schooling that a posting asks: the least of what one sentence lets choose between.

    What is required goes before what is preferred; of several sentences the most counts.
    """
    flat = plain(text)
    asked: list[EducationAsked] = []
    for sentence in sentences:
        if sentence.section in BESIDE_THE_POINT:
            continue
        words = flat[sentence.start : sentence.end]
        none = _NONE.search(words)
        if none:
            span = Span(sentence.start + none.start(), sentence.start + none.end())
            level = EducationLevel.NONE
            asked.append(EducationAsked(level=level, or_experience=False, required=True, span=span))
            continue
        found = list(_mentions(flat, sentence.start, sentence.end))
        if found:
            asked.append(_asked(words, sentence, found))
    required = [each for each in asked if each.required]
    return max(required or asked, key=lambda each: each.level, default=None)


def _asked(words: str, sentence: Sentence, found: list[_Mention]) -> EducationAsked:
    required = [
        mention for mention in found if not _is_preferred(words, mention.end - sentence.start)
    ]
    is_required = bool(required) and sentence.section is not Section.PREFERRED
    least = min(required or found, key=lambda mention: mention.level)
    return EducationAsked(
        level=least.level,
        or_experience=_EXPERIENCE.search(words) is not None,
        required=is_required,
        span=Span(least.start, least.end),
    )


def _is_preferred(words: str, end: int) -> bool:
    """Whether what stands before words[end:] is only wished for: "required; bachelor's a plus"."""
    rest = words[end:]
    required = cues.REQUIRED.search(rest)
    preferred = cues.PREFERRED.search(rest)
    if preferred is None:
        return cues.PREFERRED.search(words[:end]) is not None and required is None
    return required is None or preferred.start() < required.start()


def schooling(text: str, layout: Layout, *, as_of: date) -> Iterator[EducationEntry]:
    """The schools and degrees of a résumé, in its order.

    They are read from its education section, from the whole text where it has none. What is in
    progress, or was broken off, is not finished; neither is what ends after `as_of`.
    """
    flat = plain(text)
    lines = [line for line in layout.lines if line.section is Section.EDUCATION]
    if not lines:
        lines = [
            line
            for line in layout.lines
            if line.section not in BESIDE_THE_POINT | {Section.EXPERIENCE}
        ]
    for line, level, rest in _grouped(flat, lines):
        words = " ".join(flat[each.content : each.end] for each in (line, *rest))
        years = [point.year for point, _, _ in points(words)]
        finished = _OPEN.search(words) is None and not any(year > as_of.year for year in years)
        yield EducationEntry(
            level=level,
            finished=finished,
            year=max((year for year in years if year <= as_of.year + 8), default=None),
            span=Span(line.content, line.end),
        )


def _level_of(flat: str, line: Line) -> EducationLevel | None:
    """The highest level that a line of a résumé names."""
    named = [mention.level for mention in _mentions(flat, line.content, line.end)]
    words = flat[line.content : line.end]
    if _CERTIFICATE.search(words) and _SCHOOL.search(words):
        named.append(EducationLevel.CERTIFICATE)
    return max(named, default=None)


def _grouped(flat: str, lines: list[Line]) -> Iterator[tuple[Line, EducationLevel, list[Line]]]:
    """Each line that names a level, with the up to two lines after it that belong to it.

    A line with a school does not belong to one that has its school already.
    """
    current: tuple[Line, EducationLevel, list[Line]] | None = None
    for line in lines:
        level = _level_of(flat, line)
        if level is not None:
            if current is not None:
                yield current
            current = (line, level, [])
        elif current is not None and _belongs(flat, current[0], current[2], line):
            current[2].append(line)
    if current is not None:
        yield current


def _belongs(flat: str, head: Line, rest: list[Line], line: Line) -> bool:
    has_school = _SCHOOL.search(flat, head.content, head.end) is not None
    names_school = _SCHOOL.search(flat, line.content, line.end) is not None
    between = flat[head.end : line.start]
    return len(rest) < 2 and "\n\n" not in between and not (has_school and names_school)


def highest_finished(entries: Iterable[EducationEntry]) -> EducationLevel | None:
    """The highest level that was finished, None if none was."""
    return max((entry.level for entry in entries if entry.finished), default=None)
