"""Fills an empty portal with invented people and openings."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.loading import NotLoadedError, load_demo
from portal.demo.signins import EMPLOYER, JOBSEEKER, PASSWORD, STAFF


class Command(BaseCommand):
    help = "Loads invented Connecticut jobseekers and openings; matches are left to the workers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--profiles", type=int, default=300, help="how many jobseekers")
        parser.add_argument("--postings", type=int, default=150, help="how many openings")
        parser.add_argument("--seed", type=int, default=1, help="another seed, other data")
        parser.add_argument(
            "--add", action="store_true", help="add to the profiles that are there already"
        )

    def handle(
        self, *args: Any, profiles: int, postings: int, seed: int, add: bool, **options: Any
    ) -> None:
        if not settings.DEMO_DATA:
            raise CommandError("These settings take no demo data (DEMO_DATA).")
        if profiles < 0 or postings < 0:
            raise CommandError("Give numbers of 0 or more.")
        try:
            load_demo(
                profiles=profiles, postings=postings, seed=seed, add=add, say=self.stdout.write
            )
        except NotLoadedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Sign in as {JOBSEEKER}, {EMPLOYER} or {STAFF}, password {PASSWORD}.")
