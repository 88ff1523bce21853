"""What a posting says of itself: when and where the work is done, how much experience, what age."""

import re
from collections.abc import Iterable, Iterator

from portal.common.words import Shift, WorkMode
from skills.reading import cues
from skills.reading.durations import durations
from skills.reading.findings import Schedule, Span
from skills.reading.headings import Section
from skills.reading.layout import Sentence
from skills.reading.words import plain

_NOT_ABOUT_THE_WORK = frozenset(
    {Section.ABOUT_US, Section.EQUAL_OPPORTUNITY, Section.HOW_TO_APPLY, Section.TRAINING}
)
_DENIED = re.compile(
    r"\b(?:no|not|never|without|sin|nunca|ni|closed(?: on)?|cerrado)\b[^.;]{0,30}$"
    r"|n't\b[^.;]{0,30}$"
)

_SHIFTS: tuple[tuple[Shift, re.Pattern[str]], ...] = (
    (
        Shift.DAY,
        re.compile(
            r"\b(?:day[- ]?(?:shift|time)s?|daytime|1st shift|first shift|mornings?(?= shift|s\b)"
            r"|morning shifts?|days(?=\s*(?:,|/|or|and|&)\s*(?:evenings?|nights?|weekends?"
            r"|afternoons?))"
            r"|turnos? (?:de dia|diurno|de la manana|matutino|de manana)|primer turno|diurno)\b"
        ),
    ),
    (
        Shift.EVENING,
        re.compile(
            r"\b(?:evenings?|2nd shift|second shift|afternoon shifts?|swing shift|segundo turno"
            r"|turnos? (?:de (?:la )?tarde|vespertino)|por las tardes|vespertino)\b"
        ),
    ),
    (
        Shift.NIGHT,
        re.compile(
            r"\b(?:(?<!game )(?<!movie )(?<!trivia )(?<!pizza )nights|night[- ]?(?:shift|time)s?"
            r"|overnights|overnight(?= (?:shifts?|hours|positions?|stock|team|crew|work))"
            r"|3rd shift|third shift"
            r"|graveyard shift|noc shift|tercer turno|turnos? (?:de (?:la )?noche|nocturno)"
            r"|nocturno"
            r"|por las noches|madrugada)\b"
        ),
    ),
    (
        Shift.WEEKEND,
        re.compile(
            r"\b(?:weekends?|(?:saturdays?|sundays?)(?! \d)|fin(?:es)? de semana|sabados?"
            r"|domingos?)\b"
        ),
    ),
    (
        Shift.ROTATING,
        re.compile(
            r"\b(?:rotat(?:ing|ional) (?:\w+ )?(?:shifts?|schedules?)|shifts? rotat\w+"
            r"|(?:variable|varying|changing) (?:shifts?|schedules?)|turnos rotativos"
            r"|turnos rotatorios|horario rotativo)\b"
        ),
    ),
)
_CLOCK = re.compile(
    r"(?<![\d$])(?P<start>1[0-2]|[1-9])(?::[0-5]\d)?\s*(?P<half>[ap])\.?\s?m?\.?(?![a-z])\s*"
    r"(?:-|–|—|to|until|a|hasta)\s*(?:las\s+)?(?:1[0-2]|[1-9])(?::[0-5]\d)?\s*[ap]\.?\s?m?\b"
)
_HOURS = re.compile(
    r"(?<![\d$.,-])(?P<low>\d{1,2})\s*(?:(?:-|–|to|a)\s*(?P<high>\d{1,2}))?\s*\+?\s*[- ]?"
    r"(?:hours?|hrs?|horas)\.?\s*(?:a la |por |al |per |a |each |every |/\s*|cada )?"
    r"(?:weekly|week|wk|semana(?:les|l)?)\b"
)
_FULL = re.compile(r"\b(?:full[- ]?time|tiempo completo|jornada completa)\b")
_PART = re.compile(
    r"\b(?:part[- ]?time|per diem|medio tiempo|tiempo parcial|media jornada|jornada parcial)\b"
)
_BOUNDS = (8, 80)

