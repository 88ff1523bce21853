"""Writes of the taxonomy that are no load or import."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from skills.models import (
    RelationDecision,
    RelationOrigin,
    Skill,
    SkillRelation,
    Source,
    TaxonomyVersion,
)
from skills.taxonomy.storing import one_load_at_a_time

_BATCH = 1000
_KEPT = ("strength", "origin", "reason", "likeness", "shared_use")
_LONGEST_REASON = SkillRelation._meta.get_field("reason").max_length or 0


def record_posting_shares(*, shares: Mapping[int, float]) -> int:
    """Notes which share of public postings (0 to 1) asks for each skill; returns how many changed.

    Skills that are not named get 0. It moves no fit: specificity is frozen until the next load.
    """
    changed = []
    for skill in Skill.objects.only("posting_share").order_by("pk").iterator(_BATCH):
        share = round(shares.get(skill.pk, 0.0), 4)
        if share != skill.posting_share:
            skill.posting_share = share
            changed.append(skill)
    Skill.objects.bulk_update(changed, ["posting_share"], batch_size=_BATCH)
    return len(changed)


def decide_relation(
    *, source: Skill, target: Skill, strength: int | None, reason: str, by: User
) -> RelationDecision:
    """Sets how much of `target` holding `source` gives, in percent; 0: nothing, whoever says else.

    None takes the decision back: what stood before it stands again, and the next load brings that
    up to date. Every decision is kept, and starts a version of the taxonomy that matching follows.
    Raises ValidationError for a pair or a strength that can't be, a missing reason, and where there
    is no decision to take back.
    """
    reason = reason.strip()
    _check(source, target, strength, reason)
    pair: dict[str, Any] = {"source": source, "target": target}
    with one_load_at_a_time():
        before = SkillRelation.objects.filter(**pair).first()
        decided = before is not None and before.origin == RelationOrigin.STAFF
        if strength is None and not decided:
            raise ValidationError(_("There is no decision to take back."))
        replaced = _replaced(pair) if decided else _kept(before)
        decision = RelationDecision.objects.create(
            **pair, strength=strength, reason=reason, by=by, replaced=replaced
        )
        if strength is not None:
            stands = {"strength": strength, "origin": RelationOrigin.STAFF, "reason": reason}
            stands |= {"likeness": None, "shared_use": None}
            SkillRelation.objects.update_or_create(**pair, defaults=stands)
        elif replaced is not None:
            SkillRelation.objects.filter(**pair).update(**replaced)
        else:
            SkillRelation.objects.filter(**pair).delete()
        TaxonomyVersion.objects.create(
            source=Source.STAFF,
            version=f"relation-{decision.pk}",
            digest=sha256(f"{decision.pk} {decision}".encode()).hexdigest(),
            counts={"relations": 1},
        )
    return decision


def _check(source: Skill, target: Skill, strength: int | None, reason: str) -> None:
    if source.pk == target.pk:
        raise ValidationError(_("A skill has no relation to itself."))
    if strength is not None and not 0 <= strength <= 100:
        raise ValidationError({"strength": _("Give a whole number from 0 to 100.")})
    if strength is not None and not reason:
        raise ValidationError({"reason": _("Say why.")})
    if len(reason) > _LONGEST_REASON:
        raise ValidationError(
            {"reason": _("Use at most %(count)d letters.") % {"count": _LONGEST_REASON}}
        )


def _kept(relation: SkillRelation | None) -> dict[str, Any] | None:
    if relation is None:
        return None
    return {column: getattr(relation, column) for column in _KEPT}


def _replaced(pair: dict[str, Any]) -> dict[str, Any] | None:
    """What the first of the decisions in force replaced."""
    newest = RelationDecision.objects.filter(**pair).first()
    return newest.replaced if newest else None
