"""Reads the stored lists for pages and API: a page of matches or candidates, one explained pair.

Which pairs and in which order comes from the stored lists; what a page says of a pair is computed
now, from today's inputs, by the same engine. So both sides see the same ledger, it always adds up,
and what is no longer public or visible is left out at once.
"""

from matching.preferences import Answer
from matching.selectors.pages import (
    candidate_counts,
    candidate_for,
    candidates_page,
    freshness_of_posting,
    freshness_of_profile,
    match_for,
    matches_page,
)
from matching.selectors.shapes import (
    Freshness,
    GateView,
    LineView,
    MatchPage,
    MatchView,
    OneChange,
)

__all__ = [
    "Answer",
    "Freshness",
    "GateView",
    "LineView",
    "MatchPage",
    "MatchView",
    "OneChange",
    "candidate_counts",
    "candidate_for",
    "candidates_page",
    "freshness_of_posting",
    "freshness_of_profile",
    "match_for",
    "matches_page",
]
