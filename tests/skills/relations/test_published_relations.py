"""Relations derived from the published files themselves: judged pairs and others hold."""

from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Count

from skills.management.commands.load_taxonomy import STARTER
from skills.models import Skill, SkillRelation
from skills.services import decide_relation
from skills.taxonomy.importing.crosswalk import import_crosswalk
from skills.taxonomy.importing.esco import import_esco
from skills.taxonomy.importing.onet import import_onet
from skills.taxonomy.loader import load_folder
from tests.factories import StaffUserFactory
from tests.skills.relations.pairs import misjudged, strength

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.full,
    pytest.mark.skipif(not DATA.is_dir(), reason="the published files are not in ../shared/data"),
]

DERIVED = ("hierarchy", "products", "text", "occupations")

# What holding the one gives of the other, at least and at most; none is judged by the starter, and
# none leads to a skill like SQL whose twenty relations are all judged already.
LOOKED_AT = [
    ("operate-tower-crane", "operate-cranes", 50, 80),
    ("operate-cranes", "operate-tower-crane", 25, 50),
    ("clinical-immunology", "immunology", 50, 80),
    ("write-latin", "latin", 50, 80),
    ("load-cargo-onto-ships", "load-cargo", 50, 80),
    ("use-cadd-software", "use-cad-software", 50, 80),
    ("use-cad-software", "use-cadd-software", 25, 50),
    ("kubernetes", "application-server-software", 50, 75),
    ("operate-table-saw", "types-of-table-saws", 30, 60),
    ("types-of-table-saws", "operate-table-saw", 0, 30),
    ("use-query-languages", "query-languages", 20, 30),
    ("repair-musical-instruments", "maintain-musical-instruments", 20, 45),
    ("german", "interact-verbally-in-german", 20, 50),
    ("java-programming", "javascript-object-notation-json", 0, 24),
    ("javanese", "java-programming", 0, 0),
    ("java-programming", "javanese", 0, 0),
    ("python-programming", "python-experimental-economics-toolkit-peet", 0, 24),
    ("advise-others", "advise-on-timber-harvest", 0, 24),
    ("cash-register-operation", "operate-forklifts-or-other-loaders", 0, 0),
    ("typing", "deoxyribonucleic-acid-dna-typing-kits", 0, 0),
    ("wire-transfers", "string-or-twine", 0, 0),
    ("sparkling-wines", "spark", 0, 0),
    ("spark-plug-wrench", "pyspark", 0, 0),
    ("swift", "planswift", 0, 24),
]


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    """All that is published, imported once for this module, and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_folder(folder=STARTER)
        import_onet(paths=[DATA / "onet"])
        import_esco(paths=[DATA / "esco"])
        import_crosswalk(paths=[DATA / "esco"])
        yield
        transaction.set_rollback(True)


def test_what_people_judged_still_holds(published):
    assert misjudged() == []


def test_derived_strengths_are_where_people_would_put_them(published):
    wrong = []
    for held, required, least, most in LOOKED_AT:
        given = strength(held, required)
        if not least <= given <= most:
            wrong.append(f"{held} -> {required}: {given}, not {least} to {most}")
    assert wrong == []


def test_relations_are_percents_between_different_skills_twenty_for_each(published):
    rows = SkillRelation.objects.filter(origin__in=DERIVED)

    assert 20_000 < rows.count() < 60_000
    assert not rows.exclude(strength__gte=20, strength__lte=80).exists()
    counts = SkillRelation.objects.order_by().values("target")
    curated = set(
        counts.exclude(origin__in=DERIVED)
        .annotate(n=Count("id"))
        .filter(n__gt=20)
        .values_list("target", flat=True)
    )
    full = counts.annotate(n=Count("id")).filter(n__gt=20).values_list("target", flat=True)
    assert set(full) == curated


def test_between_skills_of_our_own_nothing_is_derived(published):
    both = {"source__sources__contains": ["starter"], "target__sources__contains": ["starter"]}

    assert not SkillRelation.objects.filter(origin__in=DERIVED, **both).exists()


def test_names_of_the_same_letters_alone_relate_nothing(published):
    """No derived relation rests on names alone and says more than 30."""
    alone = SkillRelation.objects.filter(origin="text", reason__startswith="the names are alike")

    assert not alone.exclude(reason__contains=";").filter(strength__gt=30).exists()


def test_a_decision_survives_an_import_and_the_rest_stays(published):
    pair = {
        "source": Skill.objects.get(slug="operate-tower-crane"),
        "target": Skill.objects.get(slug="operate-cranes"),
    }
    before = SkillRelation.objects.count()
    decide_relation(**pair, strength=0, reason="Looked at.", by=StaffUserFactory())

    report = import_crosswalk(paths=[DATA / "esco"])

    assert SkillRelation.objects.get(**pair).strength == 0
    assert report.tallies["derived relations"].touched == 0
    assert SkillRelation.objects.count() == before
