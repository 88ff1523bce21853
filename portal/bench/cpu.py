"""CPU time of processes, from /proc."""

import os
from pathlib import Path

from django.db import connection

_TICK = os.sysconf("SC_CLK_TCK")


def postgres_cpu() -> float:
    """CPU seconds so far of the Postgres at hand: its living processes, and those that have ended.

    0 where it runs on another machine.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    stats = {stat[0]: stat for path in Path("/proc").glob("[0-9]*/stat") if (stat := _read(path))}
    if backend not in stats:
        return 0.0
    postmaster = stats[backend][1]
    own = [stat[2] for stat in stats.values() if stat[1] == postmaster]
    return stats[postmaster][2] + stats[postmaster][3] + sum(own)


def _read(path: Path) -> tuple[int, int, float, float] | None:
    """Pid, parent, own CPU seconds, and those of children that have ended."""
    try:
        pid, _, rest = path.read_text().partition(" ")
    except OSError:
        return None
    fields = rest.rpartition(")")[2].split()
    times = [int(field) / _TICK for field in fields[11:15]]
    return int(pid), int(fields[1]), times[0] + times[1], times[2] + times[3]
