"""What tests of the flow say often."""

from matching.check import Report, check_matches
from matching.models import OutboxEntry
from matching.recompute import Outcome, drain
from matching.sharding import all_shards
from matching.stored import candidates_for, postings_for


def drain_all() -> None:
    """Every shard drained, as the workers would."""
    for shard in all_shards():
        assert drain(shard) is Outcome.DONE


def assert_matches_are_exact() -> Report:
    """Nothing waits, and the reference scorer finds no difference."""
    report = check_matches()
    assert not OutboxEntry.objects.exists()
    assert report.differences == ()
    return report


def matches_of(profile: object) -> list[int]:
    """The ids of the postings stored for a profile, best first."""
    return postings_for(profile.pk).ids.tolist()


def candidates_of(posting: object) -> list[int]:
    """The ids of the profiles stored for a posting, best first."""
    return candidates_for(posting.pk).ids.tolist()
