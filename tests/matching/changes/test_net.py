"""What alerts are made of: all in all over a time, once, and never what is not so."""

import pytest
from django.db import transaction

from employers.services import close_posting, reopen_posting, update_posting
from jobseekers.services import SkillClaim, add_skill, remove_skill, update_details
from matching.changes.net import net_changes
from matching.models import MatchChange
from matching.outbox import mark_all_dirty
from matching.recompute import drain
from tests.factories import PostingFactory, ProfileFactory, ProfileSkillFactory
from tests.matching.candidates import follow_all
from tests.matching.draining import drain_all
from tests.matching.test_race import in_thread
from tests.taxonomy import small_taxonomy

pytestmark = pytest.mark.django_db


@pytest.fixture
def driver(taxonomy):
    return ProfileFactory(holds=[taxonomy.forklift])


@pytest.fixture
def warehouse(taxonomy):
    return PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory])


@pytest.fixture
def followed(driver, warehouse):
    follow_all()


def add_inventory(driver, taxonomy):
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()


def remove_inventory(driver, taxonomy):
    remove_skill(profile=driver, skill=taxonomy.inventory)
    drain_all()


def bands(net):
    return [
        (change.posting, change.before and change.before.band, change.after and change.after.band)
        for change in net.changes
    ]


def test_a_move_is_told_once_with_its_causes(followed, driver, warehouse, taxonomy):
    add_inventory(driver, taxonomy)
    net = net_changes(driver)
    [(posting, before, after)] = bands(net)
    assert (posting, after) == (warehouse, "strong")
    assert before != after
    assert net.changes[0].own == (("skill added", taxonomy.inventory.pk),)
    assert net.changes[0].others == ()
    again = net_changes(driver, since=net.seen_until)
    assert (again.changes, again.seen_until) == ((), net.seen_until)


def test_there_and_back_is_nothing(followed, driver, warehouse, taxonomy):
    add_inventory(driver, taxonomy)
    remove_inventory(driver, taxonomy)
    close_posting(posting=warehouse)
    drain_all()
    reopen_posting(posting=warehouse)
    drain_all()
    net = net_changes(driver)
    assert net.changes == ()
    assert net.seen_until == MatchChange.objects.filter(side=1).latest("id").pk


def test_several_moves_are_one_from_the_first_to_the_last(followed, driver, warehouse, taxonomy):
    add_inventory(driver, taxonomy)
    close_posting(posting=warehouse)
    drain_all()
    [(posting, before, after)] = bands(net_changes(driver))
    assert (posting, after) == (warehouse, None)
    assert before is not None
    reasons = net_changes(driver).changes[0]
    assert [reason for reason, _ in reasons.own + reasons.others] == [
        "skill added",
        "posting closed",
    ]


def test_what_came_before_the_cursor_is_where_the_next_time_begins(
    followed, driver, warehouse, taxonomy
):
    add_inventory(driver, taxonomy)
    seen = net_changes(driver).seen_until
    remove_inventory(driver, taxonomy)
    [(posting, before, after)] = bands(net_changes(driver, since=seen))
    assert (posting, before) == (warehouse, "strong")
    assert after not in (None, "strong")


def test_a_first_list_is_no_news(followed, warehouse, taxonomy):
    newcomer = ProfileFactory()
    add_skill(profile=newcomer, claim=SkillClaim(skill=taxonomy.forklift, level=4))
    drain_all()
    assert net_changes(newcomer).changes == ()


def test_all_skills_out_and_in_again_is_nothing(followed, driver, warehouse, taxonomy):
    remove_skill(profile=driver, skill=taxonomy.forklift)
    drain_all()
    assert len(net_changes(driver).changes) == 1
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.forklift))
    drain_all()
    assert net_changes(driver).changes == ()


def test_what_a_rebuild_has_undone_is_not_told(followed, driver, warehouse, taxonomy):
    add_inventory(driver, taxonomy)
    assert net_changes(driver).changes
    driver.skills.filter(skill=taxonomy.inventory).delete()
    follow_all()
    assert net_changes(driver).changes == ()


def test_what_a_rebuild_alone_has_done_is_no_news(followed, driver, warehouse, taxonomy):
    ProfileSkillFactory(profile=driver, skill=taxonomy.inventory, level=4)
    follow_all()
    assert net_changes(driver).changes == ()


def test_a_posting_that_came_in_for_another_is_no_news(settings, driver, taxonomy):
    settings.MATCHING_POSTINGS_PER_PROFILE = 1
    PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory])
    first = PostingFactory(asks=[taxonomy.forklift])
    follow_all()
    close_posting(posting=first)
    drain_all()
    assert [posting for posting, _, _ in bands(net_changes(driver))] == [first]


def test_a_posting_that_is_not_public_any_more_is_not_told_as_a_match(
    followed, driver, warehouse, taxonomy
):
    add_inventory(driver, taxonomy)
    close_posting(posting=warehouse)
    assert net_changes(driver).changes == ()


def test_a_profile_without_a_list_has_no_news():
    net = net_changes(ProfileFactory(), since=7)
    assert (net.changes, net.seen_until) == ((), 7)


def test_it_takes_four_queries_however_much_has_changed(
    followed, driver, warehouse, taxonomy, django_assert_num_queries
):
    for _ in range(3):
        add_inventory(driver, taxonomy)
        remove_inventory(driver, taxonomy)
        update_posting(posting=warehouse, gates=[taxonomy.forklift_card])
        drain_all()
    with django_assert_num_queries(4):
        assert net_changes(driver).changes


@pytest.mark.django_db(transaction=True)
def test_what_commits_late_is_told_next_time(settings):
    """A change that is under way while news are read is in the next ones, once."""
    settings.MATCHING_SHARDS = 1
    taxonomy = small_taxonomy()
    driver = ProfileFactory(holds=[taxonomy.forklift])
    other = ProfileFactory(holds=[taxonomy.forklift])
    warehouse = PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory])
    with transaction.atomic():
        mark_all_dirty(reason="test")
    drain_all()

    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    with transaction.atomic():
        drain(0)
        early = in_thread(lambda: net_changes(driver))
        # While the lock is held, nobody else can draw a number in this shard.
        in_thread(lambda: update_details(profile=other, education=5))
        in_thread(lambda: drain(0))
    assert (early.changes, early.seen_until) == ((), 0)
    [(posting, _, after)] = bands(net_changes(driver, since=early.seen_until))
    assert (posting, after) == (warehouse, "strong")
