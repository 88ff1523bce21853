"""Imports the crosswalk between the occupations of O*NET and ESCO."""

from typing import Any

from skills.management.telling import ImportCommand
from skills.taxonomy.importing.crosswalk import import_crosswalk


class Command(ImportCommand):
    help = "Imports which occupation of O*NET an occupation of ESCO is; import both first."

    def handle(self, *args: Any, **options: Any) -> None:
        self.run_import(import_crosswalk, options)