_MODES: tuple[tuple[WorkMode, re.Pattern[str]], ...] = (
    (
        WorkMode.HYBRID,
        re.compile(
            r"\bhybrid\b(?! (?:vehicles?|cars?|electric|engines?|cloud|trucks?|systems?"
            r"|and electric))"
            r"|\bhibrid[oa]\b(?! (?:electric|vehic))|\bpartly (?:remote|from home)\b"
        ),
    ),
    (
        WorkMode.REMOTE,
        re.compile(
            r"\b(?:fully|100%) remote\b|\bremote\b(?! (?:control|support|desktop|monitoring|access"
            r"|sites?|areas?|sensing|teams?|users?|offices?|locations?|assistance|patient|systems?"
            r"|devices?|start|infrastructure|servers?|deposit))|\bwork(?:ing)? (?:from home"
            r"|remotely)\b"
            r"|\btelecommut\w+|\bremot[oa]\b|\bdesde (?:la |su |tu )?casa\b|\bteletrabajo\b"
        ),
    ),
    (
        WorkMode.ON_SITE,
        re.compile(
            r"\bon[- ]?site\b(?! (?:gym|child|day|cafeteria|parking|medical|clinic|health|fitness"
            r"|training|support|visits?|interviews?))|\bin[- ]person\b(?! interview)"
            r"|\bin[- ]office\b"
            r"|\bpresencial\b"
        ),
    ),
)
_AGE = re.compile(
    r"\b(?:at least|minimum age|must be|be|minimum of|age of|over the age of|al menos|minimo"
    r"|mayor(?:es)? de|edad minima|tener)\b[^.;\d]{0,24}(?P<age>1[4-9]|2[01])\b(?:\+|\s*\(\w+\))?"
    r"\s*(?P<old>years?(?: old| of age)?|yrs?(?: old)?|or older|and older|or over|anos)?"
    r"(?!\s*(?:hours|hrs|lbs|pounds|%|\$|months|days|[-–]))"
)
_OLDER = re.compile(
    r"(?<![\d$])(?P<age>1[4-9]|2[01])\s*(?:\+|(?:years?(?: of age| old)?|yrs?) (?:or|and) (?:older"
    r"|over)"
    r"|(?:or|and) older|years of age|years old|anos de edad|anos o mas|anos cumplidos)"
)
_EXPERIENCE = re.compile(r"\b(?:experience|experiencia)\b")
_DENIED_SHORTLY = re.compile(r"\b(?:no|without|sin)\b[^.;,]{0,12}$")
_OF_SOMETHING = re.compile(r"'?\s*(?:of|in|as|with|de|en|como)\b")
_ASKING = frozenset({Section.REQUIREMENTS, Section.PREFERRED})
_NO_EXPERIENCE = re.compile(
    r"\bno (?:prior |previous |work |related |warehouse )*experience (?:is )?(?:necessary|required"
    r"|needed|necesaria)|\bexperience (?:is )?not (?:required|needed|necessary)|\bno experience\W*$"
    r"|\b(?:no (?:se )?(?:requiere|necesita|exige|hace falta)|sin) (?:tener )?experiencia\b(?! en"
    r"| con)"
)


def read_schedule(text: str, sentences: Iterable[Sentence]) -> Schedule:
    """Shifts, hours a week, full or part time; what is denied ("no weekends") is left out."""
    flat = plain(text)
    shifts: set[Shift] = set()
    spans: list[Span] = []
    hours: list[tuple[int, int]] = []
    full = part = False
    for sentence in sentences:
        if sentence.section in _NOT_ABOUT_THE_WORK:
            continue
        if sentence.section is not Section.BENEFITS:
            for shift, span in _shifts(flat, sentence):
                shifts.add(shift)
                spans.append(span)
        for match in _HOURS.finditer(flat, sentence.start, sentence.end):
            low, high = int(match["low"]), int(match["high"] or match["low"])
            if _BOUNDS[0] <= low <= high <= _BOUNDS[1]:
                hours.append((low, high))
                spans.append(Span(*match.span()))
        for match in _affirmed(_FULL, flat, sentence):
            full = True
            spans.append(Span(*match.span()))
        for match in _affirmed(_PART, flat, sentence):
            part = True
            spans.append(Span(*match.span()))
    return Schedule(
        shifts=tuple(shift for shift in Shift if shift in shifts),
        hours_min=hours[0][0] if hours else None,
        hours_max=hours[0][1] if hours else None,
        full_time=full,
        part_time=part,
        spans=tuple(sorted(set(spans))),
    )


