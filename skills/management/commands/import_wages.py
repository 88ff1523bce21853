"""Imports wages (OEWS) and projected employment (BLS)."""

from argparse import ArgumentParser
from functools import partial
from typing import Any

from skills.management.telling import ImportCommand
from skills.taxonomy.importing.wages import import_wages


class Command(ImportCommand):
    help = "Imports wages by occupation and area, and projected employment by occupation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--period", default="", help="the wages' month (2025-05) if the file name has none"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.run_import(partial(import_wages, period=options["period"]), options)
