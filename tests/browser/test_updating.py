"""A list that is being worked out says so, and shows the new one by itself."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from playwright.sync_api import expect

from matching.recompute import drain
from matching.sharding import all_shards
from tests.browser.conftest import Windows
from tests.browser.town import match_everybody
from tests.factories import MembershipFactory, PostingFactory, ProfileFactory
from tests.matching.draining import drain_all
from tests.taxonomy import SmallTaxonomy, small_taxonomy

pytestmark = pytest.mark.browser

POLLED_TWICE_MS = 5_000


@contextmanager
def worker() -> Iterator[None]:
    """Follows changes in the background, as a worker process would."""
    done = threading.Event()

    def work() -> None:
        try:
            while not done.wait(0.1):
                for shard in all_shards():
                    drain(shard)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


@pytest.fixture
def taxonomy(transactional_db: None) -> SmallTaxonomy:
    return small_taxonomy()


def test_new_matches_show_without_reloading(taxonomy: SmallTaxonomy, visit: Windows) -> None:
    PostingFactory(title="Forklift driver", asks=[taxonomy.forklift])
    PostingFactory(title="Nurse's aide", asks=[taxonomy.bathing])
    profile = ProfileFactory(holds=[taxonomy.forklift])
    match_everybody()
    person = visit(profile.user)
    person.open("/me/profile/")
    person.find("Add a skill", "Bathing", "Bathing patients")
    expect(person.page.locator("#skill-bathing")).to_be_visible()

    person.follow("See my matches")
    note, titles = person.main.locator(".freshness"), person.main.locator(".match__title")
    expect(note).to_contain_text("Updating")
    expect(titles).to_have_text(["Forklift driver"])
    person.page.evaluate("window.same = true")
    person.page.wait_for_timeout(POLLED_TWICE_MS)
    expect(note).to_contain_text("Updating")
    with worker():
        expect(note).to_contain_text("Up to date")
    expect(titles).to_have_count(2)
    assert person.page.evaluate("window.same")


def test_new_candidates_show_without_reloading(taxonomy: SmallTaxonomy, visit: Windows) -> None:
    ProfileFactory(holds=[taxonomy.forklift])
    posting = PostingFactory(asks=[taxonomy.forklift, taxonomy.bathing])
    employer = visit(MembershipFactory(organisation=posting.organisation).user, width=1280)
    match_everybody()
    employer.open(f"/employer/postings/{posting.pk}/")
    asked = employer.main.locator(".ask").filter(has_text="Bathing patients")
    employer.press("Remove", within=asked)
    expect(asked).to_have_count(0)

    employer.follow("See candidates")
    note = employer.main.locator(".freshness")
    expect(note).to_contain_text("Updating")
    with worker():
        expect(note).to_contain_text("Up to date")
    expect(employer.main.locator(".match__fit").first).to_contain_text(
        re.compile(r"1 of 1 requirements")
    )


def test_without_scripts_there_is_a_link_to_reload(taxonomy: SmallTaxonomy, visit: Windows) -> None:
    PostingFactory(asks=[taxonomy.inventory])
    profile = ProfileFactory()
    drain_all()
    person = visit(profile.user, scripts=False)
    person.open("/me/profile/")
    person.find("Add a skill", "", "Inventory")
    person.press("Add")
    person.follow("See my matches")
    person.sees("Updating: your last change is being worked in.")
    drain_all()
    person.follow("Reload")
    expect(person.main.locator(".freshness")).to_contain_text("Up to date")
    expect(person.main.locator(".match__title")).to_have_count(1)
