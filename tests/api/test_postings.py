"""Postings: the public list, and an employer's own from draft to closed."""

import pytest

from employers.models import Membership, Organisation, Posting
from tests.factories import (
    DraftFactory,
    MembershipFactory,
    OrganisationFactory,
    PostingFactory,
)

OWN = "employer/postings/"


@pytest.fixture
def draft(member):
    return DraftFactory(organisation=member.organisation, benefits="", wage_min=None, wage_max=None)


def whole(caller, posting):
    return caller.get(f"{OWN}{posting.pk}/").json()


def test_a_posting_goes_from_draft_to_public_to_closed_to_open_again(employer, member):
    created = employer.post(
        OWN,
        {
            "organisation": member.organisation.slug,
            "title": "Forklift driver",
            "description": "Move what must be moved.",
            "benefits": "Health plan.",
            "zip": "06511",
            "wage_min": "21.50",
            "wage_max": "25.00",
            "requirements": [
                {"skill": "forklift-operation", "importance": "essential", "level": 2},
                {"skill": "inventory", "trainable": True},
            ],
        },
    )
    assert created.status_code == 201
    assert created.json()["status"] == "draft"
    address = f"{OWN}{created.json()['id']}/"

    statuses = [
        employer.post(f"{address}{act}/").json()["status"] for act in ("publish", "close", "reopen")
    ]

    assert statuses == ["published", "closed", "published"]


def test_requirements_are_read_as_they_were_written(employer, posting):
    asked = {"skill": "teamwork", "importance": "nice", "level": None, "trainable": True}

    response = employer.patch(f"{OWN}{posting.pk}/", {"requirements": [asked]})

    assert response.status_code == 200
    assert response.json()["requirements"] == [{**asked, "label": "Teamwork"}]


def test_gates_are_replaced_as_a_list(employer, posting, taxonomy):
    response = employer.patch(f"{OWN}{posting.pk}/", {"gates": [taxonomy.forklift_card.slug]})

    assert response.json()["gates"] == [taxonomy.forklift_card.slug]


def test_what_is_read_may_be_put_back(employer, posting):
    before = whole(employer, posting)

    after = employer.put(f"{OWN}{posting.pk}/", before)

    assert after.status_code == 200
    assert after.json() == {**before, "revision": before["revision"] + 1}


def test_a_put_needs_every_field(employer, posting):
    before = whole(employer, posting)

    response = employer.put(f"{OWN}{posting.pk}/", {"title": "Only a title"})

    assert response.status_code == 400
    assert {"wage_min", "requirements", "zip"} <= set(response.json()["errors"])
    assert whole(employer, posting) == before


def test_a_draft_is_deleted_and_a_public_posting_is_not(employer, posting, draft):
    assert employer.delete(f"{OWN}{draft.pk}/").status_code == 204
    assert employer.delete(f"{OWN}{posting.pk}/").status_code == 400
    assert list(Posting.objects.all()) == [posting]


def test_publishing_says_at_which_field_the_law_asks_for_more(employer, draft):
    response = employer.post(f"{OWN}{draft.pk}/publish/")

    assert response.status_code == 400
    assert {"wage_min", "benefits"} <= set(response.json()["errors"])
    draft.refresh_from_db()
    assert draft.status == Posting.Status.DRAFT


def test_a_posting_does_not_move_to_another_organisation(employer, member, posting):
    other = MembershipFactory(user=member.user).organisation

    response = employer.patch(f"{OWN}{posting.pk}/", {"organisation": other.slug})

    assert set(response.json()["errors"]) == {"organisation"}


def test_an_employer_lists_only_the_postings_of_their_organisations(employer, posting, draft):
    PostingFactory()

    results = employer.get(OWN).json()["results"]

    assert [row["id"] for row in results] == sorted([posting.pk, draft.pk], reverse=True)


@pytest.mark.parametrize("act", ["", "publish/", "close/", "reopen/", "candidates/"])
def test_another_organisations_posting_does_not_exist(employer, act):
    foreign = PostingFactory()
    address = f"{OWN}{foreign.pk}/{act}"

    answers = [employer.get(address)] if act in ("", "candidates/") else [employer.post(address)]
    if not act:
        answers += [employer.patch(address, {"title": "Mine"}), employer.delete(address)]

    assert {answer.status_code for answer in answers} == {404}
    foreign.refresh_from_db()
    assert foreign.revision == 1


def test_a_viewer_reads_and_does_not_write(as_user, posting):
    viewer = MembershipFactory(organisation=posting.organisation, role=Membership.Role.VIEWER)
    caller = as_user(viewer.user)
    address = f"{OWN}{posting.pk}/"

    assert caller.get(address).status_code == 200
    refused = [
        caller.patch(address, {"title": "Mine"}),
        caller.put(address, {}),
        caller.delete(address),
        caller.post(f"{address}close/"),
        caller.post(OWN, {"organisation": posting.organisation.slug, "title": "Mine"}),
    ]
    assert {answer.status_code for answer in refused} == {403}
    assert Posting.objects.get() == posting


def test_the_public_list_shows_open_postings_of_verified_organisations(as_user, posting):
    PostingFactory(organisation=OrganisationFactory(status=Organisation.Status.PENDING))
    PostingFactory(status=Posting.Status.CLOSED)
    DraftFactory()

    rows = as_user().get("postings/").json()["results"]

    assert [row["slug"] for row in rows] == [posting.slug]


def test_the_public_list_comes_a_page_at_a_time(as_user, taxonomy):
    made = {PostingFactory(asks=[taxonomy.inventory]).pk for _ in range(5)}
    caller, seen, address = as_user(), [], {"page_size": 2}

    while address is not None:
        page = caller.get("postings/", **address).json()
        seen += [row["id"] for row in page["results"]]
        cursor = page["next"] and page["next"].split("cursor=")[1].split("&")[0]
        address = {"page_size": 2, "cursor": cursor.replace("%3D", "=")} if cursor else None

    assert len(seen) == 5
    assert set(seen) == made


def test_the_lists_take_as_many_queries_for_one_posting_as_for_many(
    as_user, employer, member, taxonomy, django_assert_num_queries
):
    def more():
        PostingFactory(organisation=member.organisation, asks=[taxonomy.inventory])

    more()
    with django_assert_num_queries(3):
        as_user().get("postings/")
    for _ in range(5):
        more()
    with django_assert_num_queries(3):
        as_user().get("postings/")
    # The token, and the three of the list.
    with django_assert_num_queries(4):
        employer.get(OWN)
