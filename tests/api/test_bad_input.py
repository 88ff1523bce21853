"""What is wrong is refused per field, in the caller's language, and leaves no trace."""

import json
import time

import pytest
from django.core import serializers as rows
from rest_framework.authtoken.models import Token

from employers.models import Posting, RequiredCredential, Requirement
from jobseekers.models import Experience, HeldCredential, Profile, ProfileSkill
from matching.models import OutboxEntry
from tests.factories import DraftFactory, PostingFactory

PROFILE = "me/profile/"
OWN = "employer/postings/"
INVALID = "urn:problem:invalid-input"
MB = 1024 * 1024


def everything():
    """All that the API can write, as text."""
    tables = (
        Profile,
        ProfileSkill,
        Experience,
        HeldCredential,
        Posting,
        Requirement,
        RequiredCredential,
        OutboxEntry,
    )
    return [rows.serialize("json", table.objects.order_by("pk")) for table in tables]


@pytest.fixture(autouse=True)
def nothing_half_saved(employer, jobseeker):
    """Every test of this file sends something that must leave no trace."""
    before = everything()
    yield
    assert everything() == before


def refusal(response, status=400):
    """The body of the problem that a response must be."""
    assert response.status_code == status, response.content[:500]
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["type"].startswith("urn:problem:")
    assert body["title"]
    return body


def messages(errors):
    """Every message in a tree of errors."""
    if isinstance(errors, str):
        return [errors]
    parts = errors.values() if isinstance(errors, dict) else errors
    return [message for part in parts for message in messages(part)]


SKILL = {"skill": "inventory"}
JOB = {"title": "Stocker", "started": "2020-01-01"}

BAD_PROFILES = {
    "unknown skill": ({"skills": [{"skill": "alchemy"}]}, "skills"),
    "level nine": ({"skills": [{**SKILL, "level": 9}]}, "skills"),
    "level zero": ({"skills": [{**SKILL, "level": 0}]}, "skills"),
    "level as a word": ({"skills": [{**SKILL, "level": "high"}]}, "skills"),
    "level between two": ({"skills": [{**SKILL, "level": 2.5}]}, "skills"),
    "level as truth": ({"skills": [{**SKILL, "level": True}]}, "skills"),
    "a skill twice": ({"skills": [SKILL, SKILL]}, "skills"),
    "a good skill beside a bad one": ({"skills": [SKILL, {"skill": "alchemy"}]}, "skills"),
    "a skill without its name": ({"skills": [{"level": 2}]}, "skills"),
    "a skill as a word": ({"skills": ["inventory"]}, "skills"),
    "skills as an object": ({"skills": {"inventory": 2}}, "skills"),
    "skills as null": ({"skills": None}, "skills"),
    "skill with NUL": ({"skills": [{"skill": "inven\0tory"}]}, "skills"),
    "checked by oneself": ({"skills": [{**SKILL, "evidence": "verified"}]}, "skills"),
    "last used next century": ({"skills": [{**SKILL, "last_used": 2099}]}, "skills"),
    "year beyond all numbers": ({"skills": [{**SKILL, "last_used": 10**40}]}, "skills"),
    "unknown visibility": ({"visibility": "everybody"}, "visibility"),
    "visibility as a list": ({"visibility": ["hidden"]}, "visibility"),
    "ZIP of letters": ({"zip": "ABCDE"}, "zip"),
    "ZIP that does not exist": ({"zip": "00000"}, "zip"),
    "hours reversed": ({"min_hours": 40, "max_hours": 20}, "max_hours"),
    "born tomorrow": ({"birth_date": "2999-01-01"}, "birth_date"),
    "30 February": ({"birth_date": "2000-02-30"}, "birth_date"),
    "wage below nothing": ({"wage_floor": "-1"}, "wage_floor"),
    "wage too large": ({"wage_floor": "1e30"}, "wage_floor"),
    "unknown schooling": ({"education": "wizard"}, "education"),
    "unknown shift": ({"shifts": ["dawn"]}, "shifts"),
    "name with NUL": ({"full_name": "Ro\0sa"}, "full_name"),
    "name too long": ({"full_name": "R" * 121}, "full_name"),
    "unknown field": ({"skils": []}, "skils"),
    "job that ends before it starts": (
        {"experience": [{**JOB, "ended": "2019-01-01"}]},
        "experience",
    ),
    "job of the future": ({"experience": [{**JOB, "started": "2999-01-01"}]}, "experience"),
    "job without a title": ({"experience": [{"started": "2020-01-01"}]}, "experience"),
    "unknown occupation": ({"experience": [{**JOB, "occupation": "99-9999.99"}]}, "experience"),
    "unknown credential": ({"credentials": [{"credential": "licence-to-spell"}]}, "credentials"),
}

