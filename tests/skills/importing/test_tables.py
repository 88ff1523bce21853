"""Published files are read as tables: folders, zips, gzipped files, two sorts of separators."""

import gzip
import zipfile
from pathlib import Path

import pytest

from skills.taxonomy import cells
from skills.taxonomy.contents import RefusedError
from skills.taxonomy.importing.tables import Reading, find_tables
from skills.taxonomy.storing import Report

COLUMNS = {"code": cells.slug, "label": cells.name}
TABBED = 'code\tlabel\nice\tIce "cold"\n'
COMMAS = '\ufeffcode,label\nice,"Ice ""cold"""\n'


def read(*paths: Path, table: str = "things", report: Report | None = None) -> list[dict]:
    files = find_tables(paths)
    reading = Reading(report or Report())
    return [row.cells for row in reading.rows(files.tables[table], COLUMNS)]


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def a_file(folder: Path) -> Path:
    (folder / "things.csv").write_text(COMMAS, "utf-8")
    return folder / "things.csv"


def a_gzipped_file(folder: Path) -> Path:
    (folder / "things.txt.gz").write_bytes(gzip.compress(TABBED.encode()))
    return folder / "things.txt.gz"


def a_zip(folder: Path) -> Path:
    return zipped(folder / "all.zip", {"db/things.txt": TABBED.encode()})


def a_zip_of_gzipped_files(folder: Path) -> Path:
    return zipped(folder / "all.zip", {"things.csv.gz": gzip.compress(COMMAS.encode())})


def a_folder_of_folders(folder: Path) -> Path:
    (folder / "new" / "deep").mkdir(parents=True)
    a_zip(folder / "new" / "deep")
    return folder


@pytest.mark.parametrize(
    "make", [a_file, a_gzipped_file, a_zip, a_zip_of_gzipped_files, a_folder_of_folders]
)
def test_a_table_is_found_wherever_it_is_packed(tmp_path, make):
    assert read(make(tmp_path)) == [{"code": "ice", "label": 'Ice "cold"'}]


def test_the_newest_release_of_a_table_counts(tmp_path):
    for release, label in (("29.3", "old"), ("30.1", "new")):
        folder = tmp_path / release
        folder.mkdir()
        (folder / "things.txt").write_text(f"code\tlabel\nice\t{label}\n", "utf-8")
    (tmp_path / "29.3" / "others.txt").write_text("code\tlabel\nrain\tRain\n", "utf-8")

    assert read(tmp_path) == [{"code": "ice", "label": "new"}]
    assert read(tmp_path, table="others") == [{"code": "rain", "label": "Rain"}]
    assert find_tables([tmp_path]).version == "30.1"


@pytest.mark.parametrize(
    "name", ["db_30_1_text.zip", "O*NET 30.1.zip", "onet-30.1-text.zip", "30.1.zip"]
)
def test_the_release_is_read_from_the_name_of_a_zip(tmp_path, name):
    path = zipped(tmp_path / name, {"things.txt": TABBED.encode()})

    assert find_tables([path]).version == "30.1"


def test_what_a_read_me_says_goes_before_the_name(tmp_path):
    path = zipped(
        tmp_path / "download 1.2.zip",
        {"db/things.txt": TABBED.encode(), "db/Read Me.txt": b"O*NET 30.1 Database\n"},
    )

    assert find_tables([path]).version == "30.1"


def test_lines_before_the_heading_are_passed_over(tmp_path):
    (tmp_path / "things.csv").write_text("Author,Us\n,\ncode,label\nice,Ice\n", "utf-8")

    assert read(tmp_path) == [{"code": "ice", "label": "Ice"}]


def test_bad_rows_are_refused_with_their_place_and_the_others_read(tmp_path):
    text = "code\tlabel\nice\tIce\nIce!\tIce\nrain\nsnow\t\nnul\ta\0b\nfog\tFog\n\n"
    (tmp_path / "things.txt").write_text(text, "utf-8")
    report = Report()

    rows = read(tmp_path, report=report)

    assert [row["code"] for row in rows] == ["ice", "fog"]
    assert [str(problem) for problem in report.refused] == [
        'things.txt, row 3, code: "Ice!" is not small letters, digits and hyphens',
        "things.txt, row 4: has 1 cells where the heading has 2",
        "things.txt, row 5, label: is missing",
        "things.txt, row 6, label: has a character that text can't have (NUL)",
    ]
    assert (report.tallies["things"].read, report.tallies["things"].refused) == (6, 4)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"code\tname\nice\tIce\n", "things.txt, row 1, label: is not in the heading"),
        ("code\tlabel\nice\tÑ".encode("latin-1"), "things.txt: cannot be read"),
        (b"", "things.txt, row 1, code: is not in the heading"),
    ],
)
def test_a_table_that_cannot_be_trusted_is_refused_whole(tmp_path, content, told):
    (tmp_path / "things.txt").write_bytes(content)

    with pytest.raises(RefusedError) as refused:
        read(tmp_path)

    assert told in str(refused.value.problems[0])


def test_a_file_that_is_cut_off_is_refused_whole(tmp_path):
    whole = gzip.compress(TABBED.encode() * 500)
    (tmp_path / "things.txt.gz").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(RefusedError) as refused:
        read(tmp_path)

    assert "cannot be read" in str(refused.value.problems[0])


def test_a_zip_that_is_none_is_refused(tmp_path):
    (tmp_path / "all.zip").write_bytes(b"not a zip")

    with pytest.raises(RefusedError) as refused:
        find_tables([tmp_path / "all.zip"])

    assert "cannot be read" in str(refused.value.problems[0])


def test_a_path_without_tables_is_refused(tmp_path):
    with pytest.raises(RefusedError) as refused:
        find_tables([tmp_path])

    assert "holds no table" in str(refused.value.problems[0])
