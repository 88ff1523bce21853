"""Stores entries of published taxonomies and keeps the concepts that they stand for.

Every import joins the entries of all sources anew, so that the order of imports does not matter and
what the starter taxonomy has gained or lost since is followed.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.text import slugify

from skills.folding import fold
from skills.models import Skill, SkillAlias, SkillSource, Source
from skills.taxonomy.importing.entries import Entry, kind_of
from skills.taxonomy.importing.joining import (
    Concept,
    EntryId,
    Join,
    Reviewed,
    join_to_starter,
    share_labels,
)
from skills.taxonomy.importing.names import store_names
from skills.taxonomy.importing.uses import move_uses
from skills.taxonomy.storing import BATCH, Report, Tally, analyze, store_rows

# Who names concepts of the portal's own; imports add to them and never take them away.
_CURATORS = frozenset({Source.STARTER.value, Source.STAFF.value})
_LONGEST_SLUG = 100


@dataclass
class _Plan:
    """Where every entry goes: {entry: join}, and the skill of each group of one label."""

    joins: dict[EntryId, Join]
    groups: dict[int, list[Entry]]
    before: dict[EntryId, int]
    skill_of: dict[EntryId, int] = field(default_factory=dict)


def store_entries(
    report: Report,
    *,
    reviewed: Reviewed,
    source: str = "",
    entries: Collection[Entry] = (),
    kinds: Collection[str] = (),
) -> dict[str, int]:
    """Makes the entries of these kinds equal to `entries` and joins those of all sources anew.

    Returns the skill of each entry of `source`, by key. Without entries it only joins.
    """
    kept = _stored_entries(source, kinds)
    everything = [*kept, *entries]
    skills = {skill.pk: skill for skill in Skill.objects.order_by("pk").iterator(BATCH)}
    plan = _plan(report, everything, skills, reviewed)
    gone = _bring_up(report, plan, skills)
    own = {entry.key: plan.skill_of[entry.id] for entry in everything if entry.source == source}
    joined_by = {entry_id: join.by for entry_id, join in plan.joins.items()}
    report.tallies["entries joined anew"] = _rejoin(kept, plan, joined_by)
    if kinds:
        report.tallies["entries"] = store_rows(
            model=SkillSource,
            key=("source", "key"),
            columns=(
                "skill_id", "code", "kind", "label", "names", "phrases", "description", "groups",
                "breadth", "joined_by",
            ),
            wanted={
                entry.id: (
                    plan.skill_of[entry.id], entry.code, entry.kind, entry.label, [*entry.names],
                    [*entry.phrases], entry.description, [*entry.groups], entry.breadth,
                    joined_by.get(entry.id, ""),
                )
                for entry in entries
            },
            among=SkillSource.objects.filter(source=source, kind__in=kinds),
        )  # fmt: skip
    report.tallies["names of entries"] = store_names(everything, plan.skill_of)
    move_uses(gone)
    if stale := _with_stale_uses(kept, plan, gone):
        report.notes.append(
            f"{stale} entries of O*NET left skills that stay: import_onet counts their use anew."
        )
    return own


def _with_stale_uses(kept: list[Entry], plan: _Plan, gone: dict[int, int]) -> int:
    """How many entries have moved whose use could not move along: their old skill has others."""
    return sum(
        entry.source == Source.ONET
        and plan.before[entry.id] not in {plan.skill_of[entry.id], *gone}
        for entry in kept
    )


def _stored_entries(source: str, kinds: Collection[str]) -> list[Entry]:
    """The entries that an import leaves as they are."""
    columns = ("source", "key", "code", "kind", "label", "names", "phrases")
    return [
        Entry(
            source=of, key=key, code=code, kind=kind, label=label, names=tuple(names),
            phrases=tuple(phrases),
        )
        for of, key, code, kind, label, names, phrases in SkillSource.objects.order_by("pk")
        .exclude(source=source, kind__in=kinds)
        .values_list(*columns)
        .iterator(BATCH)
    ]  # fmt: skip


def _concepts(skills: dict[int, Skill]) -> Iterable[Concept]:
    names: dict[int, set[str]] = defaultdict(set)
    readable = SkillAlias.objects.filter(
        language=SkillAlias.Language.EN, in_text=True, source__in=_CURATORS
    )
    for skill_id, folded in readable.order_by("pk").values_list("skill_id", "folded"):
        names[skill_id].add(folded)
    for skill in skills.values():
        if not skill.retired and _CURATORS.intersection(skill.sources):
            label = fold(skill.label_en)
            yield Concept(
                id=skill.pk,
                slug=skill.slug,
                kind=skill.kind,
                label=label,
                names=frozenset({label, *names[skill.pk]}),
            )


def _plan(
    report: Report, entries: list[Entry], skills: dict[int, Skill], reviewed: Reviewed
) -> _Plan:
    """Finds a skill for every entry; makes those that nobody has yet."""
    before = {
        (source, key): skill_id
        for source, key, skill_id in SkillSource.objects.order_by("pk").values_list(
            "source", "key", "skill_id"
        )
    }
    joins = join_to_starter(entries, _concepts(skills), reviewed)
    plan = _Plan(joins, {}, before, {entry_id: join.skill_id for entry_id, join in joins.items()})
    curated = {pk for pk, skill in skills.items() if _CURATORS.intersection(skill.sources)}
    nameless = {fold(skill.label_en): pk for pk, skill in skills.items() if not skill.sources}
    new: list[tuple[Skill, list[Entry]]] = []
    slugs = {skill.slug for skill in skills.values()}
    for group in share_labels(entry for entry in entries if entry.id not in joins):
        held = (before[entry.id] for entry in group if entry.id in before)
        free = (pk for pk in held if pk not in curated and pk not in plan.groups)
        pk = next(free, None) or nameless.get(fold(group[0].label))
        if pk is not None and pk not in plan.groups:
            plan.groups[pk] = group
        else:
            slug = _new_slug(group[0], slugs)
            new.append((Skill(slug=slug, label_en=group[0].label, kind=kind_of(group)), group))
    for skill, group in new:
        skill.sources = sorted({entry.source for entry in group})
    Skill.objects.bulk_create([skill for skill, _group in new], batch_size=BATCH)
    if len(new) > BATCH:
        analyze(Skill)
    for skill, group in new:
        plan.groups[skill.pk] = group
    for pk, group in plan.groups.items():
        plan.skill_of.update((entry.id, pk) for entry in group)
    report.tallies["concepts"] = Tally(read=len(set(plan.skill_of.values())), added=len(new))
    return plan


def _new_slug(entry: Entry, taken: set[str]) -> str:
    """A slug from the label; where that is taken, with a part that the entry's key decides."""
    slug = slugify(entry.label)[:_LONGEST_SLUG].strip("-")
    if not slug or slug in taken:
        digest = sha256("\0".join(entry.id).encode()).hexdigest()
        slug = f"{slug or entry.skill_kind}-{digest[:8]}"
    taken.add(slug)
    return slug


