"""What a person can do in words of their own: kept, not scored, so matching is never told."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jobseekers.models import OwnSkill, Profile
from jobseekers.services.limits import LONGEST_OWN_SKILL, MAX_OWN_SKILLS
from jobseekers.services.skills import SkillClaim, add_skill
from skills.folding import fold
from skills.models import Skill


def add_own_skill(*, profile: Profile, text: str) -> OwnSkill:
    """Keeps the words. Raises ValidationError if they say nothing, are held, or one too many."""
    with transaction.atomic():
        locked = Profile.objects.select_for_update().get(pk=profile.pk)
        own = _own_skill(locked, text)
        if locked.own_skills.filter(folded=own.folded).exists():
            raise ValidationError({"text": _("You have these words already.")})
        if locked.own_skills.count() >= MAX_OWN_SKILLS:
            raise ValidationError({"text": _too_many()})
        own.save()
    return own


def remove_own_skill(*, profile: Profile, own: OwnSkill) -> None:
    """Takes the words out; when they are gone already, nothing."""
    profile.own_skills.filter(pk=own.pk).delete()


def take_own_skill(*, profile: Profile, own: OwnSkill, skill: Skill) -> None:
    """The words become the skill, which matching sees.

    Raises ValidationError as `add_skill` does; a skill that is held already just replaces them.
    """
    with transaction.atomic():
        if not profile.skills.filter(skill=skill).exists():
            add_skill(profile=profile, claim=SkillClaim(skill=skill))
        remove_own_skill(profile=profile, own=own)


def replace_own_skills(*, profile: Profile, texts: Sequence[str]) -> None:
    """The whole list anew; all or nothing. Raises ValidationError as `add_own_skill` does."""
    with transaction.atomic():
        put_own_skills(Profile.objects.select_for_update().get(pk=profile.pk), texts)


def put_own_skills(profile: Profile, texts: Sequence[str]) -> None:
    """Makes these the own words of a locked profile. Words that stay keep their date."""
    if len(texts) > MAX_OWN_SKILLS:
        raise ValidationError({"own_skills": _too_many()})
    try:
        wanted = {own.folded: own for own in (_own_skill(profile, text) for text in texts)}
    except ValidationError as error:
        raise ValidationError({"own_skills": error.messages}) from error
    if len(wanted) != len(texts):
        raise ValidationError({"own_skills": _("The same words stand there twice.")})
    held = {own.folded: own for own in profile.own_skills.all()}
    profile.own_skills.filter(folded__in=set(held) - set(wanted)).delete()
    OwnSkill.objects.bulk_create([own for folded, own in wanted.items() if folded not in held])
    respelt = [held[folded] for folded in wanted if folded in held]
    for own in respelt:
        own.text = wanted[own.folded].text
    OwnSkill.objects.bulk_update(respelt, ["text"])


def _own_skill(profile: Profile, text: str) -> OwnSkill:
    words = " ".join(text.replace("\0", " ").split())
    folded = fold(words)
    if not folded:
        raise ValidationError({"text": _("Type a few words.")})
    if len(words) > LONGEST_OWN_SKILL:
        raise ValidationError(
            {"text": _("Use at most %(count)d letters.") % {"count": LONGEST_OWN_SKILL}}
        )
    return OwnSkill(profile=profile, text=words, folded=folded[:200])


def _too_many() -> str:
    return _("A profile holds up to %(count)d skills in your own words.") % {
        "count": MAX_OWN_SKILLS
    }
