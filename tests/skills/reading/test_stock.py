"""The lexicon in use is built once, follows each load, and leaves out what must not be read."""

import pytest

from skills.models import Skill, SkillAlias, Source
from skills.reading.stock import lexicon_in_use, meaning_in_use
from tests.factories import SkillFactory, TaxonomyVersionFactory

pytestmark = pytest.mark.django_db


def ids(text):
    return [number for match in lexicon_in_use().find(text) for number in match.ids]


def test_names_of_all_kinds_are_found(taxonomy):
    assert ids("forklift operation") == [taxonomy.forklift.pk]
    assert ids("certified nurse aide") == [taxonomy.cna.pk]
    assert ids("stockers and order fillers") == [taxonomy.warehouse_worker.pk]


def test_it_is_built_once(taxonomy, django_assert_num_queries):
    first = lexicon_in_use()

    with django_assert_num_queries(1):
        assert lexicon_in_use() is first


def test_it_follows_a_new_version(taxonomy):
    assert ids("glass blowing") == []
    blowing = SkillFactory(slug="glass-blowing", label_en="Glass blowing")
    assert ids("glass blowing") == []

    TaxonomyVersionFactory(version="2")

    assert ids("glass blowing") == [blowing.pk]


def test_retired_skills_are_not_read(taxonomy):
    Skill.objects.filter(pk=taxonomy.forklift.pk).update(retired=True)
    TaxonomyVersionFactory(version="2")

    assert ids("forklift operation") == []


def test_names_for_the_search_box_alone_are_not_read(taxonomy):
    SkillAlias.objects.create(
        skill=taxonomy.forklift, language="en", text="truck", folded="truck", in_text=False
    )
    TaxonomyVersionFactory(version="2")

    assert ids("truck") == []


def test_names_of_both_languages_are_read(taxonomy):
    SkillAlias.objects.create(
        skill=taxonomy.forklift, language="es", text="Montacargas", folded="montacargas"
    )
    TaxonomyVersionFactory(version="2")

    assert ids("dos montacargas") == [taxonomy.forklift.pk]


@pytest.mark.parametrize(
    ("text", "source", "is_read"),
    [
        ("design", Source.ESCO, False),
        ("design", Source.STARTER, True),
        ("design", Source.STAFF, True),
        ("Python", Source.ESCO, True),
        ("design work", Source.ONET, True),
    ],
)
def test_plain_words_are_read_only_where_they_are_ours(taxonomy, text, source, is_read):
    SkillAlias.objects.create(
        skill=taxonomy.forklift, language="en", text=text, folded=text.lower(), source=source
    )
    TaxonomyVersionFactory(version="2")

    assert bool(ids(text)) is is_read


def test_there_may_be_no_taxonomy_yet():
    assert ids("forklift operation") == []


def test_english_sentences_are_asked_for_their_meaning(taxonomy):
    Skill.objects.update(sources=[Source.STARTER])
    TaxonomyVersionFactory(version="2")
    meaning = meaning_in_use()
    assert meaning is not None
    text = "You drive the fork lift of the night shift."

    english, spanish = meaning([text, "Maneja el montacargas de la noche."])

    assert english[0].skill == taxonomy.forklift.pk
    assert 0 <= english[0].start < english[0].end <= len(text)
    assert [each.probability for each in english] == sorted(
        (each.probability for each in english), reverse=True
    )
    assert spanish == []


def test_without_a_model_nothing_is_recognised_by_meaning(taxonomy, settings):
    settings.LANGUAGE_MODEL = False

    assert meaning_in_use() is None
