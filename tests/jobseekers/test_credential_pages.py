"""The pages of one's licences and other credentials."""

import re
from datetime import date

import pytest
from django.utils import timezone

from tests.factories import HeldCredentialFactory
from tests.jobseekers.pages import send, text_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def test_a_credential_is_added_with_its_date_and_changed_later(me, profile, taxonomy):
    send(me, "credential_new", text="certified nurse aide", expires_on="2030-01-31")
    assert profile.credentials.get().expires_on == date(2030, 1, 31)

    send(me, "credential_edit", taxonomy.cna.slug, expires_on="")
    assert profile.credentials.get().expires_on is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"text": ""}, "Type its name"),
        ({"text": "qqqq xxxx"}, "We don&#x27;t know a licence"),
        ({"text": "Certified nurse aide", "expires_on": "9999-12-31"}, "Check the year"),
        ({"text": "Certified nurse aide", "expires_on": "soon"}, "Enter a valid date."),
    ],
)
def test_an_impossible_credential_is_refused(me, profile, taxonomy, typed, message):
    response = send(me, "credential_new", **typed)

    assert response.status_code == 422
    assert message in text_of(response)
    assert not profile.credentials.exists()


def test_a_credential_held_already_keeps_its_date(me, profile, taxonomy):
    HeldCredentialFactory(profile=profile, credential=taxonomy.cna, expires_on=TODAY)

    response = send(me, "credential_new", text="Certified nurse aide")

    assert response.status_code == 422
    assert "You have this already." in text_of(response)
    assert profile.credentials.get().expires_on == TODAY


def test_a_removed_credential_comes_back_with_one_click(me, profile, taxonomy):
    HeldCredentialFactory(profile=profile, credential=taxonomy.cna, expires_on=TODAY)

    page = text_of(send(me, "credential_remove", taxonomy.cna.slug, htmx="credentials"))
    me.post(re.search(r'action="(/me/profile/restore/[^"]+)"', page)[1])

    assert profile.credentials.get().expires_on == TODAY


@pytest.mark.parametrize("name", ["credential_edit", "credential_remove"])
def test_anothers_credential_is_not_found(me, name, taxonomy):
    HeldCredentialFactory(credential=taxonomy.cna)

    assert send(me, name, taxonomy.cna.slug).status_code == 404
