"""Scores what no list holds, or what a page is about to show: today's inputs, the same engine."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from matching import engine
from matching.pool import ENGINE, version_with
from matching.snapshots import (
    PostingSnapshot,
    ProfileSnapshot,
    load_postings,
    load_profiles,
    taxonomy_key,
)
from skills.models import OccupationRelation, Skill, SkillRelation
from skills.selectors import credentials_satisfied

Pair = tuple[int, int]
_NO_VISITORS: Mapping[int, ProfileSnapshot] = {}


@dataclass(frozen=True, slots=True)
class Explained:
    """A pair and what it stands on.

    `through`: {credential held only by another that counts as it: that other}. `promise` is the
    one change that would lift the pair the most, where it was asked for and there is one.
    """

    explanation: engine.Explanation
    through: Mapping[int, int]
    promise: engine.Promise | None = None


def explain_pair(profile_id: int, posting_id: int) -> engine.Explanation | None:
    """One profile and one posting; None where either is not matched (any more)."""
    found = explain_pairs([(profile_id, posting_id)]).get((profile_id, posting_id))
    return found.explanation if found else None


def explain_pairs(
    pairs: Sequence[Pair],
    visitors: Mapping[int, ProfileSnapshot] = _NO_VISITORS,
    *,
    with_change: bool = False,
) -> dict[Pair, Explained]:
    """Every (profile id, posting id) explained, in twelve queries however many there are.

    Pairs of which a posting is no longer public or a person may no longer sign in are left out.
    The engine version is the one that stored lists carry: it names the taxonomy, too. `visitors`
    are profiles that no row holds, by an id that no row has.
    """
    as_of = timezone.localdate()
    satisfied = credentials_satisfied()
    stored = {profile for profile, _ in pairs} - set(visitors)
    profiles = {**visitors, **(load_profiles(list(stored), as_of, satisfied) if stored else {})}
    postings = load_postings(list({posting for _, posting in pairs}), as_of)
    taxonomy = _taxonomy_between(profiles.values(), postings.values(), with_change=with_change)
    version = version_with(taxonomy.version)

    def explained(profile: ProfileSnapshot, posting: PostingSnapshot) -> Explained:
        inputs = (profile.input, posting.input, taxonomy, ENGINE, as_of)
        return Explained(
            explanation=replace(engine.explain(*inputs), engine_version=version),
            through=profile.through,
            promise=engine.one_change(*inputs, satisfied=satisfied) if with_change else None,
        )

    return {
        (profile, posting): explained(profiles[profile], postings[posting])
        for profile, posting in pairs
        if profile in profiles and posting in postings
    }


def _taxonomy_between(
    profiles: Iterable[ProfileSnapshot],
    postings: Iterable[PostingSnapshot],
    *,
    with_change: bool,
) -> engine.Taxonomy:
    """The part of the taxonomy that can matter between these profiles and these postings.

    A page needs a few dozen relations out of what may be hundreds of thousands. With a change, a
    skill that is asked may come to be held.
    """
    held: set[int] = set()
    asked: set[int] = set()
    worked: set[int | None] = set()
    offered: set[int | None] = set()
    for profile in profiles:
        held.update(one.skill for one in profile.input.skills)
        worked.update(job.occupation for job in profile.input.experience)
    for posting in postings:
        asked.update(one.skill for one in posting.input.requirements)
        offered.add(posting.input.occupation)
    if with_change:
        held |= asked
    return engine.Taxonomy(
        version=taxonomy_key(),
        specificity=dict(Skill.objects.filter(id__in=asked).values_list("id", "specificity")),
        relations=_by_target(
            SkillRelation.objects.filter(
                target_id__in=asked, source_id__in=held, strength__gt=0
            ).values_list("target_id", "source_id", "strength")
        ),
        occupation_relations=_by_target(
            OccupationRelation.objects.filter(
                target_id__in=offered - {None}, source_id__in=worked - {None}
            ).values_list("target_id", "source_id", "strength")
        ),
    )


def _by_target(rows: Iterable[tuple[int, int, int]]) -> dict[int, tuple[tuple[int, int], ...]]:
    grouped = defaultdict(list)
    for target, source, strength in rows:
        grouped[target].append((source, strength))
    return {target: tuple(sources) for target, sources in grouped.items()}
