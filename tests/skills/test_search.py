"""Typing finds: everyday words, beginnings, mistakes, both languages, in two messages."""

import pytest
from django.urls import reverse

from skills.models import Skill
from skills.search import search_credentials, search_occupations, search_skills
from skills.selectors import skill_by_code, skills_by_codes
from skills.taxonomy.loader import load_folder
from tests.skills.factories import skill, small_taxonomy, write_taxonomy

pytestmark = pytest.mark.django_db


@pytest.fixture
def taxonomy(tmp_path):
    """The small taxonomy, with some skills whose names begin or go on with "packing"."""
    files = small_taxonomy()
    files["skills"] += [
        skill("packing-machines", label_en="Packing machines", label_es="Máquinas de empaque"),
        skill("meat", label_en="Meat packing", label_es="Empaque de carne"),
        skill("orders", label_en="Packing orders", label_es="Preparación de pedidos"),
    ]
    files["occupation_skills"] += [
        {"occupation": "53-7065.00", "skill": "orders", "importance": "essential"}
    ]
    load_folder(folder=write_taxonomy(tmp_path, files))


def codes(found) -> list[str]:
    return [each.code for each in found]


def test_the_whole_name_comes_first_then_beginnings_then_later_words(taxonomy):
    assert codes(search_skills("packing", "en")) == [
        "packing",
        "orders",  # used by an occupation
        "packing-machines",
        "meat",
    ]


@pytest.mark.parametrize("typed", ["forklft", "fork lift", "FORKLIFT OPERATON", "pallet jak"])
def test_a_mistake_still_finds(taxonomy, typed):
    expected = "pallet-jack-operation" if "pallet" in typed else "forklift-operation"

    assert codes(search_skills(typed, "en"))[0] == expected


def test_the_name_that_was_found_is_told_unless_it_is_the_label(taxonomy):
    by_alias = search_skills("lift truck", "en")[0]
    by_label = search_skills("forklift operation", "en")[0]

    assert (by_alias.label, by_alias.matched) == ("Forklift operation", "lift truck driving")
    assert by_label.matched == ""


def test_labels_are_in_the_readers_language_whichever_language_was_typed(taxonomy):
    found = search_skills("forklift", "es")[0]

    assert (found.label, found.matched) == ("Manejo de montacargas", "Forklift operation")


def test_accents_case_and_punctuation_do_not_matter(taxonomy):
    assert codes(search_skills("maquinas de EMPAQUE!", "es"))[0] == "packing-machines"


def test_the_readers_language_comes_first(tmp_path):
    files = small_taxonomy()
    files["skills"] += [
        skill("fans", label_en="pan y más", label_es="otra cosa"),
        skill("bakery", label_en="bread", label_es="pan dulce"),
    ]
    load_folder(folder=write_taxonomy(tmp_path, files))

    assert codes(search_skills("pan", "es"))[:2] == ["bakery", "fans"]
    assert codes(search_skills("pan", "en"))[:2] == ["fans", "bakery"]


def test_occupations_and_credentials_are_found_too(taxonomy):
    occupation = search_occupations("order filler", "en")[0]
    credential = search_credentials("forklift", "en")[0]

    assert (occupation.code, occupation.kind) == ("53-7065.00", "occupation")
    assert (credential.code, credential.kind) == ("forklift-card", "certificate")


@pytest.mark.parametrize("typed", ["", "   ", "!?", "\0", "%", "_", "\\", "'; --", "zzzzqqqq"])
def test_what_means_nothing_finds_nothing(taxonomy, typed):
    assert search_skills(typed, "en") == []


def test_a_long_query_is_cut_not_refused(taxonomy):
    assert search_skills("packing " + "x" * 10_000, "en") is not None


def test_a_search_is_two_messages_and_never_longer_than_asked(taxonomy, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(search_skills("p", "en", limit=2)) == 2


def test_retired_skills_are_not_offered_but_known_by_their_code(taxonomy):
    Skill.objects.filter(slug="packing").update(retired=True)

    assert "packing" not in codes(search_skills("packing", "en"))
    assert skill_by_code("packing").retired


def test_codes_that_are_not_known_are_left_out(taxonomy, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = skills_by_codes(["packing", "meat", "juggling", "\0"])

    assert set(found) == {"packing", "meat"}
    assert skill_by_code("juggling") is None


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("skill_options", "fork truck", "forklift-operation"),
        ("occupation_options", "stocker", "53-7065.00"),
        ("credential_options", "forklift", "forklift-card"),
    ],
)
def test_anybody_gets_suggestions_as_a_fragment(taxonomy, client, name, typed, value):
    response = client.get(reverse(name), {"q": typed, "list": "add-list"})

    page = response.content.decode()
    assert 'id="add-list-1"' in page
    assert f'data-choice="{value}"' in page
    assert "<html" not in page


def test_a_fragment_says_so_when_nothing_is_found(taxonomy, client):
    response = client.get(reverse("skill_options"), {"q": "zzzzqqqq", "list": '"><script>'})

    assert "Nothing found" in response.content.decode()
    assert "<script" not in response.content.decode()


@pytest.mark.parametrize(
    ("address", "typed", "first"),
    [
        (
            "/api/v1/skills/",
            "montacarguista",
            {
                "code": "forklift-operation",
                "label": "Forklift operation",
                "language": "en",
                "kind": "skill",
                "matched": "montacarguista",
            },
        ),
        (
            "/api/v1/occupations/",
            "stockers",
            {
                "code": "53-7065.00",
                "label": "Stockers and Order Fillers",
                "language": "en",
                "kind": "occupation",
                "matched": "",
            },
        ),
    ],
)
def test_anybody_may_search_through_the_api(taxonomy, client, address, typed, first):
    answer = client.get(address, {"q": typed}).json()

    assert (answer["next"], answer["previous"]) == (None, None)
    assert answer["results"][0] == first
