"""Importing wages and projections: figures as published, none where none is."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from skills.models import OccupationProjection, OccupationWage, TaxonomyVersion
from skills.taxonomy.contents import RefusedError
from skills.taxonomy.importing.wages import import_wages
from tests.skills.importing.published import Row, text_of

pytestmark = pytest.mark.django_db

HARTFORD = "0025540"


def wage(soc: str = "31-1131", **columns: Any) -> Row:
    return {
        "area_code": HARTFORD,
        "area": "Hartford, CT",
        "soc": soc,
        "occupation": "Nursing Assistants",
        "employment": "9,530",
        "mean_hourly": "21.50",
        "mean_annual": "44720",
        **{f"{share}_h": "20.01" for share in ("p10", "p25", "median", "p75", "p90")},
        **{f"{share}_a": "41620" for share in ("p10", "p25", "median", "p75", "p90")},
        "jobs_per_1000": "14.805",
        "location_quotient": "1.50",
        **columns,
    }


def write_wages(folder: Path, *rows: Row, name: str = "oews_may2025_ct.csv") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text_of(list(rows), tabs=False), "utf-8", newline="")
    return folder / name


def write_projections(folder: Path, *rows: tuple[Any, ...]) -> Path:
    book = Workbook()
    book.active.title = "Index"
    sheet = book.create_sheet("Table 1.2")
    sheet.append(("Table 1.2 Occupational projections, 2024–34",))
    sheet.append(
        (
            "2024 National Employment Matrix title",
            "2024 National Employment Matrix code",
            "Occupation type",
            "Employment, 2024",
            "Employment, 2034",
            "Employment change, percent, 2024–34",
            "Occupational openings, 2024–34 annual average",
            "Typical education needed for entry",
            "Work experience in a related occupation",
            "Typical on-the-job training needed to attain competency in the occupation",
        )
    )
    for row in rows:
        sheet.append(row)
    sheet.append(("Source: Bureau of Labor Statistics",))
    path = folder / "occupation.xlsx"
    book.save(path)
    return path


NURSES = ("Registered nurses", "29-1141", "Line item", 3300.5, 3466.0, 5.0, 189.1,
          "Bachelor's degree", "None", "—")  # fmt: skip


def test_wages_come_by_occupation_and_area(tmp_path):
    import_wages(paths=[write_wages(tmp_path, wage())])

    stored = OccupationWage.objects.get()
    assert (stored.soc, stored.area_code, stored.area) == ("31-1131", HARTFORD, "Hartford, CT")
    assert (stored.period, stored.employment) == ("2025-05", 9530)
    assert (stored.mean_hourly, stored.median_hourly) == (Decimal("21.50"), Decimal("20.01"))
    assert (stored.p90_annual, stored.jobs_per_1000) == (41620, 14.805)


@pytest.mark.parametrize("cell", ["*", "**", "-", "", "#"])
def test_a_figure_that_is_not_published_is_none(tmp_path, cell):
    import_wages(
        paths=[write_wages(tmp_path, wage(employment=cell, p90_h=cell, location_quotient=cell))]
    )

    stored = OccupationWage.objects.get()
    assert (stored.employment, stored.p90_hourly, stored.location_quotient) == (None, None, None)


def test_a_second_import_changes_nothing_and_a_changed_cell_just_that(tmp_path):
    both = wage(), wage("31-1132")
    import_wages(paths=[write_wages(tmp_path, *both)])

    again = import_wages(paths=[write_wages(tmp_path, *both)])
    changed = import_wages(paths=[write_wages(tmp_path, wage(mean_hourly="22.00"), both[1])])

    assert not again.changed_anything
    assert (changed.tallies["wages"].changed, changed.tallies["wages"].touched) == (1, 1)


def test_wages_do_not_make_matches_be_computed_anew(tmp_path):
    import_wages(paths=[write_wages(tmp_path, wage())])

    assert not TaxonomyVersion.objects.exists()


def test_bad_rows_are_refused(tmp_path):
    path = write_wages(
        tmp_path,
        wage(),
        wage(),
        wage("nurses"),
        wage("31-1132", employment="many"),
        wage("31-1133", p10_h="-5"),
    )

    report = import_wages(paths=[path])

    assert [str(problem) for problem in report.refused] == [
        f"oews_may2025_ct.csv, row 3, soc: 31-1131 in area {HARTFORD} stands there twice",
        'oews_may2025_ct.csv, row 4, soc: "nurses" is not a SOC code such as 31-1131',
        'oews_may2025_ct.csv, row 5, employment: "many" is not a whole number',
        'oews_may2025_ct.csv, row 6, p10_h: "-5" is not an amount of dollars an hour',
    ]
    assert OccupationWage.objects.count() == 1


def test_the_month_may_be_given_and_must_be_known(tmp_path):
    path = write_wages(tmp_path, wage(), name="wages.csv")

    with pytest.raises(RefusedError) as refused:
        import_wages(paths=[path])
    assert "does not tell its month" in str(refused.value.problems[0])

    call_command("import_wages", path, period="2024-05")
    assert OccupationWage.objects.get().period == "2024-05"


def test_projections_are_read_from_the_sheet_that_has_them(tmp_path):
    import_wages(
        paths=[
            write_projections(
                tmp_path, NURSES, ("Total", "00-0000", "Summary", 1, 1, 1, 1, "—", "—", "—")
            )
        ]
    )

    stored = OccupationProjection.objects.get()
    assert (stored.soc, stored.base_year, stored.projected_year) == ("29-1141", 2024, 2034)
    assert (stored.employment_base, stored.employment_projected) == (3300.5, 3466.0)
    assert (stored.change_percent, stored.openings_yearly) == (5.0, 189.1)
    assert (stored.typical_education, stored.training_on_the_job) == ("Bachelor's degree", "")


def test_bad_rows_of_projections_are_refused_by_sheet_and_row(tmp_path):
    path = write_projections(
        tmp_path, NURSES, (*NURSES[:3], "few", *NURSES[4:]), ("Nobody", "29", *NURSES[2:])
    )

    report = import_wages(paths=[path])

    assert [str(problem) for problem in report.refused] == [
        'occupation.xlsx: Table 1.2, row 4, base: "few" is not a number',
        "occupation.xlsx: Table 1.2, row 5, National Employment Matrix code:"
        ' "29" is not a SOC code such as 31-1131',
    ]
    assert report.tallies["Table 1.2"].read == 3


def test_a_folder_brings_both_and_a_file_alone_leaves_the_other(tmp_path):
    folder = write_wages(tmp_path / "wages", wage()).parent
    write_projections(folder, NURSES)
    import_wages(paths=[folder])

    report = import_wages(paths=[write_wages(tmp_path / "wages", wage("31-1132"))])

    assert report.tallies["wages"].removed == 1
    assert OccupationProjection.objects.exists()


def test_a_workbook_that_is_none_is_refused(tmp_path):
    (tmp_path / "occupation.xlsx").write_bytes(b"not a workbook")

    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("import_wages", tmp_path)


def test_files_of_somebody_else_are_refused(tmp_path):
    (tmp_path / "things.csv").write_text("a,b\n", "utf-8")

    with pytest.raises(RefusedError) as refused:
        import_wages(paths=[tmp_path])

    assert "holds neither wages" in str(refused.value.problems[0])
