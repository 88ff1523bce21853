"""An employer's home without postings, their organisation and its members."""

import pytest
from django.urls import reverse

from employers.models import Membership, Organisation
from tests.employers.pages import member_of, sign_in, text_of
from tests.factories import (
    EmployerUserFactory,
    MembershipFactory,
    OrganisationFactory,
    StaffUserFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
Role = Membership.Role


def page(organisation, name="organisation", *more):
    return reverse(name, args=[organisation.slug, *more])


# --- Registering


def test_a_person_who_hires_registers_an_organisation_and_reads_what_happens_next(client):
    person = sign_in(client, EmployerUserFactory())
    assert "Register an organisation" in text_of(client.get(reverse("employer_home")))

    response = client.post(
        reverse("organisation_new"), {"name": "Elm City Bread", "zip": "06511"}, follow=True
    )

    assert Organisation.objects.get(memberships__user=person).name == "Elm City Bread"
    assert "Elm City Bread waits for review" in text_of(response)
    assert "one or two working days" in text_of(response)


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"name": ""}, "name", "required"),
        ({"naics": "bakery"}, "naics", "two to six digits"),
        ({"zip": "1"}, "zip", "five digits"),
        ({"website": "not a site"}, "website", "valid URL"),
        ({"about": "a\0b"}, "about", "Null characters"),
        ({"name": "x" * 161}, "name", "160"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(client, typed, field, says):
    sign_in(client, EmployerUserFactory())
    sent = {"name": "Elm City Bread", "contact_phone": "203-555-0100"} | typed

    response = client.post(reverse("organisation_new"), sent)

    assert response.status_code == 422
    assert says in " ".join(response.context["form"].errors[field])
    assert "203-555-0100" in response.content.decode()
    assert not Organisation.objects.exists()


def test_a_declined_organisation_says_why_and_can_be_sent_again(client):
    declined = OrganisationFactory(
        status=Organisation.Status.DECLINED, status_reason="We found no such company."
    )
    member_of(client, declined)

    assert "We found no such company." in text_of(client.get(reverse("employer_home")))
    client.post(page(declined, "organisation_resubmit"))

    declined.refresh_from_db()
    assert declined.status == Organisation.Status.PENDING


# --- Details


def test_an_owner_changes_the_details(client):
    organisation = OrganisationFactory(name="Elm City Bread")
    member_of(client, organisation)

    response = client.post(page(organisation), {"about": "We bake.", "zip": "06106"}, follow=True)

    organisation.refresh_from_db()
    assert (organisation.about, organisation.zip) == ("We bake.", "06106")
    assert organisation.name == "Elm City Bread"
    assert "Saved." in text_of(response)


def test_a_mistake_in_the_details_keeps_what_was_typed(client):
    organisation = OrganisationFactory()
    member_of(client, organisation)

    response = client.post(page(organisation), {"about": "We bake.", "zip": "abcde"})

    assert response.status_code == 422
    assert "A ZIP code has five digits." in text_of(response)
    assert "We bake." in text_of(response)


# --- Members


def test_an_owner_adds_a_person_who_signed_up_to_hire(client):
    organisation, person = OrganisationFactory(), EmployerUserFactory(email="new@example.org")
    member_of(client, organisation)

    client.post(page(organisation, "member_add"), {"email": "New@Example.org", "role": "viewer"})

    assert organisation.memberships.get(user=person).role == Role.VIEWER


def test_the_answer_is_the_same_whoever_has_the_address(client):
    organisation = OrganisationFactory()
    member_of(client, organisation)
    for factory, email in (
        (UserFactory, "jobseeker1@example.org"),
        (StaffUserFactory, "staff1@example.org"),
        (EmployerUserFactory, "employer1@example.org"),
    ):
        factory(email=email)
    said = set()

    for email in (
        "jobseeker1@example.org",
        "staff1@example.org",
        "employer1@example.org",
        "nobody1@example.org",
    ):
        response = client.post(
            page(organisation, "member_add"), {"email": email, "role": "viewer"}, follow=True
        )
        (message,) = response.context["messages"]
        said.add(str(message).replace(email, "somebody"))

    assert len(said) == 1
    assert organisation.memberships.count() == 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "no address", "role": "viewer"}, "email"),
        ({"email": "a@example.org", "role": "king"}, "role"),
        ({"email": "a\0@example.org", "role": "viewer"}, "email"),
    ],
)
def test_a_person_can_not_be_added_by_nonsense(client, typed, field):
    organisation = OrganisationFactory()
    member_of(client, organisation)

    response = client.post(page(organisation, "member_add"), typed)

    assert response.status_code == 422
    assert field in response.context["member_form"].errors


