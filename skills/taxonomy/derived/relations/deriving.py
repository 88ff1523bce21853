"""Derives the relations of published skills where anything that they rest on has changed."""

from hashlib import sha256

import numpy as np
from django.db import connection

from skills.models import Derivation, RelationOrigin, SkillRelation
from skills.ranking.encoder import Encoder, encoder_in_use
from skills.taxonomy.derived.relations.combining import (
    MOST_PER_TARGET,
    Evidence,
    kept,
    origin_and_reason,
    strengths,
)
from skills.taxonomy.derived.relations.concepts import CURATORS, Concepts, Pairs, Places
from skills.taxonomy.derived.relations.likeness import Names, no_likeness
from skills.taxonomy.derived.relations.shared_use import shared_use
from skills.taxonomy.derived.relations.structure import NO_WAY, read_structure
from skills.taxonomy.storing import Tally, store_rows

_NAME = "relations of skills"
# To be raised when the rules change, so that the next load derives anew.
_RULES = "1"

_DERIVED = [each.value for each in RelationOrigin if each.value not in CURATORS]

# Every column that the relations rest on, a query a table. The sum does not mind the order of rows.
_INPUTS = (
    "SELECT id, label_en, kind, sources, retired FROM skills_skill",
    "SELECT id, skill_id, source, code, kind, groups, breadth FROM skills_skillsource",
    "SELECT from_entry_id, to_entry_id, kind FROM skills_skillsourcelink",
    "SELECT occupation_id, entry_id FROM skills_escooccupationskill WHERE essential",
    "SELECT esco_id, occupation_id FROM skills_occupationcrosswalk",
    "SELECT occupation_id, skill_id, importance FROM skills_skilluse",
    "SELECT occupation_id, skill_id FROM skills_occupationskill",
    "SELECT source_id, target_id FROM skills_skillrelation WHERE origin IN ('starter', 'staff')",
)
_SUM = "SELECT count(*), sum(hashtextextended(input::text, 0)::numeric) FROM ({}) AS input"


def derive_relations() -> Tally | None:
    """Brings the derived relations up to what is loaded; None where nothing they rest on changed.

    Needs a transaction. What the starter taxonomy or staff say of a pair always stands, and between
    two skills that they name nothing is derived.
    """
    encoder = encoder_in_use()
    digest = _digest(encoder)
    if Derivation.objects.filter(name=_NAME, digest=digest).exists():
        return None
    wanted = _wanted(encoder)
    tally = store_rows(
        model=SkillRelation,
        key=("source_id", "target_id"),
        columns=("strength", "origin", "reason", "likeness", "shared_use"),
        wanted=wanted,
        among=SkillRelation.objects.filter(origin__in=_DERIVED),
    )
    Derivation.objects.update_or_create(name=_NAME, defaults={"digest": digest})
    return tally


def _digest(encoder: Encoder | None) -> str:
    parts = [_RULES, encoder.name if encoder else ""]
    with connection.cursor() as cursor:
        for query in _INPUTS:
            cursor.execute(_SUM.format(query))
            parts += map(str, cursor.fetchone())
    return sha256("|".join(parts).encode()).hexdigest()


def _wanted(encoder: Encoder | None) -> dict[tuple[int, int], tuple[int, str, str, int, int]]:
    """{(source, target): (strength, origin, reason, likeness, shared use)}."""
    concepts = Concepts.load()
    if concepts.curated.all():
        return {}
    structure = read_structure(concepts)
    names = Names(concepts, encoder) if encoder else None
    near = names.neighbours() if names else np.zeros(0, dtype=np.int64)
    decided, room = _decided(concepts)
    candidates = np.setdiff1d(np.concatenate([structure.keys, near]), decided)
    pairs = Pairs.of(concepts, candidates)
    ways = structure.of(concepts, pairs)
    use = shared_use(concepts, pairs)
    together = (ways != NO_WAY) | (use.support > 0)
    likeness = names.of(pairs, together=together) if names else no_likeness(pairs)
    percents = strengths(Evidence(pairs=pairs, ways=ways, likeness=likeness, use=use))
    wanted = {}
    for place in kept(pairs, percents, room).tolist():
        cosine, share = float(likeness.cosines[place]), float(use.shares[place])
        origin, reason = origin_and_reason(
            int(ways[place]),
            cosine,
            float(likeness.support[place]),
            share,
            float(use.support[place]),
        )
        ends = int(concepts.ids[pairs.sources[place]]), int(concepts.ids[pairs.targets[place]])
        wanted[ends] = (
            int(percents[place]), origin, reason, round(100 * cosine), round(100 * share)
        )  # fmt: skip
    return wanted


def _decided(concepts: Concepts) -> tuple[Places, Places]:
    """Keys of the pairs that people have judged, and how many more each target has room for."""
    rows = np.array(
        list(
            SkillRelation.objects.filter(origin__in=CURATORS)
            .order_by("pk")
            .values_list("source_id", "target_id")
        ),
        dtype=np.int64,
    ).reshape(-1, 2)
    sources, targets = concepts.places(rows[:, 0]), concepts.places(rows[:, 1])
    known = (sources >= 0) & (targets >= 0)
    taken = np.bincount(targets[known], minlength=len(concepts))
    keys = (sources * len(concepts) + targets)[known]
    return keys, np.maximum(MOST_PER_TARGET - taken, 0)
