"""Imports O*NET from its published files."""

from typing import Any

from skills.management.telling import ImportCommand
from skills.taxonomy.importing.onet import import_onet


class Command(ImportCommand):
    help = "Imports O*NET from its published files, by difference."
    several_paths = True

    def handle(self, *args: Any, **options: Any) -> None:
        self.run_import(import_onet, options)
