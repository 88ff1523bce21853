"""A small town at work: everybody and everything that the pages can show, in each of its states."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone

from accounts.models import User
from employers.models import Organisation, Posting
from jobseekers.models import KeptResume, Profile
from jobseekers.services import SkillClaim, add_skill, keep_resume, remove_skill
from matching.models import OutboxEntry
from matching.outbox import mark_all_dirty
from skills.models import Credential, EducationLevel, Occupation, Skill
from tests.factories import (
    DraftFactory,
    ExperienceFactory,
    HeldCredentialFactory,
    MembershipFactory,
    OrganisationFactory,
    OwnSkillFactory,
    PostingFactory,
    ProfileFactory,
    RequiredCredentialFactory,
    StaffUserFactory,
    UserFactory,
)
from tests.matching.draining import drain_all
from tests.taxonomy import SmallTaxonomy, small_taxonomy


@dataclass(frozen=True)
class Town:
    """Who and what there is; matches are computed, except those of `waiting`."""

    taxonomy: SmallTaxonomy
    newcomer: User
    jobseeker: Profile
    resume: KeptResume
    waiting: Profile
    employer: User
    staff: User
    organisation: Organisation
    pending: Organisation
    opening: Posting
    lonely: Posting
    draft: Posting
    closed: Posting


def match_everybody() -> None:
    """Rows that no service wrote are matched too."""
    with transaction.atomic():
        mark_all_dirty(reason="new to the tests")
    drain_all()


def think_twice(profile: Profile, skill: Skill) -> None:
    """Takes a skill out and puts it back, which is all that has changed in the town."""
    held = remove_skill(profile=profile, skill=skill)
    drain_all()
    add_skill(profile=profile, claim=SkillClaim(skill=skill, level=held.level))
    drain_all()


def build_town() -> Town:
    """Writes it all. Call with committing transactions."""
    taxonomy = small_taxonomy()
    for concepts in (Occupation, Credential):
        concepts.objects.update(label_es=Concat(Value("(es) "), "label_en"))
    organisation = OrganisationFactory(name="Elm City Storage", slug="elm-city-storage")
    employer = MembershipFactory(organisation=organisation).user
    opening = PostingFactory(
        organisation=organisation,
        title="Forklift driver",
        slug="forklift-driver",
        occupation=taxonomy.forklift_driver,
        asks=[taxonomy.forklift, taxonomy.inventory, taxonomy.teamwork, taxonomy.vital_signs],
        education=EducationLevel.HS,
        months_experience=12,
        shifts=["day"],
        hours_a_week=40,
    )
    RequiredCredentialFactory(posting=opening, credential=taxonomy.forklift_card)
    lonely = PostingFactory(
        organisation=organisation, title="Bather", slug="bather", asks=[taxonomy.bathing]
    )
    draft = DraftFactory(
        organisation=organisation,
        title="Packer",
        slug="packer",
        occupation=taxonomy.warehouse_worker,
        description="",
        benefits="",
        wage_min=None,
        wage_max=None,
        asks=[taxonomy.inventory],
    )
    closed = PostingFactory(
        organisation=organisation,
        title="Night packer",
        slug="night-packer",
        status=Posting.Status.CLOSED,
        occupation=taxonomy.forklift_driver,
        closed_at=timezone.now(),
    )
    pending = OrganisationFactory(
        name="Long Wharf Packing", slug="long-wharf", status=Organisation.Status.PENDING
    )
    MembershipFactory(organisation=pending)
    PostingFactory(organisation=pending, title="Sorter", asks=[taxonomy.inventory])

    jobseeker = ProfileFactory(
        holds=[taxonomy.pallet_jack, taxonomy.inventory],
        full_name="Ana Rivera",
        education=EducationLevel.HS,
        max_miles=20,
        wage_floor=18,
        shifts=["day"],
    )
    ExperienceFactory(profile=jobseeker, occupation=taxonomy.warehouse_worker, title="Stocker")
    HeldCredentialFactory(
        profile=jobseeker,
        credential=taxonomy.cna,
        expires_on=timezone.localdate() + timedelta(days=400),
    )
    for holder in (jobseeker, ProfileFactory(), ProfileFactory()):
        OwnSkillFactory(profile=holder, text="forklift racing")
    OwnSkillFactory(profile=jobseeker, text=taxonomy.vital_signs.label_en)
    resume = keep_resume(profile=jobseeker, content=b"My resume." * 300, kind="text")
    match_everybody()
    think_twice(jobseeker, taxonomy.inventory)
    waiting = ProfileFactory()
    add_skill(profile=waiting, claim=SkillClaim(skill=taxonomy.inventory, level=2))
    OutboxEntry.objects.create(
        shard=0,
        kind=OutboxEntry.Kind.POSTING,
        object_id=opening.pk,
        reason="requirement saved",
        attempts=5,
        error="OverflowError: too large",
        set_aside_at=timezone.now(),
    )
    return Town(
        taxonomy=taxonomy,
        newcomer=UserFactory(),
        jobseeker=jobseeker,
        resume=resume,
        waiting=waiting,
        employer=employer,
        staff=StaffUserFactory(),
        organisation=organisation,
        pending=pending,
        opening=opening,
        lonely=lonely,
        draft=draft,
        closed=closed,
    )
