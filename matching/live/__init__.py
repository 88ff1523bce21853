"""Scores now, with the same engine, what no stored list tells.

``explaining`` explains pairs from today's inputs. ``openings`` keeps all open postings in the
memory of a web process, and ``filtering`` finds among them the matches of a profile or of a visitor
that pass filters: before any list is cut, so that a filter hides nothing.
"""

from matching.live.explaining import Explained, explain_pair, explain_pairs
from matching.live.filtering import Counts, Filters, Found, find
from matching.live.openings import Openings, openings

__all__ = [
    "Counts",
    "Explained",
    "Filters",
    "Found",
    "Openings",
    "explain_pair",
    "explain_pairs",
    "find",
    "openings",
]
