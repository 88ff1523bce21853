"""The three people whom anybody may sign in as, made through the services like everybody else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from allauth.account.models import EmailAddress

from accounts.models import User
from employers.models import Organisation, Posting
from employers.services import (
    RequirementClaim,
    create_organisation,
    create_posting,
    publish_posting,
    verify_organisation,
)
from jobseekers.models import Profile, ProfileSkill
from jobseekers.services import (
    SkillClaim,
    create_profile,
    save_credential,
    save_job,
    save_profile,
)
from portal.common.words import Shift
from portal.demo.openings import PostingPlan, opening_of
from portal.demo.people import PersonPlan, person_of
from portal.demo.trades import Trades
from skills.models import Credential, Occupation, Skill

PASSWORD = "demo-portal"
JOBSEEKER = "jobseeker@example.org"
EMPLOYER = "employer@example.org"
STAFF = "staff@example.org"

_NURSES_AIDE = "31-1131.00"
_CARE_CENTER = {
    "name": "Quinnipiac Valley Care Center",
    "website": "https://www.example.org/quinnipiac-valley",
    "about": "A home for 120 residents, with short-term rehabilitation and memory care.",
    "naics": "623110",
    "zip": "06473",
    "contact_phone": "203-555-0140",
}
_CARE_CENTER_HIRES = (
    "31-1131.00",
    "29-2061.00",
    "29-1141.00",
    "35-2012.00",
    "37-2012.00",
    "43-6013.00",
)
_MANUFACTURER = {
    "name": "Saugatuck Aerospace Components",
    "website": "https://www.example.org/saugatuck-aerospace",
    "about": "We machine and finish engine parts for aircraft builders.",
    "naics": "336412",
    "zip": "06770",
    "contact_phone": "203-555-0171",
}
_MANUFACTURER_HIRES = ("51-9161.00", "51-4041.00", "51-9061.00", "53-7065.00")


def create_sign_ins(trades: Trades, today: date, seed: int) -> None:
    """A jobseeker, an employer with two organisations, and staff, all with the same password.

    Call inside a transaction.
    """
    rng = Random(f"{seed} sign-ins")
    staff = _user(STAFF, is_superuser=True)
    _create_jobseeker(trades, today, rng)
    employer = _user(EMPLOYER, role=User.Role.EMPLOYER)
    for details, codes in (
        (_CARE_CENTER, _CARE_CENTER_HIRES),
        (_MANUFACTURER, _MANUFACTURER_HIRES),
    ):
        organisation = create_organisation(owner=employer, **details)
        verify_organisation(organisation=organisation, by=staff)
        for code in codes:
            _create_posting(
                organisation,
                opening_of(
                    trades.of_code(code),
                    trades,
                    details,
                    today,
                    rng,
                    status=Posting.Status.PUBLISHED.value,
                ),
                today,
            )


def _user(email: str, *, is_superuser: bool = False, **fields: Any) -> User:
    create = User.objects.create_superuser if is_superuser else User.objects.create_user
    user = create(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _create_jobseeker(trades: Trades, today: date, rng: Random) -> None:
    """A nurse's aide in Hartford with some years of work, looking for a better job."""
    plan = person_of(trades.of_code(_NURSES_AIDE), trades, today, rng)
    while len(plan.jobs) < 2 or len(plan.skills) < 5:
        plan = person_of(trades.of_code(_NURSES_AIDE), trades, today, rng)
    plan = replace(
        plan,
        details=plan.details
        | {
            "full_name": "Ana Rivera",
            "visibility": Profile.Visibility.ANONYMOUS.value,
            "zip": "06106",
            "max_miles": 25,
            "transport": Profile.Transport.CAR.value,
            "wage_floor": Decimal(20),
            "min_hours": 30,
            "max_hours": 40,
            "shifts": [Shift.DAY.value, Shift.EVENING.value],
            "work_modes": [],
            "school_hours_only": False,
        },
    )
    profile = create_profile(user=_user(JOBSEEKER))
    _fill(profile, plan)


def _fill(profile: Profile, plan: PersonPlan) -> None:
    skills = Skill.objects.in_bulk([held.skill for held in plan.skills])
    save_profile(
        profile=profile,
        details=plan.details,
        skills=[
            SkillClaim(
                skill=skills[held.skill],
                level=held.level,
                evidence=_own_word(held.evidence),
                last_used=held.last_used,
            )
            for held in plan.skills
        ],
    )
    occupations = Occupation.objects.in_bulk([job.occupation for job in plan.jobs])
    for job in plan.jobs:
        save_job(
            profile=profile,
            title=job.title,
            employer=job.employer,
            started=job.started,
            ended=job.ended,
            occupation=occupations[job.occupation],
        )
    credentials = Credential.objects.in_bulk([held.credential for held in plan.credentials])
    for credential in plan.credentials:
        save_credential(
            profile=profile,
            credential=credentials[credential.credential],
            expires_on=credential.expires_on,
        )


def _own_word(evidence: str) -> str:
    """Evidence as far as a person can state it; only staff or an issuer marks a skill checked."""
    if evidence == ProfileSkill.Evidence.VERIFIED:
        return ProfileSkill.Evidence.EXPERIENCE.value
    return evidence


def _create_posting(organisation: Organisation, plan: PostingPlan, today: date) -> None:
    skills = Skill.objects.in_bulk([asked.skill for asked in plan.requirements])
    details = plan.details | {"opens_on": today, "zip": organisation.zip}
    posting = create_posting(
        organisation=organisation,
        requirements=[
            RequirementClaim(
                skill=skills[asked.skill],
                importance=asked.importance,
                level=asked.level,
                trainable=asked.trainable,
            )
            for asked in plan.requirements
        ],
        gates=list(Credential.objects.filter(pk__in=plan.gates)),
        **details,
    )
    publish_posting(posting=posting)
