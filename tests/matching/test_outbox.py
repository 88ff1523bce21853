"""Marks stand in the change's own transaction; the hint may fail, the save may not."""

import socket
import time
from datetime import timedelta

import pytest
from celery import Celery
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone
from kombu.exceptions import OperationalError

from jobseekers.models import Profile
from jobseekers.services import SkillClaim, add_skill
from matching import outbox, schedule
from matching.models import OutboxEntry, ShardState
from matching.pool import built_for, engine_version
from matching.sharding import all_shards, shard_of
from matching.status import status
from tests.factories import ProfileFactory, TaxonomyVersionFactory
from tests.matching.draining import drain_all
from tests.taxonomy import SmallTaxonomy

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The shards that hints were sent to."""
    shards: list[int] = []

    def send_task(name: str, args: list[int], **options: object) -> None:
        assert name == "matching.drain"
        shards.extend(args)

    monkeypatch.setattr("matching.outbox.current_app.send_task", send_task)
    return shards


def test_a_profile_is_marked_in_its_shard_and_a_posting_in_every_shard() -> None:
    with transaction.atomic():
        outbox.mark_profile_dirty(profile_id=6, revision=2, reason="test")
        outbox.mark_posting_dirty(posting_id=9, revision=3, reason="test")
    rows = OutboxEntry.objects.order_by("id").values_list("shard", "kind", "object_id", "revision")
    assert list(rows) == [
        (shard_of(6), "profile", 6, 2),
        *((shard, "posting", 9, 3) for shard in all_shards()),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_mark_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        outbox.mark_profile_dirty(profile_id=1, revision=1, reason="test")


def test_a_change_that_fails_leaves_no_mark(taxonomy: SmallTaxonomy) -> None:
    profile = ProfileFactory(holds=[taxonomy.forklift])
    with pytest.raises(ValidationError):
        add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.forklift))
    assert not OutboxEntry.objects.exists()
    assert Profile.objects.get().revision == 1


def test_one_hint_a_shard_is_sent_after_the_commit(
    sent: list[int], django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        outbox.mark_profiles_dirty(revisions={4: 1, 8: 1, 5: 1}, reason="test")
        assert sent == []
    assert sorted(sent) == sorted({shard_of(4), shard_of(8), shard_of(5)})


@pytest.mark.parametrize("trouble", [OperationalError("refused"), OSError(), RuntimeError("OOM")])
def test_a_broker_in_trouble_does_not_fail_the_save(
    trouble: Exception,
    taxonomy: SmallTaxonomy,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: object,
) -> None:
    def send_task(*args: object, **options: object) -> None:
        raise trouble

    monkeypatch.setattr("matching.outbox.current_app.send_task", send_task)
    profile = ProfileFactory()
    with django_capture_on_commit_callbacks(execute=True):
        add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.forklift))
    assert profile.skills.count() == 1
    assert OutboxEntry.objects.count() == 1


def test_a_broker_that_is_down_is_given_up_at_once(
    taxonomy: SmallTaxonomy,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: object,
) -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        port = nobody_listens.getsockname()[1]
        app = Celery("portal-without-broker", broker=f"redis://127.0.0.1:{port}/0")
        app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        monkeypatch.setattr("matching.outbox.current_app", app)
        profile = ProfileFactory()
        started = time.monotonic()
        with django_capture_on_commit_callbacks(execute=True):
            add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.forklift))
        assert time.monotonic() - started < 2
    assert OutboxEntry.objects.count() == 1


def test_the_sweep_wakes_shards_whose_hint_was_lost(sent: list[int]) -> None:
    ready()
    outbox.mark_profile_dirty(profile_id=5, revision=1, reason="test")
    assert schedule.sweep() == []
    OutboxEntry.objects.update(created_at=timezone.now() - timedelta(seconds=5))
    assert schedule.sweep() == [shard_of(5)]
    assert sent == [shard_of(5)]


def ready() -> None:
    for shard in all_shards():
        ShardState.objects.create(shard=shard, built_for=built_for(engine_version()))


def test_what_rests_or_is_set_aside_wakes_nobody(sent: list[int]) -> None:
    ready()
    now = timezone.now()
    outbox.mark_profiles_dirty(revisions={4: 1, 5: 1}, reason="test")
    OutboxEntry.objects.update(created_at=now - timedelta(seconds=5))
    OutboxEntry.objects.filter(object_id=4).update(not_before=now + timedelta(seconds=60))
    OutboxEntry.objects.filter(object_id=5).update(set_aside_at=now)
    assert schedule.sweep() == []


def test_a_new_taxonomy_marks_everything_once(taxonomy: SmallTaxonomy) -> None:
    assert schedule.mark_outdated() == list(all_shards())
    assert schedule.mark_outdated() == []
    drain_all()
    assert schedule.mark_outdated() == []
    TaxonomyVersionFactory()
    assert schedule.mark_outdated() == list(all_shards())
    assert OutboxEntry.objects.filter(kind="shard").count() == len(all_shards())
    drain_all()
    assert schedule.mark_outdated() == []


def test_other_list_sizes_ask_for_a_rebuild(taxonomy: SmallTaxonomy, settings: object) -> None:
    schedule.mark_outdated()
    drain_all()
    settings.MATCHING_POSTINGS_PER_PROFILE += 1
    assert schedule.mark_outdated() == list(all_shards())


def test_status_tells_what_waits_and_for_how_long() -> None:
    assert (status().pending, status().oldest_age_s, status().last_check) == (0, 0.0, None)
    outbox.mark_profile_dirty(profile_id=5, revision=1, reason="test")
    OutboxEntry.objects.update(created_at=timezone.now() - timedelta(seconds=30))
    assert status().pending == 1
    assert 30 <= status().oldest_age_s < 40
    assert status().engine_version == engine_version()
