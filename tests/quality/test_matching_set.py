"""The graded profiles and postings of tests/quality/matching are whole and well formed.

So are those of its holdout, which is smaller and need not cover every sector.
"""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from portal.settings.env import ROOT

_SET = ROOT / "tests" / "quality" / "matching"
_HOLDOUT = _SET / "holdout"
_SECTORS = {
    "agriculture",
    "construction",
    "education",
    "finance",
    "health",
    "hospitality",
    "it",
    "manufacturing",
    "office",
    "personal",
    "repair",
    "retail",
    "safety",
    "science",
    "social",
    "transport",
    "utilities",
}
_PROFILE_FIELDS = {"id", "text", "zip", "education", "credentials", "years_experience"}
_POSTING_FIELDS = {
    "id",
    "text",
    "title",
    "zip",
    "education_required",
    "credentials_required",
    "wage_min",
    "wage_max",
    "wage_period",
}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _ids(path: Path) -> set[str]:
    return {line["id"] for line in _lines(path)}


@pytest.mark.parametrize(
    ("path", "fields", "least"),
    [
        (_SET / "profiles.jsonl", _PROFILE_FIELDS, 36),
        (_SET / "postings.jsonl", _POSTING_FIELDS, 48),
        (_HOLDOUT / "profiles.jsonl", _PROFILE_FIELDS, 16),
        (_HOLDOUT / "postings.jsonl", _POSTING_FIELDS, 24),
    ],
)
def test_every_line_has_its_own_id_a_text_and_only_known_fields(
    path: Path, fields: set[str], least: int
) -> None:
    lines = _lines(path)

    assert len(lines) >= least
    assert len(_ids(path)) == len(lines)
    assert len({line["text"] for line in lines}) == len(lines)
    assert all(line["text"].strip() and set(line) <= fields for line in lines)


@pytest.mark.parametrize("folder", [_SET, _HOLDOUT])
def test_every_text_has_one_sector(folder: Path) -> None:
    named = [row["id"] for row in _rows(folder / "sectors.csv")]

    assert len(set(named)) == len(named)
    assert set(named) == _ids(folder / "profiles.jsonl") | _ids(folder / "postings.jsonl")
    assert {row["sector"] for row in _rows(folder / "sectors.csv")} <= _SECTORS


@pytest.mark.parametrize("side", ["profiles", "postings"])
def test_every_sector_is_on_both_sides(side: str) -> None:
    here = _ids(_SET / f"{side}.jsonl")

    assert {row["sector"] for row in _rows(_SET / "sectors.csv") if row["id"] in here} == _SECTORS


@pytest.mark.parametrize("folder", [_SET, _HOLDOUT])
def test_grades_name_known_pairs_once_and_lie_between_one_and_three(folder: Path) -> None:
    grades = _rows(folder / "grades.csv")
    pairs = [(row["profile"], row["posting"]) for row in grades]

    assert len(set(pairs)) == len(pairs)
    assert {profile for profile, _ in pairs} <= _ids(folder / "profiles.jsonl")
    assert {posting for _, posting in pairs} <= _ids(folder / "postings.jsonl")
    assert {row["grade"] for row in grades} == {"1", "2", "3"}


@pytest.mark.parametrize("side", ["profile", "posting"])
def test_everyone_suits_something_and_every_posting_someone(side: str) -> None:
    suited = {row[side] for row in _rows(_SET / "grades.csv") if int(row["grade"]) >= 2}

    assert _ids(_SET / f"{side}s.jsonl") - suited == set()


def test_the_rubric_says_what_every_grade_means() -> None:
    rubric = (_SET / "README.md").read_text(encoding="utf-8")

    assert all(f"\n| {grade} | " in rubric for grade in range(4))
