"""Skills in a person's own words: kept, removed, and turned into a skill that is known by now."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from jobseekers import services
from jobseekers.access import JobseekerRequest, an_act, jobseekers_only, profile_to_change
from jobseekers.models import OwnSkill
from jobseekers.undo import remember
from jobseekers.views.answers import saved, shown
from skills.selectors import skills_by_names

SECTION = "skills"


@jobseekers_only
@an_act
def own_skill_add(request: JobseekerRequest) -> HttpResponse:
    """Keeps the words of `text`."""
    try:
        own = services.add_own_skill(
            profile=profile_to_change(request), text=request.POST.get("text", "")
        )
    except ValidationError as error:
        return _refused(request, error)
    words = _("Kept in your own words: %(words)s. It is not scored yet.")
    return saved(request, SECTION, words % {"words": own.text})


@jobseekers_only
@an_act
def own_skill_remove(request: JobseekerRequest, own: int) -> HttpResponse:
    """Takes the words out, with a way back."""
    found = _held(request, own)
    services.remove_own_skill(profile=found.profile, own=found)
    undo = remember(request, "own_skill", {"text": found.text})
    words = _("Removed: %(skill)s.") % {"skill": found.text}
    return saved(request, SECTION, words, extra_tags=f"undo:{undo}")


@jobseekers_only
@an_act
def own_skill_take(request: JobseekerRequest, own: int) -> HttpResponse:
    """Turns the words into the skill that has them for a name."""
    found = _held(request, own)
    skill = skills_by_names([found.folded]).get(found.folded)
    if skill is None:
        return _refused(request, ValidationError(_("We don't know a skill by this name.")))
    try:
        services.take_own_skill(profile=found.profile, own=found, skill=skill)
    except ValidationError as error:
        return _refused(request, error)
    words = _("Added: %(skill)s. Say how well you do it. Your matches are updating.")
    return saved(request, SECTION, words % {"skill": skill.label})


def _held(request: JobseekerRequest, own: int) -> OwnSkill:
    """The words as this person holds them; 404 where they do not."""
    mine = OwnSkill.objects.select_related("profile")
    return get_object_or_404(mine, profile__user=request.user, pk=own)


def _refused(request: JobseekerRequest, error: ValidationError) -> HttpResponse:
    messages.warning(request, " ".join(error.messages))
    return shown(request, SECTION) if request.htmx else redirect("profile")
