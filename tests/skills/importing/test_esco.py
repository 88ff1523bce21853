"""Importing ESCO: skills with their hierarchy, occupations and what they need."""

from itertools import count

import pytest
from django.core.management import CommandError, call_command

from skills.models import (
    EscoOccupation,
    EscoOccupationSkill,
    Skill,
    SkillSource,
    SkillSourceLink,
    TaxonomyVersion,
)
from skills.taxonomy.contents import RefusedError
from skills.taxonomy.importing.esco import import_esco
from skills.taxonomy.importing.running import AS_USUAL, Wish
from skills.taxonomy.storing import Report
from tests.skills.importing.published import (
    Tables,
    esco,
    esco_skill,
    occupation_uri,
    uri,
    write_esco,
    write_zip,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def imports(tmp_path):
    """Imports tables of ESCO, without any reviewed joins."""
    numbers = count(1)

    def act(tables: Tables, wish: Wish = AS_USUAL) -> Report:
        folder = write_esco(tmp_path / str(next(numbers)), tables)
        return import_esco(paths=[folder], wish=wish, joins_from=tmp_path)

    return act


def touched(report: Report) -> dict[str, tuple[int, int, int, int]]:
    return {
        name: (tally.added, tally.changed, tally.retired, tally.removed)
        for name, tally in report.tallies.items()
        if tally.touched
    }


def test_skills_come_with_names_and_description(imports):
    imports(esco())

    entry = SkillSource.objects.get(key=uri("drive"))
    assert (entry.source, entry.code, entry.kind) == ("esco", uri("drive"), "skill")
    assert (entry.label, entry.description) == ("drive forklift", "About drive forklift.")
    assert entry.breadth == 1
    assert entry.names == ["operate fork truck", "forklift driving"]
    assert set(entry.skill.aliases.values_list("text", "language", "source")) == {
        ("drive forklift", "en", "esco"),
        ("operate fork truck", "en", "esco"),
        ("forklift driving", "en", "esco"),
    }
    assert entry.skill.is_english_only
    assert SkillSource.objects.get(key=uri("rules")).skill.kind == "knowledge"


def test_hidden_names_are_names_too_and_a_blank_kind_is_a_skill(imports):
    skill = esco_skill("a", "sew", "stitch", hiddenLabels="stich\n\nstitch", skillType="")

    imports({"skills_en": [skill]})

    entry = SkillSource.objects.get()
    assert (entry.kind, entry.names) == ("skill", ["stitch", "stich"])


def test_groups_stand_nearest_first_by_code_where_they_have_one(imports):
    imports(esco())

    assert SkillSource.objects.get(key=uri("load")).groups == ["S6.1", uri("handling")]
    assert SkillSource.objects.get(key=uri("drive")).groups == ["S6.1", uri("handling")]
    assert SkillSource.objects.get(key=uri("rules")).groups == []


def test_skills_relate_as_esco_says(imports):
    imports(esco())

    assert set(SkillSourceLink.objects.values_list("from_entry__key", "to_entry__key", "kind")) == {
        (uri("drive"), uri("load"), "broader"),
        (uri("drive"), uri("rules"), "optional"),
    }


def test_occupations_need_skills(imports):
    imports(esco())

    occupation = EscoOccupation.objects.get()
    assert (occupation.uri, occupation.code, occupation.isco, occupation.names) == (
        occupation_uri("forklift"),
        "8344.1",
        "8344",
        ["forklift driver"],
    )
    assert set(EscoOccupationSkill.objects.values_list("entry__key", "essential")) == {
        (uri("drive"), True),
        (uri("rules"), False),
    }


def test_a_second_import_changes_nothing(imports):
    imports(esco())

    report = imports(esco())

    assert not report.changed_anything
    assert TaxonomyVersion.objects.count() == 1


def test_a_changed_cell_changes_just_that(imports):
    imports(esco())
    tables = esco()
    tables["skills_en"][0]["description"] = "Anew."

    assert touched(imports(tables)) == {"entries": (0, 1, 0, 0)}


def test_what_is_gone_from_the_files_is_removed_and_its_skill_retired(imports):
    imports(esco())
    tables = esco()
    del tables["skills_en"][2], tables["skillSkillRelations"], tables["occupationSkillRelations"][1]

    report = imports(tables)

    assert (report.tallies["entries"].removed, report.tallies["concepts"].retired) == (1, 1)
    assert Skill.objects.get(label_en="freight rules").retired
    assert EscoOccupationSkill.objects.count() == 1
    assert "Relations of ESCO's skills stay as they are." in report.notes


def test_two_zips_say_the_same_as_a_folder(imports, tmp_path):
    imports(esco())
    tables = esco()
    relations = ("broaderRelationsSkillPillar", "skillSkillRelations", "occupationSkillRelations")
    paths = [
        write_zip(
            tmp_path / "zips" / "esco-1.1.1-relations-csv.zip",
            {name: tables.pop(name) for name in relations},
            tabs=False,
        ),
        write_zip(tmp_path / "zips" / "esco-1.1.1-classification-en-csv.zip", tables, tabs=False),
    ]

    assert not import_esco(paths=paths, joins_from=tmp_path).changed_anything


def test_skills_alone_keep_the_groups_that_are_stored(imports):
    imports(esco())

    report = imports({"skills_en": esco()["skills_en"]})

    assert not report.changed_anything
    assert "Occupations of ESCO stay as they are." in report.notes


def test_other_languages_are_left_aside(imports):
    tables = esco()
    tables["skills_es"] = [esco_skill("drive", "conducir carretilla")]

    imports(tables)

    assert SkillSource.objects.get(key=uri("drive")).label == "drive forklift"


def test_bad_rows_are_refused_and_good_ones_stored(imports):
    tables = esco()
    tables["skills_en"].append(esco_skill("a", ""))
    tables["skills_en"].append(esco_skill("b", "weld", "x" * 201))
    tables["skills_en"].append(esco_skill("c", "sew", skillType="talent"))
    tables["occupationSkillRelations"][0]["skillUri"] = uri("nowhere")
    tables["occupationSkillRelations"][1]["occupationUri"] = occupation_uri("nobody")
    tables["skillSkillRelations"][0]["relatedSkillUri"] = uri("nowhere")

    report = imports(tables)

    told = {str(problem) for problem in report.refused}
    assert told == {
        "skills_en.csv, row 5, preferredLabel: is missing",
        "skills_en.csv, row 6, altLabels: is 201 characters long; at most 200 fit",
        'skills_en.csv, row 7, skillType: "talent" is not one of skill/competence, knowledge, ',
        f"occupationSkillRelations.csv, row 2, skillUri: {uri('nowhere')} is not among the skills",
        "occupationSkillRelations.csv, row 3, occupationUri:"
        f" {occupation_uri('nobody')} is not among the occupations",
        "skillSkillRelations.csv, row 2, relatedSkillUri: names a skill that ESCO has not",
    }
    assert SkillSource.objects.count() == 3
    assert not EscoOccupationSkill.objects.exists()


def test_a_dry_run_stores_nothing(imports):
    report = imports(esco(), Wish(dry_run=True))

    assert report.tallies["entries"].added == 3
    assert not SkillSource.objects.exists()


def test_all_or_nothing_stores_nothing_for_one_bad_row(imports):
    tables = esco()
    tables["skills_en"].append(esco_skill("a", ""))

    with pytest.raises(RefusedError):
        imports(tables, Wish(all_or_nothing=True))

    assert not SkillSource.objects.exists()


def test_files_of_somebody_else_are_refused(tmp_path):
    (tmp_path / "things.csv").write_text("a,b\n", "utf-8")

    with pytest.raises(RefusedError) as refused:
        import_esco(paths=[tmp_path])

    assert "holds no table of ESCO" in str(refused.value.problems[0])


def test_the_command_takes_several_paths(tmp_path, capsys):
    tables = esco()
    needs = {"occupationSkillRelations": tables.pop("occupationSkillRelations")}

    call_command(
        "import_esco",
        write_esco(tmp_path / "esco 1.1.1", tables),
        write_esco(tmp_path / "more 1.1.1", needs),
    )

    assert "Loaded esco 1.1.1." in capsys.readouterr().out
    assert EscoOccupationSkill.objects.count() == 2


def test_the_command_fails_when_rows_are_refused(tmp_path, capsys):
    tables = {"skills_en": [*esco()["skills_en"], esco_skill("a", "")]}

    with pytest.raises(CommandError, match="1 rows were refused"):
        call_command("import_esco", write_esco(tmp_path / "esco", tables))

    assert SkillSource.objects.count() == 3
    assert "skills_en.csv, row 5, preferredLabel" in capsys.readouterr().err
