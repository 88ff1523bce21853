"""How well, how long, how badly: what the words around a skill say of it."""

import pytest

from skills.models import Importance

ESSENTIAL, IMPORTANT, NICE = Importance.ESSENTIAL, Importance.IMPORTANT, Importance.NICE

LEVELS = [
    ("Basic knowledge of Microsoft Excel", "spreadsheets", 1),
    ("Familiarity with forklifts", "forklift-operation", 1),
    ("Some experience with data entry", "data-entry", 1),
    ("Proficient in Microsoft Excel", "spreadsheets", 2),
    ("Working knowledge of blueprint reading", "blueprint-reading", 2),
    ("Intermediate SQL", "sql", 2),
    ("Advanced Microsoft Excel skills", "spreadsheets", 3),
    ("Expert in MIG welding", "mig-welding", 3),
    ("Skills: Microsoft Excel (advanced), data entry", "spreadsheets", 3),
    ("Skills: Microsoft Excel (advanced), data entry", "data-entry", None),
    ("Skills: data entry, Microsoft Excel - basic, SQL", "spreadsheets", 1),
    ("Skills: data entry, Microsoft Excel - basic, SQL", "sql", None),
    ("Proficient in Microsoft Word, Microsoft Excel and PowerPoint", "presentations", 2),
    ("Advanced Microsoft Excel, basic SQL", "sql", 1),
    ("Advanced Microsoft Excel, basic SQL", "spreadsheets", 3),
    ("Experience with data entry", "data-entry", None),
    ("Basic math", "basic-math", None),
    ("Basic math; advanced SQL", "basic-math", None),
    ("Trained new hires in forklift operation", "forklift-operation", 4),
    ("Conocimientos básicos de ingreso de datos", "data-entry", 1),
    ("Nivel intermedio de SQL", "sql", 2),
    ("Dominio de soldadura MIG", "mig-welding", 3),
    ("Servicio al cliente: nivel avanzado", "customer-service", 3),
    ("Capacité a nuevos en manejo de montacargas", "forklift-operation", 4),
]
MONTHS = [
    ("3+ years of MIG welding", "mig-welding", 36),
    ("Two years experience in data entry", "data-entry", 24),
    ("At least one (1) year of forklift experience", "forklift-operation", 12),
    ("2-4 years of customer service", "customer-service", 24),
    ("18 months of blueprint reading", "blueprint-reading", 18),
    ("A year and a half of data entry", "data-entry", 18),
    ("Forklift: 2 years", "forklift-operation", 24),
    ("Forklift experience (3 years)", "forklift-operation", 36),
    ("1.5 years of SQL", "sql", 18),
    ("Must be 18 years old and know customer service", "customer-service", None),
    ("For over 30 years our customer service has stood out", "customer-service", None),
    ("3 years of MIG welding; data entry", "data-entry", None),
    ("3 años de experiencia en servicio al cliente", "customer-service", 36),
    ("18 meses de manejo de montacargas", "forklift-operation", 18),
    ("Dos años de soldadura MIG", "mig-welding", 24),
]
IMPORTANCES = [
    ("Must know data entry", "data-entry", ESSENTIAL),
    ("Data entry is required.", "data-entry", ESSENTIAL),
    ("Data entry required, SQL preferred", "data-entry", ESSENTIAL),
    ("Data entry required, SQL preferred", "sql", NICE),
    ("Data entry a plus", "data-entry", NICE),
    ("Nice to have:\n- SQL", "sql", NICE),
    ("Forklift experience not required but helpful.", "forklift-operation", NICE),
    ("Ideally you have done data entry", "data-entry", NICE),
    ("You will do data entry", "data-entry", IMPORTANT),
    ("Requirements:\n- data entry", "data-entry", IMPORTANT),
    ("Requirements:\n- SQL\nNice to have:\n- SQL", "sql", IMPORTANT),
    ("Servicio al cliente indispensable", "customer-service", ESSENTIAL),
    ("Se requiere manejo de montacargas", "forklift-operation", ESSENTIAL),
    ("Manejo de montacargas deseable", "forklift-operation", NICE),
    ("Se valora manejo de montacargas", "forklift-operation", NICE),
]
TAUGHT = [
    ("We will train you in forklift operation.", "forklift-operation"),
    ("Paid training in blueprint reading.", "blueprint-reading"),
    ("Blueprint reading: training provided", "blueprint-reading"),
    ("Willing to learn MIG welding", "mig-welding"),
    ("You will learn MIG welding.", "mig-welding"),
    ("What you will learn:\n- MIG welding", "mig-welding"),
    ("Te capacitamos en manejo de montacargas.", "forklift-operation"),
    ("Le enseñamos soldadura MIG.", "mig-welding"),
    ("Ganas de aprender soldadura MIG", "mig-welding"),
]


@pytest.mark.parametrize(("text", "slug", "level"), LEVELS)
def test_the_level_is_what_the_words_say(asked, text, slug, level):
    assert asked(text, slug).level == level


@pytest.mark.parametrize(("text", "slug", "months"), MONTHS)
def test_the_length_of_experience_is_what_the_words_say(asked, text, slug, months):
    assert asked(text, slug).months == months


@pytest.mark.parametrize(("text", "slug", "importance"), IMPORTANCES)
def test_the_importance_is_what_the_words_say(asked, text, slug, importance):
    assert asked(text, slug).importance is importance


@pytest.mark.parametrize(("text", "slug"), TAUGHT)
def test_what_an_employer_teaches_is_trainable(asked, text, slug):
    assert asked(text, slug).trainable is True


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("You will train new hires in data entry", "data-entry"),
        ("Machine learning", "machine-learning"),
        ("Data entry required", "data-entry"),
    ],
)
def test_what_a_person_must_bring_is_not(asked, text, slug):
    assert asked(text, slug).trainable is False
