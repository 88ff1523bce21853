"""The simulator counts beside the editor as one types, and on a page of its own without scripts."""

import pytest
from playwright.sync_api import expect

from employers.models import Posting
from tests.browser.audit import faults
from tests.browser.conftest import Windows
from tests.browser.visits import DESK, PHONE
from tests.factories import DraftFactory, MembershipFactory, ProfileFactory
from tests.taxonomy import SmallTaxonomy, small_taxonomy

pytestmark = pytest.mark.browser


@pytest.fixture
def taxonomy(transactional_db: None) -> SmallTaxonomy:
    return small_taxonomy()


@pytest.fixture
def draft(taxonomy: SmallTaxonomy) -> Posting:
    """A draft that 20 people nearly fit."""
    for _ in range(20):
        ProfileFactory(holds=[taxonomy.forklift])
    return DraftFactory(title="Forklift driver", asks=[taxonomy.forklift, taxonomy.inventory])


def test_the_panel_counts_again_when_the_form_changes(draft: Posting, visit: Windows) -> None:
    employer = visit(MembershipFactory(organisation=draft.organisation).user, width=DESK)
    employer.open(f"/employer/postings/{draft.pk}/")
    panel = employer.page.locator("#pool")
    expect(panel).to_contain_text("Under 10 people in this portal fit")
    expect(panel).to_contain_text("about 20")

    asked = employer.main.locator(".ask").filter(has_text="Inventory")
    employer.tick("We train it", within=asked)

    expect(panel.locator("[role=status]")).to_contain_text("About 20 people")
    for width in (PHONE, DESK):
        assert faults(employer, width) == []


def test_without_scripts_a_button_leads_to_the_numbers(draft: Posting, visit: Windows) -> None:
    member = MembershipFactory(organisation=draft.organisation).user
    employer = visit(member, width=PHONE, scripts=False)
    employer.open(f"/employer/postings/{draft.pk}/")

    employer.press("Count the people")

    employer.sees("people in this portal fit what you ask.")
    employer.sees("Back to the posting")
    assert not Posting.objects.filter(pk=draft.pk, revision__gt=1).exists()
