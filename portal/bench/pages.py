"""Server time and queries of the pages that show matches, on the data at hand."""

import time
from collections.abc import Callable, Sequence

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from employers.models import Membership, Posting
from jobseekers.models import Profile
from matching.stored import postings_for
from matching.visitors import Visitor, keep_visitor
from portal.bench.results import BenchError, Result, quantile

_PAGES = 40
_FILTERS = "?miles=25&band=good"
Page = tuple[Callable[[Client], None], str]
"""How to come in, and the address."""


def run() -> list[Result]:
    """Milliseconds a page, and the least and most queries that one took."""
    people = list(
        Profile.objects.of_active_people()
        .filter(match_list__count__gt=0)
        .select_related("user")
        .order_by("id")[:_PAGES]
    )
    matches = reverse("matches")
    candidates = _candidates()
    return [
        *_measure("matches", [(_as(one.user), matches) for one in people]),
        *_measure("matches filtered", [(_as(one.user), matches + _FILTERS) for one in people]),
        *_measure("candidates", candidates),
        *_measure(
            "candidates filtered", [(come, page + "?band=good") for come, page in candidates]
        ),
        *_measure("one match", [(_as(one.user), _best(one)) for one in people]),
        *_measure("visitor", [(_visiting(one), reverse("for_you")) for one in people]),
    ]


def _candidates() -> list[Page]:
    owners = Membership.objects.filter(role=Membership.Role.OWNER)
    postings = Posting.objects.public(timezone.localdate()).filter(
        organisation__memberships__in=owners
    )
    return [
        (
            _as(posting.organisation.memberships.filter(role=Membership.Role.OWNER)[0].user),
            reverse("candidates", args=[posting.pk]),
        )
        for posting in postings.order_by("id").distinct()[:_PAGES]
    ]


def _best(profile: Profile) -> str:
    return reverse("match", args=[int(postings_for(profile.pk).ids[0])])


def _as(user: User) -> Callable[[Client], None]:
    return lambda client: client.force_login(user)


def _visiting(profile: Profile) -> Callable[[Client], None]:
    """Somebody without an account who has said the skills of this profile."""

    def come(client: Client) -> None:
        session = client.session
        skills = tuple(profile.skills.order_by("id").values_list("skill_id", flat=True))
        keep_visitor(session, Visitor(zip=profile.zip, offered=skills, skills=skills))
        session.save()

    return come


def _measure(what: str, pages: Sequence[Page]) -> list[Result]:
    walls: list[float] = []
    processor: list[float] = []
    counts: list[int] = []
    for come_in, address in pages:
        client = Client()
        come_in(client)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        if response.status_code != 200:
            raise BenchError(f"{address} answered {response.status_code}.")
        counts.append(len(queries))
        wall, cpu = time.perf_counter(), time.process_time()
        client.get(address)
        walls.append((time.perf_counter() - wall) * 1000)
        processor.append((time.process_time() - cpu) * 1000)
    if not walls:
        raise BenchError("There is nothing to show. Load demo data first, and let workers match.")
    # Queries of the first page may load what the process keeps; the rest tell the page's own.
    own = counts[1:] or counts
    return [
        _time(what, "p50", walls, processor, share=0.5),
        _time(what, "p95", walls, processor, share=0.95, goal="100 ms"),
        Result("pages", f"{what}, fewest queries", min(own), "queries"),
        Result("pages", f"{what}, most queries", max(own), "queries"),
    ]


def _time(
    what: str,
    name: str,
    walls: Sequence[float],
    processor: Sequence[float],
    *,
    share: float,
    goal: str = "",
) -> Result:
    beside = f"{quantile(processor, share):.1f} ms of the processor, without Postgres"
    return Result("pages", f"{what}, {name}", quantile(walls, share), "ms", goal, beside)
