"""The definition of a fit: plain, slow, and what every faster implementation must equal.

A fit is the mean of the credits of a posting's lines, weighted, in whole numbers:
``fit = sum(weight * credit) // sum(weight)``. The ledger then shares the fit out over the lines.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from matching.engine.rank import pair_hash, rank_key
from matching.engine.rules import (
    adjacent_credit,
    asks_education,
    asks_experience,
    direct_credit,
    held_credentials,
    held_levels,
    is_valid,
    ordered_requirements,
    requirement_weight,
)
from matching.engine.settings import FULL, EngineSettings
from matching.engine.types import (
    Explanation,
    Gate,
    Level,
    Line,
    LineKind,
    LineStatus,
    PostingInput,
    ProfileInput,
    RequirementInput,
    Score,
    Taxonomy,
)

Ranked = tuple[tuple[int, Score], ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    """A line before its points are shared out."""

    kind: LineKind
    weight: int
    credit: int
    status: LineStatus
    subject: int | None
    required: int | None
    held: int | None
    importance: int | None = None
    source: int | None = None
    strength: int | None = None
    trainable: bool = False
    or_equivalent: bool = False


@dataclass(frozen=True, slots=True)
class _Work:
    """Months that count; and the related occupation, with its percent, that adds most to them."""

    months: int
    source: int | None = None
    strength: int | None = None


def score(
    profile: ProfileInput,
    posting: PostingInput,
    taxonomy: Taxonomy,
    settings: EngineSettings,
    as_of: date,
) -> Score:
    """The fit (hundredths) of one pair on the day ``as_of``, and whether its gates are open."""
    lines = _judge(profile, posting, taxonomy, settings)
    return Score(_fit(lines), all(gate.open for gate in _gates(profile, posting, as_of)))


def explain(
    profile: ProfileInput,
    posting: PostingInput,
    taxonomy: Taxonomy,
    settings: EngineSettings,
    as_of: date,
) -> Explanation:
    """The same score as ``score``, with the ledger that adds up to it."""
    judged = _judge(profile, posting, taxonomy, settings)
    fit = _fit(judged)
    requirements = [line for line in judged if line.kind == "requirement"]
    return Explanation(
        profile=profile.id,
        posting=posting.id,
        fit=fit,
        band=settings.band(fit),
        confidence=_confidence(judged, settings),
        requirements_met=sum(line.credit >= settings.counted_credit for line in requirements),
        requirements=len(requirements),
        gates=_gates(profile, posting, as_of),
        lines=_share_out(judged, fit),
        engine_version=settings.version,
    )


def rank_postings(
    profile: ProfileInput,
    postings: Iterable[PostingInput],
    taxonomy: Taxonomy,
    settings: EngineSettings,
    as_of: date,
    *,
    k: int,
) -> Ranked:
    """The best ``k`` postings that are a match at all, as (posting id, score), best first."""
    scored = (
        (profile.id, posting.id, posting.id, score(profile, posting, taxonomy, settings, as_of))
        for posting in postings
    )
    return _best(scored, settings, k)


def rank_profiles(
    posting: PostingInput,
    profiles: Iterable[ProfileInput],
    taxonomy: Taxonomy,
    settings: EngineSettings,
    as_of: date,
    *,
    k: int,
) -> Ranked:
    """The best ``k`` profiles that are a match at all, as (profile id, score), best first."""
    scored = (
        (profile.id, posting.id, profile.id, score(profile, posting, taxonomy, settings, as_of))
        for profile in profiles
    )
    return _best(scored, settings, k)


def _best(
    scored: Iterable[tuple[int, int, int, Score]], settings: EngineSettings, k: int
) -> Ranked:
    """The best ``k`` of (profile, posting, id to return, score) by rank key, then lower id."""
    keyed = sorted(
        (-rank_key(result.gates_open, result.fit, pair_hash(profile, posting)), other, result)
        for profile, posting, other, result in scored
        if result.fit >= settings.floor
    )
    return tuple((other, result) for _, other, result in keyed[:k])


def _judge(
    profile: ProfileInput, posting: PostingInput, taxonomy: Taxonomy, settings: EngineSettings
) -> list[_Judged]:
    """Weight, credit and status of every line that the posting asks for, in the ledger's order."""
    levels = held_levels(profile)
    requirements = [
        _requirement(asked, levels, taxonomy, settings) for asked in ordered_requirements(posting)
    ]
    work = _work_that_counts(profile, posting, taxonomy)
    lines = list(requirements)
    if asks_experience(posting):
        lines.append(_experience(profile, posting, work, settings))
    if asks_education(posting):
        equivalent = posting.education_or_equivalent and (
            _reaches(requirements, settings.equivalent_credit)
            or work.months >= settings.equivalent_months
        )
        lines.append(_education(profile, posting, equivalent, settings))
    return lines


