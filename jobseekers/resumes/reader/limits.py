"""How much a file may cost. A résumé of ten pages with photos stays far below each of these."""

import resource
from dataclasses import dataclass

MAX_PAGES = 50
# 50 pages with 4,000 characters each.
MAX_CHARACTERS = 200_000

CPU_SECONDS = 8
MEMORY_BYTES = 512 * 1024 * 1024
# While the parser is loaded; none at all while it reads (see `close_the_doors`).
FILES_WHILE_LOADING = 32


@dataclass(frozen=True)
class UnpackLimits:
    """What may come out of a zip archive: entries, bytes, and times the packed size.

    The ratio counts for entries of more than `ratio_from` bytes: short repetitive files pack well.
    """

    entries: int = 1_000
    entry_bytes: int = 30 * 1024 * 1024
    total_bytes: int = 60 * 1024 * 1024
    ratio: int = 200
    ratio_from: int = 1024 * 1024


UNPACK = UnpackLimits()


def limit_this_process() -> None:
    """No file is written, no process is started, memory and processor time end early."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NPROC, 0)
    _lower(resource.RLIMIT_AS, MEMORY_BYTES)
    _lower(resource.RLIMIT_CPU, CPU_SECONDS, grace=1)
    _lower(resource.RLIMIT_NOFILE, FILES_WHILE_LOADING)


def close_the_doors() -> None:
    """From here on nothing can be opened: no file, no socket. What is open already stays so."""
    _lower(resource.RLIMIT_NOFILE, 3)


def _lower(kind: int, wanted: int, *, grace: int = 0) -> None:
    """Soft and hard limit, `grace` apart, so that neither can be raised again.

    At the soft limit of processor time a signal tells why the process ends.
    """
    _, hard = resource.getrlimit(kind)
    highest = wanted + grace if hard == resource.RLIM_INFINITY else min(wanted + grace, hard)
    resource.setrlimit(kind, (min(wanted, highest), highest))
