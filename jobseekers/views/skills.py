"""Adding, changing and removing skills."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobseekers import services
from jobseekers.access import JobseekerRequest, an_act, jobseekers_only, profile_to_change
from jobseekers.forms import NewSkillForm, SkillForm
from jobseekers.models import ProfileSkill
from jobseekers.services import SkillClaim
from jobseekers.undo import remember
from jobseekers.views.answers import (
    add_errors,
    form_page,
    page_context,
    profile_trail,
    saved,
    shown,
    skill_row,
)
from skills.models import Skill, SkillLevel
from skills.selectors import skill_by_code

SECTION = "skills"


@require_http_methods(["GET", "HEAD", "POST"])
@jobseekers_only
def skill_add(request: JobseekerRequest) -> HttpResponse:
    """A new skill by its name; `?skill=<slug>` starts with that one filled in."""
    if request.method != "POST":
        asked = skill_by_code(request.GET.get("skill", ""))
        return _page(request, NewSkillForm(concept=asked))
    form = NewSkillForm(request.POST)
    if form.is_valid() and (skill := form.concept):
        try:
            services.add_skill(profile=profile_to_change(request), claim=SkillClaim(skill=skill))
        except ValidationError as error:
            add_errors(form, error, skill="text")
        else:
            words = _("Added: %(skill)s. Say how well you do it. Your matches are updating.")
            return saved(request, SECTION, words % {"skill": skill.label})
    if request.htmx and request.htmx.target == SECTION:
        return shown(request, SECTION, status=HTTPStatus.UNPROCESSABLE_ENTITY, new_skill=form)
    return _page(request, form)


@jobseekers_only
@an_act
def skill_save(request: JobseekerRequest, skill: str) -> HttpResponse:
    """Level and year of last use of a held skill."""
    held = _held(request, skill)
    form = SkillForm(request.POST)
    if form.is_valid():
        claim = SkillClaim(skill=held.skill, evidence=held.evidence, **form.cleaned_data)
        try:
            services.change_skill(profile=held.profile, claim=claim)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return _row_saved(request, _held(request, skill))
    template = "jobseekers/_skill.html" if request.htmx else "jobseekers/skill.html"
    context = {
        "row": skill_row(held, form),
        "levels": SkillLevel.choices,
        "trail": profile_trail(),
    }
    return render(request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@jobseekers_only
@an_act
def skill_remove(request: JobseekerRequest, skill: str) -> HttpResponse:
    """Takes a skill out, with a way back."""
    found = _held(request, skill)
    held = services.remove_skill(profile=found.profile, skill=found.skill)
    undo = remember(request, "skill", _as_plain(found.skill, held))
    words = _("Removed: %(skill)s.") % {"skill": found.skill.label}
    return saved(request, SECTION, words, extra_tags=f"undo:{undo}")


def _page(request: JobseekerRequest, form: NewSkillForm) -> HttpResponse:
    return form_page(
        request, SECTION, _("Add a skill"), form, fields="skill", own_words=form.own_words
    )


def _held(request: JobseekerRequest, slug: str) -> ProfileSkill:
    """The skill as this person holds it; 404 where they do not."""
    mine = ProfileSkill.objects.select_related("skill", "profile")
    return get_object_or_404(mine, profile__user=request.user, skill__slug=slug)


def _row_saved(request: JobseekerRequest, held: ProfileSkill) -> HttpResponse:
    if not request.htmx:
        return saved(request, f"skill-{held.skill.slug}")
    messages.success(request, _("Saved. Your matches are updating."))
    context = page_context(request, row=skill_row(held), swap=True)
    return render(request, "jobseekers/_skill_saved.html", context)


def _as_plain(skill: Skill, held: ProfileSkill) -> dict[str, Any]:
    return {
        "skill": skill.slug,
        "level": held.level,
        "evidence": held.evidence,
        "last_used": held.last_used,
    }
