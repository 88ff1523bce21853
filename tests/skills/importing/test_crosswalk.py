"""The crosswalk between O*NET and ESCO maps occupations, once both are there."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from skills.models import OccupationCrosswalk, TaxonomyVersion
from skills.taxonomy.contents import RefusedError
from skills.taxonomy.importing.crosswalk import import_crosswalk
from skills.taxonomy.importing.esco import import_esco
from skills.taxonomy.importing.onet import import_onet
from tests.skills.importing.published import (
    DRIVER,
    STOCKER,
    esco,
    occupation_uri,
    onet,
    write_esco,
    write_onet,
)

pytestmark = pytest.mark.django_db

PREAMBLE = "\ufeffMapping project name,ESCO-O*NET Crosswalk,,\nVersion,1,,\n,,,\n"
HEADING = "O*NET Id,O*NET Title,ESCO or ISCO URI,Type of Match\n"
FORKLIFT = occupation_uri("forklift")
ISCO = "http://data.europa.eu/esco/isco/C8344"


@pytest.fixture
def both(tmp_path):
    import_onet(paths=[write_onet(tmp_path / "onet", onet())], joins_from=tmp_path)
    import_esco(paths=[write_esco(tmp_path / "esco", esco())], joins_from=tmp_path)


def crosswalk(folder: Path, *rows: tuple[str, str, str]) -> Path:
    lines = "".join(f'{code},"A, title",{uri},{match}\n' for code, uri, match in rows)
    path = folder / "crosswalk_esco_onet.csv"
    path.write_text(PREAMBLE + HEADING + lines, "utf-8")
    return path


def stored() -> set[tuple[str, str, str]]:
    columns = ("occupation__code", "esco__uri", "match")
    return set(OccupationCrosswalk.objects.values_list(*columns))


def test_occupations_are_mapped_with_the_sort_of_match(both, tmp_path):
    path = crosswalk(tmp_path, (DRIVER, FORKLIFT, "exactMatch"), (STOCKER, FORKLIFT, "narrowMatch"))

    report = import_crosswalk(paths=[path])

    assert stored() == {(DRIVER, FORKLIFT, "exact"), (STOCKER, FORKLIFT, "narrow")}
    assert report.tallies["crosswalk_esco_onet"].read == 2
    assert TaxonomyVersion.objects.first().source == "crosswalk"


def test_a_second_import_changes_nothing_and_a_changed_row_just_that(both, tmp_path):
    import_crosswalk(paths=[crosswalk(tmp_path, (DRIVER, FORKLIFT, "exactMatch"))])
    again = import_crosswalk(paths=[crosswalk(tmp_path, (DRIVER, FORKLIFT, "exactMatch"))])
    changed = import_crosswalk(paths=[crosswalk(tmp_path, (DRIVER, FORKLIFT, "broadMatch"))])

    assert not again.changed_anything
    assert changed.tallies["crosswalk"].changed == 1
    assert stored() == {(DRIVER, FORKLIFT, "broad")}


def test_what_is_no_occupation_of_both_is_refused_with_a_reason(both, tmp_path):
    path = crosswalk(
        tmp_path,
        (DRIVER, ISCO, "exactISCO"),
        (DRIVER, occupation_uri("nobody"), "exactMatch"),
        ("99-9999.00", FORKLIFT, "exactMatch"),
        (DRIVER, FORKLIFT, "bestMatch"),
        (STOCKER, FORKLIFT, "closeMatch"),
    )

    report = import_crosswalk(paths=[path])

    assert [str(problem) for problem in report.refused] == [
        f"crosswalk_esco_onet.csv, row 5, ESCO or ISCO URI: {ISCO} is a group of ISCO,"
        " not an occupation",
        "crosswalk_esco_onet.csv, row 6, ESCO or ISCO URI:"
        f" no occupation {occupation_uri('nobody')} in ESCO",
        "crosswalk_esco_onet.csv, row 7, O*NET Id: no occupation 99-9999.00 in O*NET",
        'crosswalk_esco_onet.csv, row 8, Type of Match: "bestMatch" is not one of exactMatch,'
        " closeMatch, narrowMatch, broadMatch, exactISCO",
    ]
    assert stored() == {(STOCKER, FORKLIFT, "close")}


@pytest.mark.parametrize("missing", ["import_onet", "import_esco"])
def test_both_taxonomies_must_be_there_first(tmp_path, missing):
    if missing == "import_esco":
        import_onet(paths=[write_onet(tmp_path / "onet", onet())], joins_from=tmp_path)
    else:
        import_esco(paths=[write_esco(tmp_path / "esco", esco())], joins_from=tmp_path)

    with pytest.raises(RefusedError) as refused:
        import_crosswalk(paths=[crosswalk(tmp_path, (DRIVER, FORKLIFT, "exactMatch"))])

    assert f"needs what {missing} brings" in str(refused.value.problems[0])


def test_the_command_finds_the_file_in_a_folder(both, tmp_path, capsys):
    folder = tmp_path / "published"
    folder.mkdir()
    crosswalk(folder, (DRIVER, FORKLIFT, "exactMatch"))
    (folder / "crosswalk_reverse.csv").write_text("ESCO Code,O*NET Code\n8344,53\n", "utf-8")

    call_command("import_crosswalk", folder)

    assert "Loaded crosswalk 1." in capsys.readouterr().out


def test_the_command_says_when_there_is_no_crosswalk(both, tmp_path, capsys):
    folder = write_esco(tmp_path / "other", esco())

    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("import_crosswalk", folder)

    assert "holds no crosswalk" in capsys.readouterr().err
