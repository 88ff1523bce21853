"""How job ads and résumés say what ESCO names stiffly: the portal's own words for its skills."""

import csv
from functools import cache
from pathlib import Path

from skills.taxonomy.cells import LIST_SEPARATOR

PHRASES = Path(__file__).resolve().parents[2] / "data" / "phrases"
_ESCO = "http://data.europa.eu/esco/skill/"


@cache
def read_phrases() -> dict[str, tuple[str, ...]]:
    """{ESCO URI: phrases} of skills/data/phrases, whose codes are the last part of the URI."""
    phrases: dict[str, tuple[str, ...]] = {}
    for file in sorted(PHRASES.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                phrases[_ESCO + row["code"]] = tuple(row["phrases"].split(LIST_SEPARATOR))
    return phrases
