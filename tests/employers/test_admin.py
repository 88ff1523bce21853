"""Organisations and postings in the Django admin: to look at, and to close."""

import pytest
from django.urls import reverse

from employers.models import Posting
from matching.models import OutboxEntry
from tests.factories import (
    PostingFactory,
    RequiredCredentialFactory,
    SkillFactory,
    StaffUserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(client):
    client.force_login(StaffUserFactory(is_superuser=True))
    posting = PostingFactory(asks=[SkillFactory()])
    RequiredCredentialFactory(posting=posting)
    return posting


def test_rows_are_looked_at_not_edited(client, posting):
    for name, row in (("posting", posting), ("organisation", posting.organisation)):
        changelist = client.get(reverse(f"admin:employers_{name}_changelist"), {"q": "o"})
        assert changelist.status_code == 200
        address = reverse(f"admin:employers_{name}_change", args=[row.pk])
        assert client.get(address).status_code == 200
        assert client.post(address, {"title": "Other"}).status_code == 403


def test_a_posting_is_closed_through_the_service(client, posting):
    client.post(
        reverse("admin:employers_posting_changelist"),
        {"action": "close", "_selected_action": [posting.pk]},
    )

    posting.refresh_from_db()
    assert posting.status == Posting.Status.CLOSED
    assert OutboxEntry.objects.filter(object_id=posting.pk).exists()
