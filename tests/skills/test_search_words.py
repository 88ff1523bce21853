"""How search takes words: bent, joined, split, mistyped, said otherwise; and any text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from skills.models import SearchWord, SkillAlias
from skills.search import LONGEST_QUERY, search_credentials, search_occupations, search_skills
from tests.factories import CredentialFactory, OccupationFactory, SkillAliasFactory, SkillFactory

pytestmark = pytest.mark.django_db


def named(label: str, *, es: str = "", also: tuple[str, ...] = (), **fields):
    made = SkillFactory(label_en=label, label_es=es, **fields)
    if es:
        SkillAliasFactory(skill=made, text=es, language="es")
    for text in also:
        SkillAliasFactory(skill=made, text=text)
    return made


def labels(query: str, language: str = "en") -> list[str]:
    return [found.label for found in search_skills(query, language)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("cleaning houses", "House cleaning"),
        ("cut hair", "Hair cutting"),
        ("cutting hair", "Hair cutting"),
        ("fork lift", "Forklift driving"),
        ("housecleaning", "House cleaning"),
        ("clening hous", "House cleaning"),
        ("hair cutting for men", "Hair cutting"),
        ("fixing brakes", "Brake repair"),
        ("of the forklift", "Forklift driving"),
    ],
)
def test_words_are_found_however_they_are_said(typed, name):
    for label in ("House cleaning", "Hair cutting", "Forklift driving", "Brake repair"):
        named(label)

    assert labels(typed)[0] == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("limpiar casa", "Limpieza de casas"),
        ("limpiesa de casa", "Limpieza de casas"),
        ("peluquero", "Peluquera canina"),
        ("cortes de pelo", "Corte de cabello"),
        ("NIÑO", "Cuidado de niños"),
    ],
)
def test_spanish_bends_without_accents_gender_and_plural(typed, name):
    for label in ("Limpieza de casas", "Peluquera canina", "Corte de cabello", "Cuidado de niños"):
        named(f"English {label}", es=label)

    assert labels(typed, "es")[0] == name


def test_curated_skills_come_before_imported_ones_of_equal_closeness():
    named("Bread rolling", sources=["esco"], use=900)
    named("Bread cutting", sources=["starter"], use=1)

    assert labels("bread") == ["Bread cutting", "Bread rolling"]


def test_an_imported_skill_of_the_same_name_does_not_crowd_out():
    named("Sewing by machine", sources=["starter"], also=("sewing",))
    named("Sew pieces", sources=["esco"], also=("sewing",))
    named("Sewing patterns", sources=["starter"])

    assert labels("sewing") == ["Sewing by machine", "Sewing patterns", "Sew pieces"]


def test_a_label_without_spanish_says_that_it_is_english():
    named("Bread rolling")
    named("Bread cutting", es="Corte de pan")

    assert {(each.label, each.language) for each in search_skills("bread", "es")} == {
        ("Bread rolling", "en"),
        ("Corte de pan", "es"),
    }


def test_the_fragment_marks_english_labels_on_a_spanish_page_and_tells_tools(client):
    named("Bread slicers", kind="tool")

    spanish = client.get("/es/suggest/skills/", {"q": "bread"}).content.decode()
    english = client.get("/suggest/skills/", {"q": "bread"}).content.decode()

    assert '<span lang="en">Bread slicers</span>' in spanish
    assert "en inglés" in spanish
    assert "Herramienta" in spanish
    assert 'lang="en"' not in english
    assert "in English" not in english
    assert "Tool" in english


def test_the_words_of_names_are_kept_by_the_database():
    made = named("Bread rolling", also=("rolling pins",))

    assert words() == {"bread": 1, "rolling": 2, "pins": 1}

    SkillAlias.objects.filter(text="rolling pins").update(folded="dough pins")
    assert words() == {"bread": 1, "rolling": 1, "pins": 1, "dough": 1}

    made.aliases.all().delete()
    assert words() == {}
    assert labels("bread") == []


def words() -> dict[str, int]:
    return dict(SearchWord.objects.filter(names__gt=0).values_list("word", "names"))


@pytest.mark.parametrize("typed", ["bread", "brot bakking for old people", "a " * 60])
def test_any_search_is_two_messages(typed, django_assert_num_queries):
    named("Bread baking")

    with django_assert_num_queries(2):
        search_skills(typed, "en")


class AnyText(TestCase):
    """Whatever is typed, there is an answer."""

    @classmethod
    def setUpTestData(cls) -> None:
        SkillFactory(label_en="100% C++ & R&D (o'clock)")
        OccupationFactory(label_en="Bread baker")
        CredentialFactory(label_en="A+ card")

    @given(
        text=st.text(max_size=LONGEST_QUERY + 20)
        | st.text("breadcks +&%_\\'\"()-ñáé", max_size=60),
        language=st.sampled_from(["en", "es", "fr", ""]),
    )
    def test_any_text_is_answered(self, text: str, language: str) -> None:
        for search in (search_skills, search_occupations, search_credentials):
            assert len(search(text, language)) <= 8
