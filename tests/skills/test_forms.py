"""Words typed in a combobox become one concept, or a choice; nothing is taken by mere likeness."""

import pytest

from skills.forms import OccupationByNameForm, SkillByNameForm
from tests.factories import OccupationFactory, SkillAliasFactory, SkillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def welding():
    return SkillFactory(slug="welding", label_en="Welding", label_es="Soldadura")


def typed(text="", code="", pick=""):
    """The form after these words, this suggestion and this tick."""
    form = SkillByNameForm({"text": text, "code": code, "pick": pick})
    form.is_valid()
    return form


@pytest.mark.parametrize("words", ["Welding", " wELDing ", "weld"])
def test_a_name_or_part_of_the_only_one_is_enough(welding, words):
    assert typed(words).concept == welding


def test_words_that_are_merely_alike_are_asked_about(welding):
    form = typed("weldign")

    assert form.concept is None
    assert [option.code for option in form.options] == ["welding"]
    assert form.errors


def test_a_name_counts_more_than_another_word_for_something_else(welding):
    SkillAliasFactory(skill=SkillFactory(slug="soldering"), text="Welding")

    assert typed("welding").concept == welding


def test_one_word_for_two_things_is_asked_about_and_the_tick_settles_it(welding):
    for slug in ("torch-cutting", "torch-brazing"):
        SkillAliasFactory(skill=SkillFactory(slug=slug), text="Torch work")

    assert {option.code for option in typed("torch work").options} == {
        "torch-cutting",
        "torch-brazing",
    }
    assert typed("torch work", pick="torch-cutting").concept.slug == "torch-cutting"


@pytest.mark.parametrize("words", ["Welding", "Soldadura"])
def test_a_suggestion_counts_in_either_language(welding, words):
    assert typed(words, code="welding").is_settled
    assert typed(words, code="welding").concept == welding


def test_a_suggestion_counts_only_while_its_name_stands(welding):
    SkillFactory(slug="baking", label_en="Baking")

    assert not typed("Baking", code="welding").is_settled
    assert typed("Baking", code="welding").concept.slug == "baking"


@pytest.mark.parametrize("way", ["code", "pick"])
def test_what_is_retired_is_not_taken(way):
    retired = SkillFactory(slug="telex", label_en="Telex", retired=True)

    form = typed("Telex", **{way: retired.slug})

    assert form.concept is None
    assert form.errors


def test_what_was_there_at_first_may_stay_though_it_is_retired():
    retired = OccupationFactory(label_en="Switchboard operators", retired=True)
    sent = {"text": retired.label_en, "code": retired.code}

    assert OccupationByNameForm(sent, concept=retired).is_valid()
    assert not OccupationByNameForm(sent).is_valid()


def test_nothing_typed_names_nothing():
    form = typed()

    assert form.is_valid()
    assert form.concept is None
