"""Without an account: one past job or a few words, and the open jobs that fit."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from employers.services import create_posting
from jobseekers.models import Profile
from matching import engine
from matching.pool import ENGINE
from matching.snapshots import load_postings, load_taxonomy
from matching.visitors import VISITOR_ID, visitor_of
from tests.factories import PASSWORD, PostingFactory, RequiredCredentialFactory

pytestmark = pytest.mark.django_db

FOR_YOU = "/jobs/for-you/"
QUERIES = 16


def say(client, **said):
    return client.post(FOR_YOU, {"text": "", "months": "12", "words": "", "zip": "", **said})


def look(client, **query):
    return client.get(FOR_YOU, query)


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def stocker(client, taxonomy):
    """Somebody who was a stocker for a year or two, in Hartford."""
    said = say(client, text="Stockers and order fillers", zip="06106")
    assert (said.status_code, said.url) == (302, FOR_YOU)
    return client


def test_a_past_job_and_a_zip_code_are_enough(stocker, taxonomy):
    near = PostingFactory(asks=[taxonomy.inventory, taxonomy.pallet_jack], zip="06106")
    PostingFactory(asks=[taxonomy.bathing])
    page = look(stocker)
    (match,) = page.context["page"].items
    assert (match.posting, match.band, match.miles) == (near, "strong", 0)
    assert f'href="{reverse("job", args=[near.slug])}"' in page.content.decode()


def test_the_fit_is_the_engines_over_what_was_said(stocker, taxonomy):
    posting = PostingFactory(
        asks=[taxonomy.forklift, taxonomy.inventory],
        occupation=taxonomy.forklift_driver,
        months_experience=24,
    )
    visitor = visitor_of(stocker.session)
    today = look(stocker).context["page"].computed_at.date()
    expected = engine.explain(
        visitor.snapshot.input,
        load_postings([posting.pk], today)[posting.pk].input,
        load_taxonomy(),
        ENGINE,
        today,
    )
    (match,) = look(stocker).context["page"].items
    assert match.fit == expected.fit
    assert expected.profile == VISITOR_ID
    assert {line.status for line in match.lines} >= {"related", "confirm", "partly"}


def test_pasted_words_are_read_and_not_kept(client, taxonomy):
    posting = PostingFactory(asks=[taxonomy.inventory])
    say(client, words="My secret diary. I do inventory every week.")
    assert [match.posting for match in look(client).context["page"].items] == [posting]
    assert "secret" not in str(dict(client.session))


def test_what_was_understood_can_be_corrected_and_forgotten(stocker, taxonomy):
    PostingFactory(asks=[taxonomy.inventory])
    assert look(stocker).context["page"].total == 1
    stocker.post(FOR_YOU, {"act": "skills", "skill": [taxonomy.teamwork.pk, 10**9, "x"]})
    assert visitor_of(stocker.session).skills == (taxonomy.teamwork.pk,)
    assert look(stocker).context["page"].total == 0
    stocker.post(FOR_YOU, {"act": "forget"})
    assert visitor_of(stocker.session) is None
    assert "form" in look(stocker).context


def test_what_can_not_be_understood_is_said_at_the_field(client, taxonomy):
    for said, field in (
        ({}, "text"),
        ({"text": "zzzzz"}, "text"),
        ({"words": "zzzzz qqqq"}, "words"),
        ({"text": "Nursing assistants", "zip": "00000"}, "zip"),
        ({"text": "Nursing assistants", "months": "99"}, "months"),
        ({"words": "x" * 20_001}, "words"),
    ):
        refused = say(client, **said)
        assert refused.status_code == 422
        assert list(refused.context["form"].errors) == [field]
    assert visitor_of(client.session) is None


def test_what_was_typed_stays_when_it_is_refused(client, taxonomy):
    assert "Baker of Hartford" in text_of(say(client, words="Baker of Hartford", zip="00000"))


def test_filters_narrow_and_an_emptied_list_says_which_one_to_drop(stocker, taxonomy):
    for zip_code in ("06106", "06901"):
        PostingFactory(asks=[taxonomy.inventory], zip=zip_code, shifts=["day"])
    assert look(stocker, miles="10").context["page"].total == 1
    empty = look(stocker, miles="10", shift="night")
    assert empty.context["page"].total == 0
    assert "Without “Nights”: 1" in text_of(empty)
    assert "Without any filter: 2" in text_of(empty)


def test_answers_are_in_no_cache_and_words_in_no_address(stocker):
    for response in (look(stocker), say(stocker, text="Nursing assistants")):
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
    assert look(stocker).context["request"].META["QUERY_STRING"] == ""


def test_the_job_page_shows_a_visitor_their_fit_and_ledger(stocker, client, taxonomy):
    posting = PostingFactory(asks=[taxonomy.inventory, taxonomy.bathing])
    RequiredCredentialFactory(posting=posting, credential=taxonomy.forklift_card)
    page = stocker.get(reverse("job", args=[posting.slug]))
    assert page.context["fit"].requirements == 2
    assert "How your fit was worked out" in text_of(page)
    assert "no-store" in page["Cache-Control"]
    stocker.post(FOR_YOU, {"act": "forget"})
    page = stocker.get(reverse("job", args=[posting.slug]))
    assert page.context["fit"] is None
    assert "How your fit was worked out" not in text_of(page)


def test_a_posting_can_not_take_the_address(taxonomy):
    posting = PostingFactory()
    draft = create_posting(organisation=posting.organisation, title="For you")
    assert re.fullmatch(r"for-you-\w+", draft.slug)


def test_signing_up_keeps_what_was_said(stocker, taxonomy):
    stocker.post(
        reverse("account_signup"),
        {"email": "new@example.org", "password1": PASSWORD + "-long", "role": "jobseeker"},
    )
    profile = Profile.objects.get(user__email="new@example.org")
    assert {held.skill for held in profile.skills.all()} == {
        taxonomy.inventory,
        taxonomy.pallet_jack,
        taxonomy.teamwork,
    }
    assert {held.level for held in profile.skills.all()} == {None}
    assert (profile.zip, profile.visibility) == ("06106", "hidden")
    assert visitor_of(stocker.session) is None


def test_whoever_signs_up_to_hire_takes_nothing_along(stocker):
    stocker.post(
        reverse("account_signup"),
        {"email": "boss@example.org", "password1": PASSWORD + "-long", "role": "employer"},
    )
    assert not Profile.objects.exists()
    assert User.objects.get(email="boss@example.org").is_employer


def test_a_session_in_another_form_is_no_visitor(client, taxonomy):
    session = client.session
    for kept in ({"skills": [1]}, {"nobody": 1}, [1], "x"):
        session["visitor"] = kept
        session.save()
        assert look(client).status_code == 200
        assert "form" in look(client).context


def test_reading_is_limited(client, taxonomy, monkeypatch):
    cache.clear()
    monkeypatch.setattr("matching.views.visitors.ReadingThrottle.rate", "2/min", raising=False)
    answers = [say(client, text="Nursing assistants").status_code for _ in range(3)]
    assert answers == [302, 302, 429]
    cache.clear()


def test_thirty_jobs_take_as_many_queries_as_two(stocker, taxonomy):
    counts = []
    for more in (2, 28):
        PostingFactory.create_batch(more, asks=[taxonomy.inventory, taxonomy.teamwork])
        look(stocker)
        with CaptureQueriesContext(connection) as queries:
            assert look(stocker).status_code == 200
        counts.append(len(queries))
    assert counts == [QUERIES, QUERIES]