def _requirement(
    asked: RequirementInput,
    levels: dict[int, Level],
    taxonomy: Taxonomy,
    settings: EngineSettings,
) -> _Judged:
    """The better of what the skill itself earns and what the closest held skill earns.

    Related skills count even where the skill itself is held: else stating a weak skill beside a
    strong related one would lower the fit. On a tie the skill itself is named, then the stronger
    relation, then the lower skill id.
    """
    credit, status, held, source, strength = 0, LineStatus.TELL_US, None, None, None
    if levels:
        status = LineStatus.MISSING
    if asked.skill in levels:
        held = levels[asked.skill]
        credit = direct_credit(held, asked.level, settings)
        status = _direct_status(held, asked.level)
    related = [
        (
            adjacent_credit(direct_credit(levels[other], asked.level, settings), near, settings),
            near,
            -other,
        )
        for other, near in taxonomy.relations.get(asked.skill, ())
        if other in levels
    ]
    if related and max(related)[0] > credit:
        credit, strength, negative = max(related)
        source = -negative
        held, status = levels[source], LineStatus.RELATED
    return _Judged(
        kind="requirement",
        weight=requirement_weight(asked, taxonomy, settings),
        credit=credit,
        status=status,
        subject=asked.skill,
        required=asked.level,
        held=held,
        importance=int(asked.importance),
        source=source,
        strength=strength,
        trainable=asked.trainable,
    )


def _direct_status(held: Level, required: Level) -> LineStatus:
    if held is None or required is None:
        return LineStatus.CONFIRM
    return LineStatus.MET if held >= required else LineStatus.PARTLY


def _work_that_counts(profile: ProfileInput, posting: PostingInput, taxonomy: Taxonomy) -> _Work:
    """Months in the posting's occupation, plus a related occupation's months by its percent.

    All months count for a posting that names no occupation. Rounded down once, at the end. Of the
    related occupations that which adds the most is named, then the stronger, then the lower id.
    """
    if posting.occupation is None:
        return _Work(sum(worked.months for worked in profile.experience))
    percents: dict[int, int] = {}
    for other, percent in taxonomy.occupation_relations.get(posting.occupation, ()):
        percents[other] = max(percent, percents.get(other, 0))
    percents[posting.occupation] = 100
    hundredths: dict[int, int] = {}
    for worked in profile.experience:
        if worked.occupation in percents:
            added = worked.months * percents[worked.occupation]
            hundredths[worked.occupation] = hundredths.get(worked.occupation, 0) + added
    months = sum(hundredths.values()) // 100
    related = [
        (added, percents[other], -other)
        for other, added in hundredths.items()
        if added and other != posting.occupation
    ]
    if not related:
        return _Work(months)
    _, strength, negative = max(related)
    return _Work(months, -negative, strength)


