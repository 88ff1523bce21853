"""What each thing that a posting asks costs it: who qualifies now, and after every single change.

A posting's credits are worked out once, line by line, for the whole pool; each changed posting is
then recounted from them. The counts equal those of ``reference.score`` on the changed posting.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from matching.engine.arrays import Int64s, row_of_each, segment_sum
from matching.engine.columns import ProfileColumns, TaxonomyArrays
from matching.engine.columns.table import LEVELS
from matching.engine.kernels import scoring
from matching.engine.kernels.tables import tables_of
from matching.engine.rules import (
    asks_education,
    asks_experience,
    requirement_weight,
)
from matching.engine.settings import FULL, EngineSettings
from matching.engine.types import Education, Importance, PostingInput, RequirementInput

Mask = NDArray[np.bool_]
"""Which profiles of a pool, by row."""

_A_YEAR = 12
SOFTER = {Importance.ESSENTIAL: Importance.IMPORTANT, Importance.IMPORTANT: Importance.NICE}
"""What an importance becomes when it is lowered by one step."""


class ChangeKind(StrEnum):
    """What an employer could ask less of."""

    DROP = "drop"
    LOWER_IMPORTANCE = "lower_importance"
    LOWER_LEVEL = "lower_level"
    TRAIN = "train"
    DROP_GATE = "drop_gate"
    DROP_EXPERIENCE = "drop_experience"
    LOWER_EXPERIENCE = "lower_experience"
    DROP_EDUCATION = "drop_education"
    LOWER_EDUCATION = "lower_education"
    ACCEPT_EQUIVALENT = "accept_equivalent"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a posting; ``subject`` is the skill or the credential that it is about."""

    kind: ChangeKind
    subject: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Pools:
    """Three groups that never overlap, of the profiles that may be counted.

    ``qualified``: a good fit or better, every gate open. ``near``: a possible fit, short of good,
    every gate open. ``blocked``: a good fit or better that a closed gate keeps out.
    """

    qualified: Mask
    near: Mask
    blocked: Mask


@dataclass(frozen=True, slots=True, eq=False)
class Simulation:
    """A posting's pools as it stands and after each change.

    ``blocked_by`` holds for each gate the good fits whom it keeps out; somebody whom two gates
    keep out is in both.
    """

    now: Pools
    blocked_by: dict[int, Mask]
    after: tuple[tuple[Change, Pools], ...]


@dataclass(frozen=True, slots=True)
class _Variant:
    """A changed posting; ``place`` is that of the requirement that changed, if one did."""

    change: Change
    posting: PostingInput
    place: int | None = None
    instead: RequirementInput | None = None


def changes_of(posting: PostingInput) -> tuple[tuple[Change, PostingInput], ...]:
    """Every single change that asks less, with the posting that it leads to.

    A change after which nothing is asked any more is none: nobody can fit nothing.
    """
    return tuple((variant.change, variant.posting) for variant in _variants(posting))


def simulate(
    posting: PostingInput,
    profiles: ProfileColumns,
    taxonomy: TaxonomyArrays,
    settings: EngineSettings,
    as_of: date,
    *,
    counted: Mask,
) -> Simulation:
    """The pools of the posting and of each of its changes among the ``counted`` profiles."""
    table = _Table(profiles, taxonomy, settings)
    weights = [_weight(asked, table) for asked in posting.requirements]
    lines = [table.points(asked) for asked in posting.requirements]
    points = np.zeros(len(profiles), dtype=np.int64)
    for line in lines:
        points += line
    closed = {gate: ~_holders(gate, profiles, as_of) for gate in sorted(set(posting.gates))}
    shut = np.zeros(len(profiles), dtype=np.int16)
    for mask in closed.values():
        shut += mask

    def pools(variant: _Variant) -> Pools:
        earned, weight = points, sum(weights)
        if variant.place is not None:
            earned, weight = earned - lines[variant.place], weight - weights[variant.place]
        if variant.instead is not None:
            earned = earned + table.points(variant.instead)
            weight += _weight(variant.instead, table)
        good, possible = table.fits(variant.posting, earned, weight)
        opened = shut == 0
        if variant.change.kind is ChangeKind.DROP_GATE and variant.change.subject is not None:
            opened = shut == closed[variant.change.subject]
        good &= counted
        possible &= counted & opened & ~good
        return Pools(qualified=good & opened, near=possible, blocked=good & ~opened)

    now = pools(_Variant(Change(ChangeKind.DROP), posting))
    good = now.qualified | now.blocked
    return Simulation(
        now=now,
        blocked_by={gate: good & mask for gate, mask in closed.items()},
        after=tuple((variant.change, pools(variant)) for variant in _variants(posting)),
    )


def _variants(posting: PostingInput) -> Iterator[_Variant]:
    for place, asked in enumerate(posting.requirements):
        for kind, instead in _instead_of(asked):
            before, after = posting.requirements[:place], posting.requirements[place + 1 :]
            middle = () if instead is None else (instead,)
            changed = replace(posting, requirements=(*before, *middle, *after))
            if _asks_anything(changed):
                yield _Variant(Change(kind, asked.skill), changed, place, instead)
    for gate in sorted(set(posting.gates)):
        rest = tuple(other for other in posting.gates if other != gate)
        yield _Variant(Change(ChangeKind.DROP_GATE, gate), replace(posting, gates=rest))
    for kind, changed in _of_the_rest(posting):
        if _asks_anything(changed):
            yield _Variant(Change(kind), changed)


