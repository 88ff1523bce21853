"""Suggests occupations for job titles: JSON lines in, JSON lines out."""

from collections.abc import Sequence
from typing import Any

from skills.management.lines import LinesCommand
from skills.models import Occupation
from skills.ranking.stock import title_index


class Command(LinesCommand):
    help = (
        'Reads lines {"id", "text"}, a job title or more, and writes lines {"id", "occupations":'
        ' [{"code", "title", "score"}]}, the closest first. Codes are of O*NET-SOC 2019.'
    )

    def handle(self, *args: Any, **options: Any) -> None:
        index = title_index()
        titles = dict(Occupation.objects.order_by("code").values_list("code", "label_en"))

        def respond(texts: Sequence[str]) -> list[dict[str, Any]]:
            return [
                {
                    "occupations": [
                        {"code": each.code, "title": titles[each.code], "score": each.score}
                        for each in found
                    ]
                }
                for found in index.suggest(texts, options["top"])
            ]

        self.answer(respond)
