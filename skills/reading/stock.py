"""The lexicon of the taxonomy in use, kept in memory until another taxonomy is loaded."""

from collections.abc import Sequence
from functools import partial
from threading import Lock

from django.db import models

from skills.models import (
    CredentialAlias,
    OccupationAlias,
    Skill,
    SkillAlias,
    Source,
    TaxonomyVersion,
)
from skills.ranking.encoder import encoder_in_use
from skills.ranking.sentences import LabelIndex
from skills.ranking.stock import label_index
from skills.reading.findings import Meant
from skills.reading.language import language_of
from skills.reading.lexicon import Lexicon
from skills.reading.names import Kind, Name, is_plain_word
from skills.reading.phrases import phrases_of_starter
from skills.reading.read import Semantic
from skills.reading.sureness import sure_by_meaning

_OURS = frozenset({Source.STARTER, Source.STAFF})
_TABLES: tuple[tuple[Kind, type[models.Model]], ...] = (
    ("skill", SkillAlias),
    ("credential", CredentialAlias),
    ("occupation", OccupationAlias),
)


class _Stock:
    """One lexicon and the taxonomy version that it was built from, shared by all threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._version: int | None = None
        self._lexicon: Lexicon | None = None

    def lexicon(self) -> Lexicon:
        newest = TaxonomyVersion.objects.order_by("-id").values_list("id", flat=True).first()
        with self._lock:
            if self._lexicon is None or newest is None or newest != self._version:
                self._lexicon = _built()
                self._version = newest
            return self._lexicon


def _built() -> Lexicon:
    skills = Skill.objects.filter(retired=False).exclude(sector="").order_by("id")
    rows = list(skills.values_list("id", "slug", "sector"))
    id_of = {slug: number for number, slug, _sector in rows}
    return Lexicon.build(
        _names(),
        [
            (id_of[phrase.skill], phrase.language, phrase.text)
            for phrase in phrases_of_starter()
            if phrase.skill in id_of
        ],
        {number: sector for number, _slug, sector in rows},
    )


def _names() -> list[Name]:
    """All names, but for plain words of published taxonomies.

    These give "data", "lead" or "design" as other names of skills: words that every text has.
    """
    names: list[Name] = []
    for kind, table in _TABLES:
        rows = (
            table._default_manager.filter(**{f"{kind}__retired": False}, in_text=True)
            .order_by("id")
            .values_list(f"{kind}_id", "language", "text", "source")
        )
        names.extend(
            Name(kind, number, language, text)
            for number, language, text, source in rows
            if source in _OURS or not is_plain_word(text)
        )
    return names


_STOCK = _Stock()


def lexicon_in_use() -> Lexicon:
    """The names of every concept that is not retired, but for those of the search box alone.

    Built once in a process, and again after a load of a taxonomy; one small query otherwise.
    """
    return _STOCK.lexicon()


_FIRST = 15
"""So many of the likeliest labels of a sentence are looked at."""


def meaning_in_use() -> Semantic | None:
    """Recognises skills of the starter taxonomy by meaning, in English sentences alone, since that
    is what the model reads; None where there is no model.
    """
    if encoder_in_use() is None:
        return None
    return partial(meant_by, label_index(Source.STARTER))


def meant_by(index: LabelIndex, sentences: Sequence[str]) -> list[list[Meant]]:
    """What each sentence means by an index of labels; nothing for Spanish ones."""
    told: list[list[Meant]] = [[] for _ in sentences]
    english = [place for place, each in enumerate(sentences) if language_of(each) == "en"]
    ranked = index.rank([sentences[place] for place in english], _FIRST)
    for place, row in zip(english, ranked, strict=True):
        told[place] = [
            Meant(index.labels[each.label].skill, sure_by_meaning(each.odds), each.start, each.end)
            for each in row
        ]
    return told
