"""O*NET's occupations: their titles, what is related to them, what they take and what they do."""

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Q

from skills.folding import fold
from skills.models import (
    EducationLevel,
    Occupation,
    OccupationAlias,
    OccupationPreparation,
    OccupationRelation,
    OccupationTask,
    Source,
)
from skills.taxonomy import cells
from skills.taxonomy.importing.onet.layout import Onet
from skills.taxonomy.importing.onet.readers import (
    code,
    identifier,
    long_text,
    name,
    number,
    or_nothing,
)
from skills.taxonomy.storing import BATCH, Report, Tally, store_rows

# A title of more occupations than these tells too little of the work to be read in running text.
_MOST_OWNERS_IN_TEXT = 8
# How much a year in a related occupation counts, by the publisher's tiers.
_TIERS = {"Primary-Short": 50, "Primary-Long": 35, "Supplemental": 20}
_REQUIRED_EDUCATION = "2.D.1"
# Columns of OccupationPreparation and the number of categories, by element.
_PREPARATION = {
    _REQUIRED_EDUCATION: ("education", 12),
    "3.A.1": ("experience", 11),
    "3.A.2": ("training_on_site", 9),
    "3.A.3": ("training_on_the_job", 9),
}
# O*NET's twelve categories of required education.
_EDUCATION = (
    EducationLevel.NONE,
    EducationLevel.HS,
    EducationLevel.CERTIFICATE,
    EducationLevel.SOME_COLLEGE,
    EducationLevel.ASSOCIATE,
    EducationLevel.BACHELOR,
    EducationLevel.BACHELOR,
    EducationLevel.MASTER,
    EducationLevel.MASTER,
    EducationLevel.DOCTORATE,
    EducationLevel.DOCTORATE,
    EducationLevel.DOCTORATE,
)
_OWN_COLUMNS = ("label_en", "description_en", "job_zone", "typical_education")


def store_occupations(report: Report, onet: Onet) -> dict[str, int]:
    """Stores what O*NET says of its occupations; {code: id} of those that it names.

    What the starter taxonomy says of an occupation stands: O*NET only adds to it.
    """
    zones = dict(_job_zones(onet))
    percents = _percents(onet)
    if not onet.missing("occupations"):
        read = {
            row.cells["O*NET-SOC Code"]: row.cells
            for row in onet.rows(
                "occupations", {"O*NET-SOC Code": code, "Title": name, "Description": long_text}
            )
        }
        report.tallies["occupations"] = _store(read, zones, percents, onet)
    ids = dict(
        Occupation.objects.filter(sources__contains=[Source.ONET])
        .order_by("pk")
        .values_list("code", "pk")
    )
    if not onet.missing("alternate titles", "reported titles"):
        _store_titles(report, onet, ids)
    if not onet.missing("related occupations"):
        _store_relations(report, onet, ids)
    if not onet.missing("preparation"):
        report.tallies["preparation"] = store_rows(
            model=OccupationPreparation,
            key=("occupation_id",),
            columns=tuple(column for column, _count in _PREPARATION.values()),
            wanted={
                (ids[each],): tuple(_distribution(of, element) for element in _PREPARATION)
                for each, of in percents.items()
                if each in ids
            },
            among=OccupationPreparation.objects.all(),
        )
    if not onet.missing("tasks", "tasks to activities"):
        _store_tasks(report, onet, ids)
    return ids


def _store(
    read: dict[str, dict[str, Any]],
    zones: dict[str, int],
    percents: dict[str, dict[str, dict[int, float]]],
    onet: Onet,
) -> Tally:
    stored = {each.code: each for each in Occupation.objects.order_by("pk").iterator(BATCH)}
    tally = Tally(read=len(read))
    new: list[Occupation] = []
    changed: list[Occupation] = []
    for own_code, cells_of in read.items():
        occupation = stored.get(own_code) or Occupation(code=own_code, retired=True)
        before = _state(occupation)
        is_starters = Source.STARTER in occupation.sources
        occupation.sources = sorted({*occupation.sources, Source.ONET.value})
        occupation.retired = False
        if not is_starters:
            occupation.label_en = cells_of["Title"]
            occupation.description_en = cells_of["Description"]
            if not onet.missing("job zones"):
                occupation.job_zone = zones.get(own_code)
            if not onet.missing("preparation"):
                occupation.typical_education = _typical(percents.get(own_code, {}))
        if occupation.pk is None:
            new.append(occupation)
        elif _state(occupation) != before:
            changed.append(occupation)
    tally.added, tally.changed = len(new), len(changed)
    for own_code, occupation in stored.items():
        if own_code not in read and Source.ONET in occupation.sources:
            occupation.sources = [each for each in occupation.sources if each != Source.ONET]
            occupation.retired = not occupation.sources
            tally.retired += occupation.retired
            changed.append(occupation)
    Occupation.objects.bulk_create(new, batch_size=BATCH)
    Occupation.objects.bulk_update(changed, [*_OWN_COLUMNS, "sources", "retired"], batch_size=BATCH)
    return tally


def _state(occupation: Occupation) -> tuple[Any, ...]:
    own = tuple(getattr(occupation, column) for column in _OWN_COLUMNS)
    return (*own, occupation.sources, occupation.retired)


def _job_zones(onet: Onet) -> list[tuple[str, int]]:
    rows = onet.rows("job zones", {"O*NET-SOC Code": code, "Job Zone": cells.whole(1, 5)})
    return [(row.cells["O*NET-SOC Code"], row.cells["Job Zone"]) for row in rows]


