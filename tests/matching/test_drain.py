"""A change is saved, a drain follows it, and both sides' stored lists say so."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import User
from employers.models import Posting
from employers.services import (
    RequirementClaim,
    close_posting,
    decline_organisation,
    publish_posting,
    reopen_posting,
    save_requirement,
    update_posting,
    verify_organisation,
)
from jobseekers.models import Profile
from jobseekers.services import (
    SkillClaim,
    add_skill,
    delete_profile,
    remove_skill,
    save_credential,
    set_visibility,
    update_details,
)
from matching.models import OutboxEntry, PostingSlice, ProfileList, ShardState
from matching.outbox import mark_all_dirty
from matching.recompute import drain
from matching.schedule import mark_due
from matching.sharding import all_shards, shard_of
from matching.stored import candidates_for, postings_for
from tests.factories import (
    DraftFactory,
    OrganisationFactory,
    PostingFactory,
    ProfileFactory,
    RequiredCredentialFactory,
    StaffUserFactory,
)
from tests.matching.draining import (
    assert_matches_are_exact,
    candidates_of,
    drain_all,
    matches_of,
)
from tests.taxonomy import SmallTaxonomy

pytestmark = pytest.mark.django_db


@pytest.fixture
def driver(taxonomy: SmallTaxonomy) -> Profile:
    """A person who drives forklifts."""
    return ProfileFactory(holds=[taxonomy.forklift])


@pytest.fixture
def warehouse(taxonomy: SmallTaxonomy) -> Posting:
    """A warehouse that asks for forklift driving and stock taking."""
    return PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory])


@pytest.fixture
def followed(driver: Profile, warehouse: Posting) -> None:
    """The lists are up to date."""
    rebuild()


def rebuild() -> None:
    mark_all_dirty(reason="test")
    drain_all()


def test_a_rebuild_ranks_everything_that_is_there(
    followed: None, driver: Profile, warehouse: Posting
) -> None:
    assert matches_of(driver) == [warehouse.pk]
    assert candidates_of(warehouse) == [driver.pk]
    assert_matches_are_exact()


def test_an_added_skill_raises_the_fit_on_both_sides(
    followed: None, taxonomy: SmallTaxonomy, driver: Profile, warehouse: Posting
) -> None:
    before = postings_for(driver.pk).fit[0]
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=2))
    drain_all()
    assert postings_for(driver.pk).fit[0] > before
    assert candidates_for(warehouse.pk).fit[0] == postings_for(driver.pk).fit[0]
    assert_matches_are_exact()


def test_a_removed_skill_ends_the_match(
    followed: None, taxonomy: SmallTaxonomy, driver: Profile, warehouse: Posting
) -> None:
    remove_skill(profile=driver, skill=taxonomy.forklift)
    drain_all()
    assert matches_of(driver) == []
    assert candidates_of(warehouse) == []
    assert_matches_are_exact()


def test_a_changed_requirement_moves_both_sides(
    followed: None, taxonomy: SmallTaxonomy, driver: Profile, warehouse: Posting
) -> None:
    before = candidates_for(warehouse.pk).fit[0]
    save_requirement(
        posting=warehouse, claim=RequirementClaim(skill=taxonomy.inventory, importance=1)
    )
    drain_all()
    assert candidates_for(warehouse.pk).fit[0] > before
    assert postings_for(driver.pk).fit[0] == candidates_for(warehouse.pk).fit[0]
    assert_matches_are_exact()


def test_a_gate_that_nobody_has_opened_sorts_last_and_opens_with_the_licence(
    followed: None, taxonomy: SmallTaxonomy, driver: Profile, warehouse: Posting
) -> None:
    update_posting(posting=warehouse, gates=[taxonomy.forklift_card])
    drain_all()
    assert not postings_for(driver.pk).gates_open[0]
    save_credential(profile=driver, credential=taxonomy.forklift_card)
    drain_all()
    assert candidates_for(warehouse.pk).gates_open[0]
    assert_matches_are_exact()


def test_a_new_profile_gets_its_matches_and_becomes_a_candidate(
    followed: None, taxonomy: SmallTaxonomy, warehouse: Posting
) -> None:
    newcomer = ProfileFactory()
    add_skill(profile=newcomer, claim=SkillClaim(skill=taxonomy.forklift, level=3))
    drain_all()
    assert matches_of(newcomer) == [warehouse.pk]
    assert newcomer.pk in candidates_of(warehouse)
    assert_matches_are_exact()


def test_a_published_draft_enters_and_a_closed_posting_leaves(
    followed: None, taxonomy: SmallTaxonomy, driver: Profile, warehouse: Posting
) -> None:
    draft = DraftFactory(organisation=warehouse.organisation, asks=[taxonomy.forklift])
    publish_posting(posting=draft)
    drain_all()
    assert matches_of(driver) == [draft.pk, warehouse.pk]
    close_posting(posting=draft)
    drain_all()
    assert matches_of(driver) == [warehouse.pk]
    assert not PostingSlice.objects.filter(posting=draft).exists()
    assert_matches_are_exact()
    reopen_posting(posting=draft)
    drain_all()
    assert draft.pk in matches_of(driver)
    assert_matches_are_exact()


def test_an_organisation_that_is_declined_takes_its_postings_along(
    followed: None, driver: Profile, warehouse: Posting
) -> None:
    staff = StaffUserFactory()
    decline_organisation(organisation=warehouse.organisation, by=staff, reason="No such firm.")
    drain_all()
    assert matches_of(driver) == []
    assert_matches_are_exact()
    verify_organisation(organisation=warehouse.organisation, by=staff)
    drain_all()
    assert matches_of(driver) == [warehouse.pk]
    assert candidates_of(warehouse) == [driver.pk]
    assert_matches_are_exact()


def test_who_hides_leaves_the_candidates_and_keeps_their_matches(
    followed: None, driver: Profile, warehouse: Posting
) -> None:
    set_visibility(profile=driver, visibility="hidden")
    drain_all()
    assert candidates_of(warehouse) == []
    assert matches_of(driver) == [warehouse.pk]
    set_visibility(profile=driver, visibility="anonymous")
    drain_all()
    assert candidates_of(warehouse) == [driver.pk]
    assert_matches_are_exact()


def test_a_posting_change_never_shows_who_hides(
    followed: None, taxonomy: SmallTaxonomy, driver: Profile, warehouse: Posting
) -> None:
    set_visibility(profile=driver, visibility="hidden")
    drain_all()
    save_requirement(posting=warehouse, claim=RequirementClaim(skill=taxonomy.teamwork))
    drain_all()
    assert candidates_of(warehouse) == []
    assert_matches_are_exact()


def test_a_deleted_profile_leaves_nothing_behind(
    followed: None, driver: Profile, warehouse: Posting
) -> None:
    gone = driver.pk
    delete_profile(profile=driver)
    drain_all()
    assert candidates_of(warehouse) == []
    assert not ProfileList.objects.filter(profile_id=gone).exists()
    assert_matches_are_exact()


def test_work_that_the_law_closes_to_minors_is_kept_from_them_on_both_sides(
    followed: None, taxonomy: SmallTaxonomy, driver: Profile, warehouse: Posting
) -> None:
    today = timezone.localdate()
    update_posting(posting=warehouse, occupation=taxonomy.forklift_driver)
    update_details(profile=driver, birth_date=today.replace(year=today.year - 17, day=1))
    drain_all()
    assert matches_of(driver) == []
    assert candidates_of(warehouse) == []
    assert_matches_are_exact()


def test_the_eighteenth_birthday_opens_the_work(
    followed: None,
    taxonomy: SmallTaxonomy,
    driver: Profile,
    warehouse: Posting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    update_posting(posting=warehouse, occupation=taxonomy.forklift_driver)
    tomorrow = timezone.localdate() + timedelta(days=1)
    update_details(
        profile=driver, birth_date=date(tomorrow.year - 18, tomorrow.month, tomorrow.day)
    )
    drain_all()
    assert matches_of(driver) == []
    live_on(tomorrow, monkeypatch)
    assert mark_due() == 1
    drain_all()
    assert matches_of(driver) == [warehouse.pk]
    assert candidates_of(warehouse) == [driver.pk]
    assert_matches_are_exact()


def test_a_licence_that_expires_closes_its_gate(
    followed: None,
    taxonomy: SmallTaxonomy,
    driver: Profile,
    warehouse: Posting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    RequiredCredentialFactory(posting=warehouse, credential=taxonomy.cna)
    today = timezone.localdate()
    save_credential(profile=driver, credential=taxonomy.cna, expires_on=today)
    rebuild()
    assert postings_for(driver.pk).gates_open[0]
    live_on(today + timedelta(days=1), monkeypatch)
    assert mark_due() == 1
    drain_all()
    assert not postings_for(driver.pk).gates_open[0]
    assert_matches_are_exact()


def test_a_posting_opens_and_closes_on_its_days(
    followed: None,
    taxonomy: SmallTaxonomy,
    driver: Profile,
    warehouse: Posting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    today = timezone.localdate()
    draft = DraftFactory(
        organisation=warehouse.organisation,
        asks=[taxonomy.forklift],
        opens_on=today + timedelta(days=2),
        closes_on=today + timedelta(days=3),
    )
    publish_posting(posting=draft)
    drain_all()
    assert matches_of(driver) == [warehouse.pk]
    for days, there in ((2, True), (3, True), (4, False)):
        live_on(today + timedelta(days=days), monkeypatch)
        mark_due()
        drain_all()
        assert (draft.pk in matches_of(driver)) is there
        assert_matches_are_exact()


def live_on(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: day)


def test_ten_edits_are_one_recomputation(
    followed: None, taxonomy: SmallTaxonomy, driver: Profile
) -> None:
    before = ProfileList.objects.get(profile=driver).version
    for wage in range(10):
        update_details(profile=driver, wage_floor=Decimal(15 + wage))
    assert OutboxEntry.objects.filter(object_id=driver.pk).count() == 10
    drain_all()
    after = ProfileList.objects.get(profile=driver)
    assert after.version == before + 1
    assert after.revision == driver.revision
    assert_matches_are_exact()


def test_an_edit_that_moves_no_fit_rewrites_nobody_elses_list(
    followed: None, driver: Profile, warehouse: Posting
) -> None:
    versions = dict(PostingSlice.objects.values_list("pk", "version"))
    update_details(profile=driver, wage_floor=Decimal(20))
    drain_all()
    assert dict(PostingSlice.objects.values_list("pk", "version")) == versions
    assert postings_for(driver.pk).revision == driver.revision


def test_a_drain_with_nothing_to_do_writes_nothing(followed: None) -> None:
    versions = dict(ShardState.objects.values_list("shard", "version"))
    drain_all()
    assert dict(ShardState.objects.values_list("shard", "version")) == versions


def test_a_change_waits_in_the_shards_it_concerns(
    followed: None, taxonomy: SmallTaxonomy, driver: Profile, warehouse: Posting
) -> None:
    update_details(profile=driver, wage_floor=Decimal(20))
    assert list(OutboxEntry.objects.values_list("shard", flat=True)) == [shard_of(driver.pk)]
    drain(shard_of(driver.pk))
    update_posting(posting=warehouse, wage_max=Decimal(30))
    shards = OutboxEntry.objects.order_by("shard").values_list("shard", flat=True)
    assert list(shards) == list(all_shards())


def test_a_person_who_may_no_longer_sign_in_has_no_matches(
    followed: None, driver: Profile, warehouse: Posting
) -> None:
    User.objects.filter(pk=driver.user_id).update(is_active=False)
    rebuild()
    assert candidates_of(warehouse) == []
    assert not ProfileList.objects.filter(profile=driver).exists()
    assert_matches_are_exact()


@pytest.mark.parametrize("many", [1, 30])
def test_a_drain_takes_the_same_number_of_queries_for_one_change_and_for_many(
    many: int,
    followed: None,
    taxonomy: SmallTaxonomy,
    settings: object,
    django_assert_num_queries: object,
) -> None:
    settings.MATCHING_SHARDS = 1
    people = ProfileFactory.create_batch(many, holds=[taxonomy.forklift])
    employer = OrganisationFactory()
    postings = PostingFactory.create_batch(many, organisation=employer, asks=[taxonomy.forklift])
    rebuild()
    for profile in people:
        update_details(profile=profile, education=2)
        add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.inventory))
    for posting in postings:
        save_requirement(posting=posting, claim=RequirementClaim(skill=taxonomy.teamwork))
    with django_assert_num_queries(40):
        drain(0)
    assert_matches_are_exact()
