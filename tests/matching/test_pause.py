"""Held back, the workers write nothing and lose nothing; let go, they go on where they were."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobseekers.services import SkillClaim, add_skill
from matching import outbox, recompute, schedule
from matching.mirror import Mirror
from matching.models import OperatorAct, OutboxEntry, ShardState
from matching.outbox import mark_all_dirty
from matching.pause import is_paused, lists_as_of, pause, resume
from matching.recompute import Outcome, drain
from matching.sharding import all_shards
from tests.employers.pages import member_of
from tests.factories import PostingFactory, ProfileFactory
from tests.matching.draining import assert_matches_are_exact, drain_all, matches_of
from tests.taxonomy import SmallTaxonomy, small_taxonomy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def taxonomy(transactional_db: None, settings: object) -> SmallTaxonomy:
    settings.MATCHING_SHARDS = 2
    return small_taxonomy()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The shards for which a hint went to the broker."""
    shards: list[int] = []
    monkeypatch.setattr(
        outbox.current_app, "send_task", lambda name, args, **kwargs: shards.append(*args)
    )
    return shards


@pytest.fixture
def world(taxonomy: SmallTaxonomy) -> object:
    """A person and a posting that would match once one skill is added; all drained."""
    profile = ProfileFactory()
    PostingFactory(asks=[taxonomy.forklift])
    rebuild()
    return profile


def rebuild() -> None:
    with transaction.atomic():
        mark_all_dirty(reason="test")
    drain_all()


def in_thread(act: object) -> object:
    def run() -> object:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def learn(profile: object, taxonomy: SmallTaxonomy) -> None:
    add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.forklift))


def test_a_drain_while_paused_does_nothing_and_the_outbox_keeps_all(
    world: object, taxonomy: SmallTaxonomy
) -> None:
    assert pause(reason="test")
    learn(world, taxonomy)
    assert [drain(shard) for shard in all_shards()] == [Outcome.PAUSED] * 2
    assert matches_of(world) == []
    assert OutboxEntry.objects.count() == 1
    assert OutboxEntry.objects.get().attempts == 0


def test_after_it_everything_is_followed(
    world: object, taxonomy: SmallTaxonomy, sent: list[int]
) -> None:
    pause(reason="test")
    learn(world, taxonomy)
    sent.clear()
    assert resume()
    assert sent == [world.pk % 2]
    drain_all()
    assert len(matches_of(world)) == 1
    assert_matches_are_exact()


def test_the_sweep_wakes_nobody_while_paused(
    world: object, taxonomy: SmallTaxonomy, sent: list[int]
) -> None:
    pause(reason="test")
    learn(world, taxonomy)
    OutboxEntry.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    sent.clear()
    assert schedule.sweep() == []
    assert sent == []
    resume()
    assert schedule.sweep() == [world.pk % 2]


def test_a_drain_in_flight_finishes_and_the_next_one_does_not_begin(
    world: object, taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Mirror.write

    def write_after_a_pause(mirror: Mirror, *args: object, **kwargs: object) -> int:
        assert in_thread(lambda: pause(reason="in the middle"))
        return write(mirror, *args, **kwargs)

    monkeypatch.setattr(Mirror, "write", write_after_a_pause)
    learn(world, taxonomy)
    assert drain(world.pk % 2) is Outcome.PAUSED
    assert len(matches_of(world)) == 1
    assert not OutboxEntry.objects.exists()


def test_a_pause_ends_a_retry_one_by_one_too(
    world: object, taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work that failed in company is tried alone, unless somebody has paused meanwhile."""
    others = ProfileFactory.create_batch(4)
    rebuild()
    tried: list[int] = []

    def fail(work: object, *args: object) -> None:
        tried.append(len(work))
        in_thread(lambda: pause(reason="in the middle"))
        raise ArithmeticError

    monkeypatch.setattr(recompute, "_apply", fail)
    for profile in [world, *others]:
        learn(profile, taxonomy)
    shard = world.pk % 2
    assert drain(shard) is Outcome.PAUSED
    assert len(tried) == 1
    assert not OutboxEntry.objects.filter(attempts__gt=0).exists()


def test_many_who_pause_at_once_make_one_pause(taxonomy: SmallTaxonomy) -> None:
    def try_it(number: int) -> object:
        return in_thread(lambda: pause(reason=str(number)))

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(try_it, range(6))) == 1
    assert OperatorAct.objects.count() == 1
    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(lambda number: in_thread(resume), range(6))) == 1
    assert not is_paused()


def test_a_paused_rebuild_goes_on_with_the_shards_that_are_left(world: object) -> None:
    with transaction.atomic():
        mark_all_dirty(reason="test")
    assert drain(0) is Outcome.DONE
    version = ShardState.objects.get(shard=0).version
    pause(reason="test")
    assert drain(1) is Outcome.PAUSED
    assert list(OutboxEntry.objects.values_list("shard", flat=True)) == [1]
    resume()
    drain_all()
    assert ShardState.objects.get(shard=0).version == version
    assert_matches_are_exact()


def test_lists_stand_as_of_the_oldest_change_that_waits(
    world: object, taxonomy: SmallTaxonomy
) -> None:
    assert lists_as_of() is None
    pause(reason="test")
    began = OperatorAct.objects.get().at
    assert lists_as_of() == began
    learn(world, taxonomy)
    assert lists_as_of() == began
    earlier = began - timedelta(hours=1)
    OutboxEntry.objects.update(created_at=earlier)
    assert lists_as_of() == earlier


def test_a_jobseeker_reads_since_when_matches_stand_still(
    world: object, taxonomy: SmallTaxonomy, client: Client
) -> None:
    client.force_login(world.user)
    pause(reason="secret")
    learn(world, taxonomy)
    answers = [
        client.get(reverse("matches")),
        client.get(reverse("matches"), headers={"HX-Request": "true"}),
    ]
    for answer in answers:
        text = answer.content.decode()
        assert "Updates are paused for maintenance." in text
        assert "hx-trigger" not in text
        assert "No open job fits yet" not in text
        assert "secret" not in text
    resume()
    assert "Updates are paused" not in client.get(reverse("matches")).content.decode()


def test_an_employer_reads_it_too(world: object, taxonomy: SmallTaxonomy, client: Client) -> None:
    posting = PostingFactory(asks=[taxonomy.forklift])
    member_of(client, posting.organisation)
    pause(reason="secret")
    text = client.get(reverse("candidates", args=[posting.pk])).content.decode()
    assert "Updates are paused for maintenance." in text
    assert "hx-trigger" not in text
    assert "Nobody to show yet" not in text
    assert "secret" not in text
