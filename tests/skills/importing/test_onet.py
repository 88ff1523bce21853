"""Importing O*NET: both layouts, by difference, adding to the starter and taking nothing away."""

import gzip
from itertools import count
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from skills.models import (
    Occupation,
    OccupationAlias,
    OccupationPreparation,
    OccupationRelation,
    OccupationTask,
    Skill,
    SkillAlias,
    SkillSource,
    SkillUse,
    TaxonomyVersion,
)
from skills.taxonomy.contents import RefusedError
from skills.taxonomy.importing.onet import import_onet
from skills.taxonomy.importing.running import AS_USUAL, Wish
from skills.taxonomy.loader import load_folder
from skills.taxonomy.storing import Report
from tests.skills.factories import small_taxonomy, write_taxonomy
from tests.skills.importing.published import (
    DRIVER,
    STOCKER,
    Tables,
    in_newer_layout,
    onet,
    onet_row,
    write_onet,
    write_zip,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def imports(tmp_path):
    """Imports tables of O*NET, without any reviewed joins."""

    numbers = count(1)

    def act(tables: Tables, wish: Wish = AS_USUAL) -> Report:
        folder = write_onet(tmp_path / str(next(numbers)), tables)
        return import_onet(paths=[folder], wish=wish, joins_from=tmp_path)

    return act


def touched(report: Report) -> dict[str, tuple[int, int, int, int]]:
    return {
        name: (tally.added, tally.changed, tally.retired, tally.removed)
        for name, tally in report.tallies.items()
        if tally.touched
    }


def titles_of(code: str) -> set[str]:
    return set(OccupationAlias.objects.filter(occupation__code=code).values_list("text", flat=True))


def test_occupations_come_with_titles_and_what_they_take(imports):
    imports(onet())

    driver = Occupation.objects.get(code=DRIVER)
    assert (driver.label_en, driver.label_es, driver.sources) == (
        "Industrial Truck and Tractor Operators",
        "",
        ["onet"],
    )
    assert (driver.job_zone, driver.typical_education, driver.minimum_age) == (2, 2, 16)
    assert titles_of(DRIVER) == {driver.label_en, "Forklift Driver", "Lift Truck Operator"}
    assert titles_of(STOCKER) >= {"Order Filler (OF)", "Order Filler"}
    preparation = OccupationPreparation.objects.get()
    assert preparation.education[:5] == [20, 75, 0, 0, 5]
    assert len(preparation.education) == 12
    assert preparation.training_on_the_job[1] == 100
    assert preparation.experience == []
    assert Occupation.objects.get(code=STOCKER).typical_education is None


def test_related_occupations_count_by_their_tier(imports):
    imports(onet())

    relation = OccupationRelation.objects.get()
    assert (relation.source.code, relation.target.code) == (DRIVER, STOCKER)
    assert (relation.strength, relation.origin) == (50, "onet")


def test_tasks_name_their_activities(imports):
    imports(onet())

    task = OccupationTask.objects.get(task_id=11)
    assert (task.occupation.code, task.core, task.activities) == (DRIVER, True, ["4.A.1.I01.D01"])
    assert not OccupationTask.objects.get(task_id=12).core


def test_every_kind_of_entry_makes_a_skill_of_its_kind(imports):
    imports(onet())

    made = {
        (kind, key): (label, skill_kind)
        for kind, key, label, skill_kind in SkillSource.objects.values_list(
            "kind", "key", "skill__label_en", "skill__kind"
        )
    }
    assert made == {
        ("element", "2.A.1.b"): ("Active Listening", "skill"),
        ("element", "2.C.1.a"): ("Transportation", "knowledge"),
        ("activity", "4.A.1.I01.D01"): ("Operate vehicles", "activity"),
        ("activity", "4.A.1.I01.D02"): ("Clean work areas", "activity"),
        ("commodity", "43232110"): ("Spreadsheet software", "technology"),
        ("commodity", "24101603"): ("Forklifts", "tool"),
        ("commodity", "24101504"): ("Hand trucks or accessories", "tool"),
        ("product", "43232110/Microsoft Excel"): ("Microsoft Excel", "technology"),
        ("product", "43232110/Pickware"): ("Pickware", "technology"),
    }
    listening = SkillSource.objects.get(key="2.A.1.b")
    assert (listening.description, listening.groups) == ("Listen.", ["2.A.1", "2.A", "2"])
    forklifts = SkillSource.objects.get(key="24101603")
    assert forklifts.groups == ["24101600", "24100000", "24000000"]
    assert set(forklifts.skill.aliases.values_list("text", flat=True)) == {
        "Forklifts",
        "Fork trucks",
        "Reach trucks",
    }


def test_use_is_in_percent_of_the_scales(imports):
    imports(onet())

    uses = {
        (code, skill): (importance, level, hot, in_demand)
        for code, skill, importance, level, hot, in_demand in SkillUse.objects.values_list(
            "occupation__code", "skill__label_en", "importance", "level", "hot", "in_demand"
        )
    }
    assert uses[DRIVER, "Active Listening"] == (50, 50, False, False)
    assert uses[STOCKER, "Active Listening"] == (0, None, False, False)
    assert uses[DRIVER, "Transportation"] == (75, 100, False, False)
    assert uses[DRIVER, "Operate vehicles"] == (75, None, False, False)
    assert uses[STOCKER, "Clean work areas"] == (50, None, False, False)
    assert uses[DRIVER, "Microsoft Excel"] == (90, None, True, True)
    assert uses[STOCKER, "Microsoft Excel"] == (60, None, True, False)
    assert uses[STOCKER, "Spreadsheet software"] == (60, None, True, False)
    assert uses[STOCKER, "Pickware"] == (40, None, False, False)
    assert uses[DRIVER, "Forklifts"] == (40, None, False, False)


def test_a_second_import_changes_nothing(imports):
    imports(onet())

    report = imports(onet())

    assert not report.changed_anything
    assert TaxonomyVersion.objects.get().key.startswith("onet-30.1-")


def test_a_changed_cell_changes_just_that(imports):
    imports(onet())
    tables = onet()
    tables["Task Statements"][0]["Task"] = "Move heavy loads."

    assert touched(imports(tables)) == {"tasks": (0, 1, 0, 0)}


def test_the_layout_of_newer_releases_says_the_same(imports):
    imports(onet())

    report = imports(in_newer_layout(onet()))

    assert set(touched(report)) == {"concepts", "entries", "names of entries", "uses of skills"}
    assert report.tallies["entries"].added == 1
    assert report.tallies["uses of skills"].added == 1
    assert SkillSource.objects.filter(label="Social Perceptiveness", code="2.B.1.a").exists()


def test_zip_and_gzipped_files_say_the_same_as_a_folder(imports, tmp_path):
    imports(onet())
    zipped = write_zip(tmp_path / "db_30_1_text.zip", onet(), tabs=True, inside="db_30_1_text/")
    packed = write_onet(tmp_path / "packed", onet(), packed=True)

    for path in (zipped, packed):
        report = import_onet(paths=[path], joins_from=tmp_path)
        assert report.tallies["Skills"].read == 4
        assert not report.changed_anything


def test_tables_that_only_an_older_release_has_are_taken_from_it(tmp_path):
    older = {name: onet()[name] for name in ("Skills", "Knowledge", "Occupation Data")}
    older["Occupation Data"][0]["Title"] = "An old title"
    newer = {name: rows for name, rows in onet().items() if name not in ("Skills", "Knowledge")}
    write_onet(tmp_path / "both" / "29.3", older, release="29.3")
    write_onet(tmp_path / "both" / "30.1", newer)

    import_onet(paths=[tmp_path / "both"], joins_from=tmp_path)

    assert SkillSource.objects.filter(kind="element").count() == 2
    assert not Occupation.objects.filter(label_en="An old title").exists()
    assert TaxonomyVersion.objects.get().version == "30.1"


def test_what_a_table_holds_that_is_not_there_stays(imports):
    imports(onet())
    tables = onet()
    del tables["Skills"], tables["Tools Used"], tables["Sample of Reported Titles"]

    report = imports(tables)

    assert not report.changed_anything
    assert "Entries of kind element stay as they are: no table Skills." in report.notes


def test_a_table_alone_is_enough(imports):
    imports(onet())
    zones = [onet_row(DRIVER, **{"Job Zone": 3})]

    report = imports({"Job Zones": zones, "Occupation Data": onet()["Occupation Data"]})

    assert touched(report) == {"occupations": (0, 2, 0, 0)}
    assert Occupation.objects.get(code=DRIVER).job_zone == 3


def test_what_the_starter_says_of_an_occupation_stands(imports, tmp_path):
    load_folder(folder=write_taxonomy(tmp_path / "starter", small_taxonomy()))

    imports(onet())

    driver = Occupation.objects.get(code=DRIVER)
    assert (driver.label_es, driver.minimum_age, driver.job_zone) == (
        "Industrial Truck and Tractor Operators en español",
        18,
        None,
    )
    assert driver.sources == ["onet", "starter"]
    assert OccupationRelation.objects.get().strength == 60
    named = OccupationAlias.objects.get(text="Industrial Truck and Tractor Operators")
    assert named.source == "starter"


def test_an_occupation_that_o_net_drops_is_retired_unless_the_starter_names_it(imports, tmp_path):
    files = small_taxonomy()
    load_folder(folder=write_taxonomy(tmp_path / "starter", files))
    tables = onet()
    tables["Occupation Data"].append(onet_row("11-1011.00", Title="Chiefs", Description="Lead."))
    imports(tables)
    tables["Occupation Data"] = [onet_row("11-1031.00", Title="Legislators", Description="Vote.")]

    report = imports(tables)

    assert report.tallies["occupations"].retired == 1
    assert Occupation.objects.get(code="11-1011.00").retired
    driver = Occupation.objects.get(code=DRIVER)
    assert (driver.retired, driver.sources) == (False, ["starter"])


def test_a_title_of_many_occupations_is_only_for_the_search_box(imports):
    tables = onet()
    for number in range(9):
        code = f"11-10{number}1.00"
        tables["Occupation Data"].append(onet_row(code, Title=f"Chief {number}", Description="x"))
        tables["Alternate Titles"].append(
            onet_row(code, **{"Alternate Title": "Manager", "Short Title": f"Boss {number}"})
        )

    imports(tables)

    assert not OccupationAlias.objects.filter(text="Manager", in_text=True).exists()
    assert OccupationAlias.objects.filter(text="Boss 1", in_text=True).exists()


def test_bad_rows_are_refused_and_good_ones_stored(imports):
    tables = onet()
    tables["Job Zones"][0]["Job Zone"] = 9
    tables["Tools Used"][0]["O*NET-SOC Code"] = "99-9999.00"
    tables["Skills"][0]["Data Value"] = "much"
    tables["Related Occupations"][0]["Related O*NET-SOC Code"] = DRIVER
    tables["Technology Skills"][2]["Example"] = "x" * 151

    report = imports(tables)

    assert [str(problem) for problem in report.refused] == [
        'Job Zones.txt, row 2, Job Zone: "9" is not a whole number from 1 to 5',
        "Related Occupations.txt, row 2, Related O*NET-SOC Code:"
        f" {DRIVER} and {DRIVER} are not two occupations of O*NET",
        'Skills.txt, row 2, Data Value: "much" is not a number from 0 to 7',
        "Technology Skills.txt, row 4, Example: is 151 characters long; at most 150 fit",
        "Tools Used.txt, row 2, O*NET-SOC Code: no occupation 99-9999.00",
    ]
    assert report.tallies["Skills"].refused == 1
    assert SkillSource.objects.filter(key="24101603", names=["Reach trucks"]).exists()


def test_all_or_nothing_stores_nothing_for_one_bad_row(imports):
    tables = onet()
    tables["Job Zones"][0]["Job Zone"] = 9

    with pytest.raises(RefusedError):
        imports(tables, Wish(all_or_nothing=True))

    assert not Occupation.objects.exists()


def test_a_dry_run_reports_but_stores_nothing(imports):
    report = imports(onet(), Wish(dry_run=True))

    assert report.tallies["occupations"].added == 2
    assert report.tallies["entries"].added == 9
    assert not Occupation.objects.exists()
    assert not Skill.objects.exists()


def test_files_of_somebody_else_are_refused(tmp_path):
    (tmp_path / "things.csv").write_text("a,b\n", "utf-8")

    with pytest.raises(RefusedError) as refused:
        import_onet(paths=[tmp_path])

    assert "holds no table of O*NET" in str(refused.value.problems[0])


def test_a_skill_that_o_net_drops_is_retired_and_comes_back(imports):
    imports(onet())
    pickware = Skill.objects.get(label_en="Pickware")
    tables = onet()
    del tables["Technology Skills"][2]

    report = imports(tables)

    pickware.refresh_from_db()
    assert (pickware.retired, pickware.sources, pickware.replaced_by) == (True, [], None)
    assert report.tallies["concepts"].retired == 1
    assert pickware.aliases.exists()

    imports(onet())

    pickware.refresh_from_db()
    assert (pickware.retired, pickware.sources) == (False, ["onet"])


def test_words_of_every_text_are_only_for_the_search_box(imports):
    tables = onet()
    for example in ("Plan", "R", "Plan builder", "Kubernetes"):
        row = {**tables["Technology Skills"][2], "Example": example}
        tables["Technology Skills"].append(row)

    imports(tables)

    in_text = dict(SkillAlias.objects.values_list("text", "in_text"))
    assert [in_text[name] for name in ("Plan", "R", "Plan builder", "Kubernetes")] == [
        False,
        False,
        True,
        True,
    ]


def test_the_command_tells_what_it_did(tmp_path, capsys):
    folder = write_onet(tmp_path / "db", onet())

    call_command("import_onet", folder)
    first = capsys.readouterr().out
    call_command("import_onet", folder)

    lines = [line.split() for line in first.splitlines()]
    assert ["Knowledge", "2", "0", "0", "0", "0", "0"] in lines
    assert ["entries", "9", "9", "0", "0", "0", "0"] in lines
    assert "Loaded onet 30.1." in first
    assert "Nothing differs from what was loaded before." in capsys.readouterr().out


def test_the_command_fails_when_rows_are_refused_but_stores_the_others(tmp_path, capsys):
    tables = onet()
    tables["Job Zones"] = [onet_row(DRIVER, **{"Job Zone": "x"})] * 205
    folder = write_onet(tmp_path / "db", tables)

    with pytest.raises(CommandError, match="205 rows were refused"):
        call_command("import_onet", folder)

    told = capsys.readouterr()
    assert told.err.count("Job Zones.txt, row") == 200
    assert "and 5 more" in told.err
    assert "Loaded onet 30.1." in told.out
    assert Occupation.objects.count() == 2


def test_the_command_stores_nothing_when_a_file_is_cut_off(tmp_path):
    folder = write_onet(tmp_path / "db", onet())
    content = gzip.compress((folder / "Skills.txt").read_bytes())
    (folder / "Skills.txt").unlink()
    (folder / "Skills.txt.gz").write_bytes(content[:-20])

    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("import_onet", folder)

    assert not Occupation.objects.exists()


def test_the_command_wants_something_that_is_there(tmp_path):
    with pytest.raises(CommandError, match="is not there"):
        call_command("import_onet", Path(tmp_path / "nowhere"))
