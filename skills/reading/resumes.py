"""The jobs, languages and ZIP code of a résumé.

Age, birth date, photo, nationality and family are never read.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from portal.common.places import place_of_zip
from skills.reading.boilerplate import PERSONAL
from skills.reading.dates import Period, periods
from skills.reading.findings import Job, Span
from skills.reading.headings import BESIDE_THE_POINT, Section
from skills.reading.layout import Layout, Line
from skills.reading.names import Match
from skills.reading.words import plain

_LONGEST_PART = 120
_MOST_WORDS = 10
_MOST_JOBS = 40
_LINES_OF_ADDRESS = 15
_STATE = (
    r"(?:CT|Conn\.?|Connecticut|MA|NY|RI|NJ|NH|VT|ME|PR|FL|PA|TX|CA|USA|U\.S\.A?\.?|Puerto Rico"
    r"|New York|Massachusetts|Rhode Island)"
)
_PARTS = re.compile(
    rf"(?:[,|(–—-]\s*|\s{{2,}}|^)(?:[A-Z][\w.'-]+ ?){{1,3}},\s*{_STATE}\b\.?(?:\s+\d{{5}})?"
    r"|\s*(?:\||\t|•|·|\s[–—-]\s|\s{3,}|,\s+|;|\s+@\s+|\bat\s+(?=[A-Z])|\ben\s+(?=[A-Z])"
    r"|(?<=\w)\s*[–—]\s*|\s+\(|\)\s*)\s*"
)
_PLACE = re.compile(rf"(?:(?:[A-Z][\w.'-]+ ?){{1,3}},? )?{_STATE}(?:\s+\d{{5}})?\.?|Remote|Remoto")
# What stands beside a title or a firm and is neither.
_ASIDE = re.compile(
    r"(?:part|full)[- ]?time|seasonal|temporary|temp|contract|freelance|internship|per diem|from|to"
    r"|dates?|current|remote|tiempo completo|medio tiempo|temporal|de|desde|hasta|fechas?"
)
_TITLE = re.compile(
    r"\b(?:manager|associate|assistant|clerk|driver|operator|technician|tech|worker|cashier|server"
    r"|cook|chef|aide|nurse|supervisor|specialist|coordinator|engineer|developer|analyst|helper"
    r"|representative|rep|laborer|mechanic|teacher|intern|apprentice|lead|leader|director|host"
    r"|hostess|bartender|barista|housekeeper|custodian|janitor|guard|officer|attendant|machinist"
    r"|welder|electrician|plumber|carpenter|painter|packer|picker|stocker|handler|receptionist"
    r"|secretary|administrator|consultant|agent|crew|member|foreman|trainer|tutor|instructor"
    r"|caregiver|nanny|babysitter|volunteer|owner|dishwasher|busser|porter|installer|assembler"
    r"|inspector|planner|buyer|designer|programmer|accountant|bookkeeper|teller|dispatcher|loader"
    r"|counselor|therapist|paraprofessional|paraeducator|salesperson|merchandiser|cleaner"
    r"|gerente|cajer[oa]|ayudante|operador[a]?|operari[oa]|conductor[a]?|chofer|meser[oa]"
    r"|cociner[oa]"
    r"|auxiliar|asistente|tecnic[oa]|encargad[oa]|supervisor[a]?|vendedor[a]?|recepcionista"
    r"|secretari[oa]|maestr[oa]|enfermer[oa]|limpiador[a]?|mecanic[oa]|soldador[a]?|electricista"
    r"|albanil|pintor[a]?|cuidador[a]?|obrer[oa]|trabajador[a]?|practicante|voluntari[oa]|jef[ea]"
    r"|empleado|empleada|emplead[oa] general|montacarguista|almacenista|niner[oa]|camarer[oa])\b"
)
_ORGANISATION = re.compile(
    r"\b(?:inc|llc|corp|corporation|company|co|ltd|hospital|center|centre|school|schools|university"
    r"|college|restaurant|services|group|bank|store|stores|market|logistics|health|care|clinic"
    r"|hotel"
    r"|inn|city of|town of|state of|department|church|academy|bakery|diner|cafe|warehouse"
    r"|industries"
    r"|escuela|hospital|restaurante|tienda|supermercado|empresa|fabrica|clinica|banco)\b"
)
_SCHOOL_DATES = frozenset({Section.EDUCATION, Section.CREDENTIALS})

# Languages by how they are named in both languages, and their ISO 639-1 codes.
_LANGUAGES: tuple[tuple[str, str], ...] = (
    ("en", r"english|ingles"),
    ("es", r"spanish|espanol|castellano"),
    ("pt", r"portuguese|portugues"),
    ("fr", r"french|frances"),
    ("ht", r"haitian(?: creole)?|haitiano|creole|criollo haitiano"),
    ("pl", r"polish|polaco"),
    ("it", r"italian|italiano"),
    ("zh", r"mandarin|chinese|cantonese|chino|mandarin"),
    ("ar", r"arabic|arabe"),
    ("ru", r"russian|ruso"),
    ("uk", r"ukrainian|ucraniano"),
    ("vi", r"vietnamese|vietnamita"),
    ("sq", r"albanian|albanes"),
    ("de", r"german|aleman"),
    ("hi", r"hindi"),
    ("ur", r"urdu"),
    ("gu", r"gujarati"),
    ("bn", r"bengali"),
    ("tl", r"tagalog|filipino"),
    ("ko", r"korean|coreano"),
    ("ja", r"japanese|japones"),
    ("el", r"greek|griego"),
    ("tr", r"turkish|turco"),
    ("ps", r"pashto"),
    ("fa", r"farsi|dari|persian"),
    ("sw", r"swahili"),
    ("so", r"somali"),
    ("ase", r"american sign language|asl"),
)
_LANGUAGE = re.compile("|".join(rf"\b(?P<{code}>{names})\b" for code, names in _LANGUAGES))
_SPEAKS = re.compile(
    r"\b(?:fluent|bilingual|trilingual|speaks?|spoken|speaking|native|conversational|languages?"
    r"|proficient in|fluency|bilingue|trilingue|hablo|habla|idiomas?|nativ[oa]|fluid[oa]"
    r"|lenguas?)\b"
)
_LEARNS = re.compile(
    r"\b(?:learning|esl|studying|aprendiendo|no hablo|no|not|basic|basico)\b[^,;/]*$"
)
_ZIP = re.compile(r"\b(?:[A-Z]{2}|[A-Z][a-z]+)\.?,?\s+(?P<zip>\d{5})(?:-\d{4})?\b")


class ReadJob(NamedTuple):
    """A job and where its employer's name stands, whose words name no skills."""

    job: Job
    employer: Span | None


