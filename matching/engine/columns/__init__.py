"""Pools in arrays: postings, profiles and the taxonomy, as the fast scorer reads them.

Columns never change: ``with_changes`` makes new ones, copying untouched rows in bulk. Rows stand in
order of id and entries in a fixed order, so equal inputs give equal bytes, whatever order they came
in and however many changes led there.
"""

from matching.engine.columns.postings import PostingColumns
from matching.engine.columns.profiles import ProfileColumns
from matching.engine.columns.taxonomy import Relations, TaxonomyArrays

__all__ = ["PostingColumns", "ProfileColumns", "Relations", "TaxonomyArrays"]
