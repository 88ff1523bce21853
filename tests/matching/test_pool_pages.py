"""The simulator beside the posting editor, with scripts and without."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from employers.models import Membership, Posting
from matching.simulate.people import memory
from tests.employers.pages import at, member_of, text_of, typed
from tests.factories import DraftFactory, PostingFactory, ProfileFactory, RequiredCredentialFactory

pytestmark = pytest.mark.django_db
PANEL = {"HX-Request": "true"}
POOL_QUERIES = 33


@pytest.fixture
def draft(client, taxonomy):
    """A draft that 20 people nearly fit, and its owner signed in."""
    for _ in range(20):
        ProfileFactory(holds=[taxonomy.forklift])
    draft = DraftFactory(asks=[taxonomy.forklift, taxonomy.inventory])
    member_of(client, draft.organisation)
    return draft


def panel(client, posting, **changes):
    return client.post(at(posting, "posting_pool"), typed(posting, **changes), headers=PANEL)


def test_the_editor_has_a_panel_that_counts(client, draft):
    page = client.get(at(draft))

    assert "People who fit" in text_of(page)
    assert at(draft, "posting_pool") in page.content.decode()


def test_the_panel_tells_the_pool_and_what_would_widen_it(client, draft):
    words = text_of(panel(client, draft))

    assert "Under 10 people in this portal fit what you ask" in words
    assert "Nearly fit: about 20." in words
    assert "What would bring you more people" in words
    assert "Inventory Do not ask it: about 20" in words


def test_what_is_typed_is_counted_and_not_saved(client, draft):
    panel_of_it = panel(client, draft, **{"ask-inventory-trainable": "on"})

    assert "About 20 people in this portal fit" in text_of(panel_of_it)
    assert not draft.requirements.filter(trainable=True).exists()


def test_without_scripts_the_same_stands_on_a_page_of_its_own(client, draft):
    saved = client.get(at(draft, "posting_pool"))
    posted = client.post(
        at(draft, "posting_pool"), typed(draft, **{"ask-inventory-trainable": "on"})
    )

    assert "<html" in saved.content.decode()
    assert "Under 10 people in this portal fit" in text_of(saved)
    assert "About 20 people in this portal fit" in text_of(posted)
    assert "Nothing was saved" in text_of(posted)
    assert "Nothing was saved" not in text_of(saved)


def test_a_licence_that_keeps_people_out_is_named(client, draft, taxonomy):
    draft.requirements.filter(skill=taxonomy.inventory).delete()
    RequiredCredentialFactory(posting=draft, credential=taxonomy.forklift_card)

    words = text_of(panel(client, draft))

    assert "Fit, but do not have Forklift operator card: about 20." in words
    assert "Forklift operator card Do not ask it: about 20" in words


def test_an_answer_that_makes_no_sense_yet_is_waited_for(client, draft):
    response = panel(client, draft, months_experience="a few")

    assert "does not make sense yet" in text_of(response)
    assert response.status_code == 200


def test_words_about_other_things_may_be_wrong_meanwhile(client, draft):
    words = text_of(panel(client, draft, wage_min="a lot", title=""))

    assert "people in this portal fit" in words


def test_when_the_limit_is_reached_the_panel_says_until_when(client, draft, settings):
    settings.POOL_QUESTIONS_AN_HOUR = 1
    panel(client, draft)

    words = text_of(panel(client, draft, months_experience="6"))
    page = client.post(at(draft, "posting_pool"), typed(draft, months_experience="6"))

    assert "The next one can be made in 60 minutes" in words
    assert page.status_code == 429


def test_while_people_are_being_read_the_panel_asks_again(client, draft):
    with memory.lock:
        response = panel(client, draft)

    assert "We are counting" in text_of(response)
    assert 'hx-trigger="load delay:3s"' in response.content.decode()


def test_a_posting_that_asks_nothing_has_no_changes_to_offer(client, taxonomy):
    posting = DraftFactory()
    member_of(client, posting.organisation)

    words = text_of(client.get(at(posting, "posting_pool")))

    assert "Under 10 people" in words
    assert "What would bring you more people" not in words
    assert "Every change" not in words


@pytest.mark.parametrize("role", Membership.Role.values)
def test_every_member_may_count(client, taxonomy, role):
    posting = PostingFactory(asks=[taxonomy.forklift])
    member_of(client, posting.organisation, role)

    assert panel(client, posting).status_code == 200


def test_another_organisations_posting_does_not_exist(client, draft):
    assert panel(client, PostingFactory()).status_code == 404


def test_in_spanish_it_reads_spanish(client, draft):
    with translation.override("es"):
        words = text_of(client.get(reverse("posting_pool", args=[draft.pk])))

    assert "Menos de 10" in words
    assert "people" not in words


def test_the_panel_asks_the_database_as_often_for_many_as_for_few(client, draft, taxonomy):
    def queries():
        with CaptureQueriesContext(connection) as found:
            assert panel(client, Posting.objects.get(pk=draft.pk)).status_code == 200
        return len(found)

    panel(client, draft)
    few = queries()
    for _ in range(6):
        ProfileFactory(holds=[taxonomy.forklift, taxonomy.inventory])
    panel(client, draft)

    assert queries() == few
    assert few <= POOL_QUERIES
