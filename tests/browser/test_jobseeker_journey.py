"""A visitor becomes a jobseeker with matches: by touch, by keyboard alone, and without scripts."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Windows
from tests.browser.hands import Finger, Keyboard
from tests.browser.people import ledger_adds_up, sign_up
from tests.factories import PostingFactory, SkillAliasFactory
from tests.matching.draining import drain_all
from tests.taxonomy import SmallTaxonomy, small_taxonomy

pytestmark = pytest.mark.browser

WAYS = {
    "touch": {"hand": Finger},
    "keyboard": {"hand": Keyboard},
    "without scripts": {"hand": Finger, "scripts": False},
    "in Spanish": {"hand": Finger, "language": "es"},
}


@pytest.fixture
def town(transactional_db: None) -> SmallTaxonomy:
    """A taxonomy, and two openings that ask for it."""
    taxonomy = small_taxonomy()
    SkillAliasFactory(skill=taxonomy.forklift, language="es", text=taxonomy.forklift.label_es)
    PostingFactory(title="Warehouse driver", asks=[taxonomy.forklift, taxonomy.inventory])
    PostingFactory(title="Nurse's aide", asks=[taxonomy.vital_signs, taxonomy.bathing])
    return taxonomy


@pytest.mark.parametrize("way", WAYS)
def test_from_the_front_page_to_a_match_that_adds_up(
    way: str, town: SmallTaxonomy, visit: Windows
) -> None:
    options: dict[str, Any] = WAYS[way]
    person = visit(**options)
    sign_up(person, "ana@example.org", "I am looking for work or better work")

    person.sees_heading("My profile")
    label = town.forklift.label_es if person.language == "es" else town.forklift.label_en
    person.find("Add a skill", label[:6], label)
    if not person.scripts:
        person.press("Add")
    row = person.page.locator("#skill-forklift-operation")
    expect(row).to_contain_text(label)

    person.tick("On my own", within=row)
    if not person.scripts:
        person.press("Save", within=row)
    person.sees("Saved. Your matches are updating.")

    person.follow("Change schooling")
    person.tick("High school or GED")
    person.press("Save", within=person.page.locator("section#schooling"))
    expect(person.page.locator("section#schooling p").first).to_have_text(
        person.say("High school or GED")
    )

    person.follow("Add a job")
    person.write("Job title", "Stocker")
    person.choose("Month", "March")
    person.write("Year", "2022")
    person.tick("I still work there")
    person.press("Save", within=person.page.locator("section#jobs"))
    expect(person.page.locator("section#jobs")).to_contain_text("Stocker")

    drain_all()
    person.follow("See my matches")
    person.sees_heading("My matches")
    person.follow("Warehouse driver")
    person.sees_heading("Warehouse driver")
    assert ledger_adds_up(person) >= 5_000
