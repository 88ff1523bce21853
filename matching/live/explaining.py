"""Scores what no list holds, or what a page is about to show: today's inputs, the same engine."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

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

Pair = tuple[int, int]
_NO_VISITORS: Mapping[int, ProfileSnapshot] = {}


def explain_pair(profile_id: int, posting_id: int) -> engine.Explanation | None:
    """One profile and one posting; None where either is not matched (any more)."""
    return explain_pairs([(profile_id, posting_id)]).get((profile_id, posting_id))


def explain_pairs(
    pairs: Sequence[Pair], visitors: Mapping[int, ProfileSnapshot] = _NO_VISITORS
) -> dict[Pair, engine.Explanation]:
    """Every (profile id, posting id) explained, in eleven queries however many there are.

    Pairs of which a posting is no longer public or a person may no longer sign in are left out.
    The engine version is the one that stored lists carry: it names the taxonomy, too. `visitors`
    are profiles that no row holds, by an id that no row has.
    """
    as_of = timezone.localdate()
    stored = {profile for profile, _ in pairs} - set(visitors)
    profiles = {**visitors, **(load_profiles(list(stored), as_of) if stored else {})}
    postings = load_postings(list({posting for _, posting in pairs}), as_of)
    taxonomy = _taxonomy_between(profiles.values(), postings.values())
    version = version_with(taxonomy.version)
    return {
        (profile, posting): replace(
            engine.explain(
                profiles[profile].input, postings[posting].input, taxonomy, ENGINE, as_of
            ),
            engine_version=version,
        )
        for profile, posting in pairs
        if profile in profiles and posting in postings
    }


def _taxonomy_between(
    profiles: Iterable[ProfileSnapshot], postings: Iterable[PostingSnapshot]
) -> engine.Taxonomy:
    """The part of the taxonomy that can matter between these profiles and these postings.

    A page needs a few dozen relations out of what may be hundreds of thousands.
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
