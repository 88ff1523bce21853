"""Headings in both languages and in many looks, and the sentences between them."""

import pytest

from skills.reading.headings import Section
from skills.reading.layout import heading_of, lay_out

POSTING_HEADINGS = {
    "Requirements": Section.REQUIREMENTS,
    "REQUIREMENTS:": Section.REQUIREMENTS,
    "## Minimum Qualifications": Section.REQUIREMENTS,
    "**What we're looking for**": Section.REQUIREMENTS,
    "Skills & Requirements": Section.REQUIREMENTS,
    "What You'll Need:": Section.REQUIREMENTS,
    "• Requirements:": Section.REQUIREMENTS,
    "Requisitos": Section.REQUIREMENTS,
    "REQUISITOS DEL PUESTO": Section.REQUIREMENTS,
    "Requisitos mínimos:": Section.REQUIREMENTS,
    "Lo que buscamos": Section.REQUIREMENTS,
    "Nice to have:": Section.PREFERRED,
    "Preferred Qualifications": Section.PREFERRED,
    "Bonus points for:": Section.PREFERRED,
    "Deseable": Section.PREFERRED,
    "Responsibilities": Section.DUTIES,
    "Essential Duties and Responsibilities:": Section.DUTIES,
    "What you'll do": Section.DUTIES,
    "Funciones:": Section.DUTIES,
    "RESPONSABILIDADES": Section.DUTIES,
    "Skills": Section.SKILLS,
    "Habilidades": Section.SKILLS,
    "What you will learn": Section.TRAINING,
    "Benefits": Section.BENEFITS,
    "Our Employee Benefits and Culture:": Section.BENEFITS,
    "What We Offer": Section.BENEFITS,
    "Beneficios": Section.BENEFITS,
    "¿Qué ofrecemos?": Section.BENEFITS,
    "About Us": Section.ABOUT_US,
    "About the Company:": Section.ABOUT_US,
    "Sobre nosotros": Section.ABOUT_US,
    "Equal Opportunity Employer": Section.EQUAL_OPPORTUNITY,
    "EEO Statement:": Section.EQUAL_OPPORTUNITY,
    "How to apply": Section.HOW_TO_APPLY,
    "Cómo solicitar:": Section.HOW_TO_APPLY,
    "Education": Section.EDUCATION,
    "Licenses and Certifications": Section.CREDENTIALS,
    "Schedule:": Section.OTHER,
    "Who comes with you:": Section.OTHER,
}
NO_HEADINGS = [
    "We offer training in forklift operation.",
    "Requirements change from time to time, and so do we.",
    "- Skills with people",
    "Operate a forklift",
    "Must have a driver's license and a clean record, and be on time each day",
    "2 years of experience",
    "",
    "•",
]
RESUME_HEADINGS = {
    "WORK EXPERIENCE": Section.EXPERIENCE,
    "Employment History": Section.EXPERIENCE,
    "Experiencia laboral": Section.EXPERIENCE,
    "Education and Training": Section.EDUCATION,
    "FORMACIÓN ACADÉMICA": Section.EDUCATION,
    "Summary": Section.SUMMARY,
    "Objetivo profesional": Section.SUMMARY,
    "Technical Skills": Section.SKILLS,
    "Certificaciones": Section.CREDENTIALS,
    "Idiomas": Section.LANGUAGES,
    "References": Section.REFERENCES,
    "Hobbies": Section.INTERESTS,
    "Datos personales": Section.PERSONAL,
}


@pytest.mark.parametrize("line", POSTING_HEADINGS)
def test_a_heading_of_a_posting_opens_its_section(line):
    assert heading_of(line) is POSTING_HEADINGS[line]


@pytest.mark.parametrize("line", RESUME_HEADINGS)
def test_a_heading_of_a_resume_opens_its_section(line):
    assert heading_of(line, is_resume=True) is RESUME_HEADINGS[line]


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_a_sentence_is_no_heading(line):
    assert heading_of(line) is None


@pytest.mark.parametrize("line", ["FORKLIFT OPERATOR", "Warehouse Associate:", "ABC Logistics"])
def test_a_job_title_ends_no_section_of_a_resume(line):
    assert heading_of(line, is_resume=True) is None


def sections(text, **kind):
    return [
        (text[sentence.start : sentence.end], sentence.section)
        for sentence in lay_out(text, **kind).sentences
    ]


def test_a_heading_may_stand_before_its_words_in_one_line():
    text = "Requirements: Excel and Word\nBenefits: dental\nCall us"

    assert sections(text)[:2] == [
        ("Excel and Word", Section.REQUIREMENTS),
        ("dental", Section.BENEFITS),
    ]


def test_a_heading_may_stand_in_the_middle_of_a_line():
    text = "You answer calls. Requirements: typing. Word too. Benefits: dental."

    assert sections(text) == [
        ("You answer calls.", Section.INTRO),
        ("typing.", Section.REQUIREMENTS),
        ("Word too.", Section.REQUIREMENTS),
        ("dental.", Section.BENEFITS),
    ]


def test_a_schedule_ends_the_benefits():
    text = "Benefits:\n* Dental\nSchedule:\n* Day shift"

    assert sections(text) == [("Dental", Section.BENEFITS), ("Day shift", Section.OTHER)]


def test_a_sentence_goes_on_in_the_next_line():
    text = "You will operate a\nforklift every day. You will\nalso count stock.\nCall Ana"

    assert [words for words, _ in sections(text)] == [
        "You will operate a\nforklift every day.",
        "You will\nalso count stock.",
        "Call Ana",
    ]


def test_abbreviations_end_no_sentence():
    text = "Tools, e.g. Excel, are used at St. Francis Inc. Hartford. They are easy."

    assert len(sections(text)) == 2


def test_bullets_stand_alone():
    text = "- first one\n- second one\n3. third\n• fourth"

    assert [words for words, _ in sections(text)] == ["first one", "second one", "third", "fourth"]
