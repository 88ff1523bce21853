"""Every write to organisations and postings, one function an act, each its own transaction."""

from employers.services.following import follow_replaced_skills
from employers.services.organisations import (
    add_member,
    change_member,
    create_organisation,
    decline_organisation,
    remove_member,
    resubmit_organisation,
    update_organisation,
    verify_organisation,
)
from employers.services.postings import (
    MAX_REQUIREMENTS,
    RequirementClaim,
    close_posting,
    create_posting,
    delete_draft,
    mark_due_postings,
    publish_posting,
    remove_requirement,
    reopen_posting,
    save_requirement,
    update_posting,
)

__all__ = [
    "MAX_REQUIREMENTS",
    "RequirementClaim",
    "add_member",
    "change_member",
    "close_posting",
    "create_organisation",
    "create_posting",
    "decline_organisation",
    "delete_draft",
    "follow_replaced_skills",
    "mark_due_postings",
    "publish_posting",
    "remove_member",
    "remove_requirement",
    "reopen_posting",
    "resubmit_organisation",
    "save_requirement",
    "update_organisation",
    "update_posting",
    "verify_organisation",
]
