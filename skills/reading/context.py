"""What the words around a finding say of it: denied, to be learned, how well, how long, how badly.

A cue reaches to the end of its clause, and a clause ends at "but", at a semicolon, and where a new
subject begins. Cues inside the finding's own words ("basic math") say nothing of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from skills.models import Importance
from skills.reading import cues
from skills.reading.durations import Duration, durations
from skills.reading.layout import Sentence
from skills.reading.words import plain

_AFTER_LEVEL = re.compile(
    r"\s*(?:skills?|level|knowledge|user|nivel|conocimientos)?\s*(?:[,;.)/]|$)"
)
_JOINS_LEVEL = re.compile(
    r"\s*(?:skills?|level|nivel)?\s*[(:,–—-]?\s*(?:at |at an |nivel |level )?$"
)
_JOINS_DURATION = re.compile(
    r"\s*(?:experience|skills?|experiencia|work)?\s*[(:,–—-]\s*(?:for |minimum |min\.? "
    r"|at least )?$"
    r"|\s*(?:experience|skills?|experiencia)?\s*(?:for|during|por|durante)\s+(?:over |mas de )?$"
)
_NEEDED = re.compile(r"\b(?:required|needed|necessary)\b")
_BUT = re.compile(r",?\s+(?:but|pero|although)\b")
_CLOSING = re.compile(cues.CLOSING)
_ENDS_ITEM = re.compile(r"\s*[,;)]")
_DASH = re.compile(r"\s*[-–—]?\s*")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a finding; None where nothing is."""

    denied: bool = False
    to_be_learned: bool = False
    wished: bool = False
    importance: Importance | None = None
    level: int | None = None
    months: int | None = None


