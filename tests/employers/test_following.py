"""Postings follow skills that a newer taxonomy has merged into others."""

import pytest

from employers.models import Posting
from employers.services import close_posting, follow_replaced_skills
from matching.models import OutboxEntry
from matching.sharding import all_shards
from skills.models import Importance, Skill
from tests.factories import DraftFactory, PostingFactory, RequirementFactory, SkillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def excel() -> Skill:
    return SkillFactory(slug="spreadsheets")


@pytest.fixture
def merged(excel: Skill) -> Skill:
    """A skill that has become `excel`."""
    return SkillFactory(slug="microsoft-excel", retired=True, replaced_by=excel)


def asked_by(posting: Posting) -> dict[str, tuple[int, int | None, bool]]:
    rows = posting.requirements.values_list("skill__slug", "importance", "level", "trainable")
    return {slug: (importance, level, trainable) for slug, importance, level, trainable in rows}


def marks() -> list[tuple[int, str]]:
    rows = OutboxEntry.objects.filter(kind=OutboxEntry.Kind.POSTING, reason="skills merged")
    return list(rows.order_by("id").values_list("object_id", "reason"))


def test_a_requirement_becomes_what_its_skill_was_merged_into(excel, merged):
    posting = PostingFactory()
    RequirementFactory(posting=posting, skill=merged, importance=Importance.ESSENTIAL, level=3)
    before = posting.revision

    assert follow_replaced_skills() == 1

    posting.refresh_from_db()
    assert asked_by(posting)["spreadsheets"] == (4, 3, False)
    assert posting.revision == before + 1
    assert len(marks()) == len(list(all_shards()))


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ((4, None, True), (2, 3, False), (4, None, True)),
        ((2, 3, False), (2, 2, False), (2, 3, False)),
        ((2, 2, True), (2, 2, False), (2, 2, False)),
    ],
)
def test_of_two_the_stronger_requirement_stays(excel, merged, old, new, kept):
    posting = PostingFactory()
    for skill, (importance, level, trainable) in ((merged, old), (excel, new)):
        RequirementFactory(
            posting=posting, skill=skill, importance=importance, level=level, trainable=trainable
        )

    follow_replaced_skills()

    assert asked_by(posting)["spreadsheets"] == kept
    assert "microsoft-excel" not in asked_by(posting)


def test_a_second_call_changes_nothing(excel, merged):
    RequirementFactory(posting=PostingFactory(), skill=merged)
    follow_replaced_skills()
    told = marks()

    assert follow_replaced_skills() == 0

    assert marks() == told


def test_drafts_and_closed_postings_follow_and_a_draft_tells_nobody(excel, merged):
    draft, closed = DraftFactory(), PostingFactory()
    for posting in (draft, closed):
        RequirementFactory(posting=posting, skill=merged)
    close_posting(posting=closed)

    assert follow_replaced_skills() == 2

    assert "spreadsheets" in asked_by(draft)
    assert "spreadsheets" in asked_by(closed)
    assert {posting_id for posting_id, _reason in marks()} == {closed.pk}


def test_a_retired_skill_without_a_replacement_stays(excel, merged):
    posting = PostingFactory()
    RequirementFactory(posting=posting, skill=SkillFactory(slug="sewing", retired=True))

    assert follow_replaced_skills() == 0

    assert "sewing" in asked_by(posting)


def test_many_postings_are_followed_in_parts(excel, merged):
    for _ in range(3):
        RequirementFactory(posting=PostingFactory(), skill=merged)

    assert [follow_replaced_skills(limit=2) for _ in range(3)] == [2, 1, 0]
