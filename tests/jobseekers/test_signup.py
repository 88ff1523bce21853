"""Whoever signs up to find work has a profile at once."""

import pytest
from django.urls import reverse

from accounts.models import User
from jobseekers.models import Profile

pytestmark = pytest.mark.django_db


def sign_up(client, role):
    return client.post(
        reverse("account_signup"),
        {"email": "new@example.org", "password1": "a-long-enough-one-7", "role": role},
    )


def test_a_new_jobseeker_has_a_hidden_profile(client):
    sign_up(client, "jobseeker")

    assert User.objects.get(email="new@example.org").profile.visibility == "hidden"


def test_somebody_who_hires_has_none(client):
    sign_up(client, "employer")

    assert User.objects.filter(email="new@example.org").exists()
    assert not Profile.objects.exists()
