"""Skills that such jobs use: chosen ones first, then what O*NET and ESCO count."""

import pytest
from django.test import Client

from skills.models import EscoOccupation, Importance, SkillSource, SkillUse
from skills.typical import skills_used_in
from tests.factories import OccupationFactory, SkillFactory

pytestmark = pytest.mark.django_db


def measured(occupation, skill, importance):
    SkillUse.objects.create(
        occupation=occupation, skill=skill, origin="onet", importance=importance
    )


def essential_in_esco(occupation, skill, match):
    entry = SkillSource.objects.create(
        skill=skill, source="esco", key=f"uri:{skill.pk}", code="uri", kind="skill", label="x"
    )
    esco = EscoOccupation.objects.create(uri=f"uri:{skill.pk}", label="someone")
    esco.needs.create(entry=entry, essential=True)
    esco.crosswalk.create(occupation=occupation, match=match)


def test_what_was_chosen_comes_first_by_importance(taxonomy):
    measured(taxonomy.nursing_assistant, taxonomy.inventory, 100)

    used = skills_used_in(taxonomy.nursing_assistant.pk)

    assert [each.skill.slug for each in used] == [
        "bathing",
        "vital-signs",
        "teamwork",
        "inventory",
    ]
    assert [each.origin for each in used] == ["starter"] * 3 + ["onet"]


def test_what_is_telling_comes_before_what_every_job_asks(taxonomy):
    occupation = OccupationFactory(code="11-1011.00")
    measured(occupation, taxonomy.teamwork, 90)
    measured(occupation, taxonomy.forklift, 60)

    used = skills_used_in(occupation.pk)

    assert [each.skill for each in used] == [taxonomy.forklift, taxonomy.teamwork]
    assert used[0].importance == Importance.IMPORTANT


def test_esco_tells_of_the_same_work_alone(taxonomy):
    occupation = OccupationFactory(code="11-1011.00")
    essential_in_esco(occupation, taxonomy.inventory, "exact")
    essential_in_esco(occupation, taxonomy.forklift, "broad")

    used = skills_used_in(occupation.pk)

    assert [(each.skill, each.origin) for each in used] == [(taxonomy.inventory, "esco")]


def test_what_is_asked_already_and_what_is_retired_is_left_out(taxonomy):
    retired = SkillFactory(retired=True)
    measured(taxonomy.nursing_assistant, retired, 100)

    used = skills_used_in(taxonomy.nursing_assistant.pk, without=[taxonomy.bathing.pk])

    assert [each.skill.slug for each in used] == ["vital-signs", "teamwork"]


def test_two_queries_however_many_skills(taxonomy, django_assert_num_queries):
    occupation = OccupationFactory(code="11-1011.00")
    for _ in range(20):
        measured(occupation, SkillFactory(), 70)

    with django_assert_num_queries(2):
        used = skills_used_in(occupation.pk, limit=10)

    assert len(used) == 10


def test_the_api_tells_them_to_anybody(taxonomy):
    found = Client().get("/api/v1/occupations/31-1131.00/skills/").json()["results"]

    assert found[0] == {
        "skill": "bathing",
        "label": "Bathing patients",
        "importance": "essential",
        "level": 2,
        "origin": "starter",
    }
    assert Client().get("/api/v1/occupations/99-9999.00/skills/").status_code == 404
    assert Client().get("/api/v1/occupations/%00/skills/").status_code == 404
