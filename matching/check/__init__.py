"""Holds the stored lists against what they should be, in one snapshot of the database.

``structure`` looks at every list at once, in arrays: order, length, floors, who may stand in it,
and that both sides of a pair agree. ``reference`` computes every pair with the plain reference
scorer; ``sample`` does so for a part that was drawn, and says what that proves (``report``).
"""

from matching.check.report import CONFIDENCE, Difference, Report, Side, at_most
from matching.check.run import check_matches, wait_until_drained

__all__ = [
    "CONFIDENCE",
    "Difference",
    "Report",
    "Side",
    "at_most",
    "check_matches",
    "wait_until_drained",
]
