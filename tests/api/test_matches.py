"""Matches and candidates: the same pair, the same ledger, from both sides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from employers import services as employers
from jobseekers import services as jobseekers
from jobseekers.models import Profile
from tests.factories import (
    EmployerUserFactory,
    PostingFactory,
    ProfileFactory,
    ProfileSkillFactory,
    RequiredCredentialFactory,
    UserFactory,
)
from tests.matching.draining import drain_all

pytestmark = pytest.mark.django_db

MATCHES = "me/matches/"


@pytest.fixture
def matched(profile, posting, taxonomy):
    """The profile, now with one skill of two that the posting asks, and both lists computed."""
    ProfileSkillFactory(profile=profile, skill=taxonomy.inventory)
    jobseekers.update_details(profile=profile, full_name="Rosa Delgado", phone="860-555-0117")
    employers.update_posting(posting=posting)
    drain_all()


def hundredths(points):
    return round(points * 100)


def test_a_match_has_the_shape_that_others_build_on(jobseeker, posting, matched):
    [match] = jobseeker.get(MATCHES).json()["results"]

    assert match["posting"] == {
        "id": posting.pk,
        "slug": posting.slug,
        "title": posting.title,
        "organisation": posting.organisation.name,
        "town": "New Haven",
        "wage": {"min": "20.00", "max": "24.00", "period": "HOUR"},
    }
    assert isinstance(match["fit"], float)
    assert match["band"] in {"strong", "good", "possible", "stretch"}
    assert 0 <= match["confidence"] <= 1
    assert (match["requirements_met"], match["requirements"]) == (1, 2)
    assert match["gates"] == []
    assert set(match["preferences"].values()) <= {"yes", "no", "unknown"}
    assert match["fresh"] is True
    assert match["computed_at"]
    assert match["engine_version"]


def test_a_list_is_a_page_of_results_with_cursors(jobseeker, matched):
    page = jobseeker.get(MATCHES).json()

    assert {"next", "previous", "results"} <= set(page)
    assert (page["next"], page["previous"]) == (None, None)


def test_the_ledger_adds_up_to_the_fit_in_hundredths(jobseeker, posting, matched):
    match = jobseeker.get(f"{MATCHES}{posting.pk}/").json()

    assert sum(hundredths(line["earned"]) for line in match["ledger"]) == hundredths(match["fit"])
    assert sum(hundredths(line["possible"]) for line in match["ledger"]) == 100_00
    assert match["fit"] > 0
    line = next(line for line in match["ledger"] if line["skill"] == "forklift-operation")
    assert line["kind"] == "requirement"
    assert line["source"] == "pallet-jack-operation"
    assert "pallet-jack" in line["reason"].lower()


def test_a_posting_that_the_law_keeps_from_the_young_is_not_there_for_them(
    jobseeker, profile, posting, taxonomy
):
    employers.update_posting(posting=posting, occupation=taxonomy.forklift_driver)
    assert jobseeker.get(f"{MATCHES}{posting.pk}/").status_code == 200

    seventeen = timezone.localdate() - timedelta(days=17 * 365)
    jobseekers.update_details(profile=profile, birth_date=seventeen)

    refused = jobseeker.get(f"{MATCHES}{posting.pk}/")
    assert refused.status_code == 404
    assert refused.json() == jobseeker.get(f"{MATCHES}{10**6}/").json()


def test_both_sides_see_the_same_fit_and_ledger(jobseeker, employer, profile, posting, matched):
    mine = jobseeker.get(f"{MATCHES}{posting.pk}/").json()
    theirs = employer.get(f"employer/postings/{posting.pk}/candidates/{profile.ref}/").json()

    assert theirs["profile"] == {"ref": profile.ref}
    for name in ("fit", "band", "confidence", "ledger", "gates", "requirements_met"):
        assert theirs[name] == mine[name]


def test_the_ledger_speaks_the_language_of_the_caller(as_user, profile, posting, matched):
    match = as_user(profile.user, language="es-PR").get(f"{MATCHES}{posting.pk}/").json()

    assert {line["label"] for line in match["ledger"]} == {"Manejo de montacargas", "Inventario"}


def test_a_candidate_carries_nothing_that_names_the_person(employer, profile, posting, matched):
    answers = [
        employer.get(f"employer/postings/{posting.pk}/candidates/"),
        employer.get(f"employer/postings/{posting.pk}/candidates/{profile.ref}/"),
    ]

    for answer in answers:
        text = answer.content.decode()
        assert profile.ref in text
        for secret in ("Rosa", "860-555", profile.user.email, profile.zip):
            assert secret not in text


def test_a_hidden_profile_is_no_candidate_before_anything_is_recomputed(
    employer, profile, posting, matched
):
    jobseekers.set_visibility(profile=profile, visibility=Profile.Visibility.HIDDEN)

    candidates = f"employer/postings/{posting.pk}/candidates/"
    assert employer.get(candidates).json()["results"] == []
    assert employer.get(f"{candidates}{profile.ref}/").status_code == 404


def test_a_closed_posting_is_no_match_before_anything_is_recomputed(jobseeker, posting, matched):
    employers.close_posting(posting=posting)

    assert jobseeker.get(MATCHES).json()["results"] == []
    assert jobseeker.get(f"{MATCHES}{posting.pk}/").status_code == 404


def test_a_list_older_than_its_inputs_says_so(jobseeker, profile, matched):
    jobseekers.update_details(profile=profile, max_miles=10)

    assert jobseeker.get(MATCHES).json()["fresh"] is False
    drain_all()
    assert jobseeker.get(MATCHES).json()["fresh"] is True


def test_a_gate_is_told_open_or_closed(jobseeker, posting, taxonomy, matched):
    RequiredCredentialFactory(posting=posting, credential=taxonomy.forklift_card)
    employers.update_posting(posting=posting)

    match = jobseeker.get(f"{MATCHES}{posting.pk}/").json()

    assert [(gate["code"], gate["open"]) for gate in match["gates"]] == [
        (taxonomy.forklift_card.slug, False)
    ]


def test_matches_come_a_page_at_a_time_best_first(jobseeker, profile, taxonomy):
    postings = [PostingFactory(asks=[taxonomy.pallet_jack]) for _ in range(5)]
    jobseekers.update_details(profile=profile, max_miles=20)
    for posting in postings:
        employers.update_posting(posting=posting)
    drain_all()
    seen, query = [], {"page_size": 2}

    while query is not None:
        page = jobseeker.get(MATCHES, **query).json()
        seen += [row["posting"]["id"] for row in page["results"]]
        cursor = page["next"] and page["next"].split("cursor=")[1].split("&")[0]
        query = {"page_size": 2, "cursor": cursor} if cursor else None

    assert sorted(seen) == sorted(posting.pk for posting in postings)


def test_a_new_jobseeker_has_an_empty_list(as_user):
    page = as_user(UserFactory()).get(MATCHES).json()

    assert (page["results"], page["next"]) == ([], None)


def test_matches_are_for_jobseekers_and_candidates_for_employers(as_user, jobseeker, posting):
    assert as_user(EmployerUserFactory()).get(MATCHES).status_code == 403
    assert jobseeker.get(f"employer/postings/{posting.pk}/candidates/").status_code == 403


@pytest.fixture
def crowded(matched, taxonomy):
    """Four more postings for the profile, and four more people for the posting."""
    for _ in range(4):
        employers.update_posting(posting=PostingFactory(asks=[taxonomy.pallet_jack]))
        jobseekers.update_details(
            profile=ProfileFactory(holds=[taxonomy.forklift, taxonomy.inventory]), max_miles=9
        )
    drain_all()


def test_the_lists_take_as_many_queries_for_one_row_as_for_many(
    jobseeker, employer, posting, crowded, django_assert_max_num_queries
):
    counts = []
    for caller, address in (
        (jobseeker, MATCHES),
        (employer, f"employer/postings/{posting.pk}/candidates/"),
    ):
        for size in (1, 5):
            with django_assert_max_num_queries(40) as queries:
                assert len(caller.get(address, page_size=size).json()["results"]) == size
            counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[2] == counts[3]


def test_one_match_says_the_one_change_that_helps_most_to_its_person_alone(
    jobseeker, employer, profile, posting, matched
):
    mine = jobseeker.get(f"{MATCHES}{posting.pk}/").json()
    change = mine["one_change"]

    assert (change["kind"], change["code"]) == ("add_skill", "forklift-operation")
    assert change["fit"] > mine["fit"]
    assert change["heading"].startswith("This one change")
    theirs = employer.get(f"employer/postings/{posting.pk}/candidates/{profile.ref}/").json()
    assert "one_change" not in theirs
    assert "one_change" not in jobseeker.get(MATCHES).json()["results"][0]
