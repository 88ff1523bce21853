"""Words that fit no skill: kept as they were said, not scored, made a skill once one is known."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from jobseekers import services
from jobseekers.selectors import words_people_use
from matching.models import OutboxEntry
from skills.models import Skill
from tests.factories import (
    OwnSkillFactory,
    ProfileFactory,
    ProfileSkillFactory,
    SkillAliasFactory,
    SkillFactory,
    UserFactory,
)
from tests.jobseekers.pages import send, text_of

pytestmark = pytest.mark.django_db


def own_words(profile) -> list[str]:
    return [own.text for own in profile.own_skills.all()]


@pytest.mark.parametrize("htmx", ["", "skills"])
def test_words_that_fit_nothing_may_be_kept(me, profile, taxonomy, htmx):
    page = text_of(send(me, "skill_add", htmx=htmx, text="keeping bees"))
    assert "Keep it in your own words" in page
    assert 'name="text" value="keeping bees"' in page

    response = send(me, "own_skill_add", htmx=htmx, text=" keeping  bees ")

    page = text_of(response) if htmx else text_of(me.get(response.url))
    assert own_words(profile) == ["keeping bees"]
    assert "Kept in your own words: keeping bees. It is not scored yet." in page
    assert "In your own words: not scored yet" in page


def test_suggestions_may_be_rejected_for_ones_own_words(me, profile, taxonomy):
    page = text_of(send(me, "skill_add", text="operation"))

    assert 'value="forklift-operation"' in page
    assert "Keep it in your own words" in page


@pytest.mark.parametrize("typed", ["", "  ", "!!", "x" * 101, "for\0k"])
def test_what_says_nothing_is_not_offered_to_be_kept(me, taxonomy, typed):
    assert "Keep it in your own words" not in text_of(send(me, "skill_add", text=typed))


def test_a_skill_already_held_is_not_offered_to_be_kept(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift)

    page = text_of(send(me, "skill_add", text="Forklift operation"))

    assert "You have this skill already." in page
    assert "Keep it in your own words" not in page


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Type a few words."),
        (" !? ", "Type a few words."),
        ("x" * 101, "Use at most 100 letters."),
        ("Keeping BÉES", "You have these words already."),
    ],
)
def test_words_are_refused_with_the_reason(me, profile, text, message):
    OwnSkillFactory(profile=profile, text="keeping bees")

    response = send(me, "own_skill_add", text=text)

    assert message in text_of(me.get(response.url))
    assert own_words(profile) == ["keeping bees"]


def test_a_profile_holds_thirty_of_them(me, profile):
    OwnSkillFactory.create_batch(services.MAX_OWN_SKILLS, profile=profile)

    with pytest.raises(ValidationError, match="up to 30"):
        services.add_own_skill(profile=profile, text="one more")


def test_matching_is_not_told(profile):
    revision = profile.revision

    own = services.add_own_skill(profile=profile, text="keeping bees")
    services.replace_own_skills(profile=profile, texts=["keeping bees", "shoeing horses"])
    services.remove_own_skill(profile=profile, own=own)

    profile.refresh_from_db()
    assert profile.revision == revision
    assert not OutboxEntry.objects.filter(object_id=profile.pk).exists()


@pytest.mark.parametrize("htmx", ["", "skills"])
def test_what_was_removed_comes_back_by_one_click(me, profile, htmx):
    own = OwnSkillFactory(profile=profile, text="keeping bees")

    response = send(me, "own_skill_remove", own.pk, htmx=htmx)
    page = text_of(response) if htmx else text_of(me.get(response.url))
    assert "Removed: keeping bees." in page
    assert own_words(profile) == []

    undo = page.split('action="/me/profile/restore/')[1].split('"')[0]
    me.post(f"/me/profile/restore/{undo}")

    assert own_words(profile) == ["keeping bees"]


def test_words_become_the_skill_that_has_them_for_a_name_by_now(me, profile, taxonomy):
    own = OwnSkillFactory(profile=profile, text="Keeping Bees")
    assert "Make it this skill" not in text_of(me.get(reverse("profile")))
    SkillAliasFactory(
        skill=SkillFactory(slug="apiculture", label_en="Apiculture"), text="keeping bees"
    )
    page = text_of(me.get(reverse("profile")))
    assert "We know this now as “Apiculture”." in page

    response = send(me, "own_skill_take", own.pk)

    assert "Added: Apiculture." in text_of(me.get(response.url))
    assert own_words(profile) == []
    assert profile.skills.get().skill.slug == "apiculture"


def test_words_of_a_skill_that_is_held_by_now_just_go(me, profile):
    held = ProfileSkillFactory(profile=profile, level=3)
    own = OwnSkillFactory(profile=profile, text=held.skill.label_en)

    send(me, "own_skill_take", own.pk)

    assert own_words(profile) == []
    assert profile.skills.get().level == 3


def test_words_that_no_skill_has_stay_words(me, profile):
    own = OwnSkillFactory(profile=profile, text="keeping bees")

    response = send(me, "own_skill_take", own.pk)

    assert "We don&#x27;t know a skill by this name." in text_of(me.get(response.url))
    assert own_words(profile) == ["keeping bees"]


def test_of_several_skills_of_a_name_the_curated_one_is_meant(me, profile):
    OwnSkillFactory(profile=profile, text="keeping bees")
    for label, sources, use in (("Imported", ["esco"], 9), ("Curated", ["starter"], 1)):
        named = SkillFactory(label_en=label, sources=sources, use=use)
        SkillAliasFactory(skill=named, text="keeping bees")
    Skill.objects.filter(label_en="Retired").update(retired=True)

    assert "We know this now as “Curated”." in text_of(me.get(reverse("profile")))


@pytest.mark.parametrize("act", ["own_skill_remove", "own_skill_take"])
def test_nobody_acts_on_the_words_of_another(profile, act):
    own = OwnSkillFactory(profile=profile)
    stranger = Client()
    stranger.force_login(UserFactory())

    assert send(stranger, act, own.pk).status_code == 404
    assert own_words(profile) == [own.text]


def test_words_are_text_and_not_markup(me, profile):
    OwnSkillFactory(profile=profile, text="<b>bees</b>{{ x }}")

    page = text_of(me.get(reverse("profile")))

    assert "<b>bees" not in page
    assert "&lt;b&gt;bees&lt;/b&gt;{{ x }}" in page


def test_the_page_costs_the_same_however_many_there_are(me, profile, django_assert_num_queries):
    OwnSkillFactory.create_batch(20, profile=profile)
    with django_assert_num_queries(8):
        me.get(reverse("profile"))


def test_staff_learn_only_words_that_several_people_use():
    for count, text in ((4, "Keeping bees"), (3, "shoeing horses"), (2, "raising Ann's goats")):
        for _person in range(count):
            OwnSkillFactory(profile=ProfileFactory(), text=text)

    assert [(row["folded"], row["people"]) for row in words_people_use()] == [
        ("keeping bees", 4),
        ("shoeing horses", 3),
    ]
