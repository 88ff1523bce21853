"""ESCO as its CSV files have it: skills and how they relate, occupations and what they need."""

from collections import defaultdict, deque
from collections.abc import Iterable
from pathlib import Path
from re import compile as pattern

from skills.models import (
    EscoOccupation,
    EscoOccupationSkill,
    SkillSource,
    SkillSourceLink,
    Source,
)
from skills.taxonomy import cells
from skills.taxonomy.contents import Problem, RefusedError
from skills.taxonomy.importing.concepts import store_entries
from skills.taxonomy.importing.entries import Entry
from skills.taxonomy.importing.phrases import read_phrases
from skills.taxonomy.importing.reviewed import STARTER, read_reviewed
from skills.taxonomy.importing.running import AS_USUAL, Wish, finish, importing
from skills.taxonomy.importing.tables import Files, Reading, Table, find_tables
from skills.taxonomy.storing import BATCH, Report, store_rows

Kind = SkillSource.Kind
Link = SkillSourceLink.Kind

# The tables that are read; ESCO adds the language ("skills_en") to some or all of their names.
_TABLES = (
    "skills", "skillGroups", "broaderRelationsSkillPillar", "skillSkillRelations",
    "occupations", "occupationSkillRelations",
)  # fmt: skip
_ENGLISH = pattern(r"_en$")
_A_SKILL = "KnowledgeSkillCompetence"
_KINDS = {
    "skill/competence": Kind.ESCO_SKILL.value,
    "knowledge": Kind.ESCO_KNOWLEDGE.value,
    "": Kind.ESCO_SKILL.value,
}
# How far ESCO says that a skill reaches, narrowest first.
_BREADTHS = {
    "occupation-specific": 0, "sector-specific": 1, "cross-sector": 2, "transversal": 3, "": None,
}  # fmt: skip
_RELATIONS = {"essential": True, "optional": False}
_text = cells.text(8000)


def _uri(cell: str) -> str:
    if not cell.startswith("http") or len(cell) > 120:
        raise ValueError(f'"{cell}" is not a URI of at most 120 characters')
    return cell


def _names(cell: str) -> tuple[str, ...]:
    """Names on lines of their own, each once."""
    names = (line.strip() for line in cell.splitlines())
    return tuple(dict.fromkeys(cells.name(name) for name in names if name))


def import_esco(
    *, paths: Iterable[Path], wish: Wish = AS_USUAL, joins_from: Path = STARTER
) -> Report:
    """Brings the database up to the tables of ESCO (English) in these folders, zips or files.

    Rows that can't be used are left out and told in the report. What a table holds that is not
    there stays as it is. Raises RefusedError where nothing can be stored.
    """
    paths = list(paths)
    report = Report()
    files = find_tables(paths)
    esco = _Esco(files, Reading(report))
    if not esco.tables:
        raise RefusedError(
            [Problem(str(path), None, "", "holds no table of ESCO") for path in paths]
        )
    with importing(report, wish):
        reviewed = read_reviewed(joins_from, report.refused)
        if "skills" in esco.tables:
            entries = esco.entries()
            kinds = sorted(set(_KINDS.values()))
            store_entries(
                report, reviewed=reviewed, source=Source.ESCO, entries=entries, kinds=kinds
            )
        esco.store_links()
        esco.store_occupations()
        esco.store_needs()
        version = max((table.release for table in esco.tables.values()), default=())
        finish(
            report,
            source=Source.ESCO,
            version=".".join(map(str, version)) or "unnamed",
            digest=files.digest,
        )
    return report


