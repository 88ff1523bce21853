"""The numbers of reading free text for `match_files`, frozen; docs/decisions/0012 says why."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class FilesSettings:
    """What a text as a whole is worth beside the requirements that are read from it."""

    by_words: float = 2.0
    by_skills: float = 0.3
    by_sentences: float = 0.5
    by_text: float = 0.6
    """How near a text is to a kind of work: by its words, by the skills read from it, by what its
    nearest sentences mean, and what the whole does."""
    sentences: int = 4
    """The nearest sentences that count, by their mean."""
    by_description: float = 0.4
    """An occupation's meaning: its description's share, beside the middle of its titles."""
    sharpness: float = 1.25
    """How much the nearest kinds of work count beside farther ones: the power of each nearness."""

    work_specificity: int = 600
    """The weight of the line that asks for the posting's work as a whole: an essential requirement
    of this specificity, in percent."""
    unlike: float = 0.05
    alike: float = 0.9
    """Likenesses of two texts' work that earn nothing, and all, of that line's related credit."""
    related_from: int = 40
    """Percent alike from which time at a person's work counts for a posting's, by that percent."""

    implied: float = 0.8
    """What a skill that is typical of a person's work earns at most, though they do not name it."""
    typical: int = 12
    """So many skills typical of a posting's work are asked as nice to have, though not said."""
    kinds: int = 3
    """From so many of the nearest kinds of work, those skills and what people bring are taken."""
    kinds_sharpness: float = 2.0
    """How much the nearest of them counts beside the others: shares are exp(this x nearness)."""

    everyday_from: int = 15
    """A credential of so many occupations is held by people who do not say so: no gate closes."""


DEFAULT = FilesSettings()
