"""The one change on the page and in the API: it comes true to the hundredth, and asks no lies."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from jobseekers.models import ProfileSkill
from jobseekers.services import SkillClaim, add_skill, change_skill, update_details
from matching.selectors import candidate_for, match_for, matches_page
from tests.factories import (
    CredentialRelationFactory,
    ExperienceFactory,
    HeldCredentialFactory,
    PostingFactory,
    ProfileFactory,
    ProfileSkillFactory,
    RequiredCredentialFactory,
    RequirementFactory,
    SkillRelationFactory,
)
from tests.matching.candidates import follow_all

pytestmark = pytest.mark.django_db

LAPSED = date(2026, 1, 31)


@pytest.fixture
def person():
    return ProfileFactory()


def change_for(profile, posting):
    return match_for(profile, posting).one_change


def test_adding_the_skill_gives_the_promised_fit(person, taxonomy):
    ProfileSkillFactory(profile=person, skill=taxonomy.inventory)
    # Once held, the forklift also gives most of the pallet jack.
    posting = PostingFactory(asks=[taxonomy.forklift, taxonomy.pallet_jack, taxonomy.inventory])

    change = change_for(person, posting)
    assert (change.kind, change.code, change.gates_open) == (
        "add_skill",
        "forklift-operation",
        True,
    )
    assert change.heading == (
        "This one change makes it a strong match: add forklift operation (“On my own”)."
    )
    assert "If you can do this, add it to your profile. If not, it is the skill" in change.advice

    add_skill(profile=person, claim=SkillClaim(skill=taxonomy.forklift, level=2))
    after = match_for(person, posting)
    assert (after.fit, after.band) == (change.fit, change.band)


def test_saying_the_level_gives_the_promised_fit_and_is_asked_only_if_true(person, taxonomy):
    ProfileSkillFactory(profile=person, skill=taxonomy.forklift, level=None)
    posting = PostingFactory(asks=[taxonomy.forklift])

    change = change_for(person, posting)
    assert change.heading == (
        "This one change helps the most: say your level in forklift operation (“On my own”)."
    )
    assert change.advice.startswith("Say so in your profile if it is true.")

    change_skill(profile=person, claim=SkillClaim(skill=taxonomy.forklift, level=2))
    assert match_for(person, posting).fit == change.fit == 10_000


def test_a_level_is_to_be_practised_before_it_is_said(person, taxonomy):
    ProfileSkillFactory(profile=person, skill=taxonomy.forklift, level=1)
    posting = PostingFactory()
    RequirementFactory(posting=posting, skill=taxonomy.forklift, level=3, trainable=True)

    change = change_for(person, posting)
    assert change.heading == (
        "This one change makes it a strong match: "
        "raise your level in forklift operation to “The hard cases too”."
    )
    assert change.advice == (
        "Practice it, and change it in your profile once it is true. "
        "The employer trains it, too. The fit would go from 40 to 100."
    )


def test_a_missing_licence_opens_the_job(person, taxonomy):
    ProfileSkillFactory(profile=person, skill=taxonomy.inventory)
    posting = PostingFactory(asks=[taxonomy.inventory])
    RequiredCredentialFactory(posting=posting, credential=taxonomy.cna)

    change = change_for(person, posting)
    assert (change.kind, change.code) == ("credential", "certified-nurse-aide")
    assert not change.renews
    assert change.heading == (
        "This one change opens the job to you: the credential “Certified nurse aide”."
    )
    HeldCredentialFactory(profile=person, credential=taxonomy.cna)
    assert match_for(person, posting).gates_open is change.gates_open is True


def test_what_ran_out_is_renewed_even_where_it_only_counts_as_what_is_asked(
    client, person, taxonomy
):
    ProfileSkillFactory(profile=person, skill=taxonomy.inventory)
    posting = PostingFactory(asks=[taxonomy.inventory])
    RequiredCredentialFactory(posting=posting, credential=taxonomy.cna)
    CredentialRelationFactory(credential=taxonomy.forklift_card, satisfies=taxonomy.cna)
    HeldCredentialFactory(profile=person, credential=taxonomy.forklift_card, expires_on=LAPSED)

    change = change_for(person, posting)
    assert (change.code, change.renews) == ("forklift-card", True)
    assert "renew “Forklift operator card”" in change.heading
    client.force_login(person.user)
    page = client.get(reverse("match", args=[posting.pk])).content.decode()
    assert f'<a href="{reverse("credential_edit", args=["forklift-card"])}">' in page


def test_a_year_of_the_work_gives_the_promised_fit(person, taxonomy):
    ProfileSkillFactory(profile=person, skill=taxonomy.inventory)
    posting = PostingFactory(
        asks=[taxonomy.inventory], occupation=taxonomy.warehouse_worker, months_experience=24
    )
    change = change_for(person, posting)
    assert (change.kind, change.code) == ("experience", "")
    assert "one year of this work" in change.heading

    today = timezone.localdate()
    ended = today.replace(day=1)
    ExperienceFactory(
        profile=person,
        occupation=taxonomy.warehouse_worker,
        started=ended.replace(year=ended.year - 1),
        ended=ended,
    )
    again = match_for(person, posting)
    assert again.fit == change.fit
    assert "one more year of this work" in again.one_change.heading


def test_schooling_gives_the_promised_fit(person, taxonomy):
    ProfileSkillFactory(profile=person, skill=taxonomy.inventory)
    posting = PostingFactory(asks=[taxonomy.inventory], education=5, education_or_equivalent=False)
    change = change_for(person, posting)
    assert (change.kind, change.code) == ("education", "")
    assert change.advice.startswith("If you have it, say so in your profile.")
    update_details(profile=person, education=2)
    assert change_for(person, posting).advice.startswith("Change it in your profile once")
    update_details(profile=person, education=5)
    assert match_for(person, posting).fit == change.fit
    assert change_for(person, posting) is None


def test_a_relation_to_a_skill_that_is_only_asked_is_reckoned_with(person, taxonomy):
    # Inventory, asked and not held, would give vital signs, asked and not held either.
    SkillRelationFactory(source=taxonomy.inventory, target=taxonomy.vital_signs, strength=100)
    posting = PostingFactory(asks=[taxonomy.vital_signs, taxonomy.inventory])
    change = change_for(person, posting)
    assert change.code == "inventory"
    add_skill(profile=person, claim=SkillClaim(skill=taxonomy.inventory, level=2))
    assert match_for(person, posting).fit == change.fit == 8000


def test_lists_and_employers_are_told_of_no_change(person, taxonomy):
    ProfileSkillFactory(profile=person, skill=taxonomy.inventory)
    posting = PostingFactory(asks=[taxonomy.inventory, taxonomy.teamwork])
    follow_all()
    (listed,) = matches_page(person).items
    assert listed.one_change is None
    assert candidate_for(posting, person.ref).one_change is None
    assert change_for(person, posting).code == "teamwork"


@pytest.mark.parametrize(
    ("level", "address"),
    [
        (None, "/me/profile/#skill-forklift-operation"),
        (1, "/me/profile/#skill-forklift-operation"),
        (0, "/me/profile/skills/?skill=forklift-operation"),
    ],
)
def test_the_page_says_it_and_leads_to_where_it_is_made(client, person, taxonomy, level, address):
    if level != 0:
        ProfileSkill.objects.create(profile=person, skill=taxonomy.forklift, level=level)
    posting = PostingFactory(asks=[taxonomy.forklift])
    client.force_login(person.user)
    page = client.get(reverse("match", args=[posting.pk])).content.decode()
    assert "This one change " in page
    assert f'<a href="{address}">' in page
