"""From the lines of pages to text that reads well: odd characters, torn words, repeated lines."""

import re
from collections import Counter
from collections.abc import Sequence

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# Symbol fonts put their bullets into the private use area, or spell them with a lone letter.
_BULLET = re.compile(r"^\s*(?:[•●▪■◦○‣⁃∙·➢➤►▸✓✔❖◆◇□➔→*\ue000-\uf8ff]|[o§](?=\t| {2,}|\s+[A-Z]))\s*")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff"
    r"\ue000-\uf8ff\ud800-\udfff]"
)
_SPACES = re.compile(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_TORN = re.compile(r"(?<=[^\W\d_]{2})[-\u2010\u00ad]$")
_SOFT_HYPHEN = "\u00ad"
# First halves that keep their hyphen where a line ends in it: "self-" + "employed".
_COMPOUND = re.compile(
    r"\b(?:self|co|non|part|full|on|off|hands|team|well|long|short|high|low|multi|cross|entry|mid"
    r"|third|first|second|front|back|in|cost|time|detail|customer|problem|fast|pre|post|ex|bi|x)$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|página|pag\.?)\s*)?\d{1,3}(?:\s*(?:of|de|/)\s*\d{1,3})?\W*$", re.IGNORECASE
)
# How many lines at a page's head and foot may be running headers or footers.
_MARGIN_LINES = 3


def clean(text: str) -> str:
    """Without control, direction and private-use characters, ligatures and lone surrogates."""
    lines = text.translate(_LIGATURES).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_clean_line(line) for line in lines)


def tidied(pages: Sequence[Sequence[str]]) -> str:
    """One text of all pages, an empty line at most between two lines."""
    whole = without_running_lines([[_clean_line(line) for line in page] for page in pages])
    lines: list[str] = []
    for line in _mended([line for page in whole for line in [*page, ""]]):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip()


def without_running_lines(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Headers and footers that most pages repeat stay on the first page that has them.

    Bare page numbers go everywhere. Numbers in a line do not make it another line.
    """
    if len(pages) < 2:
        return [list(page) for page in pages]
    seen_on = Counter(
        shape for page in pages for shape in {_shape(line) for line in _margins(page)}
    )
    running = {shape for shape, count in seen_on.items() if shape and 2 * count > len(pages)}
    running = {shape for shape in running if seen_on[shape] >= 2}
    kept: list[list[str]] = []
    told: set[str] = set()
    for page in pages:
        margins = set(_margin_places(page))
        lines = []
        for place, line in enumerate(page):
            shape = _shape(line)
            if place in margins and (_PAGE_NUMBER.match(line) or shape in running & told):
                continue
            if place in margins:
                told.add(shape)
            lines.append(line)
        kept.append(lines)
    return kept


def _margin_places(page: Sequence[str]) -> list[int]:
    written = [place for place, line in enumerate(page) if line.strip()]
    return [*written[:_MARGIN_LINES], *written[-_MARGIN_LINES:]]


def _margins(page: Sequence[str]) -> list[str]:
    return [page[place] for place in _margin_places(page)]


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line).strip().casefold()


def _clean_line(line: str) -> str:
    line = _BULLET.sub("• ", line.translate(_LIGATURES))
    torn = line.rstrip().endswith(_SOFT_HYPHEN)
    line = _SPACES.sub(" ", _UNSEEN.sub("", line)).replace(_SOFT_HYPHEN, "")
    line = re.sub(r" *\t[\t ]*", "\t", line).strip()
    return line + _SOFT_HYPHEN if torn else line


def _mended(lines: Sequence[str]) -> list[str]:
    """Words torn by a hyphen at a line's end, whole again at the end of that line."""
    mended: list[str] = []
    for line in lines:
        previous = mended[-1] if mended else ""
        tear = _TORN.search(previous)
        if tear is None or not line[:1].islower():
            if mended:
                mended[-1] = previous.replace(_SOFT_HYPHEN, "-")
            mended.append(line)
            continue
        start = previous[: tear.start()]
        hyphen = "-" if tear[0] != _SOFT_HYPHEN and _COMPOUND.search(start) else ""
        mended[-1] = f"{start}{hyphen}{line}"
    return [line.replace(_SOFT_HYPHEN, "-") for line in mended]
