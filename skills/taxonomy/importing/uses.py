"""Which occupation uses which skill, and how much, as O*NET counts it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from skills.models import SkillSource, SkillUse, Source
from skills.taxonomy.storing import BATCH, Tally, store_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Percents of the source's scales; no level where it measures none."""

    importance: int
    level: int | None = None
    hot: bool = False
    in_demand: bool = False

    def and_also(self, other: "Use | None") -> "Use":
        """Two uses of one skill under two entries: the greater of both."""
        if other is None:
            return self
        levels = [level for level in (self.level, other.level) if level is not None]
        return Use(
            importance=max(self.importance, other.importance),
            level=max(levels, default=None),
            hot=self.hot or other.hot,
            in_demand=self.in_demand or other.in_demand,
        )


def store_uses(uses: Mapping[tuple[int, int], Use], *, kinds: Collection[str]) -> Tally:
    """Makes O*NET's uses {(occupation, skill): use} what was read of entries of these kinds.

    Skills that entries of other kinds mean too keep their uses: nobody read all of those.
    """
    foreign = SkillSource.objects.filter(source=Source.ONET).exclude(kind__in=kinds)
    untouched = set(foreign.order_by("pk").values_list("skill_id", flat=True))
    return store_rows(
        model=SkillUse,
        key=("occupation_id", "skill_id", "origin"),
        columns=("importance", "level", "hot", "in_demand"),
        wanted={
            (occupation_id, skill_id, Source.ONET.value): (
                use.importance,
                use.level,
                use.hot,
                use.in_demand,
            )
            for (occupation_id, skill_id), use in uses.items()
            if skill_id not in untouched
        },
        among=SkillUse.objects.filter(~Q(skill__in=untouched), origin=Source.ONET),
    )


def move_uses(replaced: Mapping[int, int]) -> None:
    """Uses of a skill that was merged into another become uses of that one."""
    keys = ("occupation_id", "skill_id", "origin")
    columns = ("importance", "level", "hot", "in_demand")
    left = SkillUse.objects.filter(skill__in=replaced)
    merged: dict[tuple[int, int, str], Use] = {}
    touched = SkillUse.objects.filter(skill__in={*replaced, *replaced.values()})
    for row in touched.order_by("pk"):
        key = (row.occupation_id, replaced.get(row.skill_id, row.skill_id), row.origin)
        use = Use(**{column: getattr(row, column) for column in columns})
        merged[key] = use.and_also(merged.get(key))
    left.delete()
    SkillUse.objects.bulk_create(
        _rows(keys, merged.items()),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["occupation", "skill", "origin"],
        update_fields=list(columns),
    )


def _rows(
    keys: tuple[str, ...], merged: Iterable[tuple[tuple[int, int, str], Use]]
) -> list[SkillUse]:
    return [
        SkillUse(
            **dict(zip(keys, key, strict=True)),
            importance=use.importance,
            level=use.level,
            hot=use.hot,
            in_demand=use.in_demand,
        )
        for key, use in merged
    ]
