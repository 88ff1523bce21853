"""Imports ESCO from its published files."""

from typing import Any

from skills.management.telling import ImportCommand
from skills.taxonomy.importing.esco import import_esco


class Command(ImportCommand):
    help = "Imports ESCO from its published files, by difference."
    several_paths = True

    def handle(self, *args: Any, **options: Any) -> None:
        self.run_import(import_esco, options)
