"""Lengths of time in words: "3+ years", "two (2) years", "18 meses", "a year and a half"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20,
    "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "quince": 15, "dieciocho": 18,
    "veinte": 20,
}  # fmt: skip
_NUMBER = r"(?:\d{1,2}(?:[.,]\d)?|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_DURATION = re.compile(
    rf"(?<![\w$.,/-])(?P<low>{_NUMBER})\s*(?:\(\s*(?P<digits>\d{{1,2}})\s*\)\s*)?"
    rf"(?:\+|plus\b|or more\b|o mas\b)?\s*"
    rf"(?:(?:-|–|to|a|or|o)\s*(?P<high>{_NUMBER})\s*)?(?:\+|plus\b|or more\b|o mas\b)?\s*-?\s*"
    rf"(?:full\s+|complete\s+|solid\s+)?(?P<unit>years?|yrs?\.?|months?|mos\b\.?|anos?|meses|mes)\b"
    rf"'?(?P<half>\s+(?:and a half|y medio))?"
)
_AGE = re.compile(
    r"\W{0,2}\s*(?:old\b|of age\b|or older|de edad|o mas de edad|y mayores|cumplidos|and older"
    r"|and over|or over)"
)
_BEFORE_AGE = re.compile(r"\b(?:age|aged|edad|mayor(?:es)? de|under|over the age of)\s*(?:of\s*)?$")
_NOT_ASKED = re.compile(
    r"\b(?:(?:less|fewer) than|up to|under|hasta|menos de|for (?:over|more than|nearly|almost)"
    r"|(?:within|every|each|last|past|next|first|in the|after|founded|cada|durante"
    r"|ultim[oa]s|proxim[oa]s|primer[oa]?s?)(?: the| los| las)?|business for|our|nuestros)\s*$"
)
_MOST_YEARS = 30
_LEAST_MONTHS = 2


class Duration(NamedTuple):
    """A length of experience in months, the lower end of a range, and where it stands."""

    months: int
    start: int
    end: int


def durations(plain: str) -> Iterator[Duration]:
    """The lengths of time in a plain text, ages and histories of firms left out."""
    for match in _DURATION.finditer(plain):
        before = plain[max(0, match.start() - 24) : match.start()]
        if (
            _AGE.match(plain, match.end())
            or _BEFORE_AGE.search(before)
            or _NOT_ASKED.search(before)
        ):
            continue
        amount = _amount(match["digits"] or match["low"])
        in_years = match["unit"].startswith(("y", "a"))
        if match["half"]:
            amount += 0.5
        months = round(amount * 12) if in_years else round(amount)
        if _LEAST_MONTHS <= months <= _MOST_YEARS * 12:
            yield Duration(months, match.start(), match.end())


def _amount(written: str) -> float:
    return float(_NUMBERS.get(written) or written.replace(",", "."))
