"""The staff's pages: what waits, organisations to review, work that matching set aside."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from employers.models import Organisation, Posting
from matching.models import OutboxEntry
from tests.factories import (
    EmployerUserFactory,
    MembershipFactory,
    OrganisationFactory,
    PostingFactory,
    StaffUserFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PENDING, VERIFIED, DECLINED = Organisation.Status


@pytest.fixture
def staff(client):
    user = StaffUserFactory()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def waiting():
    return OrganisationFactory(
        name="Elm City Bakery",
        status=PENDING,
        website="https://bakery.example.org/",
        about="We bake at night.",
    )


def page(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def set_aside(**fields):
    fields = {
        "shard": 0,
        "kind": "profile",
        "object_id": 7,
        "reason": "skill added",
        "attempts": 5,
        "error": "ValueError('a broken row')",
        "set_aside_at": timezone.now(),
        **fields,
    }
    return OutboxEntry.objects.create(**fields)


@pytest.mark.parametrize("name", ["staff_home", "staff_organisations", "staff_set_aside"])
@pytest.mark.parametrize("person", [UserFactory, EmployerUserFactory])
def test_the_pages_are_for_staff_alone(client, name, person):
    client.force_login(person())

    assert client.get(reverse(name)).status_code == 403


def test_home_says_that_nothing_waits(staff):
    text = page(staff, "staff_home")

    assert "All matches are fresh." in text
    assert "Nobody waits." in text
    assert "Every change could be followed." in text


def test_home_counts_what_waits_and_says_since_when(staff, waiting):
    Organisation.objects.update(created_at=timezone.now() - timedelta(days=3))
    set_aside()

    text = page(staff, "staff_home")

    assert "The oldest came 3\xa0days ago." in text
    assert "1 change could not be followed and waits for you." in text


def test_home_says_how_old_the_oldest_waiting_change_is(staff):
    entry = OutboxEntry.objects.create(shard=0, kind="profile", object_id=1, reason="test")
    OutboxEntry.objects.filter(pk=entry.pk).update(
        created_at=timezone.now() - timedelta(minutes=10)
    )

    assert "Matches are behind. Oldest waiting change: 10 minutes." in page(staff, "staff_home")


def test_those_who_wait_longest_come_first(staff, waiting):
    earlier = OrganisationFactory(name="Charter Oak Mills", status=PENDING)
    Organisation.objects.filter(pk=earlier.pk).update(created_at=timezone.now() - timedelta(days=9))

    text = page(staff, "staff_organisations")

    assert text.index("Charter Oak Mills") < text.index("Elm City Bakery")


def test_the_decided_ones_have_a_list_of_their_own(staff, waiting):
    declined = OrganisationFactory(name="Nobody Knows", status=DECLINED, status_reason="No phone.")

    assert declined.name not in page(staff, "staff_organisations")
    assert declined.name in page(staff, "staff_organisations", status="declined")
    assert "No organisation has this decision." in page(
        staff, "staff_organisations", status="verified"
    )


def test_the_list_comes_in_pages_of_constant_cost(staff, django_assert_max_num_queries):
    OrganisationFactory.create_batch(30, status=PENDING)

    with django_assert_max_num_queries(8):
        first = page(staff, "staff_organisations")
    second = page(staff, "staff_organisations", page=2)

    assert first.count('scope="row"') == 25
    assert second.count('scope="row"') == 5
    assert "page=2" in first
    assert "page=1" in second


def test_a_review_shows_what_they_said_who_they_are_and_what_they_offer(staff, waiting):
    member = MembershipFactory(organisation=waiting)
    PostingFactory(organisation=waiting, title="Night baker")

    text = page(staff, "staff_organisation", waiting.slug)

    for words in ("We bake at night.", "https://bakery.example.org/", "Night baker"):
        assert words in text
    assert member.user.email in text


def test_verifying_asks_first_and_makes_the_postings_public(staff, waiting):
    posting = PostingFactory(organisation=waiting)
    assert "1 open posting becomes public" in page(staff, "staff_verify", waiting.slug)
    assert not Posting.objects.public(timezone.localdate()).exists()

    response = staff.post(reverse("staff_verify", args=[waiting.slug]), follow=True)

    assert "Elm City Bakery is verified." in response.content.decode()
    waiting.refresh_from_db()
    assert (waiting.status, waiting.status_by) == (VERIFIED, staff.user)
    assert list(Posting.objects.public(timezone.localdate())) == [posting]
    assert OutboxEntry.objects.filter(kind="posting", object_id=posting.pk).exists()


def test_declining_owes_a_reason_and_keeps_what_was_typed(staff, waiting):
    response = staff.post(reverse("staff_decline", args=[waiting.slug]), {"reason": "  "})

    assert response.status_code == 422
    waiting.refresh_from_db()
    assert waiting.status == PENDING

    response = staff.post(reverse("staff_decline", args=[waiting.slug]), {"reason": "x" * 501})

    assert response.status_code == 422
    assert "x" * 501 in response.content.decode()


def test_a_declined_organisation_shows_why_and_can_be_verified_later(staff, waiting):
    staff.post(reverse("staff_decline", args=[waiting.slug]), {"reason": "Send us a phone number."})

    text = page(staff, "staff_organisation", waiting.slug)
    assert "Send us a phone number." in text

    staff.post(reverse("staff_verify", args=[waiting.slug]))

    waiting.refresh_from_db()
    assert (waiting.status, waiting.status_reason) == (VERIFIED, "")


def test_a_verified_organisation_can_be_declined_and_leaves_the_public_pages(staff):
    posting = PostingFactory()

    staff.post(
        reverse("staff_decline", args=[posting.organisation.slug]), {"reason": "It has closed."}
    )

    assert not Posting.objects.public(timezone.localdate()).exists()


def test_asking_alone_decides_nothing(staff, waiting):
    page(staff, "staff_verify", waiting.slug)
    page(staff, "staff_decline", waiting.slug)

    waiting.refresh_from_db()
    assert waiting.status == PENDING


def test_work_set_aside_tells_its_story(staff):
    set_aside()

    text = page(staff, "staff_set_aside")

    assert "skill added" in text
    assert "a broken row" in text
    assert "5 times" in text


def test_one_change_or_all_are_tried_again(staff):
    first, second, third = (set_aside(object_id=number) for number in (1, 2, 3))

    staff.post(reverse("staff_retry"), {"entry": second.pk})
    assert set(OutboxEntry.objects.filter(set_aside_at__isnull=True)) == {second}

    staff.post(reverse("staff_retry"))
    assert not OutboxEntry.objects.filter(set_aside_at__isnull=False).exists()
    assert set(OutboxEntry.objects.all()) == {first, second, third}


@pytest.mark.parametrize("entry", ["x", "-1", "9" * 40, "\0"])
def test_a_change_that_is_none_is_not_tried(staff, entry):
    set_aside()

    response = staff.post(reverse("staff_retry"), {"entry": entry}, follow=True)

    assert "There is no such change." in response.content.decode()
    assert OutboxEntry.objects.filter(set_aside_at__isnull=False).count() == 1


def test_what_an_organisation_wrote_is_text_and_not_markup(staff):
    found = OrganisationFactory(
        name="<b>Bold</b>", about="<script>alert(1)</script>", status=PENDING
    )

    for name in ("staff_organisation", "staff_verify", "staff_decline"):
        text = page(staff, name, found.slug)
        assert "<b>Bold" not in text
        assert "<script>alert" not in text
