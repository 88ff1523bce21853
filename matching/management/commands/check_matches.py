"""`check_matches`: proves that the stored lists are what the reference scorer says."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.check import check_matches, wait_until_drained


class Command(BaseCommand):
    help = (
        "Holds stored lists against the reference scorer; prints every difference, exit 1 on any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sample", type=int, help="check so many random lists of each side")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--wait", type=float, default=0, metavar="SECONDS", help="wait until nothing is pending"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sample"] is not None and options["sample"] < 1:
            raise CommandError("--sample takes a number from 1 up.")
        wait_until_drained(options["wait"])
        report = check_matches(sample=options["sample"])
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report) | {"clean": report.is_clean}))
        else:
            for difference in report.differences:
                self.stdout.write(str(difference))
            self.stdout.write(
                f"{report.lists} lists checked in {report.seconds} s:"
                f" {len(report.differences)} differences."
            )
            if report.pending:
                self.stdout.write(
                    f"{report.pending} changes are still waiting or set aside, so differences"
                    " say nothing yet. Try --wait 60, or look at matching_status."
                )
        if not report.is_clean:
            raise SystemExit(1)