BAD_POSTINGS = {
    "wage range reversed": ({"wage_min": "30", "wage_max": "20"}, "wage_max"),
    "wage without a start": ({"wage_min": None, "wage_max": "20"}, "wage_min"),
    "below the minimum wage": ({"wage_min": "5.00"}, "wage_min"),
    "public without a wage": ({"wage_min": None, "wage_max": None}, "wage_min"),
    "public without benefits": ({"benefits": " "}, "benefits"),
    "public without requirements": ({"requirements": []}, "requirements"),
    "unknown skill": ({"requirements": [{"skill": "alchemy"}]}, "requirements"),
    "a skill twice": ({"requirements": [SKILL, SKILL]}, "requirements"),
    "level nine": ({"requirements": [{**SKILL, "level": 9}]}, "requirements"),
    "unknown importance": ({"requirements": [{**SKILL, "importance": 4}]}, "requirements"),
    "too many requirements": ({"requirements": [SKILL] * 61}, "requirements"),
    "unknown credential": ({"gates": ["licence-to-spell"]}, "gates"),
    "gates as an object": ({"gates": {"cna": True}}, "gates"),
    "unknown occupation": ({"occupation": "99-9999.99"}, "occupation"),
    "dates reversed": ({"opens_on": "2030-02-01", "closes_on": "2030-01-01"}, "closes_on"),
    "too many hours": ({"hours_a_week": 200}, "hours_a_week"),
    "title empty": ({"title": ""}, "title"),
    "title with NUL": ({"title": "Ba\0ker"}, "title"),
    "foreign organisation": ({"organisation": "somebody-elses"}, "organisation"),
    "organisation as a list": ({"organisation": ["a"]}, "organisation"),
    "unknown field": ({"salary": 20}, "salary"),
}


@pytest.mark.parametrize("case", BAD_PROFILES)
def test_a_bad_profile_is_refused_at_its_field(jobseeker, case):
    change, field = BAD_PROFILES[case]

    body = refusal(jobseeker.patch(PROFILE, change))

    assert body["type"] == INVALID
    assert set(body["errors"]) == {field}


@pytest.mark.parametrize("case", BAD_PROFILES)
def test_the_refusal_of_a_profile_speaks_spanish(as_user, profile, case):
    change, _ = BAD_PROFILES[case]
    english = refusal(as_user(profile.user).patch(PROFILE, change))

    spanish = refusal(as_user(profile.user, language="es").patch(PROFILE, change))

    assert spanish["type"] == english["type"]
    assert not set(messages(spanish["errors"])) & set(messages(english["errors"]))


@pytest.mark.parametrize("case", BAD_POSTINGS)
def test_a_bad_posting_is_refused_at_its_field(employer, posting, case):
    change, field = BAD_POSTINGS[case]

    body = refusal(employer.patch(f"{OWN}{posting.pk}/", change))

    assert body["type"] == INVALID
    assert set(body["errors"]) == {field}


@pytest.mark.parametrize("case", BAD_POSTINGS)
def test_the_refusal_of_a_posting_speaks_spanish(as_user, member, posting, case):
    change, _ = BAD_POSTINGS[case]
    address = f"{OWN}{posting.pk}/"
    english = refusal(as_user(member.user).patch(address, change))

    spanish = refusal(as_user(member.user, language="es").patch(address, change))

    assert not set(messages(spanish["errors"])) & set(messages(english["errors"]))


def test_ten_thousand_skills_are_refused_at_once(jobseeker):
    whole = jobseeker.get(PROFILE).json()
    whole["skills"] = [{"skill": f"skill-{number}", "level": 2} for number in range(10_000)]
    started = time.perf_counter()

    body = refusal(jobseeker.put(PROFILE, whole))

    assert time.perf_counter() - started < 1
    assert body["errors"] == {"skills": ["A profile holds up to 200 skills."]}


NOT_JSON = {
    "broken off": b'{"skills": [',
    "not UTF-8": b'{"full_name": "\xff\xfe"}',
    "NaN": b'{"max_miles": NaN}',
    "infinity": b'{"max_miles": -Infinity}',
    "half a surrogate pair": b'{"full_name": "\\ud800"}',
    "half a pair as a name": b'{"\\udfff": 1}',
    "a bare word": b"skills",
    "nothing": b" ",
}


@pytest.mark.parametrize("case", NOT_JSON)
def test_what_is_not_json_is_refused(jobseeker, case):
    body = refusal(jobseeker.send("PATCH", PROFILE, NOT_JSON[case]))

    assert body["type"] == "urn:problem:parse-error"


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"a":' * 100_000])
def test_a_deep_nest_is_refused(jobseeker, raw):
    assert refusal(jobseeker.send("PATCH", PROFILE, raw))["type"] == "urn:problem:parse-error"


def test_a_deep_nest_that_is_whole_is_refused(jobseeker):
    refusal(jobseeker.send("PATCH", PROFILE, b"[" * 100_000 + b"]" * 100_000))


