"""Every write to a profile. Each act locks the profile, writes, and marks it for matching.

Errors are `ValidationError`s with a message per field; nothing is half-saved. Unknown children
(a skill that the profile does not hold) raise `DoesNotExist`, which pages and API turn into 404.
"""

from jobseekers.services.credentials import (
    CredentialClaim,
    remove_credential,
    save_credential,
)
from jobseekers.services.files import (
    keep_resume,
    remove_resume,
    sweep_files,
    sweep_files_now,
)
from jobseekers.services.following import follow_replaced_skills
from jobseekers.services.jobs import (
    JobClaim,
    remove_job,
    save_job,
)
from jobseekers.services.limits import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    LONGEST_OWN_SKILL,
    MAX_CREDENTIALS,
    MAX_JOBS,
    MAX_OWN_SKILLS,
    MAX_RESUMES,
    MAX_SKILLS,
)
from jobseekers.services.own_skills import (
    add_own_skill,
    remove_own_skill,
    replace_own_skills,
    take_own_skill,
)
from jobseekers.services.profile import (
    DETAILS,
    create_profile,
    delete_profile,
    follow_access,
    mark_due_profiles,
    save_profile,
    set_visibility,
    update_details,
)
from jobseekers.services.resumes import Added, confirm_resume
from jobseekers.services.skills import (
    SkillClaim,
    add_skill,
    change_skill,
    remove_skill,
    replace_skills,
    restore_skill,
)

__all__ = [
    "DETAILS",
    "EARLIEST_YEAR",
    "LATEST_YEAR",
    "LONGEST_OWN_SKILL",
    "MAX_CREDENTIALS",
    "MAX_JOBS",
    "MAX_OWN_SKILLS",
    "MAX_RESUMES",
    "MAX_SKILLS",
    "Added",
    "CredentialClaim",
    "JobClaim",
    "SkillClaim",
    "add_own_skill",
    "add_skill",
    "change_skill",
    "confirm_resume",
    "create_profile",
    "delete_profile",
    "follow_access",
    "follow_replaced_skills",
    "keep_resume",
    "mark_due_profiles",
    "remove_credential",
    "remove_job",
    "remove_own_skill",
    "remove_resume",
    "remove_skill",
    "replace_own_skills",
    "replace_skills",
    "restore_skill",
    "save_credential",
    "save_job",
    "save_profile",
    "set_visibility",
    "sweep_files",
    "sweep_files_now",
    "take_own_skill",
    "update_details",
]
