"""A posting whose candidates are looked at."""

import pytest

from tests.employers.pages import member_of
from tests.factories import PostingFactory


@pytest.fixture
def skill(taxonomy):
    return taxonomy.forklift


@pytest.fixture
def posting(client, skill):
    """A public posting in New Haven that asks one skill, and its owner signed in."""
    posting = PostingFactory(title="Forklift driver", asks=[skill], zip="06511")
    member_of(client, posting.organisation)
    return posting
