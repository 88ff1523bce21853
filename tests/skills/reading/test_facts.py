"""When, where and with how much experience the work of a posting is done."""

import pytest

SHIFTS = [
    ("2nd shift, 3pm-11:30pm", ["evening"]),
    ("Day shift", ["day"]),
    ("7am to 3pm", ["day"]),
    ("11:00 p.m. - 7:00 a.m.", ["night"]),
    ("Overnight shift with some weekends", ["night", "weekend"]),
    ("Days, evenings and weekends", ["day", "evening", "weekend"]),
    ("Rotating shifts", ["rotating"]),
    ("Every other Saturday", ["weekend"]),
    ("No nights or weekends", []),
    ("Never any weekends", []),
    ("Game nights with the team", []),
    ("Turno de noche y fines de semana", ["night", "weekend"]),
    ("Turno de la tarde", ["evening"]),
    ("Sin fines de semana", []),
    ("About us\nWe are open on weekends.", []),
    ("5 days a week", []),
]
HOURS = [
    ("40 hours per week", 40, 40),
    ("20-30 hours a week", 20, 30),
    ("24 horas por semana", 24, 24),
    ("30+ hrs/week", 30, 30),
    ("40 horas semanales", 40, 40),
    ("8 hour shift", None, None),
    ("Open 24 hours", None, None),
]
MODES = [
    ("Fully remote position", ["remote"]),
    ("Work from home", ["remote"]),
    ("Hybrid: two days in the office, three remote", ["hybrid"]),
    ("This job is on-site in Hartford", ["on_site"]),
    ("Work Location: In person", ["on_site"]),
    ("Trabajo remoto", ["remote"]),
    ("Puesto presencial", ["on_site"]),
    ("Modalidad híbrida", ["hybrid"]),
    ("Not a remote job", []),
    ("Repair of hybrid vehicles", []),
    ("Remote support of users", []),
    ("Remote work is not available", []),
    ("Benefits\n- On-site gym", []),
]
MONTHS = [
    ("2+ years of experience", 24),
    ("Minimum one year of warehouse experience", 12),
    ("Six months experience required", 6),
    ("3 to 5 years' experience", 36),
    ("No experience necessary", 0),
    ("Experience not required", 0),
    ("2 years of experience preferred", 24),
    ("1 year of experience required\n3 years of experience preferred", 12),
    ("Bachelor's and 2 years of experience or 6 years of experience", 24),
    ("5 years of sales experience\n2 years of experience with SQL", 60),
    ("2 años de experiencia", 24),
    ("No se requiere experiencia", 0),
    ("Must be 18 years old, experience helpful", None),
    ("Requirements\n- 3 years of MIG welding", 36),
    ("We have 50 years of experience in the trade", None),
    ("About us\nWith 25 years of experience we serve all.", None),
    ("Operate forklifts", None),
]
AGES = [
    ("Must be 18 years of age or older", 18),
    ("Must be at least 21 years old.", 21),
    ("Minimum age: 16", 16),
    ("18+ years old", 18),
    ("You must be 18 or older", 18),
    ("Debe ser mayor de 18 años", 18),
    ("Edad mínima 21", 21),
    ("At least 18 months of experience", None),
    ("Minimum of 20 hours a week", None),
    ("Must have at least 15 years of experience", None),
    ("We care for children aged 14 years", None),
]


@pytest.mark.parametrize(("text", "shifts"), SHIFTS)
def test_shifts(reader, text, shifts):
    assert [shift.value for shift in reader.posting(text).schedule.shifts] == shifts


@pytest.mark.parametrize(("text", "lowest", "highest"), HOURS)
def test_hours_a_week(reader, text, lowest, highest):
    schedule = reader.posting(text).schedule

    assert (schedule.hours_min, schedule.hours_max) == (lowest, highest)


@pytest.mark.parametrize(
    ("text", "full", "part"),
    [
        ("Full-time", True, False),
        ("Part time or full time", True, True),
        ("Tiempo completo", True, False),
        ("Medio tiempo", False, True),
        ("Per diem", False, True),
        ("Time is money", False, False),
    ],
)
def test_full_and_part_time(reader, text, full, part):
    schedule = reader.posting(text).schedule

    assert (schedule.full_time, schedule.part_time) == (full, part)


@pytest.mark.parametrize(("text", "modes"), MODES)
def test_work_modes(reader, text, modes):
    assert [mode.value for mode in reader.posting(text).work_modes] == modes


@pytest.mark.parametrize(("text", "months"), MONTHS)
def test_months_of_experience(reader, text, months):
    assert reader.posting(text).months_experience == months


@pytest.mark.parametrize(("text", "age"), AGES)
def test_minimum_age(reader, text, age):
    assert reader.posting(text).minimum_age == age
