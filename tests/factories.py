"""Rows for tests, as the services would leave them; nothing here marks anything for matching."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import User
from employers.dates import next_change as posting_next_change
from employers.models import Membership, Organisation, Posting, RequiredCredential, Requirement
from jobseekers.models import Experience, HeldCredential, OwnSkill, Profile, ProfileSkill
from portal.common.places import place_of_zip
from skills.folding import fold
from skills.models import (
    Credential,
    CredentialAlias,
    CredentialRelation,
    EducationLevel,
    Importance,
    Occupation,
    OccupationAlias,
    OccupationCredential,
    OccupationRelation,
    OccupationSkill,
    Skill,
    SkillAlias,
    SkillLevel,
    SkillRelation,
    TaxonomyVersion,
)

PASSWORD = "correct-horse-9"


def _coordinate(which: str) -> factory.LazyAttribute:
    """The latitude or longitude of the row's own ZIP code, as services fill it."""

    def of(row: Any) -> float | None:
        place = place_of_zip(row.zip) if row.zip else None
        return getattr(place, which) if place else None

    return factory.LazyAttribute(of)


class Rows(DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True


# --- People --------------------------------------------------------------------------------------


class UserFactory(Rows):
    """A jobseeker with a verified e-mail address and the password PASSWORD."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    role = User.Role.JOBSEEKER

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        superuser = kwargs.pop("is_superuser", False)
        make = User.objects.create_superuser if superuser else User.objects.create_user
        return make(password=kwargs.pop("password", PASSWORD), **kwargs)

    @factory.post_generation
    def verified(self, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        if create and extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class EmployerUserFactory(UserFactory):
    """A person who signed up to hire."""

    role = User.Role.EMPLOYER


class StaffUserFactory(UserFactory):
    """A member of the workforce staff."""

    role = User.Role.STAFF


# --- Taxonomy ------------------------------------------------------------------------------------


class TaxonomyVersionFactory(Rows):
    class Meta:
        model = TaxonomyVersion

    source = "test"
    version = factory.Sequence(lambda n: f"{n}")
    digest = factory.Sequence(lambda n: f"{n:064x}")


class _AliasFactory(Rows):
    class Meta:
        abstract = True

    language = "en"
    folded = factory.LazyAttribute(lambda alias: fold(alias.text))


class SkillAliasFactory(_AliasFactory):
    class Meta:
        model = SkillAlias

    skill = factory.SubFactory("tests.factories.SkillFactory", label=None)
    text = factory.LazyAttribute(lambda alias: alias.skill.label_en)


class SkillFactory(Rows):
    """A specialised skill that search finds by its English label."""

    class Meta:
        model = Skill

    slug = factory.Sequence(lambda n: f"skill-{n}")
    label_en = factory.LazyAttribute(lambda skill: skill.slug.replace("-", " ").capitalize())
    label_es = ""
    kind = Skill.Kind.SKILL
    specificity = 100
    label = factory.RelatedFactory(SkillAliasFactory, factory_related_name="skill")


class SkillRelationFactory(Rows):
    """Holding `source` gives 60 % of `target`."""

    class Meta:
        model = SkillRelation

    source = factory.SubFactory(SkillFactory)
    target = factory.SubFactory(SkillFactory)
    strength = 60
    origin = "starter"


class OccupationAliasFactory(_AliasFactory):
    class Meta:
        model = OccupationAlias

    occupation = factory.SubFactory("tests.factories.OccupationFactory", label=None)
    text = factory.LazyAttribute(lambda alias: alias.occupation.label_en)


class OccupationFactory(Rows):
    class Meta:
        model = Occupation

    code = factory.Sequence(lambda n: f"{11 + n // 10000:02d}-{n % 10000:04d}.00")
    label_en = factory.Sequence(lambda n: f"Occupation {n}")
    job_zone = 2
    typical_education = EducationLevel.HS
    label = factory.RelatedFactory(OccupationAliasFactory, factory_related_name="occupation")


class OccupationSkillFactory(Rows):
    class Meta:
        model = OccupationSkill

    occupation = factory.SubFactory(OccupationFactory)
    skill = factory.SubFactory(SkillFactory)
    importance = Importance.IMPORTANT
    level = SkillLevel.ON_MY_OWN


class OccupationRelationFactory(Rows):
    """A year in `source` counts 50 % for `target`."""

    class Meta:
        model = OccupationRelation

    source = factory.SubFactory(OccupationFactory)
    target = factory.SubFactory(OccupationFactory)
    strength = 50


class CredentialAliasFactory(_AliasFactory):
    class Meta:
        model = CredentialAlias

    credential = factory.SubFactory("tests.factories.CredentialFactory", label=None)
    text = factory.LazyAttribute(lambda alias: alias.credential.label_en)


class CredentialFactory(Rows):
    class Meta:
        model = Credential

    slug = factory.Sequence(lambda n: f"credential-{n}")
    label_en = factory.LazyAttribute(lambda one: one.slug.replace("-", " ").capitalize())
    kind = Credential.Kind.CERTIFICATION
    label = factory.RelatedFactory(CredentialAliasFactory, factory_related_name="credential")


class CredentialRelationFactory(Rows):
    """Holding `credential` counts as holding `satisfies`."""

    class Meta:
        model = CredentialRelation

    credential = factory.SubFactory(CredentialFactory)
    satisfies = factory.SubFactory(CredentialFactory)
    basis = "Conn. Gen. Stat. sec. 20-334a"


class OccupationCredentialFactory(Rows):
    class Meta:
        model = OccupationCredential

    occupation = factory.SubFactory(OccupationFactory)
    credential = factory.SubFactory(CredentialFactory)
    required = True


# --- Jobseekers ----------------------------------------------------------------------------------


class ProfileFactory(Rows):
    """A jobseeker in Hartford whom employers may see; `holds=[skill, ...]` gives skills."""

    class Meta:
        model = Profile

    user = factory.SubFactory(UserFactory)
    visibility = Profile.Visibility.ANONYMOUS
    zip = "06106"
    latitude = _coordinate("latitude")
    longitude = _coordinate("longitude")

    @factory.post_generation
    def holds(self, create: bool, extracted: list[Skill] | None, **kwargs: Any) -> None:
        for skill in extracted or ():
            ProfileSkillFactory(profile=self, skill=skill, **kwargs)


class ProfileSkillFactory(Rows):
    """A skill held well enough to work alone."""

    class Meta:
        model = ProfileSkill

    profile = factory.SubFactory(ProfileFactory)
    skill = factory.SubFactory(SkillFactory)
    level = SkillLevel.ON_MY_OWN


class OwnSkillFactory(Rows):
    """Words that no skill fits."""

    class Meta:
        model = OwnSkill

    profile = factory.SubFactory(ProfileFactory)
    text = factory.Sequence(lambda n: f"Own words {n}")
    folded = factory.LazyAttribute(lambda own: fold(own.text))


class ExperienceFactory(Rows):
    """Three years in a job that ended."""

    class Meta:
        model = Experience

    profile = factory.SubFactory(ProfileFactory)
    occupation = factory.SubFactory(OccupationFactory)
    title = factory.LazyAttribute(
        lambda job: job.occupation.label_en if job.occupation else "Helper"
    )
    employer = "Elm City Works"
    started = factory.LazyAttribute(lambda job: job.ended - timedelta(days=3 * 366))
    ended = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))


class HeldCredentialFactory(Rows):
    """A credential that does not expire."""

    class Meta:
        model = HeldCredential

    profile = factory.SubFactory(ProfileFactory)
    credential = factory.SubFactory(CredentialFactory)


# --- Employers -----------------------------------------------------------------------------------


class OrganisationFactory(Rows):
    """A verified organisation."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    slug = factory.Sequence(lambda n: f"organisation-{n}")
    zip = "06511"
    status = Organisation.Status.VERIFIED


class MembershipFactory(Rows):
    """An owner."""

    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(EmployerUserFactory)
    role = Membership.Role.OWNER


class PostingFactory(Rows):
    """A public posting in New Haven, open for 60 days; `asks=[skill, ...]` gives requirements."""

    class Meta:
        model = Posting

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Posting {n}")
    slug = factory.Sequence(lambda n: f"posting-{n}")
    status = Posting.Status.PUBLISHED
    description = "You do the work and learn the rest."
    benefits = "Health plan and paid days off."
    zip = "06511"
    town = factory.LazyAttribute(lambda row: place_of_zip(row.zip).town if row.zip else "")
    latitude = _coordinate("latitude")
    longitude = _coordinate("longitude")
    wage_min = Decimal("20.00")
    wage_max = Decimal("24.00")
    opens_on = factory.LazyFunction(timezone.localdate)
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))
    published_at = factory.LazyFunction(timezone.now)
    next_change = factory.LazyAttribute(
        lambda row: posting_next_change(
            Posting(status=row.status, opens_on=row.opens_on, closes_on=row.closes_on),
            timezone.localdate(),
        )
    )

    @factory.post_generation
    def asks(self, create: bool, extracted: list[Skill] | None, **kwargs: Any) -> None:
        for skill in extracted or ():
            RequirementFactory(posting=self, skill=skill, **kwargs)


class DraftFactory(PostingFactory):
    """A posting that is not public yet."""

    status = Posting.Status.DRAFT
    opens_on = None
    closes_on = None
    published_at = None


class RequirementFactory(Rows):
    class Meta:
        model = Requirement

    posting = factory.SubFactory(PostingFactory)
    skill = factory.SubFactory(SkillFactory)
    importance = Importance.IMPORTANT
    level = SkillLevel.ON_MY_OWN


class RequiredCredentialFactory(Rows):
    """A gate."""

    class Meta:
        model = RequiredCredential

    posting = factory.SubFactory(PostingFactory)
    credential = factory.SubFactory(CredentialFactory)
