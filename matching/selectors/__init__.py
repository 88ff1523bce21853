"""Reads the stored lists for pages and API: a page of matches or candidates, one explained pair.

Which pairs and in which order comes from the stored lists, or, where filters are asked for and for
visitors, from all open postings (matching.live); what a page says of a pair is computed
now, from today's inputs, by the same engine. So both sides see the same ledger, it always adds up,
and what is no longer public or visible is left out at once.
"""

from matching.preferences import Answer
from matching.selectors.filtered import visitor_match, visitor_matches
from matching.selectors.narrowing import CandidateFilters
from matching.selectors.pages import (
    candidate_counts,
    candidate_for,
    candidates_page,
    freshness_of_posting,
    freshness_of_profile,
    match_for,
    matches_page,
    people_shown,
)
from matching.selectors.shapes import (
    Freshness,
    GateView,
    LineView,
    MatchPage,
    MatchView,
    Narrowed,
    OneChange,
)
from matching.selectors.standing import Standing, rank_of, ranks_of

__all__ = [
    "Answer",
    "CandidateFilters",
    "Freshness",
    "GateView",
    "LineView",
    "MatchPage",
    "MatchView",
    "Narrowed",
    "OneChange",
    "Standing",
    "candidate_counts",
    "candidate_for",
    "candidates_page",
    "freshness_of_posting",
    "freshness_of_profile",
    "match_for",
    "matches_page",
    "people_shown",
    "rank_of",
    "ranks_of",
    "visitor_match",
    "visitor_matches",
]
