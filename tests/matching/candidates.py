"""What tests of the employer's pages of candidates say often."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from employers.models import Posting
from jobseekers.models import Profile
from matching.outbox import mark_all_dirty
from tests.matching.draining import drain_all


def follow_all() -> None:
    """Every list computed anew, as the workers would after a change of everything."""
    mark_all_dirty(reason="test")
    drain_all()


def candidates(client: Client, posting: Posting, **query: str) -> HttpResponse:
    return client.get(reverse("candidates", args=[posting.pk]), query)


def candidate(client: Client, posting: Posting, profile: Profile) -> HttpResponse:
    return client.get(reverse("candidate", args=[posting.pk, profile.ref]))


def home(client: Client) -> HttpResponse:
    return client.get(reverse("employer_home"))


def names(response: HttpResponse) -> list[str]:
    return [shown["name"] for _match, shown in response.context["rows"]]


def queries_of(act: Callable[[], HttpResponse]) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert act().status_code == 200
    return len(queries)
