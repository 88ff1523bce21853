"""How much one skill gives of another, as the published taxonomies let it be worked out.

docs/decisions/0011-relation-strengths.md has the sources, the formula and what was looked at.
"""

from skills.taxonomy.derived.relations.deriving import derive_relations

__all__ = ["derive_relations"]
