"""JSON lines in, JSON lines out."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from skills.management.commands.extract_skills import Command as ExtractSkills
from skills.management.commands.suggest_occupations import Command as SuggestOccupations
from skills.models import SkillSource, TextVector
from skills.ranking.encoder import encoder_in_use
from skills.ranking.vectors import vectors_of
from tests.factories import OccupationAliasFactory, SkillFactory

pytestmark = pytest.mark.django_db


def answers(command, lines, **options):
    out = io.StringIO()
    command.source = io.StringIO("".join(line + "\n" for line in lines))
    call_command(command, stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def asked(*texts):
    return [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts)]


@pytest.fixture
def starter(taxonomy):
    for skill in (taxonomy.forklift, taxonomy.vital_signs, taxonomy.inventory):
        skill.sources = ["starter"]
        skill.save()


def test_skills_of_the_starter_taxonomy_are_ranked_by_slug(starter):
    [answer] = answers(ExtractSkills(), asked("You take vital signs"), top=2)

    assert answer["id"] == "0"
    assert len(answer["skills"]) == 2
    best = answer["skills"][0]
    assert (best["code"], best["label"]) == ("vital-signs", "Vital signs")
    assert 0 < answer["skills"][1]["score"] <= best["score"] <= 1


def test_skills_of_a_source_are_ranked_by_its_own_identifiers(taxonomy):
    skill = SkillFactory()
    for number, text in enumerate(("operate forklift", "bake bread")):
        SkillSource.objects.create(
            skill=skill,
            source="esco",
            key=f"uri:{number}",
            code=f"uri:{number}",
            kind="skill",
            label=text,
            phrases=["lift truck"] if not number else [],
        )

    [answer] = answers(ExtractSkills(), asked("lift trucks"), taxonomy="esco", top=5)

    assert [each["code"] for each in answer["skills"]] == ["uri:0", "uri:1"]


def test_a_taxonomy_that_is_not_loaded_is_said_so(taxonomy):
    with pytest.raises(CommandError, match="import_esco"):
        answers(ExtractSkills(), asked("anything"), taxonomy="esco")


def test_occupations_are_suggested_by_code(taxonomy):
    OccupationAliasFactory(occupation=taxonomy.forklift_driver, text="Forklift driver")
    OccupationAliasFactory(occupation=taxonomy.nursing_assistant, text="Nurse's aide")

    [cna, driver] = answers(SuggestOccupations(), asked("nurses aid", "fork lift driver"), top=1)

    assert cna["occupations"][0]["code"] == "31-1131.00"
    assert driver["occupations"][0]["title"] == "Industrial truck operators"


def test_empty_lines_are_passed_over_and_ids_of_any_kind_come_back(starter):
    lines = ["", json.dumps({"id": 7, "text": ""}), "  "]

    [answer] = answers(ExtractSkills(), lines, top=1)

    assert answer["id"] == 7


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "Line 2"),
        ('{"id": "1"}', "'text' is missing"),
        ('{"id": "1", "text": 5}', "is not a text"),
        ("[1, 2]", "Line 2"),
    ],
)
def test_a_line_that_is_not_as_it_must_be_is_named(starter, line, reason):
    with pytest.raises(CommandError, match=reason):
        answers(ExtractSkills(), [*asked("fine"), line])


@pytest.mark.parametrize("top", ["0", "1001", "-3", "many"])
def test_the_number_of_answers_has_bounds(starter, top):
    with pytest.raises(CommandError, match="from 1 to 1000"):
        call_command(ExtractSkills(), f"--top={top}")


def test_a_text_goes_through_the_model_once(taxonomy, encoder, monkeypatch):
    first = vectors_of(["weld metal", "bake bread"], encoder)
    read = []
    monkeypatch.setattr(type(encoder), "encode", lambda self, texts: read.append(texts))

    again = vectors_of(["bake bread", "weld metal"], encoder)

    assert read == []
    assert TextVector.objects.count() == 2
    assert (again == first[::-1]).all()


def test_words_alone_rank_where_the_model_is_switched_off(starter, settings):
    settings.LANGUAGE_MODEL = False

    [answer] = answers(ExtractSkills(), asked("forklift operation"), top=1)

    assert encoder_in_use() is None
    assert answer["skills"][0]["code"] == "forklift-operation"
