"""Careers near a person: occupations by how much of their typical skills the person holds.

Each occupation is scored as a posting that asks its typical skills and nothing else, by the engine
that scores postings; so related skills and levels count as they do there.
"""

import threading
from dataclasses import dataclass

import numpy as np
from django.conf import settings
from django.utils import timezone

from employers.selectors import openings_by_occupation
from jobseekers.dates import age_on
from jobseekers.models import Profile
from matching import engine
from matching.engine import Explanation, LineStatus
from matching.pool import ENGINE, engine_version
from matching.selectors.cursors import cut
from matching.snapshots import ProfileSnapshot, load_profiles, load_taxonomy
from matching.wording import carries_over, is_lacking
from skills.models import Occupation, OccupationWage, Skill
from skills.typical import skills_used_everywhere

# An occupation of which fewer skills are known says too little.
_FEWEST_SKILLS = 3
_NAMED = 3
_SOC_LENGTH = 7
_LACKING = (LineStatus.MISSING, LineStatus.TELL_US)


@dataclass(frozen=True)
class Career:
    """An occupation as it is near to somebody.

    `fit` in hundredths; `segments` the status of each typical skill; `missing` those that are not
    there, weightiest first; `openings` public postings; `wage` that of the state, where published.
    """

    occupation: Occupation
    fit: int
    band: str
    skills_met: int
    skills: int
    segments: tuple[str, ...]
    carries: str
    lacks: str
    missing: tuple[Skill, ...]
    wage: OccupationWage | None
    openings: int


@dataclass(frozen=True)
class CareersPage:
    """A page of careers, nearest first; `next` and `previous` are opaque cursors."""

    items: tuple[Career, ...]
    next: str | None
    previous: str | None
    total: int


@dataclass(frozen=True, eq=False)
class _Catalogue:
    """Every occupation as a posting, under one taxonomy."""

    version: str
    occupations: dict[int, engine.PostingInput]
    columns: engine.PostingColumns
    taxonomy: engine.TaxonomyArrays
    minimum_ages: dict[int, int]


_lock = threading.Lock()
_kept: dict[str, _Catalogue] = {}


def forget_occupations() -> None:
    """Drops what is kept in memory; the next reader loads it anew."""
    _kept.clear()


def careers_page(profile: Profile, *, cursor: str | None = None, size: int = 20) -> CareersPage:
    """The occupations nearest to a profile, of equal ones those with more openings first.

    Work that the law does not open to the person yet is left out. Raises BadCursorError.
    """
    today = timezone.localdate()
    snapshot = load_profiles([profile.pk], today).get(profile.pk)
    catalogue = _catalogue()
    openings = openings_by_occupation()
    fits = _fits(snapshot, catalogue) if snapshot else {}
    ranks = sorted((-_key(fit, openings.get(pk, 0)), pk) for pk, fit in fits.items())
    ids = np.array([pk for _, pk in ranks], dtype=np.int64)
    page = cut(ids, np.array([-rank for rank, _ in ranks], dtype=np.int64), cursor, size)
    explained = [
        engine.explain(
            snapshot.input, catalogue.occupations[pk], catalogue.taxonomy.source, ENGINE, today
        )
        for pk in page.items
        if snapshot
    ]
    return CareersPage(_careers(explained, openings), page.next, page.previous, len(ranks))


def _catalogue() -> _Catalogue:
    version = engine_version()
    with _lock:
        if version not in _kept:
            _kept.clear()
            _kept[version] = _read_catalogue(version)
        return _kept[version]


def _read_catalogue(version: str) -> _Catalogue:
    occupations = {
        pk: engine.PostingInput(
            id=pk,
            requirements=tuple(
                engine.RequirementInput(skill, engine.Importance(importance), level, False)
                for skill, importance, level in skills
            ),
            occupation=None,
            months=None,
            education=None,
            education_or_equivalent=False,
            gates=(),
        )
        for pk, skills in skills_used_everywhere().items()
        if len(skills) >= _FEWEST_SKILLS
    }
    taxonomy = load_taxonomy()
    ages = Occupation.objects.order_by("id").values_list("id", "minimum_age")
    return _Catalogue(
        version=version,
        occupations=occupations,
        columns=engine.PostingColumns.build(occupations.values(), taxonomy, ENGINE),
        taxonomy=engine.TaxonomyArrays.build(taxonomy),
        minimum_ages=dict(ages),
    )


def _fits(snapshot: ProfileSnapshot, catalogue: _Catalogue) -> dict[int, int]:
    """{occupation id: fit} of those that are a match at all and open to the person by law."""
    today = timezone.localdate()
    scores = engine.score_postings(
        snapshot.input, catalogue.columns, catalogue.taxonomy, ENGINE, today
    )
    born = snapshot.birth_date
    return {
        pk: fit
        for pk, fit in zip(catalogue.columns.ids.tolist(), scores.fit.tolist(), strict=True)
        if fit >= ENGINE.floor
        and (born is None or age_on(born, today) >= catalogue.minimum_ages.get(pk, 0))
    }


def _key(fit: int, openings: int) -> int:
    return fit * 1_000_000 + min(openings, 999_999)


def _careers(explained: list[Explanation], openings: dict[int, int]) -> tuple[Career, ...]:
    occupations = Occupation.objects.in_bulk([one.posting for one in explained])
    named = {line.subject for one in explained for line in one.lines if line.subject}
    named |= {line.source for one in explained for line in one.lines if line.source}
    skills = Skill.objects.in_bulk(named)
    wages = {
        wage.soc: wage
        for wage in OccupationWage.objects.filter(
            area_code=settings.PORTAL_WAGE_AREA,
            soc__in={found.code[:_SOC_LENGTH] for found in occupations.values()},
        ).order_by("id")
    }
    return tuple(
        Career(
            occupation=occupations[one.posting],
            fit=one.fit,
            band=one.band.value if one.band else "",
            skills_met=one.requirements_met,
            skills=one.requirements,
            segments=tuple(line.status.value for line in one.lines),
            carries=carries_over(one.lines, skills),
            lacks=is_lacking(one.lines, skills),
            missing=_missing(one, skills),
            wage=wages.get(occupations[one.posting].code[:_SOC_LENGTH]),
            openings=openings.get(one.posting, 0),
        )
        for one in explained
    )


def _missing(explanation: Explanation, skills: dict[int, Skill]) -> tuple[Skill, ...]:
    lacking = [line for line in explanation.lines if line.status in _LACKING]
    lacking.sort(key=lambda line: -line.possible)
    return tuple(skills[line.subject] for line in lacking[:_NAMED] if line.subject)
