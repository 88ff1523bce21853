"""What the jobseeker's pages read from forms. Rules live in services; forms say what was typed."""

from jobseekers.forms.credentials import CredentialForm, HeldCredentialForm
from jobseekers.forms.details import (
    AboutForm,
    DetailsForm,
    SchoolingForm,
    VisibilityForm,
    WishesForm,
)
from jobseekers.forms.jobs import JobForm
from jobseekers.forms.resumes import Confirmation, Held, ResumeForm
from jobseekers.forms.skills import NewSkillForm, SkillForm

__all__ = [
    "AboutForm",
    "Confirmation",
    "CredentialForm",
    "DetailsForm",
    "Held",
    "HeldCredentialForm",
    "JobForm",
    "NewSkillForm",
    "ResumeForm",
    "SchoolingForm",
    "SkillForm",
    "VisibilityForm",
    "WishesForm",
]