def _instead_of(asked: RequirementInput) -> Iterator[tuple[ChangeKind, RequirementInput | None]]:
    """What could stand in a requirement's place, from most to least."""
    yield ChangeKind.DROP, None
    if asked.importance in SOFTER:
        softer = replace(asked, importance=SOFTER[asked.importance])
        yield ChangeKind.LOWER_IMPORTANCE, softer
    if asked.level is not None and asked.level > 1:
        yield ChangeKind.LOWER_LEVEL, replace(asked, level=asked.level - 1)
    if not asked.trainable:
        yield ChangeKind.TRAIN, replace(asked, trainable=True)


def _of_the_rest(posting: PostingInput) -> Iterator[tuple[ChangeKind, PostingInput]]:
    if posting.months:
        yield ChangeKind.DROP_EXPERIENCE, replace(posting, months=None)
        if posting.months > _A_YEAR:
            yield ChangeKind.LOWER_EXPERIENCE, replace(posting, months=posting.months - _A_YEAR)
    if asks_education(posting) and posting.education is not None:
        yield ChangeKind.DROP_EDUCATION, replace(posting, education=None)
        if posting.education > Education.HS:
            lower = Education(posting.education - 1)
            yield ChangeKind.LOWER_EDUCATION, replace(posting, education=lower)
        if not posting.education_or_equivalent:
            yield ChangeKind.ACCEPT_EQUIVALENT, replace(posting, education_or_equivalent=True)


def _asks_anything(posting: PostingInput) -> bool:
    return bool(posting.requirements) or asks_experience(posting) or asks_education(posting)


def _weight(asked: RequirementInput, table: "_Table") -> int:
    return requirement_weight(asked, table.taxonomy.source, table.settings)


def _holders(credential: int, profiles: ProfileColumns, as_of: date) -> Mask:
    """Who holds a credential that is valid that day."""
    held = (profiles.credentials == credential) & (profiles.expires >= as_of.toordinal())
    holders = np.zeros(len(profiles), dtype=np.bool_)
    holders[row_of_each(profiles.credential_offsets)[held]] = True
    return holders


class _Table:
    """What the lines of one posting and of its changes earn each profile, each worked out once."""

    def __init__(
        self, profiles: ProfileColumns, taxonomy: TaxonomyArrays, settings: EngineSettings
    ) -> None:
        self.profiles, self.taxonomy, self.settings = profiles, taxonomy, settings
        self._credits: dict[tuple[int, int | None], NDArray[np.int32]] = {}
        self._months: dict[int | None, Int64s] = {}
        self._work: dict[tuple[int | None, int], Int64s] = {}

    def points(self, asked: RequirementInput) -> Int64s:
        """Weight x credit of a requirement, profile by profile."""
        key = (asked.skill, asked.level)
        if key not in self._credits:
            self._credits[key] = self._credits_of(asked)
        return np.multiply(self._credits[key], _weight(asked, self), dtype=np.int64)

    def fits(self, posting: PostingInput, points: Int64s, weight: int) -> tuple[Mask, Mask]:
        """Who fits well, and who possibly or better; ``points`` are those of the requirements.

        A fit is rounded down, so it reaches a bound where the points reach bound x weight.
        """
        earned, total = points, weight
        months = self._months_for(posting.occupation)
        if asks_experience(posting):
            earned = earned + self._work_points(posting, months)
            total += self.settings.experience_weight
        if asks_education(posting):
            educated = self.profiles.education >= int(posting.education or 0)
            if posting.education_or_equivalent:
                educated |= months >= self.settings.equivalent_months
                if weight:
                    educated |= points >= self.settings.equivalent_credit * weight
            earned = earned + educated * np.int64(self.settings.education_weight * FULL)
            total += self.settings.education_weight
        if not total:
            nobody = np.zeros(len(self.profiles), dtype=np.bool_)
            return nobody, nobody.copy()
        return earned >= self.settings.good * total, earned >= self.settings.possible * total

    def _credits_of(self, asked: RequirementInput) -> NDArray[np.int32]:
        """The better of what the skill itself earns and what the closest held skill earns."""
        profiles, tables, level = self.profiles, tables_of(self.settings), asked.level or 0
        wanted = np.array([asked.skill], dtype=np.int64)
        _, others, strengths = self.taxonomy.skills_helping.of(wanted)
        skills = np.append(others, asked.skill).astype(np.int64)
        by_key = np.zeros((int(skills.max()) + 1, LEVELS), dtype=np.int16)
        by_key[skills] = np.vstack(
            [tables.adjacent[:, level, strengths].T, tables.direct[:, level]]
        )
        credits = np.empty(len(profiles), dtype=np.int32)
        scoring.best_credits(by_key.ravel(), profiles.skill_offsets, profiles.skill_keys, credits)
        return credits

    def _work_points(self, posting: PostingInput, months: Int64s) -> Int64s:
        key = (posting.occupation, posting.months or 0)
        if key not in self._work:
            credits = np.minimum(FULL, months * FULL // key[1])
            self._work[key] = credits * np.int64(self.settings.experience_weight)
        return self._work[key]

    def _months_for(self, occupation: int | None) -> Int64s:
        """Months of each profile that count for the occupation; all of them where it is None."""
        if occupation not in self._months:
            profiles = self.profiles
            hundredths = profiles.work_months.astype(np.int64) * 100
            if occupation is not None:
                wanted = np.array([occupation], dtype=np.int64)
                _, others, percents = self.taxonomy.occupations_helping.of(wanted)
                bound = max(int(profiles.work_occupations.max(initial=0)), occupation + 1) + 1
                share = np.zeros(max(bound, int(others.max(initial=0)) + 2), dtype=np.int64)
                share[others + 1] = percents
                share[occupation + 1] = 100
                hundredths = profiles.work_months * share[profiles.work_occupations]
            self._months[occupation] = segment_sum(hundredths, profiles.work_offsets) // 100
        return self._months[occupation]
