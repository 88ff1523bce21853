"""The people whom employers may find, in the memory of a web process, for counting.

Loaded whole when first asked for, straight from packed rows; then brought up to date by revisions,
as a worker's pool is (`matching.pool`), at most every `MATCHING_POOL_SECONDS`. One thread loads at
a time. Meanwhile the others count what was there before, or are told to come back.
"""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from numpy.typing import NDArray

from jobseekers.models import Profile, ProfileQuerySet
from matching import snapshots
from matching.engine.columns import ProfileColumns, TaxonomyArrays
from matching.pool import Held, engine_version, latest_birth, version_with
from matching.simulate.disclosure import Sketcher
from matching.snapshots import ProfileSnapshot, Revisions
from matching.whole import read_people

# Where more than this has changed, reading everything anew costs less.
_WHOLE_FROM = 5_000

Crowd = Held[ProfileColumns, ProfileSnapshot]


class PoolLoadingError(Exception):
    """Another request is loading the people right now; ask again in a few seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The pool as it was when last brought up to date; never changed, only replaced."""

    columns: ProfileColumns
    born: NDArray[np.int32]
    taxonomy: TaxonomyArrays
    version: str
    as_of: date
    sketcher: Sketcher

    def old_enough(self, minimum_age: int) -> NDArray[np.bool_]:
        """Whom the law lets do work from that age on; who has not said their age may."""
        old: NDArray[np.bool_] = self.born <= latest_birth(self.as_of, minimum_age)
        return old


class _Memory:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Drops everything; the next question reads it anew."""
        self.people: People | None = None
        self.crowd: Crowd | None = None
        self.checked = 0.0


memory = _Memory()


def people_on(as_of: date) -> People:
    """The people who may be counted that day. Raises PoolLoadingError."""
    people = memory.people
    age = time.monotonic() - memory.checked
    if people and people.as_of == as_of and age < settings.MATCHING_POOL_SECONDS:
        return people
    if not memory.lock.acquire(blocking=False):
        if people is None:
            raise PoolLoadingError
        return people
    try:
        memory.people = _brought_up_to_date(people, as_of)
        memory.checked = time.monotonic()
        return memory.people
    finally:
        memory.lock.release()


def _brought_up_to_date(before: People | None, as_of: date) -> People:
    version = engine_version()
    if before is None or before.version != version:
        taxonomy = TaxonomyArrays.build(snapshots.load_taxonomy())
    else:
        taxonomy = before.taxonomy
    now = snapshots.revisions_of(_countable())
    crowd = memory.crowd
    if crowd is None or len(now.changed_from(crowd.revisions)) > _WHOLE_FROM:
        crowd = memory.crowd = _read_whole(now, as_of)
    else:
        crowd.refresh(now, lambda ids: _read_some(ids, as_of))
    same = before is not None and before.columns is crowd.columns
    return People(
        columns=crowd.columns,
        born=crowd.beside["born"],
        taxonomy=taxonomy,
        version=version_with(taxonomy.version),
        as_of=as_of,
        sketcher=before.sketcher if before and same else Sketcher(crowd.ids, _secret()),
    )


def _countable() -> ProfileQuerySet:
    """Hidden people are in no count, nor are those who may not sign in any more."""
    return Profile.objects.visible().of_active_people()


def _read_some(ids: Sequence[int], as_of: date) -> dict[int, ProfileSnapshot]:
    loaded = snapshots.load_profiles(ids, as_of)
    return {id: snapshot for id, snapshot in loaded.items() if snapshot.visible}


def _describe(snapshot: ProfileSnapshot) -> dict[str, Any]:
    born = snapshot.birth_date
    return {"born": born.toordinal() if born else 0}


def _read_whole(now: Revisions, as_of: date) -> Crowd:
    """Everybody; the revisions were read before, so that no change is missed."""
    everybody = read_people(_countable(), _belongings, as_of)
    return Held(
        columns=everybody.columns,
        beside={"born": everybody.born},
        describe=_describe,
        revisions=now.among(everybody.columns.ids),
    )


def _belongings(model: Any) -> QuerySet[Any]:
    """The model's rows that belong to people who may be counted."""
    found: QuerySet[Any] = model.objects.filter(
        profile__visibility=Profile.Visibility.ANONYMOUS, profile__user__is_active=True
    )
    return found


def _secret() -> int:
    """What sketches are made under: without it they tell nobody who is in a group."""
    digest = salted_hmac("matching.simulate", "sketch", algorithm="sha256").digest()
    return int.from_bytes(digest[:7], "big")
