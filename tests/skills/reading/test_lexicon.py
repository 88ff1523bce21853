"""Names are found in the forms that people write, and nothing that merely looks like them."""

import pytest

from skills.reading.lexicon import Lexicon
from skills.reading.names import Name

NAMES = [
    Name("skill", 1, "en", "Forklift operation"),
    Name("skill", 1, "en", "forklift"),
    Name("skill", 1, "es", "Manejo de montacargas"),
    Name("skill", 2, "en", "Data entry"),
    Name("skill", 3, "en", "Scheduling"),
    Name("skill", 4, "en", "IV"),
    Name("skill", 5, "en", "fines"),
    Name("skill", 6, "en", "C++"),
    Name("skill", 6, "en", ".NET"),
    Name("skill", 7, "en", "CPR"),
    Name("credential", 7, "en", "CPR certified"),
    Name("skill", 8, "en", "truck loading and unloading"),
    Name("skill", 9, "en", "medication administration"),
    Name("skill", 10, "en", "cleaning kitchens"),
    Name("skill", 11, "en", "washing machine"),
    Name("skill", 12, "es", "limpiar baños"),
    Name("skill", 13, "es", "cajera"),
    Name("occupation", 13, "es", "cajera"),
    Name("skill", 14, "en", "Driver's license"),
    Name("skill", 15, "en", "building automation"),
    Name("skill", 16, "en", "customer service"),
    Name("skill", 17, "en", "customer service"),
    Name("skill", 18, "en", "First aid, CPR and AED"),
    Name("occupation", 1, "en", "forklift operator"),
    Name("skill", 19, "en", "on call"),
    Name("skill", 21, "en", "React (web library)"),
    Name("skill", 22, "en", "plan (a thing)"),
    Name("credential", 23, "en", "Road license (class A)"),
    Name("credential", 24, "en", "Road license (class B)"),
    Name("skill", 20, "en", "insurance verification"),
]
LEXICON = Lexicon.build(NAMES)


def found(text):
    return [(match.kind, *match.ids, text[match.start : match.end]) for match in LEXICON.find(text)]


def skills(text):
    return [number for kind, *ids, _ in found(text) if kind == "skill" for number in ids]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("forklift operation", 1),
        ("Forklifts", 1),
        ("operate forklifts", 1),
        ("Operating a forklift", 1),
        ("operated the forklifts", 1),
        ("operation of forklifts", 1),
        ("FORKLIFT OPERATION", 1),
        ("fork-\tlift", None),
        ("data entry", 2),
        ("data-entry", 2),
        ("entry of data", 2),
        ("entry data", None),
        ("data, entry", None),
        ("data. Entry", None),
        ("data\nentry", 2),
        ("data\n\nentry", None),
        ("data\n- entry", None),
        ("data and entry", None),
        ("scheduling", 3),
        ("a flexible schedule", None),
        ("IV", 4),
        ("iv", None),
        ("fines", 5),
        ("fine", None),
        ("C++", 6),
        ("C", None),
        (".NET", 6),
        ("net", None),
        ("loading and unloading trucks", 8),
        ("load and unload trucks", 8),
        ("administer medications", 9),
        ("administered medication", 9),
        ("kitchen cleaning", 10),
        ("clean the kitchens", 10),
        ("machine washing", None),
        ("kitchens in their cleaning", None),
        ("requested to forklift", 1),
        ("building automation", 15),
        ("limpiando baños", 12),
        ("limpieza de baño", 12),
        ("LIMPIAR BANOS", 12),
        ("cajero", 13),
        ("manejando un montacargas", 1),
        ("drivers license", 14),
        ("driver’s licenses", 14),
        ("building automated tests", None),
        ("on-call", 19),
        ("verify insurance", 20),
        ("React", 21),
        ("plan", None),
        ("call on", None),
        ("first aid, CPR, and AED", 18),
    ],
)
def test_a_name_is_found_in_its_forms(text, number):
    assert skills(text) == ([] if number is None else [number])


def test_the_longest_name_is_taken():
    assert found("CPR certified") == [("credential", 7, "CPR certified")]
    assert found("CPR classes") == [("skill", 7, "CPR")]


def test_the_letter_of_a_class_is_no_article():
    assert found("road license class B") == [("credential", 24, "road license class B")]
    assert found("road license class C") == []
    assert found("road license class") == []
    assert found("road license class a") == [("credential", 23, "road license class a")]
    assert found("OPERATE A FORKLIFT") == [("skill", 1, "OPERATE A FORKLIFT")]


def test_what_two_names_share_before_their_brackets_names_neither():
    assert found("Road license") == []
    assert found("Road license (class A)") == [("credential", 23, "Road license (class A")]


def test_a_name_of_two_skills_gives_both():
    assert found("customer service") == [("skill", 16, 17, "customer service")]


def test_a_job_title_leaves_the_skill_in_it():
    assert found("forklift operator") == [
        ("skill", 1, "forklift"),
        ("occupation", 1, "forklift operator"),
    ]


def test_offsets_are_of_the_text_as_it_was_given():
    text = "Señor:\u00a0«Data\u00a0entry», ½ día — ‘customer  service’"

    assert [each[-1] for each in found(text)] == ["Data\u00a0entry", "customer  service"]


def test_names_of_other_languages_are_left_out():
    assert Lexicon.build([Name("skill", 1, "fr", "soudage")]).find("soudage") == []


def test_a_lexicon_without_names_finds_nothing():
    assert Lexicon.build([]).find("anything at all") == []
