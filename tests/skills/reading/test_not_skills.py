"""What is denied, offered or merely mentioned is no skill: a table of cases in both languages."""

import csv
from pathlib import Path

import pytest

with Path(__file__).with_name("not_skills.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def names(reader, case):
    """Whether the words of a case name its skill at all, whatever they say of it."""
    return case["slug"] in {
        reader.slugs[match.kind][number]
        for match in reader.lexicon.find(case["text"])
        for number in match.ids
    }


def test_the_table_is_as_long_as_promised(reader):
    absent = [case for case in CASES if case["expect"] == "absent"]

    assert sum(names(reader, case) for case in absent) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['slug']}: {case['text'][:40]}")
def test_only_what_is_asked_or_held_is_found(reader, case):
    known = {*reader.slugs["skill"], *reader.slugs["credential"]}
    assert case["slug"] in known

    found = reader.found(case["kind"], case["text"])

    assert (case["slug"] in found) is (case["expect"] == "found")