def _experience(
    profile: ProfileInput, posting: PostingInput, work: _Work, settings: EngineSettings
) -> _Judged:
    required = posting.months or 0
    if work.months >= required:
        status = LineStatus.MET
    elif work.months > 0:
        status = LineStatus.PARTLY
    else:
        status = LineStatus.MISSING if profile.experience else LineStatus.TELL_US
    return _Judged(
        kind="experience",
        weight=settings.experience_weight,
        credit=min(FULL, work.months * FULL // required),
        status=status,
        subject=posting.occupation,
        required=required,
        held=work.months if profile.experience else None,
        source=work.source,
        strength=work.strength,
    )


def _education(
    profile: ProfileInput, posting: PostingInput, equivalent: bool, settings: EngineSettings
) -> _Judged:
    required = int(posting.education or 0)
    held = None if profile.education is None else int(profile.education)
    if held is not None and held >= required:
        status = LineStatus.MET
    elif equivalent:
        status = LineStatus.EQUIVALENT
    else:
        status = LineStatus.TELL_US if held is None else LineStatus.MISSING
    return _Judged(
        kind="education",
        weight=settings.education_weight,
        credit=FULL if status in (LineStatus.MET, LineStatus.EQUIVALENT) else 0,
        status=status,
        subject=required,
        required=required,
        held=held,
        or_equivalent=posting.education_or_equivalent,
    )


def _reaches(requirements: list[_Judged], least: int) -> bool:
    """Whether the requirements (at least one) earn ``least`` basis points of their weight."""
    weight = sum(line.weight for line in requirements)
    return weight > 0 and sum(line.weight * line.credit for line in requirements) >= least * weight


def _fit(lines: list[_Judged]) -> int:
    weight = sum(line.weight for line in lines)
    return sum(line.weight * line.credit for line in lines) // weight if weight else 0


def _confidence(lines: list[_Judged], settings: EngineSettings) -> int:
    """Percent of the weight that rests on something the person has said."""
    weight = sum(line.weight for line in lines)
    total = sum(line.weight * _known(line, settings) for line in lines)
    return total // weight if weight else 0


def _known(line: _Judged, settings: EngineSettings) -> int:
    """Percent of a line that is known.

    Nobody says which skills they lack, so a missing one may only be untold; jobs and schooling
    that were stated and fall short are known.
    """
    if line.status == LineStatus.TELL_US:
        return 0
    if line.kind != "requirement":
        return 100
    if line.status == LineStatus.MISSING:
        return 0
    return settings.confirm_confidence if line.held is None or line.required is None else 100


def _share_out(lines: list[_Judged], fit: int) -> tuple[Line, ...]:
    """The ledger: points in whole hundredths that add up to the fit, and to 10000.

    Both columns are rounded down and the points left over go to the largest remainders, the
    earlier line first. A line that has already earned its whole share comes last for a left-over
    earned point; so no line earns more than it could, and one without credit earns nothing. What
    is possible on a line with the whole credit is what it earned, so that a line that is met reads
    so; the others take what is left over.
    """
    weight = sum(line.weight for line in lines)
    if not weight:
        return tuple(_line(line, 0, 0) for line in lines)
    share = [line.weight * FULL // weight for line in lines]
    earned = [line.weight * line.credit // weight for line in lines]
    by_remainder = sorted(
        (earned[at] == share[at], -(line.weight * line.credit % weight), at)
        for at, line in enumerate(lines)
        if line.weight * line.credit % weight
    )
    for _, _, at in by_remainder[: fit - sum(earned)]:
        earned[at] += 1
    possible = [max(pair) for pair in zip(share, earned, strict=True)]
    waiting = sorted(
        (possible[at] != share[at], -(line.weight * FULL % weight), at)
        for at, line in enumerate(lines)
        if line.credit < FULL
    )
    for turn in range(FULL - sum(possible)):
        possible[waiting[turn % len(waiting)][2]] += 1
    return tuple(_line(line, earned[at], possible[at]) for at, line in enumerate(lines))


def _line(line: _Judged, earned: int, possible: int) -> Line:
    return Line(
        kind=line.kind,
        subject=line.subject,
        importance=line.importance,
        required=line.required,
        held=line.held,
        status=line.status,
        credit=line.credit,
        earned=earned,
        possible=possible,
        source=line.source,
        strength=line.strength,
        trainable=line.trainable,
        or_equivalent=line.or_equivalent,
    )


def _gates(profile: ProfileInput, posting: PostingInput, as_of: date) -> tuple[Gate, ...]:
    held = held_credentials(profile)
    return tuple(
        Gate(
            credential=credential,
            open=credential in held and is_valid(held[credential], as_of),
            expires=held.get(credential),
        )
        for credential in sorted(set(posting.gates))
    )
