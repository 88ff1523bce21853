"""Loads a taxonomy folder into the database, whole or not at all."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from skills.management.telling import TellingCommand
from skills.taxonomy.contents import RefusedError
from skills.taxonomy.importing.reviewed import STARTER
from skills.taxonomy.loader import load_folder


class Command(TellingCommand):
    help = "Loads skills, occupations and credentials from a folder of CSV files."

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
            raise self.nothing_stored(refused) from refused
        self.tell(report, dry_run=dry_run)
