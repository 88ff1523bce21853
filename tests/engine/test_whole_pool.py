"""A pool made at once from tables is the pool made of the same people one by one."""

from dataclasses import replace

import numpy as np
from hypothesis import given

from matching.engine import ProfileColumns
from matching.engine.columns.profiles import NO_EXPIRY
from matching.engine.columns.whole import whole_pool
from matching.engine.rules import held_levels
from tests.engine.strategies import profile_pools
from tests.engine.test_fast import same_columns


def table(rows, width):
    return np.array(list(rows), dtype=np.int64).reshape(-1, width)


@given(profile_pools())
def test_a_pool_from_tables_equals_one_from_people(people):
    people = [replace(person, skills=tuple(set(person.skills))) for person in people]
    nobody = -7

    columns, order = whole_pool(
        table(((p.id, -1 if p.education is None else p.education) for p in people), 2),
        table(
            [
                *((p.id, skill, level or 0) for p in people for skill, level in levels(p)),
                (nobody, 1, 1),
            ],
            3,
        ),
        table(
            (
                (p.id, -1 if job.occupation is None else job.occupation, job.months)
                for p in people
                for job in p.experience
            ),
            3,
        ),
        table(
            (
                (p.id, one.credential, one.expires.toordinal() if one.expires else NO_EXPIRY)
                for p in people
                for one in p.credentials
            ),
            3,
        ),
    )

    same_columns(columns, ProfileColumns.build(people))
    assert [people[at].id for at in order] == columns.ids.tolist()


def levels(person):
    return held_levels(person).items()
