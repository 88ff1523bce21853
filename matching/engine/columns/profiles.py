"""Profiles in arrays, with an index from each skill at each level to the people who hold it."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.engine.arrays import Int32s, Splice, int32s, offsets_of, row_of_each
from matching.engine.columns.table import LEVELS, Table, by_id, key_of, occupation_number
from matching.engine.columns.table import whole_months as months_of
from matching.engine.rules import held_credentials, held_levels
from matching.engine.types import Education, Experience, HeldCredential, HeldSkill, ProfileInput

NO_EXPIRY = int(np.iinfo(np.int32).max)
"""The day on which a credential without an expiry expires."""

NO_EDUCATION = -1


@dataclass(frozen=True, eq=False)
class ProfileColumns(Table):
    """Profiles by row; skills, experience and credentials in rows of uneven length.

    ``held_by[held_by_offsets[key]:held_by_offsets[key + 1]]`` are the rows
    that hold ``key``, rising. ``expires`` are days as proleptic Gregorian ordinals.
    """

    education: NDArray[np.int8]
    skill_offsets: Int32s
    skill_keys: Int32s
    work_offsets: Int32s
    work_occupations: Int32s
    work_months: Int32s
    credential_offsets: Int32s
    credentials: Int32s
    expires: Int32s
    held_by_offsets: Int32s
    held_by: Int32s

    @property
    def keys(self) -> int:
        """One more than the largest key that the index knows."""
        return len(self.held_by_offsets) - 1

    @classmethod
    def build(cls, profiles: Iterable[ProfileInput]) -> "ProfileColumns":
        """Columns of the profiles; raises ValueError for a repeated id or an impossible value."""
        ordered = by_id(profiles)
        keys, occupations, months = array("i"), array("i"), array("i")
        credentials, expires = array("i"), array("i")
        skill_counts, work_counts, credential_counts = array("i"), array("i"), array("i")
        for profile in ordered:
            levels = held_levels(profile)
            keys.extend(key_of(skill, level) for skill, level in levels.items())
            skill_counts.append(len(levels))
            work = sorted(
                (occupation_number(worked.occupation), months_of(worked.months))
                for worked in profile.experience
            )
            occupations.extend(occupation for occupation, _ in work)
            months.extend(length for _, length in work)
            work_counts.append(len(work))
            held = held_credentials(profile)
            credentials.extend(held)
            expires.extend(last.toordinal() if last else NO_EXPIRY for last in held.values())
            credential_counts.append(len(held))
        education = [NO_EDUCATION if p.education is None else int(p.education) for p in ordered]
        skill_offsets, skill_keys = offsets_of(int32s(skill_counts)), int32s(keys)
        held_by_offsets, held_by = index_of(skill_offsets, skill_keys)
        return cls(
            ids=np.array([profile.id for profile in ordered], dtype=np.int64),
            education=np.array(education, dtype=np.int8),
            skill_offsets=skill_offsets,
            skill_keys=skill_keys,
            work_offsets=offsets_of(int32s(work_counts)),
            work_occupations=int32s(occupations),
            work_months=int32s(months),
            credential_offsets=offsets_of(int32s(credential_counts)),
            credentials=int32s(credentials),
            expires=int32s(expires),
            held_by_offsets=held_by_offsets,
            held_by=held_by,
        )

    def with_changes(
        self, changed: Iterable[ProfileInput], removed: Iterable[int]
    ) -> "ProfileColumns":
        """Columns where the changed profiles stand as given (new ones too), the removed are gone.

        An id that is both changed and removed stays, as given; an unknown removed id is ignored.
        """
        fresh = ProfileColumns.build(changed)
        splice = Splice.plan(self.ids, fresh.ids, removed)
        work = self.work_offsets, fresh.work_offsets
        held = self.credential_offsets, fresh.credential_offsets
        skills = self.skill_offsets, fresh.skill_offsets
        skill_offsets = splice.offsets(*skills)
        skill_keys = splice.entries(self.skill_keys, fresh.skill_keys, *skills)
        held_by_offsets, held_by = index_of(skill_offsets, skill_keys)
        return ProfileColumns(
            ids=splice.rows(self.ids, fresh.ids),
            education=splice.rows(self.education, fresh.education),
            skill_offsets=skill_offsets,
            skill_keys=skill_keys,
            work_offsets=splice.offsets(*work),
            work_occupations=splice.entries(self.work_occupations, fresh.work_occupations, *work),
            work_months=splice.entries(self.work_months, fresh.work_months, *work),
            credential_offsets=splice.offsets(*held),
            credentials=splice.entries(self.credentials, fresh.credentials, *held),
            expires=splice.entries(self.expires, fresh.expires, *held),
            held_by_offsets=held_by_offsets,
            held_by=held_by,
        )

    def profile(self, row: int) -> ProfileInput:
        """The profile of a row as it went in, but for repeats, and sorted."""
        keys = self.skill_keys[self.skill_offsets[row] : self.skill_offsets[row + 1]].tolist()
        work = slice(self.work_offsets[row], self.work_offsets[row + 1])
        held = slice(self.credential_offsets[row], self.credential_offsets[row + 1])
        rank = int(self.education[row])
        return ProfileInput(
            id=int(self.ids[row]),
            skills=tuple(HeldSkill(key // LEVELS, key % LEVELS or None) for key in keys),
            experience=tuple(
                Experience(number - 1 if number else None, months)
                for number, months in zip(
                    self.work_occupations[work].tolist(),
                    self.work_months[work].tolist(),
                    strict=True,
                )
            ),
            education=None if rank == NO_EDUCATION else Education(rank),
            credentials=tuple(
                HeldCredential(credential, None if last == NO_EXPIRY else date.fromordinal(last))
                for credential, last in zip(
                    self.credentials[held].tolist(), self.expires[held].tolist(), strict=True
                )
            ),
        )


def index_of(skill_offsets: Int32s, skill_keys: Int32s) -> tuple[Int32s, Int32s]:
    """For every key the rows that hold it, rising: offsets by key, and rows.

    Sorted as (key, row) in one number; the cast at the end keeps the row, its lower half.
    """
    pairs = skill_keys.astype(np.int64)
    pairs <<= 32
    pairs |= row_of_each(skill_offsets)
    pairs.sort()
    keys = int(skill_keys.max()) // LEVELS * LEVELS + LEVELS if len(skill_keys) else 0
    counts = np.bincount(skill_keys, minlength=keys)
    return offsets_of(counts), pairs.astype(np.int32)
