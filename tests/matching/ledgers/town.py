"""The skills, licences, kinds of work and employers that the pairs have in common."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from employers.models import Posting
from jobseekers.models import Profile
from skills.models import Credential, Importance, Occupation, Skill, SkillLevel
from tests.factories import (
    CredentialFactory,
    CredentialRelationFactory,
    ExperienceFactory,
    HeldCredentialFactory,
    OccupationFactory,
    OccupationRelationFactory,
    OrganisationFactory,
    PostingFactory,
    ProfileFactory,
    ProfileSkillFactory,
    RequiredCredentialFactory,
    RequirementFactory,
    SkillFactory,
    SkillRelationFactory,
    TaxonomyVersionFactory,
)

TODAY = date(2026, 11, 23)
HELP, OWN, HARD, TEACH = SkillLevel
ESSENTIAL, IMPORTANT, NICE = Importance.ESSENTIAL, Importance.IMPORTANT, Importance.NICE

_SKILLS = {
    "vital-signs": ("Vital signs", "Signos vitales"),
    "bathing": ("Bathing patients", "Baño de pacientes"),
    "charting": ("Patient charting", "Registro en el expediente del paciente"),
    "forklift": ("Forklift operation", "Manejo de montacargas"),
    "pallet-jack": ("Pallet-jack operation", "Manejo de transpaleta"),
    "inventory": ("Inventory control", "Control de inventario"),
    "teamwork": ("Teamwork", "Trabajo en equipo"),
    "wiring": ("Residential wiring", "Instalación eléctrica residencial"),
    "blueprints": ("Blueprint reading", "Lectura de planos"),
    "cash": ("Cash handling", "Manejo de efectivo"),
    "customers": ("Customer service", "Atención al cliente"),
    "bookkeeping": ("Bookkeeping", "Teneduría de libros"),
    "spreadsheets": ("Spreadsheets", "Hojas de cálculo"),
}
_CREDENTIALS = {
    "cna": ("Nurse aide registry (CNA)", "Registro de auxiliares de enfermería (CNA)"),
    "forklift-card": ("Forklift operator certification", "Certificación de montacargas"),
    "e-1": (
        "Unlimited electrical contractor (E-1)",
        "Contratista electricista sin límite (E-1)",
    ),
    "e-2": (
        "Unlimited electrical journeyperson (E-2)",
        "Oficial electricista sin límite (E-2)",
    ),
}
_OCCUPATIONS = {
    "aide": ("31-1131.00", "Nursing assistants", "Auxiliares de enfermería", 16),
    "home-aide": ("31-1121.00", "Home health aides", "Auxiliares de salud en el hogar", 16),
    "driver": ("53-7051.00", "Industrial truck operators", "Operadores de montacargas", 18),
    "stocker": ("53-7065.00", "Stockers and order fillers", "Reponedores de mercancía", 16),
    "electrician": ("47-2111.00", "Electricians", "Electricistas", 18),
    "cashier": ("41-2011.00", "Cashiers", "Cajeros", 14),
    "bookkeeper": ("43-3031.00", "Bookkeeping clerks", "Auxiliares de contabilidad", 16),
}


@dataclass
class Town:
    """Rows by the short names above."""

    skills: dict[str, Skill] = field(default_factory=dict)
    credentials: dict[str, Credential] = field(default_factory=dict)
    occupations: dict[str, Occupation] = field(default_factory=dict)

    def person(
        self,
        ref: str,
        *,
        knows: dict[str, int | None] | None = None,
        worked: dict[str, int] | None = None,
        licences: dict[str, date | None] | None = None,
        **fields: Any,
    ) -> Profile:
        """`knows` {skill: level}, `worked` {kind of work: whole years, ended}, `licences`."""
        profile = ProfileFactory(ref=ref, **fields)
        for name, level in (knows or {}).items():
            ProfileSkillFactory(profile=profile, skill=self.skills[name], level=level)
        for name, years in (worked or {}).items():
            ExperienceFactory(
                profile=profile,
                occupation=self.occupations[name],
                started=TODAY.replace(year=TODAY.year - years) - timedelta(days=30),
                ended=TODAY - timedelta(days=30),
            )
        for name, last in (licences or {}).items():
            HeldCredentialFactory(
                profile=profile, credential=self.credentials[name], expires_on=last
            )
        return profile

    def job(
        self,
        title: str,
        employer: str,
        *,
        asks: dict[str, tuple[Any, ...]] | None = None,
        work: str | None = None,
        needs: tuple[str, ...] = (),
        **fields: Any,
    ) -> Posting:
        """`asks` {skill: (importance, level, "train" if they do)}, `needs` licences."""
        posting = PostingFactory(
            title=title,
            organisation=OrganisationFactory(name=employer),
            occupation=self.occupations[work] if work else None,
            opens_on=TODAY - timedelta(days=3),
            closes_on=TODAY + timedelta(days=40),
            **fields,
        )
        for name, (importance, level, *train) in (asks or {}).items():
            RequirementFactory(
                posting=posting,
                skill=self.skills[name],
                importance=importance,
                level=level,
                trainable=bool(train),
            )
        for name in needs:
            RequiredCredentialFactory(posting=posting, credential=self.credentials[name])
        return posting


def a_town() -> Town:
    """Writes the rows and how they relate."""
    town = Town(
        skills={
            slug: SkillFactory(
                slug=slug,
                label_en=english,
                label_es=spanish,
                specificity=40 if slug == "teamwork" else 100,
            )
            for slug, (english, spanish) in _SKILLS.items()
        },
        credentials={
            slug: CredentialFactory(slug=slug, label_en=english, label_es=spanish)
            for slug, (english, spanish) in _CREDENTIALS.items()
        },
        occupations={
            name: OccupationFactory(code=code, label_en=english, label_es=spanish, minimum_age=age)
            for name, (code, english, spanish, age) in _OCCUPATIONS.items()
        },
    )
    for source, target, strength in (
        ("pallet-jack", "forklift", 60),
        ("forklift", "pallet-jack", 90),
        ("cash", "customers", 50),
        ("inventory", "customers", 50),
        ("spreadsheets", "bookkeeping", 40),
    ):
        SkillRelationFactory(
            source=town.skills[source], target=town.skills[target], strength=strength
        )
    for source, target, strength in (("home-aide", "aide", 70), ("stocker", "driver", 50)):
        OccupationRelationFactory(
            source=town.occupations[source], target=town.occupations[target], strength=strength
        )
    CredentialRelationFactory(credential=town.credentials["e-1"], satisfies=town.credentials["e-2"])
    TaxonomyVersionFactory()
    return town


def wishes_that_fit() -> dict[str, Any]:
    """A person in New Haven whom the usual posting of the town suits in everything."""
    return {
        "zip": "06511",
        "max_miles": 10,
        "wage_floor": Decimal("18.00"),
        "wage_floor_period": "HOUR",
        "min_hours": 30,
        "max_hours": 40,
        "shifts": ["day", "evening"],
        "work_modes": ["on_site"],
        "school_hours_only": True,
        "available_from": TODAY,
    }


def usual_offer() -> dict[str, Any]:
    """Day work on site in New Haven, from next month on."""
    return {
        "hours_a_week": 36,
        "shifts": ["day"],
        "work_mode": "on_site",
        "school_hours": True,
        "starts_on": TODAY + timedelta(days=21),
    }
