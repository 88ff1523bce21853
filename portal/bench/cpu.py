"""CPU time of processes, from /proc."""

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def cpu_of(pid: int) -> float:
    """CPU seconds so far of a process and its children: those that live, and those that ended."""
    stats = {stat[0]: stat for path in Path("/proc").glob("[0-9]*/stat") if (stat := _read(path))}
    children = [stat[2] + stat[3] for stat in stats.values() if stat[1] == pid]
    return stats[pid][2] + stats[pid][3] + sum(children)


def _read(path: Path) -> tuple[int, int, float, float] | None:
    """Pid, parent, own CPU seconds, and those of children that have ended."""
    try:
        pid, _, rest = path.read_text().partition(" ")
    except OSError:
        return None
    fields = rest.rpartition(")")[2].split()
    times = [int(field) / _TICK for field in fields[11:15]]
    return int(pid), int(fields[1]), times[0] + times[1], times[2] + times[3]
