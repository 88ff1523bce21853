"""`matching_status`: how many changes wait, for how long, and what was set aside."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from matching.status import status


class Command(BaseCommand):
    help = "Says how the matching stands."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        now = status()
        if options["json"]:
            self.stdout.write(json.dumps(asdict(now), cls=DjangoJSONEncoder))
            return
        self.stdout.write(f"{now.pending} changes wait, the oldest for {now.oldest_age_s} s.")
        self.stdout.write(f"{now.set_aside} were set aside. Engine {now.engine_version}.")
        if now.last_check:
            self.stdout.write(
                f"Last check {now.last_check.finished_at:%Y-%m-%d %H:%M}: {now.last_check.lists}"
                f" lists, {now.last_check.differences} differences."
            )
        else:
            self.stdout.write("The lists have never been checked.")
