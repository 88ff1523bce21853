"""A drain notes what it changed, why, and exactly once."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import pytest
from django.db import connection, transaction
from django.utils import timezone

from employers.services import close_posting, reopen_posting, update_posting
from jobseekers.services import SkillClaim, add_skill, remove_skill, update_details
from matching import recompute
from matching.changes.compare import CHANGE
from matching.mirror import Mirror
from matching.models import MatchChange, OutboxEntry, ProfileList, ShardState
from matching.outbox import mark_all_dirty
from matching.recompute import Outcome, drain, memory
from matching.schedule import mark_due
from tests.factories import PostingFactory, ProfileFactory, TaxonomyVersionFactory
from tests.matching.draining import assert_matches_are_exact, drain_all
from tests.matching.test_race import in_thread, overlap_two_drains
from tests.taxonomy import SmallTaxonomy, small_taxonomy

Kind, Side = MatchChange.Kind, MatchChange.Side


@pytest.fixture
def one_shard(settings: object) -> None:
    settings.MATCHING_SHARDS = 1


@pytest.fixture
def world(one_shard: None, db: None, taxonomy: SmallTaxonomy) -> Iterator[tuple[object, object]]:
    """A driver and a warehouse that asks for two skills, of which the driver has one."""
    driver = ProfileFactory(holds=[taxonomy.forklift])
    warehouse = PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory])
    rebuild()
    yield driver, warehouse


def rebuild() -> None:
    with transaction.atomic():
        mark_all_dirty(reason="test")
    drain_all()


def noted(side: int) -> list[tuple[int, list[int], list[tuple[int, int, int]]]]:
    """What was noted of a side: kind, owners, (entry, fit before, fit after)."""
    return [
        (
            row.kind,
            row.owners,
            [
                (id, before & 0x3FFF, after & 0x3FFF)
                for id, before, after in np.frombuffer(row.entries, dtype=CHANGE).tolist()
            ],
        )
        for row in MatchChange.objects.filter(side=side).order_by("id")
    ]


def test_a_rebuild_notes_nothing(world: tuple[object, object]) -> None:
    assert ProfileList.objects.get().count == 1
    assert not MatchChange.objects.exists()


def test_a_new_skill_moves_the_pair_on_both_sides_and_says_why(
    world: tuple[object, object], taxonomy: SmallTaxonomy
) -> None:
    driver, warehouse = world
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()
    [(kind, owners, [(entry, before, after)])] = noted(Side.PROFILE)
    assert (kind, owners, entry) == (Kind.NEWS, [driver.pk], warehouse.pk)
    assert before < after
    assert noted(Side.POSTING) == [(Kind.NEWS, [warehouse.pk], [(driver.pk, before, after)])]
    for row in MatchChange.objects.all():
        assert row.causes == {
            "profile": {str(driver.pk): [["skill added", taxonomy.inventory.pk]]},
            "posting": {},
        }


def test_a_fit_that_stays_in_its_band_is_no_change(
    world: tuple[object, object], taxonomy: SmallTaxonomy
) -> None:
    driver, _ = world
    update_details(profile=driver, education=3)
    drain_all()
    assert not MatchChange.objects.exists()


def test_a_posting_that_closes_leaves_the_persons_list_and_ends_its_own(
    world: tuple[object, object],
) -> None:
    driver, warehouse = world
    close_posting(posting=warehouse)
    drain_all()
    [(kind, owners, [(entry, before, after)])] = noted(Side.PROFILE)
    assert (kind, owners, entry, after) == (Kind.NEWS, [driver.pk], warehouse.pk, 0)
    assert before
    assert noted(Side.POSTING) == [(Kind.ENDED, [warehouse.pk], [])]
    reopen_posting(posting=warehouse)
    drain_all()
    assert noted(Side.PROFILE)[-1] == (Kind.NEWS, [driver.pk], [(warehouse.pk, 0, before)])
    assert noted(Side.POSTING)[-1] == (Kind.FIRST, [warehouse.pk], [])


def test_a_list_filled_by_its_owners_own_change_is_a_first_one(
    world: tuple[object, object], taxonomy: SmallTaxonomy
) -> None:
    _, warehouse = world
    newcomer = ProfileFactory()
    add_skill(profile=newcomer, claim=SkillClaim(skill=taxonomy.forklift, level=4))
    drain_all()
    assert noted(Side.PROFILE) == [(Kind.FIRST, [newcomer.pk], [])]
    [(kind, owners, [(entry, before, _after)])] = noted(Side.POSTING)
    assert (kind, owners, entry, before) == (Kind.NEWS, [warehouse.pk], newcomer.pk, 0)


def test_a_gate_that_opens_or_closes_is_a_change(
    world: tuple[object, object], taxonomy: SmallTaxonomy
) -> None:
    driver, warehouse = world
    update_posting(posting=warehouse, gates=[taxonomy.forklift_card])
    drain_all()
    [(_, owners, [(entry, before, after)])] = noted(Side.PROFILE)
    assert (owners, entry) == ([driver.pk], warehouse.pk)
    assert before == after


def test_who_comes_in_for_another_is_noted_too_so_that_changes_add_up(
    one_shard: None, settings: object, db: None, taxonomy: SmallTaxonomy
) -> None:
    settings.MATCHING_POSTINGS_PER_PROFILE = 1
    ProfileFactory(holds=[taxonomy.forklift])
    second = PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory])
    first = PostingFactory(asks=[taxonomy.forklift])
    rebuild()
    close_posting(posting=first)
    drain_all()
    [(_, _, entries)] = noted(Side.PROFILE)
    assert [(id, bool(before), bool(after)) for id, before, after in entries] == [
        (second.pk, False, True),
        (first.pk, True, False),
    ]


def test_what_a_new_taxonomy_does_is_no_news(
    world: tuple[object, object], taxonomy: SmallTaxonomy
) -> None:
    driver, _ = world
    TaxonomyVersionFactory()
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()
    assert {row.kind for row in MatchChange.objects.all()} == {Kind.QUIET}


def test_a_date_that_passes_is_a_cause(
    world: tuple[object, object], monkeypatch: pytest.MonkeyPatch
) -> None:

    driver, warehouse = world
    later = timezone.localdate() + timedelta(days=61)
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: later)
    assert mark_due()
    drain_all()
    row = MatchChange.objects.get(side=Side.PROFILE)
    assert row.owners == [driver.pk]
    assert row.causes["posting"] == {str(warehouse.pk): [["a date passed", None]]}


def test_a_drain_that_fails_after_noting_leaves_neither_lists_nor_notes(
    world: tuple[object, object], taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, _ = world
    before = bytes(ProfileList.objects.get().entries)
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    done = recompute.outbox.done

    def fail(work: object) -> None:
        assert MatchChange.objects.exists()
        raise RuntimeError("the worker dies here")

    monkeypatch.setattr(recompute.outbox, "done", fail)
    drain(0)
    assert bytes(ProfileList.objects.get().entries) == before
    assert not MatchChange.objects.exists()
    monkeypatch.setattr(recompute.outbox, "done", done)
    OutboxEntry.objects.update(not_before=None)
    drain_all()
    assert len(noted(Side.PROFILE)) == 1
    assert bytes(ProfileList.objects.get().entries) != before


@pytest.mark.django_db(transaction=True)
class TestTwoWorkers:
    @pytest.fixture
    def taxonomy(self, one_shard: None, transactional_db: None) -> SmallTaxonomy:
        return small_taxonomy()

    def pairs_noted(self) -> list[tuple[int, int, int]]:
        return [
            (row.side, owner, row.version)
            for row in MatchChange.objects.all()
            for owner in row.owners
        ]

    def test_two_drains_at_once_note_each_change_once(
        self, taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert overlap_two_drains(taxonomy, monkeypatch) == [Outcome.BUSY, Outcome.DONE]
        owners = [owner for side, owner, _ in self.pairs_noted() if side == Side.PROFILE]
        assert len(owners) == len(set(owners)) == 2

    def test_even_without_the_lock_a_number_is_noted_once(
        self, taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(recompute, "try_lock_shard", lambda shard: True)
        assert overlap_two_drains(taxonomy, monkeypatch) == [Outcome.DONE, Outcome.DONE]
        owners = [owner for side, owner, _ in self.pairs_noted() if side == Side.PROFILE]
        assert len(owners) == len(set(owners)) == 2
        assert_matches_are_exact()

    def test_a_worker_that_dies_before_its_commit_has_noted_nothing(
        self, taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        driver = ProfileFactory(holds=[taxonomy.forklift])
        PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory])
        rebuild()
        add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
        write = Mirror.write

        def die(mirror: Mirror, *args: object, **kwargs: object) -> int:
            written = write(mirror, *args, **kwargs)
            if threading.current_thread() is not threading.main_thread():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
            return written

        monkeypatch.setattr(Mirror, "write", die)
        with pytest.raises(recompute.OperationalError):
            in_thread(lambda: drain(0))
        assert not MatchChange.objects.exists()
        memory.forget()
        drain_all()
        assert len(noted(Side.PROFILE)) == 1


def test_a_removed_skill_is_noted_with_its_name(
    world: tuple[object, object], taxonomy: SmallTaxonomy
) -> None:
    driver, warehouse = world
    remove_skill(profile=driver, skill=taxonomy.forklift)
    drain_all()
    row = MatchChange.objects.get(side=Side.PROFILE)
    assert row.causes["profile"] == {str(driver.pk): [["skill removed", taxonomy.forklift.pk]]}
    assert noted(Side.PROFILE)[0][2][0][0] == warehouse.pk


def test_a_shard_that_comes_back_goes_on_counting(
    world: tuple[object, object], settings: object
) -> None:
    settings.MATCHING_SHARDS = 2
    rebuild()
    number = ShardState.objects.get(shard=1).version
    settings.MATCHING_SHARDS = 1
    rebuild()
    assert ShardState.objects.get(shard=1).built_for == ""
    settings.MATCHING_SHARDS = 2
    memory.forget()
    rebuild()
    assert ShardState.objects.get(shard=1).version > number
