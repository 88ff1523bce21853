"""The publishers' crosswalk between the occupations of O*NET and ESCO. It maps nothing else."""

from collections.abc import Iterable
from pathlib import Path

from skills.models import EscoOccupation, Occupation, OccupationCrosswalk, Source
from skills.taxonomy import cells
from skills.taxonomy.contents import Problem, RefusedError
from skills.taxonomy.importing.running import AS_USUAL, Wish, finish, importing
from skills.taxonomy.importing.tables import Reading, find_tables
from skills.taxonomy.storing import Report, store_rows

Match = OccupationCrosswalk.Match

# How a match with a group of ISCO is called; the row is refused for the group.
_MATCHES = {
    "exactMatch": Match.EXACT.value,
    "closeMatch": Match.CLOSE.value,
    "narrowMatch": Match.NARROW.value,
    "broadMatch": Match.BROAD.value,
    "exactISCO": Match.EXACT.value,
}
_ISCO = "/isco/"
_COLUMNS = {
    "O*NET Id": cells.soc_code,
    "ESCO or ISCO URI": cells.name,
    "Type of Match": cells.one_of(_MATCHES),
}
_VERSION = "1"


def import_crosswalk(*, paths: Iterable[Path], wish: Wish = AS_USUAL) -> Report:
    """Brings the crosswalk up to its file. RefusedError unless both taxonomies are imported."""
    paths = list(paths)
    report = Report()
    files = find_tables(paths)
    reading = Reading(report)
    tables = [
        table
        for table in files.tables.values()
        if table.ending != ".xlsx" and "crosswalk" in table.name.lower() and table.has(_COLUMNS)
    ]
    if not tables:
        reason = f"holds no crosswalk with the columns {', '.join(_COLUMNS)}"
        raise RefusedError([Problem(str(path), None, "", reason) for path in paths])
    with importing(report, wish):
        onet = Occupation.objects.filter(sources__contains=[Source.ONET])
        codes = dict(onet.order_by("pk").values_list("code", "pk"))
        uris = dict(EscoOccupation.objects.order_by("pk").values_list("uri", "pk"))
        for known, command in ((codes, "import_onet"), (uris, "import_esco")):
            if not known:
                reason = f"needs what {command} brings: run that first"
                raise RefusedError([Problem(tables[0].file, None, "", reason)])
        wanted: dict[tuple[int, int], tuple[str]] = {}
        for table in tables:
            for row in reading.rows(table, _COLUMNS):
                code, uri, match = row.cells.values()
                if _ISCO in uri:
                    reading.refuse(
                        row, "ESCO or ISCO URI", f"{uri} is a group of ISCO, not an occupation"
                    )
                elif uri not in uris:
                    reading.refuse(row, "ESCO or ISCO URI", f"no occupation {uri} in ESCO")
                elif code not in codes:
                    reading.refuse(row, "O*NET Id", f"no occupation {code} in O*NET")
                else:
                    wanted[uris[uri], codes[code]] = (match,)
        report.tallies["crosswalk"] = store_rows(
            model=OccupationCrosswalk,
            key=("esco_id", "occupation_id"),
            columns=("match",),
            wanted=wanted,
            among=OccupationCrosswalk.objects.all(),
        )
        finish(report, source="crosswalk", version=_VERSION, digest=files.digest)
    return report
