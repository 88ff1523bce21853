"""Which concept an entry of a published taxonomy means: one of the starter's, or one of its own.

In this order: what people have decided in `joins.csv`; the entry's label is a name of one starter
skill; the label of just one starter skill is among the entry's other names, and has a word in
common with the entry's label. Entries that are left share a concept where their labels are equal.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from skills.folding import fold
from skills.taxonomy.importing.entries import Entry

EntryId = tuple[str, str]

_PLURALS = ((re.compile(r"ies$"), "y"), (re.compile(r"(ch|sh|ss|x|z)es$"), r"\1"))
_SINGULAR_S = ("ss", "us", "is")
_SHORTEST_PLURAL = 4
_STEM = 4


@dataclass(frozen=True, kw_only=True)
class Concept:
    """A starter skill: its folded label, and all folded names that may be read in text."""

    id: int
    slug: str
    kind: str
    label: str
    names: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """What people have decided: {entry: slug} for what is the same, pairs for what is not."""

    same: Mapping[EntryId, str] = field(default_factory=dict)
    different: frozenset[tuple[EntryId, str]] = frozenset()


@dataclass(frozen=True)
class Join:
    """The starter skill that an entry means, and how that was found."""

    skill_id: int
    by: str


def singular(folded: str) -> str:
    """The words of a folded name without the endings of English plurals, to compare names by."""
    return " ".join(_singular_word(word) for word in folded.split())


def _singular_word(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(_SINGULAR_S):
        return word
    for plural, ending in _PLURALS:
        if plural.search(word):
            return plural.sub(ending, word)
    return word[:-1]


def join_to_starter(
    entries: Iterable[Entry], concepts: Iterable[Concept], reviewed: Reviewed
) -> dict[EntryId, Join]:
    """The entries that mean a starter skill. Names that could mean two skills join nothing."""
    concepts = list(concepts)
    slugs = {concept.id: concept.slug for concept in concepts}
    kinds = {concept.id: concept.kind for concept in concepts}
    by_slug = {concept.slug: concept.id for concept in concepts}
    labels = _index((concept.label, concept.id) for concept in concepts)
    names = _index((name, concept.id) for concept in concepts for name in concept.names)
    singulars = _index(
        (singular(name), concept.id) for concept in concepts for name in concept.names
    )
    joins: dict[EntryId, Join] = {}
    for entry in entries:
        decided = by_slug.get(reviewed.same.get(entry.id, ""))
        if decided is not None:
            joins[entry.id] = Join(decided, "review")
            continue
        label = fold(entry.label)
        by_label = labels.get(label) or names.get(label)
        if by_label is None:
            # The tool "squares" is not "Square", the till.
            by_label = {
                skill_id
                for skill_id in singulars.get(singular(label), set())
                if " " in label or kinds[skill_id] == entry.skill_kind
            }
        by_alias = {
            skill_id
            for name in entry.synonyms
            for skill_id in labels.get(fold(name), set())
            if _stems(fold(name)) & _stems(label)
        }
        for by, candidates in (("label", by_label), ("alias", by_alias)):
            left = {
                skill_id
                for skill_id in candidates
                if (entry.id, slugs[skill_id]) not in reviewed.different
            }
            if len(left) == 1:
                joins[entry.id] = Join(left.pop(), by)
                break
    return joins


def _stems(folded: str) -> set[str]:
    """How the longer words of a name begin.

    ESCO's other names are often examples: "SQL" of "database management systems". Where not even
    the beginning of a word is shared, people have to decide.
    """
    return {word[:_STEM] for word in folded.split() if len(word) >= _STEM}


def share_labels(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Entries in groups of equal labels, each group and the groups in a lasting order."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.order):
        groups[fold(entry.label)].append(entry)
    return list(groups.values())


def _index(pairs: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    index: dict[str, set[int]] = defaultdict(set)
    for name, skill_id in pairs:
        index[name].add(skill_id)
    return dict(index)
