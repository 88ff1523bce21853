"""What every import shares: one transaction, a version where something changed, all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from skills.taxonomy.contents import RefusedError
from skills.taxonomy.derived import derive
from skills.taxonomy.storing import Report, one_load_at_a_time, write_version


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How an import is to be done.

    A dry run takes back what it has done. `all_or_nothing` refuses everything for one bad row.
    """

    dry_run: bool = False
    all_or_nothing: bool = False


AS_USUAL = Wish()


@contextmanager
def importing(report: Report, wish: Wish) -> Iterator[None]:
    """The transaction of an import. Raises RefusedError where all is refused for some rows."""
    with one_load_at_a_time(dry_run=wish.dry_run):
        yield
        if wish.all_or_nothing and report.refused:
            raise RefusedError(report.refused)


def finish(report: Report, *, source: str, version: str, digest: str) -> None:
    """Counts anew what follows from all sources, and starts a new version if anything changed."""
    derive(report)
    write_version(report, source=source, version=version[:40], digest=digest)
