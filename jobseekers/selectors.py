"""Reads that span a profile's tables."""

from django.db.models import Prefetch

from accounts.models import User
from jobseekers.models import Experience, HeldCredential, Profile, ProfileSkill


def profile_of(user: User) -> Profile:
    """The person's profile with all its parts, in four queries. Raises Profile.DoesNotExist."""
    return (
        Profile.objects.prefetch_related(
            Prefetch(
                "skills",
                ProfileSkill.objects.select_related("skill").order_by("skill__label_en", "id"),
            ),
            Prefetch("experience", Experience.objects.select_related("occupation")),
            Prefetch(
                "credentials",
                HeldCredential.objects.select_related("credential").order_by(
                    "credential__label_en", "id"
                ),
            ),
        )
        .select_related("user")
        .get(user=user)
    )
