"""The skills that a person holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from jobseekers.models import Profile, ProfileSkill
from jobseekers.services.changing import changing, naming_entry
from jobseekers.services.limits import EARLIEST_YEAR, MAX_SKILLS
from skills.models import Skill


@dataclass(frozen=True, kw_only=True)
class SkillClaim:
    """One skill as a person states it: level 1..4 or None for "not sure", year of last use."""

    skill: Skill
    level: int | None = None
    evidence: str = ProfileSkill.Evidence.CLAIMED
    last_used: int | None = None


def add_skill(*, profile: Profile, claim: SkillClaim) -> ProfileSkill:
    """Adds a skill. Raises ValidationError if it is held already, retired or one too many."""
    with changing(profile, "skill added", subject_id=claim.skill.pk) as locked:
        _check_room_for(locked, claim.skill)
        held = _held_skill(locked, claim)
        held.save()
    return held


def restore_skill(*, profile: Profile, claim: SkillClaim) -> ProfileSkill:
    """Puts back what `remove_skill` returned: a check by staff stays, and so does a retired skill.

    Raises ValidationError if it is held again by now, or one too many.
    """
    with changing(profile, "skill restored", subject_id=claim.skill.pk) as locked:
        _check_room_for(locked, claim.skill)
        held = ProfileSkill(
            profile=locked, skill=claim.skill, level=claim.level, evidence=claim.evidence
        )
        _state(held, claim)
        held.clean_fields(exclude=["profile", "skill"])
        held.save()
    return held


def change_skill(*, profile: Profile, claim: SkillClaim) -> ProfileSkill:
    """States level, evidence and last use of a held skill anew.

    A skill that was checked by staff or an issuer is only claimed once its holder changes the
    level: the check does not vouch for a level that nobody checked.
    """
    with changing(profile, "skill changed", subject_id=claim.skill.pk) as locked:
        held = locked.skills.get(skill=claim.skill)
        _state(held, claim)
        held.full_clean(validate_unique=False)
        held.save()
    return held


def remove_skill(*, profile: Profile, skill: Skill) -> ProfileSkill:
    """Takes a skill out; returns what was held, so that it can be put back."""
    with changing(profile, "skill removed", subject_id=skill.pk) as locked:
        held = locked.skills.get(skill=skill)
        locked.skills.filter(pk=held.pk).delete()
    return held


def replace_skills(*, profile: Profile, skills: Sequence[SkillClaim]) -> Profile:
    """The whole list of skills anew, each as in `change_skill`; all or nothing."""
    with changing(profile, "skills replaced") as locked:
        put_skills(locked, skills)
    return profile


def put_skills(profile: Profile, claims: Sequence[SkillClaim]) -> None:
    """Makes these the skills of a locked profile. Rows that stay keep their date."""
    if len(claims) > MAX_SKILLS:
        raise ValidationError({"skills": _too_many_skills()})
    wanted = {claim.skill.pk: claim for claim in claims}
    if len(wanted) != len(claims):
        raise ValidationError({"skills": _("A skill is named twice.")})
    held = {row.skill_id: row for row in profile.skills.select_related("skill")}
    profile.skills.filter(skill_id__in=set(held) - set(wanted)).delete()
    added, changed = [], []
    for number, (skill_id, claim) in enumerate(wanted.items(), start=1):
        with naming_entry("skills", number):
            if skill_id not in held:
                added.append(_held_skill(profile, claim))
                continue
            row = held[skill_id]
            before = (row.level, row.evidence, row.last_used)
            _state(row, claim)
            row.clean_fields(exclude=["profile", "skill"])
            if (row.level, row.evidence, row.last_used) != before:
                changed.append(row)
    ProfileSkill.objects.bulk_create(added)
    ProfileSkill.objects.bulk_update(changed, ["level", "evidence", "last_used"])


def add_skills(profile: Profile, claims: Sequence[SkillClaim]) -> int:
    """Adds to a locked profile those that it lacks, each once; returns how many."""
    held = set(profile.skills.values_list("skill_id", flat=True))
    fresh = {claim.skill.pk: claim for claim in claims if claim.skill.pk not in held}
    if len(held) + len(fresh) > MAX_SKILLS:
        raise ValidationError({"skills": _too_many_skills()})
    rows = [_held_skill(profile, claim) for claim in fresh.values()]
    ProfileSkill.objects.bulk_create(rows)
    return len(rows)


def _check_room_for(profile: Profile, skill: Skill) -> None:
    if profile.skills.filter(skill=skill).exists():
        raise ValidationError({"skill": _("You have this skill already.")})
    if profile.skills.count() >= MAX_SKILLS:
        raise ValidationError({"skill": _too_many_skills()})


def _held_skill(profile: Profile, claim: SkillClaim) -> ProfileSkill:
    if claim.skill.retired:
        raise ValidationError({"skill": _("This skill is no longer in use.")})
    held = ProfileSkill(profile=profile, skill=claim.skill)
    _state(held, claim)
    held.clean_fields(exclude=["profile", "skill"])
    _check_year(held)
    return held


def _state(held: ProfileSkill, claim: SkillClaim) -> None:
    if claim.evidence == ProfileSkill.Evidence.VERIFIED != held.evidence:
        raise ValidationError({"evidence": _("Only staff or an issuer can mark a skill checked.")})
    is_as_checked = claim.evidence != ProfileSkill.Evidence.VERIFIED or claim.level == held.level
    held.evidence = claim.evidence if is_as_checked else ProfileSkill.Evidence.CLAIMED
    held.level, held.last_used = claim.level, claim.last_used
    _check_year(held)


def _check_year(held: ProfileSkill) -> None:
    this_year = timezone.localdate().year
    if isinstance(held.last_used, int) and not EARLIEST_YEAR <= held.last_used <= this_year:
        raise ValidationError({"last_used": _("Use a year up to this one.")})


def _too_many_skills() -> str:
    return _("A profile holds up to %(count)d skills.") % {"count": MAX_SKILLS}
