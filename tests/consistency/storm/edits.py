"""One random edit of a profile or a posting through the services, as a page would make it."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone

from employers import services as employers
from employers.models import Organisation, Posting
from jobseekers import services as jobseekers
from jobseekers.models import Profile
from matching.outbox import mark_all_dirty
from skills.models import Credential, Occupation, Skill
from tests.factories import (
    DraftFactory,
    OrganisationFactory,
    PostingFactory,
    ProfileFactory,
    StaffUserFactory,
    UserFactory,
)
from tests.taxonomy import small_taxonomy


def build_world(*, people: int, postings: int) -> None:
    """People and postings most of which match each other somehow."""
    rng = random.Random(7)
    with transaction.atomic():
        taxonomy = small_taxonomy()
        skills = [taxonomy.forklift, taxonomy.pallet_jack, taxonomy.inventory, taxonomy.teamwork]
        firms = OrganisationFactory.create_batch(5)
        StaffUserFactory(email="staff@example.org")
        for _ in range(people):
            ProfileFactory(holds=rng.sample(skills, rng.randint(1, 4)))
        for number in range(postings):
            asks = rng.sample(skills, rng.randint(1, 3))
            PostingFactory(organisation=firms[number % 5], asks=asks)
        mark_all_dirty(reason="a new world")


class Writer:
    """Makes edits at random; `name` keeps what it creates apart from other writers' rows."""

    def __init__(self, name: str, seed: int) -> None:
        self.name = name
        self.rng = random.Random(seed)
        self.created = 0
        self.skills = list(Skill.objects.order_by("id")[:4])
        self.occupations = list(Occupation.objects.order_by("id"))
        self.card = Credential.objects.get(slug="forklift-card")
        self.staff = StaffUserFactory._meta.model.objects.get(email="staff@example.org")
        self.acts: list[tuple[int, Callable[[], object]]] = [
            (30, self.state_skill),
            (8, self.drop_skill),
            (8, self.replace_skills),
            (8, self.hide_or_show),
            (5, self.state_age),
            (5, self.get_card),
            (5, self.tell_of_job),
            (3, self.sign_up),
            (1, self.delete_profile),
            (35, self.state_requirement),
            (8, self.drop_requirement),
            (10, self.change_posting),
            (8, self.open_or_close),
            (3, self.publish_new),
            (1, self.review),
        ]

    def edit(self) -> bool:
        """One edit, whole or not at all; False when the services refused it."""
        weights, acts = zip(*self.acts, strict=True)
        (act,) = self.rng.choices(acts, weights)
        try:
            act()
        except (ValidationError, ObjectDoesNotExist):
            # Refused, or another writer was faster: the services have changed nothing.
            return False
        return True

    def _any(self, model: Any) -> Any:
        ids = list(model.objects.order_by("id").values_list("id", flat=True))
        return model.objects.get(pk=self.rng.choice(ids))

    def _claim(self) -> jobseekers.SkillClaim:
        level = self.rng.choice([None, 1, 2, 3, 4])
        return jobseekers.SkillClaim(skill=self.rng.choice(self.skills), level=level)

    def state_skill(self) -> None:
        profile, claim = self._any(Profile), self._claim()
        held = profile.skills.filter(skill=claim.skill).exists()
        (jobseekers.change_skill if held else jobseekers.add_skill)(profile=profile, claim=claim)

    def drop_skill(self) -> None:
        jobseekers.remove_skill(profile=self._any(Profile), skill=self.rng.choice(self.skills))

    def replace_skills(self) -> None:
        claims = {claim.skill: claim for claim in (self._claim() for _ in range(4))}
        jobseekers.replace_skills(profile=self._any(Profile), skills=list(claims.values()))

    def hide_or_show(self) -> None:
        visibility = self.rng.choice(["hidden", "anonymous", "anonymous"])
        jobseekers.set_visibility(profile=self._any(Profile), visibility=visibility)

    def state_age(self) -> None:
        born = timezone.localdate() - timedelta(days=365 * self.rng.randint(15, 25))
        jobseekers.update_details(profile=self._any(Profile), birth_date=born)

    def get_card(self) -> None:
        days = self.rng.choice([None, -1, 0, 30])
        expires = None if days is None else timezone.localdate() + timedelta(days=days)
        jobseekers.save_credential(
            profile=self._any(Profile), credential=self.card, expires_on=expires
        )

    def tell_of_job(self) -> None:
        today = timezone.localdate()
        jobseekers.save_job(
            profile=self._any(Profile),
            title="Helper",
            occupation=self.rng.choice(self.occupations),
            started=today - timedelta(days=self.rng.randint(30, 2500)),
            ended=self.rng.choice([None, today]),
        )

    def sign_up(self) -> None:
        self.created += 1
        email = f"{self.name}-{self.created}-{self.rng.getrandbits(32)}@example.org"
        with transaction.atomic():
            profile = jobseekers.create_profile(user=UserFactory(email=email))
            jobseekers.save_profile(
                profile=profile, details={"visibility": "anonymous"}, skills=[self._claim()]
            )

    def delete_profile(self) -> None:
        jobseekers.delete_profile(profile=self._any(Profile))

    def state_requirement(self) -> None:
        claim = employers.RequirementClaim(
            skill=self.rng.choice(self.skills),
            importance=self.rng.choice([1, 2, 4]),
            level=self.rng.choice([None, 1, 2, 3, 4]),
            trainable=self.rng.random() < 0.2,
        )
        employers.save_requirement(posting=self._any(Posting), claim=claim)

    def drop_requirement(self) -> None:
        employers.remove_requirement(posting=self._any(Posting), skill=self.rng.choice(self.skills))

    def change_posting(self) -> None:
        employers.update_posting(
            posting=self._any(Posting),
            gates=self.rng.choice([[], [], [self.card]]),
            occupation=self.rng.choice([None, *self.occupations]),
            months_experience=self.rng.choice([None, 6, 24]),
            education=self.rng.choice([None, 2, 6]),
        )

    def open_or_close(self) -> None:
        acts: list[Callable[..., object]] = [
            employers.close_posting,
            employers.reopen_posting,
            employers.reopen_posting,
        ]
        self.rng.choice(acts)(posting=self._any(Posting))

    def publish_new(self) -> None:
        self.created += 1
        slug = f"{self.name}-{self.created}-{self.rng.getrandbits(32)}"
        with transaction.atomic():
            draft = DraftFactory(
                slug=slug,
                organisation=self._any(Organisation),
                asks=self.rng.sample(self.skills, 2),
            )
            employers.publish_posting(posting=draft)

    def review(self) -> None:
        organisation = self._any(Organisation)
        employers.decline_organisation(organisation=organisation, by=self.staff, reason="No.")
        employers.verify_organisation(organisation=organisation, by=self.staff)
