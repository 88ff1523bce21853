"""A signed-in jobseeker, and the language every test begins in."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from jobseekers.models import Profile
from tests.factories import ProfileFactory


@pytest.fixture(autouse=True)
def _begins_in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def profile(db: None) -> Profile:
    return ProfileFactory(visibility=Profile.Visibility.HIDDEN)


@pytest.fixture
def me(profile: Profile, client: Client) -> Client:
    """A browser in which the profile's owner is signed in."""
    client.force_login(profile.user)
    return client
