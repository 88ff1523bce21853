"""How far a rebuild is, seen from outside its transaction; after a kill nothing seems to run."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jobseekers.services import SkillClaim, add_skill
from matching import progress, recompute, throughput
from matching.models import DrainMinute, OutboxEntry, ShardState
from matching.outbox import mark_all_dirty
from matching.progress import at_work, rebuild
from matching.recompute import drain
from matching.sharding import try_lock_shard
from matching.throughput import last_minutes
from tests.factories import PostingFactory, ProfileFactory
from tests.matching.draining import drain_all
from tests.taxonomy import SmallTaxonomy, small_taxonomy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def taxonomy(transactional_db: None, settings: object) -> SmallTaxonomy:
    settings.MATCHING_SHARDS = 2
    return small_taxonomy()


@pytest.fixture
def marked(taxonomy: SmallTaxonomy) -> None:
    """Four people, two a shard, and a rebuild that is asked for."""
    ProfileFactory.create_batch(4, holds=[taxonomy.forklift])
    PostingFactory(asks=[taxonomy.forklift])
    OutboxEntry.objects.all().delete()
    with transaction.atomic():
        mark_all_dirty(reason="test")


@pytest.fixture
def half_way(marked: None) -> Iterator[None]:
    """Another connection is in the middle of rebuilding shard 1."""
    ready, over = threading.Event(), threading.Event()

    def work() -> None:
        with transaction.atomic():
            assert try_lock_shard(1)
            # Less than a tenth of a second left is told as none.
            time.sleep(0.2)
            progress.reporter()(1, 2)
            ready.set()
            over.wait(20)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    assert ready.wait(20)
    yield
    over.set()
    worker.join()


def test_a_rebuild_that_waits_says_how_much_there_is(marked: None) -> None:
    seen = rebuild(at_work())
    assert [shard.state for shard in seen.shards] == ["waiting"] * 2
    assert (seen.done, seen.total, seen.seconds_left) == (0, 4, None)


def test_others_see_how_far_it_is_before_it_commits(half_way: None) -> None:
    running = at_work()
    assert (running[1].done, running[1].total) == (1, 2)
    seen = rebuild(running)
    assert [(shard.state, shard.done) for shard in seen.shards] == [("waiting", 0), ("running", 1)]
    assert seen.seconds_left > 0


def test_the_time_left_comes_from_the_last_time(half_way: None) -> None:
    for shard in (0, 1):
        ShardState.objects.create(shard=shard, rebuild_seconds=100)
    assert 150 < rebuild(at_work()).seconds_left <= 200


def test_nothing_is_left_once_it_is_done(marked: None) -> None:
    drain(0)
    seen = rebuild(at_work())
    assert [shard.state for shard in seen.shards] == ["done", "waiting"]
    drain(1)
    assert at_work() == {}
    assert rebuild({}) is None
    state = ShardState.objects.get(shard=0)
    assert state.rebuild_seconds > 0
    assert state.rebuilt_at <= timezone.now()


def test_the_rebuild_itself_reports_every_profile(
    marked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(recompute, "_BLOCK_BYTES", 1)
    monkeypatch.setattr(progress, "reporter", lambda: lambda *said: told.append(said))
    drain(0)
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_connections_name_is_its_own_again_afterwards(marked: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW application_name")
        before = cursor.fetchone()
        drain_all()
        cursor.execute("SHOW application_name")
        assert cursor.fetchone() == before


_KILLED = """
import django; django.setup()
from django.db import transaction
from matching import progress
from matching.sharding import try_lock_shard
import time
with transaction.atomic():
    assert try_lock_shard(0)
    progress.reporter()(1, 2)
    print("ready", flush=True)
    time.sleep(60)
"""


def test_a_worker_that_is_killed_leaves_nothing_running(marked: None) -> None:
    database = connection.settings_dict
    url = (
        f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:"
        f"{database['PORT']}/{database['NAME']}"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", _KILLED],
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout.readline() == "ready\n"
        assert at_work()[0].total == 2
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
    until = time.monotonic() + 20
    while at_work() and time.monotonic() < until:
        time.sleep(0.1)
    assert at_work() == {}
    assert [shard.state for shard in rebuild({}).shards] == ["waiting"] * 2


# --- Throughput ----------------------------------------------------------------------------------


def test_followed_changes_are_counted_by_the_minute(marked: None, taxonomy: SmallTaxonomy) -> None:
    drain_all()
    assert not DrainMinute.objects.exists(), "a rebuild is no change"
    profile = ProfileFactory()
    for skill in (taxonomy.forklift, taxonomy.inventory):
        add_skill(profile=profile, claim=SkillClaim(skill=skill))
        drain_all()
    minutes = last_minutes(3)
    assert sum(minute.changes for minute in minutes) >= 2
    assert 0 < max(minute.longest_wait_s for minute in minutes) < 60


def test_what_was_rolled_back_is_not_counted(
    marked: None, taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain_all()
    add_skill(profile=ProfileFactory(), claim=SkillClaim(skill=taxonomy.forklift))

    def fail(work: object) -> None:
        raise ArithmeticError

    with monkeypatch.context() as patch:
        patch.setattr("matching.outbox.done", fail)
        for shard in (0, 1):
            drain(shard)
    assert not DrainMinute.objects.exists()


def test_old_minutes_are_swept_away(taxonomy: SmallTaxonomy) -> None:
    for days in (0, 3):
        DrainMinute.objects.create(
            shard=0,
            minute=timezone.now() - timezone.timedelta(days=days),
            changes=1,
            longest_wait_s=1,
        )
    assert throughput.forget_old() == 1
    assert DrainMinute.objects.count() == 1
