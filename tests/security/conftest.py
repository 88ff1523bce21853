"""One of everything, and one of every kind of person."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from rest_framework.authtoken.models import Token

from employers import services as employers
from employers.models import Membership, Posting
from jobseekers import services as jobseekers
from jobseekers.models import Profile
from tests.factories import (
    ExperienceFactory,
    HeldCredentialFactory,
    MembershipFactory,
    OwnSkillFactory,
    PostingFactory,
    ProfileFactory,
    StaffUserFactory,
)
from tests.matching.draining import drain_all
from tests.taxonomy import SmallTaxonomy


@dataclass(frozen=True)
class World:
    """The people by name, and what addresses are made of."""

    people: dict[str, Any]
    args: dict[str, Any]
    profile: Profile
    posting: Posting

    def browser(self, person: str) -> Client:
        """A browser in which this person, or nobody, is signed in."""
        client = Client(raise_request_exception=False)
        if self.people[person] is not None:
            client.force_login(self.people[person])
        return client

    def program(self, person: str) -> Client:
        """A program with this person's token, or without."""
        user = self.people[person]
        headers = {}
        if user is not None:
            token, _ = Token.objects.get_or_create(user=user)
            headers["Authorization"] = f"Token {token.key}"
        return Client(raise_request_exception=False, headers=headers)


@pytest.fixture
def world(taxonomy: SmallTaxonomy) -> World:
    """A jobseeker who is a candidate of employer A's posting, and everybody who may be curious."""
    profile = ProfileFactory(
        user__email="rosa.delgado@example.org",
        full_name="Rosa Delgado",
        phone="860-555-0117",
        birth_date="1991-07-23",
        zip="06098",
        holds=[taxonomy.forklift],
    )
    job = ExperienceFactory(
        profile=profile,
        occupation=taxonomy.warehouse_worker,
        title="Keeper of the Winsted shelves",
        employer="Winsted Hardware",
    )
    own = OwnSkillFactory(profile=profile, text="Keeping bees in Canaan")
    HeldCredentialFactory(profile=profile, credential=taxonomy.forklift_card)
    resume = jobseekers.keep_resume(profile=profile, content=b"My resume", kind="text")
    owner = MembershipFactory()
    posting = PostingFactory(
        organisation=owner.organisation, asks=[taxonomy.forklift, taxonomy.inventory]
    )
    viewer = MembershipFactory(organisation=owner.organisation, role=Membership.Role.VIEWER)
    other = PostingFactory()
    return World(
        people={
            "nobody": None,
            "owner": profile.user,
            "other": ProfileFactory().user,
            "a_owner": owner.user,
            "a_viewer": viewer.user,
            "b_owner": MembershipFactory(organisation=other.organisation).user,
            "staff": StaffUserFactory(),
        },
        args={
            "skill": taxonomy.forklift.slug,
            "other_skill": taxonomy.pallet_jack.slug,
            "own": own.pk,
            "job": job.pk,
            "credential": taxonomy.forklift_card.slug,
            "token": "a-token-of-nobody",
            "resume": resume.pk,
            "posting": posting.pk,
            "posting_slug": posting.slug,
            "ref": profile.ref,
            "organisation": owner.organisation.slug,
            "member": viewer.pk,
            "rest": "nowhere/",
            "code": taxonomy.nursing_assistant.code,
        },
        profile=profile,
        posting=posting,
    )


@pytest.fixture
def listed(world: World) -> World:
    """The same, after the workers have made the lists."""
    jobseekers.update_details(profile=world.profile, max_miles=60)
    employers.update_posting(posting=world.posting)
    drain_all()
    return world
