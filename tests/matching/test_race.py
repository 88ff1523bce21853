"""Two drains at once, and commits that come late: nothing lost, nothing doubled."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

import pytest
from django.db import connection, transaction

from employers.services import RequirementClaim, close_posting, save_requirement
from jobseekers.services import SkillClaim, add_skill, delete_profile, update_details
from matching import recompute
from matching.mirror import Mirror
from matching.models import OutboxEntry, ShardCommit
from matching.outbox import mark_all_dirty
from matching.recompute import Outcome, drain
from tests.factories import PostingFactory, ProfileFactory
from tests.matching.draining import assert_matches_are_exact, drain_all
from tests.taxonomy import SmallTaxonomy, small_taxonomy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def one_shard(settings: object) -> None:
    settings.MATCHING_SHARDS = 1


@pytest.fixture
def taxonomy(transactional_db: None, one_shard: None) -> SmallTaxonomy:
    return small_taxonomy()


def in_thread(act: Callable[[], object]) -> object:
    """Runs in a thread with a connection and a worker's memory of its own."""

    def run() -> object:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def close_its_connection() -> None:
    """That of the thread which runs this."""
    connection.close()


def rebuild() -> None:
    with transaction.atomic():
        mark_all_dirty(reason="test")
    drain_all()


def overlap_two_drains(taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One drain has read a list when another one changes and commits it; then the first writes."""
    first, second = ProfileFactory.create_batch(2)
    PostingFactory(asks=[taxonomy.forklift])
    rebuild()
    outcomes: list[object] = []
    write = Mirror.write
    main = threading.current_thread()

    def write_late(mirror: Mirror, *args: object, **kwargs: object) -> int:
        if threading.current_thread() is main and not outcomes:
            in_thread(lambda: add_skill(profile=second, claim=SkillClaim(skill=taxonomy.forklift)))
            outcomes.append(in_thread(lambda: drain(0)))
        return write(mirror, *args, **kwargs)

    monkeypatch.setattr(Mirror, "write", write_late)
    add_skill(profile=first, claim=SkillClaim(skill=taxonomy.forklift))
    outcomes.append(drain(0))
    return outcomes


def test_without_the_lock_two_drains_of_a_shard_lose_a_change(
    taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recompute, "try_lock_shard", lambda shard: True)
    # What a drain notes carries the shard's number, which the database takes once.
    monkeypatch.setattr(recompute, "recording", lambda *args, **kwargs: nullcontext())
    monkeypatch.setattr(ShardCommit._default_manager, "create", lambda **values: None)
    outcomes = overlap_two_drains(taxonomy, monkeypatch)
    assert outcomes == [Outcome.DONE, Outcome.DONE]
    with pytest.raises(AssertionError):
        assert_matches_are_exact()


def test_without_the_lock_the_commit_number_still_keeps_a_change_from_being_lost(
    taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recompute, "try_lock_shard", lambda shard: True)
    overlap_two_drains(taxonomy, monkeypatch)
    assert_matches_are_exact()


def test_a_worker_that_did_not_do_the_work_itself_knows_all_that_others_did(
    taxonomy: SmallTaxonomy,
) -> None:
    people = ProfileFactory.create_batch(3)
    postings = [PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory]) for _ in range(2)]
    rebuild()
    with ThreadPoolExecutor(1) as other:

        def drain_there() -> None:
            assert other.submit(drain, 0).result() is Outcome.DONE

        drain_there()
        for number, person in enumerate(people):
            add_skill(profile=person, claim=SkillClaim(skill=taxonomy.forklift))
            drain_there()
            claim = RequirementClaim(skill=taxonomy.teamwork, importance=2**number)
            save_requirement(posting=postings[number % 2], claim=claim)
            drain_there()
            # Here nothing was known of either change; this drain scores against both.
            add_skill(profile=person, claim=SkillClaim(skill=taxonomy.inventory))
            drain_all()
            assert_matches_are_exact()
        delete_profile(profile=people[0])
        close_posting(posting=postings[0])
        drain_there()
        add_skill(profile=people[1], claim=SkillClaim(skill=taxonomy.teamwork))
        drain_all()
        assert_matches_are_exact()
        other.submit(close_its_connection).result()


def test_with_the_lock_the_second_drain_steps_back_and_nothing_is_lost(
    taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = overlap_two_drains(taxonomy, monkeypatch)
    assert outcomes == [Outcome.BUSY, Outcome.DONE]
    assert_matches_are_exact()


def test_drains_of_many_threads_at_once_lose_and_double_nothing(taxonomy: SmallTaxonomy) -> None:
    people = ProfileFactory.create_batch(6)
    postings = [PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory]) for _ in range(4)]
    rebuild()

    def edit_and_drain(number: int) -> None:
        for skill in (taxonomy.forklift, taxonomy.inventory, taxonomy.teamwork):
            add_skill(profile=people[number], claim=SkillClaim(skill=skill))
            drain(0)
            claim = RequirementClaim(skill=skill, importance=1 + number % 2)
            save_requirement(posting=postings[number % 4], claim=claim)
            drain(0)

    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(in_thread, lambda n=n: edit_and_drain(n)) for n in range(6)]
    for run in runs:
        run.result()
    drain_all()
    assert_matches_are_exact()


def test_what_another_worker_wrote_is_taken_over(taxonomy: SmallTaxonomy) -> None:
    people = ProfileFactory.create_batch(3)
    PostingFactory(asks=[taxonomy.forklift])
    rebuild()
    for profile in people:
        add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.forklift))
        in_thread(lambda: drain(0))
        update_details(profile=profile, education=3)
        drain_all()
        assert_matches_are_exact()


def test_a_change_that_commits_late_is_not_missed(taxonomy: SmallTaxonomy) -> None:
    early, late = ProfileFactory.create_batch(2)
    PostingFactory(asks=[taxonomy.forklift])
    rebuild()
    with transaction.atomic():
        add_skill(profile=late, claim=SkillClaim(skill=taxonomy.forklift))
        in_thread(lambda: add_skill(profile=early, claim=SkillClaim(skill=taxonomy.forklift)))
        in_thread(lambda: drain(0))
        rows = OutboxEntry.objects.order_by("id").values_list("object_id", flat=True)
        assert list(rows) == [late.pk]
    drain_all()
    assert_matches_are_exact()
