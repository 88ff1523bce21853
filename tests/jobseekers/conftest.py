"""A signed-in jobseeker."""

import pytest
from django.test import Client

from jobseekers.models import Profile
from tests.factories import ProfileFactory


@pytest.fixture
def profile(db: None) -> Profile:
    return ProfileFactory(visibility=Profile.Visibility.HIDDEN)


@pytest.fixture
def me(profile: Profile, client: Client) -> Client:
    """A browser in which the profile's owner is signed in."""
    client.force_login(profile.user)
    return client
