"""All people of a pool at once, a table at a time, straight into the engine's columns.

Several times as fast as an object a person (`matching.snapshots`), for a process that has nobody in
memory yet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from django.db.models import (
    Aggregate,
    BigIntegerField,
    BinaryField,
    Case,
    Func,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from numpy.typing import NDArray

from jobseekers.dates import months_worked
from jobseekers.models import Experience, HeldCredential, Profile, ProfileQuerySet, ProfileSkill
from matching.engine.columns import ProfileColumns
from matching.engine.columns.profiles import NO_EXPIRY
from matching.engine.columns.whole import Rows, whole_pool
from skills.selectors import credentials_satisfied

_NONE = -1
_CHUNK = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Columns, and row by row the day of birth (an ordinal, 0 if not said) and who may be found."""

    columns: ProfileColumns
    born: NDArray[np.int32]
    visible: NDArray[np.bool_]


def read_people(
    people: ProfileQuerySet, belongings: Callable[[Any], QuerySet[Any]], as_of: date
) -> People:
    """These people as they are; `belongings` gives a model's rows that (at least) are theirs.

    Raises ValueError where something is stored that can't be.
    """
    shown = Case(When(visibility=Profile.Visibility.ANONYMOUS, then=1), default=0)
    profiles = _all(people, "id", "id", "education", _day("birth_date"), shown)
    work = _all(
        belongings(Experience), "profile_id", "occupation_id", _day("started"), _day("ended")
    )
    credentials = _all(
        belongings(HeldCredential), "profile_id", "credential_id", _day("expires_on")
    )
    credentials[credentials[:, 2] == _NONE, 2] = NO_EXPIRY
    skills = _all(belongings(ProfileSkill), "profile_id", "skill_id", "level")
    skills[skills[:, 2] == _NONE, 2] = 0
    jobs = np.column_stack([work[:, :2], _months(work[:, 2:], as_of)])
    columns, order = whole_pool(profiles[:, :2], skills, jobs, _with_satisfied(credentials))
    return People(
        columns=columns,
        born=np.maximum(profiles[order, 2], 0).astype(np.int32),
        visible=profiles[order, 3] == 1,
    )


def _with_satisfied(credentials: Rows) -> Rows:
    """The (profile, credential, last day) and what each credential counts as, as long as itself."""
    parts = [credentials]
    for credential, satisfied in credentials_satisfied().items():
        held = credentials[credentials[:, 1] == credential]
        for each in satisfied:
            counted = held.copy()
            counted[:, 1] = each
            parts.append(counted)
    return np.concatenate(parts)


def _months(days: Rows, as_of: date) -> NDArray[np.int64]:
    """Whole months between each two days (ordinals; no last day: until today)."""

    @cache
    def months(started: int, ended: int) -> int:
        last = None if ended == _NONE else date.fromordinal(ended)
        return months_worked(date.fromordinal(started), last, as_of)

    return np.array([months(*pair) for pair in days.tolist()], dtype=np.int64)


class _PackedRows(Aggregate):
    """All rows as one binary value: a hundredth of the time of a million rows of values."""

    template = "string_agg(%(expressions)s, ''::bytea)"
    arg_joiner = " || "
    output_field = BinaryField()


def _day(field: str) -> Func:
    """A date as a proleptic Gregorian ordinal, as Python counts."""
    return Func(
        field, template="(%(expressions)s - DATE '0001-01-01') + 1", output_field=BigIntegerField()
    )


def _all(queryset: QuerySet[Any], owner: str, *fields: Any) -> Rows:
    """The fields of every row as whole numbers, -1 for null, in chunks of owners."""
    columns = fields if owner == "id" else (owner, *fields)
    sent = [
        Func(
            Coalesce(Cast(field, BigIntegerField()), Value(_NONE, BigIntegerField())),
            function="int8send",
            output_field=BinaryField(),
        )
        for field in columns
    ]
    last = Profile.objects.order_by("-id").values_list("id", flat=True).first() or 0
    parts = []
    for start in range(0, last + 1, _CHUNK):
        chunk = queryset.order_by().filter(
            **{f"{owner}__gte": start, f"{owner}__lt": start + _CHUNK}
        )
        packed = chunk.aggregate(packed=_PackedRows(*sent))["packed"] or b""
        parts.append(np.frombuffer(packed, dtype=">i8").astype(np.int64))
    return np.concatenate([*parts, np.empty(0, dtype=np.int64)]).reshape(-1, len(columns))
