"""From commit to stored lists, through the running broker and workers, on the data at hand.

It edits: a skill's level of a profile, a requirement's level of a posting, and puts each back.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from employers.models import Posting, Requirement
from employers.services import RequirementClaim, save_requirement
from jobseekers.models import Profile, ProfileSkill
from jobseekers.services import SkillClaim, change_skill
from matching.stored import Ranked, candidates_for, postings_for
from portal.bench.results import BenchError, Result, quantile
from skills.models import SkillLevel

Row = TypeVar("Row", bound=Model)

_EDITS = 40
# Not counted: a worker that has just started first loads what it keeps in memory.
_WARMING_UP = 8
_PATIENCE_S = 30


def run() -> list[Result]:
    """Seconds until the lists of an edited profile, or posting, are stored anew."""
    people = ProfileSkill.objects.filter(profile__user__is_active=True).select_related(
        "profile", "skill"
    )
    asks = Requirement.objects.filter(
        posting__in=Posting.objects.public(timezone.localdate())
    ).select_related("posting", "skill")
    of_profiles = _measure(_edit_profile(held) for held in _spread(people))
    of_postings = _measure(_edit_posting(asked) for asked in _spread(asks))
    return [
        Result("drain", f"{what}, {name}", quantile(times, share), "s", goal)
        for what, times in (("profile edit", of_profiles), ("posting edit", of_postings))
        for name, share, goal in (("p50", 0.5, "1 s"), ("p95", 0.95, "2 s"))
    ]


def _spread(rows: QuerySet[Row]) -> list[Row]:
    """A few rows from everywhere."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    chosen = ids[:: max(len(ids) // (_EDITS // 2), 1)][: _EDITS // 2]
    if not chosen:
        raise BenchError("There is nothing to edit. Load demo data first.")
    return list(rows.filter(pk__in=chosen).order_by("pk"))


def _other(level: int | None) -> int:
    return SkillLevel.ON_MY_OWN if level != SkillLevel.ON_MY_OWN else SkillLevel.HARD_CASES


def _edit_profile(held: ProfileSkill) -> list[Callable[[], Callable[[], bool]]]:
    claim = SkillClaim(
        skill=held.skill, level=held.level, evidence=held.evidence, last_used=held.last_used
    )

    def edit(claim: SkillClaim) -> Callable[[], bool]:
        profile: Profile = held.profile
        change_skill(profile=profile, claim=claim)
        return lambda: _has_reached(postings_for(profile.pk), profile.revision)

    return [lambda: edit(replace(claim, level=_other(held.level))), lambda: edit(claim)]


def _edit_posting(asked: Requirement) -> list[Callable[[], Callable[[], bool]]]:
    claim = RequirementClaim(
        skill=asked.skill,
        importance=asked.importance,
        level=asked.level,
        trainable=asked.trainable,
    )

    def edit(claim: RequirementClaim) -> Callable[[], bool]:
        posting = asked.posting
        save_requirement(posting=posting, claim=claim)
        return lambda: _has_reached(candidates_for(posting.pk), posting.revision)

    return [lambda: edit(replace(claim, level=_other(asked.level))), lambda: edit(claim)]


def _has_reached(ranked: Ranked, revision: int) -> bool:
    return ranked.revision is not None and ranked.revision >= revision


def _measure(edits: Iterable[list[Callable[[], Callable[[], bool]]]]) -> list[float]:
    """Seconds from each edit's commit until it is stored."""
    times = []
    for there_and_back in edits:
        for act in there_and_back:
            is_stored = act()
            started = time.monotonic()
            while not is_stored():
                if time.monotonic() - started > _PATIENCE_S:
                    raise BenchError(
                        f"No worker followed a change within {_PATIENCE_S} s. Is one running?"
                    )
                time.sleep(0.005)
            times.append(time.monotonic() - started)
    return times[_WARMING_UP:] or times
