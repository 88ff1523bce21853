"""Job titles as ads write them, made into titles as people say them."""

import re

_IN_BRACKETS = re.compile(r"\((?:[^()]{0,80})\)|\[[^\]]{0,80}\]|<[^>]{0,40}>")
_ABBREVIATION = re.compile(r"\(([A-Z][A-Za-z&/]{1,7})\)")
_GENDERS = re.compile(r"\b[mfwdx](?:/[mfwdx]){1,3}\b", re.IGNORECASE)
_PAY = re.compile(
    r"\$ ?\d[\d,.]*k?(?: ?(?:-|–|to) ?\$? ?\d[\d,.]*k?)?(?: ?(?:per|an?|/) ?(?:hour|hr|year|yr))?"
    r"(?: sign[- ]on)?(?: bonus)?",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\b(?:full|part)[- ]?time\b|\bper diem\b|\btemp(?:orary)?[- ]to[- ](?:hire|perm)\b"
    r"|\b(?:1st|2nd|3rd|first|second|third|day|evening|night|weekend|overnight|swing) shifts?\b"
    r"|\b(?:nights|days|evenings|weekends)\b|\b(?:remote|hybrid|on[- ]?site|work from home)\b"
    r"|\b(?:urgent(?:ly)? hiring|now hiring|hiring now|immediate(?:ly)? (?:hire|start|opening)s?"
    r"|apply now|wanted|needed|entry[- ]level|seasonal|permanent|sign[- ]on bonus)\b"
    r"|\b(?:job|position|opening|vacancy)\b|\breq(?:uisition)? ?#? ?\d+\b|#\s?\d+|\b\d{4,}\b",
    re.IGNORECASE,
)
_GRADE = re.compile(r"\b(?:i{1,3}|iv|v|[1-5]|level [1-5ivx]+|grade [a-z0-9]+)\b\.?$", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s[-–—|•@]\s|[|•;]|,\s|\s/\s|:\s")
_SHORT = {
    "sr": "senior", "jr": "junior", "mgr": "manager", "asst": "assistant", "assoc": "associate",
    "supv": "supervisor", "supvr": "supervisor", "dir": "director", "eng": "engineer",
    "engr": "engineer", "tech": "technician", "admin": "administrative", "acct": "account",
    "rep": "representative", "coord": "coordinator", "spec": "specialist", "oper": "operator",
    "maint": "maintenance", "mfg": "manufacturing", "svc": "service", "svcs": "services",
    "dept": "department", "mech": "mechanic", "cust": "customer", "ops": "operations",
    "dev": "developer", "exec": "executive", "vp": "vice president", "hvy": "heavy",
    "equip": "equipment", "wrhse": "warehouse", "whse": "warehouse", "elec": "electrical",
    "prod": "production", "mktg": "marketing", "fin": "financial", "nurs": "nursing",
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z]+\.?")
_LONGEST = 120


def variants_of(text: str) -> list[str]:
    """What a title may be read as, the fullest first: without pay, shift, grade and the like, with
    abbreviations written out, and the part before the first dash, bar or comma by itself.

    Never empty: a text of which nothing is left stands for itself.
    """
    title = text[:_LONGEST]
    short = _ABBREVIATION.search(title)
    for noise in (_GENDERS, _PAY, _IN_BRACKETS, _NOISE):
        title = noise.sub(" ", title)
    title = _tidy(title)
    parts = [_tidy(part) for part in _SEPARATORS.split(title)]
    telling = [_GRADE.sub("", part).strip() for part in parts if len(part) > 1]
    found = [" ".join(telling), *telling[:1]]
    found.extend(_written_out(each) for each in list(found))
    if short:
        found.append(short.group(1))
    return [each for each in dict.fromkeys(found) if each] or [text[:_LONGEST].strip()]


def _written_out(title: str) -> str:
    def longer(match: re.Match[str]) -> str:
        word = match.group()
        return _SHORT.get(word.rstrip(".").lower(), word)

    return _WORD.sub(longer, title)


def _tidy(title: str) -> str:
    return " ".join(title.split()).strip(" -–—|,;:./")
