"""Profiles follow skills that a newer taxonomy has merged into others."""

import pytest

from jobseekers.models import Profile, ProfileSkill
from jobseekers.services import SkillClaim, change_skill, follow_replaced_skills
from matching.models import OutboxEntry
from skills.models import Skill
from tests.factories import ProfileFactory, ProfileSkillFactory, SkillFactory

pytestmark = pytest.mark.django_db

Evidence = ProfileSkill.Evidence


@pytest.fixture
def excel() -> Skill:
    return SkillFactory(slug="spreadsheets")


@pytest.fixture
def merged(excel: Skill) -> Skill:
    """A skill that has become `excel`."""
    return SkillFactory(slug="microsoft-excel", retired=True, replaced_by=excel)


def held_by(profile: Profile) -> dict[str, tuple[int | None, str, int | None]]:
    rows = profile.skills.values_list("skill__slug", "level", "evidence", "last_used")
    return {slug: (level, evidence, last_used) for slug, level, evidence, last_used in rows}


def test_a_held_skill_becomes_what_it_was_merged_into(excel, merged):
    profile = ProfileFactory()
    held = ProfileSkillFactory(
        profile=profile, skill=merged, level=3, evidence=Evidence.VERIFIED, last_used=2020
    )

    assert follow_replaced_skills() == 1

    assert held_by(profile) == {"spreadsheets": (3, "verified", 2020)}
    assert profile.skills.get().pk == held.pk


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ((3, "claimed", 2019), (2, "verified", 2021), (3, "claimed", 2021)),
        ((2, "claimed", 2022), (3, "education", None), (3, "education", 2022)),
        ((2, "verified", None), (2, "claimed", None), (2, "verified", None)),
        ((None, "claimed", None), (1, "claimed", None), (1, "claimed", None)),
    ],
)
def test_of_two_the_higher_level_stays_with_its_evidence(excel, merged, old, new, kept):
    profile = ProfileFactory()
    for skill, (level, evidence, last_used) in ((merged, old), (excel, new)):
        ProfileSkillFactory(
            profile=profile, skill=skill, level=level, evidence=evidence, last_used=last_used
        )

    follow_replaced_skills()

    assert held_by(profile) == {"spreadsheets": kept}


def test_matching_is_told_once_with_the_newer_revision(excel, merged):
    profile = ProfileFactory()
    ProfileSkillFactory(profile=profile, skill=merged)
    before = profile.revision

    follow_replaced_skills()

    profile.refresh_from_db()
    assert profile.revision == before + 1
    mark = OutboxEntry.objects.get(kind=OutboxEntry.Kind.PROFILE, object_id=profile.pk)
    assert (mark.revision, mark.reason) == (profile.revision, "skills merged")


def test_a_second_call_changes_nothing(excel, merged):
    profile = ProfileFactory()
    ProfileSkillFactory(profile=profile, skill=merged)
    follow_replaced_skills()
    marks = OutboxEntry.objects.count()

    assert follow_replaced_skills() == 0

    assert OutboxEntry.objects.count() == marks


def test_several_mergers_in_a_row_are_followed_at_once(excel, merged):
    older = SkillFactory(slug="lotus", retired=True, replaced_by=merged)
    profile = ProfileFactory()
    ProfileSkillFactory(profile=profile, skill=older, level=2)

    follow_replaced_skills()

    assert held_by(profile) == {"spreadsheets": (2, "claimed", None)}


def test_a_ring_of_mergers_moves_nobody(excel, merged):
    excel.replaced_by = merged
    excel.save()
    profile = ProfileFactory()
    ProfileSkillFactory(profile=profile, skill=merged)

    assert follow_replaced_skills() == 0

    assert set(held_by(profile)) == {"microsoft-excel"}


def test_a_retired_skill_without_a_replacement_stays_and_can_be_changed(excel, merged):
    sewing = SkillFactory(slug="sewing", retired=True)
    profile = ProfileFactory()
    ProfileSkillFactory(profile=profile, skill=sewing, level=1)

    assert follow_replaced_skills() == 0
    change_skill(profile=profile, claim=SkillClaim(skill=sewing, level=2))

    assert held_by(profile)["sewing"][0] == 2


def test_many_profiles_are_followed_in_parts(excel, merged):
    for _ in range(3):
        ProfileSkillFactory(skill=merged)

    assert [follow_replaced_skills(limit=2) for _ in range(3)] == [2, 1, 0]
    assert ProfileSkill.objects.filter(skill=excel).count() == 3


def test_the_number_of_queries_does_not_grow_with_the_profiles(
    excel, merged, django_assert_max_num_queries
):
    for _ in range(20):
        ProfileSkillFactory(skill=merged)

    with django_assert_max_num_queries(12):
        follow_replaced_skills()