class _Part(NamedTuple):
    text: str
    start: int
    end: int


def personal_lines(text: str, layout: Layout) -> list[Span]:
    """The lines that tell of age, origin, family or looks; they are not to be read."""
    flat = plain(text)
    return [
        Span(line.start, line.end)
        for line in layout.lines
        if line.section is Section.PERSONAL or PERSONAL.match(flat[line.start : line.end])
    ]


def read_jobs(
    text: str, layout: Layout, matches: Iterable[Match], *, as_of: date
) -> Iterator[ReadJob]:
    """The jobs of a résumé in its order; each must say when it was.

    They stand in its section on experience, or anywhere but in education where it has none.
    """
    flat = plain(text)
    titles = [match for match in matches if match.kind == "occupation"]
    lines = list(layout.lines)
    has_section = any(line.section is Section.EXPERIENCE for line in lines)
    count = 0
    taken: set[int] = set()
    for number, line in enumerate(lines):
        if line.heading is not None or (line.is_bullet and not has_section):
            continue
        if line.section is not Section.EXPERIENCE and (
            has_section or line.section in BESIDE_THE_POINT | _SCHOOL_DATES
        ):
            continue
        found = next(periods(flat[line.start : line.end], as_of=as_of), None)
        if found is None or not _is_header(text, line, found) or count == _MOST_JOBS:
            continue
        count += 1
        parts, span = _header(text, lines, number, found, taken)
        yield _job(parts, span, found, titles)


def _is_header(text: str, line: Line, found: Period) -> bool:
    """Whether a line with dates heads a job; a sentence that mentions years does not."""
    rest = text[line.start : line.start + found.start] + text[line.start + found.end : line.end]
    return len(rest.split()) <= 16 and not (line.is_bullet and rest.rstrip().endswith("."))