def _bring_up(report: Report, plan: _Plan, skills: dict[int, Skill]) -> dict[int, int]:
    """Brings stored skills up to the plan; {skill: its replacement} of those that were left."""
    tally = report.tallies["concepts"]
    named: dict[int, set[str]] = defaultdict(set)
    moved: dict[int, Counter[int]] = defaultdict(Counter)
    for (source, key), pk in plan.skill_of.items():
        named[pk].add(source)
        was = plan.before.get((source, key), pk)
        if was != pk:
            moved[was][pk] += 1
    changed, gone = [], {}
    for pk, skill in skills.items():
        curators = _CURATORS.intersection(skill.sources)
        if not named[pk] and curators.issuperset(skill.sources):
            continue
        stored = _state(skill)
        skill.sources = sorted({*curators, *named[pk]})
        skill.retired, skill.replaced_by_id = not skill.sources, None
        if skill.retired and moved[pk]:
            [(skill.replaced_by_id, _entries)] = moved[pk].most_common(1)
            gone[pk] = skill.replaced_by_id
        if group := plan.groups.get(pk):
            skill.label_en, skill.kind = group[0].label, kind_of(group)
        if _state(skill) != stored:
            changed.append(skill)
            tally.retired += skill.retired
            tally.changed += not skill.retired
    columns = ["label_en", "kind", "sources", "retired", "replaced_by"]
    Skill.objects.bulk_update(changed, columns, batch_size=BATCH)
    return gone


def _state(skill: Skill) -> tuple[object, ...]:
    return skill.label_en, skill.kind, skill.sources, skill.retired, skill.replaced_by_id


def _rejoin(kept: list[Entry], plan: _Plan, joined_by: dict[EntryId, str]) -> Tally:
    """Stores the new concepts of entries that this import has not read."""
    rows = {
        (row.source, row.key): row
        for row in SkillSource.objects.order_by("pk")
        .only("source", "key", "skill_id", "joined_by")
        .iterator(BATCH)
    }
    changed = []
    for entry in kept:
        row = rows[entry.id]
        wanted = plan.skill_of[entry.id], joined_by.get(entry.id, "")
        if (row.skill_id, row.joined_by) != wanted:
            row.skill_id, row.joined_by = wanted
            changed.append(row)
    SkillSource.objects.bulk_update(changed, ["skill", "joined_by"], batch_size=BATCH)
    return Tally(read=len(kept), changed=len(changed))
