"""What the profile's pages answer with: the whole page, or for htmx the part that changed."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from jobseekers.access import JobseekerRequest
from jobseekers.forms import NewSkillForm, SkillForm
from jobseekers.models import ProfileSkill
from jobseekers.selectors import next_step, whole_profile
from jobseekers.words import evidence_words
from portal.common.words import Shift, WorkMode
from skills.models import SkillLevel


@dataclass(frozen=True)
class SkillRow:
    """A held skill as its row shows it: what was typed where that was refused, with the reason."""

    held: ProfileSkill
    level: int | None
    year: int | str | None
    errors: tuple[str, ...] = ()

    @property
    def evidence(self) -> str:
        """Where the skill comes from, in words that others may read."""
        return evidence_words(self.held.evidence)


def skill_row(held: ProfileSkill, refused: SkillForm | None = None) -> SkillRow:
    """The row of a held skill, or of what could not be saved of it."""
    if refused is None:
        return SkillRow(held=held, level=held.level, year=held.last_used)
    return SkillRow(
        held=held,
        level=refused.cleaned_data.get("level", held.level),
        year=refused["last_used"].value(),
        errors=tuple(str(text) for texts in refused.errors.values() for text in texts),
    )


def page_context(request: JobseekerRequest, **more: Any) -> dict[str, Any]:
    """All that the profile page and each of its sections show."""
    whole = whole_profile(request.user)
    today = timezone.localdate()
    return {
        "profile": whole.profile,
        "skills": [skill_row(held) for held in whole.skills],
        "own_skills": whole.own_skills,
        "jobs": whole.jobs,
        "credentials": whole.credentials,
        "shifts": [Shift(shift).label for shift in whole.profile.shifts],
        "work_modes": [WorkMode(mode).label for mode in whole.profile.work_modes],
        "next": next_step(whole, today),
        "today": today,
        "levels": SkillLevel.choices,
        "new_skill": NewSkillForm(),
        "swap": False,
        **more,
    }


def saved(request: JobseekerRequest, section: str, words: str = "", **message: Any) -> HttpResponse:
    """Says so, and shows the section as it is now."""
    messages.success(request, words or _("Saved. Your matches are updating."), **message)
    if not request.htmx:
        return redirect(f"{reverse('profile')}#{section}")
    return shown(request, section)


def shown(
    request: JobseekerRequest, section: str, *, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    """For htmx: the section, with the messages and the next step beside it."""
    template = f"jobseekers/sections/{section}.html"
    context = page_context(request, section=template, swap=True, **more)
    response = render(request, "jobseekers/_saved.html", context, status=status)
    return reswap(retarget(response, f"#{section}"), "outerHTML")


def form_page(
    request: JobseekerRequest, section: str, heading: str, form: BaseForm, **more: Any
) -> HttpResponse:
    """A section's form, as a page or for htmx; refused with what was typed if it has errors.

    `fields` names another template of fields than the section's own; `own_words` are words that the
    person may keep as they are.
    """
    context = {
        "section": section,
        "heading": heading,
        "form": form,
        "fields": f"jobseekers/fields/{more.pop('fields', section)}.html",
        "trail": profile_trail(),
        "own_words": "",
        **more,
    }
    refused = form.is_bound and bool(form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "jobseekers/edit.html", context, status=status)


def profile_trail() -> list[dict[str, str]]:
    """The way back to the profile."""
    return [{"label": _("My profile"), "url": reverse("profile")}]


def add_errors(form: BaseForm, error: ValidationError, **renamed: str) -> None:
    """Puts a service's refusal at the form's fields; what has no field goes to the top.

    `renamed` is {field of the service: field of the form}.
    """
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, problems in error.error_dict.items():
        field = renamed.get(name, name)
        known = field in form.fields and name != NON_FIELD_ERRORS
        form.add_error(field if known else None, ValidationError(problems))
