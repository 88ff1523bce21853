"""`python -m tests.consistency.journey.world`: a jobseeker, an employer and their first rows.

Prints the e-mail addresses, the password and the posting's id as one JSON object.
"""

import json
import sys

import django


def build() -> dict[str, object]:
    """A hidden jobseeker with one skill, and a verified employer's posting that asks two."""
    taxonomy = {skill.slug: skill for skill in Skill.objects.all()}
    user = UserFactory(email="jobseeker@example.net")
    profile = jobseekers.create_profile(user=user)
    jobseekers.save_profile(
        profile=profile,
        details={"zip": "06511"},
        skills=[jobseekers.SkillClaim(skill=taxonomy["inventory"], level=2)],
    )
    owner = EmployerUserFactory(email="employer@example.net")
    organisation = employers.create_organisation(owner=owner, name="Harbor Warehouses", zip="06511")
    employers.verify_organisation(
        organisation=organisation, by=StaffUserFactory(email="staff@example.net")
    )
    posting = employers.create_posting(
        organisation=organisation,
        title="Forklift driver",
        description="Move what must be moved.",
        benefits="Health plan.",
        zip="06511",
        wage_min=21,
        requirements=[
            employers.RequirementClaim(skill=taxonomy[slug], level=2)
            for slug in ("forklift-operation", "inventory")
        ],
    )
    employers.publish_posting(posting=posting)
    return {
        "jobseeker": user.email,
        "employer": owner.email,
        "password": PASSWORD,
        "posting": posting.pk,
    }


if __name__ == "__main__":
    django.setup()
    from employers import services as employers
    from jobseekers import services as jobseekers
    from skills.models import Skill
    from tests.factories import PASSWORD, EmployerUserFactory, StaffUserFactory, UserFactory

    sys.stdout.write(json.dumps(build()))
