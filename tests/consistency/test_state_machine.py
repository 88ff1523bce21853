"""Random acts of both kinds, drains in any order, against the reference scorer.

Lists are tiny (two or three entries and one in reserve), so that cuts, floors and rescoring
happen all the time; every example starts from the same small world and is rolled back.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from employers import services as employers
from employers.models import Organisation, Posting
from jobseekers import services as jobseekers
from jobseekers.models import Profile
from matching.check import check_matches
from matching.models import OutboxEntry
from matching.outbox import mark_all_dirty
from matching.recompute import Outcome, drain, memory
from matching.sharding import all_shards
from skills.models import Skill
from tests.factories import (
    DraftFactory,
    OrganisationFactory,
    PostingFactory,
    ProfileFactory,
    StaffUserFactory,
    UserFactory,
)
from tests.taxonomy import SmallTaxonomy

PEOPLE = POSTINGS = 10
SHARDS = 2

numbers = st.integers(0, 10_000)
levels = st.one_of(st.none(), st.integers(1, 4))


class Matching(RuleBasedStateMachine):
    """The acts that people do, in any order; `number` picks one of what is there."""

    taxonomy: SmallTaxonomy

    def __init__(self) -> None:
        super().__init__()
        memory.forget()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.skills = [
            self.taxonomy.forklift,
            self.taxonomy.pallet_jack,
            self.taxonomy.inventory,
            self.taxonomy.teamwork,
        ]
        self.staff = StaffUserFactory()

    def teardown(self) -> None:
        try:
            self.nothing_differs(shards=list(all_shards()))
        finally:
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

    def profile(self, number: int) -> Profile:
        return _one_of(Profile.objects.order_by("id"), number)

    def posting(self, number: int) -> Posting:
        return _one_of(Posting.objects.order_by("id"), number)

    def skill(self, number: int) -> Skill:
        return self.skills[number % len(self.skills)]

    # --- Jobseekers ------------------------------------------------------------------------------

    @rule(number=numbers, skill=numbers, level=levels)
    def states_a_skill(self, number: int, skill: int, level: int | None) -> None:
        claim = jobseekers.SkillClaim(skill=self.skill(skill), level=level)
        profile = self.profile(number)
        held = profile.skills.filter(skill=claim.skill).exists()
        (jobseekers.change_skill if held else jobseekers.add_skill)(profile=profile, claim=claim)

    @rule(number=numbers, skills=st.sets(st.integers(0, 3)), level=levels)
    def replaces_all_skills(self, number: int, skills: set[int], level: int | None) -> None:
        claims = [jobseekers.SkillClaim(skill=self.skill(one), level=level) for one in skills]
        jobseekers.replace_skills(profile=self.profile(number), skills=claims)

    @rule(number=numbers)
    def loses_all_skills(self, number: int) -> None:
        profile = self.profile(number)
        for held in profile.skills.select_related("skill").order_by("id"):
            jobseekers.remove_skill(profile=profile, skill=held.skill)

    @rule(number=numbers, shown=st.booleans())
    def hides_or_shows(self, number: int, shown: bool) -> None:
        visibility = "anonymous" if shown else "hidden"
        jobseekers.set_visibility(profile=self.profile(number), visibility=visibility)

    @rule(number=numbers, years=st.one_of(st.none(), st.integers(15, 22)))
    def states_an_age(self, number: int, years: int | None) -> None:
        born = years and timezone.localdate() - timedelta(days=years * 365)
        jobseekers.update_details(profile=self.profile(number), birth_date=born)

    @rule(number=numbers, days=st.one_of(st.none(), st.integers(-2, 2)))
    def gets_a_card(self, number: int, days: int | None) -> None:
        expires = None if days is None else timezone.localdate() + timedelta(days=days)
        jobseekers.save_credential(
            profile=self.profile(number),
            credential=self.taxonomy.forklift_card,
            expires_on=expires,
        )

    @rule(number=numbers, months=st.integers(0, 60))
    def tells_of_a_job(self, number: int, months: int) -> None:
        today = timezone.localdate()
        jobseekers.save_job(
            profile=self.profile(number),
            title="Helper",
            occupation=self.taxonomy.warehouse_worker,
            started=today - timedelta(days=31 * months),
            ended=today,
        )

    @rule(skill=numbers)
    def signs_up(self, skill: int) -> None:
        profile = jobseekers.create_profile(user=UserFactory())
        claim = jobseekers.SkillClaim(skill=self.skill(skill))
        jobseekers.save_profile(
            profile=profile, details={"visibility": "anonymous"}, skills=[claim]
        )

    @precondition(lambda self: Profile.objects.count() > 2)
    @rule(number=numbers)
    def deletes_the_profile(self, number: int) -> None:
        jobseekers.delete_profile(profile=self.profile(number))

    # --- Employers -------------------------------------------------------------------------------

    @rule(
        number=numbers,
        skill=numbers,
        level=levels,
        importance=st.sampled_from([1, 2, 4]),
        trainable=st.booleans(),
    )
    def states_a_requirement(self, number: int, skill: int, **claim: Any) -> None:
        _unless_refused(
            employers.save_requirement,
            posting=self.posting(number),
            claim=employers.RequirementClaim(skill=self.skill(skill), **claim),
        )

    @rule(number=numbers)
    def drops_a_requirement(self, number: int) -> None:
        posting = self.posting(number)
        asked = posting.requirements.select_related("skill").order_by("id").last()
        if asked:
            _unless_refused(employers.remove_requirement, posting=posting, skill=asked.skill)

    @rule(number=numbers, gate=st.booleans(), adults=st.booleans(), months=st.integers(0, 48))
    def asks_for_a_card_age_and_experience(
        self, number: int, gate: bool, adults: bool, months: int
    ) -> None:
        taxonomy = self.taxonomy
        _unless_refused(
            employers.update_posting,
            posting=self.posting(number),
            gates=[taxonomy.forklift_card] if gate else [],
            occupation=taxonomy.forklift_driver if adults else taxonomy.warehouse_worker,
            months_experience=months or None,
        )

    @rule(number=numbers, act=st.sampled_from(["publish", "close", "reopen"]))
    def opens_or_closes(self, number: int, act: str) -> None:
        acts: dict[str, Callable[..., object]] = {
            "publish": employers.publish_posting,
            "close": employers.close_posting,
            "reopen": employers.reopen_posting,
        }
        _unless_refused(acts[act], posting=self.posting(number))

    @rule(skill=numbers)
    def drafts_a_posting(self, skill: int) -> None:
        organisation = Organisation.objects.order_by("id").first()
        DraftFactory(organisation=organisation, asks=[self.skill(skill)])

    @rule(number=numbers, verified=st.booleans())
    def is_reviewed(self, number: int, verified: bool) -> None:
        organisation = _one_of(Organisation.objects.order_by("id"), number)
        if verified:
            employers.verify_organisation(organisation=organisation, by=self.staff)
        else:
            employers.decline_organisation(organisation=organisation, by=self.staff, reason="No.")

    # --- Workers ---------------------------------------------------------------------------------

    @rule(shard=st.integers(0, SHARDS - 1))
    def one_shard_is_drained(self, shard: int) -> None:
        assert drain(shard) is Outcome.DONE

    @rule()
    def a_worker_is_replaced(self) -> None:
        memory.forget()

    @rule()
    def everything_is_marked(self) -> None:
        mark_all_dirty(reason="test")

    @rule(shards=st.permutations(list(range(SHARDS))))
    def nothing_differs(self, shards: list[int]) -> None:
        for shard in shards:
            assert drain(shard) is Outcome.DONE
        assert not OutboxEntry.objects.exists()
        assert check_matches().differences == ()


def _one_of(rows: Any, number: int) -> Any:
    return rows[number % rows.count()]


def _unless_refused(act: Callable[..., object], **arguments: Any) -> None:
    """An act that a rule may forbid in this state: then it must change nothing."""
    with suppress(ValidationError):
        act(**arguments)


def small_world(taxonomy: SmallTaxonomy) -> None:
    """People and postings that nearly all match each other."""
    skills = [taxonomy.forklift, taxonomy.inventory, taxonomy.pallet_jack]
    firms = OrganisationFactory.create_batch(2)
    for number in range(PEOPLE):
        ProfileFactory(holds=skills[: 1 + number % 3])
    for number in range(POSTINGS):
        PostingFactory(organisation=firms[number % 2], asks=skills[number % 2 :])
    mark_all_dirty(reason="test")
    for shard in all_shards():
        drain(shard)


@pytest.fixture
def tiny_lists(settings: Any) -> None:
    settings.MATCHING_SHARDS = SHARDS
    settings.MATCHING_POSTINGS_PER_PROFILE = 3
    settings.MATCHING_PROFILES_PER_POSTING = 2
    settings.MATCHING_RESERVE = 1


def run(machine: type[Matching], examples: int, steps: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=hypothesis_settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_whatever_happens_the_lists_stay_exact(tiny_lists: None, taxonomy: SmallTaxonomy) -> None:
    small_world(taxonomy)
    Matching.taxonomy = taxonomy
    run(Matching, examples=12, steps=30)


@pytest.mark.full
@pytest.mark.django_db
def test_whatever_happens_for_long_the_lists_stay_exact(
    tiny_lists: None, taxonomy: SmallTaxonomy
) -> None:
    small_world(taxonomy)
    Matching.taxonomy = taxonomy
    run(Matching, examples=100, steps=60)
