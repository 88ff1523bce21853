"""Every error of the API is a problem: a stable type, and words in the caller's language."""

import pytest
from django.core.cache import cache
from redis import RedisError

from portal.common.cache import ForgetfulRedisCache
from portal.common.throttling import AnonymousThrottle, PersonThrottle

pytestmark = pytest.mark.django_db


def problem_of(response):
    assert response["Content-Type"] == "application/problem+json"
    return response.json()


PROBLEMS = {
    "unknown address": (lambda who: who.get("nowhere/at/all/"), 404, "not-found"),
    "address without its slash": (lambda who: who.put("me/profile", {}), 404, "not-found"),
    "no token": (lambda who: who.get("me/profile/"), 401, "not-authenticated"),
    "wrong method": (lambda who: who.delete("skills/"), 405, "method-not-allowed"),
    "wrong password": (
        lambda who: who.post("auth/token/", {"email": "a@example.org", "password": "x"}),
        401,
        "wrong-credentials",
    ),
    "bad sign-in": (lambda who: who.post("auth/token/", {"email": "a"}), 400, "invalid-input"),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_it_has_a_stable_type_and_words_in_both_languages(as_user, case):
    ask, status, kind = PROBLEMS[case]

    english, spanish = (problem_of(ask(as_user(language=code))) for code in ("en", "es"))

    assert english["type"] == spanish["type"] == f"urn:problem:{kind}"
    assert english["status"] == spanish["status"] == status
    assert english["title"] != spanish["title"]


def test_an_answer_that_is_not_wanted_as_json(as_user):
    response = as_user(None, Accept="image/png").get("skills/")

    assert problem_of(response)["type"] == "urn:problem:not-acceptable"


def test_a_fault_of_ours_is_told_as_one_without_its_details(as_user, jobseeker, monkeypatch):
    def break_down(*args, **kwargs):
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr("matching.api.matches_page", break_down)
    response = jobseeker.get("me/matches/")

    assert response.status_code == 500
    assert problem_of(response)["type"] == "urn:problem:server-error"
    assert b"secret" not in response.content


@pytest.fixture
def twice_a_minute(monkeypatch):
    cache.clear()
    for throttle in (AnonymousThrottle, PersonThrottle):
        monkeypatch.setattr(throttle, "rate", "2/min", raising=False)
    yield
    cache.clear()


def test_whoever_asks_too_often_is_told_when_to_come_back(as_user, twice_a_minute):
    answers = [as_user().get("skills/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert problem_of(answers[-1])["type"] == "urn:problem:throttled"
    assert int(answers[-1]["Retry-After"]) > 0


def test_an_invented_address_of_a_proxy_does_not_escape_the_limit(as_user, twice_a_minute):
    answers = [
        as_user(None, **{"X-Forwarded-For": f"198.51.100.{number}"}).get("skills/")
        for number in range(3)
    ]

    assert answers[-1].status_code == 429


def test_the_api_works_without_its_cache(as_user, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "portal.common.cache.ForgetfulRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    assert as_user().get("skills/").status_code == 200


def test_a_cache_that_is_gone_is_an_empty_one():
    gone = ForgetfulRedisCache("redis://127.0.0.1:1/0", {})

    gone.set("key", 1)

    assert gone.get("key", "nothing") == "nothing"
    assert gone.add("key", 1) is True
    assert gone.get_many(["key"]) == {}
    assert not gone.has_key("key")
    with pytest.raises(RedisError):
        gone.clear()


def test_private_answers_are_not_stored(jobseeker):
    assert "no-store" in jobseeker.get("me/profile/")["Cache-Control"]
