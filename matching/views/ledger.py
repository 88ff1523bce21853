"""The ledger of a pair as pages show it, the same for both sides."""

from collections.abc import Iterable
from typing import Any

from jobseekers.words import evidence_words
from matching.selectors import LineView
from skills.models import Importance


def ledger_rows(lines: Iterable[LineView]) -> list[dict[str, Any]]:
    """The lines as <c-ledger> takes them: points in hundredths, the rest in words."""
    return [
        {
            "label": line.label,
            "status": line.status,
            "reason": line.reason,
            "earned": line.earned,
            "possible": line.possible,
            "importance": Importance(line.importance).label if line.importance else "",
            "evidence": evidence_words(line.evidence) if line.evidence else "",
        }
        for line in lines
    ]
