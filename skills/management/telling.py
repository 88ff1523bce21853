"""How commands that load and import tell what they did, and what they refused."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from skills.ranking.stock import prepare, texts_to_encode
from skills.taxonomy.contents import Problem, RefusedError
from skills.taxonomy.importing.running import Wish
from skills.taxonomy.storing import Report

_MOST_TOLD = 200
_HEADS = ("read", "added", "changed", "retired", "removed", "refused")


class TellingCommand(BaseCommand):
    """A command that ends with a report: tables and kinds of rows, a line each."""

    requires_system_checks = []

    def tell(self, report: Report, *, dry_run: bool) -> None:
        if report.current:
            self.stdout.write("The taxonomy is up to date.")
            return
        width = max(28, *(len(name) for name in report.tallies))
        self.stdout.write(f"{'rows':<{width}}" + "".join(f"{head:>9}" for head in _HEADS))
        for name, tally in report.tallies.items():
            numbers = "".join(f"{getattr(tally, head):>9}" for head in _HEADS)
            self.stdout.write(f"{name:<{width}}{numbers}")
        for note in report.notes:
            self.stdout.write(note)
        if dry_run:
            self.stdout.write("A dry run: nothing was stored.")
        elif report.version is not None:
            self.stdout.write(self.style.SUCCESS(f"Loaded {report.version}."))
        elif report.changed_anything:
            self.stdout.write(self.style.SUCCESS("Stored."))
        else:
            self.stdout.write("Nothing differs from what was loaded before.")

    def tell_refused(self, problems: Iterable[Problem]) -> None:
        """A line each, in the order of the files; of very many, the first."""
        problems = list(problems)
        for problem in problems[:_MOST_TOLD]:
            self.stderr.write(str(problem))
        if len(problems) > _MOST_TOLD:
            self.stderr.write(f"and {len(problems) - _MOST_TOLD} more")

    def nothing_stored(self, refused: RefusedError) -> CommandError:
        """Tells every problem; the error to raise."""
        self.tell_refused(refused.problems)
        rows = len({(each.file, each.row) for each in refused.problems})
        return CommandError(
            f"Nothing was stored: {len(refused.problems)} problems in {rows} rows refused."
        )


class ImportCommand(TellingCommand):
    """Imports published files. Exit code 1 where a row was refused; the good ones are stored."""

    paths_help = "a folder, a zip or a file, each gzipped or not"
    several_paths = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="+" if self.several_paths else 1, type=Path, help=self.paths_help
        )
        parser.add_argument("--dry-run", action="store_true", help="report, but store nothing")
        parser.add_argument(
            "--all-or-nothing", action="store_true", help="store nothing if a row is refused"
        )

    def run_import(self, act: Callable[..., Report], options: dict[str, Any]) -> None:
        """Runs `act(paths=, wish=)`, and tells what came of it."""
        for path in options["paths"]:
            if not path.exists():
                raise CommandError(f"{path} is not there.")
        wish = Wish(dry_run=options["dry_run"], all_or_nothing=options["all_or_nothing"])
        try:
            report = act(paths=options["paths"], wish=wish)
        except RefusedError as refused:
            raise self.nothing_stored(refused) from refused
        self.tell_refused(report.refused)
        self.tell(report, dry_run=wish.dry_run)
        if report.version is not None and not wish.dry_run:
            self.make_ready()
        if report.refused:
            raise CommandError(f"{len(report.refused)} rows were refused.")

    def make_ready(self) -> None:
        """Puts new names through the language model, so that the first text need not wait."""
        texts = texts_to_encode()
        with tqdm(total=len(texts), desc="reading names", leave=False, disable=None) as bar:
            if prepare(texts, bar.update) is None:
                self.stdout.write("The language model is not here: texts are read by words alone.")
