"""Explained pairs as readers see them: codes become labels and words, wishes meet offers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from employers.models import Posting
from jobseekers.models import Profile, ProfileSkill
from matching.advice import advice_on
from matching.engine import Gate, Line
from matching.live import Explained, explain_pairs
from matching.pool import ENGINE
from matching.preferences import miles_apart, preferences_of
from matching.selectors.shapes import GateView, LineView, MatchView, OneChange
from matching.wording import carries_over, gate_reason, is_lacking, label_of, reason_of
from skills.models import Credential, Occupation, Skill

Evidence = Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class _Names:
    """The rows behind the engine's ids."""

    skills: Mapping[int, Skill]
    occupations: Mapping[int, Occupation]
    credentials: Mapping[int, Credential]
    evidence: Evidence


def describe(
    pairs: Sequence[tuple[Profile, Posting]], *, with_change: bool = False
) -> tuple[MatchView, ...]:
    """Every pair explained, in a fixed number of queries; pairs that are not matched are left out.

    The postings come with their organisations.
    """
    explained = explain_pairs(
        [(profile.pk, posting.pk) for profile, posting in pairs], with_change=with_change
    )
    names = _names_in(explained.values())
    return tuple(
        _view(profile, posting, explained[profile.pk, posting.pk], names)
        for profile, posting in pairs
        if (profile.pk, posting.pk) in explained
    )


def _names_in(pairs: Iterable[Explained]) -> _Names:
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
    return _Names(
        skills=Skill.objects.in_bulk(skills - {None}),
        occupations=Occupation.objects.in_bulk(occupations - {None}),
        credentials=Credential.objects.in_bulk(credentials - {None}),
        evidence={
            (profile, skill): mark
            for profile, skill, mark in evidence.values_list("profile_id", "skill_id", "evidence")
        },
    )


def _view(profile: Profile, posting: Posting, pair: Explained, names: _Names) -> MatchView:
    explanation = pair.explanation
    lines = explanation.lines
    return MatchView(
        profile=profile,
        posting=posting,
        fit=explanation.fit,
        band=None if explanation.band is None else explanation.band.value,
        confidence=explanation.confidence,
        requirements_met=explanation.requirements_met,
        requirements=explanation.requirements,
        gates=tuple(_gate(gate, pair.through, names) for gate in explanation.gates),
        gates_open=all(gate.open for gate in explanation.gates),
        lines=tuple(_line(line, explanation.profile, names) for line in lines),
        preferences=preferences_of(profile, posting),
        miles=miles_apart(profile, posting),
        segments=tuple(line.status.value for line in lines if line.kind == "requirement"),
        carries=carries_over(lines, names.skills),
        lacks=is_lacking(lines, names.skills),
        engine_version=explanation.engine_version,
        one_change=_one_change(pair, names),
    )


def _one_change(pair: Explained, names: _Names) -> OneChange | None:
    if pair.promise is None:
        return None
    advice = advice_on(
        pair.promise,
        pair.explanation,
        through=pair.through,
        skills=names.skills,
        credentials=names.credentials,
    )
    score = pair.promise.score
    band = ENGINE.band(score.fit)
    return OneChange(
        kind=pair.promise.change.kind.value,
        code=advice.code,
        renews=advice.renews,
        fit=score.fit,
        band=None if band is None else band.value,
        gates_open=score.gates_open,
        heading=advice.heading,
        advice=advice.text,
    )


def _gate(gate: Gate, through: Mapping[int, int], names: _Names) -> GateView:
    credential = names.credentials[gate.credential]
    other = through.get(gate.credential)
    counted = None if other is None else names.credentials[other]
    return GateView(
        code=credential.slug,
        label=credential.label,
        open=gate.open,
        expires=gate.expires,
        through=counted.label if counted else "",
        reason=gate_reason(gate, counted),
    )


def _line(line: Line, profile_id: int, names: _Names) -> LineView:
    is_requirement = line.kind == "requirement"
    shown = line.subject if line.source is None else line.source
    return LineView(
        kind=line.kind,
        skill=names.skills[line.subject].slug if is_requirement and line.subject else None,
        label=label_of(line, names.skills, names.occupations),
        status=line.status.value,
        earned=line.earned,
        possible=line.possible,
        credit=line.credit,
        evidence=names.evidence.get((profile_id, shown)) if is_requirement and shown else None,
        reason=reason_of(line, names.skills),
        importance=line.importance,
        trainable=line.trainable,
        source=names.skills[line.source].slug if is_requirement and line.source else None,
    )
