"""A caller of the API with a token, as a program has it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from rest_framework.authtoken.models import Token

from accounts.models import User
from employers.models import Membership, Posting
from jobseekers.models import Profile
from tests.factories import MembershipFactory, PostingFactory, ProfileFactory
from tests.taxonomy import SmallTaxonomy

JSON = "application/json"


class Caller:
    """Speaks JSON with the API in the name of a person, or of nobody."""

    def __init__(self, user: User | None = None, language: str = "en", **headers: str) -> None:
        if user is not None:
            headers["Authorization"] = f"Token {Token.objects.get_or_create(user=user)[0].key}"
        # An error of ours is an answer here, as it is for a real caller.
        self._client = Client(
            raise_request_exception=False, headers={"Accept-Language": language, **headers}
        )

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self._client.get(f"/api/v1/{path}", query)

    def post(self, path: str, body: Any = None) -> HttpResponse:
        return self._client.post(f"/api/v1/{path}", body, content_type=JSON)

    def put(self, path: str, body: Any) -> HttpResponse:
        return self._client.put(f"/api/v1/{path}", body, content_type=JSON)

    def patch(self, path: str, body: Any) -> HttpResponse:
        return self._client.patch(f"/api/v1/{path}", body, content_type=JSON)

    def delete(self, path: str) -> HttpResponse:
        return self._client.delete(f"/api/v1/{path}")

    def send(self, method: str, path: str, raw: bytes, content_type: str = JSON) -> HttpResponse:
        """These very bytes."""
        return self._client.generic(method, f"/api/v1/{path}", raw, content_type=content_type)


@pytest.fixture
def as_user(db: None) -> Callable[..., Caller]:
    """A caller in the name of a user, in a language."""
    return Caller


@pytest.fixture
def profile(taxonomy: SmallTaxonomy) -> Profile:
    """A jobseeker who holds one skill."""
    return ProfileFactory(holds=[taxonomy.pallet_jack])


@pytest.fixture
def jobseeker(profile: Profile) -> Caller:
    """The caller of that jobseeker."""
    return Caller(profile.user)


@pytest.fixture
def posting(taxonomy: SmallTaxonomy) -> Posting:
    """A public posting that asks two skills."""
    return PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory])


@pytest.fixture
def member(posting: Posting) -> Membership:
    """The owner of the posting's organisation."""
    return MembershipFactory(organisation=posting.organisation)


@pytest.fixture
def employer(member: Membership) -> Caller:
    """The caller of that owner."""
    return Caller(member.user)
