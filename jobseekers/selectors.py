"""Reads that span a profile's tables."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import Count, Max, Prefetch, QuerySet

from accounts.models import User
from jobseekers.models import Experience, HeldCredential, OwnSkill, Profile, ProfileSkill
from skills.models import Skill
from skills.selectors import skills_by_names

# How long before a credential runs out its holder is told.
_EXPIRES_SOON = timedelta(days=60)
_FEW_SKILLS = 5
# Words that fewer people use could tell who they are: staff never see those.
FEWEST_PEOPLE = 3

StepKind = Literal[
    "first_skill", "zip", "renew", "more_skills", "level", "first_job", "schooling", "visibility"
]


@dataclass(frozen=True)
class OwnWords:
    """Own words of a person; `skill` is the one that has them for a name by now."""

    own: OwnSkill
    skill: Skill | None


@dataclass(frozen=True)
class WholeProfile:
    """A profile and its parts as its owner reads them: newest skills and latest jobs first.

    A person who has saved nothing yet has an unsaved, empty profile.
    """

    profile: Profile
    skills: tuple[ProfileSkill, ...]
    jobs: tuple[Experience, ...]
    credentials: tuple[HeldCredential, ...]
    own_skills: tuple[OwnWords, ...] = ()


@dataclass(frozen=True)
class NextStep:
    """The one thing that would help a profile most; `skill` or `credential` where it is about one.

    `count` is the number of skills held so far.
    """

    kind: StepKind
    skill: ProfileSkill | None = None
    credential: HeldCredential | None = None
    count: int = 0


def profile_of(user: User) -> Profile:
    """The person's profile with all its parts, in five queries. Raises Profile.DoesNotExist."""
    return (
        Profile.objects.prefetch_related(
            "own_skills",
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


def whole_profile(user: User) -> WholeProfile:
    """The person's profile with all its parts; never fails for want of a row.

    Five queries, and one more where there are own words.
    """
    try:
        profile = profile_of(user)
    except Profile.DoesNotExist:
        return WholeProfile(profile=Profile(user=user), skills=(), jobs=(), credentials=())
    return WholeProfile(
        profile=profile,
        skills=tuple(sorted(profile.skills.all(), key=lambda held: held.added_at, reverse=True)),
        jobs=tuple(profile.experience.all()),
        credentials=tuple(profile.credentials.all()),
        own_skills=_own_words(profile),
    )


def words_people_use() -> QuerySet[Any, Any]:
    """{folded, people, newest} of own words that several people use, most people first.

    Words of fewer than FEWEST_PEOPLE are left out.
    """
    return (
        OwnSkill.objects.order_by()
        .values("folded")
        .annotate(people=Count("profile"), newest=Max("added_at"))
        .filter(people__gte=FEWEST_PEOPLE)
        .order_by("-people", "folded")
    )


def _own_words(profile: Profile) -> tuple[OwnWords, ...]:
    own = list(profile.own_skills.all())
    known = skills_by_names(each.folded for each in own)
    return tuple(OwnWords(each, known.get(each.folded)) for each in own)


def next_step(whole: WholeProfile, today: date) -> NextStep | None:
    """What is missing that helps most, by plain rules in order; None when nothing stands out."""
    profile, skills = whole.profile, whole.skills
    runs_out = next(
        (
            held
            for held in sorted(whole.credentials, key=lambda one: one.expires_on or date.max)
            if held.expires_on and held.expires_on <= today + _EXPIRES_SOON
        ),
        None,
    )
    no_level = next((held for held in skills if held.level is None), None)
    steps: tuple[tuple[bool, NextStep], ...] = (
        (not skills, NextStep("first_skill")),
        (not profile.zip, NextStep("zip")),
        (runs_out is not None, NextStep("renew", credential=runs_out)),
        (len(skills) < _FEW_SKILLS, NextStep("more_skills", count=len(skills))),
        (no_level is not None, NextStep("level", skill=no_level)),
        (not whole.jobs, NextStep("first_job")),
        (profile.education is None, NextStep("schooling")),
        (profile.visibility == Profile.Visibility.HIDDEN, NextStep("visibility")),
    )
    return next((step for applies, step in steps if applies), None)
