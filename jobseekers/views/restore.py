"""Putting back what was just removed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from jobseekers import services
from jobseekers.access import JobseekerRequest, an_act, jobseekers_only, profile_to_change
from jobseekers.models import Profile
from jobseekers.services import SkillClaim
from jobseekers.undo import take
from jobseekers.views.answers import saved
from skills.models import Credential, Occupation, Skill


@jobseekers_only
@an_act
def profile_restore(request: JobseekerRequest, token: str) -> HttpResponse:
    """Undoes one removal of this session."""
    removed = take(request, token)
    if removed is None:
        messages.warning(request, _("This can't be undone any more. Please add it again."))
        return redirect("profile")
    kind, held = removed
    section, restore = _RESTORERS[kind]
    try:
        restore(profile_to_change(request), held)
    except (ValidationError, ObjectDoesNotExist) as error:
        words = getattr(error, "messages", [_("This is no longer in use.")])
        messages.warning(request, " ".join(words))
        return redirect("profile")
    return saved(request, section, _("It is back. Your matches are updating."))


def _skill(profile: Profile, held: dict[str, Any]) -> None:
    skill = Skill.objects.get(slug=held["skill"])
    services.restore_skill(profile=profile, claim=SkillClaim(**{**held, "skill": skill}))


def _own_skill(profile: Profile, held: dict[str, Any]) -> None:
    services.add_own_skill(profile=profile, text=held["text"])


def _job(profile: Profile, held: dict[str, Any]) -> None:
    code = held["occupation"]
    services.save_job(
        profile=profile,
        title=held["title"],
        employer=held["employer"],
        occupation=Occupation.objects.get(code=code) if code else None,
        started=date.fromisoformat(held["started"]),
        ended=_day(held["ended"]),
    )


def _credential(profile: Profile, held: dict[str, Any]) -> None:
    credential = Credential.objects.get(slug=held["credential"])
    services.save_credential(
        profile=profile, credential=credential, expires_on=_day(held["expires_on"])
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


_RESTORERS: dict[str, tuple[str, Callable[[Profile, dict[str, Any]], None]]] = {
    "skill": ("skills", _skill),
    "own_skill": ("skills", _own_skill),
    "job": ("jobs", _job),
    "credential": ("credentials", _credential),
}
