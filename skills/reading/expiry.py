"""Until when a credential is valid, where a résumé says so beside it."""

import re
from datetime import date

from skills.reading.dates import last_day, points

_UNTIL = re.compile(
    r"\b(?:exp(?:ires?|iration|iry|\.)?|expiring|valid (?:through|until|thru|to)|good (?:through"
    r"|until)"
    r"|renewal|vence|vencimiento|vigente hasta|valid[oa] hasta|caduca|expira)\b\.?"
    r"(?:\s*(?:date|on|in|el|en|fecha|:|-|–))*\s*$"
)
_FARTHEST = 80
"""Characters between a credential and its date."""


def expiry_after(plain: str, start: int, end: int) -> date | None:
    """The last day that is said to be valid in plain[start:end], None if none is said."""
    said = plain[start : min(end, start + _FARTHEST)]
    for point, begin, _ in points(said):
        if _UNTIL.search(said[:begin]):
            return last_day(point)
    return None
