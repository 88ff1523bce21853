"""`matching_resume`: workers go on with what waits."""

from typing import Any

from django.core.management.base import BaseCommand

from matching.pause import resume


class Command(BaseCommand):
    help = "Lets paused workers go on where they were."

    def handle(self, *args: Any, **options: Any) -> None:
        if resume():
            self.stdout.write("Resumed. Shards with work are woken.")
        else:
            self.stdout.write("It was not paused.")
