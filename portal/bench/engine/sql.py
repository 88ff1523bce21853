"""The same scores by one SQL statement with joins, in the Postgres at hand.

The whole model: levels, related skills, experience, schooling, gates, the best K. Every profile of
the slice must come out with the engine's own scores.
"""

import io
import time
from collections.abc import Iterable
from typing import Any

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from matching.engine import DEFAULT, EngineSettings
from matching.engine.columns.profiles import NO_EDUCATION
from matching.engine.columns.table import LEVELS
from matching.engine.rules import direct_credit
from matching.engine.settings import FULL
from portal.bench.engine import pairs
from portal.bench.engine.pools import Pools, Rate
from portal.bench.load import AS_OF
from portal.bench.results import BenchError

NAME = "one SQL statement"

_TABLES = {
    "person": "profile int, education int",
    "held": "profile int, skill int, level int",
    "work": "profile int, occupation int, months int",
    "valid": "profile int, credential int",
    "opening": "posting int, weight int, occupation int, months int, education int,"
    " or_equivalent bool",
    "asked": "posting int, skill int, level int, weight int",
    "gate": "posting int, credential int",
    "helps": "held int, required int, percent int",
    "counts": "worked int, asked int, percent int",
    "level_credit": "held int, required int, credit int",
}
_INDEXES = (
    "helps (held)", "asked (skill)", "counts (worked)", "gate (posting)", "valid (profile)",
)  # fmt: skip

# A skill helps itself, with no percent: its credit is the level's own.
_STATEMENT = """
WITH earned AS (
    SELECT h.profile, a.posting, a.skill, a.weight,
           max(CASE WHEN r.percent IS NULL THEN c.credit::bigint
                    ELSE c.credit::bigint * %(adjacent_cap)s * r.percent / (%(full)s * 100)
               END) AS credit
    FROM held h
    JOIN helps r ON r.held = h.skill
    JOIN asked a ON a.skill = r.required
    JOIN level_credit c ON c.held = h.level AND c.required = a.level
    GROUP BY h.profile, a.posting, a.skill, a.weight
), points AS (
    SELECT profile, posting, sum(weight * credit)::bigint AS points
    FROM earned GROUP BY profile, posting
), months AS (
    SELECT w.profile, o.asked, sum(w.months * o.percent) / 100 AS months
    FROM work w JOIN counts o ON o.worked = w.occupation GROUP BY w.profile, o.asked
), lines AS (
    SELECT p.profile, o.*, p.education AS has, coalesce(s.points, 0) AS points,
           coalesce(m.months, 0) AS worked,
           CASE WHEN o.months > 0 THEN %(experience_weight)s ELSE 0 END AS work_weight,
           CASE WHEN o.education > 0 THEN %(education_weight)s ELSE 0 END AS education_weight
    FROM person p CROSS JOIN opening o
    LEFT JOIN points s ON s.profile = p.profile AND s.posting = o.posting
    LEFT JOIN months m ON m.profile = p.profile AND m.asked = o.occupation
), scored AS (
    SELECT profile, posting,
           (points + work_weight * least(%(full)s, worked * %(full)s / greatest(months, 1))
            + CASE WHEN has >= education OR (or_equivalent AND (
                  (weight > 0 AND points >= %(equivalent_credit)s * weight::bigint)
                  OR worked >= %(equivalent_months)s)) THEN education_weight * %(full)s
              ELSE 0 END) / greatest(weight + work_weight + education_weight, 1) AS fit,
           NOT EXISTS (SELECT FROM gate g WHERE g.posting = lines.posting AND NOT EXISTS (
               SELECT FROM valid v
               WHERE v.profile = lines.profile AND v.credential = g.credential)) AS is_open
    FROM lines
), ranked AS (
    SELECT profile, is_open, fit, row_number() OVER (
        PARTITION BY profile ORDER BY is_open DESC, fit DESC, hashint8(posting)) AS place
    FROM scored WHERE fit >= %(floor)s
)
SELECT profile, array_agg(fit ORDER BY place), array_agg(is_open ORDER BY place)
FROM ranked WHERE place <= %(top)s GROUP BY profile
"""


