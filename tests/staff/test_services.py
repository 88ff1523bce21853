"""Acts of staff that reach into several apps: who may no longer sign in is nobody's candidate."""

import pytest

from matching.models import OutboxEntry
from matching.outbox import mark_all_dirty
from matching.selectors import candidates_page
from portal.staff.services import set_access
from tests.factories import EmployerUserFactory, PostingFactory, ProfileFactory
from tests.matching.draining import assert_matches_are_exact, candidates_of, drain_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(taxonomy):
    return PostingFactory(asks=[taxonomy.forklift])


@pytest.fixture
def candidate(posting, taxonomy):
    """The posting's only candidate, with every list worked out."""
    candidate = ProfileFactory(holds=[taxonomy.forklift])
    mark_all_dirty(reason="test")
    drain_all()
    assert candidates_of(posting) == [candidate.pk]
    return candidate


def test_whoever_loses_access_leaves_every_list_and_comes_back_with_it(posting, candidate):
    set_access(user=candidate.user, active=False)
    drain_all()

    candidate.user.refresh_from_db()
    assert not candidate.user.is_active
    assert candidates_of(posting) == []
    assert candidates_page(posting).total == 0
    assert_matches_are_exact()

    set_access(user=candidate.user, active=True)
    drain_all()

    assert candidates_of(posting) == [candidate.pk]
    assert candidates_page(posting).total == 1
    assert_matches_are_exact()


def test_somebody_without_a_profile_loses_access_and_matching_has_nothing_to_do():
    user = EmployerUserFactory()

    set_access(user=user, active=False)

    user.refresh_from_db()
    assert not user.is_active
    assert not OutboxEntry.objects.exists()
