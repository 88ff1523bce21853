"""Everyday words that mean the same at work: "fix" and "repair", "viejitos" and "ancianos"."""

import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parents[1] / "data" / "everyday_words.txt"
_LAST_CONSONANT = re.compile(r"[^aeiou][aeiou]([bdgmnprt])$")


@cache
def rings() -> dict[str, frozenset[str]]:
    """{word, or two with a space between: words that mean the same}, forms of the words too."""
    found: dict[str, frozenset[str]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, *entries = line.split()
        words = [entry.replace("_", " ") for entry in entries]
        for word in words:
            others = frozenset(other for other in words if other != word and " " not in other)
            for form in _forms(word) if language == "en" else (word,):
                found[form] = found.get(form, frozenset()) | others
    return found


def _forms(word: str) -> set[str]:
    """An English word with the endings -s, -ing and -ed; some of the forms do not exist."""
    stem = word.removesuffix("e")
    doubled = _LAST_CONSONANT.search(word)
    forms = {word, f"{word}s", f"{stem}ing", f"{stem}ed"}
    if doubled:
        forms |= {f"{word}{doubled[1]}ing", f"{word}{doubled[1]}ed"}
    return forms
