"""Postings follow the taxonomy: a skill that was merged into another becomes that one."""

from django.db import transaction
from django.utils import timezone

from employers.dates import next_change
from employers.models import Posting, Requirement
from matching.outbox import mark_postings_dirty
from skills.following import replacements


def follow_replaced_skills(*, limit: int = 500) -> int:
    """Moves requirements of merged skills to what those have become; returns how many postings.

    Where a posting asks both, the stronger requirement stays. Drafts and closed postings follow,
    too. Postings that somebody is changing right now wait for the next call.
    """
    final = replacements()
    if not final:
        return 0
    with transaction.atomic():
        asking = Requirement.objects.filter(skill__in=final).values("posting_id")
        postings = list(
            Posting.objects.filter(pk__in=asking)
            .order_by("id")
            .select_for_update(skip_locked=True)
            .prefetch_related("requirements")[:limit]
        )
        moved: list[Requirement] = []
        dropped: list[int] = []
        today = timezone.localdate()
        for posting in postings:
            _follow(list(posting.requirements.all()), final, moved, dropped)
            posting.revision += 1
            posting.next_change = next_change(posting, today)
        Requirement.objects.filter(pk__in=dropped).delete()
        Requirement.objects.bulk_update(moved, ["skill"], batch_size=500)
        Posting.objects.bulk_update(postings, ["revision", "next_change"], batch_size=500)
        mark_postings_dirty(
            revisions={
                posting.pk: posting.revision
                for posting in postings
                if posting.status != Posting.Status.DRAFT
            },
            reason="skills merged",
        )
    return len(postings)


def _follow(
    asked: list[Requirement], final: dict[int, int], moved: list[Requirement], dropped: list[int]
) -> None:
    """Picks, of all that ask one skill now, the row that stays."""
    together: dict[int, list[Requirement]] = {}
    for row in sorted(asked, key=lambda row: row.pk):
        together.setdefault(final.get(row.skill_id, row.skill_id), []).append(row)
    for skill_id, rows in together.items():
        strongest = max(rows, key=_strength)
        if strongest.skill_id != skill_id:
            strongest.skill_id = skill_id
            moved.append(strongest)
        dropped.extend(row.pk for row in rows if row is not strongest)


def _strength(row: Requirement) -> tuple[int, int, bool]:
    return row.importance, row.level or 0, not row.trainable
