"""Jobs, credentials, languages and the ZIP code of a résumé, and what of it is never told."""

from dataclasses import asdict
from datetime import date

import pytest

JOBS = {
    "title over employer": (
        "Experience\nForklift Operator      Jan 2019 – Present\nABC Logistics, Windsor, CT\n- Lift",
        [("Forklift Operator", "ABC Logistics", (2019, 1), None)],
    ),
    "all in one line": (
        "Experience\nCashier, Stop & Shop, Hartford CT   2016-2018\n- Handled money",
        [("Cashier", "Stop & Shop", (2016, 1), (2018, 12))],
    ),
    "employer over title": (
        "Experience\nHartford Hospital, Hartford, CT\nNursing Assistant\n03/2018 - 05/2020",
        [("Nursing Assistant", "Hartford Hospital", (2018, 3), (2020, 5))],
    ),
    "dates before": (
        "Work History\n2019-Present\nHome Health Aide\nABC Home Care\nBathed residents.",
        [("Home Health Aide", "ABC Home Care", (2019, 1), None)],
    ),
    "bars": (
        "Employment\nTarget | Team Member | 08/2017 - 02/2020",
        [("Team Member", "Target", (2017, 8), (2020, 2))],
    ),
    "at": (
        "Experience\nLine Cook at The Corner Diner, 2015 - 2016",
        [("Line Cook", "The Corner Diner", (2015, 1), (2016, 12))],
    ),
    "Spanish": (
        "Experiencia laboral\nCocinero de línea\nRestaurante El Patio, Bridgeport, CT\n"
        "enero 2021 – actualidad\n- Parrilla",
        [("Cocinero de línea", "Restaurante El Patio", (2021, 1), None)],
    ),
    "two jobs": (
        "Experience\nWelder, Electric Boat, Groton, CT   2020 - Present\n- MIG welding\n\n"
        "Helper, Smith Metal Inc., 2018 - 2020\n- Grinding",
        [
            ("Welder", "Electric Boat", (2020, 1), None),
            ("Helper", "Smith Metal Inc.", (2018, 1), (2020, 12)),
        ],
    ),
    "labelled dates": (
        "Experience\nPrecision Metal Works\nCNC Operator\nFrom: March 2015 To: Present",
        [("CNC Operator", "Precision Metal Works", (2015, 3), None)],
    ),
    "an aside in brackets": (
        "Experience\nCVS Pharmacy — Hamden, CT\nTechnician (part-time)  Aug 2017 – May 2020",
        [("Technician", "CVS Pharmacy", (2017, 8), (2020, 5))],
    ),
    "title alone": (
        "Experience\nHouse Painter, 2015 to 2020",
        [("House Painter", "", (2015, 1), (2020, 12))],
    ),
    "school is no job": (
        "Experience\nCashier, Aldi, 2018 - 2019\nEducation\nGED, 2012 - 2013",
        [("Cashier", "Aldi", (2018, 1), (2019, 12))],
    ),
    "no heading": (
        "Ana Ruiz\nCashier, Aldi, 2018 - 2019",
        [("Cashier", "Aldi", (2018, 1), (2019, 12))],
    ),
    "a sentence with years": (
        "Experience\n- Between 2015 - 2018 grew sales of the whole store a lot every year.",
        [],
    ),
}


@pytest.mark.parametrize("case", JOBS)
def test_jobs_are_read_with_their_dates(reader, case):
    text, jobs = JOBS[case]

    read = [(job.title, job.employer, job.started, job.ended) for job in reader.resume(text).jobs]

    assert read == [
        (title, employer, date(*started, 1), date(*ended, 1) if ended else None)
        for title, employer, started, ended in jobs
    ]


def test_a_job_names_its_occupation(reader):
    (job,) = reader.resume("Experience\nForklift operator, ABC Inc., 2019 - Present").jobs

    assert [reader.slugs["occupation"][each] for each in job.occupations] == ["53-7051.00"]
    assert job.is_current


def test_an_employers_name_is_no_skill(reader):
    text = "Experience\nClerk, Excel Staffing, 2019 - Present\n- Data entry"

    assert set(reader.skills(reader.resume(text))) == {"data-entry"}


@pytest.mark.parametrize(
    ("line", "expires"),
    [
        ("OSHA 10, exp. 05/2027", date(2027, 5, 31)),
        ("OSHA 10 (expires March 2027)", date(2027, 3, 31)),
        ("OSHA 10 - valid through 12/15/2026", date(2026, 12, 15)),
        ("OSHA 10, vence 06/2027", date(2027, 6, 30)),
        ("OSHA 10, valid until 2028", date(2028, 12, 31)),
        ("OSHA 10, 2019", None),
        ("OSHA 10", None),
    ],
)
def test_a_credential_says_until_when_it_is_valid(reader, line, expires):
    reading = reader.resume(f"Certifications\n{line}")

    assert reader.credentials(reading)["osha-10"].expires == expires


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Languages\nSpanish (native), English", ("es", "en")),
        ("Idiomas: español, inglés, portugués", ("es", "en", "pt")),
        ("Summary\nBilingual in English and Haitian Creole", ("en", "ht")),
        ("Skills\nFluent in Polish", ("pl",)),
        ("Summary\nServed French fries", ()),
        ("Nationality: Spanish\nSummary\nCook", ()),
        ("Summary\nNot fluent in Spanish", ()),
    ],
)
def test_languages_are_told_by_their_codes(reader, text, languages):
    assert reader.resume(text).languages == languages


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ana Ruiz\n12 Main St, Hartford, CT 06106\nSummary\nCook", "06106"),
        ("Ana Ruiz\nBridgeport, Connecticut 06604-1234", "06604"),
        ("Ana Ruiz\nHartford, CT 00000", None),
        ("Ana Ruiz\nPhone 860 55501", None),
        ("Ana Ruiz\nReferences\nJane Doe, Hartford, CT 06106", None),
    ],
)
def test_the_zip_code_is_that_of_the_address(reader, text, code):
    assert reader.resume(text).zip == code


PERSONAL = """Ana Ruiz, ana@example.org, 860-555-0100
Date of birth: 4/7/1961
Age: 65
Nationality: Colombian
Marital status: divorced, 2 children
Gender: female
Religion: Catholic
Social security: 123-45-6789
Fecha de nacimiento: 7 de abril de 1961
Estado civil: soltera
Photo: attached

Experience
Cashier, Aldi, 2018 - 2019
"""


def test_nothing_personal_is_ever_told(reader):
    told = str(asdict(reader.resume(PERSONAL))).lower()

    for word in ("1961", "65", "colomb", "divorced", "children", "female", "catholic", "6789"):
        assert word not in told
    assert "ruiz" not in told
    assert "555" not in told
    assert "cashier" in told
