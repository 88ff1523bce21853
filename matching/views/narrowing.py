"""What pages say of the filters of a list."""

from typing import Any
from urllib.parse import urlencode

from matching.forms import NarrowingForm
from matching.selectors import MatchPage


def narrowing(form: NarrowingForm, page: MatchPage | None, address: str) -> dict[str, Any]:
    """The controls with their counts, the filters that are set, and the list without each.

    `wider` are those without which an empty list would show something, and how much; `next_url` and
    `previous_url` keep the filters.
    """
    chosen = form.chosen()
    narrowed = page.narrowed if page else None
    chips = [
        {
            "label": form.words(name, value),
            "url": _address(address, {other: chosen[other] for other in chosen if other != name}),
            "count": narrowed.without[name] if narrowed else 0,
        }
        for name, value in chosen.items()
    ]
    cursors = {"next_url": page.next, "previous_url": page.previous} if page else {}
    return {
        "controls": form.controls(narrowed),
        "chips": chips,
        "wider": [chip for chip in chips if chip["count"]],
        "list_url": address,
        "unfiltered": narrowed.unfiltered if narrowed else 0,
        **{
            name: _address(address, {**chosen, "cursor": cursor}) if cursor else ""
            for name, cursor in {"next_url": None, "previous_url": None, **cursors}.items()
        },
    }


def _address(address: str, query: dict[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address
