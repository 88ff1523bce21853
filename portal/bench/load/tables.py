"""The synthetic load as rows of an empty database, by COPY, and everything marked for matching."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from accounts.models import User
from employers.models import Membership, Organisation, Posting, RequiredCredential, Requirement
from jobseekers.models import Experience, HeldCredential, Profile, ProfileSkill
from matching.engine import Taxonomy
from matching.engine.columns.profiles import NO_EDUCATION, NO_EXPIRY
from matching.outbox import mark_all_dirty
from portal.bench.load.arrays import (
    CREDENTIALS,
    LONGEST_JOB,
    OCCUPATIONS,
    SKILLS,
    some_postings,
    some_profiles,
    some_taxonomy,
)
from portal.bench.load.columns import PostingArrays, ProfileArrays
from portal.common.copying import copy_rows
from skills.models import (
    Credential,
    Occupation,
    OccupationRelation,
    Skill,
    SkillRelation,
    TaxonomyVersion,
)

_POSTINGS_AN_ORGANISATION = 8
_ONE_IN_HIDDEN = 10
_LAST_DAY = date(2025, 1, 1)


def fill(*, profiles: int, postings: int, seed: int = 1) -> None:
    """Writes a taxonomy, so many profiles and so many public postings.

    Their keys are those of the arrays of the same seed. The database must be migrated and empty.
    """
    with transaction.atomic():
        _write_taxonomy(some_taxonomy(seed))
        _write_profiles(some_profiles(profiles, seed))
        _write_postings(some_postings(postings, seed), first_user=profiles + 1)
        _go_on_counting()
        mark_all_dirty(reason="synthetic load")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _write_taxonomy(taxonomy: Taxonomy) -> None:
    skills = range(1, SKILLS + 1)
    _copy(
        Skill,
        id=skills,
        label_en=[f"Skill {id}" for id in skills],
        slug=[f"skill-{id}" for id in skills],
        specificity=[taxonomy.specificity[id] for id in skills],
    )
    occupations = range(1, OCCUPATIONS + 1)
    _copy(
        Occupation,
        id=occupations,
        label_en=[f"Occupation {id}" for id in occupations],
        code=[f"11-{id:04d}.00" for id in occupations],
    )
    credentials = range(1, CREDENTIALS + 1)
    _copy(
        Credential,
        id=credentials,
        label_en=[f"Credential {id}" for id in credentials],
        slug=[f"credential-{id}" for id in credentials],
        kind=[Credential.Kind.LICENCE.value] * CREDENTIALS,
    )
    for model, relations in (
        (SkillRelation, taxonomy.relations),
        (OccupationRelation, taxonomy.occupation_relations),
    ):
        rows = [
            (target, source, percent)
            for target, row in relations.items()
            for source, percent in row
        ]
        targets, sources, percents = zip(*rows, strict=True)
        _copy(
            model, target_id=targets, source_id=sources, strength=percents,
            origin=["starter"] * len(rows),
        )  # fmt: skip
    TaxonomyVersion.objects.create(source="synthetic", version="1", digest="0" * 64)


def _write_profiles(people: ProfileArrays) -> None:
    ids = people.ids.tolist()
    count = len(ids)
    _copy(
        User,
        id=ids,
        email=[f"person-{id}@example.org" for id in ids],
        role=[User.Role.JOBSEEKER.value] * count,
        password=["!"] * count,
    )
    hidden, shown = Profile.Visibility.HIDDEN.value, Profile.Visibility.ANONYMOUS.value
    _copy(
        Profile,
        id=ids,
        user_id=ids,
        ref=[f"ref-{id}" for id in ids],
        visibility=[hidden if id % _ONE_IN_HIDDEN == 0 else shown for id in ids],
        education=_or_null(people.education, NO_EDUCATION),
        next_change=_next_changes(people),
    )
    _copy(
        ProfileSkill,
        profile_id=_owners(people.ids, people.skill_offsets),
        skill_id=people.skills.tolist(),
        level=_or_null(people.levels, 0),
    )
    _copy(
        Experience,
        profile_id=_owners(people.ids, people.work_offsets),
        occupation_id=people.occupations.tolist(),
        title=["Job"] * len(people.months),
        started=np.array(_beginnings(), dtype=object)[people.months].tolist(),
        ended=[_LAST_DAY.isoformat()] * len(people.months),
    )
    days = {day: date.fromordinal(day).isoformat() for day in set(people.expires.tolist()) - {
        NO_EXPIRY
    }}  # fmt: skip
    _copy(
        HeldCredential,
        profile_id=_owners(people.ids, people.credential_offsets),
        credential_id=people.credentials.tolist(),
        expires_on=[days.get(day) for day in people.expires.tolist()],
    )


def _next_changes(people: ProfileArrays) -> list[str | None]:
    """The day after each person's first credential to run out; there are no other dates to come."""
    first = np.full(len(people.ids), NO_EXPIRY)
    coming = people.expires >= timezone.localdate().toordinal()
    rows = np.repeat(np.arange(len(people.ids)), np.diff(people.credential_offsets))
    np.minimum.at(first, rows[coming], people.expires[coming])
    return [
        None if day == NO_EXPIRY else date.fromordinal(day + 1).isoformat()
        for day in first.tolist()
    ]


