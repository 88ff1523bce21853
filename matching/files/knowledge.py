"""What reading two files takes from the taxonomy: loaded once, then no more queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Count
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.engine import Taxonomy
from matching.files.settings import FilesSettings
from matching.files.works import Floats, Meaning, Words, Works
from matching.snapshots import load_taxonomy
from skills.models import (
    Importance,
    Occupation,
    OccupationAlias,
    OccupationCredential,
    OccupationSkill,
    Skill,
    SkillAlias,
    Source,
)
from skills.ranking.covering import stems_of
from skills.ranking.encoder import WIDTH, Encoder, encoder_in_use
from skills.ranking.stock import titles_in_use
from skills.ranking.vectors import vectors_of
from skills.reading.lexicon import Lexicon
from skills.reading.phrases import COMMON, parts_of, phrases_of_starter
from skills.reading.stock import lexicon_in_use
from skills.reading.sureness import GENERAL
from skills.selectors import credentials_satisfied

_OURS = (Source.STARTER, Source.STAFF)
_NO_SPREAD = 1e-6
_TITLES_COUNT = 2
"""What is said of an occupation itself counts so many times beside what is said of its skills."""


class NoTaxonomyError(Exception):
    """There is nothing to read texts by."""


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """The taxonomy as reading and matching need it.

    `given_by`: {held skill: (skill, percent of it that holding gives)}; `everyday_credentials`:
    those of many kinds of work, such as a driver's licence; `satisfied`: {credential: what it
    counts as}.
    """

    lexicon: Lexicon
    encoder: Encoder | None
    works: Works
    taxonomy: Taxonomy
    given_by: Mapping[int, tuple[tuple[int, int], ...]]
    everyday_credentials: frozenset[int]
    satisfied: Mapping[int, frozenset[int]]


def load_knowledge(settings: FilesSettings) -> Knowledge:
    """The newest taxonomy. Without a language model texts are read by words alone.

    Raises NoTaxonomyError where none is loaded.
    """
    encoder = encoder_in_use()
    taxonomy = load_taxonomy()
    given: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for target, sources in taxonomy.relations.items():
        for source, strength in sources:
            given[source].append((target, strength))
    return Knowledge(
        lexicon=lexicon_in_use(),
        encoder=encoder,
        works=_works(encoder, settings),
        taxonomy=taxonomy,
        given_by={source: tuple(row) for source, row in given.items()},
        everyday_credentials=frozenset(
            OccupationCredential.objects.values("credential")
            .annotate(users=Count("pk"))
            .filter(users__gte=settings.everyday_from)
            .values_list("credential", flat=True)
        ),
        satisfied=credentials_satisfied(),
    )


def _works(encoder: Encoder | None, settings: FilesSettings) -> Works:
    """Those occupations whose skills were chosen: what is only counted says too little."""
    uses = list(
        OccupationSkill.objects.filter(occupation__retired=False, skill__retired=False)
        .order_by("occupation__code", "skill_id")
        .values_list("occupation_id", "skill_id", "importance")
    )
    if not uses:
        raise NoTaxonomyError("No taxonomy is loaded. Run load_taxonomy first.")
    rows = {each: row for row, each in enumerate(dict.fromkeys(use[0] for use in uses))}
    columns = {each: at for at, each in enumerate(sorted({use[1] for use in uses}))}
    importance = np.zeros((len(rows), len(columns)))
    for occupation, skill, weight in uses:
        importance[rows[occupation], columns[skill]] = weight / Importance.ESSENTIAL
    users = (importance > 0).sum(axis=0)
    return Works(
        occupations=tuple(rows),
        columns=columns,
        importance=importance,
        rarity=np.maximum(np.log(len(rows) / (1 + users)), 0),
        words=_words(list(rows), uses),
        meaning=_meaning(list(rows), encoder, settings) if encoder else None,
    )


def _words(occupations: list[int], uses: Sequence[tuple[int, int, int]]) -> Words:
    """All that is said of each occupation, and of the skills that it uses.

    Names that published taxonomies add are left out: some occupations have hundreds, others none.
    """
    documents = _said_of_occupations(occupations)
    skills = _said_of_skills()
    for occupation, skill, _importance in uses:
        documents[occupation] += skills[skill]
    weigh = TfidfVectorizer(analyzer=stems_of, sublinear_tf=True)
    rows = weigh.fit_transform([" ".join(documents[each]) for each in occupations])
    return Words(weigh, rows)


def _said_of_occupations(occupations: list[int]) -> defaultdict[int, list[str]]:
    """{occupation: its titles and descriptions in both languages, as often as they count}."""
    said: defaultdict[int, list[str]] = defaultdict(list)
    titles = OccupationAlias.objects.filter(occupation__in=occupations, source__in=_OURS)
    for occupation, text in titles.order_by("pk").values_list("occupation_id", "text"):
        said[occupation] += _TITLES_COUNT * [text]
    for row in Occupation.objects.filter(pk__in=occupations).order_by("pk"):
        own = [row.label_en, row.label_es, row.description_en, row.description_es]
        said[row.pk] += _TITLES_COUNT * own
    return said


def _said_of_skills() -> defaultdict[int, list[str]]:
    """{skill: its names, and the words of the phrases by which it is read}."""
    said: defaultdict[int, list[str]] = defaultdict(list)
    names = SkillAlias.objects.filter(source__in=_OURS)
    for skill, text in names.order_by("pk").values_list("skill_id", "text"):
        said[skill].append(text)
    id_of = dict(Skill.objects.values_list("slug", "pk"))
    for phrase in phrases_of_starter():
        if phrase.skill in id_of:
            said[id_of[phrase.skill]] += [
                word.lstrip(COMMON) for words, _ in parts_of(phrase.text) for word in words
            ]
    return said


def _meaning(occupations: list[int], encoder: Encoder, settings: FilesSettings) -> Meaning:
    titles = titles_in_use()
    codes = dict(Occupation.objects.filter(pk__in=occupations).values_list("code", "pk"))
    row_of = {pk: row for row, pk in enumerate(occupations)}
    places = {
        place: row_of[codes[code]] for place, code in enumerate(titles.codes) if code in codes
    }
    named = [
        (places[place], text)
        for place, text in zip(titles.occupations, titles.texts, strict=True)
        if place in places
    ]
    middles = np.zeros((len(occupations), WIDTH))
    np.add.at(
        middles,
        [row for row, _ in named],
        vectors_of([text for _, text in named], encoder),
    )
    middles /= np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), _NO_SPREAD)
    described = np.zeros_like(middles)
    texts = {row: titles.descriptions[place] for place, row in places.items()}
    described[list(texts)] = vectors_of(list(texts.values()), encoder)
    share = settings.by_description
    directions = (1 - share) * middles + share * described
    texts_said, weights = _usual_texts(encoder)
    near = texts_said @ directions.T
    usual = weights @ near
    spread = np.sqrt(weights @ (near - usual) ** 2)
    return Meaning(directions, usual, np.where(spread > _NO_SPREAD, spread, 1))


def _usual_texts(encoder: Encoder) -> tuple[Floats, Floats]:
    """Vectors of what texts say, and the weight of each: half skills of some field, half general.

    A kind of work that is near to whatever people write ("team member") must be nearer than usual
    to count.
    """
    rows = list(
        Skill.objects.filter(retired=False)
        .exclude(sector="")
        .order_by("slug")
        .values_list("label_en", "sector")
    )
    vectors = vectors_of([label for label, _ in rows], encoder)
    general = np.array([sector == GENERAL for _, sector in rows], dtype=bool)
    weights = np.where(general, 1 / max(general.sum(), 1), 1 / max((~general).sum(), 1))
    return vectors.astype(np.float64), weights / max(weights.sum(), 1)
