"""Profiles follow the taxonomy: a skill that was merged into another becomes that one."""

from django.db import transaction
from django.utils import timezone

from jobseekers.models import Profile, ProfileSkill
from jobseekers.services.changing import raise_revision
from matching.outbox import mark_profiles_dirty
from skills.following import replacements

# A check by somebody else weighs more than a person's own word.
_EVIDENCE = (
    ProfileSkill.Evidence.CLAIMED,
    ProfileSkill.Evidence.EXPERIENCE,
    ProfileSkill.Evidence.EDUCATION,
    ProfileSkill.Evidence.VERIFIED,
)


def follow_replaced_skills(*, limit: int = 500) -> int:
    """Moves held skills that were merged to what they have become; returns how many profiles.

    Where both are held, the higher level stays, with the evidence for it. Profiles that somebody
    is changing right now wait for the next call.
    """
    final = replacements()
    if not final:
        return 0
    with transaction.atomic():
        holding = ProfileSkill.objects.filter(skill__in=final).values("profile_id")
        profiles = list(
            Profile.objects.filter(pk__in=holding)
            .order_by("id")
            .select_for_update(skip_locked=True)
            .prefetch_related("experience", "credentials", "skills")[:limit]
        )
        moved: list[ProfileSkill] = []
        dropped: list[int] = []
        today = timezone.localdate()
        for profile in profiles:
            _follow(list(profile.skills.all()), final, moved, dropped)
            raise_revision(profile, today)
        ProfileSkill.objects.filter(pk__in=dropped).delete()
        ProfileSkill.objects.bulk_update(moved, ["skill", "last_used"], batch_size=500)
        Profile.objects.bulk_update(profiles, ["revision", "next_change"], batch_size=500)
        mark_profiles_dirty(
            revisions={profile.pk: profile.revision for profile in profiles},
            reason="skills merged",
        )
    return len(profiles)


def _follow(
    held: list[ProfileSkill], final: dict[int, int], moved: list[ProfileSkill], dropped: list[int]
) -> None:
    """Picks, of all that mean one skill now, the row that stays."""
    together: dict[int, list[ProfileSkill]] = {}
    for row in sorted(held, key=lambda row: row.pk):
        together.setdefault(final.get(row.skill_id, row.skill_id), []).append(row)
    for skill_id, rows in together.items():
        best = max(rows, key=_strength)
        last_used = max((row.last_used for row in rows if row.last_used), default=None)
        if (best.skill_id, best.last_used) != (skill_id, last_used):
            best.skill_id, best.last_used = skill_id, last_used
            moved.append(best)
        dropped.extend(row.pk for row in rows if row is not best)


def _strength(row: ProfileSkill) -> tuple[int, int]:
    return row.level or 0, _EVIDENCE.index(ProfileSkill.Evidence(row.evidence))
