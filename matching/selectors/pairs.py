"""Explained pairs as readers see them, with the rows behind the engine's ids."""

from collections.abc import Iterable, Mapping, Sequence

from employers.models import Posting
from jobseekers.models import Profile, ProfileSkill
from matching.live import Explained, explain_pairs
from matching.selectors.shapes import MatchView, Names
from matching.snapshots import ProfileSnapshot
from skills.models import Credential, Occupation, Skill

_NO_VISITORS: Mapping[int, ProfileSnapshot] = {}


def describe(
    pairs: Sequence[tuple[Profile, Posting]],
    visitors: Mapping[int, ProfileSnapshot] = _NO_VISITORS,
    *,
    with_change: bool = False,
) -> tuple[MatchView, ...]:
    """Every pair explained, in a fixed number of queries; pairs that are not matched are left out.

    The postings come with their organisations. `visitors` are profiles that no row holds.
    """
    explained = explain_pairs(
        [(profile.pk, posting.pk) for profile, posting in pairs], visitors, with_change=with_change
    )
    names = _names_in(explained.values())
    return tuple(
        MatchView(profile, posting, explained[profile.pk, posting.pk], names)
        for profile, posting in pairs
        if (profile.pk, posting.pk) in explained
    )


def _names_in(pairs: Iterable[Explained]) -> Names:
    skills: set[int | None] = set()
    occupations: set[int | None] = set()
    credentials: set[int | None] = set()
    profiles: set[int] = set()
    for pair in pairs:
        explanation = pair.explanation
        profiles.add(explanation.profile)
        for gate in explanation.gates:
            credentials.update((gate.credential, pair.through.get(gate.credential)))
        for line in explanation.lines:
            if line.kind == "requirement":
                skills.update((line.subject, line.source))
            elif line.kind == "experience":
                occupations.add(line.subject)
    evidence = ProfileSkill.objects.filter(profile__in=profiles, skill__in=skills - {None})
    known = credentials - {None}
    return Names(
        skills=Skill.objects.only("slug", "label_en", "label_es", "kind").in_bulk(skills - {None}),
        occupations=Occupation.objects.only("label_en", "label_es").in_bulk(occupations - {None}),
        credentials=Credential.objects.only("slug", "label_en", "label_es").in_bulk(known),
        evidence={
            (profile, skill): mark
            for profile, skill, mark in evidence.values_list("profile_id", "skill_id", "evidence")
        },
    )
