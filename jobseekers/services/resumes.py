"""What a person confirmed of the reading of their résumé."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jobseekers.models import Profile
from jobseekers.services.changing import changing
from jobseekers.services.credentials import CredentialClaim, add_credentials
from jobseekers.services.jobs import JobClaim, add_jobs
from jobseekers.services.profile import set_details
from jobseekers.services.skills import SkillClaim, add_skills


@dataclass(frozen=True)
class Added:
    """How much of each was added to a profile; what it held before does not count."""

    skills: int
    jobs: int
    credentials: int
    details: int

    def __bool__(self) -> bool:
        return bool(self.skills or self.jobs or self.credentials or self.details)


def confirm_resume(
    *,
    profile: Profile,
    skills: Sequence[SkillClaim] = (),
    jobs: Sequence[JobClaim] = (),
    credentials: Sequence[CredentialClaim] = (),
    details: dict[str, Any] | None = None,
) -> Added:
    """Adds to the profile what it lacks and sets the details; what it holds stays as it is.

    All or nothing, and sending the same again adds nothing. Raises ValidationError, with errors of
    entries under "skills", "experience" and "credentials".
    """
    changed = {
        name: value for name, value in (details or {}).items() if getattr(profile, name) != value
    }
    with changing(profile, "resume confirmed") as locked:
        set_details(locked, changed)
        return Added(
            skills=add_skills(locked, skills),
            jobs=add_jobs(locked, jobs),
            credentials=add_credentials(locked, credentials),
            details=len(changed),
        )
