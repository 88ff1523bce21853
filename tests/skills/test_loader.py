"""Loading a taxonomy: whole or not at all, by difference, nothing deleted that others may name."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from skills.models import (
    CredentialRelation,
    Occupation,
    OccupationCredential,
    OccupationSkill,
    Skill,
    SkillAlias,
    SkillRelation,
    TaxonomyVersion,
)
from skills.taxonomy.contents import RefusedError
from skills.taxonomy.loader import load_folder
from tests.skills.factories import credential, skill, small_taxonomy, write_taxonomy

pytestmark = pytest.mark.django_db


def load(folder: Path, files: dict):
    return load_folder(folder=write_taxonomy(folder, files))


def problems_of(folder: Path, files: dict) -> list[str]:
    with pytest.raises(RefusedError) as refused:
        load(folder, files)
    return [str(problem) for problem in refused.value.problems]


def test_a_load_stores_every_kind_of_row(tmp_path):
    load(tmp_path, small_taxonomy())

    forklift = Skill.objects.get(slug="forklift-operation")
    assert (forklift.label_es, forklift.sector, forklift.specificity) == (
        "Manejo de montacargas",
        "logistics",
        80,
    )
    driver = Occupation.objects.get(code="53-7051.00")
    assert driver.minimum_age == 18
    assert OccupationSkill.objects.get(occupation=driver, skill=forklift).importance == 4
    assert OccupationCredential.objects.get(occupation=driver).required
    relation = SkillRelation.objects.get(target=forklift)
    assert (relation.source.slug, relation.strength, relation.origin) == (
        "pallet-jack-operation",
        40,
        "starter",
    )


def test_labels_and_aliases_are_kept_folded_as_names(tmp_path):
    files = small_taxonomy()
    files["skills"].append(
        skill("driving", label_en="Driver's Duties", label_es="Conducción", aliases_en="X-ray/CT")
    )

    load(tmp_path, files)

    names = SkillAlias.objects.filter(skill__slug="driving")
    assert set(names.values_list("language", "text", "folded")) == {
        ("en", "Driver's Duties", "drivers duties"),
        ("en", "X-ray/CT", "x ray ct"),
        ("es", "Conducción", "conduccion"),
    }


def test_a_load_that_changes_something_writes_one_version_row(tmp_path):
    report = load(tmp_path, small_taxonomy())

    version = TaxonomyVersion.objects.get()
    assert report.version == version
    assert (version.source, version.version) == ("test", "1")
    assert version.counts["skills"] == 3
    assert len(version.digest) == 64


def test_a_second_load_of_the_same_files_reads_nothing_and_changes_nothing(
    tmp_path, django_assert_num_queries
):
    load(tmp_path, small_taxonomy())

    with django_assert_num_queries(1):
        report = load(tmp_path, small_taxonomy())

    assert report.current
    assert TaxonomyVersion.objects.count() == 1


def test_files_that_say_the_same_in_another_order_write_no_version_row(tmp_path):
    load(tmp_path, small_taxonomy())
    files = {name: rows[::-1] for name, rows in small_taxonomy().items()}

    report = load(tmp_path, files)

    assert not report.current
    assert not report.changed_anything
    assert TaxonomyVersion.objects.count() == 1


def test_a_changed_file_changes_just_that(tmp_path):
    load(tmp_path, small_taxonomy())
    before = dict(Skill.objects.values_list("slug", "pk"))
    files = small_taxonomy()
    files["skills"][0]["specificity"] = 90
    files["skills"][0]["aliases_en"] = "fork truck|reach truck"

    report = load(tmp_path, files)

    touched = {name: tally for name, tally in report.tallies.items() if tally.touched}
    assert set(touched) == {"skills", "names of skills", "use and specificity"}
    assert (touched["skills"].changed, touched["skills"].touched) == (1, 1)
    assert (touched["names of skills"].added, touched["names of skills"].removed) == (1, 1)
    assert dict(Skill.objects.values_list("slug", "pk")) == before
    assert Skill.objects.get(slug="forklift-operation").specificity == 90
    assert TaxonomyVersion.objects.count() == 2


def test_links_follow_the_files(tmp_path):
    load(tmp_path, small_taxonomy())
    files = small_taxonomy()
    files["occupation_skills"][0]["importance"] = "nice"
    del files["occupation_skills"][1]
    del files["relations"][0]

    report = load(tmp_path, files)

    links = report.tallies["skills of occupations"]
    assert (links.added, links.changed, links.removed) == (0, 1, 1)
    assert not SkillRelation.objects.exists()


def test_relations_from_elsewhere_stay(tmp_path):
    load(tmp_path, small_taxonomy())
    packing, forklift = (Skill.objects.get(slug=slug) for slug in ("packing", "forklift-operation"))
    SkillRelation.objects.create(source=packing, target=forklift, strength=10, origin="staff")
    files = small_taxonomy()
    files["relations"] = []

    load(tmp_path, files)

    assert SkillRelation.objects.get().origin == "staff"


def test_a_dropped_skill_is_retired_with_its_names_and_comes_back(tmp_path):
    load(tmp_path, small_taxonomy())
    packing = Skill.objects.get(slug="packing")
    files = small_taxonomy()
    files["skills"] = files["skills"][:2]
    files["occupation_skills"] = files["occupation_skills"][:1]

    report = load(tmp_path, files)

    packing.refresh_from_db()
    assert packing.retired
    assert packing.aliases.exists()
    assert report.tallies["skills"].retired == 1

    report = load(tmp_path, small_taxonomy())

    packing.refresh_from_db()
    assert not packing.retired
    assert report.tallies["skills"].changed == 1


def test_a_dry_run_reports_but_stores_nothing(tmp_path):
    report = load_folder(folder=write_taxonomy(tmp_path, small_taxonomy()), dry_run=True)

    assert report.tallies["skills"].added == 3
    assert not Skill.objects.exists()
    assert not TaxonomyVersion.objects.exists()


def test_one_wrong_row_refuses_everything_with_its_row_and_reason(tmp_path):
    files = small_taxonomy()
    files["skills"][1]["specificity"] = 20

    problems = problems_of(tmp_path, files)

    assert problems == [
        'logistics/skills.csv, row 3, specificity: "20" is not a whole number from 40 to 100',
        'logistics/relations.csv, row 2, source: "pallet-jack-operation" is not in any skills.csv',
    ]
    assert not Skill.objects.exists()


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    files = small_taxonomy()
    files["skills"][0]["kind"] = "gift"
    files["skills"][2] |= {"label_es": " ", "slug": "Packing!"}
    files["occupations"][0]["code"] = "53-7051"
    files["occupations"][1]["minimum_age"] = 17

    problems = problems_of(tmp_path, files)

    assert [each.split(":")[0] for each in problems if each.startswith("logistics/skills")] == [
        "logistics/skills.csv, row 2, kind",
        "logistics/skills.csv, row 4, slug",
        "logistics/skills.csv, row 4, label_es",
    ]
    assert any("row 2, code" in each for each in problems)
    assert any("row 3, minimum_age" in each for each in problems)


def change_columns(folder: Path) -> None:
    file = folder / "logistics" / "skills.csv"
    file.write_text(file.read_text("utf-8").replace("slug", "name", 1), "utf-8")


def cut_a_row_short(folder: Path) -> None:
    with (folder / "logistics" / "skills.csv").open("a", encoding="utf-8") as file:
        file.write("sewing,skill\n")


def write_latin_1(folder: Path) -> None:
    (folder / "logistics" / "skills.csv").write_bytes("slug,español".encode("latin-1"))


def add_an_unknown_file(folder: Path) -> None:
    (folder / "logistics" / "talents.csv").write_text("slug\n", "utf-8")


def lose_the_version(folder: Path) -> None:
    (folder / "version.toml").unlink()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (change_columns, "logistics/skills.csv, row 1: the columns must be slug,kind,"),
        (cut_a_row_short, "row 5: has 2 cells where the heading has 7"),
        (write_latin_1, "logistics/skills.csv: is not CSV in UTF-8"),
        (add_an_unknown_file, "logistics/talents.csv: no such file; one of skills,"),
        (lose_the_version, "version.toml: cannot be read"),
    ],
)
def test_files_that_are_not_what_they_should_be_are_refused(tmp_path, harm, told):
    harm(write_taxonomy(tmp_path, small_taxonomy()))

    with pytest.raises(RefusedError) as refused:
        load_folder(folder=tmp_path)

    assert told in "\n".join(map(str, refused.value.problems))


def test_a_row_that_stands_twice_is_refused(tmp_path):
    files = small_taxonomy()
    files["occupation_skills"].append(files["occupation_skills"][0])

    assert problems_of(tmp_path, files) == [
        "logistics/occupation_skills.csv, row 5, occupation: 53-7051.00 to forklift-operation"
        " stands already in logistics/occupation_skills.csv, row 2"
    ]


def test_a_relation_to_itself_is_refused(tmp_path):
    files = small_taxonomy()
    files["relations"][0]["target"] = "pallet-jack-operation"

    assert problems_of(tmp_path, files) == [
        "logistics/relations.csv, row 2, target: leads to itself"
    ]


def test_a_name_that_could_mean_two_skills_is_refused(tmp_path):
    files = small_taxonomy()
    files["skills"][2]["aliases_en"] = "Fork-Truck"

    assert problems_of(tmp_path, files) == [
        'logistics/skills.csv, row 4, names in en: "Fork-Truck" also names forklift-operation'
        " (logistics/skills.csv, row 2)"
    ]


def test_a_sector_may_name_what_stands_in_another(tmp_path):
    files = small_taxonomy()
    skills = files.pop("skills")
    write_taxonomy(tmp_path, {"skills": skills}, sector="general")

    report = load(tmp_path, files)

    assert report.tallies["skills of occupations"].added == 3
    assert set(Skill.objects.values_list("sector", flat=True)) == {"general"}


def test_the_command_tells_what_it_did(tmp_path, capsys):
    write_taxonomy(tmp_path, small_taxonomy())

    call_command("load_taxonomy", tmp_path)
    first = capsys.readouterr().out
    call_command("load_taxonomy", tmp_path)

    assert first.split("\n")[1].split() == ["skills", "3", "3", "0", "0", "0", "0"]
    assert "Loaded test 1." in first
    assert capsys.readouterr().out == "The taxonomy is up to date.\n"


def test_the_command_fails_when_anything_is_refused(tmp_path, capsys):
    files = small_taxonomy()
    files["skills"][0]["slug"] = ""
    write_taxonomy(tmp_path, files)

    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("load_taxonomy", tmp_path)

    assert "logistics/skills.csv, row 2, slug" in capsys.readouterr().err


def test_the_command_wants_a_folder(tmp_path):
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("load_taxonomy", tmp_path / "nowhere")


def a_class_a_licence_that_counts_as_class_b() -> dict:
    files = small_taxonomy()
    files["credentials"] += [credential("cdl-a"), credential("cdl-b")]
    files["credential_relations"] = [
        {"credential": "cdl-a", "satisfies": "cdl-b", "source": "49 CFR 383.91"}
    ]
    return files


def test_what_a_credential_counts_as_is_stored_with_its_source_and_goes_with_the_row(tmp_path):
    files = a_class_a_licence_that_counts_as_class_b()
    load(tmp_path, files)
    stored = CredentialRelation.objects.get()
    assert (stored.credential.slug, stored.satisfies.slug) == ("cdl-a", "cdl-b")
    assert stored.basis == "49 CFR 383.91"

    files["credential_relations"] = []
    load(tmp_path, files)
    assert not CredentialRelation.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"source": ""}, "credential_relations.csv, row 2, source: is missing"),
        ({"satisfies": "cdl-c"}, '"cdl-c" is not in any credentials.csv'),
        ({"satisfies": "cdl-a"}, "leads to itself"),
    ],
)
def test_a_credential_counts_as_another_only_by_a_source(wrong, problem, tmp_path):
    files = a_class_a_licence_that_counts_as_class_b()
    files["credential_relations"][0] |= wrong
    (said,) = problems_of(tmp_path, files)
    assert problem in said
