"""The indexes of what is loaded, each built once in a process and again after another load."""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock
from typing import Generic, TypeVar

from skills.models import Occupation, OccupationAlias, Source, TaxonomyVersion
from skills.ranking.encoder import encoder_in_use
from skills.ranking.labels import labels_of
from skills.ranking.sentences import LabelIndex
from skills.ranking.titles import TitleIndex, Titles
from skills.ranking.vectors import Progress, vectors_of

Index = TypeVar("Index")


class _Kept(Generic[Index]):
    """Something built from the taxonomy, and the version that it was built from."""

    def __init__(self, build: Callable[[], Index]) -> None:
        self._build = build
        self._lock = Lock()
        self._built: tuple[object, Index] | None = None

    def get(self) -> Index:
        newest = TaxonomyVersion.objects.order_by("-id").values_list("id", flat=True).first()
        wanted = (newest, encoder_in_use() is not None)
        with self._lock:
            if self._built is None or newest is None or self._built[0] != wanted:
                self._built = (wanted, self._build())
            return self._built[1]


def _label_index(taxonomy: str) -> LabelIndex:
    return LabelIndex.build(labels_of(taxonomy), encoder_in_use(), vectors_of)


def _title_index() -> TitleIndex:
    return TitleIndex(titles_in_use(), encoder_in_use(), vectors_of)


_LABELS = {
    source: _Kept(partial(_label_index, source))
    for source in (Source.ESCO.value, Source.ONET.value, Source.STARTER.value)
}
_TITLES = _Kept(_title_index)


def label_index(taxonomy: str) -> LabelIndex:
    """The index of "esco", "onet" or "starter"."""
    return _LABELS[taxonomy].get()


def title_index() -> TitleIndex:
    """The index of occupations by their titles."""
    return _TITLES.get()


def titles_in_use() -> Titles:
    """Every occupation that is not retired, and the titles that people use for it."""
    occupations = list(Occupation.objects.filter(retired=False).order_by("code"))
    place_of = {occupation.pk: place for place, occupation in enumerate(occupations)}
    rows = (
        OccupationAlias.objects.filter(occupation__retired=False)
        .order_by("occupation__code", "language", "folded")
        .values_list("occupation_id", "text")
    )
    titles = [(place_of[pk], text) for pk, text in rows]
    return Titles(
        codes=tuple(occupation.code for occupation in occupations),
        descriptions=tuple(each.description_en or each.label_en for each in occupations),
        texts=tuple(text for _place, text in titles),
        occupations=tuple(place for place, _text in titles),
    )


def texts_to_encode() -> list[str]:
    """All that the indexes want a vector of, each text once."""
    titles = titles_in_use()
    texts: dict[str, None] = dict.fromkeys((*titles.texts, *titles.descriptions))
    for taxonomy in _LABELS:
        texts.update(dict.fromkeys(label.text for label in labels_of(taxonomy)))
    return list(texts)


def prepare(texts: Sequence[str], progress: Progress | None = None) -> int | None:
    """Stores the vectors of the texts that have none yet; how many texts, None without a model."""
    encoder = encoder_in_use()
    if encoder is None:
        return None
    vectors_of(texts, encoder, progress)
    return len(texts)
