"""Rows of the database as inputs of the engine.

Every function runs a fixed number of queries, one a table, however many objects it reads. Revisions
are read before the data they name: data read later may be newer than its revision says, which the
next comparison of revisions puts right, but never older.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Aggregate, BinaryField, F, QuerySet
from numpy.typing import NDArray

from employers.models import Posting, RequiredCredential, Requirement
from jobseekers.dates import months_worked
from jobseekers.models import Experience, HeldCredential, Profile, ProfileQuerySet, ProfileSkill
from matching import engine
from skills.models import OccupationRelation, Skill, SkillRelation, TaxonomyVersion
from skills.selectors import credentials_satisfied

_REVISION = np.dtype([("id", ">i8"), ("revision", ">i4")])


@dataclass(frozen=True, slots=True)
class ProfileSnapshot:
    """A profile as the engine sees it, and beside it what only decides who may see whom.

    `through`: {credential that is held only by what counts as it: the credential that does}.
    """

    input: engine.ProfileInput
    birth_date: date | None
    visible: bool
    through: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class PostingSnapshot:
    """A posting as the engine sees it, and the age from which the law opens its kind of work."""

    input: engine.PostingInput
    minimum_age: int


@dataclass(frozen=True, slots=True)
class Changed:
    """Ids of profiles and of postings that have changed."""

    profiles: set[int]
    postings: set[int]


@dataclass(frozen=True, slots=True)
class Revisions:
    """Ids, ascending, each with its revision."""

    ids: NDArray[np.int64]
    revisions: NDArray[np.int64]

    @classmethod
    def empty(cls) -> "Revisions":
        return cls(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))

    def changed_from(self, held: "Revisions") -> NDArray[np.int64]:
        """Ids that `held` lacks or holds at another revision."""
        places = np.searchsorted(held.ids, self.ids)
        known = places < len(held.ids)
        known[known] = held.ids[places[known]] == self.ids[known]
        same = known.copy()
        same[known] = held.revisions[places[known]] == self.revisions[known]
        return self.ids[~same]

    def gone_from(self, held: "Revisions") -> NDArray[np.int64]:
        """Ids of `held` that are no longer there."""
        return np.setdiff1d(held.ids, self.ids, assume_unique=True)

    def among(self, ids: NDArray[np.int64]) -> "Revisions":
        """Those of the given ids, which rise."""
        here = np.isin(self.ids, ids, assume_unique=True)
        return Revisions(self.ids[here], self.revisions[here])

    def with_those_of(self, ids: NDArray[np.int64], now: "Revisions") -> "Revisions":
        """These, but of the given ids what `now` says; one that it lacks is gone."""
        stays = ~np.isin(self.ids, ids)
        all_ids = np.concatenate([self.ids[stays], now.ids])
        order = np.argsort(all_ids)
        return Revisions(
            all_ids[order], np.concatenate([self.revisions[stays], now.revisions])[order]
        )

    def of(self, ids: Iterable[int]) -> dict[int, int]:
        """The revision of each of the ids that is there."""
        wanted = np.fromiter(ids, dtype=np.int64)
        places = np.searchsorted(self.ids, wanted)
        return {
            id: int(self.revisions[place])
            for id, place in zip(wanted.tolist(), places.tolist(), strict=True)
            if place < len(self.ids) and self.ids[place] == id
        }


def taxonomy_key() -> str:
    """The name of the newest taxonomy; "none" before the first one is loaded."""
    newest = TaxonomyVersion.objects.order_by("-id").first()
    return newest.key if newest else "none"


def load_taxonomy() -> engine.Taxonomy:
    """The newest taxonomy, in four queries."""
    key = taxonomy_key()
    relations = defaultdict(list)
    for target, source, strength in (
        SkillRelation.objects.filter(strength__gt=0)
        .order_by("target_id", "source_id")
        .values_list("target_id", "source_id", "strength")
    ):
        relations[target].append((source, strength))
    occupations = defaultdict(list)
    for target, source, strength in OccupationRelation.objects.order_by(
        "target_id", "source_id"
    ).values_list("target_id", "source_id", "strength"):
        occupations[target].append((source, strength))
    return engine.Taxonomy(
        version=key,
        specificity=dict(Skill.objects.order_by("id").values_list("id", "specificity")),
        relations={target: tuple(row) for target, row in relations.items()},
        occupation_relations={target: tuple(row) for target, row in occupations.items()},
    )


def profiles_matched() -> ProfileQuerySet:
    """Profiles that have matches: those of people who may sign in."""
    return Profile.objects.of_active_people()


def profiles_of_shard(shard: int, shards: int) -> ProfileQuerySet:
    """Those of a shard."""
    return profiles_matched().annotate(remainder=F("id") % shards).filter(remainder=shard)


def postings_matched(as_of: date) -> QuerySet[Posting]:
    """Postings that have candidates that day: the public ones."""
    return Posting.objects.public(as_of)


def profile_revisions(shard: int, shards: int, ids: Iterable[int] | None = None) -> Revisions:
    """Every matched profile of the shard, or those among these."""
    if ids is not None:
        return revisions_of(
            profiles_matched().filter(id__in=[id for id in ids if id % shards == shard])
        )
    return revisions_of(profiles_of_shard(shard, shards))


def posting_revisions(as_of: date, ids: Iterable[int] | None = None) -> Revisions:
    """Every posting that is matched that day, or those among these."""
    postings = postings_matched(as_of)
    return revisions_of(postings if ids is None else postings.filter(id__in=list(ids)))


class _Packed(Aggregate):
    """Ids and revisions as one binary value: 20,000 arrive in a tenth of the time of rows."""

    template = "string_agg(int8send(%(expressions)s), ''::bytea)"
    arg_joiner = ") || int4send("
    output_field = BinaryField()


def revisions_of(queryset: QuerySet[Any]) -> Revisions:
    """The rows of a query by id and revision, in one query."""
    packed = queryset.order_by().aggregate(packed=_Packed("id", "revision"))["packed"]
    rows = np.frombuffer(packed or b"", dtype=_REVISION)
    order = np.argsort(rows["id"])
    return Revisions(rows["id"][order].astype(np.int64), rows["revision"][order].astype(np.int64))


def load_profiles(
    ids: Sequence[int], as_of: date, satisfied: Mapping[int, Iterable[int]] | None = None
) -> dict[int, ProfileSnapshot]:
    """Those of the profiles that are matched, by id, in five queries.

    A held credential also holds what it satisfies, as long as itself; who knows already what
    that is (`credentials_satisfied`) saves a query.
    """
    wanted = list(ids)
    if satisfied is None:
        satisfied = credentials_satisfied()
    skills = _grouped(
        ProfileSkill.objects.filter(profile_id__in=wanted).values_list(
            "profile_id", "skill_id", "level"
        )
    )
    jobs = _grouped(
        Experience.objects.filter(profile_id__in=wanted)
        .order_by()
        .values_list("profile_id", "occupation_id", "started", "ended")
    )
    credentials = _grouped(
        HeldCredential.objects.filter(profile_id__in=wanted).values_list(
            "profile_id", "credential_id", "expires_on"
        )
    )
    rows = (
        profiles_matched()
        .filter(id__in=wanted)
        .values_list("id", "education", "birth_date", "visibility")
    )
    return {
        id: ProfileSnapshot(
            input=engine.ProfileInput(
                id=id,
                skills=tuple(engine.HeldSkill(*row) for row in skills[id]),
                experience=tuple(
                    engine.Experience(occupation, months_worked(started, ended, as_of))
                    for occupation, started, ended in jobs[id]
                ),
                education=None if education is None else engine.Education(education),
                credentials=with_satisfied(credentials[id], satisfied),
            ),
            birth_date=birth_date,
            visible=visibility == Profile.Visibility.ANONYMOUS,
            through=held_through(credentials[id], satisfied),
        )
        for id, education, birth_date, visibility in rows
    }


def with_satisfied(
    held: Iterable[tuple[Any, ...]], satisfied: Mapping[int, Iterable[int]]
) -> tuple[engine.HeldCredential, ...]:
    """The (credential, last day) held, and after each what it counts as, as long as itself."""
    return tuple(
        engine.HeldCredential(each, expires)
        for credential, expires in held
        for each in (credential, *sorted(satisfied.get(credential, ())))
    )


def held_through(
    held: Iterable[tuple[Any, ...]], satisfied: Mapping[int, Iterable[int]]
) -> dict[int, int]:
    """{satisfied credential: the held one that counts as it}, where that lasts longer than itself.

    Of several that count as it the longest lasting, then the lower id.
    """
    lasting = {credential: expires or date.max for credential, expires in held}
    best: dict[int, tuple[date, int]] = {}
    for credential, last in lasting.items():
        for each in satisfied.get(credential, ()):
            if each not in lasting or lasting[each] < last:
                best[each] = max(best.get(each, (date.min, 0)), (last, -credential))
    return {each: -negative for each, (_, negative) in best.items()}


def load_postings(ids: Sequence[int], as_of: date) -> dict[int, PostingSnapshot]:
    """Those of the postings that are matched that day, by id, in three queries."""
    wanted = list(ids)
    requirements = _grouped(
        Requirement.objects.filter(posting_id__in=wanted)
        .order_by()
        .values_list("posting_id", "skill_id", "importance", "level", "trainable")
    )
    gates = _grouped(
        RequiredCredential.objects.filter(posting_id__in=wanted).values_list(
            "posting_id", "credential_id"
        )
    )
    rows = (
        postings_matched(as_of)
        .filter(id__in=wanted)
        .values_list(
            "id",
            "occupation_id",
            "months_experience",
            "education",
            "education_or_equivalent",
            "occupation__minimum_age",
        )
    )
    return {
        id: PostingSnapshot(
            input=engine.PostingInput(
                id=id,
                requirements=tuple(
                    engine.RequirementInput(skill, engine.Importance(importance), level, trainable)
                    for skill, importance, level, trainable in requirements[id]
                ),
                occupation=occupation,
                months=months,
                education=None if education is None else engine.Education(education),
                education_or_equivalent=or_equivalent,
                gates=tuple(credential for (credential,) in gates[id]),
            ),
            minimum_age=minimum_age or 0,
        )
        for id, occupation, months, education, or_equivalent, minimum_age in rows
    }


def _grouped(rows: Iterable[tuple[Any, ...]]) -> defaultdict[int, list[tuple[Any, ...]]]:
    """The rows by their first column, without it."""
    groups: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for owner, *values in rows:
        groups[owner].append(tuple(values))
    return groups
