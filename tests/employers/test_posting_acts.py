"""Publishing, closing, reopening and deleting a posting, and who may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from employers.models import Membership, Organisation, Posting
from matching.models import OutboxEntry
from tests.employers.pages import asked, at, member_of, sign_in, text_of, typed
from tests.factories import (
    DraftFactory,
    MembershipFactory,
    OrganisationFactory,
    PostingFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db
Role = Membership.Role


# --- Publishing and after


def test_publish_saves_what_was_typed_and_makes_it_public(client, draft):
    response = client.post(at(draft), typed(draft, act="publish", title="Night aide"), follow=True)

    draft.refresh_from_db()
    assert (draft.status, draft.title) == (Posting.Status.PUBLISHED, "Night aide")
    assert "Night aide is published." in text_of(response)
    assert OutboxEntry.objects.filter(object_id=draft.pk).exists()


def test_publish_without_wage_and_benefits_is_refused_at_the_fields_but_saved(client, draft):
    response = client.post(
        at(draft),
        typed(
            draft,
            act="publish",
            title="Night aide",
            benefits="",
            wage_min="",
            wage_max="",
            **{"add-skill-text": "Bathing patients"},
        ),
    )

    assert response.status_code == 422
    assert {"benefits", "wage_min"} == set(response.context["editor"].details.errors)
    draft.refresh_from_db()
    assert (draft.status, draft.title) == (Posting.Status.DRAFT, "Night aide")
    assert asked(draft) == {"vital-signs", "bathing"}


def test_publish_below_the_minimum_wage_is_refused(client, draft):
    response = client.post(at(draft), typed(draft, act="publish", wage_min="16.93"))

    assert "minimum wage of $16.94" in text_of(response)
    draft.refresh_from_db()
    assert draft.status == Posting.Status.DRAFT


def test_before_verification_publishing_says_when_it_goes_public(client):
    organisation = OrganisationFactory(status=Organisation.Status.PENDING)
    draft = DraftFactory(organisation=organisation, asks=[SkillFactory()])
    member_of(client, organisation)

    response = client.post(at(draft), typed(draft, act="publish"), follow=True)

    assert "It goes public once your organisation is verified." in text_of(response)
    assert "Waits for review" in text_of(response)


def test_a_public_posting_can_not_lose_what_the_law_asks(client, live):
    response = client.post(at(live), typed(live, benefits=""))

    assert response.status_code == 422
    assert list(response.context["editor"].details.errors) == ["benefits"]
    live.refresh_from_db()
    assert live.benefits


def test_closing_says_what_happens_and_a_closed_posting_is_read_not_changed(client, live):
    assert "leaves every list" in text_of(client.get(at(live, "posting_close")))
    client.post(at(live, "posting_close"))
    live.refresh_from_db()
    assert live.status == Posting.Status.CLOSED

    read = client.get(at(live))
    assert "Nobody sees it any more." in text_of(read)
    assert "posting-form" not in read.content.decode()

    refused = client.post(at(live), typed(live, title="New"))
    assert refused.status_code == 422
    assert "This posting is closed." in text_of(refused)


def test_a_closed_posting_reopens(client, live):
    client.post(at(live, "posting_close"))

    client.post(at(live, "posting_reopen"))

    live.refresh_from_db()
    assert live.status == Posting.Status.PUBLISHED
    assert live.closes_on == timezone.localdate() + timedelta(days=60)


def test_only_a_draft_is_deleted(client, draft):
    assert "cannot be undone" in text_of(client.get(at(draft, "posting_delete")))
    client.post(at(draft, "posting_delete"))
    assert not Posting.objects.filter(pk=draft.pk).exists()

    live = PostingFactory(organisation=draft.organisation)
    response = client.post(at(live, "posting_delete"))
    assert response.status_code == 422
    assert "Only a draft can be deleted." in text_of(response)


def test_the_preview_shows_what_jobseekers_will_read(client, draft):
    words = text_of(client.get(at(draft, "posting_preview")))

    assert "This is how jobseekers see it." in words
    assert "Vital signs" in words


# --- Access

PAGES = ["posting_edit", "posting_preview", "posting_close", "posting_reopen", "posting_delete"]
WRITES = ["posting_edit", "posting_asks", "posting_close", "posting_reopen", "posting_delete"]


@pytest.mark.parametrize("name", PAGES)
def test_a_posting_of_another_organisation_does_not_exist(client, name):
    posting = PostingFactory()
    sign_in(client, MembershipFactory().user)

    assert client.get(at(posting, name)).status_code == 404
    if name != "posting_preview":
        assert client.post(at(posting, name), typed(posting)).status_code == 404


@pytest.mark.parametrize("name", WRITES)
def test_a_viewer_reads_and_changes_nothing(client, name):
    draft = DraftFactory(title="Baker", asks=[SkillFactory()])
    member_of(client, draft.organisation, Role.VIEWER)

    assert client.post(at(draft, name), typed(draft, title="Cook")).status_code == 403
    assert Posting.objects.get(pk=draft.pk).title == "Baker"
    page = client.get(at(draft))
    assert "Baker" in text_of(page)
    assert "posting-form" not in page.content.decode()


def test_a_removed_member_loses_access_on_the_next_request(client):
    posting = PostingFactory()
    user = member_of(client, posting.organisation, Role.RECRUITER)
    assert client.get(at(posting)).status_code == 200

    user.memberships.all().delete()

    assert client.get(at(posting)).status_code == 404
    assert client.post(at(posting), typed(posting)).status_code == 404


@pytest.mark.parametrize("number", ["0", "99999999", "9" * 40])
def test_a_number_that_no_posting_has_is_not_found(client, number):
    member_of(client, OrganisationFactory())

    assert client.get(f"/employer/postings/{number}/").status_code == 404
