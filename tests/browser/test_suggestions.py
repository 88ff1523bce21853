"""A field that suggests: by keyboard alone, as a screen reader hears it, and without scripts."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Windows
from tests.browser.visits import Visit
from tests.factories import ProfileFactory
from tests.taxonomy import SmallTaxonomy, small_taxonomy

pytestmark = pytest.mark.browser


@pytest.fixture
def taxonomy(transactional_db: None) -> SmallTaxonomy:
    return small_taxonomy()


@pytest.fixture
def person(taxonomy: SmallTaxonomy, visit: Windows) -> Visit:
    """Somebody at their empty profile."""
    person = visit(ProfileFactory().user)
    person.open("/me/profile/")
    return person


def status(person: Visit) -> Locator:
    return person.page.locator("#skills [data-status]")


def test_what_is_suggested_is_told_and_chosen_by_keyboard(person: Visit) -> None:
    field, keys = person.field("Add a skill"), person.page.keyboard
    field.focus()
    keys.type("operation")
    expect(status(person)).to_have_text("2 suggestions. Use the up and down arrows to choose.")
    expect(field).to_have_attribute("role", "combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-activedescendant") is None

    keys.press("ArrowDown")
    active = person.page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    expect(active).to_have_attribute("aria-selected", "true")
    first = active.get_attribute("data-choice")
    keys.press("ArrowDown")
    active = person.page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("data-choice") != first
    expect(person.page.locator("#skills [aria-selected=true]")).to_have_count(1)

    chosen = active.get_attribute("data-choice")
    keys.press("Enter")
    expect(person.page.locator(f"#skill-{chosen}")).to_be_visible()


def test_escape_closes_the_list_and_an_arrow_opens_it_again(person: Visit) -> None:
    field, keys = person.field("Add a skill"), person.page.keyboard
    field.focus()
    keys.type("forklif")
    expect(status(person)).to_have_text("1 suggestion. Use the down arrow to choose it.")

    keys.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(person.page.locator("#skills [role=option]")).to_have_count(0)
    expect(field).to_have_value("forklif")

    keys.press("ArrowDown")
    expect(person.page.locator("#skills [role=option]")).to_have_count(1)


def test_nothing_found_is_told_and_the_words_may_be_kept(person: Visit) -> None:
    field, keys = person.field("Add a skill"), person.page.keyboard
    field.focus()
    keys.type("zzzqqq")
    expect(status(person)).to_have_text("Nothing found")

    keys.press("Enter")
    person.press("Keep it in your own words")
    person.sees("Kept in your own words: zzzqqq. It is not scored yet.")
    expect(person.page.locator("#skills")).to_contain_text("In your own words: not scored yet")

    person.press("Remove")
    person.press("Undo")
    expect(person.page.locator("#skills")).to_contain_text("zzzqqq")


@pytest.mark.parametrize("address", ["/me/profile/", "/me/profile/skills/"])
def test_words_are_kept_without_scripts_too(
    taxonomy: SmallTaxonomy, visit: Windows, address: str
) -> None:
    person = visit(ProfileFactory().user, scripts=False)
    person.open(address)

    person.write("Add a skill", "zzzqqq")
    person.press("Add" if address == "/me/profile/" else "Save", within=person.main)
    person.press("Keep it in your own words")

    person.sees("Kept in your own words: zzzqqq. It is not scored yet.")
