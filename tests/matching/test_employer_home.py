"""The employer's home: every posting, where it stands, and what to do next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from employers.models import Membership, Posting
from matching.views.employer import PAGE_SIZE
from tests.employers.pages import member_of, sign_in, text_of
from tests.factories import (
    DraftFactory,
    EmployerUserFactory,
    PostingFactory,
    ProfileFactory,
    SkillFactory,
)
from tests.matching.candidates import follow_all, home, queries_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
HOME_QUERIES = 9


def test_home_tells_of_each_posting_where_it_stands_and_what_to_do_next(client, posting, skill):
    ProfileFactory(holds=[skill])
    follow_all()
    own = {"organisation": posting.organisation}
    DraftFactory(title="A draft", **own)
    PostingFactory(title="A closed one", status=Posting.Status.CLOSED, **own)
    PostingFactory(
        title="An ended one",
        opens_on=TODAY() - timedelta(days=9),
        closes_on=TODAY() - timedelta(days=1),
        **own,
    )
    PostingFactory(title="A later one", opens_on=TODAY() + timedelta(days=3), **own)
    PostingFactory(title="Somebody else's")

    words = text_of(home(client))

    for said in (
        "Draft",
        "Go on with it : A draft",
        "1 candidate",
        "See candidates : Forklift driver",
        "Reopen : A closed one",
        "Give it a new last day, or close it.",
        "Opens later",
    ):
        assert said in words
    assert "Somebody else's" not in words


def test_home_of_a_viewer_offers_nothing_to_change(client):
    posting = PostingFactory()
    member_of(client, posting.organisation, Membership.Role.VIEWER)

    words = text_of(home(client))

    assert f"Read : {posting.title}" in words
    assert "New posting" not in words
    assert "Edit" not in words


def test_home_pages_through_many_postings(client, posting):
    for n in range(PAGE_SIZE):
        DraftFactory(title=f"Draft {n}", organisation=posting.organisation)

    second = client.get(home(client).context["next"])

    assert [row["posting"] for row in second.context["rows"]] == [posting]


def test_an_employer_who_begins_reads_what_to_do_first(client):
    sign_in(client, EmployerUserFactory())

    assert "First, tell us who hires" in text_of(home(client))


def test_home_asks_the_database_as_often_for_many_postings_as_for_one(client, posting, skill):
    ProfileFactory(holds=[skill])
    follow_all()
    few = queries_of(lambda: home(client))

    for _ in range(8):
        PostingFactory(organisation=posting.organisation, asks=[skill, SkillFactory()])
        DraftFactory(organisation=posting.organisation)
    follow_all()

    assert queries_of(lambda: home(client)) == few
    assert few == HOME_QUERIES