def test_a_member_twice_is_told_so(client):
    organisation = OrganisationFactory()
    owner = member_of(client, organisation)

    response = client.post(
        page(organisation, "member_add"), {"email": owner.email, "role": "viewer"}
    )

    assert "This person is a member already." in text_of(response)


def test_roles_change_and_the_last_owner_stays(client):
    organisation = OrganisationFactory()
    owner = member_of(client, organisation)
    other = MembershipFactory(organisation=organisation, role=Role.VIEWER)
    own = organisation.memberships.get(user=owner)

    response = client.post(
        page(organisation, "member_change", own.pk), {"role": "viewer"}, follow=True
    )
    assert "An organisation needs at least one owner." in text_of(response)

    client.post(page(organisation, "member_change", other.pk), {"role": "recruiter"})
    other.refresh_from_db()
    assert other.role == Role.RECRUITER


def test_removing_a_member_is_confirmed_first(client):
    organisation = OrganisationFactory()
    member_of(client, organisation)
    other = MembershipFactory(organisation=organisation)
    address = page(organisation, "member_remove", other.pk)

    assert "From this moment they see no posting" in text_of(client.get(address))
    assert organisation.memberships.count() == 2

    client.post(address)
    assert not organisation.memberships.filter(pk=other.pk).exists()


def test_a_member_of_another_organisation_does_not_exist_here(client):
    organisation, stranger = OrganisationFactory(), MembershipFactory()
    member_of(client, organisation)

    for name in ("member_change", "member_remove"):
        response = client.post(page(organisation, name, stranger.pk), {"role": "viewer"})
        assert response.status_code == 404
    assert Membership.objects.filter(pk=stranger.pk, role=Role.OWNER).exists()


# --- Access

WRITES = [("organisation",), ("organisation_resubmit",), ("member_add",)]


@pytest.mark.parametrize("names", WRITES)
@pytest.mark.parametrize("role", [Role.RECRUITER, Role.VIEWER])
def test_only_owners_change_the_organisation(client, names, role):
    organisation = OrganisationFactory(about="As it was.")
    member_of(client, organisation, role)

    response = client.post(page(organisation, *names), {"about": "Other", "role": "owner"})

    assert response.status_code == 403
    organisation.refresh_from_db()
    assert organisation.about == "As it was."


def test_a_member_who_is_no_owner_reads_without_forms(client):
    organisation = OrganisationFactory(about="We bake.")
    member_of(client, organisation, Role.VIEWER)

    response = client.get(page(organisation))

    assert "We bake." in text_of(response)
    assert "Add a person" not in text_of(response)


def test_another_organisation_does_not_exist(client):
    organisation = OrganisationFactory()
    sign_in(client, MembershipFactory().user)

    assert client.get(page(organisation)).status_code == 404
    assert client.post(page(organisation), {}).status_code == 404


@pytest.mark.parametrize("name", ["employer_home", "organisation_new", "posting_new"])
def test_pages_of_employers_are_for_employers(client, name):
    assert client.get(reverse(name)).status_code == 302
    for factory in (UserFactory, StaffUserFactory):
        sign_in(client, factory())
        assert client.get(reverse(name)).status_code == 403