def rate(pools: Pools, rows: NDArray[np.intp]) -> Rate:
    """Pairs a second over these profiles and all postings. Raises BenchError on a wrong score."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA bench; SET LOCAL search_path TO bench")
        for name, contents in _contents(pools, rows).items():
            cursor.execute(f"CREATE UNLOGGED TABLE {name} ({_TABLES[name]})")
            cursor.copy_expert(f"COPY {name} FROM STDIN", _lines(contents))
        for index in _INDEXES:
            cursor.execute(f"CREATE INDEX ON {index}")
        cursor.execute("ANALYZE " + ", ".join(_TABLES))
        started = time.perf_counter()
        cursor.execute(_STATEMENT, _numbers(DEFAULT))
        found = {profile: (fits, gates) for profile, fits, gates in cursor.fetchall()}
        taken = time.perf_counter() - started
        transaction.set_rollback(True)
    _compare(pools, rows, found)
    return Rate(
        NAME,
        len(rows) * len(pools.postings) / taken,
        f"the full model with the best {pairs.TOP}, on {len(rows)} profiles, the same scores",
    )


def _compare(
    pools: Pools, rows: NDArray[np.intp], found: dict[int, tuple[list[int], list[bool]]]
) -> None:
    for row, (fits, gates) in zip(rows, pairs.best(pools, rows), strict=True):
        id = int(pools.profiles.ids[row])
        if found.get(id, ([], [])) != (fits.tolist(), gates.tolist()):
            raise BenchError(f"SQL and the engine differ on profile {id}.")


def _numbers(settings: EngineSettings) -> dict[str, int]:
    names = (
        "adjacent_cap", "experience_weight", "education_weight", "equivalent_credit",
        "equivalent_months", "floor",
    )  # fmt: skip
    return {name: getattr(settings, name) for name in names} | {"full": FULL, "top": pairs.TOP}


def _contents(pools: Pools, rows: NDArray[np.intp]) -> dict[str, Iterable[tuple[Any, ...]]]:
    people, openings = pools.people, pools.openings
    profiles = [pools.profiles.profile(int(row)) for row in rows]
    taxonomy = pools.taxonomy.source
    weights = openings.weights(taxonomy, DEFAULT)
    per_posting = np.repeat(openings.ids, np.diff(openings.requirement_offsets))
    return {
        "person": [
            (int(people.ids[row]), max(int(people.education[row]), NO_EDUCATION)) for row in rows
        ],
        "held": [(one.id, held.skill, held.level or 0) for one in profiles for held in one.skills],
        "work": [
            (one.id, job.occupation, job.months) for one in profiles for job in one.experience
        ],
        "valid": [
            (one.id, held.credential)
            for one in profiles
            for held in one.credentials
            if held.expires is None or held.expires >= AS_OF
        ],
        "opening": _rows(
            openings.ids, pools.postings.weight_total, openings.occupations, openings.months,
            openings.education, openings.or_equivalent,
        ),
        "asked": _rows(per_posting, openings.skills, openings.levels, weights),
        "gate": _rows(np.repeat(openings.ids, np.diff(openings.gate_offsets)), openings.gates),
        "helps": [
            *((source, target, percent)
              for target, row in taxonomy.relations.items() for source, percent in row),
            *((skill, skill, r"\N") for skill in taxonomy.specificity),
        ],
        "counts": [
            *((source, target, percent)
              for target, row in taxonomy.occupation_relations.items()
              for source, percent in row),
            *((occupation, occupation, 100) for occupation in taxonomy.occupation_relations),
        ],
        "level_credit": [
            (held, asked, direct_credit(held or None, asked or None, DEFAULT))
            for held in range(LEVELS)
            for asked in range(LEVELS)
        ],
    }  # fmt: skip


def _rows(*columns: NDArray[Any]) -> Iterable[tuple[Any, ...]]:
    return zip(*(column.tolist() for column in columns), strict=True)


def _lines(rows: Iterable[tuple[Any, ...]]) -> io.StringIO:
    return io.StringIO("".join("\t".join(map(str, row)) + "\n" for row in rows))
