"""A résumé becomes a profile: by touch, by keyboard alone, and without scripts."""

from typing import Any

import pytest
from playwright.sync_api import expect

from jobseekers.models import Profile
from tests.browser.conftest import Windows
from tests.browser.hands import Finger, Keyboard
from tests.factories import ProfileFactory
from tests.jobseekers.resumes.files import lines_pdf
from tests.jobseekers.resumes.texts import RESUME
from tests.taxonomy import SmallTaxonomy, small_taxonomy

pytestmark = pytest.mark.browser

WAYS = {
    "touch": {"hand": Finger},
    "keyboard": {"hand": Keyboard},
    "without scripts": {"hand": Finger, "scripts": False},
    "in Spanish": {"hand": Finger, "language": "es"},
}


@pytest.fixture
def taxonomy(transactional_db: None) -> SmallTaxonomy:
    return small_taxonomy()


@pytest.mark.parametrize("way", WAYS)
def test_from_a_file_to_a_profile(way: str, taxonomy: SmallTaxonomy, visit: Windows) -> None:
    options: dict[str, Any] = WAYS[way]
    profile = ProfileFactory(visibility=Profile.Visibility.HIDDEN)
    person = visit(profile.user, **options)

    person.open("/me/profile/")
    person.follow("Start from a résumé", within=person.main)
    person.sees_heading("Start from your résumé")
    person.page.locator("input[type=file]").set_input_files(
        {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": lines_pdf(RESUME.splitlines())}
    )
    person.press("Read it", within=person.main)

    person.sees_heading("Check what we read")
    name = taxonomy.teamwork.label_es if person.language == "es" else taxonomy.teamwork.label_en
    box = person.main.get_by_label(name, exact=True).first
    expect(box).to_be_checked()
    person.hand.untick(box)
    person.press("Save what is ticked", within=person.main)

    person.sees_heading("My profile")
    expect(person.page.locator("section#jobs")).to_contain_text("Elm City Works")
    assert set(profile.skills.values_list("skill__slug", flat=True)) == {
        "forklift-operation",
        "inventory",
    }
