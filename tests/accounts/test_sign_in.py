"""Signing up, in and out: by e-mail alone, alike for known and unknown addresses."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.core import mail
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD, EmployerUserFactory, StaffUserFactory, UserFactory

pytestmark = pytest.mark.django_db

NEW = {"email": "new@example.org", "password1": "a long new passphrase", "role": "jobseeker"}


def code_mailed_to(email: str) -> str:
    """The code in the newest message to this address, which has nobody else's."""
    message = mail.outbox[-1]
    assert message.to == [email]
    return re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", message.body, re.MULTILINE).group(1)


def said(response) -> str:
    """What a page says, without what differs on every load and without the address typed."""
    text = re.sub(r"csrf\w*\" value=\"\w+\"|nonce=\"[^\"]+\"", "", response.content.decode())
    return re.sub(r"[\w-]+@example\.org", "someone", text)


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), NEW | changes, follow=True)


# --- Signing up


@pytest.mark.parametrize(
    ("role", "home"), [("jobseeker", "profile"), ("employer", "employer_home")]
)
def test_a_new_person_confirms_the_address_and_starts_where_their_role_does(client, role, home):
    sign_up(client, role=role)
    code = code_mailed_to("new@example.org")

    response = client.post(reverse("account_email_verification_sent"), {"code": code})

    assert response.url == reverse(home)
    user = User.objects.get(email="new@example.org")
    assert user.role == role
    assert get_user(client) == user


def test_nobody_is_signed_in_before_the_address_is_confirmed(client):
    sign_up(client)

    assert not get_user(client).is_authenticated
    assert not EmailAddress.objects.get(email="new@example.org").verified


def test_a_person_keeps_the_language_they_signed_up_in(client):
    client.post("/es/accounts/signup/", NEW)

    assert User.objects.get(email="new@example.org").language == "es"


def test_addresses_are_kept_in_small_letters(client):
    sign_up(client, email="New@Example.ORG")

    assert User.objects.get().email == "new@example.org"


@pytest.mark.parametrize("role", ["staff", "admin", ""])
def test_sign_up_never_makes_staff(client, role):
    response = sign_up(client, role=role)

    assert "role" in response.context["form"].errors
    assert not User.objects.exists()


def test_rights_that_are_sent_along_are_ignored(client):
    sign_up(client, is_superuser="on", is_staff="on", is_active="on")

    user = User.objects.get()
    assert not user.is_superuser
    assert not user.is_staff


def test_a_weak_password_is_refused_and_nothing_typed_is_lost(client):
    response = sign_up(client, password1="password")

    form = response.context["form"]
    assert form.errors["password1"]
    assert form["email"].value() == "new@example.org"


# --- Signing in


@pytest.mark.parametrize(
    ("factory", "home"),
    [
        (UserFactory, "matches"),
        (EmployerUserFactory, "employer_home"),
        (StaffUserFactory, "staff_home"),
    ],
)
def test_a_password_leads_each_role_to_its_own_first_page(client, factory, home):
    user = factory()

    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert response.url == reverse(home)
    assert get_user(client) == user


def test_a_mailed_code_signs_in_once(client):
    user = UserFactory()
    client.post(reverse("account_request_login_code"), {"email": user.email})
    code = code_mailed_to(user.email)

    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert get_user(client) == user

    client.logout()
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not get_user(client).is_authenticated


def test_a_closed_account_cannot_sign_in(client):
    user = UserFactory(is_active=False)

    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert not get_user(client).is_authenticated


def test_signing_out_asks_first_and_then_does_it(client):
    client.force_login(UserFactory())

    client.get(reverse("account_logout"))
    assert get_user(client).is_authenticated

    client.post(reverse("account_logout"))
    assert not get_user(client).is_authenticated


# --- Known and unknown addresses


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account_login", {"login": "{email}", "password": "not the password"}),
        ("account_request_login_code", {"email": "{email}"}),
        ("account_reset_password", {"email": "{email}"}),
        ("account_signup", {**NEW, "email": "{email}"}),
    ],
)
def test_known_and_unknown_addresses_are_answered_alike(client, name, data):
    UserFactory(email="known@example.org")
    answers = {}
    for email in ("known@example.org", "other@example.org"):
        client.logout()
        filled = {key: value.format(email=email) for key, value in data.items()}
        answers[email] = client.post(reverse(name), filled, follow=True)

    known, other = answers.values()
    assert known.redirect_chain == other.redirect_chain
    assert said(known) == said(other)


def test_somebody_who_signs_up_twice_is_told_by_mail_only(client):
    UserFactory(email="new@example.org")

    sign_up(client)

    assert mail.outbox[-1].to == ["new@example.org"]
    assert mail.outbox[-1].subject == "You have an account already"
    assert User.objects.count() == 1


# --- Password and address


def test_a_forgotten_password_is_replaced_with_a_mailed_code(client):
    user = UserFactory()
    client.post(reverse("account_reset_password"), {"email": user.email})
    client.post(
        reverse("account_confirm_password_reset_code"), {"code": code_mailed_to(user.email)}
    )

    client.post(
        reverse("account_complete_password_reset"),
        {"password1": "another long passphrase", "password2": "another long passphrase"},
    )

    user.refresh_from_db()
    assert user.check_password("another long passphrase")
    assert mail.outbox[-1].subject == "Your password has changed"


def test_a_changed_address_counts_once_it_is_confirmed(client):
    user = UserFactory(email="old@example.org")
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    client.post(reverse("account_email"), {"email": "fresh@example.org", "action_add": "1"})
    user.refresh_from_db()
    assert user.email == "old@example.org"

    code = code_mailed_to("fresh@example.org")
    client.post(reverse("account_email_verification_sent"), {"code": code})
    user.refresh_from_db()
    assert user.email == "fresh@example.org"


def test_changing_the_address_asks_for_the_password_again(client):
    client.force_login(UserFactory())

    response = client.post(reverse("account_email"), {"email": "a@example.org", "action_add": "1"})

    assert response.url.startswith(reverse("account_reauthenticate"))


# --- Language


def test_a_persons_language_follows_the_pages_they_read(client):
    user = UserFactory(language="en")
    client.force_login(user)

    client.get("/es/accounts/logout/")

    user.refresh_from_db()
    assert user.language == "es"


def test_mail_comes_in_the_language_of_the_page_that_asked_for_it(client):
    user = UserFactory()

    client.post("/es/accounts/login/code/", {"email": user.email})

    assert mail.outbox[-1].to == [user.email]


# --- The admin


def test_the_admin_stands_behind_the_same_sign_in(client):
    response = client.get("/admin/login/", {"next": "/admin/"})

    assert response.url.startswith(reverse("account_login"))


def test_the_admin_is_for_staff_only(client):
    client.force_login(UserFactory())
    assert client.get("/admin/login/").status_code == 403

    client.force_login(StaffUserFactory(is_superuser=True))
    assert client.get("/admin/accounts/user/").status_code == 200
