"""A newer taxonomy merges skills: both sides move, and their lists with them."""

import pytest

from employers.models import Posting
from jobseekers.models import Profile
from matching import tasks
from matching.outbox import mark_all_dirty
from matching.schedule import follow_taxonomy
from tests.factories import PostingFactory, ProfileFactory, SkillFactory
from tests.matching.draining import assert_matches_are_exact, drain_all, matches_of
from tests.taxonomy import SmallTaxonomy

pytestmark = pytest.mark.django_db


def test_a_merger_brings_together_who_had_different_skills(taxonomy: SmallTaxonomy) -> None:
    other = SkillFactory(slug="drive-forklift")
    driver: Profile = ProfileFactory(holds=[other])
    warehouse: Posting = PostingFactory(asks=[taxonomy.forklift])
    mark_all_dirty(reason="test")
    drain_all()
    assert matches_of(driver) == []
    other.retired, other.replaced_by = True, taxonomy.forklift
    other.save()

    assert follow_taxonomy() == 1

    drain_all()
    assert matches_of(driver) == [warehouse.pk]
    assert driver.skills.get().skill == taxonomy.forklift
    assert_matches_are_exact()
    assert follow_taxonomy() == 0


def test_beat_follows_by_its_task(taxonomy: SmallTaxonomy) -> None:
    other = SkillFactory(slug="drive-forklift", retired=True, replaced_by=taxonomy.forklift)
    posting: Posting = PostingFactory(asks=[other])

    tasks.follow_taxonomy()

    assert posting.requirements.get().skill == taxonomy.forklift
