"""Filters on the pages of matches and candidates, and the same over the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.authtoken.models import Token

from jobseekers.models import ProfileSkill
from tests.employers.pages import member_of
from tests.factories import PostingFactory, ProfileFactory, RequiredCredentialFactory
from tests.matching.candidates import follow_all

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(response.content.decode().split())


def queries_of(act) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert act().status_code == 200
    return len(queries)


# --- Matches -------------------------------------------------------------------------------------


@pytest.fixture
def me(client, taxonomy):
    """A forklift driver in Hartford, signed in, with jobs near and far, by day and by night."""
    profile = ProfileFactory(holds=[taxonomy.forklift], zip="06106")
    PostingFactory(title="Near", asks=[taxonomy.forklift], zip="06106", shifts=["day"])
    PostingFactory(title="Far", asks=[taxonomy.forklift], zip="06901", shifts=["night"])
    follow_all()
    client.force_login(profile.user)
    return client


def my_matches(client, **query):
    return client.get(reverse("matches"), query)


def titles(response):
    return {match.posting.title for match in response.context["page"].items}


def test_a_filter_narrows_the_page_and_can_be_taken_away(me):
    assert titles(my_matches(me)) == {"Near", "Far"}
    page = my_matches(me, miles="10")
    assert titles(page) == {"Near"}
    assert "1 of your 2 matches among all open jobs." in text_of(page)
    assert [(chip["label"], chip["url"]) for chip in page.context["chips"]] == [
        ("Within 10 miles", reverse("matches"))
    ]


def test_each_option_says_what_it_would_leave(me):
    page = text_of(my_matches(me, miles="10"))
    assert "Days (1)" in page
    assert "Nights (0)" in page
    assert "Within 50 miles (1)" in page
    assert "$20 or more (1)" in page


def test_an_empty_list_says_which_filter_to_drop(me):
    page = my_matches(me, miles="10", shift="night")
    assert titles(page) == set()
    assert "Without “Within 10 miles”: 1" in text_of(page)
    assert "Without “Nights”: 1" in text_of(page)
    assert "Without any filter: 2" in text_of(page)


def test_what_makes_no_sense_is_no_filter_on_a_page(me):
    for query in ({"miles": "x"}, {"pay": "NaN"}, {"shift": "noon"}, {"band": "best"}):
        assert titles(my_matches(me, **query)) == {"Near", "Far"}


def test_a_value_that_no_option_has_is_kept_in_the_form(me):
    page = my_matches(me, miles="7", pay="17.25")
    assert titles(page) == {"Near"}
    assert '<option value="7" selected>Within 7 miles' in text_of(page)
    assert '<option value="17.25" selected>$17.25 or more' in text_of(page)


def test_without_a_place_distance_is_not_offered(client, taxonomy):
    client.force_login(ProfileFactory(holds=[taxonomy.forklift], zip="").user)
    PostingFactory(asks=[taxonomy.forklift])
    follow_all()
    page = my_matches(client)
    assert 'name="miles"' not in text_of(page)
    assert "Say your ZIP code" in text_of(page)


def test_filters_stay_on_the_next_page(me, taxonomy):
    PostingFactory.create_batch(25, asks=[taxonomy.forklift], zip="06106")
    page = my_matches(me, miles="10")
    assert "miles=10&cursor=" in page.context["next_url"]
    assert len(me.get(page.context["next_url"]).context["page"].items) == 6


def test_filtered_pages_take_as_many_queries_however_long_the_list(me, taxonomy):
    counts = []
    for more in (1, 30):
        PostingFactory.create_batch(more, asks=[taxonomy.forklift, taxonomy.inventory])
        my_matches(me, band="possible")
        counts.append(queries_of(lambda: my_matches(me, band="possible")))
    assert counts == [25, 25]


# --- Candidates ----------------------------------------------------------------------------------


@pytest.fixture
def opening(client, taxonomy):
    """An opening with a gate and three people: checked, used in a job, only stated."""
    posting = PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory])
    RequiredCredentialFactory(posting=posting, credential=taxonomy.forklift_card)
    member_of(client, posting.organisation)
    for evidence, skills in (
        ("verified", [taxonomy.forklift, taxonomy.inventory]),
        ("experience", [taxonomy.forklift]),
        ("claimed", [taxonomy.inventory]),
    ):
        profile = ProfileFactory(holds=skills)
        ProfileSkill.objects.filter(profile=profile).update(evidence=evidence)
        if evidence == "claimed":
            profile.credentials.create(credential=taxonomy.forklift_card)
    follow_all()
    return posting


def candidates(client, posting, **query):
    return client.get(reverse("candidates", args=[posting.pk]), query)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 3),
        ({"gates": "true"}, 1),
        ({"gates": "on"}, 1),
        ({"evidence": "backed"}, 2),
        ({"evidence": "verified"}, 1),
        ({"band": "strong"}, 1),
        ({"band": "possible"}, 3),
        ({"gates": "true", "evidence": "verified"}, 0),
    ],
)
def test_candidates_are_narrowed(client, opening, query, count):
    page = candidates(client, opening, **query).context["page"]
    assert (page.total, len(page.items)) == (count, count)


def test_an_emptied_list_of_candidates_says_which_filter_to_drop(client, opening):
    page = text_of(candidates(client, opening, gates="true", evidence="verified"))
    assert "Without “Checked by staff, an issuer or an assessor”: 1" in page
    assert "Without any filter: 3" in page


def test_filters_of_a_cut_list_say_that_they_are_of_the_best(client, opening, settings):
    settings.MATCHING_PROFILES_PER_POSTING, settings.MATCHING_RESERVE = 2, 0
    follow_all()
    page = candidates(client, opening, evidence="backed")
    assert not page.context["page"].complete
    assert "of the best 2 people who let employers see their skills." in text_of(page)
    assert "the filters do not reach them" in text_of(page)


def test_narrowed_candidates_take_as_many_queries_however_many(client, opening, taxonomy):
    counts = []
    for more in (0, 25):
        ProfileFactory.create_batch(more, holds=[taxonomy.forklift])
        follow_all()
        counts.append(queries_of(lambda: candidates(client, opening, band="possible")))
    assert counts[0] == counts[1]


# --- API -----------------------------------------------------------------------------------------


def over_the_api(client, user, name, *args, **query):
    token, _ = Token.objects.get_or_create(user=user)
    headers = {"Authorization": f"Token {token.key}"}
    return client.get(reverse(name, args=args), query, headers=headers)


def test_the_api_filters_as_the_page_does(me, client, taxonomy):
    user = ProfileFactory(holds=[taxonomy.forklift], zip="06106").user
    answer = over_the_api(client, user, "api:my-matches", miles=10, band="good").json()
    assert [match["posting"]["title"] for match in answer["results"]] == ["Near"]
    assert (answer["total"], answer["unfiltered"], answer["complete"]) == (1, 2, True)
    assert answer["counts"]["shift"] == {
        "day": 1,
        "evening": 0,
        "night": 0,
        "weekend": 0,
        "rotating": 0,
    }
    assert answer["without"] == {"miles": 2, "band": 1}
    whole = over_the_api(client, user, "api:my-matches").json()
    assert (whole["counts"], whole["unfiltered"]) == (None, None)


@pytest.mark.parametrize(
    "query", [{"miles": "0"}, {"miles": "x"}, {"pay": "NaN"}, {"where": "moon"}, {"band": "best"}]
)
def test_the_api_refuses_a_filter_that_makes_no_sense(client, taxonomy, query):
    answer = over_the_api(client, ProfileFactory().user, "api:my-matches", **query)
    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == set(query)


def test_candidates_are_narrowed_over_the_api_too(client, opening):
    user = opening.organisation.memberships.get().user
    answer = over_the_api(client, user, "api:candidates", opening.pk, evidence="verified").json()
    assert (answer["total"], answer["unfiltered"], answer["without"]) == (1, 3, {"evidence": 3})
    assert answer["counts"]["evidence"] == {"backed": 2, "verified": 1}
