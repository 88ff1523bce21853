"""The graded set of stated profiles and postings is whole, and the engine ranks it well."""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching.engine import Education, Importance
from portal.bench.ndcg import reached
from portal.bench.stated import FOLDER, Stated
from skills.management.commands.load_taxonomy import STARTER
from skills.taxonomy.loader import store
from skills.taxonomy.reader import read_folder

_LEVELS = {None, 1, 2, 3, 4}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _starter(file: str, key: str) -> set[str]:
    return {row[key] for path in STARTER.glob(f"*/{file}.csv") for row in _rows(path)}


@pytest.fixture(scope="module")
def profiles() -> list[dict[str, Any]]:
    return json.loads((FOLDER / "profiles.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def postings() -> list[dict[str, Any]]:
    return json.loads((FOLDER / "postings.json").read_text(encoding="utf-8"))


def test_every_person_and_every_posting_has_its_own_id(profiles, postings):
    ids = Counter(line["id"] for line in [*profiles, *postings])

    assert set(ids.values()) == {1}


def test_all_that_is_named_is_in_the_starter_taxonomy(profiles, postings):
    skills = {slug for person in profiles for slug in person["skills"]}
    skills |= {asked[0] for job in postings for asked in job["requirements"]}
    work = {code for person in profiles for code, _months in person["experience"]}
    work |= {job["occupation"] for job in postings}
    held = {slug for line in [*profiles, *postings] for slug in line["credentials"]}

    assert skills - _starter("skills", "slug") == set()
    assert work - _starter("occupations", "code") == set()
    assert held - _starter("credentials", "slug") == set()


def test_levels_importances_and_educations_are_those_of_the_engine(profiles, postings):
    asked = [each for job in postings for each in job["requirements"]]
    educations = {line["education"] for line in [*profiles, *postings]} - {None}

    assert {level for person in profiles for level in person["skills"].values()} <= _LEVELS
    assert {level for _skill, _importance, level, _trainable in asked} <= _LEVELS
    assert {importance for _skill, importance, _level, _trainable in asked} == set(Importance)
    assert educations <= set(Education.__members__)


def test_grades_name_known_pairs_once_and_everyone_suits_something(profiles, postings):
    grades = _rows(FOLDER / "grades.csv")
    pairs = [(row["profile"], row["posting"]) for row in grades]
    suited = [pair for pair, row in zip(pairs, grades, strict=True) if int(row["grade"]) >= 2]

    assert len(set(pairs)) == len(pairs)
    assert {row["grade"] for row in grades} == {"1", "2", "3"}
    assert {profile for profile, _ in pairs} | {posting for _, posting in pairs} == {
        line["id"] for line in [*profiles, *postings]
    }
    assert {profile for profile, _ in suited} == {person["id"] for person in profiles}
    assert {posting for _, posting in suited} == {job["id"] for job in postings}


@pytest.mark.full
@pytest.mark.django_db
def test_stated_people_find_their_jobs_and_jobs_their_people():
    store(taxonomy=read_folder(STARTER))
    stated = Stated.load()

    found = reached(stated.scores(), stated.grades)

    assert np.nanmean(found.by_profile) >= 0.96
    assert np.nanmean(found.by_posting) >= 0.95
