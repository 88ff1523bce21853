"""`matching_pause`: workers follow no more changes until `matching_resume`; saving goes on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.pause import pause


class Command(BaseCommand):
    help = "Holds the workers back. Drains in flight finish; changes wait in the outbox."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reason", help="why, as staff will read it")

    def handle(self, *args: Any, **options: Any) -> None:
        reason = options["reason"].strip()
        if not 0 < len(reason) <= 200:
            raise CommandError("Say why, in up to 200 characters.")
        if pause(reason=reason):
            self.stdout.write("Paused. matching_resume lets the workers go on.")
        else:
            self.stdout.write("It was paused already; that pause stands.")
