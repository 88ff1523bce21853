"""Tokens: the same e-mail, password and second factor as on the sign-in page."""

import pytest
from django.urls import reverse
from rest_framework.authtoken.models import Token

from accounts import services
from tests.accounts.test_second_factor import code_now, enrol
from tests.factories import PASSWORD, EmployerUserFactory, UserFactory

pytestmark = pytest.mark.django_db

WRONG = "urn:problem:wrong-credentials"


def ask(client, **body):
    return client.post(reverse("api:token"), body, content_type="application/json")


def test_an_email_and_a_password_give_a_token(client):
    user = UserFactory()

    response = ask(client, email=user.email.upper(), password=PASSWORD)

    assert response.status_code == 200
    assert Token.objects.get(key=response.json()["token"]).user == user


def test_no_cache_keeps_a_token(client):
    response = ask(client, email=UserFactory().email, password=PASSWORD)

    assert response["Cache-Control"] == "no-store"


def test_asking_again_gives_the_same_token(client):
    user = UserFactory()

    first, second = (ask(client, email=user.email, password=PASSWORD).json() for _ in range(2))

    assert first == second


def test_unknown_wrong_and_closed_are_answered_alike(client):
    known = UserFactory()
    closed = UserFactory(is_active=False)

    answers = [
        ask(client, email="nobody@example.org", password=PASSWORD),
        ask(client, email=known.email, password="not the password"),
        ask(client, email=closed.email, password=PASSWORD),
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["type"] == WRONG


def test_a_password_is_hashed_for_an_unknown_email_too(client, monkeypatch):
    hashed = []
    monkeypatch.setattr("django.contrib.auth.base_user.make_password", hashed.append)

    ask(client, email="nobody@example.org", password="guess")

    assert hashed == ["guess"]


def test_an_unconfirmed_address_gets_no_token(client):
    user = UserFactory(verified=False)

    response = ask(client, email=user.email, password=PASSWORD)

    assert response.status_code == 403
    assert response.json()["type"] == "urn:problem:email-not-confirmed"


def test_somebody_with_a_second_factor_needs_its_code(client):
    user = UserFactory()
    secret = enrol(user)

    without = ask(client, email=user.email, password=PASSWORD)
    wrong = ask(client, email=user.email, password=PASSWORD, code="000000")
    right = ask(client, email=user.email, password=PASSWORD, code=code_now(secret))

    assert (without.status_code, without.json()["type"]) == (
        403,
        "urn:problem:second-factor-needed",
    )
    assert wrong.status_code == 400
    assert "code" in wrong.json()["errors"]
    assert right.status_code == 200


def test_a_code_gives_one_token_only(client):
    user = UserFactory()
    code = code_now(enrol(user))

    first, second = (ask(client, email=user.email, password=PASSWORD, code=code) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 400)


def test_a_wrong_password_says_nothing_of_the_second_factor(client):
    user = UserFactory()
    enrol(user)

    assert ask(client, email=user.email, password="wrong").json()["type"] == WRONG


def test_a_role_that_needs_a_second_factor_is_told_to_set_it_up(client, settings):
    settings.SECOND_FACTOR_ROLES = ["employer", "staff"]
    user = EmployerUserFactory()

    response = ask(client, email=user.email, password=PASSWORD)

    assert response.status_code == 403
    assert response.json()["type"] == "urn:problem:second-factor-not-set-up"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "email"),
        ({"email": "not an address", "password": "x"}, "email"),
        ({"email": "a@example.org"}, "password"),
        ({"email": "a@example.org", "password": ["x"]}, "password"),
        ({"email": "a@example.org", "password": "x" * 2000}, "password"),
    ],
)
def test_bad_input_is_told_per_field(client, body, field):
    response = ask(client, **body)

    assert response.status_code == 400
    assert field in response.json()["errors"]


def test_a_new_password_ends_the_tokens_made_with_the_old_one(client):
    user = UserFactory()
    ask(client, email=user.email, password=PASSWORD)
    client.force_login(user)
    new = "another long passphrase"

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert not Token.objects.exists()


def test_closing_an_account_ends_its_tokens(client):
    user = UserFactory()
    ask(client, email=user.email, password=PASSWORD)

    services.deactivate(user=user)

    assert not Token.objects.exists()
    assert ask(client, email=user.email, password=PASSWORD).status_code == 401


def test_guesses_are_throttled_by_address(client, settings, monkeypatch):
    monkeypatch.setattr("portal.common.throttling.TokenThrottle.get_rate", lambda throttle: "2/min")

    answers = [ask(client, email="a@example.org", password="x").status_code for _ in range(3)]

    assert answers == [401, 401, 429]
