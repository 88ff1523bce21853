"""Server time and queries of the matches and candidates pages, on the data at hand."""

import time
from collections.abc import Iterable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from employers.models import Membership, Posting
from jobseekers.models import Profile
from portal.bench.results import BenchError, Result, quantile

_PAGES = 40


def run() -> list[Result]:
    """Milliseconds a page, and the least and most queries that one took."""
    profiles = Profile.objects.of_active_people().select_related("user").order_by("id")
    matches = [(profile.user, reverse("matches")) for profile in profiles[:_PAGES]]
    owners = Membership.objects.filter(role=Membership.Role.OWNER)
    postings = Posting.objects.public(timezone.localdate()).filter(
        organisation__memberships__in=owners
    )
    candidates = [
        (
            posting.organisation.memberships.filter(role=Membership.Role.OWNER)[0].user,
            reverse("candidates", args=[posting.pk]),
        )
        for posting in postings.order_by("id").distinct()[:_PAGES]
    ]
    return [*_measure("matches page", matches), *_measure("candidates page", candidates)]


def _measure(what: str, pages: Iterable[tuple[User, str]]) -> list[Result]:
    times: list[float] = []
    counts: list[int] = []
    for user, address in pages:
        client = Client()
        client.force_login(user)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            started = time.perf_counter()
            response = client.get(address)
            times.append((time.perf_counter() - started) * 1000)
        if response.status_code != 200:
            raise BenchError(f"{address} answered {response.status_code}.")
        counts.append(len(queries))
        client.logout()
    if not times:
        raise BenchError("There is nothing to show. Load demo data first.")
    return [
        Result("pages", f"{what}, p50", quantile(times, 0.5), "ms"),
        Result("pages", f"{what}, p95", quantile(times, 0.95), "ms", "100 ms"),
        Result("pages", f"{what}, fewest queries", min(counts), "queries"),
        Result("pages", f"{what}, most queries", max(counts), "queries"),
    ]
