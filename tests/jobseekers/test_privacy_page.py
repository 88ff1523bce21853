"""Who sees me, and what they see."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import ExperienceFactory, ProfileSkillFactory
from tests.jobseekers.pages import send, text_of

pytestmark = pytest.mark.django_db


def test_a_person_shows_themselves_and_hides_again(me, profile):
    for visibility, words in (
        ("anonymous", "Checked employers can now find your skills"),
        ("hidden", "Employers stop seeing you within seconds"),
    ):
        response = me.post(reverse("privacy"), {"visibility": visibility}, follow=True)
        profile.refresh_from_db()
        assert profile.visibility == visibility
        assert words in text_of(response)


@pytest.mark.parametrize("visibility", ["", "everyone", "shared"])
def test_no_other_way_of_being_seen_exists(me, profile, visibility):
    assert send(me, "privacy", visibility=visibility).status_code == 422
    profile.refresh_from_db()
    assert profile.visibility == "hidden"


def test_the_preview_shows_skills_and_never_who_the_person_is(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.inventory, level=2)
    ExperienceFactory(
        profile=profile, occupation=taxonomy.warehouse_worker, title="Boss", employer="Acme"
    )
    profile.full_name, profile.phone = "Ana Díaz", "860-555-0100"
    profile.birth_date = date(1990, 2, 28)
    profile.save()

    page = text_of(me.get(reverse("privacy")))
    preview = page[page.index('id="preview-heading"') :].split("</section>")[0]

    assert "Inventory: On my own" in preview
    assert "Stockers and order fillers: 3 years" in preview
    for private in ("Ana", "860-555", "1990", "06106", "Boss", "Acme", profile.user.email):
        assert private not in preview
