"""Two-step sign-in: roles that see other people's data need it, and nothing goes around it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import get_user
from django.core import mail
from django.urls import reverse

from tests.factories import PASSWORD, EmployerUserFactory, StaffUserFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def roles_need_it(settings):
    settings.SECOND_FACTOR_ROLES = ["employer", "staff"]


def enrol(user) -> str:
    """Sets up an authenticator app; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def type_password(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


@pytest.mark.parametrize(
    ("factory", "home"), [(EmployerUserFactory, "employer_home"), (StaffUserFactory, "staff_home")]
)
def test_roles_that_need_it_are_sent_to_set_it_up(client, roles_need_it, factory, home):
    user = factory()
    client.force_login(user)

    assert client.get(reverse(home)).url == reverse("mfa_index")
    assert client.get("/admin/").url == reverse("mfa_index")
    assert "Please set this up first" in client.get(reverse("mfa_index")).content.decode()

    enrol(user)
    assert "mfa" not in client.get(reverse(home)).headers.get("Location", "")


def test_public_pages_stay_open_to_them(client, roles_need_it):
    client.force_login(EmployerUserFactory())

    assert client.get(reverse("home")).status_code == 200


def test_the_api_answers_them_with_a_problem(client, roles_need_it):
    client.force_login(EmployerUserFactory())

    response = client.get("/api/v1/skills/")

    assert response.status_code == 403
    assert response.json()["type"] == "urn:problem:second-factor-not-set-up"


def test_jobseekers_may_do_without(client, roles_need_it):
    client.force_login(UserFactory())

    assert "mfa" not in client.get(reverse("matches")).headers.get("Location", "")


def test_the_password_alone_does_not_sign_in_somebody_who_has_it(client):
    user = UserFactory()
    secret = enrol(user)

    response = type_password(client, user)
    assert response.url == reverse("mfa_authenticate")
    assert not get_user(client).is_authenticated

    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert get_user(client) == user


def test_a_code_works_once(client):
    user = UserFactory()
    secret = enrol(user)
    code = code_now(secret)
    type_password(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.logout()

    type_password(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})

    assert not get_user(client).is_authenticated


def test_a_recovery_code_signs_in_once(client):
    user = UserFactory()
    enrol(user)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]

    for works in (True, False):
        type_password(client, user)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert get_user(client).is_authenticated == works
        client.logout()


def test_a_mailed_code_does_not_go_around_it(client):
    user = UserFactory()
    enrol(user)
    client.post(reverse("account_request_login_code"), {"email": user.email})
    code = next(line for line in mail.outbox[-1].body.splitlines() if line.isupper())

    response = client.post(reverse("account_confirm_login_code"), {"code": code})

    assert response.url == reverse("mfa_authenticate")
    assert not get_user(client).is_authenticated


def test_a_new_password_does_not_go_around_it(client):
    user = UserFactory()
    enrol(user)
    client.post(reverse("account_reset_password"), {"email": user.email})
    code = next(line for line in mail.outbox[-1].body.splitlines() if line.isupper())
    client.post(reverse("account_confirm_password_reset_code"), {"code": code})
    new = "another long passphrase"
    client.post(reverse("account_complete_password_reset"), {"password1": new, "password2": new})

    client.post(reverse("account_login"), {"login": user.email, "password": new})

    assert not get_user(client).is_authenticated


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_with_its_first_code(client):
    user = UserFactory()
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})

    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    assert Authenticator.Type.TOTP in kinds
    assert [message.subject for message in mail.outbox] == ["Your authenticator app is set up"]


def test_turning_it_off_asks_who_it_is_first(client):
    user = UserFactory()
    enrol(user)
    client.force_login(user)

    response = client.post(reverse("mfa_deactivate_totp"))

    assert "reauthenticate" in response.url
    assert Authenticator.objects.filter(user=user).exists()
