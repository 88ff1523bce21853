"""What O*NET's occupations use: skills and knowledge, activities, technology and tools."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from skills.models import OccupationTask, SkillSource, Source
from skills.taxonomy.importing.entries import Entry
from skills.taxonomy.importing.onet.layout import Onet
from skills.taxonomy.importing.onet.readers import (
    code,
    example,
    identifier,
    long_text,
    name,
    number,
    yes,
)
from skills.taxonomy.importing.uses import Use
from skills.taxonomy.storing import BATCH

Kind = SkillSource.Kind
Uses = dict[tuple[int, str], Use]

# The tables without which entries of a kind would be taken for gone.
TABLES_OF_KIND = {
    Kind.ELEMENT: ("skills", "knowledge", "content model"),
    Kind.ACTIVITY: ("activities", "tasks", "tasks to activities"),
    Kind.COMMODITY: ("technology", "tools"),
    Kind.PRODUCT: ("technology",),
}
_COLUMNS_OF_TOOLS = {
    "O*NET-SOC Code": code,
    "Example": example,
    "Commodity Code": identifier,
    "Commodity Title": name,
}
# O*NET's scales of importance (1 to 5) and level (0 to 7).
_IMPORTANCE, _LEVEL = "IM", "LV"
# O*NET does not rate these; a product that many employers ask for matters more.
_HOT_AND_IN_DEMAND, _IN_DEMAND, _HOT, _NAMED = 90, 80, 60, 40
_IN_CORE_TASKS, _IN_OTHER_TASKS = 75, 50


@dataclass
class Found:
    """Entries by key, and which occupation (id) uses which of them.

    Technology comes in one table with its commodities, which wait here for those of tools.
    """

    kinds: list[str] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    uses: Uses = field(default_factory=dict)
    software: dict[str, str] = field(default_factory=dict)
    software_uses: Uses = field(default_factory=dict)


def _add(uses: Uses, occupation_id: int, key: str, use: Use) -> None:
    pair = occupation_id, key
    uses[pair] = use.and_also(uses.get(pair))


def find_skills(onet: Onet, ids: dict[str, int]) -> Found:
    """Every kind of entry whose tables are all there; `ids` has the occupations by code."""
    found = Found()
    for kind, read in _READERS.items():
        missing = onet.missing(*TABLES_OF_KIND[kind])
        if missing:
            note = f"Entries of kind {kind.value} stay as they are: no table {', '.join(missing)}."
            onet.reading.report.notes.append(note)
        else:
            found.kinds.append(kind.value)
            read(onet, ids, found)
    return found


def _entry(key: str, kind: str, label: str, **rest: object) -> Entry:
    return Entry(source=Source.ONET.value, key=key, kind=kind, label=label, **{"code": key, **rest})  # type: ignore[arg-type]


def _elements(onet: Onet, ids: dict[str, int], found: Found) -> None:
    descriptions = {
        row.cells["Element ID"]: row.cells["Description"]
        for row in onet.rows("content model", {"Element ID": identifier, "Description": long_text})
    }
    columns = {
        "O*NET-SOC Code": code,
        "Element ID": identifier,
        "Element Name": name,
        "Scale ID": identifier,
        "Data Value": number(0, 7),
        "Recommend Suppress": yes,
        "Not Relevant": yes,
    }
    imprecise = 0
    for what in ("skills", "knowledge"):
        importance: dict[tuple[int, str], int] = {}
        levels: dict[tuple[int, str], int] = {}
        for row in onet.rows(what, columns):
            own_code, element, label, scale, value, suppress, not_relevant = row.cells.values()
            if own_code not in ids:
                onet.reading.refuse(row, "O*NET-SOC Code", f"no occupation {own_code}")
                continue
            if element not in found.entries:
                groups = tuple(_above(element))
                description = descriptions.get(element, "")
                found.entries[element] = _entry(
                    element, Kind.ELEMENT, label, description=description, groups=groups
                )
            pair = ids[own_code], element
            imprecise += suppress
            if scale == _IMPORTANCE and value >= 1:
                importance[pair] = round((value - 1) / 4 * 100)
            elif scale == _LEVEL and not not_relevant:
                levels[pair] = round(value / 7 * 100)
        for (occupation_id, element), percent in importance.items():
            level = levels.get((occupation_id, element))
            _add(found.uses, occupation_id, element, Use(importance=percent, level=level))
    if imprecise:
        note = f"{imprecise} ratings are kept that O*NET calls imprecise (Recommend Suppress)."
        onet.reading.report.notes.append(note)


def _above(element: str) -> Iterator[str]:
    """2.A.1.a stands under 2.A.1, that under 2.A and that under 2."""
    while "." in element:
        element = element.rpartition(".")[0]
        yield element


def _activities(onet: Onet, ids: dict[str, int], found: Found) -> None:
    columns = {
        "Element ID": identifier, "IWA ID": identifier, "DWA ID": identifier, "DWA Title": name
    }  # fmt: skip
    for row in onet.rows("activities", columns):
        element, intermediate, key, title = row.cells.values()
        label = title.rstrip(".")
        found.entries[key] = _entry(key, Kind.ACTIVITY, label, groups=(intermediate, element))
    tasks = OccupationTask.objects.order_by("pk").values_list("occupation_id", "core", "activities")
    for occupation_id, core, keys in tasks.iterator(BATCH):
        for key in keys:
            if key in found.entries:
                importance = _IN_CORE_TASKS if core else _IN_OTHER_TASKS
                _add(found.uses, occupation_id, key, Use(importance=importance))


def _technology(onet: Onet, ids: dict[str, int], found: Found) -> None:
    columns = {**_COLUMNS_OF_TOOLS, "Hot Technology": yes, "In Demand": yes}
    for row in onet.rows("technology", columns):
        own_code, called, commodity, title, hot, in_demand = row.cells.values()
        if own_code not in ids:
            onet.reading.refuse(row, "O*NET-SOC Code", f"no occupation {own_code}")
            continue
        key = f"{commodity}/{called}"
        if key not in found.entries:
            groups = (commodity,)
            found.entries[key] = _entry(key, Kind.PRODUCT, called, code=commodity, groups=groups)
        if in_demand:
            importance = _HOT_AND_IN_DEMAND if hot else _IN_DEMAND
        else:
            importance = _HOT if hot else _NAMED
        use = Use(importance=importance, hot=hot, in_demand=in_demand)
        _add(found.uses, ids[own_code], key, use)
        _add(found.software_uses, ids[own_code], commodity, use)
        found.software[commodity] = title


def _commodities(onet: Onet, ids: dict[str, int], found: Found) -> None:
    columns = ("Commodity Code", "Class Code", "Family Code", "Segment Code")
    groups: dict[str, tuple[str, ...]] = {}
    for row in onet.rows("commodities", dict.fromkeys(columns, identifier)):
        commodity, *above = row.cells.values()
        groups[commodity] = tuple(above)
    labels = dict(found.software)
    examples: dict[str, set[str]] = defaultdict(set)
    for row in onet.rows("tools", _COLUMNS_OF_TOOLS):
        own_code, called, commodity, title = row.cells.values()
        if own_code not in ids:
            onet.reading.refuse(row, "O*NET-SOC Code", f"no occupation {own_code}")
            continue
        labels[commodity] = title
        examples[commodity].add(called)
        _add(found.uses, ids[own_code], commodity, Use(importance=_NAMED))
    for (occupation_id, commodity), use in found.software_uses.items():
        _add(found.uses, occupation_id, commodity, use)
    for commodity, label in labels.items():
        # A tool's examples are other words for it; products of software are entries of their own.
        names = tuple(sorted(examples[commodity]))
        found.entries[commodity] = _entry(
            commodity, Kind.COMMODITY, label, names=names, groups=groups.get(commodity, ())
        )


# Products come before the commodities that they belong to.
_READERS: dict[SkillSource.Kind, Callable[[Onet, dict[str, int], Found], None]] = {
    Kind.ELEMENT: _elements,
    Kind.ACTIVITY: _activities,
    Kind.PRODUCT: _technology,
    Kind.COMMODITY: _commodities,
}
