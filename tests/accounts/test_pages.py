"""Every page of signing in is one of ours: with our layout, its own title, and in Spanish too."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse
from django.utils import translation

from tests.accounts.test_second_factor import enrol
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

PUBLIC = ["account_login", "account_signup", "account_request_login_code", "account_reset_password"]
PUBLIC += ["account_inactive", "account_password_reset_completed"]
OWN = ["account_email", "account_logout", "account_change_password", "account_reauthenticate"]
OWN += ["mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn"]
OWN += ["mfa_list_webauthn", "mfa_deactivate_totp", "mfa_view_recovery_codes"]
OWN += ["mfa_generate_recovery_codes"]
LANGUAGES = ["en", "es"]


def address(name: str, language: str) -> str:
    with translation.override(language):
        return reverse(name)


def title_of(response) -> str:
    """The page's title, once the page is found to be one of ours."""
    page = response.content.decode()
    assert page.count("<h1") == 1
    assert 'id="main"' in page
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
    assert " style=" not in page
    return re.search(r"<title>\s*(.*?)\s*</title>", page, re.DOTALL).group(1)


def with_second_factor(client, *, enrolled: bool):
    """Somebody who signed in and has just shown again that it is them."""
    user = UserFactory()
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    if enrolled:
        enrol(user)
        client.post(reverse("mfa_generate_recovery_codes"))
    return user


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PUBLIC)
def test_anybody_can_open_the_pages_for_signing_in(client, name, language):
    response = client.get(address(name, language))

    assert response.status_code == 200
    assert title_of(response)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_ones_own_account_open(client, language):
    titles = []
    for enrolled in (False, True):
        with_second_factor(client, enrolled=enrolled)
        for name in OWN:
            response = client.get(address(name, language))
            if response.status_code == 200:
                titles.append((name, title_of(response)))
        client.logout()
        translation.activate("en")

    assert {name for name, _title in titles} == set(OWN)
    assert len({title for _name, title in titles}) == len(OWN)


def test_a_key_can_be_renamed_and_removed(client):
    user = with_second_factor(client, enrolled=True)
    key = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone"}
    )
    edit, remove = (
        reverse(name, kwargs={"pk": key.pk})
        for name in ("mfa_edit_webauthn", "mfa_remove_webauthn")
    )

    assert title_of(client.get(edit)) != title_of(client.get(remove))

    client.post(edit, {"name": "My old phone"})
    assert "My old phone" in client.get(reverse("mfa_list_webauthn")).content.decode()

    client.post(remove)
    assert not Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.parametrize(
    ("name", "field", "confirm"),
    [
        ("account_request_login_code", "email", "account_confirm_login_code"),
        ("account_reset_password", "email", "account_confirm_password_reset_code"),
    ],
)
def test_the_page_for_a_mailed_code_says_where_it_went(client, name, field, confirm):
    user = UserFactory()

    response = client.post(reverse(name), {field: user.email}, follow=True)

    assert response.request["PATH_INFO"] == reverse(confirm)
    assert user.email in response.content.decode()
    assert title_of(response)


def test_a_new_code_can_be_asked_for(client):
    user = UserFactory()
    client.post(reverse("account_request_login_code"), {"email": user.email})

    client.post(reverse("account_confirm_login_code"), {"action": "resend"})

    assert len(mail.outbox) == 2


def test_the_second_step_has_its_page(client):
    user = UserFactory()
    enrol(user)

    response = client.post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD}, follow=True
    )

    assert response.request["PATH_INFO"] == reverse("mfa_authenticate")
    assert title_of(response)


def test_a_form_that_comes_back_says_what_to_fix(client):
    response = client.post(reverse("account_signup"), {"email": "no address"})

    page = response.content.decode()
    assert "Please check these answers" in page
    assert 'href="#id_email"' in page
    assert 'aria-invalid="true"' in page


def test_messages_carry_our_words_and_no_address_of_the_server(client):
    user = UserFactory()
    client.post(reverse("account_request_login_code"), {"email": user.email})

    message = mail.outbox[-1]
    assert message.subject == "Your sign-in code"
    assert "Never give it to anybody" in message.body
    assert "testserver" not in message.body
