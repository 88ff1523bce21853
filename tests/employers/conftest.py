"""Postings that the tests of the editor begin with."""

import pytest

from tests.employers.pages import member_of
from tests.factories import DraftFactory, PostingFactory, RequirementFactory


@pytest.fixture
def draft(client, taxonomy):
    """A draft for a nursing assistant that asks for vital signs, and its owner signed in."""
    draft = DraftFactory(title="Nurse aide", occupation=taxonomy.nursing_assistant)
    RequirementFactory(posting=draft, skill=taxonomy.vital_signs)
    member_of(client, draft.organisation)
    return draft


@pytest.fixture
def live(client, taxonomy):
    """A published posting that asks for vital signs, and its owner signed in."""
    live = PostingFactory(title="Nurse aide", asks=[taxonomy.vital_signs])
    member_of(client, live.organisation)
    return live
