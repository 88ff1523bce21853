"""Schooling that postings ask and résumés show."""

import pytest

from skills.models import EducationLevel

ASKED = [
    ("High school diploma or GED required", "HS", False, True),
    ("HS diploma", "HS", False, True),
    ("Must have a GED.", "HS", False, True),
    ("Bachelor's degree in nursing", "BACHELOR", False, True),
    ("BS/BA degree or equivalent experience", "BACHELOR", True, True),
    ("Bachelor’s degree or 4 years of experience", "BACHELOR", True, True),
    ("Associate degree or bachelor's degree", "ASSOCIATE", False, True),
    ("Associate's degree required, bachelor's preferred", "ASSOCIATE", False, True),
    ("High school diploma required; associate degree a plus", "HS", False, True),
    ("Bachelor's degree preferred", "BACHELOR", False, False),
    ("Nice to have:\n- Associate degree", "ASSOCIATE", False, False),
    ("Master of Social Work (MSW)", "MASTER", False, True),
    ("MBA preferred", "MASTER", False, False),
    ("PhD in biology", "DOCTORATE", False, True),
    ("Trade school certificate", "CERTIFICATE", False, True),
    ("Some college", "SOME_COLLEGE", False, True),
    ("No degree required", "NONE", False, True),
    ("High school students welcome", "SOME_HS", False, True),
    ("High school diploma or equivalent", "HS", False, True),
    ("Se requiere diploma de escuela secundaria", "HS", False, True),
    ("Licenciatura o experiencia equivalente", "BACHELOR", True, True),
    ("Grado asociado deseable", "ASSOCIATE", False, False),
    ("No se requiere diploma", "NONE", False, True),
]
NOT_ASKED = [
    "Master plumber for a master schedule",
    "Sales associate for our store",
    "Teach at the high school",
    "Benefits:\n- Earn your bachelor's degree with us",
    "Windows 10 and B.O.M. lists",
]
FINISHED = [
    ("GED, 2016", "HS"),
    ("Hartford Public High School, Diploma, 2010", "HS"),
    ("B.S. in Biology, UConn, 2014", "BACHELOR"),
    ("Bachelor of Arts, Central Connecticut State University", "BACHELOR"),
    ("Associate in Science, 2018\nHigh school diploma, 2015", "ASSOCIATE"),
    ("Associate degree, expected May 2027\nHigh school diploma, 2015", "HS"),
    ("Bachelor's degree (in progress)\nGED 2019", "HS"),
    ("Master's in Public Health, 2025 - present\nB.A. in History, 2012", "BACHELOR"),
    ("BSN, University of Hartford\nExpected graduation 2028", None),
    ("Attended high school until 2010", None),
    ("Some college, 2013-2014", "SOME_COLLEGE"),
    ("Porter and Chester trade school, HVAC, 2020", "CERTIFICATE"),
    ("Ph.D. in Chemistry, Yale", "DOCTORATE"),
    ("MBA, 2019", "MASTER"),
    ("Licenciatura en Contabilidad, 2011", "BACHELOR"),
    ("Diploma de escuela superior, 2009", "HS"),
    ("Preparatoria incompleta", None),
    ("Cursando grado asociado en enfermería\nDiploma de secundaria 2015", "HS"),
    ("Bachelor's degree, 2030", None),
    ("University of Connecticut", None),
    ("Medical Assisting Certificate, Gateway Community College, 2017", "CERTIFICATE"),
    ("CPR certificate, 2024", None),
    ("Tech High School, Diploma, 2012\nNaugatuck Valley College, Welding, in progress", "HS"),
]


@pytest.mark.parametrize(("text", "level", "or_experience", "required"), ASKED)
def test_a_posting_asks_schooling(reader, text, level, or_experience, required):
    asked = reader.posting(text).education

    assert (asked.level.name, asked.or_experience, asked.required) == (
        level,
        or_experience,
        required,
    )


@pytest.mark.parametrize("text", NOT_ASKED)
def test_other_masters_and_associates_are_no_degrees(reader, text):
    assert reader.posting(text).education is None


@pytest.mark.parametrize(("text", "level"), FINISHED)
def test_a_resume_shows_what_was_finished(reader, text, level):
    reading = reader.resume(f"Education\n{text}")

    assert reading.education == (EducationLevel[level] if level else None)


def test_what_is_going_on_is_told_apart(reader):
    text = "Education\nB.S. in Nursing, expected 2028\nHigh school diploma, 2020"

    entries = [
        (each.level.name, each.finished, each.year) for each in reader.resume(text).schooling
    ]

    assert entries == [("BACHELOR", False, 2028), ("HS", True, 2020)]


def test_schooling_is_found_without_a_heading(reader):
    assert reader.resume("Education: GED, 2016\nSkills: SQL").education is EducationLevel.HS
    assert reader.resume("Ana Ruiz\nGED, 2016\nSQL").education is EducationLevel.HS
