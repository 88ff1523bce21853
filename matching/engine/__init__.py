"""The matching engine: how well a person fits a posting, and why, line by line.

Plain Python and numpy; no database, no clock, no randomness. The same input gives the same bytes.
``types`` says what goes in and comes out, ``settings`` holds every number, ``rules`` the smallest
rules. ``reference`` is the definition: obvious and slow, for one pair and its ledger (``explain``).
``columns`` keeps a whole pool in arrays and follows its changes; ``fast`` scores one profile or
posting against such a pool, equal to the reference in every pair. ``counterfactual`` finds the one
change of a profile that would lift a pair the most, ``simulate`` recounts a posting after every
single change that asks less. ``rank`` puts scores in order: open gates, then fit, then a fixed hash
of the pair.
"""

from matching.engine.columns import PostingColumns, ProfileColumns, TaxonomyArrays
from matching.engine.counterfactual import Change, ChangeKind, Promise, one_change
from matching.engine.fast import (
    ScoreArray,
    score_many,
    score_postings,
    score_profiles,
)
from matching.engine.rank import pack, pair_hash, rank_key, top, unpack
from matching.engine.reference import explain, rank_postings, rank_profiles, score
from matching.engine.settings import DEFAULT, EngineSettings
from matching.engine.types import (
    Band,
    Education,
    Experience,
    Explanation,
    Gate,
    HeldCredential,
    HeldSkill,
    Importance,
    Level,
    Line,
    LineKind,
    LineStatus,
    PostingInput,
    ProfileInput,
    RequirementInput,
    Score,
    Taxonomy,
)

__all__ = [
    "DEFAULT",
    "Band",
    "Change",
    "ChangeKind",
    "Education",
    "EngineSettings",
    "Experience",
    "Explanation",
    "Gate",
    "HeldCredential",
    "HeldSkill",
    "Importance",
    "Level",
    "Line",
    "LineKind",
    "LineStatus",
    "PostingColumns",
    "PostingInput",
    "ProfileColumns",
    "ProfileInput",
    "Promise",
    "RequirementInput",
    "Score",
    "ScoreArray",
    "Taxonomy",
    "TaxonomyArrays",
    "explain",
    "one_change",
    "pack",
    "pair_hash",
    "rank_key",
    "rank_postings",
    "rank_profiles",
    "score",
    "score_many",
    "score_postings",
    "score_profiles",
    "top",
    "unpack",
]
