"""Pool sizes of a posting as an employer types it, told so that no single person shows."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from employers.models import Organisation, Posting
from employers.services import RequirementClaim
from matching import engine
from matching.engine.simulate import SOFTER, Change, ChangeKind, Mask, Simulation, simulate
from matching.models import PoolQuestion
from matching.pool import ENGINE
from matching.simulate.disclosure import Answers, Size
from matching.simulate.people import People, people_on
from skills.models import Credential, Occupation, Skill

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_KEPT = timedelta(days=30)
# With how many of the last questions an answer must agree.
_REMEMBERED = 300
# Whoever is not verified yet may ask this part of what others may.
_UNVERIFIED_SHARE = 3


class TooManyQuestionsError(Exception):
    """The organisation has asked as much as it may for now."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after
        """Seconds until the next question is answered."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a posting asks, saved or not."""

    requirements: Sequence[RequirementClaim]
    gates: Sequence[Credential]
    occupation: Occupation | None
    months_experience: int | None
    education: int | None
    education_or_equivalent: bool

    @property
    def input(self) -> engine.PostingInput:
        """The same for the engine, in an order of its own."""
        return engine.PostingInput(
            id=0,
            requirements=tuple(
                sorted(
                    (
                        engine.RequirementInput(
                            claim.skill.pk,
                            engine.Importance(claim.importance),
                            claim.level,
                            claim.trainable,
                        )
                        for claim in self.requirements
                    ),
                    key=lambda one: (-one.importance, one.skill),
                )
            ),
            occupation=self.occupation.pk if self.occupation else None,
            months=self.months_experience,
            education=None if self.education is None else engine.Education(self.education),
            education_or_equivalent=self.education_or_equivalent,
            gates=tuple(sorted(gate.pk for gate in self.gates)),
        )


@dataclass(frozen=True)
class Effect:
    """How large the pool would be after one change of what it is about, if of one thing.

    `importance` is what that of the skill becomes, where it is lowered.
    """

    kind: ChangeKind
    subject: Skill | Credential | None
    importance: int | None
    qualified: Size
    near: Size


@dataclass(frozen=True)
class Blocked:
    """How many good fits one must-have credential keeps out."""

    gate: Credential
    size: Size


@dataclass(frozen=True)
class PoolSizes:
    """How many people fit, nearly fit, or fit but for a gate, and the effects of changes."""

    qualified: Size
    near: Size
    blocked: tuple[Blocked, ...]
    effects: tuple[Effect, ...]


def asked_in(posting: Posting) -> Asked:
    """What a posting asks as it is saved; it comes with its requirements and gates."""
    return Asked(
        requirements=[
            RequirementClaim(
                skill=row.skill,
                importance=row.importance,
                level=row.level,
                trainable=row.trainable,
            )
            for row in posting.requirements.all()
        ],
        gates=[gate.credential for gate in posting.gates.all()],
        occupation=posting.occupation,
        months_experience=posting.months_experience,
        education=posting.education,
        education_or_equivalent=posting.education_or_equivalent,
    )


def pool_sizes(organisation: Organisation, asked: Asked) -> PoolSizes:
    """The sizes for a question of this organisation, now and after every change that asks less.

    Counted are people who let employers find them and whom the law lets do the work. The same
    question within an hour is one question. Raises TooManyQuestionsError, and PoolLoadingError
    while another request loads the people.
    """
    posting = asked.input
    digest = hashlib.sha256(repr(posting).encode()).digest()
    if not _is_repeated(organisation, digest):
        _refuse_above_limit(organisation)
    people = people_on(timezone.localdate())
    found = _simulated(posting, asked.occupation, people)
    groups = _groups(found)
    sketches = people.sketcher.sketch(groups)
    counts = [int(group.sum()) for group in groups]
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        sizes, kept = _told_before(organisation).answer(sketches, counts)
        if not _is_repeated(organisation, digest):
            _refuse_above_limit(organisation)
            _keep(organisation, digest, kept)
    return _as_sizes(found, sizes, asked)


def _simulated(
    posting: engine.PostingInput, occupation: Occupation | None, people: People
) -> Simulation:
    counted = people.old_enough(occupation.minimum_age if occupation else 0)
    return simulate(posting, people.columns, people.taxonomy, ENGINE, people.as_of, counted=counted)


def _groups(found: Simulation) -> list[Mask]:
    groups = [found.now.qualified, found.now.near, *found.blocked_by.values()]
    for _change, pools in found.after:
        groups += [pools.qualified, pools.near]
    return groups


def _as_sizes(found: Simulation, sizes: Sequence[Size], asked: Asked) -> PoolSizes:
    claims = {claim.skill.pk: claim for claim in asked.requirements}
    gates = {gate.pk: gate for gate in asked.gates}
    first = 2 + len(found.blocked_by)
    after = zip(found.after, sizes[first::2], sizes[first + 1 :: 2], strict=True)
    return PoolSizes(
        qualified=sizes[0],
        near=sizes[1],
        blocked=tuple(
            Blocked(gates[gate], size)
            for gate, size in zip(found.blocked_by, sizes[2:first], strict=True)
        ),
        effects=tuple(
            Effect(
                kind=change.kind,
                subject=_subject(change, claims, gates),
                importance=_importance(change, claims),
                qualified=qualified,
                near=near,
            )
            for (change, _pools), qualified, near in after
        ),
    )


def _subject(
    change: Change, claims: dict[int, RequirementClaim], gates: dict[int, Credential]
) -> Skill | Credential | None:
    if change.subject is None:
        return None
    of_gate = change.kind is ChangeKind.DROP_GATE
    return gates[change.subject] if of_gate else claims[change.subject].skill


def _importance(change: Change, claims: dict[int, RequirementClaim]) -> int | None:
    if change.kind is not ChangeKind.LOWER_IMPORTANCE or change.subject is None:
        return None
    return int(SOFTER[engine.Importance(claims[change.subject].importance)])


def _told_before(organisation: Organisation) -> Answers:
    newest = organisation.pool_questions.order_by("-id").values_list("answers", flat=True)
    return Answers(b"".join(bytes(packed) for packed in reversed(newest[:_REMEMBERED])))


def _keep(organisation: Organisation, digest: bytes, answers: bytes) -> None:
    now = timezone.now()
    organisation.pool_questions.filter(asked_at__lt=now - _KEPT).delete()
    PoolQuestion.objects.create(
        organisation=organisation, asked_at=now, digest=digest, answers=answers
    )


def _is_repeated(organisation: Organisation, digest: bytes) -> bool:
    since = timezone.now() - _HOUR
    return organisation.pool_questions.filter(asked_at__gte=since, digest=digest).exists()


def _refuse_above_limit(organisation: Organisation) -> None:
    share = 1 if organisation.is_verified else _UNVERIFIED_SHARE
    now = timezone.now()
    asked = organisation.pool_questions.order_by("-asked_at").values_list("asked_at", flat=True)
    for limit, window in (
        (settings.POOL_QUESTIONS_A_DAY, _DAY),
        (settings.POOL_QUESTIONS_AN_HOUR, _HOUR),
    ):
        allowed = limit // share
        last: datetime | None = next(iter(asked[allowed - 1 : allowed]), None)
        if last and last > now - window:
            raise TooManyQuestionsError(int((last + window - now).total_seconds()) + 1)
