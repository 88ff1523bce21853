"""`matching_status`: how many changes wait, for how long, and what was set aside."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from matching.status import Watch, watch


class Command(BaseCommand):
    help = "Says how the matching stands."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        seen = watch()
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(seen), cls=DjangoJSONEncoder))
        else:
            self.stdout.write("\n".join(_sentences(seen)))


def _as_json(seen: Watch) -> dict[str, Any]:
    rebuild = seen.rebuild
    return {
        **asdict(seen.now),
        "pause": seen.pause
        and {"since": seen.pause.at, "by": _by(seen.pause.by), "reason": seen.pause.reason},
        "changes_a_minute": seen.changes_a_minute,
        "longest_wait_s": seen.longest_wait_s,
        "shards": [asdict(shard) for shard in seen.shards],
        "rebuild": rebuild and {**asdict(rebuild), "done": rebuild.done, "total": rebuild.total},
    }


def _by(user: Any) -> str:
    return user.email if user else "command line"


def _sentences(seen: Watch) -> list[str]:
    now = seen.now
    said = [
        f"{now.pending} changes wait, the oldest for {now.oldest_age_s} s.",
        f"{now.set_aside} were set aside. Engine {now.engine_version}.",
    ]
    if seen.pause:
        said.append(
            f"Paused since {seen.pause.at:%Y-%m-%d %H:%M} by {_by(seen.pause.by)}:"
            f" {seen.pause.reason}"
        )
    if seen.is_outdated:
        said.append("Some lists were built for another engine and are to be rebuilt.")
    if seen.rebuild:
        left = seen.rebuild.seconds_left
        said.append(
            f"Rebuild: {seen.rebuild.done} of {seen.rebuild.total} profiles"
            + ("." if left is None else f", about {left:.0f} s left.")
        )
    if now.last_check:
        check = now.last_check
        said.append(
            f"Last check {check.finished_at:%Y-%m-%d %H:%M}: {check.lists} lists,"
            f" {check.differences} differences, {check.behind} behind."
        )
    else:
        said.append("The lists have never been checked.")
    return said
