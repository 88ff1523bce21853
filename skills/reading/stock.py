"""The lexicon of the taxonomy in use, kept in memory until another taxonomy is loaded."""

from threading import Lock

from django.db import models

from skills.models import CredentialAlias, OccupationAlias, SkillAlias, Source, TaxonomyVersion
from skills.reading.lexicon import Kind, Lexicon, Name, is_plain_word

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
                self._lexicon = Lexicon.build(_names())
                self._version = newest
            return self._lexicon


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
