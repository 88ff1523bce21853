"""`match_files`: ranks free-text profiles against free-text postings, in files of JSON lines."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from matching.files import (
    DEFAULT,
    LineError,
    NoTaxonomyError,
    Ranking,
    Teller,
    inputs_of,
    load_knowledge,
)
from matching.files.lines import read_postings as posting_lines
from matching.files.lines import read_profiles as profile_lines
from matching.files.reading import read_postings, read_profiles
from skills.management.lines import top

Line = TypeVar("Line")


class Command(BaseCommand):
    help = (
        "Ranks the profiles of one file against the postings of another, both free text, by the"
        " portal's own reading and engine; nothing is stored. A line of either is a JSON object:"
        ' {"id", "text"}, and where known "zip", "education", "credentials", "years_experience" of'
        ' a person, "title", "zip", "education_required", "credentials_required", "wage_min",'
        ' "wage_max", "wage_period" of a posting. Writes {"id", "matches": [{"id", "fit", "band",'
        ' "gates", "ledger"}]} for each, best first; a pair whose band is null is no match.'
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--profiles", type=Path, required=True, metavar="FILE")
        parser.add_argument("--postings", type=Path, required=True, metavar="FILE")
        parser.add_argument("--top", type=top, default=10, help="matches a line, 10 by default")
        parser.add_argument(
            "--by",
            choices=["profile", "posting"],
            default="profile",
            help="a line for each profile, or for each posting",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        people = _lines(options["profiles"], profile_lines)
        jobs = _lines(options["postings"], posting_lines)
        as_of = timezone.localdate()
        try:
            knowledge = load_knowledge(DEFAULT)
        except NoTaxonomyError as error:
            raise CommandError(str(error)) from error
        read = read_profiles(people, knowledge, DEFAULT, as_of)
        profiles = {line.id: found for line, found in zip(people, read, strict=True)}
        asked = read_postings(jobs, knowledge, DEFAULT)
        postings = {line.id: found for line, found in zip(jobs, asked, strict=True)}
        inputs = inputs_of(profiles, postings, knowledge, DEFAULT)
        with tqdm(total=len(profiles), desc="matching", leave=False, disable=None) as bar:
            teller = Teller(Ranking.of(inputs, as_of, progress=bar.update), profiles, postings)
        by = options["by"]
        for at in range(len(profiles if by == "profile" else postings)):
            line = teller.line(by, at, options["top"])
            self.stdout.write(json.dumps(line, ensure_ascii=False))


def _lines(path: Path, read: Callable[[Iterable[str]], list[Line]]) -> list[Line]:
    """The lines of a file. Raises CommandError that names the file and the line at fault."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            return read(lines)
    except (OSError, UnicodeDecodeError, LineError) as error:
        raise CommandError(f"{path}: {error}") from error
