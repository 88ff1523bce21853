"""What a storm comes to: latencies in all and outside the outages, depth of the queue."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.bench.results import Result, quantile
from portal.bench.storm.watching import Look, Watcher

SLOW_S = 2.0
LONGEST_OUTAGE_S = 60.0
CALM_S = 5.0


@dataclass(frozen=True, slots=True)
class Edit:
    """A change: its side, when it was committed, and the seconds until its lists were stored."""

    side: str
    at: float
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Outage:
    """From a blow until no change has waited two seconds for five seconds on end; a minute at most.

    What is slow later counts as slow, whatever it comes of.
    """

    name: str
    start: float
    end: float

    @classmethod
    def after(cls, name: str, start: float, looks: Iterable[Look]) -> "Outage":
        end = start
        for look in looks:
            if start <= look.began <= start + LONGEST_OUTAGE_S:
                if look.oldest_s >= SLOW_S:
                    end = look.ended
                elif look.began - end > CALM_S:
                    break
        return cls(name, start, end)

    def touches(self, edit: Edit) -> bool:
        """Whether the change was saved, or still waited, during it."""
        waited = math.inf if edit.seconds is None else edit.seconds
        return edit.at <= self.end and edit.at + waited >= self.start


def edits_of(logs: Iterable[Path], watcher: Watcher, since: float) -> list[Edit]:
    """The edits that writers logged from this moment on."""
    edits = []
    for log in logs:
        for line in log.read_text().splitlines():
            edit = json.loads(line)
            at = edit["at"]
            ends = [watcher.stored_at(row, at) for row in edit["rows"]]
            known = [end for end in ends if end is not None]
            whole = bool(ends) and len(known) == len(ends)
            if at >= since:
                edits.append(Edit(edit["side"], at, max(known) - at if whole else None))
    return edits


def results(
    edits: Sequence[Edit], outages: Sequence[Outage], looks: Sequence[Look]
) -> list[Result]:
    """The rows of the table."""
    calm = [edit for edit in edits if not any(one.touches(edit) for one in outages)]
    span = max(edit.at for edit in edits) - min(edit.at for edit in edits)
    depths = [look.depth for look in looks]
    rows = [Result("storm", "changes", len(edits) / max(span, 1e-9), "a second", "20")]
    for what, some in (
        ("outside outages", calm),
        ("profile edits outside outages", [edit for edit in calm if edit.side == "profile"]),
        ("posting edits outside outages", [edit for edit in calm if edit.side == "posting"]),
        ("in all", list(edits)),
    ):
        times = [edit.seconds for edit in some if edit.seconds is not None]
        goals = ("1 s", "2 s", "") if what == "outside outages" else ("", "", "")
        for name, share, goal in zip(("p50", "p95", "max"), (0.5, 0.95, 1), goals, strict=True):
            if times:
                value, note = quantile(times, share), f"{len(times)} edits"
                rows.append(
                    Result("storm", f"commit to stored, {what}, {name}", value, "s", goal, note)
                )
    for one in outages:
        rows.append(
            Result("storm", f"{one.name}: a change waited 2 s for", one.end - one.start, "s")
        )
    rows += [
        Result("storm", "never stored", sum(edit.seconds is None for edit in edits), "edits", "0"),
        Result("storm", "queue, p50", quantile(depths, 0.5), "rows"),
        Result("storm", "queue, p95", quantile(depths, 0.95), "rows"),
        Result("storm", "queue, largest", max(depths), "rows", "bounded"),
    ]
    return rows
