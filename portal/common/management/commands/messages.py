"""`manage.py messages extract|compile|check`: the translations without gettext's own tools."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.common import translations


class Command(BaseCommand):
    help = "Extracts, compiles or checks the translations."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["extract", "compile", "check"])

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        for language in translations.languages():
            getattr(self, f"_{act}")(language)

    def _extract(self, language: str) -> None:
        catalog = translations.refresh(language)
        missing = sum(not translations.is_translated(each) for each in catalog if each.id)
        self.stdout.write(f"{language}: {len(catalog)} strings, {missing} still to translate")

    def _compile(self, language: str) -> None:
        self.stdout.write(f"{language}: {translations.compile_catalogue(language).name} written")

    def _check(self, language: str) -> None:
        found = list(translations.problems(language))
        for problem in found:
            self.stdout.write(f"{language}: {problem}")
        if found:
            raise CommandError(f"{language}: {len(found)} strings need a look.")
        self.stdout.write(f"{language}: complete")
