"""The starter taxonomy itself: whole, in both languages, and found by everyday words."""

import pytest
from django.db import transaction

from skills.management.commands.load_taxonomy import STARTER
from skills.models import Credential, TaxonomyVersion
from skills.search import search_credentials, search_occupations, search_skills
from skills.selectors import credentials_satisfied
from skills.taxonomy.loader import store
from skills.taxonomy.reader import read_folder

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def starter():
    """What the reader makes of the files: it refuses bad codes, dangling and ambiguous names."""
    return read_folder(STARTER)


@pytest.fixture(scope="module")
def loaded(starter, django_db_setup, django_db_blocker):
    """The starter taxonomy in the database, once for this module, and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        store(taxonomy=starter)
        yield
        transaction.set_rollback(True)


def test_it_is_large_enough_to_start_with(starter):
    assert len(starter.occupations) >= 60
    assert len(starter.skills) >= 500
    assert len(starter.credentials) >= 60
    assert {row.kind for row in starter.skills} == {"skill", "knowledge", "tool", "technology"}


def test_every_occupation_says_what_it_takes(starter):
    with_skills = {row.occupation for row in starter.occupation_skills}

    for occupation in starter.occupations:
        assert occupation.code in with_skills, occupation.label_en
        assert occupation.description_en, occupation.code
        assert occupation.description_es, occupation.code


def test_everything_has_a_spanish_name_of_its_own(starter):
    for row in (*starter.skills, *starter.occupations, *starter.credentials):
        assert row.label_es, row.label_en
        assert row.aliases_en or row.aliases_es, row.label_en


def test_every_skill_is_used_or_leads_somewhere(starter):
    linked = {row.skill for row in starter.occupation_skills}
    linked |= {row.source for row in starter.relations} | {row.target for row in starter.relations}

    assert [row.slug for row in starter.skills if row.slug not in linked] == []


def test_the_version_row_counts_what_was_loaded(loaded, starter):
    assert TaxonomyVersion.objects.get().counts["skills"] == len(starter.skills)


@pytest.mark.parametrize(
    ("typed", "language", "slug"),
    [
        ("vitals", "en", "vital-signs"),
        ("blood pressure", "en", "vital-signs"),
        ("tomar la presion", "es", "vital-signs"),
        ("signos vitales", "es", "vital-signs"),
        ("drawing blood", "en", "venipuncture"),
        ("phlebotamy", "en", "venipuncture"),
        ("bathing patients", "en", "personal-care-assistance"),
        ("cuidado personal", "es", "personal-care-assistance"),
        ("team player", "en", "teamwork"),
        ("trabajo en equipo", "es", "teamwork"),
        ("custmer service", "en", "customer-service"),
        ("foklift", "en", "forklift-operation"),
        ("manejar montacargas", "es", "forklift-operation"),
        ("welder", "en", "mig-welding"),
        ("soldadura", "es", "mig-welding"),
        ("excel", "en", "spreadsheets"),
        ("hojas de calculo", "es", "spreadsheets"),
        ("cash register", "en", "cash-register-operation"),
        ("caja registradora", "es", "cash-register-operation"),
    ],
)
def test_everyday_words_find_skills(loaded, typed, language, slug):
    assert slug in [each.code for each in search_skills(typed, language)][:3]


@pytest.mark.parametrize(
    ("typed", "language", "code"),
    [
        ("CNA", "en", "31-1131.00"),
        ("nurses aide", "en", "31-1131.00"),
        ("ayudante de enfermeria", "es", "31-1131.00"),
        ("RN", "en", "29-1141.00"),
        ("enfermera registrada", "es", "29-1141.00"),
        ("truck driver", "en", "53-3032.00"),
        ("camionero", "es", "53-3032.00"),
        ("electrician", "en", "47-2111.00"),
        ("electricista", "es", "47-2111.00"),
        ("machinist", "en", "51-4041.00"),
        ("cajera", "es", "41-2011.00"),
        ("cook", "en", "35-2014.00"),
    ],
)
def test_everyday_words_find_occupations(loaded, typed, language, code):
    assert code in [each.code for each in search_occupations(typed, language)][:3]


@pytest.mark.parametrize(
    ("typed", "language", "slug"),
    [
        ("CNA license", "en", "cna-registry"),
        ("licencia de manejar", "es", "drivers-licence"),
        ("drivers license", "en", "drivers-licence"),
        ("cpr card", "en", "first-aid-cpr"),
    ],
)
def test_everyday_words_find_credentials(loaded, typed, language, slug):
    assert slug in [each.code for each in search_credentials(typed, language)][:3]


def test_a_higher_licence_counts_as_the_lower_ones_and_never_the_other_way(loaded):
    slugs = dict(Credential.objects.values_list("pk", "slug"))
    counts_as = {
        slugs[held]: {slugs[each] for each in satisfied}
        for held, satisfied in credentials_satisfied().items()
    }
    assert counts_as["electrical-e1"] == {
        "electrical-e2",
        "electrical-l5",
        "electrical-l6",
        "electrical-low-voltage-c6",
    }
    assert counts_as["cdl-a"] == {"cdl-b", "drivers-licence"}
    assert "cna-registry" not in counts_as.get("rn-licence", ())
    for held, satisfied in counts_as.items():
        assert not any(held in counts_as.get(each, ()) for each in satisfied), held
