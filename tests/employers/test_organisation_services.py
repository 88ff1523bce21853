"""Organisations are made by a member, verified by staff, and worked for by their members."""

import pytest
from django.core.exceptions import ValidationError

from employers import services
from employers.models import Membership, Organisation
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


def refusal_of(act, **arguments) -> dict:
    with pytest.raises(ValidationError) as refused:
        act(**arguments)
    return refused.value.message_dict


def test_a_new_organisation_waits_for_review_and_belongs_to_who_made_it():
    owner = EmployerUserFactory()

    made = services.create_organisation(owner=owner, name="Elm City Bread", zip="06511")

    assert made.status == Organisation.Status.PENDING
    assert made.memberships.get().user == owner
    assert made.memberships.get().role == Membership.Role.OWNER


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 161}, "name"),
        ({"website": "not a site"}, "website"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"naics": "1"}, "naics"),
        ({"zip": "0651"}, "zip"),
        ({"status": "verified"}, "status"),
    ],
)
def test_details_that_make_no_sense_are_refused_at_their_field(details, field):
    arguments = {"owner": EmployerUserFactory(), "name": "Elm City Bread"} | details

    assert field in refusal_of(services.create_organisation, **arguments)
    assert not Organisation.objects.exists()


def test_the_name_that_staff_have_checked_stays():
    verified = OrganisationFactory(name="Elm City Bread")

    errors = refusal_of(services.update_organisation, organisation=verified, name="City Hall")

    assert list(errors) == ["name"]
    services.update_organisation(organisation=verified, name="Elm City Bread", about="We bake.")
    assert verified.about == "We bake."


def test_a_name_that_nobody_has_checked_may_change():
    pending = OrganisationFactory(status=Organisation.Status.PENDING)

    services.update_organisation(organisation=pending, name="Elm City Bread")

    assert pending.name == "Elm City Bread"


def test_verifying_marks_the_published_postings_and_names_who_decided():
    organisation = OrganisationFactory(status=Organisation.Status.PENDING)
    posting, staff = PostingFactory(organisation=organisation), StaffUserFactory()

    services.verify_organisation(organisation=organisation, by=staff)

    assert organisation.is_verified
    assert organisation.status_by == staff
    assert set(OutboxEntry.objects.values_list("object_id", flat=True)) == {posting.pk}


def test_declining_owes_a_reason():
    organisation = OrganisationFactory()
    arguments = {"organisation": organisation, "by": StaffUserFactory()}

    assert list(refusal_of(services.decline_organisation, **arguments, reason=" ")) == ["reason"]
    services.decline_organisation(**arguments, reason="No such company.")

    assert organisation.status == Organisation.Status.DECLINED
    assert organisation.status_reason == "No such company."


def test_a_declined_organisation_can_ask_again_and_others_gain_nothing_by_asking():
    declined = OrganisationFactory(status=Organisation.Status.DECLINED, status_reason="No site.")
    verified = OrganisationFactory()

    services.resubmit_organisation(organisation=declined)
    services.resubmit_organisation(organisation=verified)

    assert (declined.status, declined.status_reason) == (Organisation.Status.PENDING, "")
    assert verified.is_verified


# --- Members


def test_only_people_who_signed_up_to_hire_become_members_and_only_once():
    organisation, person = OrganisationFactory(), EmployerUserFactory()

    services.add_member(organisation=organisation, user=person, role="recruiter")

    again = {"organisation": organisation, "user": person, "role": "owner"}
    assert list(refusal_of(services.add_member, **again)) == ["email"]
    jobseeker = {"organisation": organisation, "user": UserFactory(), "role": "viewer"}
    assert list(refusal_of(services.add_member, **jobseeker)) == ["email"]
    assert organisation.memberships.get().role == Membership.Role.RECRUITER


def test_an_unknown_role_is_refused():
    arguments = {"organisation": OrganisationFactory(), "user": EmployerUserFactory()}

    assert "role" in refusal_of(services.add_member, **arguments, role="king")


def test_an_organisation_keeps_an_owner():
    last = MembershipFactory()

    assert list(refusal_of(services.remove_member, member=last)) == ["role"]
    assert list(refusal_of(services.change_member, member=last, role="viewer")) == ["role"]

    MembershipFactory(organisation=last.organisation)
    services.change_member(member=last, role="viewer")
    assert last.role == Membership.Role.VIEWER
    services.remove_member(member=last)
    assert last.organisation.memberships.count() == 1
