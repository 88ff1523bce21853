"""Writes of the taxonomy that are no load or import."""

from collections.abc import Mapping

from skills.models import Skill

_BATCH = 1000


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
