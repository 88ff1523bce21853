"""Uploaded files become text, or a sentence that says what to do."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from jobseekers.resumes.documents import (
    MAX_BYTES,
    DocumentText,
    Problem,
    UnreadableDocumentError,
    read_document,
)
from jobseekers.resumes.reader.refusals import Refusal
from tests.jobseekers.resumes import files
from tests.jobseekers.resumes.files import At, column, lines_pdf, pdf, word

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def problem_of(content: bytes) -> Problem:
    with pytest.raises(UnreadableDocumentError) as refused:
        read_document(content)
    return refused.value.problem


def lines_of(content: bytes) -> list[str]:
    return [line for line in read_document(content).text.splitlines() if line]


def test_every_reason_of_the_reader_has_a_sentence() -> None:
    assert all(Problem(refusal.value).label for refusal in Refusal)


class TestPdf:
    def test_lines_come_in_order_with_their_page_count(self) -> None:
        read = read_document(lines_pdf(["Ana Rivera", "Forklift driver"], ["Second page of it"]))
        assert read == DocumentText(
            text="Ana Rivera\nForklift driver\n\nSecond page of it", pages=2, kind="pdf"
        )

    def test_two_columns_are_read_one_after_the_other(self) -> None:
        left = [
            "Skills",
            "Forklift operation",
            "Pallet jacks",
            "Inventory counts",
            "Languages",
            "Spanish",
            "English",
        ]
        right = [
            "Experience",
            "Warehouse driver at Elm City Works",
            "Loaded and unloaded trucks",
            "Stocker at Harbor Goods",
            "Counted stock every night",
            "Trained new colleagues",
        ]
        content = pdf(
            [
                At(72, 760, "Ana Rivera, New Haven, Connecticut, reachable any time", 16),
                *column(72, left),
                *column(260, right),
            ]
        )
        assert lines_of(content) == [
            "Ana Rivera, New Haven, Connecticut, reachable any time",
            *left,
            *right,
        ]

    def test_columns_whose_lines_do_not_align_are_too(self) -> None:
        left = [f"The left column says thing {word}" for word in ["one", "two", "six", "ten"]]
        right = [f"The right one tells story {word}" for word in ["one", "two", "six"]]
        content = pdf([*column(60, left, leading=15), *column(330, right, top=733, leading=13)])
        assert lines_of(content) == left + right

    def test_a_full_width_line_after_columns_comes_after_them(self) -> None:
        left, right = ["Skills", "Welding", "Grinding"], ["Education", "Platt Tech", "Diploma"]
        last = "References are gladly given to anybody who asks for them by phone or by mail"
        content = pdf([*column(72, left), *column(300, right), At(72, 600, last)])
        assert lines_of(content) == [*left, *right, last]

    def test_a_table_is_read_row_by_row(self) -> None:
        content = pdf(
            [
                *column(72, ["Program", "Excel", "Word", "QuickBooks"]),
                *column(220, ["Level", "Advanced", "Basic", "Good"]),
                *column(360, ["Years", "5", "2", "3"]),
            ]
        )
        assert lines_of(content) == [
            "Program\tLevel\tYears",
            "Excel\tAdvanced\t5",
            "Word\tBasic\t2",
            "QuickBooks\tGood\t3",
        ]

    def test_dates_in_the_margin_stay_with_their_jobs(self) -> None:
        content = pdf(
            [
                At(72, 740, "2019 - Present"),
                At(200, 740, "Cook, Elm City Diner"),
                At(200, 726, "Prepared two hundred meals a day"),
                At(72, 700, "2015 - 2019"),
                At(200, 700, "Prep cook, Harbor Grill"),
                At(200, 686, "Kept the walk-in in order"),
                At(72, 660, "2012 - 2015"),
                At(200, 660, "Dishwasher, Harbor Grill"),
            ]
        )
        assert lines_of(content)[:2] == [
            "2019 - Present\tCook, Elm City Diner",
            "Prepared two hundred meals a day",
        ]

    def test_a_date_broken_in_two_stands_before_its_job(self) -> None:
        content = pdf(
            [
                *[At(200, 740, "Cook, Elm City Diner"), At(200, 726, "Made meals for many guests")],
                *[At(200, 712, "and ordered the food"), At(72, 733, "2019 -"), At(72, 719, "2023")],
                *[At(200, 670, "Prep cook, Harbor Grill"), At(200, 656, "Kept it in order")],
                *[At(72, 670, "2015 -"), At(72, 656, "2019")],
            ]
        )
        assert lines_of(content) == [
            "2019 - 2023\tCook, Elm City Diner",
            "Made meals for many guests",
            "and ordered the food",
            "2015 - 2019\tPrep cook, Harbor Grill",
            "Kept it in order",
        ]

    def test_bullets_drawn_apart_stay_before_their_items(self) -> None:
        items = ["Drove forklifts all day", "Loaded many trucks", "Skills", "Counted the stock"]
        content = pdf([*column(72, ["•"] * 4), *column(90, items)])
        assert lines_of(content) == [f"• {item}" for item in items]

    def test_words_drawn_letter_by_letter_are_words(self) -> None:
        content = pdf([At(72, 740, "x")]).replace(
            b"(x) Tj", b"(F) Tj [(or) 30 (kl) -20 (ift) -400 (dr)] TJ (iver)Tj"
        )
        assert lines_of(_with_true_lengths(content)) == ["Forklift driver"]

    def test_text_inside_a_form_is_read(self) -> None:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(lines_pdf(["Forklift driver"]))))
        page = writer.pages[0]
        form = page["/Contents"].get_object()
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
            }
        )
        stream = StreamObject()
        stream.set_data(b"q 1 0 0 1 10 10 cm /Fm1 Do Q")
        page["/Resources"][NameObject("/XObject")] = DictionaryObject(
            {NameObject("/Fm1"): form.indirect_reference}
        )
        page[NameObject("/Contents")] = writer._add_object(stream)
        memory = BytesIO()
        writer.write(memory)
        assert lines_of(memory.getvalue()) == ["Forklift driver"]

    def test_a_turned_page_is_read_too(self) -> None:
        content = lines_pdf(["Ana Rivera", "Forklift driver"])
        turned = content.replace(b"1 0 0 1 72 740 Tm", b"0 1 -1 0 72 740 Tm")
        turned = turned.replace(b"1 0 0 1 72 726 Tm", b"0 1 -1 0 86 740 Tm")
        assert lines_of(_with_true_lengths(turned)) == ["Ana Rivera", "Forklift driver"]
        upright = turned.replace(b"/MediaBox", b"/Rotate 90 /MediaBox")
        assert lines_of(_with_true_lengths(upright)) == ["Ana Rivera", "Forklift driver"]

    def test_headers_and_page_numbers_are_told_once_or_not_at_all(self) -> None:
        pages = [
            ["Ana Rivera - Resume", f"What happened on sheet {word}", f"Page {number} of 3"]
            for number, word in enumerate(["one", "two", "three"], start=1)
        ]
        assert lines_of(lines_pdf(*pages)) == [
            "Ana Rivera - Resume",
            "What happened on sheet one",
            "What happened on sheet two",
            "What happened on sheet three",
        ]

    def test_torn_words_are_whole_again(self) -> None:
        content = lines_pdf(["I have a year of experi-", "ence and was self-", "employed before"])
        assert lines_of(content) == ["I have a year of experience and was self-employed before"]

    def test_bullets_are_bullets(self) -> None:
        assert lines_of(lines_pdf(["• Drove forklifts", "· Loaded trucks"])) == [
            "• Drove forklifts",
            "• Loaded trucks",
        ]

    def test_fifty_pages_are_read_and_fifty_one_are_not(self) -> None:
        pages = [[f"This is the page that has {number} before it"] for number in range(51)]
        assert read_document(lines_pdf(*pages[:50])).pages == 50
        assert problem_of(lines_pdf(*pages)) == Problem.TOO_LONG

    def test_a_scan_has_no_words(self) -> None:
        assert problem_of(pdf([], [], scan=True)) == Problem.NO_TEXT

    def test_a_blank_page_has_none_either(self) -> None:
        assert problem_of(pdf([])) == Problem.EMPTY

    def test_a_password_is_asked_to_be_taken_off(self) -> None:
        assert problem_of(files.locked_pdf("secret")) == Problem.PASSWORD

    def test_a_password_against_changes_does_not_matter(self) -> None:
        assert lines_of(files.locked_pdf("secret", owner_only=True)) == [
            "Ana Rivera, forklift driver"
        ]

    def test_half_a_file_is_damaged(self) -> None:
        assert problem_of(b"%PDF-1.7\n1 0 obj\n<< /Type /Cat") == Problem.CORRUPT


class TestWord:
    def test_all_parts_come_in_the_documents_order(self) -> None:
        document = Document()
        document.sections[0].header.paragraphs[0].text = "ana@example.org"
        document.add_heading("Ana Rivera", 1)
        document.add_paragraph("Drove forklifts", style="List Bullet")
        table = document.add_table(2, 2)
        for row, cells in zip(table.rows, [("Excel", "Good"), ("Word", "Basic")], strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        files.add_text_box(document, "Spanish", "English")
        document.add_paragraph("After all")
        assert lines_of(files.word_bytes(document)) == [
            "ana@example.org",
            "Ana Rivera",
            "• Drove forklifts",
            "Excel\tGood",
            "Word\tBasic",
            "Beside the box",
            "Spanish",
            "English",
            "After all",
        ]

    def test_a_table_that_makes_columns_is_read_cell_by_cell(self) -> None:
        document = Document()
        left, right = document.add_table(1, 2).rows[0].cells
        left.text = "Skills\nWelding"
        left.add_paragraph("Grinding")
        right.text = "Jobs"
        right.add_paragraph("Welder at Elm City Works")
        assert lines_of(files.word_bytes(document)) == [
            "Skills",
            "Welding",
            "Grinding",
            "Jobs",
            "Welder at Elm City Works",
        ]

    def test_a_name_of_another_kind_changes_nothing(self) -> None:
        read = read_document(word("Ana Rivera drives forklifts"))
        assert (read.kind, read.pages) == ("docx", 1)

    def test_a_zip_bomb_is_not_opened(self) -> None:
        bomb = files.repacked(word("Hello"), word__document=b"0" * 25_000_000)
        assert len(bomb) < 100_000
        assert problem_of(bomb) == Problem.UNPACKS_TOO_LARGE

    def test_nor_is_one_of_very_many_parts(self) -> None:
        many = {f"word__part{number}": b"<x/>" for number in range(1_100)}
        assert problem_of(files.repacked(word("Hello"), **many)) == Problem.UNPACKS_TOO_LARGE

    def test_nor_one_that_understates_its_size(self) -> None:
        bomb = files.repacked(word("Hello"), word__document=b"<w>" + b"0" * 25_000_000)
        place = next(
            at for at in _headers(bomb) if bomb[at + 46 :].startswith(b"word/document.xml")
        )
        lied = bomb[: place + 24] + struct.pack("<I", 1000) + bomb[place + 28 :]
        assert problem_of(lied) == Problem.CORRUPT

    def test_entities_are_not_resolved(self) -> None:
        evil = (
            b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
            b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            b"<w:body><w:p><w:r><w:t>Ana Rivera says &e; to all</w:t></w:r></w:p></w:body>"
            b"</w:document>"
        )
        read = read_document(files.repacked(word("Hello"), word__document=evil))
        assert "root:" not in read.text

    def test_billions_of_laughs_end_soon(self) -> None:
        levels = b"".join(
            b'<!ENTITY l%d "%b">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 12)
        )
        evil = (
            b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "laugh">' + levels + b"]>"
            b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            b"<w:body><w:p><w:r><w:t>&l11;</w:t></w:r></w:p></w:body></w:document>"
        )
        content = files.repacked(word("Hello"), word__document=evil)
        assert problem_of(content) in {Problem.EMPTY, Problem.CORRUPT}

    def test_other_archives_are_not_word_files(self) -> None:
        memory = BytesIO()
        with ZipFile(memory, "w", ZIP_DEFLATED) as archive:
            archive.writestr("hello.txt", "Hello, this is text")
        assert problem_of(memory.getvalue()) == Problem.UNKNOWN_KIND


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
    def test_any_usual_encoding_is_read(self, encoding: str) -> None:
        text = "Résumé of Ana Rivera\nMañana – “forklift”"
        assert read_document(text.encode(encoding)).text == text

    def test_control_characters_go_and_tabs_stay(self) -> None:
        text = "Ana\x00\x07 Rivera,\tforklift driver" + " and more words" * 20
        assert read_document(text.encode()).text.startswith("Ana Rivera,\tforklift driver and")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.EMPTY),
        (b" \r\n\t ", Problem.EMPTY),
        (b"x" * (MAX_BYTES + 1), Problem.TOO_LARGE),
        (b"some words " * 20_000, Problem.TOO_LONG),
        (b"{\\rtf1\\ansi Hello}", Problem.RICH_TEXT),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            Problem.OLD_WORD,
        ),
        (_COMPOUND + "EncryptedPackage".encode("utf-16-le"), Problem.PASSWORD),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Problem.NO_TEXT),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", Problem.NO_TEXT),
        (b"\x7fELF" + bytes(range(256)) * 20, Problem.UNKNOWN_KIND),
        (b"PK\x03\x04 and no archive", Problem.CORRUPT),
    ],
)
def test_what_is_no_resume_gets_a_clear_answer(content: bytes, problem: Problem) -> None:
    assert problem_of(content) == problem


def _with_true_lengths(content: bytes) -> bytes:
    """A PDF that was changed by hand, with the places and lengths that it states put right."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    memory = BytesIO()
    writer.write(memory)
    return memory.getvalue()


def _headers(archive: bytes) -> list[int]:
    places, place = [], archive.find(b"PK\x01\x02")
    while place >= 0:
        places.append(place)
        place = archive.find(b"PK\x01\x02", place + 4)
    return places
