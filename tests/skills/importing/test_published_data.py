"""The published files themselves, where they lie beside the project: whole, and nothing twice."""

from pathlib import Path

import pytest

from skills.models import (
    EscoOccupationSkill,
    Occupation,
    OccupationCrosswalk,
    OccupationProjection,
    OccupationTask,
    OccupationWage,
    SkillSource,
)
from skills.taxonomy.importing.crosswalk import import_crosswalk
from skills.taxonomy.importing.esco import import_esco
from skills.taxonomy.importing.onet import import_onet
from skills.taxonomy.importing.reviewed import STARTER
from skills.taxonomy.importing.wages import import_wages
from skills.taxonomy.loader import load_folder
from skills.taxonomy.storing import Report

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.full,
    pytest.mark.skipif(not DATA.is_dir(), reason="the published files are not in ../shared/data"),
]

ONET = {
    "Occupation Data": 1_016, "Alternate Titles": 56_505, "Sample of Reported Titles": 7_955,
    "Related Occupations": 18_460, "Technology Skills": 32_773, "Tools Used": 41_662,
    "Task Statements": 18_796, "Tasks to DWAs": 23_850, "Job Zones": 923,
    "Education, Training, and Experience": 37_125, "Skills": 61_530, "Knowledge": 58_014,
    "DWA Reference": 2_087,
}  # fmt: skip
ESCO = {
    "skills_en": 13_896, "occupations_en": 3_007, "occupationSkillRelations": 123_855,
    "skillSkillRelations": 5_899,
}  # fmt: skip


def read(report: Report, names: dict[str, int]) -> dict[str, int]:
    return {name: report.tallies[name].read for name in names}


def test_all_of_it_comes_in_and_a_second_time_nothing_differs():
    load_folder(folder=STARTER)

    onet = import_onet(paths=[DATA / "onet"])
    esco = import_esco(paths=[DATA / "esco"])
    crosswalk = import_crosswalk(paths=[DATA / "esco"])
    wages = import_wages(paths=[DATA / "wages"])

    assert read(onet, ONET) == ONET
    assert not onet.refused
    assert Occupation.objects.filter(sources__contains=["onet"]).count() == 1_016
    assert OccupationTask.objects.count() == 18_796
    entries = SkillSource.objects.filter(source="onet")
    assert entries.filter(kind="element").count() == 68
    assert entries.filter(kind="activity").count() == 2_087

    assert read(esco, ESCO) == ESCO
    assert SkillSource.objects.filter(source="esco").count() == 13_896
    # Relations of occupations that the release does not have.
    assert len(esco.refused) == 67
    assert EscoOccupationSkill.objects.count() == 123_855 - 67

    assert crosswalk.tallies["crosswalk_esco_onet"].read == 4_253
    # Groups of ISCO, which are no occupations.
    assert len(crosswalk.refused) == 43
    assert OccupationCrosswalk.objects.count() == 4_253 - 43

    assert not wages.refused
    assert OccupationWage.objects.count() == 4_495
    assert OccupationProjection.objects.count() == 832

    again = [
        import_onet(paths=[DATA / "onet"]),
        import_esco(paths=[DATA / "esco"]),
        import_crosswalk(paths=[DATA / "esco"]),
        import_wages(paths=[DATA / "wages"]),
    ]
    assert not any(report.changed_anything for report in again)