class Surroundings:
    """A sentence with its clauses and cues, to be asked about each finding in it."""

    def __init__(self, text: str, sentence: Sentence) -> None:
        self._offset = sentence.start
        self._plain = plain(text[sentence.start : sentence.end])
        self._bounds = [0, *_clause_ends(self._plain), len(self._plain)]

    @property
    def is_denied(self) -> bool:
        """Whether the sentence denies anything at all, or speaks of what will be learned."""
        found = self._plain
        return any(
            pattern.search(found)
            for pattern in (
                cues.NEGATION_AHEAD,
                cues.NEGATION_BEHIND,
                cues.TRAINED_AHEAD,
                cues.WISHED_AHEAD,
            )
        )

    @property
    def importance(self) -> Importance | None:
        """What the sentence as a whole says of its importance."""
        return _importance(self._plain)

    def about(self, start: int, end: int) -> Said:
        """What is said of the words text[start:end], which lie in this sentence."""
        start, end = start - self._offset, end - self._offset
        low, high = self._clause(start, end)
        welcome = self._welcome(end, high)
        denied = not welcome and (
            self._ahead(cues.NEGATION_AHEAD, start, low, end=end)
            or self._behind(cues.NEGATION_BEHIND, end, high)
        )
        return Said(
            denied=denied,
            to_be_learned=self._ahead(cues.TRAINED_AHEAD, start, low, end=end)
            or self._behind(cues.TRAINED_BEHIND, end, high),
            wished=self._ahead(cues.WISHED_AHEAD, start, low, end=end),
            importance=Importance.NICE if welcome else self._importance_at(start, end, low, high),
            level=self._level(start, end, low, high),
            months=self._months(start, end, low, high),
        )

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        low = max((bound for bound in self._bounds if bound <= start), default=0)
        high = min((bound for bound in self._bounds if bound >= end), default=len(self._plain))
        return low, high

    def _ahead(self, pattern: re.Pattern[str], start: int, low: int, *, end: int) -> bool:
        """Whether a cue before the words reaches them: one in brackets ends with its brackets."""
        for cue in pattern.finditer(self._plain, low, start):
            between = self._plain[cue.end() : start]
            closed = between.count(")") > between.count("(")
            behind = pattern is cues.NEGATION_AHEAD and _speaks_back(
                self._plain, cue.start(), start
            )
            if not closed and not behind:
                return True
        return False

    def _behind(self, pattern: re.Pattern[str], end: int, high: int) -> bool:
        found = pattern.search(self._plain, end, self._closing(end, high))
        return found is not None

    def _closing(self, end: int, high: int) -> int:
        """Where the clause of words ends for what stands behind them, a bracket included."""
        dash = _DASH.match(self._plain, high)
        ahead = dash.end() if dash else high
        # "Forklift experience - not required" is one thought.
        if cues.NEGATION_BEHIND.match(self._plain, ahead) or cues.TRAINED_BEHIND.match(
            self._plain, ahead
        ):
            return min((bound for bound in self._bounds if bound > high), default=len(self._plain))
        return high

    def _welcome(self, end: int, high: int) -> bool:
        """Whether what is not required is welcome all the same."""
        stop = self._closing(end, high)
        for cue in cues.NEGATION_BEHIND.finditer(self._plain, end, stop):
            if cues.STILL_WELCOME.match(self._plain, cue.end()):
                return True
        found = _NEEDED.search(self._plain, end, stop)
        return found is not None and bool(
            _BUT.match(self._plain, found.end())
            and cues.STILL_WELCOME.match(self._plain, found.end())
        )

    def _importance_at(self, start: int, end: int, low: int, high: int) -> Importance | None:
        around = self._plain[low:start] + " … " + self._plain[end : self._past_closing(high)]
        return _importance(around)

    def _past_closing(self, high: int) -> int:
        """A clause that ends at its closing cue ("required,") still says it."""
        found = _CLOSING.match(self._plain, high)
        return found.end() if found else high

    def _level(self, start: int, end: int, low: int, high: int) -> int | None:
        """The level said right after the words, else the nearest one before them."""
        best: tuple[int, int] | None = None
        for words, level in cues.LEVELS:
            for cue in words.finditer(self._plain):
                if cue.start() >= end:
                    joined = _JOINS_LEVEL.fullmatch(self._plain, end, cue.start())
                    if joined and _AFTER_LEVEL.match(self._plain, cue.end()):
                        return int(level)
                elif low <= cue.start() and cue.end() <= start:
                    place = cue.start()
                    if self._belongs_back(low, cue.start(), cue.end(), start):
                        continue
                    if best is None or place > best[0]:
                        best = (place, int(level))
        return best[1] if best else None

    def _belongs_back(self, low: int, cue_start: int, cue_end: int, start: int) -> bool:
        """Whether a level belongs to what stood before it ("Excel (advanced), Word")."""
        if not _ENDS_ITEM.match(self._plain, cue_end):
            return False
        before = self._plain[low:cue_start].rstrip()
        return (bool(before) and before[-1] in "(:-–—") or bool(
            before and "," in self._plain[cue_end:start]
        )

    def _months(self, start: int, end: int, low: int, high: int) -> int | None:
        """The length said right after the words, else the nearest one before them."""
        nearest: Duration | None = None
        for each in durations(self._plain):
            if each.start >= end and _JOINS_DURATION.fullmatch(self._plain, end, each.start):
                return each.months
            if low <= each.start and each.end <= start:
                nearest = each
        return nearest.months if nearest else None


def _clause_ends(text: str) -> Iterator[int]:
    for match in cues.CLAUSE_END.finditer(text):
        yield match.start() if match.group()[:1] in {",", ";"} else _closing_start(match)


def _closing_start(match: re.Match[str]) -> int:
    """A closing cue ("required,") belongs to the clause that it closes, a "but" to neither."""
    if _CLOSING.match(match.group()):
        return match.end() - 1
    return match.start()


def _speaks_back(text: str, cue: int, stop: int) -> bool:
    """Whether a denial speaks of what stood before it: "a degree is not required for X"."""
    found = cues.NEGATION_BEHIND.search(text, max(0, cue - 3), stop)
    return found is not None and found.start() <= cue + 3 and not text.startswith("no", cue)


def _importance(words: str) -> Importance | None:
    for pattern, importance in cues.IMPORTANCE_CUES:
        if pattern.search(words):
            return importance
    return None
