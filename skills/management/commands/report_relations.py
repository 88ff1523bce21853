"""Tells the derived relations that want a look."""

import csv
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count

from skills.models import SkillRelation
from skills.related import strangest, strongest

_COLUMNS = (
    "list", "source", "target", "strength", "origin", "likeness", "shared_use", "reason",
)  # fmt: skip


class Command(BaseCommand):
    help = "Tells how many relations come from where, and the strongest and strangest derived ones."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--csv", action="store_true", help="the two lists as CSV")
        parser.add_argument("--top", type=int, default=50, help="rows of each list, 50 by default")

    def handle(self, *args: Any, top: int, **options: Any) -> None:
        lists = {
            "strongest": list(strongest()[: max(top, 0)]),
            "strangest": list(strangest()[: max(top, 0)]),
        }
        if options["csv"]:
            self._write(lists)
        else:
            self._tell(lists)

    def _write(self, lists: dict[str, list[SkillRelation]]) -> None:
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for name, rows in lists.items():
            for row in rows:
                writer.writerow(
                    [
                        name, row.source.slug, row.target.slug, row.strength, row.origin,
                        row.likeness, row.shared_use, row.reason,
                    ]
                )  # fmt: skip

    def _tell(self, lists: dict[str, list[SkillRelation]]) -> None:
        counts = SkillRelation.objects.order_by("origin").values_list("origin")
        for origin, count in counts.annotate(n=Count("id")):
            self.stdout.write(f"{origin:<12}{count:>8}")
        for name, rows in lists.items():
            self.stdout.write(f"\n{name}")
            for row in rows:
                self.stdout.write(
                    f"{row.strength:>4}  {row.source.label_en} -> {row.target.label_en}"
                    f"  [{row.origin}] {row.reason}"
                )
