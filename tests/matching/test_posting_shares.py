"""How often postings ask for a skill is counted daily, and frozen into specificity by a load."""

import pytest

from matching.schedule import count_postings
from skills.models import Skill
from skills.taxonomy.derived.specificity import freeze_specificity
from tests.factories import DraftFactory, PostingFactory, RequirementFactory

pytestmark = pytest.mark.django_db


def share_of(skill):
    return Skill.objects.get(pk=skill.pk).posting_share


def test_the_share_of_public_postings_that_ask_is_noted(taxonomy):
    for skills in ([taxonomy.forklift, taxonomy.teamwork], [taxonomy.teamwork]):
        posting = PostingFactory(asks=[])
        for skill in skills:
            RequirementFactory(posting=posting, skill=skill)
    RequirementFactory(posting=DraftFactory(asks=[]), skill=taxonomy.inventory)

    assert count_postings() == 2

    assert share_of(taxonomy.teamwork) == 1
    assert share_of(taxonomy.forklift) == 0.5
    assert share_of(taxonomy.inventory) == 0
    assert count_postings() == 0


def test_specificity_follows_with_the_next_load_and_not_before(taxonomy):
    posting = PostingFactory(asks=[])
    RequirementFactory(posting=posting, skill=taxonomy.vital_signs)
    before = Skill.objects.get(pk=taxonomy.vital_signs.pk).specificity

    count_postings()
    assert Skill.objects.get(pk=taxonomy.vital_signs.pk).specificity == before

    freeze_specificity()
    assert Skill.objects.get(pk=taxonomy.vital_signs.pk).specificity == 40