class _Esco:
    """ESCO's tables among some files, and what is stored of them."""

    def __init__(self, files: Files, reading: Reading) -> None:
        self.reading = reading
        self.tables: dict[str, Table] = {}
        self._broader: list[tuple[str, str, str]] | None = None
        for name, table in sorted(files.tables.items()):
            plain = _ENGLISH.sub("", name)
            if plain in _TABLES:
                self.tables[plain] = table

    def entries(self) -> list[Entry]:
        groups = self._groups()
        columns = {
            "conceptUri": _uri, "skillType": cells.one_of(_KINDS), "preferredLabel": cells.name,
            "altLabels": _names, "hiddenLabels": _names, "description": _text,
            "reuseLevel": cells.one_of(_BREADTHS),
        }  # fmt: skip
        phrases = read_phrases()
        entries: dict[str, Entry] = {}
        for row in self.reading.rows(self.tables["skills"], columns):
            uri, kind, label, names, hidden, description, breadth = row.cells.values()
            entries[uri] = Entry(
                source=Source.ESCO.value,
                key=uri,
                code=uri,
                kind=kind,
                label=label,
                names=tuple(dict.fromkeys((*names, *hidden))),
                description=description,
                groups=groups.get(uri, ()),
                phrases=phrases.get(uri, ()),
                breadth=breadth,
            )
        return list(entries.values())

    def _broader_rows(self) -> list[tuple[str, str, str]]:
        """(narrower URI, what the broader is, its URI) of the whole pillar of skills."""
        if self._broader is None:
            columns = {"conceptUri": _uri, "broaderType": cells.name, "broaderUri": _uri}
            rows = self.reading.rows(self.tables["broaderRelationsSkillPillar"], columns)
            self._broader = [tuple(row.cells.values()) for row in rows]
        return self._broader

    def _groups(self) -> dict[str, tuple[str, ...]]:
        """{skill: codes (URIs where there is none) of the groups above it, nearest first}."""
        if "broaderRelationsSkillPillar" not in self.tables:
            stored = SkillSource.objects.filter(source=Source.ESCO).order_by("pk")
            return {key: tuple(groups) for key, groups in stored.values_list("key", "groups")}
        codes: dict[str, str] = {}
        if "skillGroups" in self.tables:
            columns = {"conceptUri": _uri, "code": cells.text(120)}
            for row in self.reading.rows(self.tables["skillGroups"], columns):
                codes[row.cells["conceptUri"]] = row.cells["code"]
        above: dict[str, list[str]] = defaultdict(list)
        skills = set()
        for narrower, broader_is, broader in self._broader_rows():
            above[narrower].append(broader)
            if broader_is == _A_SKILL:
                skills.add(broader)
        return {
            uri: tuple(codes.get(each) or each for each in _climb(uri, above) if each not in skills)
            for uri in list(above)
        }

    def store_links(self) -> None:
        """Broader skills, and what a skill goes with."""
        if not {"broaderRelationsSkillPillar", "skillSkillRelations"} <= set(self.tables):
            self.reading.report.notes.append("Relations of ESCO's skills stay as they are.")
            return
        ids = self._entry_ids()
        wanted: dict[tuple[int, int, str], tuple[()]] = {}
        for narrower, broader_is, broader in self._broader_rows():
            if broader_is == _A_SKILL and narrower in ids and broader in ids:
                wanted[ids[narrower], ids[broader], Link.BROADER.value] = ()
        columns = {
            "originalSkillUri": _uri,
            "relationType": cells.one_of({each: each for each in _RELATIONS}),
            "relatedSkillUri": _uri,
        }
        for row in self.reading.rows(self.tables["skillSkillRelations"], columns):
            original, relation, related = row.cells.values()
            if original not in ids or related not in ids:
                self.reading.refuse(row, "relatedSkillUri", "names a skill that ESCO has not")
            else:
                wanted[ids[original], ids[related], relation] = ()
        self.reading.report.tallies["relations of entries"] = store_rows(
            model=SkillSourceLink,
            key=("from_entry_id", "to_entry_id", "kind"),
            columns=(),
            wanted=wanted,
            among=SkillSourceLink.objects.filter(from_entry__source=Source.ESCO),
        )

    def store_occupations(self) -> None:
        if "occupations" not in self.tables:
            self.reading.report.notes.append("Occupations of ESCO stay as they are.")
            return
        columns = {
            "conceptUri": _uri, "code": cells.text(20), "iscoGroup": cells.text(8),
            "preferredLabel": cells.name, "altLabels": _names, "hiddenLabels": _names,
            "description": _text,
        }  # fmt: skip
        wanted = {}
        for row in self.reading.rows(self.tables["occupations"], columns):
            uri, code, isco, label, names, hidden, description = row.cells.values()
            every = list(dict.fromkeys((*names, *hidden)))
            wanted[(uri,)] = (code, isco, label, every, description)
        self.reading.report.tallies["occupations of ESCO"] = store_rows(
            model=EscoOccupation,
            key=("uri",),
            columns=("code", "isco", "label", "names", "description"),
            wanted=wanted,
            among=EscoOccupation.objects.all(),
        )

    def store_needs(self) -> None:
        """What an occupation needs. What is essential in one row is not optional by another."""
        if "occupationSkillRelations" not in self.tables:
            self.reading.report.notes.append("Skills of ESCO's occupations stay as they are.")
            return
        entries = self._entry_ids()
        occupations = dict(EscoOccupation.objects.order_by("pk").values_list("uri", "pk"))
        columns = {
            "occupationUri": _uri,
            "relationType": cells.one_of(_RELATIONS),
            "skillUri": _uri,
        }
        wanted: dict[tuple[int, int], tuple[bool]] = {}
        for row in self.reading.rows(self.tables["occupationSkillRelations"], columns):
            occupation, essential, skill = row.cells.values()
            if occupation not in occupations:
                reason = f"{occupation} is not among the occupations"
                self.reading.refuse(row, "occupationUri", reason)
            elif skill not in entries:
                self.reading.refuse(row, "skillUri", f"{skill} is not among the skills")
            else:
                pair = occupations[occupation], entries[skill]
                wanted[pair] = (essential or wanted.get(pair, (False,))[0],)
        self.reading.report.tallies["skills of ESCO's occupations"] = store_rows(
            model=EscoOccupationSkill,
            key=("occupation_id", "entry_id"),
            columns=("essential",),
            wanted=wanted,
            among=EscoOccupationSkill.objects.all(),
        )

    @staticmethod
    def _entry_ids() -> dict[str, int]:
        entries = SkillSource.objects.filter(source=Source.ESCO).order_by("pk")
        return dict(entries.values_list("key", "pk").iterator(BATCH))


def _climb(uri: str, above: dict[str, list[str]]) -> list[str]:
    """Everything above, nearest first."""
    found: dict[str, None] = {}
    waiting = deque(above[uri])
    while waiting:
        each = waiting.popleft()
        if each not in found:
            found[each] = None
            waiting.extend(above.get(each, ()))
    return list(found)