def _percents(onet: Onet) -> dict[str, dict[str, dict[int, float]]]:
    """{occupation: {element: {category: percent}}}; other scales in the table have no category."""
    percents: dict[str, dict[str, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    columns = {
        "O*NET-SOC Code": code,
        "Element ID": cells.name,
        "Category": or_nothing(cells.whole(1, 12)),
        "Data Value": number(0, 100),
    }
    for row in onet.rows("preparation", columns):
        own_code, element, category, percent = row.cells.values()
        if element in _PREPARATION and category is not None:
            if category > _PREPARATION[element][1]:
                onet.reading.refuse(row, "Category", f"{element} has no category {category}")
            else:
                percents[own_code][element][category] = percent
    return percents


def _distribution(of: dict[str, dict[int, float]], element: str) -> list[float]:
    found = of.get(element)
    if not found:
        return []
    return [found.get(category, 0.0) for category in range(1, _PREPARATION[element][1] + 1)]


def _typical(of: dict[str, dict[int, float]]) -> int | None:
    """The level of the category that most answers name, the lower of two that as many name."""
    answers = of.get(_REQUIRED_EDUCATION, {})
    most = max(answers, key=lambda category: (answers[category], -category), default=None)
    return None if most is None or not answers[most] else _EDUCATION[most - 1].value


def _store_titles(report: Report, onet: Onet, ids: dict[str, int]) -> None:
    titles: dict[tuple[int, str], str] = {
        (pk, fold(label)): label
        for pk, label in Occupation.objects.filter(pk__in=ids.values())
        .order_by("pk")
        .values_list("pk", "label_en")
    }
    for what, columns in (
        ("alternate titles", {"Alternate Title": name, "Short Title": or_nothing(name)}),
        ("reported titles", {"Reported Job Title": name}),
    ):
        for row in onet.rows(what, {"O*NET-SOC Code": code, **columns}):
            own_code, *texts = row.cells.values()
            if own_code not in ids:
                onet.reading.refuse(row, "O*NET-SOC Code", f"no occupation {own_code}")
                continue
            for text in texts:
                if text is not None:
                    titles.setdefault((ids[own_code], fold(text)), text)
    theirs = set(
        OccupationAlias.objects.filter(~Q(source=Source.ONET), language="en")
        .order_by("pk")
        .values_list("occupation_id", "folded")
    )
    owners = Counter(folded for _occupation_id, folded in titles)
    report.tallies["titles"] = store_rows(
        model=OccupationAlias,
        key=("occupation_id", "language", "folded"),
        columns=("text", "in_text", "source"),
        wanted={
            (occupation_id, "en", folded): (
                text,
                owners[folded] <= _MOST_OWNERS_IN_TEXT,
                Source.ONET.value,
            )
            for (occupation_id, folded), text in titles.items()
            if (occupation_id, folded) not in theirs
        },
        among=OccupationAlias.objects.filter(source=Source.ONET, occupation__in=ids.values()),
    )


def _store_relations(report: Report, onet: Onet, ids: dict[str, int]) -> None:
    theirs = set(
        OccupationRelation.objects.exclude(origin=Source.ONET)
        .order_by("pk")
        .values_list("source_id", "target_id")
    )
    wanted: dict[tuple[int, int], tuple[int, str]] = {}
    columns = {
        "O*NET-SOC Code": code,
        "Related O*NET-SOC Code": code,
        "Relatedness Tier": cells.one_of(_TIERS),
    }
    for row in onet.rows("related occupations", columns):
        source, target, strength = row.cells.values()
        if source not in ids or target not in ids or source == target:
            reason = f"{source} and {target} are not two occupations of O*NET"
            onet.reading.refuse(row, "Related O*NET-SOC Code", reason)
            continue
        pair = ids[source], ids[target]
        if pair not in theirs:
            wanted[pair] = (strength, Source.ONET.value)
    report.tallies["relations of occupations"] = store_rows(
        model=OccupationRelation,
        key=("source_id", "target_id"),
        columns=("strength", "origin"),
        wanted=wanted,
        among=OccupationRelation.objects.filter(origin=Source.ONET),
    )


def _store_tasks(report: Report, onet: Onet, ids: dict[str, int]) -> None:
    activities: dict[int, set[str]] = defaultdict(set)
    for row in onet.rows(
        "tasks to activities", {"Task ID": cells.whole(1, 999_999), "DWA ID": identifier}
    ):
        activities[row.cells["Task ID"]].add(row.cells["DWA ID"])
    wanted: dict[tuple[int], tuple[int, str, bool, list[str]]] = {}
    columns = {
        "O*NET-SOC Code": code,
        "Task ID": cells.whole(1, 999_999),
        "Task": long_text,
        "Task Type": cells.text(20),
    }
    for row in onet.rows("tasks", columns):
        own_code, task, statement, kind = row.cells.values()
        if own_code not in ids:
            onet.reading.refuse(row, "O*NET-SOC Code", f"no occupation {own_code}")
        else:
            wanted[(task,)] = (ids[own_code], statement, kind == "Core", sorted(activities[task]))
    report.tallies["tasks"] = store_rows(
        model=OccupationTask,
        key=("task_id",),
        columns=("occupation_id", "statement", "core", "activities"),
        wanted=wanted,
        among=OccupationTask.objects.all(),
    )
