"""The graded profiles and postings of tests/quality/matching are whole and well formed."""

import csv
import json
from typing import Any

import pytest

from portal.settings.env import ROOT

_SET = ROOT / "tests" / "quality" / "matching"
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


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_SET / name).read_text(encoding="utf-8").splitlines()]


def _rows(name: str) -> list[dict[str, str]]:
    with (_SET / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _ids(name: str) -> set[str]:
    return {line["id"] for line in _lines(name)}


@pytest.mark.parametrize(
    ("name", "fields", "least"),
    [("profiles.jsonl", _PROFILE_FIELDS, 36), ("postings.jsonl", _POSTING_FIELDS, 48)],
)
def test_every_line_has_its_own_id_a_text_and_only_known_fields(
    name: str, fields: set[str], least: int
) -> None:
    lines = _lines(name)

    assert len(lines) >= least
    assert len(_ids(name)) == len(lines)
    assert len({line["text"] for line in lines}) == len(lines)
    assert all(line["text"].strip() and set(line) <= fields for line in lines)


def test_every_sector_has_profiles_and_postings() -> None:
    sectors = {row["id"]: row["sector"] for row in _rows("sectors.csv")}
    profiles, postings = _ids("profiles.jsonl"), _ids("postings.jsonl")

    assert set(sectors) == profiles | postings
    assert {sectors[profile] for profile in profiles} == _SECTORS
    assert {sectors[posting] for posting in postings} == _SECTORS


def test_grades_name_known_pairs_once_and_lie_between_one_and_three() -> None:
    grades = _rows("grades.csv")
    pairs = [(row["profile"], row["posting"]) for row in grades]

    assert len(set(pairs)) == len(pairs)
    assert {profile for profile, _ in pairs} <= _ids("profiles.jsonl")
    assert {posting for _, posting in pairs} <= _ids("postings.jsonl")
    assert {row["grade"] for row in grades} == {"1", "2", "3"}


@pytest.mark.parametrize("side", ["profile", "posting"])
def test_everyone_suits_something_and_every_posting_someone(side: str) -> None:
    suited = {row[side] for row in _rows("grades.csv") if int(row["grade"]) >= 2}

    assert _ids(f"{side}s.jsonl") - suited == set()


def test_the_rubric_says_what_every_grade_means() -> None:
    rubric = (_SET / "README.md").read_text(encoding="utf-8")

    assert all(f"\n| {grade} | " in rubric for grade in range(4))
