"""Filters of a posting's candidates, over its stored list."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields, replace

from employers.models import Posting, Requirement
from jobseekers.models import ProfileSkill
from matching.live.filtering import BANDS
from matching.selectors.shapes import Narrowed
from matching.stored import Ranked

EVIDENCE = {
    "backed": (
        ProfileSkill.Evidence.EXPERIENCE,
        ProfileSkill.Evidence.EDUCATION,
        ProfileSkill.Evidence.VERIFIED,
    ),
    "verified": (ProfileSkill.Evidence.VERIFIED,),
}


@dataclass(frozen=True, slots=True)
class CandidateFilters:
    """What a list of candidates is narrowed to; an empty one passes everybody.

    `band` this one or better; `gates` only people who hold what the job must have; `evidence` only
    people with a skill that the posting asks and that is more than stated (backed), or checked
    (verified).
    """

    band: str = ""
    gates: bool = False
    evidence: str = ""

    def __bool__(self) -> bool:
        return bool(self.active)

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the filters that are set."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name))

    def without(self, name: str) -> "CandidateFilters":
        """All of them but one."""
        return replace(self, **{name: type(getattr(self, name))()})


def narrow(
    posting: Posting, ranked: Ranked, shown: Collection[int], filters: CandidateFilters
) -> tuple[set[int], Narrowed]:
    """Those of the `shown` profiles that pass, and what each filter leaves; one query."""
    everybody = set(shown)
    rows = zip(ranked.ids.tolist(), ranked.fit.tolist(), ranked.gates_open.tolist(), strict=True)
    fits, opened = {}, set()
    for pk, fit, gates_open in rows:
        fits[pk] = fit
        if gates_open:
            opened.add(pk)
    marks = _evidence(posting, everybody)
    passing: dict[str, Callable[[str], set[int]]] = {
        "band": lambda band: {pk for pk in everybody if fits[pk] >= BANDS[band]},
        "gates": lambda _true: everybody & opened,
        "evidence": lambda kind: marks[kind],
    }
    options = {"band": BANDS, "gates": ("true",), "evidence": EVIDENCE}

    def left(chosen: CandidateFilters) -> set[int]:
        some = everybody
        for name in chosen.active:
            some = some & passing[name](getattr(chosen, name))
        return some

    without = {name: left(filters.without(name)) for name in options}
    return left(filters), Narrowed(
        counts={
            name: {option: len(without[name] & passing[name](option)) for option in values}
            for name, values in options.items()
        },
        unfiltered=len(everybody),
        without={name: len(without[name]) for name in filters.active},
    )


def _evidence(posting: Posting, profiles: Collection[int]) -> dict[str, set[int]]:
    """For each kind of evidence the profiles that have it for a skill that the posting asks."""
    asked = Requirement.objects.filter(posting=posting).values("skill")
    held = ProfileSkill.objects.filter(
        profile__in=profiles, skill__in=asked, evidence__in=EVIDENCE["backed"]
    )
    found: dict[str, set[int]] = {kind: set() for kind in EVIDENCE}
    for profile, evidence in held.values_list("profile_id", "evidence"):
        for kind, values in EVIDENCE.items():
            if evidence in values:
                found[kind].add(profile)
    return found
