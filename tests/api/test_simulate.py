"""Pool sizes over the API: what each thing asked costs, for a draft and for what is not saved."""

import pytest
from django.urls import reverse

from employers.models import Membership, Posting
from matching.simulate.people import memory
from tests.api.test_problems import problem_of
from tests.factories import (
    CredentialFactory,
    DraftFactory,
    MembershipFactory,
    OrganisationFactory,
    PostingFactory,
    ProfileFactory,
    RequiredCredentialFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(taxonomy):
    for _ in range(20):
        ProfileFactory(holds=[taxonomy.forklift, taxonomy.teamwork])
    return DraftFactory(asks=[taxonomy.forklift, taxonomy.inventory])


@pytest.fixture
def ask(client, draft):
    member = MembershipFactory(organisation=draft.organisation)
    client.force_login(member.user)

    def asking(posting=draft, **changes):
        address = reverse("api:simulate", args=[posting.pk])
        return client.post(address, changes, content_type="application/json")

    return asking


def test_a_draft_is_told_its_pool_and_what_each_thing_costs(ask):
    answer = ask()

    assert answer.status_code == 200
    body = answer.json()
    assert body["qualified"] == {"people": None, "settled": True}
    assert body["near"] == {"people": 20, "settled": True}
    dropped = [each for each in body["changes"] if each["change"] == "drop"]
    assert [(each["skill"], each["qualified"]["people"]) for each in dropped] == [
        ("forklift-operation", None),
        ("inventory", 20),
    ]
    assert dropped[1]["label"] == "Inventory"


def test_changes_are_counted_and_not_saved(ask, draft):
    body = ask(
        requirements=[
            {"skill": "forklift-operation", "importance": "essential"},
            {"skill": "teamwork"},
        ]
    ).json()

    assert body["qualified"]["people"] == 20
    assert {row.skill.slug for row in draft.requirements.all()} == {
        "forklift-operation",
        "inventory",
    }
    assert Posting.objects.get(pk=draft.pk).revision == draft.revision


def test_a_must_have_credential_says_whom_it_keeps_out(ask, draft):
    card = CredentialFactory(slug="some-card", label_en="Some card")
    RequiredCredentialFactory(posting=draft, credential=card)

    body = ask(requirements=[{"skill": "forklift-operation"}]).json()

    assert body["qualified"]["people"] is None
    assert body["blocked"] == [
        {
            "credential": "some-card",
            "label": "Some card",
            "size": {"people": 20, "settled": True},
        }
    ]
    assert ask(requirements=[{"skill": "forklift-operation"}], gates=[]).json()["blocked"] == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"requirements": [{"skill": "no-such-skill"}]}, "requirements"),
        ({"requirements": "forklift"}, "requirements"),
        ({"months_experience": -1}, "months_experience"),
        ({"education": "university of life"}, "education"),
        ({"gates": ["no-such-card"]}, "gates"),
        ({"occupation": "99-9999.99"}, "occupation"),
        ({"zip": "06511"}, "zip"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(ask, changes, field):
    answer = ask(**changes)

    assert answer.status_code == 400
    assert field in problem_of(answer)["errors"]


def test_too_many_questions_are_told_when_to_come_back(ask, settings):
    settings.POOL_QUESTIONS_AN_HOUR = 1
    ask()

    answer = ask(months_experience=7)

    assert answer.status_code == 429
    assert problem_of(answer)["type"] == "urn:problem:throttled"
    assert 3000 < int(answer["Retry-After"]) <= 3600
    assert ask().status_code == 200, "the question that was answered is answered again"


def test_while_people_are_being_read_one_is_told_to_come_back(ask):
    with memory.lock:
        answer = ask()

    assert answer.status_code == 503
    assert problem_of(answer)["type"] == "urn:problem:counting"
    assert answer["Retry-After"] == "5"


def test_every_member_may_ask_and_nobody_else(ask, client, draft):
    assert ask(PostingFactory()).status_code == 404

    viewer = MembershipFactory(organisation=draft.organisation, role=Membership.Role.VIEWER)
    client.force_login(viewer.user)
    assert ask().status_code == 200

    client.force_login(MembershipFactory(organisation=OrganisationFactory()).user)
    assert ask().status_code == 404
    client.logout()
    assert ask().status_code == 401