def _shifts(flat: str, sentence: Sentence) -> Iterator[tuple[Shift, Span]]:
    for shift, pattern in _SHIFTS:
        for match in _affirmed(pattern, flat, sentence):
            yield shift, Span(*match.span())
    for match in _CLOCK.finditer(flat, sentence.start, sentence.end):
        hour = int(match["start"]) % 12 + (12 if match["half"] == "p" else 0)
        yield _shift_from(hour), Span(*match.span())


def _shift_from(hour: int) -> Shift:
    """The shift that begins at an hour: day from 4, evening from noon, night from 18."""
    if 4 <= hour < 12:
        return Shift.DAY
    return Shift.EVENING if 12 <= hour < 18 else Shift.NIGHT


def read_work_modes(text: str, sentences: Iterable[Sentence]) -> tuple[WorkMode, ...]:
    """Where the work is done; where it is partly from home, that alone."""
    flat = plain(text)
    found: set[WorkMode] = set()
    for sentence in sentences:
        if sentence.section in _NOT_ABOUT_THE_WORK:
            continue
        for mode, pattern in _MODES:
            if mode is WorkMode.ON_SITE and sentence.section is Section.BENEFITS:
                continue
            if any(True for _ in _affirmed(pattern, flat, sentence)):
                found.add(mode)
    if WorkMode.HYBRID in found:
        return (WorkMode.HYBRID,)
    return tuple(mode for mode in WorkMode if mode in found)


def read_minimum_age(text: str, sentences: Iterable[Sentence]) -> int | None:
    """The age in years that a posting says one must have, None if it says none."""
    flat = plain(text)
    for sentence in sentences:
        for pattern in (_AGE, _OLDER):
            match = pattern.search(flat, sentence.start, sentence.end)
            if match is None:
                continue
            said = flat[sentence.start : sentence.end]
            if pattern is _OLDER or match["old"] or re.search(r"\b(?:age|edad)\b", said):
                rest = flat[match.end() : match.end() + 24]
                if (
                    re.match(r"\s*(?:'|of\b(?! age)|de experiencia)?\s*\w* ?experienc", rest)
                    is None
                ):
                    return int(match["age"])
    return None


def read_months_asked(text: str, sentences: Iterable[Sentence]) -> int | None:
    """The months of experience that a posting asks: 0 where it says that none is needed.

    The most of what it requires; the least where one sentence offers a choice; what is preferred
    counts only if nothing is required.
    """
    flat = plain(text)
    required: list[int] = []
    preferred: list[int] = []
    none_needed = False
    for sentence in sentences:
        if sentence.section in _NOT_ABOUT_THE_WORK or sentence.section is Section.BENEFITS:
            continue
        words = flat[sentence.start : sentence.end]
        none_needed = none_needed or _NO_EXPERIENCE.search(words) is not None
        asked = [
            each.months
            for each in durations(words)
            if _of_experience(words, each.start, each.end, sentence.section)
        ]
        if asked:
            wished = sentence.section is Section.PREFERRED or cues.PREFERRED.search(words)
            (preferred if wished else required).append(min(asked))
    if required:
        return max(required)
    if none_needed:
        return 0
    return max(preferred, default=None)


def _of_experience(words: str, start: int, end: int, section: Section) -> bool:
    """Whether a length of time is one of experience: said so, or asked ("2 years of welding")."""
    if _DENIED_SHORTLY.search(words[:start]):
        return False
    if _EXPERIENCE.search(words):
        return True
    return section in _ASKING and _OF_SOMETHING.match(words, end) is not None


def _affirmed(pattern: re.Pattern[str], flat: str, sentence: Sentence) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(flat, sentence.start, sentence.end):
        before = flat[max(sentence.start, match.start() - 40) : match.start()]
        after = flat[match.end() : min(sentence.end, match.end() + 40)]
        if (
            _DENIED.search(before) is None
            and re.match(
                r"[^.;,]{0,20}\b(?:not (?:available|required|offered|possible)|is not|are not"
                r"|no disponible)",
                after,
            )
            is None
        ):
            yield match
