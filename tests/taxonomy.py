"""A taxonomy small enough to hold in one's head."""

from dataclasses import dataclass

from skills.models import Credential, Importance, Occupation, Skill, SkillLevel, TaxonomyVersion
from tests.factories import (
    CredentialFactory,
    OccupationCredentialFactory,
    OccupationFactory,
    OccupationRelationFactory,
    OccupationSkillFactory,
    SkillFactory,
    SkillRelationFactory,
    TaxonomyVersionFactory,
)


@dataclass(frozen=True)
class SmallTaxonomy:
    """Warehouse work and nursing care, with what they ask."""

    version: TaxonomyVersion
    forklift: Skill
    pallet_jack: Skill
    inventory: Skill
    teamwork: Skill
    vital_signs: Skill
    bathing: Skill
    warehouse_worker: Occupation
    forklift_driver: Occupation
    nursing_assistant: Occupation
    cna: Credential
    forklift_card: Credential


def small_taxonomy() -> SmallTaxonomy:
    """Writes the rows. Pallet-jack gives 60 % of forklift; teamwork is asked by nearly everyone."""
    forklift = SkillFactory(
        slug="forklift-operation", label_en="Forklift operation", label_es="Manejo de montacargas"
    )
    pallet_jack = SkillFactory(
        slug="pallet-jack-operation",
        label_en="Pallet-jack operation",
        label_es="Manejo de transpaleta",
    )
    inventory = SkillFactory(slug="inventory", label_en="Inventory", label_es="Inventario")
    teamwork = SkillFactory(
        slug="teamwork", label_en="Teamwork", label_es="Trabajo en equipo", specificity=40
    )
    vital_signs = SkillFactory(
        slug="vital-signs", label_en="Vital signs", label_es="Signos vitales"
    )
    bathing = SkillFactory(
        slug="bathing", label_en="Bathing patients", label_es="Baño de pacientes"
    )
    SkillRelationFactory(source=pallet_jack, target=forklift, strength=60)
    SkillRelationFactory(source=forklift, target=pallet_jack, strength=90)

    warehouse_worker = OccupationFactory(code="53-7065.00", label_en="Stockers and order fillers")
    forklift_driver = OccupationFactory(
        code="53-7051.00", label_en="Industrial truck operators", minimum_age=18
    )
    nursing_assistant = OccupationFactory(
        code="31-1131.00", label_en="Nursing assistants", typical_education=4
    )
    OccupationRelationFactory(source=warehouse_worker, target=forklift_driver, strength=50)
    for occupation, skill, importance in (
        (warehouse_worker, inventory, Importance.ESSENTIAL),
        (warehouse_worker, pallet_jack, Importance.IMPORTANT),
        (warehouse_worker, teamwork, Importance.NICE),
        (forklift_driver, forklift, Importance.ESSENTIAL),
        (forklift_driver, inventory, Importance.IMPORTANT),
        (forklift_driver, teamwork, Importance.NICE),
        (nursing_assistant, vital_signs, Importance.ESSENTIAL),
        (nursing_assistant, bathing, Importance.ESSENTIAL),
        (nursing_assistant, teamwork, Importance.IMPORTANT),
    ):
        OccupationSkillFactory(
            occupation=occupation, skill=skill, importance=importance, level=SkillLevel.ON_MY_OWN
        )
    cna = CredentialFactory(slug="certified-nurse-aide", label_en="Certified nurse aide")
    forklift_card = CredentialFactory(slug="forklift-card", label_en="Forklift operator card")
    OccupationCredentialFactory(occupation=nursing_assistant, credential=cna)
    OccupationCredentialFactory(
        occupation=forklift_driver, credential=forklift_card, required=False
    )
    return SmallTaxonomy(
        version=TaxonomyVersionFactory(),
        forklift=forklift,
        pallet_jack=pallet_jack,
        inventory=inventory,
        teamwork=teamwork,
        vital_signs=vital_signs,
        bathing=bathing,
        warehouse_worker=warehouse_worker,
        forklift_driver=forklift_driver,
        nursing_assistant=nursing_assistant,
        cna=cna,
        forklift_card=forklift_card,
    )
