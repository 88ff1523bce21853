"""What a storm is said to come to follows from its looks at the outbox and the writers' logs."""

import json
from pathlib import Path

import numpy as np

from matching import engine
from matching.changes.compare import CHANGE
from portal.bench.storm.feed import broken_chains
from portal.bench.storm.measuring import Edit, Outage, edits_of, results
from portal.bench.storm.watching import Look, Watcher


def looks(*ages: float, start: float = 100.0) -> list[Look]:
    """A look a second, each with the age of the oldest waiting change."""
    return [Look(start + at, start + at + 0.01, int(age > 0), age) for at, age in enumerate(ages)]


def watcher(gone: dict[int, float], waiting: set[int], seen: list[Look]) -> Watcher:
    made = Watcher("postgres://nowhere/")
    made._gone, made._waiting, made.looks = gone, waiting, seen
    return made


def values(rows) -> dict[str, float]:
    return {row.measure: row.value for row in rows}


def test_an_outage_lasts_until_the_last_slow_moment_within_a_minute():
    seen = looks(0, 0, 1, 3, 9, 4, 1, 0, 0)
    assert Outage.after("kill", 101, seen).end == 105.01
    assert Outage.after("kill", 106, seen) == Outage("kill", 106, 106)
    assert Outage.after("kill", 30, seen).end == 30


def test_a_change_is_stored_when_the_last_of_its_rows_is_gone(tmp_path: Path):
    log = tmp_path / "posting.edits"
    log.write_text(
        "".join(
            json.dumps({"side": "posting", "at": at, "rows": rows}) + "\n"
            for at, rows in ((99.0, [1]), (101.0, [2, 3]), (102.5, [4]), (103.5, [5]))
        )
    )
    seen = watcher({1: 100.0, 2: 101.5, 3: 101.8}, {5}, looks(0, 0, 0, 0, 0))
    early, both, between, waiting = edits_of([log], seen, since=0)
    assert early.seconds == 1
    assert both.seconds == 101.8 - 101
    # Row 4 was never seen: it came and went before the look that began at 103.
    assert between.seconds == 103.01 - 102.5
    assert waiting.seconds is None
    assert edits_of([log], seen, since=100) == [both, between, waiting]


def test_latencies_outside_outages_leave_out_what_was_saved_or_waited_during_one():
    edits = [Edit("profile", 100 + at, 0.5) for at in range(10)]
    edits += [Edit("profile", 109, 1.0), Edit("posting", 110, 9.0), Edit("posting", 115, None)]
    told = values(results(edits, [Outage("kill", 109.6, 112.1)], looks(0, 1, 0)))
    assert told["commit to stored, outside outages, max"] == 0.5
    assert told["commit to stored, in all, max"] == 9
    assert told["never stored"] == 1
    assert told["changes"] == 13 / 15
    assert told["kill: a change waited 2 s for"] == 2.5


def told(owner: int, *changes: tuple[int, int, int]) -> tuple:
    """A row of the feed: of one list, the entries that came, left or moved band (fits)."""
    packed = [
        (id, *(engine.pack(fit, True) if fit else 0 for fit in (before, after)))
        for id, before, after in changes
    ]
    return 0, 1, [owner], [len(packed)], memoryview(np.array(packed, dtype=CHANGE).tobytes())


def test_what_the_feed_tells_of_an_entry_goes_on_where_it_ended():
    came, moved, left = told(7, (1, 0, 4100)), told(7, (1, 4200, 6100)), told(7, (1, 6100, 0))
    assert broken_chains([came, moved, left, came]) == (4, 0)
    assert broken_chains([came, told(8, (1, 0, 4100)), told(7, (2, 0, 4100))]) == (3, 0)


def test_what_the_feed_tells_twice_is_found():
    came, moved = told(7, (1, 0, 4100)), told(7, (1, 4200, 6100))
    assert broken_chains([came, came, moved]) == (3, 1)
    assert broken_chains([came, moved, moved]) == (3, 1)
