"""The candidates' pages: skills and reasons, never who somebody is."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from employers.models import Membership, Organisation, Posting
from jobseekers.models import Profile, ProfileSkill
from matching.pseudonyms import candidate_name
from matching.selectors import match_for
from matching.views.employer import PAGE_SIZE
from portal.common.words import WorkMode
from tests.employers.pages import member_of, sign_in, text_of
from tests.factories import (
    CredentialFactory,
    ExperienceFactory,
    MembershipFactory,
    OrganisationFactory,
    PostingFactory,
    ProfileFactory,
    RequiredCredentialFactory,
    RequirementFactory,
    StaffUserFactory,
    UserFactory,
)
from tests.matching.candidates import candidate, candidates, follow_all, home, names, queries_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
CANDIDATES_QUERIES = 24


# --- The list


def test_visible_people_are_listed_best_first_under_an_opaque_name(client, posting, taxonomy):
    RequirementFactory(posting=posting, skill=taxonomy.inventory)
    both = ProfileFactory(holds=[taxonomy.forklift, taxonomy.inventory])
    one = ProfileFactory(holds=[taxonomy.forklift])
    ProfileFactory(holds=[taxonomy.forklift], visibility=Profile.Visibility.HIDDEN)
    follow_all()

    response = candidates(client, posting)

    assert names(response) == [candidate_name(both.ref), candidate_name(one.ref)]
    assert "2 people fit this posting" in text_of(response)
    assert "Strong match" in text_of(response)


def test_a_person_who_hides_is_gone_from_list_page_and_count_at_once(client, posting, skill):
    profile = ProfileFactory(holds=[skill])
    follow_all()
    assert len(names(candidates(client, posting))) == 1
    assert "1 candidate" in text_of(home(client))

    Profile.objects.update(visibility=Profile.Visibility.HIDDEN)

    assert names(candidates(client, posting)) == []
    assert "No candidates yet" in text_of(home(client))
    assert candidate(client, posting, profile).status_code == 404


def test_a_person_who_may_not_sign_in_any_more_is_gone(client, posting, skill):
    profile = ProfileFactory(holds=[skill])
    follow_all()
    profile.user.is_active = False
    profile.user.save()

    assert names(candidates(client, posting)) == []
    assert "No candidates yet" in text_of(home(client))


def test_pages_of_candidates_follow_each_other(client, posting, skill):
    for _ in range(PAGE_SIZE + 1):
        ProfileFactory(holds=[skill])
    follow_all()

    first = candidates(client, posting)
    second = client.get(first.context["next"])

    assert len(names(first)) == PAGE_SIZE
    assert len(names(second)) == 1
    assert second.context["next"] == ""
    assert [m.profile.ref for m, _s in client.get(second.context["previous"]).context["rows"]] == [
        m.profile.ref for m, _s in first.context["rows"]
    ]


def test_a_cursor_of_somebody_elses_making_leads_nowhere(client, posting):
    assert candidates(client, posting, cursor="nonsense").status_code == 404
    assert client.get(reverse("employer_home"), {"cursor": "nonsense"}).status_code == 404


def test_while_a_change_is_worked_in_the_page_says_so_and_asks_again(client, posting):
    response = candidates(client, posting)

    assert "Updating: your last change is being worked in." in text_of(response)
    assert 'hx-trigger="every 2s"' in response.content.decode()

    follow_all()
    response = candidates(client, posting)
    assert "Updating" not in text_of(response)
    assert "every 2s" not in response.content.decode()
    assert "Nobody to show yet" in text_of(response)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"status": Posting.Status.DRAFT}, "Publish it to see candidates"),
        ({"status": Posting.Status.CLOSED}, "This posting is over"),
        ({"closes_on": TODAY()}, "This posting is over"),
        ({"opens_on": TODAY() + timedelta(days=2)}, "Not open yet"),
    ],
)
def test_a_posting_that_is_not_public_has_no_candidates_and_says_why(
    client, posting, skill, changes, says
):
    ProfileFactory(holds=[skill])
    follow_all()
    if changes.get("closes_on"):
        changes = {
            "opens_on": TODAY() - timedelta(days=9),
            "closes_on": TODAY() - timedelta(days=1),
        }
    Posting.objects.filter(pk=posting.pk).update(**changes)

    response = candidates(client, posting)

    assert names(response) == []
    assert says in text_of(response)


@pytest.mark.parametrize("status", [Organisation.Status.PENDING, Organisation.Status.DECLINED])
def test_an_organisation_that_is_not_verified_sees_nobody(client, posting, skill, status):
    profile = ProfileFactory(holds=[skill])
    follow_all()
    Organisation.objects.update(status=status)

    response = candidates(client, posting)

    assert names(response) == []
    assert "Your organisation waits for review" in text_of(response)
    assert candidate(client, posting, profile).status_code == 404


# --- What is told of a person


@pytest.mark.parametrize(
    ("zip_code", "says"),
    [
        ("06511", "Under 5 miles away"),
        ("06473", "5 to 10 miles away"),
        ("06451", "10 to 25 miles away"),
        ("06106", "Over 25 miles away"),
        ("", ""),
    ],
)
def test_the_way_to_work_is_told_in_bands(client, posting, skill, zip_code, says):
    profile = ProfileFactory(holds=[skill], zip=zip_code)
    follow_all()

    words = text_of(candidates(client, posting)) + text_of(candidate(client, posting, profile))

    assert says in words
    assert words.count("miles away") == (2 if says else 0)


def test_work_from_home_tells_no_distance(client, posting, skill):
    ProfileFactory(holds=[skill])
    Posting.objects.update(work_mode=WorkMode.REMOTE)
    follow_all()

    assert "miles away" not in text_of(candidates(client, posting))


def test_what_stands_behind_a_skill_is_marked(client, posting, skill):
    profile = ProfileFactory()
    profile.skills.create(skill=skill, level=2, evidence=ProfileSkill.Evidence.VERIFIED)
    follow_all()

    assert "Forklift operation: Checked by staff" in text_of(candidates(client, posting))
    assert "Checked by staff" in text_of(candidate(client, posting, profile))


def test_a_must_have_that_is_missing_is_said_and_one_that_is_held_too(client, posting, skill):
    card, licence = CredentialFactory(label_en="Food card"), CredentialFactory(label_en="Licence")
    for credential in (card, licence):
        RequiredCredentialFactory(posting=posting, credential=credential)
    profile = ProfileFactory(holds=[skill])
    profile.credentials.create(credential=licence)
    follow_all()

    assert "Does not hold yet: Food card" in text_of(candidates(client, posting))
    words = text_of(candidate(client, posting, profile))
    assert "Does not hold yet: Food card" in words
    assert "Holds Licence" in words


def test_the_ledger_is_the_one_that_the_candidate_sees_and_adds_up(client, posting, taxonomy):
    RequirementFactory(posting=posting, skill=taxonomy.inventory)
    profile = ProfileFactory(holds=[taxonomy.pallet_jack])
    follow_all()

    response = candidate(client, posting, profile)

    seen, own = response.context["lines"], match_for(profile, posting)
    assert [(line["label"], line["earned"], line["reason"]) for line in seen] == [
        (line.label, line.earned, line.reason) for line in own.lines
    ]
    assert sum(line["earned"] for line in seen) == own.fit
    assert sum(line["possible"] for line in seen) == 10_000
    assert "pallet-jack operation" in text_of(response)


def test_no_page_for_employers_carries_what_says_who_somebody_is(client, posting, taxonomy):
    posting.occupation, posting.months_experience = taxonomy.forklift_driver, 24
    posting.education = 4
    posting.save()
    profile = ProfileFactory(
        user__email="maria.santiago@example.org",
        full_name="Maria Santiago",
        phone="203-555-0187",
        birth_date=date(1987, 6, 5),
        zip="06473",
        holds=[taxonomy.forklift],
        wage_floor=31,
        education=6,
    )
    ExperienceFactory(
        profile=profile,
        occupation=taxonomy.warehouse_worker,
        title="Night lead at dock four",
        employer="Saybrook Cold Storage",
    )
    follow_all()

    for response in (
        candidates(client, posting),
        candidate(client, posting, profile),
        home(client),
        client.get(reverse("posting_edit", args=[posting.pk])),
        client.get(reverse("job", args=[posting.slug])),
    ):
        assert response.status_code == 200
        body = response.content.decode()
        for secret in (
            "Maria",
            "Santiago",
            "maria.santiago",
            "555-0187",
            "1987",
            "June 5",
            "06473",
            "North Haven",
            "Night lead",
            "Saybrook",
            "Stockers",
            "$31",
        ):
            assert secret not in body, f"{secret} stands on {response.request['PATH_INFO']}"
    assert candidates(client, posting).context["rows"], "the candidate is listed"


def test_a_candidates_name_is_opaque_and_always_the_same():
    one, other = candidate_name("abc123"), candidate_name("abc124")

    assert one == candidate_name("abc123")
    assert one != other
    assert "abc" not in one


# --- Access


@pytest.mark.parametrize("role", Membership.Role.values)
def test_every_member_reads_the_candidates(client, skill, role):
    posting, profile = PostingFactory(asks=[skill]), ProfileFactory(holds=[skill])
    follow_all()
    member_of(client, posting.organisation, role)

    assert candidates(client, posting).status_code == 200
    assert candidate(client, posting, profile).status_code == 200


def test_candidates_of_another_organisation_do_not_exist(client, posting, skill):
    profile = ProfileFactory(holds=[skill])
    sign_in(client, MembershipFactory(organisation=OrganisationFactory()).user)

    assert candidates(client, posting).status_code == 404
    assert candidate(client, posting, profile).status_code == 404


def test_a_removed_member_loses_the_candidates_on_the_next_request(client, posting, skill):
    profile = ProfileFactory(holds=[skill])
    assert candidates(client, posting).status_code == 200

    Membership.objects.all().delete()

    assert candidates(client, posting).status_code == 404
    assert candidate(client, posting, profile).status_code == 404


@pytest.mark.parametrize("factory", [UserFactory, StaffUserFactory])
def test_candidates_are_for_employers(client, posting, factory):
    sign_in(client, factory())

    assert candidates(client, posting).status_code == 403
    client.logout()
    assert candidates(client, posting).status_code == 302


@pytest.mark.parametrize("ref", ["nobody", "%00", "x" * 300])
def test_a_reference_that_nobody_has_is_not_found(client, posting, ref):
    address = reverse("candidates", args=[posting.pk])

    assert client.get(f"{address}{ref}/").status_code == 404


# --- Queries


def test_candidates_ask_the_database_as_often_for_many_as_for_one(client, posting, taxonomy):
    ProfileFactory(holds=[taxonomy.forklift])
    follow_all()
    few = queries_of(lambda: candidates(client, posting))

    for _ in range(8):
        ProfileFactory(holds=[taxonomy.forklift, taxonomy.inventory])
    follow_all()

    assert queries_of(lambda: candidates(client, posting)) == few
    assert few == CANDIDATES_QUERIES
