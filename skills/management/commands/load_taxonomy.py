"""Loads a taxonomy folder into the database, whole or not at all."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from skills.taxonomy.contents import RefusedError
from skills.taxonomy.loader import load_folder
from skills.taxonomy.storing import Report

STARTER = Path(__file__).resolve().parents[2] / "data" / "starter"


class Command(BaseCommand):
    help = "Loads skills, occupations and credentials from a folder of CSV files."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path",
            nargs="?",
            type=Path,
            default=STARTER,
            help="a folder as skills/data/README.md describes; by default the starter taxonomy",
        )
        parser.add_argument("--dry-run", action="store_true", help="report, but store nothing")

    def handle(self, *args: Any, path: Path, dry_run: bool, **options: Any) -> None:
        if not path.is_dir():
            raise CommandError(f"{path} is not a folder.")
        try:
            report = load_folder(folder=path, dry_run=dry_run)
        except RefusedError as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            rows = len({(each.file, each.row) for each in refused.problems})
            raise CommandError(
                f"Nothing was stored: {len(refused.problems)} problems in {rows} rows refused."
            ) from refused
        self._tell(report, dry_run=dry_run)

    def _tell(self, report: Report, *, dry_run: bool) -> None:
        if report.current:
            self.stdout.write("The taxonomy is up to date.")
            return
        heads = ("read", "added", "changed", "retired", "removed", "refused")
        self.stdout.write(f"{'rows':<28}" + "".join(f"{head:>9}" for head in heads))
        for name, tally in report.tallies.items():
            numbers = (tally.read, tally.added, tally.changed, tally.retired, tally.removed, 0)
            self.stdout.write(f"{name:<28}" + "".join(f"{number:>9}" for number in numbers))
        if dry_run:
            self.stdout.write("A dry run: nothing was stored.")
        elif report.version is not None:
            self.stdout.write(self.style.SUCCESS(f"Loaded {report.version}."))
        else:
            self.stdout.write("Nothing differs from what was loaded before.")
