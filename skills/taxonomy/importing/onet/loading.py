"""One import of O*NET from start to end."""

from collections.abc import Iterable
from pathlib import Path

from skills.models import Source
from skills.taxonomy.contents import Problem, RefusedError
from skills.taxonomy.importing.concepts import store_entries
from skills.taxonomy.importing.onet.layout import Onet
from skills.taxonomy.importing.onet.occupations import store_occupations
from skills.taxonomy.importing.onet.skills import find_skills
from skills.taxonomy.importing.reviewed import STARTER, read_reviewed
from skills.taxonomy.importing.running import AS_USUAL, Wish, finish, importing
from skills.taxonomy.importing.tables import Reading, find_tables
from skills.taxonomy.importing.uses import Use, store_uses
from skills.taxonomy.storing import Report


def import_onet(
    *, paths: Iterable[Path], wish: Wish = AS_USUAL, joins_from: Path = STARTER
) -> Report:
    """Brings the database up to the tables of O*NET in these folders, zips or files.

    Rows that can't be used are left out and told in the report. What a table holds that is not
    there stays as it is. Raises RefusedError where nothing can be stored.
    """
    paths = list(paths)
    report = Report()
    files = find_tables(paths)
    onet = Onet(files, Reading(report))
    if not onet:
        raise RefusedError(
            [Problem(str(path), None, "", "holds no table of O*NET") for path in paths]
        )
    with importing(report, wish):
        ids = store_occupations(report, onet)
        found = find_skills(onet, ids)
        skill_of = store_entries(
            report,
            reviewed=read_reviewed(joins_from, report.refused),
            source=Source.ONET,
            entries=found.entries.values(),
            kinds=found.kinds,
        )
        uses: dict[tuple[int, int], Use] = {}
        for (occupation_id, key), use in found.uses.items():
            pair = occupation_id, skill_of[key]
            uses[pair] = use.and_also(uses.get(pair))
        if found.kinds:
            report.tallies["uses of skills"] = store_uses(uses, kinds=found.kinds)
        finish(report, source=Source.ONET, version=onet.version, digest=files.digest)
    return report
