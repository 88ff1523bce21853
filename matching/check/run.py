"""A check from beginning to end: one snapshot, all looks, and a row that keeps what came of it."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from matching.check.dates import date_differences
from matching.check.frame import Frame, overdue_differences
from matching.check.reference import compare_all
from matching.check.report import Report
from matching.check.sample import compare_drawn, draw
from matching.check.structure import Drawn, look_at_all
from matching.models import MatchCheck, OutboxEntry
from matching.sharding import all_shards

Tell = Callable[[str, int, int], None]
"""Told of what, how much is done, of how much."""

# More pairs than this, some minutes' worth for the reference, are sampled unless all are wanted.
FULL_PAIRS = 5_000_000
SAMPLE = 300

_PROBLEMS_KEPT = 20
_PROBLEM_LENGTH = 300


def wait_until_drained(seconds: float) -> bool:
    """Waits until nothing is pending, so long at most; whether that came true."""
    until = time.monotonic() + seconds
    while OutboxEntry.objects.filter(set_aside_at__isnull=True).exists():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def check_matches(
    *,
    sample: int | None = None,
    full: bool = False,
    seed: int | None = None,
    tell: Tell = lambda what, done, total: None,
) -> Report:
    """Looks at every list; computes all anew, or so many random ones a side, and records it.

    Without `sample` all lists are computed anew by the reference, unless there are more than
    `FULL_PAIRS` pairs and `full` is not said. The same `seed` draws the same.
    """
    started = timezone.now()
    with _one_snapshot():
        frame = Frame(timezone.localdate(started))
        people, postings = len(frame.profiles.ids), len(frame.postings.ids)
        if sample is None and not full and people * postings > FULL_PAIRS:
            sample = SAMPLE
        if sample is None:
            seed = None
        elif seed is None:
            seed = secrets.randbits(32)

        def looking(done: int) -> None:
            tell("shards looked at", done, len(all_shards()))

        def computing(done: int) -> None:
            tell("profiles compared", done, people)

        if sample is None or seed is None:
            found = look_at_all(frame, Drawn.nothing(), looking)
            sides, differences = compare_all(frame, computing)
            dated = frame.profiles.ids, frame.postings.ids
        else:
            drawn = draw(frame, sample, seed)
            found = look_at_all(frame, drawn.pairs, looking)
            sides, differences = compare_drawn(frame, drawn, computing)
            dated = drawn.profiles, drawn.postings
        dates = list(date_differences(dated[0].tolist(), dated[1].tolist(), frame.as_of))
    differences = [*found.differences, *differences, *overdue_differences(frame), *dates]
    finished = timezone.now()
    lists = sum(side.drawn for side in sides if side.kind != "pair")
    MatchCheck.objects.create(
        started_at=started,
        finished_at=finished,
        lists=lists,
        differences=len(differences),
        sample=sample,
        seed=seed,
        behind=found.behind,
        sides=[side.as_json() for side in sides],
        problems=[str(one)[:_PROBLEM_LENGTH] for one in differences[:_PROBLEMS_KEPT]],
    )
    return Report(
        lists=lists,
        looked_at=found.lists,
        pending=frame.pending,
        behind=found.behind,
        sample=sample,
        seed=seed,
        sides=sides,
        differences=tuple(differences),
        seconds=round((finished - started).total_seconds(), 2),
    )


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """All reads see the database at one moment, so that workers may go on meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
