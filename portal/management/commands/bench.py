"""Measures the portal, as a table or as JSON."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.bench.options import Options
from portal.bench.registry import BENCHMARKS, LONG, run
from portal.bench.results import BenchError, Result


class Command(BaseCommand):
    help = "Runs benchmarks; without names all but the long ones."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
        parser.add_argument("--json", action="store_true", help="one JSON document")
        sized = parser.add_argument_group("size, for engine, rebuild, scale, storm and million")
        sized.add_argument("--profiles", type=int)
        sized.add_argument("--postings", type=int)
        sized.add_argument("--seconds", type=int, help="how long the storm lasts")

    def handle(self, *args: Any, names: list[str], json: bool, **options: Any) -> None:
        asked = Options(options["profiles"], options["postings"], options["seconds"])
        unknown = [name for name in names if name not in BENCHMARKS]
        if unknown:
            raise CommandError(
                f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}."
            )
        results: list[Result] = []
        for name in names or [name for name in BENCHMARKS if name not in LONG]:
            self.stderr.write(f"Measuring {name} ...", self.style.NOTICE)
            try:
                results += run(name, asked)
            except BenchError as error:
                raise CommandError(f"{name}: {error}") from error
        self.stdout.write(_as_json(results) if json else _as_table(results))


def _as_json(results: list[Result]) -> str:
    return json.dumps([asdict(result) for result in results], indent=2)


def _as_table(results: list[Result]) -> str:
    rows = [("bench", "measure", "value", "unit", "goal", "beside")]
    rows += [
        (each.bench, each.measure, f"{each.value:,.3g}", each.unit, each.goal, each.beside)
        if each.value < 1000
        else (each.bench, each.measure, f"{each.value:,.0f}", each.unit, each.goal, each.beside)
        for each in results
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
