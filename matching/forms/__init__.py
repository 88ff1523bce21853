"""What is asked of a list of matches, and what a visitor says of themselves."""

from matching.forms.filters import CandidateFilterForm, MatchFilterForm, NarrowingForm
from matching.forms.visitors import VisitorForm

__all__ = ["CandidateFilterForm", "MatchFilterForm", "NarrowingForm", "VisitorForm"]
