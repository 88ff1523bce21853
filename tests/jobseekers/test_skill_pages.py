"""Skills on the profile: added by words, changed, removed and put back, with htmx and without."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from jobseekers import services
from jobseekers.models import Profile
from jobseekers.services import SkillClaim
from tests.factories import ProfileSkillFactory, SkillAliasFactory, SkillFactory, UserFactory
from tests.jobseekers.pages import send, text_of

pytestmark = pytest.mark.django_db


def held_by(profile):
    return {
        row.skill.slug: (row.level, row.last_used) for row in profile.skills.select_related("skill")
    }


def test_a_suggestion_taken_is_added(me, profile, taxonomy):
    response = send(me, "skill_add", text="Forklift operation", code="forklift-operation")

    assert response.url == reverse("profile") + "#skills"
    assert held_by(profile) == {"forklift-operation": (None, None)}
    page = text_of(me.get(response.url))
    assert "Added: Forklift operation." in page
    assert "Your matches are updating." in page


def test_the_exact_words_alone_are_enough(me, profile, taxonomy):
    SkillAliasFactory(skill=taxonomy.forklift, text="Lift-truck driving")

    send(me, "skill_add", text="lift truck DRIVING")

    assert set(held_by(profile)) == {"forklift-operation"}


def test_words_that_could_mean_several_things_come_back_to_choose_from(me, profile, taxonomy):
    response = send(me, "skill_add", text="operation")

    page = text_of(response)
    assert response.status_code == 422
    assert 'value="operation"' in page
    assert 'value="forklift-operation"' in page
    assert 'value="pallet-jack-operation"' in page
    assert not held_by(profile)

    send(me, "skill_add", text="operation", code="", pick="pallet-jack-operation")
    assert set(held_by(profile)) == {"pallet-jack-operation"}


def test_words_typed_over_a_suggestion_count_more_than_the_suggestion(me, profile, taxonomy):
    send(me, "skill_add", text="inventory", code="forklift-operation")

    assert set(held_by(profile)) == {"inventory"}


def test_words_that_fit_nothing_keep_what_was_typed_and_offer_the_nearest(me, profile, taxonomy):
    page = text_of(send(me, "skill_add", text="night inventory of zebras"))

    assert "Choose the closest below" in page
    assert 'value="inventory"' in page
    assert 'value="night inventory of zebras"' in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Type something you can do"),
        ("  ", "Type something you can do"),
        ("!!", "Type something you can do"),
        ("qqqq xxxx", "We don&#x27;t know a skill by this name"),
        ("x" * 201, "at most 200 characters"),
        ("fork\0lift", "Null characters are not allowed"),
    ],
)
def test_words_that_say_nothing_are_refused_with_help(me, profile, taxonomy, typed, message):
    for htmx in ("", "skills"):
        response = send(me, "skill_add", htmx=htmx, text=typed)
        assert response.status_code == 422
        assert message in text_of(response)
    assert not held_by(profile)


def test_markup_that_was_typed_is_shown_as_it_was_typed(me, taxonomy):
    page = text_of(send(me, "skill_add", text='"><script>alert(1)</script>{{ form }}'))

    assert "<script>alert" not in page
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{ form }}" in page


@pytest.mark.parametrize("code", ["no-such-skill", "<script>", "forklift-operation\0"])
def test_an_unknown_code_adds_nothing(me, profile, taxonomy, code):
    assert send(me, "skill_add", text="qqqq", code=code, pick=code).status_code == 422
    assert not held_by(profile)


def test_a_skill_already_held_is_not_added_twice(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift, level=3)

    response = send(me, "skill_add", text="Forklift operation")

    assert response.status_code == 422
    assert "You have this skill already." in text_of(response)
    assert held_by(profile) == {"forklift-operation": (3, None)}


def test_with_htmx_only_the_section_the_message_and_the_next_step_come_back(me, profile, taxonomy):
    response = send(me, "skill_add", htmx="skills", text="Inventory")

    page = text_of(response)
    assert response["HX-Retarget"] == "#skills"
    assert "<html" not in page
    assert 'id="skill-inventory"' in page
    assert re.search(r'id="messages"[^>]*hx-swap-oob', page)
    assert re.search(r'id="next"[^>]*hx-swap-oob', page)


def test_the_page_of_the_form_can_start_with_a_skill_filled_in(me, taxonomy):
    page = text_of(me.get(reverse("skill_add"), {"skill": "inventory"}))

    assert 'value="Inventory"' in page
    assert 'value="inventory"' in page
    assert me.get(reverse("skill_add"), {"skill": "no\0such"}).status_code == 200


def test_level_and_year_save_together(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.inventory, level=None)

    response = send(me, "skill_save", "inventory", level="3", last_used="2021")

    assert response.url == reverse("profile") + "#skill-inventory"
    assert held_by(profile) == {"inventory": (3, 2021)}


def test_not_sure_takes_a_level_back(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.inventory, level=4)

    send(me, "skill_save", "inventory", level="", last_used="")

    assert held_by(profile) == {"inventory": (None, None)}


@pytest.mark.parametrize(("before", "after"), [("education", "education"), ("verified", "claimed")])
def test_changing_the_level_keeps_where_the_skill_comes_from_but_no_check_of_it(
    me, profile, taxonomy, before, after
):
    ProfileSkillFactory(profile=profile, skill=taxonomy.inventory, evidence=before, level=2)

    send(me, "skill_save", "inventory", level="2", last_used="2020")
    assert profile.skills.get().evidence == before

    send(me, "skill_save", "inventory", level="3", last_used="2020")
    assert profile.skills.get().evidence == after


def test_with_htmx_the_row_comes_back_and_says_that_it_is_saved(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.inventory, level=None)

    page = text_of(send(me, "skill_save", "inventory", htmx="skill-inventory", level="2"))

    assert page.lstrip().startswith('<div class="skill" id="skill-inventory"')
    assert "Saved. Your matches are updating." in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"level": "9"}, "Choose one of the five answers."),
        ({"level": "high"}, "Choose one of the five answers."),
        ({"level": "2", "last_used": "3000"}, "Use a year up to this one."),
        ({"level": "2", "last_used": "1066"}, "Use a year up to this one."),
        ({"level": "2", "last_used": "soon"}, "Write the year with four digits."),
        ({"level": "2", "last_used": "9" * 5000}, "Write the year with four digits."),
    ],
)
def test_an_impossible_level_or_year_is_refused_and_what_was_typed_stays(
    me, profile, taxonomy, typed, message
):
    ProfileSkillFactory(profile=profile, skill=taxonomy.inventory, level=1, last_used=2019)

    for htmx in ("", "skill-inventory"):
        response = send(me, "skill_save", "inventory", htmx=htmx, **typed)
        page = text_of(response)
        assert response.status_code == 422
        assert message in page
        assert f'value="{typed.get("last_used", "")}"' in page
    assert held_by(profile) == {"inventory": (1, 2019)}


def test_a_removed_skill_comes_back_with_one_click(me, profile, taxonomy):
    ProfileSkillFactory(
        profile=profile, skill=taxonomy.inventory, level=4, last_used=2018, evidence="verified"
    )

    page = text_of(me.get(send(me, "skill_remove", "inventory").url))
    assert not held_by(profile)
    undo = re.search(r'action="(/me/profile/restore/[^"]+)"', page)[1]

    assert "It is back." in text_of(me.post(undo, follow=True))
    assert held_by(profile) == {"inventory": (4, 2018)}
    assert profile.skills.get().evidence == "verified"


def test_undoing_twice_or_with_a_made_up_address_says_that_it_is_too_late(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.inventory)
    page = text_of(send(me, "skill_remove", "inventory", htmx="skills"))
    undo = re.search(r'action="(/me/profile/restore/[^"]+)"', page)[1]

    me.post(undo)
    for address in (undo, reverse("profile_restore", args=["made-up"])):
        assert "undone any more" in text_of(me.post(address, follow=True))
    assert set(held_by(profile)) == {"inventory"}


def test_undoing_after_adding_it_again_changes_nothing(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.inventory, level=1)
    page = text_of(send(me, "skill_remove", "inventory", htmx="skills"))
    undo = re.search(r'action="(/me/profile/restore/[^"]+)"', page)[1]
    services.add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.inventory, level=3))

    assert "You have this skill already." in text_of(me.post(undo, follow=True))
    assert held_by(profile) == {"inventory": (3, None)}


def test_nobody_can_undo_what_another_person_removed(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.inventory)
    page = text_of(send(me, "skill_remove", "inventory", htmx="skills"))
    undo = re.search(r'action="(/me/profile/restore/[^"]+)"', page)[1]
    other = Client()
    other.force_login(UserFactory())

    other.post(undo)

    assert not Profile.objects.filter(skills__skill=taxonomy.inventory).exists()


@pytest.mark.parametrize("act", ["skill_save", "skill_remove"])
def test_a_skill_that_only_others_hold_is_not_found(me, act, taxonomy):
    ProfileSkillFactory(skill=taxonomy.inventory)

    assert send(me, act, "inventory", level="2").status_code == 404


@pytest.mark.parametrize("act", ["skill_save", "skill_remove"])
def test_opening_the_address_of_an_act_leads_to_the_profile(me, profile, act):
    held = ProfileSkillFactory(profile=profile)

    assert me.get(reverse(act, args=[held.skill.slug])).url == reverse("profile")
    assert profile.skills.exists()


def test_two_hundred_skills_are_enough(me, profile, monkeypatch):
    monkeypatch.setattr("jobseekers.services.skills.MAX_SKILLS", 1)
    ProfileSkillFactory(profile=profile)
    more = SkillFactory(slug="more")

    response = send(me, "skill_add", text=more.label_en)

    assert response.status_code == 422
    assert "up to 1 skills" in text_of(response)
