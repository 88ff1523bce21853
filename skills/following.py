"""What became of skills that were merged into others."""

from skills.models import Skill


def replacements() -> dict[int, int]:
    """{id of a merged skill: id of the skill that it has become}, through every merger since."""
    next_of: dict[int, int] = {
        pk: replaced_by
        for pk, replaced_by in Skill.objects.filter(replaced_by__isnull=False)
        .order_by("pk")
        .values_list("pk", "replaced_by_id")
        if replaced_by is not None
    }
    final: dict[int, int] = {}
    for pk, following in next_of.items():
        seen, now = {pk}, following
        while now in next_of and now not in seen:
            seen.add(now)
            now = next_of[now]
        # A ring of mergers leads nowhere.
        if now not in seen:
            final[pk] = now
    return final
