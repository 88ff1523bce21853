"""Ranks a taxonomy's skills for texts: JSON lines in, JSON lines out."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import CommandError

from skills.management.lines import LinesCommand
from skills.models import Source
from skills.ranking.stock import label_index


class Command(LinesCommand):
    help = (
        'Reads lines {"id", "text"} and writes lines {"id", "skills": [{"code", "label", "score"}'
        "]}, the likeliest first; a score is the chance, 0 to 1, that the text says the skill."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--taxonomy", choices=[Source.ONET, Source.ESCO, Source.STARTER], default=Source.STARTER
        )

    def handle(self, *args: Any, **options: Any) -> None:
        index = label_index(options["taxonomy"])
        if not index.labels:
            raise CommandError(
                f"The taxonomy {options['taxonomy']} is not loaded. Run import_onet, import_esco or"
                " load_taxonomy first."
            )

        def respond(texts: Sequence[str]) -> list[dict[str, Any]]:
            return [
                {
                    "skills": [
                        {
                            "code": index.labels[each.label].code,
                            "label": index.labels[each.label].text,
                            "score": round(each.probability, 4),
                        }
                        for each in ranked
                    ]
                }
                for ranked in index.rank(texts, options["top"])
            ]

        self.answer(respond)
