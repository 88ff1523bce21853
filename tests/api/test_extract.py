"""A text sent to the API comes back as skills, credentials and facts with their places."""

import pytest
from django.core.cache import cache

from portal.common.throttling import ReadingThrottle
from tests.factories import SkillAliasFactory

PATH = "skills/extract/"
POSTING = """Requirements
- 2 years of forklift operation required
- Inventory a plus
- Certified nurse aide
High school diploma or equivalent experience
Pay: $18.50 - $22 per hour, 40 hours per week, day shift, on-site. Must be 18 years old."""
RESUME = """Ana Ruiz, Hartford, CT 06106
Skills: forklift operation (advanced), Spanish
Experience
Nursing assistants, Hartford Hospital, Jan 2019 - Present
Education
GED, 2016
Certifications
Certified nurse aide, expires 05/2027
Languages: Spanish"""


@pytest.fixture
def anybody(as_user, taxonomy):
    return as_user()


def test_a_posting_comes_back_read(anybody, taxonomy):
    told = anybody.post(PATH, {"text": POSTING}).json()

    assert told["skills"][0] == {
        "skill": "forklift-operation",
        "label": "Forklift operation",
        "score": 0.93,
        "importance": "essential",
        "level": None,
        "months": 24,
        "trainable": False,
        "source": "words",
        "spans": [[26, 44]],
    }
    assert POSTING[26:44] == "forklift operation"
    assert [(each["skill"], each["importance"]) for each in told["skills"]] == [
        ("forklift-operation", "essential"),
        ("inventory", "nice"),
    ]
    assert [each["credential"] for each in told["credentials"]] == ["certified-nurse-aide"]
    assert told["language"] == "en"
    assert told["education"] == "hs"
    assert told["education_or_experience"] is True
    assert told["education_required"] is True
    assert told["months_experience"] == 24
    assert told["minimum_age"] == 18
    assert told["wage"]["min"] == "18.50"
    assert told["wage"]["max"] == "22.00"
    assert told["wage"]["period"] == "HOUR"
    assert told["schedule"]["shifts"] == ["day"]
    assert told["schedule"]["hours_min"] == 40
    assert told["work_modes"] == ["on_site"]
    assert told["jobs"] == []


def test_a_resume_comes_back_read(anybody, taxonomy):
    told = anybody.post(PATH, {"text": RESUME, "kind": "resume"}).json()

    assert [(each["skill"], each["level"]) for each in told["skills"]] == [
        ("forklift-operation", 3)
    ]
    assert [(each["credential"], each["expires_on"]) for each in told["credentials"]] == [
        ("certified-nurse-aide", "2027-05-31")
    ]
    (job,) = told["jobs"]
    assert (job["title"], job["employer"]) == ("Nursing assistants", "Hartford Hospital")
    assert (job["started"], job["ended"], job["is_current"]) == ("2019-01-01", None, True)
    assert job["occupations"] == [{"code": "31-1131.00", "label": "Nursing assistants"}]
    assert told["education"] == "hs"
    assert told["schooling"][0]["education"] == "hs"
    assert told["languages"] == ["es"]
    assert told["zip"] == "06106"
    assert told["wage"] is None
    assert told["schedule"] is None


def test_labels_are_in_the_callers_language(as_user, taxonomy):
    told = as_user(language="es").post(PATH, {"text": "forklift operation"}).json()

    assert told["skills"][0]["label"] == "Manejo de montacargas"


def test_surrounding_space_does_not_move_the_places(anybody):
    told = anybody.post(PATH, {"text": "  \n forklift operation \n"}).json()

    assert told["skills"][0]["spans"] == [[4, 22]]


def test_the_number_of_queries_does_not_grow_with_the_text(
    anybody, taxonomy, django_assert_num_queries
):
    anybody.post(PATH, {"text": POSTING})
    with django_assert_num_queries(4):
        anybody.post(PATH, {"text": POSTING * 20})


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": None}, "text"),
        ({"text": ["a"]}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"text": "a" * 20_001}, "text"),
        ({"text": "a", "kind": "letter"}, "kind"),
        ({"text": "a", "language": "en"}, "language"),
    ],
)
def test_bad_input_is_refused_at_its_field(as_user, anybody, body, field):
    response = anybody.post(PATH, body)

    assert response.status_code == 400
    assert response.json()["type"] == "urn:problem:invalid-input"
    assert set(response.json()["errors"]) == {field}
    spanish = as_user(language="es").post(PATH, body)
    assert spanish.json()["errors"] != response.json()["errors"]


def test_the_longest_text_is_read(anybody):
    assert anybody.post(PATH, {"text": "forklift operation. " * 1000}).status_code == 200


def test_reading_is_limited_more_than_other_calls(as_user, anybody, monkeypatch):
    cache.clear()
    monkeypatch.setattr(ReadingThrottle, "rate", "2/min", raising=False)

    answers = [anybody.post(PATH, {"text": "forklift"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].json()["type"] == "urn:problem:throttled"
    assert anybody.get("skills/").status_code == 200
    cache.clear()


def test_a_name_of_two_skills_gives_both(anybody, taxonomy):
    for skill in (taxonomy.forklift, taxonomy.pallet_jack):
        SkillAliasFactory(skill=skill, text="truck work", folded="truck work")
    taxonomy.version.pk = None
    taxonomy.version.save()

    told = anybody.post(PATH, {"text": "truck work"}).json()

    assert {each["skill"] for each in told["skills"]} == {
        "forklift-operation",
        "pallet-jack-operation",
    }