@pytest.mark.parametrize("raw", [b"null", b'"text"', b"[]", b"3", b"true", b'[{"skills": []}]'])
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_body_that_is_no_object_is_refused(jobseeker, employer, posting, method, raw):
    refusal(jobseeker.send(method, PROFILE, raw))
    refusal(employer.send(method, f"{OWN}{posting.pk}/", raw))
    refusal(employer.send("POST", OWN, raw))


def test_a_body_beyond_the_limit_is_refused(jobseeker):
    raw = json.dumps({"full_name": "x" * 2 * MB}).encode()

    body = refusal(jobseeker.send("PATCH", PROFILE, raw), status=413)

    assert body["type"] == "urn:problem:body-too-large"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/xml"])
def test_another_content_type_is_refused(jobseeker, kind):
    body = refusal(jobseeker.send("PATCH", PROFILE, b"skills=", content_type=kind), status=415)

    assert body["type"] == "urn:problem:unsupported-media-type"


def test_a_closed_posting_is_not_changed(employer, posting):
    Posting.objects.update(status=Posting.Status.CLOSED)

    body = refusal(employer.patch(f"{OWN}{posting.pk}/", {"title": "Anew"}))

    assert set(body["errors"]) == {"status"}
    Posting.objects.update(status=Posting.Status.PUBLISHED)


def test_a_draft_without_wage_and_benefits_is_not_published(as_user, member):
    draft = DraftFactory(
        organisation=member.organisation, wage_min=None, wage_max=None, benefits=""
    )

    said = [
        refusal(as_user(member.user, language=language).post(f"{OWN}{draft.pk}/publish/"))
        for language in ("en", "es")
    ]

    assert {"wage_min", "benefits"} <= set(said[0]["errors"])
    assert said[0]["errors"]["wage_min"] != said[1]["errors"]["wage_min"]
    draft.delete()


def test_a_foreign_posting_does_not_exist(employer):
    foreign = PostingFactory()

    body = refusal(employer.patch(f"{OWN}{foreign.pk}/", {"title": "Mine"}), status=404)

    assert body["type"] == "urn:problem:not-found"
    Posting.objects.filter(pk=foreign.pk).delete()


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30, "9" * 5000])
def test_ids_beyond_all_rows_do_not_exist(jobseeker, employer, number):
    for response in (
        jobseeker.get(f"me/matches/{number}/"),
        employer.get(f"{OWN}{number}/"),
        employer.patch(f"{OWN}{number}/", {}),
        employer.post(f"{OWN}{number}/publish/"),
        employer.get(f"{OWN}{number}/candidates/"),
        employer.get(f"{OWN}{number}/candidates/nobody/"),
    ):
        refusal(response, status=404)


BAD_CURSORS = [
    "x",
    "\0",
    "WzEsMiwzXQ",
    "WzEsOTk5OTk5OTk5OTk5OTk5OTk5OTk5OTksM10",
    "cD1hYmM=",
    "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5",
    "cj0xJnA9JTAw",
    "ñ",
    "=" * 5000,
]


@pytest.mark.parametrize("cursor", BAD_CURSORS)
def test_a_cursor_of_somebody_elses_making_breaks_nothing(jobseeker, employer, posting, cursor):
    for response in (
        jobseeker.get("me/matches/", cursor=cursor),
        employer.get(f"{OWN}{posting.pk}/candidates/", cursor=cursor),
        employer.get(OWN, cursor=cursor),
        employer.get("postings/", cursor=cursor),
    ):
        if response.status_code != 200:
            assert set(refusal(response)["errors"]) == {"cursor"}


@pytest.mark.parametrize("size", ["0", "-1", "many", "", "\0", "1e3", "²"])
def test_a_page_size_that_is_no_number_is_refused(jobseeker, employer, size):
    for response in (
        jobseeker.get("me/matches/", page_size=size),
        employer.get(OWN, page_size=size),
        employer.get("postings/", page_size=size),
    ):
        assert set(refusal(response)["errors"]) == {"page_size"}


@pytest.mark.parametrize("words", ["\0", "a\0b", "%", "ñ" * 5000, "\ufffd"])
@pytest.mark.parametrize("address", ["skills/", "occupations/"])
def test_any_words_may_be_searched(as_user, address, words):
    assert as_user().get(address, q=words).status_code in (200, 400)


@pytest.mark.parametrize("header", ["", "Token", "Token nonsense", "Token a b", "Token \xff"])
def test_a_token_that_is_none_is_refused(as_user, header):
    response = as_user(None, Authorization=header).get(PROFILE)

    refusal(response, status=401)
    assert response["WWW-Authenticate"] == "Token"


def test_a_token_that_was_taken_back_is_refused(as_user, profile):
    caller = as_user(profile.user)
    Token.objects.all().delete()

    assert refusal(caller.get(PROFILE), status=401)["type"] == "urn:problem:authentication-failed"


def test_the_token_of_a_closed_account_is_refused(as_user, profile):
    caller = as_user(profile.user)
    type(profile.user).objects.update(is_active=False)

    refusal(caller.get(PROFILE), status=401)
