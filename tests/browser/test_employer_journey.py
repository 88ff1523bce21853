"""An employer hires on skills, from signing up to a candidate's ledger; staff verify in between."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import expect

from employers.models import Posting
from tests.browser.conftest import Windows
from tests.browser.hands import Finger, Keyboard
from tests.browser.people import ledger_adds_up, sign_up
from tests.browser.visits import Visit
from tests.factories import (
    OccupationAliasFactory,
    ProfileFactory,
    SkillAliasFactory,
    StaffUserFactory,
)
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
    """A taxonomy, and somebody who can do a part of the work and lets employers see it."""
    taxonomy = small_taxonomy()
    SkillAliasFactory(skill=taxonomy.forklift, language="es", text=taxonomy.forklift.label_es)
    OccupationAliasFactory(
        occupation=taxonomy.forklift_driver, language="es", text="Montacarguista"
    )
    ProfileFactory(holds=[taxonomy.forklift])
    return taxonomy


@pytest.mark.parametrize("way", WAYS)
def test_from_registering_to_a_candidate(way: str, town: SmallTaxonomy, visit: Windows) -> None:
    options: dict[str, Any] = WAYS[way]
    employer, staff = visit(**options), visit(StaffUserFactory(), **options)
    sign_up(employer, "hire@example.org", "I hire for a business or organization")

    employer.sees_heading("My postings")
    employer.follow("Register an organisation")
    employer.write("Name of the organisation", "Elm City Storage")
    employer.write("ZIP code", "06511")
    employer.press("Register")

    employer.follow("Write a posting")
    write_posting(employer, town)
    publish_only_with_pay(employer)

    staff.open("/staff/")
    staff.follow("Organisations to review")
    staff.follow("Elm City Storage")
    staff.follow("Verify")
    staff.press("Verify it")
    staff.sees("Verified")
    drain_all()

    employer.follow("See candidates")
    employer.follow_first_in_list()
    employer.sees("How this was worked out")
    assert ledger_adds_up(employer) >= 5_000


def write_posting(employer: Visit, town: SmallTaxonomy) -> None:
    """A draft with all but its pay."""
    spanish = employer.language == "es"
    employer.write("What is the job called?", "Forklift driver")
    if not spanish:
        employer.find("What kind of work is it?", "Indus", town.forklift_driver.label_en)
    employer.press("Go on")

    employer.sees_heading("Forklift driver")
    employer.write("What is the work?", "You move pallets between the dock and the racks.")
    employer.write("Benefits, in general words", "Health plan and paid days off.")
    employer.write("ZIP code of the workplace", "06511")
    label = town.forklift.label_es if spanish else town.forklift.label_en
    employer.find("Add a skill", label[:6], label)
    if not employer.scripts:
        employer.press("Add this skill")
    asked = employer.main.locator(".ask")
    expect(asked).to_contain_text(label)


def publish_only_with_pay(employer: Visit) -> None:
    """Publishing is refused at the field of the pay, with nothing lost; then it works."""
    employer.press("Publish")
    pay = employer.field("Pay from")
    expect(pay).to_have_attribute("aria-invalid", "true")
    said = employer.main.locator("#id_wage_min-error")
    expect(said).to_contain_text(
        employer.say("Say what the job pays. Connecticut law asks for the pay in every posting.")
    )
    expect(employer.field("What is the work?")).to_have_value(
        "You move pallets between the dock and the racks."
    )
    if employer.scripts:
        expect(employer.main.locator(".form-errors")).to_be_focused()
    employer.write("Pay from", "$20.50")
    employer.write("Pay up to", "24")
    employer.press("Publish")
    employer.sees("Waits for review")
    posting = Posting.objects.get()
    assert posting.status == Posting.Status.PUBLISHED
    assert posting.wage_min == Decimal("20.50")