def _header(
    text: str, lines: list[Line], number: int, found: Period, taken: set[int]
) -> tuple[list[_Part], Span]:
    """What stands beside the dates, on their line and, if that says too little, next to it."""
    line = lines[number]
    used = [line]
    parts = [
        *_parts(text, line.content, max(line.content, line.start + found.start)),
        *_parts(text, line.start + found.end, line.end),
    ]
    taken.add(number)
    before, after = number - 1, number + 1
    while len(parts) < 2 and before >= 0 and number - before <= 2:
        if before in taken or not _may_head(text, lines[before], line.section):
            break
        above = _parts(text, lines[before].content, lines[before].end)
        parts = [*above, *parts]
        used.append(lines[before])
        taken.add(before)
        before -= 1
    while len(parts) < 2 and after < len(lines) and after - number <= 2:
        if not _may_head(text, lines[after], line.section):
            break
        parts.extend(_parts(text, lines[after].content, lines[after].end))
        used.append(lines[after])
        taken.add(after)
        after += 1
    return parts, Span(min(each.start for each in used), max(each.end for each in used))


def _job(parts: list[_Part], span: Span, found: Period, titles: list[Match]) -> ReadJob:
    title, employer = _title_and_employer(parts, titles)
    occupations = tuple(
        dict.fromkeys(
            each
            for match in titles
            if title is not None and title.start <= match.start and match.end <= title.end
            for each in match.ids
        )
    )
    job = Job(
        title=title.text[:_LONGEST_PART] if title else "",
        employer=employer.text[:_LONGEST_PART] if employer else "",
        started=found.started,
        ended=found.ended,
        is_current=found.ended is None,
        occupations=occupations,
        span=span,
    )
    return ReadJob(job, Span(employer.start, employer.end) if employer else None)


def _may_head(text: str, line: Line, section: Section) -> bool:
    """Whether a line beside the dates may say title or employer: short, and no sentence."""
    written = text[line.content : line.end]
    return (
        line.heading is None
        and not line.is_bullet
        and line.section is section
        and len(written.split()) <= _MOST_WORDS
        and not written.endswith((".", ";", ":"))
        and next(periods(plain(written), as_of=date.max), None) is None
    )


def _parts(text: str, start: int, end: int) -> list[_Part]:
    """What stands between commas, bars and dashes, places and empty parts left out."""
    found: list[_Part] = []
    last = start
    for match in [*_PARTS.finditer(text, start, end), None]:
        stop = match.start() if match else end
        written = text[last:stop].strip(" \t*_,;:|–—-()#>")
        if _says_something(written):
            begin = text.index(written, last, stop)
            found.append(_Part(written, begin, begin + len(written)))
        last = match.end() if match else end
    return found


def _says_something(part: str) -> bool:
    return (
        re.search(r"[^\W\d_]", part) is not None
        and _PLACE.fullmatch(part) is None
        and _ASIDE.fullmatch(plain(part)) is None
    )


def _title_and_employer(
    parts: list[_Part], titles: list[Match]
) -> tuple[_Part | None, _Part | None]:
    """The part that names an occupation most, and the first of the others that may be a firm."""
    if not parts:
        return None, None
    scores = [_titleness(part, titles) for part in parts]
    best = scores.index(max(scores))
    if len(parts) == 1 and scores[0] <= 0 and _ORGANISATION.search(plain(parts[0].text)):
        return None, parts[0]
    others = [part for place, part in enumerate(parts) if place != best]
    employer = next((part for part in others if _ORGANISATION.search(plain(part.text))), None)
    return parts[best], employer or (others[0] if others else None)


def _titleness(part: _Part, titles: list[Match]) -> int:
    named = any(part.start <= match.start and match.end <= part.end for match in titles)
    flat = plain(part.text)
    said = _TITLE.search(flat) is not None
    return 2 * named + 3 * said - 2 * (_ORGANISATION.search(flat) is not None)


def read_languages(text: str, layout: Layout, hidden: list[Span]) -> tuple[str, ...]:
    """ISO 639 codes of the languages that a person says to speak, in the order they are named."""
    flat = plain(text)
    found: dict[str, None] = {}
    for line in layout.lines:
        if any(span.start <= line.start < span.end for span in hidden):
            continue
        words = flat[line.start : line.end]
        if line.section is not Section.LANGUAGES and _SPEAKS.search(words) is None:
            continue
        for match in _LANGUAGE.finditer(words):
            if match.lastgroup and _LEARNS.search(words[: match.start()]) is None:
                found[match.lastgroup] = None
    return tuple(found)


def read_zip(text: str, layout: Layout) -> str | None:
    """The ZIP code of the address at the head of a résumé, None if there is none."""
    for line in layout.lines[:_LINES_OF_ADDRESS]:
        if line.section not in {Section.INTRO, Section.PERSONAL, Section.SUMMARY}:
            continue
        match = _ZIP.search(text, line.start, line.end)
        if match and place_of_zip(match["zip"]) is not None:
            return match["zip"]
    return None
