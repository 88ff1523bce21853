"""Whatever JSON is sent to whichever route: no fault of ours, and a refusal changes nothing."""

import json
from typing import Any

import pytest
from django.core import serializers as rows
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from employers.models import Posting, RequiredCredential, Requirement
from jobseekers.models import Experience, HeldCredential, Profile, ProfileSkill
from matching.models import OutboxEntry
from tests.factories import DraftFactory

pytestmark = pytest.mark.full

TABLES = (
    Profile,
    ProfileSkill,
    Experience,
    HeldCredential,
    Posting,
    Requirement,
    RequiredCredential,
    OutboxEntry,
)

odd_words = st.sampled_from(
    [
        "",
        " ",
        "\0",
        "\u202e",
        "'; DROP TABLE",
        "%s",
        "inventory",
        "forklift-operation",
        "cna",
        "53-7065.00",
        "hidden",
        "anonymous",
        "verified",
        "essential",
        "06511",
        "00000",
        "2020-01-01",
        "0001-01-01",
        "9999-12-31",
        "2020-02-30",
        "HOUR",
        "1e400",
        "NaN",
        "-0",
        "null",
        "x" * 5000,
    ]
)
numbers = st.one_of(
    st.integers(-3, 70),
    st.sampled_from([-(2**63), 2**31, 2**63, 10**40, 1e308, -0.0, 0.1, 2.5, 16.94, 20]),
)
scalars = st.one_of(st.none(), st.booleans(), numbers, odd_words, st.text(max_size=30))
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(odd_words, inner, max_size=4),
    max_leaves=12,
)


def objects_of(*names: str) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with some of these names, and any values."""
    return st.dictionaries(st.sampled_from(names), anything, max_size=4)


def lists_of(*names: str) -> st.SearchStrategy[Any]:
    return st.lists(objects_of(*names), max_size=4)


skill_lists = lists_of("skill", "level", "evidence", "last_used", "label")
profiles = st.fixed_dictionaries(
    {},
    optional={
        "skills": skill_lists | anything,
        "experience": lists_of("title", "employer", "occupation", "started", "ended") | anything,
        "credentials": lists_of("credential", "expires_on") | anything,
        **dict.fromkeys(
            (
                "visibility",
                "full_name",
                "phone",
                "birth_date",
                "zip",
                "education",
                "max_miles",
                "transport",
                "wage_floor",
                "wage_floor_period",
                "min_hours",
                "max_hours",
                "shifts",
                "work_modes",
                "school_hours_only",
                "available_from",
                "revision",
                "user",
            ),
            anything,
        ),
    },
)
postings = st.fixed_dictionaries(
    {},
    optional={
        "requirements": lists_of("skill", "importance", "level", "trainable") | anything,
        "gates": st.lists(scalars, max_size=3) | anything,
        **dict.fromkeys(
            (
                "organisation",
                "title",
                "occupation",
                "description",
                "benefits",
                "zip",
                "work_mode",
                "shifts",
                "hours_a_week",
                "school_hours",
                "wage_min",
                "wage_max",
                "wage_period",
                "education",
                "education_or_equivalent",
                "months_experience",
                "opens_on",
                "closes_on",
                "starts_on",
                "status",
            ),
            anything,
        ),
    },
)
sign_ins = objects_of("email", "password", "code")
bodies = profiles | postings | sign_ins | anything

ROUTES = (
    ("jobseeker", "PATCH", "me/profile/", profiles),
    ("jobseeker", "PUT", "me/profile/", profiles),
    ("employer", "POST", "employer/postings/", postings),
    ("employer", "PATCH", "employer/postings/{posting}/", postings),
    ("employer", "PUT", "employer/postings/{posting}/", postings),
    ("employer", "PATCH", "employer/postings/{draft}/", postings),
    ("employer", "POST", "employer/postings/{draft}/publish/", anything),
    ("employer", "POST", "employer/postings/{posting}/close/", anything),
    ("employer", "POST", "employer/postings/{posting}/reopen/", anything),
    ("jobseeker", "POST", "auth/token/", sign_ins),
)


def everything() -> list[str]:
    return [rows.serialize("json", table.objects.order_by("pk")) for table in TABLES]


@pytest.fixture
def draft(member):
    return DraftFactory(organisation=member.organisation)


@pytest.fixture
def callers(jobseeker, employer):
    return {"jobseeker": jobseeker, "employer": employer}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route[1]} {route[2]}")
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_body_breaks_a_route(callers, posting, draft, route, data):
    who, method, path, likely = route
    body = data.draw(likely | bodies)
    before = everything()
    with transaction.atomic():
        response = callers[who].send(
            method,
            path.format(posting=posting.pk, draft=draft.pk),
            json.dumps(body).encode(),
        )
        after = everything()
        transaction.set_rollback(True)

    assert response.status_code < 500, response.content
    if response.status_code >= 400:
        assert response["Content-Type"] == "application/problem+json"
        assert after == before


def whole(caller: Any, path: str) -> dict[str, Any]:
    body: dict[str, Any] = caller.get(path).json()
    return body


@pytest.mark.parametrize("who", ["jobseeker", "employer"])
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_single_change_of_a_whole_breaks_it(callers, posting, who, data):
    path = "me/profile/" if who == "jobseeker" else f"employer/postings/{posting.pk}/"
    body = whole(callers[who], path)
    body[data.draw(st.sampled_from(sorted(body)))] = data.draw(anything | skill_lists)
    before = everything()
    with transaction.atomic():
        response = callers[who].send("PUT", path, json.dumps(body).encode())
        after = everything()
        transaction.set_rollback(True)

    assert response.status_code in (200, 400), response.content
    assert (after == before) is (response.status_code == 400)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.dictionaries(st.sampled_from(["q", "cursor", "page_size", "x"]), st.text()))
@pytest.mark.parametrize(
    "path", ["me/matches/", "postings/", "employer/postings/", "skills/", "occupations/"]
)
def test_no_query_breaks_a_list(callers, path, query):
    for caller in callers.values():
        try:
            response = caller.get(path, **query)
        except UnicodeEncodeError:
            # Half a surrogate pair can't be written into an address at all.
            return
        assert response.status_code < 500