def _write_postings(openings: PostingArrays, first_user: int) -> None:
    ids = openings.ids.tolist()
    count = len(ids)
    firms = range(1, -(-count // _POSTINGS_AN_ORGANISATION) + 1)
    owners = [first_user + firm for firm in firms]
    _copy(
        User,
        id=owners,
        email=[f"firm-{firm}@example.org" for firm in firms],
        role=[User.Role.EMPLOYER.value] * len(firms),
        password=["!"] * len(firms),
    )
    _copy(
        Organisation,
        id=firms,
        name=[f"Firm {firm}" for firm in firms],
        slug=[f"firm-{firm}" for firm in firms],
        status=[Organisation.Status.VERIFIED.value] * len(firms),
    )
    _copy(
        Membership,
        organisation_id=firms,
        user_id=owners,
        role=[Membership.Role.OWNER.value] * len(firms),
    )
    opened = (timezone.localdate() - timedelta(days=1)).isoformat()
    _copy(
        Posting,
        id=ids,
        organisation_id=[1 + (id - 1) // _POSTINGS_AN_ORGANISATION for id in ids],
        slug=[f"posting-{id}" for id in ids],
        status=[Posting.Status.PUBLISHED.value] * count,
        title=[f"Opening {id}" for id in ids],
        description=["The work."] * count,
        benefits=["Health insurance"] * count,
        zip=["06103"] * count,
        wage_min=[20] * count,
        opens_on=[opened] * count,
        published_at=[f"{opened} 12:00:00+00"] * count,
        occupation_id=openings.occupations.tolist(),
        education=openings.education.tolist(),
        education_or_equivalent=openings.or_equivalent.tolist(),
        months_experience=openings.months.tolist(),
    )
    _copy(
        Requirement,
        posting_id=_owners(openings.ids, openings.requirement_offsets),
        skill_id=openings.skills.tolist(),
        importance=openings.importances.tolist(),
        level=_or_null(openings.levels, 0),
        trainable=openings.trainable.tolist(),
    )
    _copy(
        RequiredCredential,
        posting_id=_owners(openings.ids, openings.gate_offsets),
        credential_id=openings.gates.tolist(),
    )


def _beginnings() -> list[str]:
    """When a job of so many months began that ended on the last day."""
    months = _LAST_DAY.year * 12 + _LAST_DAY.month - 1
    return [
        date((months - back) // 12, (months - back) % 12 + 1, 1).isoformat()
        for back in range(LONGEST_JOB + 1)
    ]


def _owners(ids: Any, offsets: Any) -> list[int]:
    owners: list[int] = np.repeat(ids, np.diff(offsets)).tolist()
    return owners


def _or_null(values: Any, unknown: int) -> list[Any]:
    return [None if value == unknown else value for value in values.tolist()]


def _copy(model: type[models.Model], **columns: Sequence[Any]) -> None:
    copy_rows(model, tuple(columns), zip(*columns.values(), strict=True))


def _go_on_counting() -> None:
    """New rows get keys after those that were written."""
    written: list[type[models.Model]] = [
        User, Profile, Organisation, Posting, Skill, Occupation, Credential,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), written):
            cursor.execute(statement)
