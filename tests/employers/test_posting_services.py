"""Postings are drafted, published, changed and closed; what is live is marked for matching."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from employers import services
from employers.models import Organisation, Posting
from employers.services import MAX_REQUIREMENTS, RequirementClaim
from matching.models import OutboxEntry
from skills.models import Importance, SkillLevel
from tests.factories import (
    CredentialFactory,
    DraftFactory,
    OrganisationFactory,
    PostingFactory,
    RequiredCredentialFactory,
    RequirementFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def is_marked(posting) -> bool:
    return OutboxEntry.objects.filter(kind="posting", object_id=posting.pk).exists()


def refusal_of(act, **arguments) -> dict:
    with pytest.raises(ValidationError) as refused:
        act(**arguments)
    return refused.value.message_dict


def publishable_draft(**changes):
    return DraftFactory(asks=[SkillFactory()], **changes)


# --- Drafts


def test_a_draft_needs_a_title_and_nothing_else():
    draft = services.create_posting(organisation=OrganisationFactory(), title="Baker")

    assert draft.status == Posting.Status.DRAFT
    assert draft.slug == "baker"
    assert not is_marked(draft)


def test_a_draft_without_a_title_is_refused():
    errors = refusal_of(services.create_posting, organisation=OrganisationFactory(), title="")

    assert list(errors) == ["title"]
    assert not Posting.objects.exists()


def test_two_postings_of_one_name_have_addresses_of_their_own():
    organisation = OrganisationFactory()

    slugs = {
        services.create_posting(organisation=organisation, title="Baker").slug for _ in range(3)
    }

    assert len(slugs) == 3


def test_the_place_of_the_work_follows_from_its_zip_code():
    draft = services.create_posting(organisation=OrganisationFactory(), title="Baker", zip="06511")

    assert draft.town == "New Haven"
    assert draft.latitude == pytest.approx(41.3, abs=0.1)

    services.update_posting(posting=draft, zip="")
    assert (draft.town, draft.latitude) == ("", None)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"zip": "99999"}, "zip"),
        ({"zip": "6511"}, "zip"),
        ({"wage_min": Decimal(30), "wage_max": Decimal(20)}, "wage_max"),
        ({"wage_min": None, "wage_max": Decimal(20)}, "wage_min"),
        ({"wage_min": Decimal(-1)}, "wage_min"),
        ({"hours_a_week": 81}, "hours_a_week"),
        ({"months_experience": 601}, "months_experience"),
        ({"shifts": ["midnight"]}, "shifts"),
        ({"education": 9}, "education"),
        ({"title": "x" * 161}, "title"),
        ({"status": "published"}, "status"),
    ],
)
def test_a_detail_that_makes_no_sense_is_refused_at_its_field_and_nothing_is_saved(details, field):
    draft = DraftFactory(title="Baker")

    errors = refusal_of(services.update_posting, posting=draft, **({"title": "Cook"} | details))

    assert field in errors
    assert Posting.objects.get(pk=draft.pk).title == "Baker"


def test_a_posting_that_closes_before_it_opens_is_refused():
    draft = DraftFactory()

    errors = refusal_of(
        services.update_posting,
        posting=draft,
        opens_on=TODAY() + timedelta(days=9),
        closes_on=TODAY() + timedelta(days=8),
    )

    assert list(errors) == ["closes_on"]


# --- Requirements and credentials


def test_all_requirements_and_credentials_are_replaced_in_one_act():
    kept, dropped, added = SkillFactory(), SkillFactory(), SkillFactory()
    posting = PostingFactory(asks=[kept, dropped])
    old, new = CredentialFactory(), CredentialFactory()
    RequiredCredentialFactory(posting=posting, credential=old)
    kept_row = posting.requirements.get(skill=kept)

    services.update_posting(
        posting=posting,
        requirements=[
            RequirementClaim(skill=kept, importance=Importance.ESSENTIAL, level=None),
            RequirementClaim(skill=added, level=SkillLevel.TEACHES, trainable=True),
        ],
        gates=[new],
    )

    rows = {row.skill: row for row in posting.requirements.all()}
    assert set(rows) == {kept, added}
    assert rows[kept].pk == kept_row.pk
    assert (rows[kept].importance, rows[kept].level) == (Importance.ESSENTIAL, None)
    assert (rows[added].level, rows[added].trainable) == (SkillLevel.TEACHES, True)
    assert [gate.credential for gate in posting.gates.all()] == [new]
    assert posting.revision == 2
    assert is_marked(posting)


@pytest.mark.parametrize("claim", [{"level": 5}, {"level": 0}, {"importance": 3}])
def test_an_impossible_level_or_importance_is_refused(claim):
    posting = PostingFactory(asks=[SkillFactory()])

    errors = refusal_of(
        services.save_requirement,
        posting=posting,
        claim=RequirementClaim(skill=SkillFactory(), **claim),
    )

    assert list(errors) == list(claim)
    assert posting.requirements.count() == 1


def test_a_skill_named_twice_is_refused():
    skill = SkillFactory()

    errors = refusal_of(
        services.create_posting,
        organisation=OrganisationFactory(),
        title="Baker",
        requirements=[RequirementClaim(skill=skill), RequirementClaim(skill=skill)],
    )

    assert list(errors) == ["requirements"]
    assert not Posting.objects.exists()


def test_a_retired_skill_or_credential_can_be_kept_but_not_added():
    retired, old = SkillFactory(retired=True), CredentialFactory(retired=True)
    posting = PostingFactory(asks=[retired])
    RequiredCredentialFactory(posting=posting, credential=old)

    services.update_posting(
        posting=posting,
        requirements=[RequirementClaim(skill=retired, level=SkillLevel.TEACHES)],
        gates=[old],
    )
    assert posting.requirements.get().level == SkillLevel.TEACHES

    draft = DraftFactory()
    claim = RequirementClaim(skill=retired)
    assert "skill" in refusal_of(services.save_requirement, posting=draft, claim=claim)
    assert "gates" in refusal_of(services.update_posting, posting=draft, gates=[old])


def test_a_posting_asks_only_so_much():
    posting = DraftFactory(asks=[SkillFactory() for _ in range(MAX_REQUIREMENTS)])

    errors = refusal_of(
        services.save_requirement, posting=posting, claim=RequirementClaim(skill=SkillFactory())
    )

    assert list(errors) == ["skill"]


def test_a_requirement_that_is_removed_can_be_put_back_as_it_was():
    skill = SkillFactory()
    posting = PostingFactory(asks=[SkillFactory()])
    RequirementFactory(
        posting=posting, skill=skill, importance=Importance.ESSENTIAL, trainable=True
    )

    was = services.remove_requirement(posting=posting, skill=skill)
    assert not posting.requirements.filter(skill=skill).exists()

    services.save_requirement(
        posting=posting,
        claim=RequirementClaim(
            skill=skill, importance=was.importance, level=was.level, trainable=was.trainable
        ),
    )
    back = posting.requirements.get(skill=skill)
    assert (back.importance, back.level, back.trainable) == (
        was.importance,
        was.level,
        was.trainable,
    )


# --- Publishing, closing, reopening


def test_a_published_draft_is_open_for_sixty_days_and_marked():
    draft = publishable_draft()

    services.publish_posting(posting=draft)

    assert draft.status == Posting.Status.PUBLISHED
    assert (draft.opens_on, draft.closes_on) == (TODAY(), TODAY() + timedelta(days=60))
    assert draft.next_change == draft.closes_on + timedelta(days=1)
    assert is_marked(draft)


def test_publishing_twice_changes_nothing_that_people_see():
    draft = publishable_draft()
    services.publish_posting(posting=draft)
    first = draft.published_at

    services.publish_posting(posting=draft)

    assert draft.published_at == first


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"wage_min": None, "wage_max": None}, "wage_min"), ({"benefits": ""}, "benefits")],
)
def test_a_draft_without_wage_or_benefits_stays_a_draft(changes, field):
    draft = publishable_draft(**changes)

    assert list(refusal_of(services.publish_posting, posting=draft)) == [field]
    assert Posting.objects.get(pk=draft.pk).status == Posting.Status.DRAFT
    assert not is_marked(draft)


def test_a_published_posting_must_stay_publishable():
    posting = PostingFactory(asks=[SkillFactory()])

    assert "wage_min" in refusal_of(services.update_posting, posting=posting, wage_min=Decimal(5))
    assert "benefits" in refusal_of(services.update_posting, posting=posting, benefits="")
    assert "requirements" in refusal_of(services.update_posting, posting=posting, requirements=[])
    assert posting.requirements.count() == 1
    assert not is_marked(posting)


def test_a_closed_posting_is_gone_from_the_public_and_can_not_be_changed():
    posting = PostingFactory(asks=[SkillFactory()])

    services.close_posting(posting=posting)

    assert not Posting.objects.public(TODAY()).filter(pk=posting.pk).exists()
    assert is_marked(posting)
    assert "status" in refusal_of(services.update_posting, posting=posting, title="New")
    assert "status" in refusal_of(services.publish_posting, posting=posting)


def test_a_posting_reopens_with_new_dates():
    posting = PostingFactory(
        asks=[SkillFactory()],
        opens_on=TODAY() - timedelta(days=90),
        closes_on=TODAY() - timedelta(days=30),
    )
    services.close_posting(posting=posting)

    services.reopen_posting(posting=posting)

    assert posting.closed_at is None
    assert (posting.opens_on, posting.closes_on) == (TODAY(), TODAY() + timedelta(days=60))
    assert Posting.objects.public(TODAY()).filter(pk=posting.pk).exists()


def test_only_a_draft_is_deleted_and_only_what_was_public_is_closed():
    draft, live = DraftFactory(), PostingFactory()

    assert "status" in refusal_of(services.close_posting, posting=draft)
    assert "status" in refusal_of(services.delete_draft, posting=live)

    services.delete_draft(posting=draft)
    assert list(Posting.objects.all()) == [live]


def test_the_last_day_is_a_day_on_which_people_can_read_it():
    posting = PostingFactory(closes_on=TODAY())

    assert Posting.objects.public(TODAY()).filter(pk=posting.pk).exists()
    assert not Posting.objects.public(TODAY() + timedelta(days=1)).filter(pk=posting.pk).exists()


def test_a_posting_of_an_unverified_organisation_is_not_public_even_when_published():
    draft = publishable_draft(organisation=OrganisationFactory(status=Organisation.Status.PENDING))

    services.publish_posting(posting=draft)

    assert not Posting.objects.public(TODAY()).filter(pk=draft.pk).exists()


def test_postings_that_a_date_has_opened_or_closed_are_marked_once():
    due = PostingFactory(next_change=TODAY())
    later = PostingFactory(next_change=TODAY() + timedelta(days=1))

    assert services.mark_due_postings(today=TODAY()) == 1

    assert is_marked(due)
    assert not is_marked(later)
    assert services.mark_due_postings(today=TODAY()) == 0
