"""Work that fails is set aside with its error; the rest goes on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from employers.services import RequirementClaim, save_requirement
from jobseekers.services import SkillClaim, add_skill
from matching.models import OutboxEntry
from matching.outbox import mark_all_dirty, retry_set_aside
from matching.pool import Pool
from matching.recompute import Outcome, drain
from matching.status import status
from tests.factories import PostingFactory, ProfileFactory
from tests.matching.draining import assert_matches_are_exact, drain_all, matches_of
from tests.taxonomy import SmallTaxonomy

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_shard(settings: object) -> None:
    settings.MATCHING_SHARDS = 1


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Callable[[], None]]:
    """Makes the scoring of one profile fail, until the returned function heals it."""

    def spoil(profile_id: int) -> Callable[[], None]:
        score = Pool.scores_of_profile

        def scores_of_profile(pool: Pool, shard: int, id: int) -> object:
            if id == profile_id:
                raise ArithmeticError("no such number")
            return score(pool, shard, id)

        monkeypatch.setattr(Pool, "scores_of_profile", scores_of_profile)
        return lambda: monkeypatch.setattr(Pool, "scores_of_profile", score)

    return spoil


def let_time_pass() -> None:
    OutboxEntry.objects.update(not_before=timezone.now() - timedelta(seconds=1))


def test_a_profile_that_fails_does_not_hold_up_the_others(
    one_shard: None, taxonomy: SmallTaxonomy, poison: Callable
) -> None:
    posting = PostingFactory(asks=[taxonomy.forklift])
    good, bad, late = ProfileFactory.create_batch(3)
    mark_all_dirty(reason="test")
    drain_all()
    heal = poison(bad.pk)
    for profile in (good, bad, late):
        add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.forklift))
    assert drain(0) is Outcome.DONE
    assert matches_of(good) == matches_of(late) == [posting.pk]
    waiting = OutboxEntry.objects.get()
    assert (waiting.object_id, waiting.attempts) == (bad.pk, 1)
    assert "no such number" in waiting.error
    assert waiting.not_before > timezone.now()
    heal()
    let_time_pass()
    drain_all()
    assert matches_of(bad) == [posting.pk]
    assert_matches_are_exact()


def test_it_rests_longer_each_time_and_is_set_aside_in_the_end(
    one_shard: None, taxonomy: SmallTaxonomy, poison: Callable, settings: object
) -> None:
    bad = ProfileFactory()
    poison(bad.pk)
    add_skill(profile=bad, claim=SkillClaim(skill=taxonomy.forklift))
    rests = []
    for attempt in range(1, settings.MATCHING_MAX_ATTEMPTS + 1):
        drain(0)
        row = OutboxEntry.objects.get()
        assert row.attempts == attempt
        rests.append(row.not_before - timezone.now())
        assert drain(0) is Outcome.DONE
        assert OutboxEntry.objects.get().attempts == attempt
        let_time_pass()
    assert rests == sorted(rests)
    assert OutboxEntry.objects.get().set_aside_at is not None
    assert (status().pending, status().set_aside) == (0, 1)
    assert drain(0) is Outcome.DONE
    assert OutboxEntry.objects.get().attempts == settings.MATCHING_MAX_ATTEMPTS


@pytest.fixture
def set_aside(
    one_shard: None, taxonomy: SmallTaxonomy, poison: Callable, settings: object
) -> object:
    """A profile whose work was set aside, and whose trouble is over."""
    settings.MATCHING_MAX_ATTEMPTS = 1
    profile = ProfileFactory()
    heal = poison(profile.pk)
    add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.forklift))
    drain(0)
    heal()
    assert OutboxEntry.objects.get().set_aside_at is not None
    return profile


def test_staff_can_have_it_tried_again(set_aside: object) -> None:
    assert retry_set_aside() == 1
    drain_all()
    assert_matches_are_exact()


def test_a_later_edit_that_succeeds_settles_what_was_set_aside(
    set_aside: object, taxonomy: SmallTaxonomy
) -> None:
    add_skill(profile=set_aside, claim=SkillClaim(skill=taxonomy.inventory))
    drain_all()
    assert_matches_are_exact()


def test_a_rebuild_settles_everything_that_was_set_aside(set_aside: object) -> None:
    mark_all_dirty(reason="test")
    drain_all()
    assert_matches_are_exact()


def test_an_input_that_the_engine_refuses_is_set_aside_alone(
    one_shard: None, taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch
) -> None:
    posting = PostingFactory(asks=[taxonomy.forklift])
    good, bad = ProfileFactory.create_batch(2)
    monkeypatch.setattr(
        "matching.snapshots.months_worked", lambda started, ended, as_of: -1 if ended else 12
    )
    add_skill(profile=good, claim=SkillClaim(skill=taxonomy.forklift))
    bad.experience.create(title="Helper", started="2020-01-01", ended="2021-01-01")
    add_skill(profile=bad, claim=SkillClaim(skill=taxonomy.forklift))
    save_requirement(posting=posting, claim=RequirementClaim(skill=taxonomy.inventory))
    drain(0)
    assert matches_of(good) == [posting.pk]
    assert OutboxEntry.objects.get().object_id == bad.pk
    assert "negative" in OutboxEntry.objects.get().error


def test_a_database_that_goes_away_is_no_fault_of_the_work(
    one_shard: None, taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = ProfileFactory()
    add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.forklift))
    with monkeypatch.context() as patch:

        def gone(*args: object, **kwargs: object) -> None:
            raise OperationalError("server closed the connection unexpectedly")

        patch.setattr("matching.mirror.Mirror.write", gone)
        with pytest.raises(OperationalError):
            drain(0)
    assert OutboxEntry.objects.get().attempts == 0
    mark_all_dirty(reason="test")
    drain_all()
    assert_matches_are_exact()
