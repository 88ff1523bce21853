"""Somebody without an account names a past job and sees what fits, with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.audit import faults
from tests.browser.conftest import Windows
from tests.browser.people import ledger_adds_up
from tests.browser.visits import PHONE
from tests.factories import PostingFactory
from tests.taxonomy import SmallTaxonomy, small_taxonomy

pytestmark = pytest.mark.browser


@pytest.fixture
def town(transactional_db: None) -> SmallTaxonomy:
    """A taxonomy, and two openings that ask for it."""
    taxonomy = small_taxonomy()
    asked = [taxonomy.inventory, taxonomy.pallet_jack]
    PostingFactory(title="Stocker", asks=asked, zip="06106", shifts=["night"])
    PostingFactory(title="Nurse's aide", asks=[taxonomy.vital_signs, taxonomy.bathing])
    return taxonomy


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_one_past_job_leads_to_a_job_and_its_ledger(
    scripts: bool, town: SmallTaxonomy, visit: Windows
) -> None:
    person = visit(scripts=scripts)
    person.open("/")
    person.follow("See jobs that fit me")
    person.sees_heading("Jobs that fit you")
    assert not scripts or faults(person, PHONE) == []
    person.page.locator("#visitor_text").fill("Stockers and order fillers")
    person.write("ZIP code", "06106")
    person.press("Show me jobs", within=person.main)
    expect(person.page.locator(".match__title")).to_have_text(["Stocker"])
    person.main.locator("summary", has_text="Filters").click()
    person.main.get_by_label("Shift").select_option("night")
    person.press("Show", within=person.main)
    expect(person.page.locator(".match__title")).to_have_text(["Stocker"])
    assert not scripts or faults(person, PHONE) == []
    person.follow_first_in_list()
    person.sees_heading("Stocker")
    ledger_adds_up(person)
