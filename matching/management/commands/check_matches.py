"""`check_matches`: proves that the stored lists are what the reference scorer says."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.check import Report, check_matches, wait_until_drained


class Command(BaseCommand):
    help = (
        "Looks at all stored lists and holds them against the reference scorer; prints every"
        " difference, exit 1 on any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--sample", type=int, help="compute so many random lists of each side anew"
        )
        how.add_argument("--full", action="store_true", help="all of them, however many")
        parser.add_argument("--seed", type=int, help="draw what an earlier check has drawn")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--wait", type=float, default=0, metavar="SECONDS", help="wait until nothing is pending"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sample"] is not None and options["sample"] < 1:
            raise CommandError("--sample takes a number from 1 up.")
        if options["seed"] is not None and options["seed"] < 0:
            raise CommandError("--seed takes a number from 0 up.")
        wait_until_drained(options["wait"])
        report = check_matches(
            sample=options["sample"],
            full=options["full"],
            seed=options["seed"],
            tell=_show if sys.stderr.isatty() else _keep_quiet,
        )
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(report)))
        else:
            self.stdout.write("\n".join(_sentences(report)))
        if report.differences:
            raise SystemExit(1)


def _keep_quiet(what: str, done: int, total: int) -> None:
    """Nobody is watching."""


def _show(what: str, done: int, total: int) -> None:
    end = "\n" if done >= total else "\r"
    sys.stderr.write(f"{what}: {done:,} of {total:,}{end}")
    sys.stderr.flush()


def _as_json(report: Report) -> dict[str, Any]:
    return {
        **asdict(report),
        "sides": [side.as_json() for side in report.sides],
        "clean": report.is_clean,
    }


def _sentences(report: Report) -> list[str]:
    said = [str(difference) for difference in report.differences]
    said += [str(side) for side in report.sides]
    said.append(
        f"{report.looked_at} stored lists looked at, {report.lists} lists checked"
        f" in {report.seconds} s: {len(report.differences)} differences."
    )
    if report.seed is not None:
        said.append(f"Drawn with --sample {report.sample} --seed {report.seed}.")
    if report.pending:
        said.append(
            f"{report.pending} changes are still waiting or set aside: {report.behind} lists are"
            " behind, which says nothing against them. Try --wait 60, or look at matching_status."
        )
    return said
