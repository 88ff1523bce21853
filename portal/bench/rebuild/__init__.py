"""A full rebuild, stored, by one worker process and by two, each of a single thread.

By default 20,000 profiles and 5,000 postings; the goals are for 100,000 and 20,000. A worker starts
with nothing in memory: its wall time includes starting Python and loading the pool.
"""

import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.bench.cpu import cpu_of
from portal.bench.options import Options
from portal.bench.results import BenchError, Result, say
from portal.bench.site import Site, empty_site

_PATIENCE_S = 3600
_ONE_THREAD = dict.fromkeys(
    ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)
_STORED = """
SELECT pg_total_relation_size('matching_profilelist')
     + pg_total_relation_size('matching_postingslice'),
       (SELECT count(*) FROM matching_profilelist) + (SELECT count(*) FROM matching_postingslice)
"""


def run(options: Options) -> list[Result]:
    """Seconds of each, how much faster two are, CPU of the workers and of Postgres, bytes."""
    profiles, postings = options.size(profiles=20_000, postings=5_000)
    size = f"{profiles:,} x {postings:,}"
    with (
        TemporaryDirectory() as folder,
        empty_site(Path(folder), settings="portal.settings.dev") as site,
    ):
        site.environment |= {"DEBUG": "False", "LOG_LEVEL": "WARNING", **_ONE_THREAD}
        say(f"loading {size}")
        site.load(profiles, postings)
        rows = []
        walls = []
        for workers, name in ((1, "one worker"), (2, "two workers")):
            say(name)
            wall, own, postgres = _rebuild(site, workers)
            walls.append(wall)
            rate = f"{profiles * postings / wall / 1e6:.2f} million pairs/s stored, {size}"
            goal = "300 s at 100,000 x 20,000" if workers == 2 else ""
            rows += [
                Result("rebuild", f"{name}, wall", wall, "s", goal, rate),
                Result("rebuild", f"{name}, CPU of the workers", own, "s"),
                Result("rebuild", f"{name}, CPU of Postgres", postgres, "s"),
            ]
        ((stored, lists),) = site.query(_STORED)
    return [
        *rows,
        Result("rebuild", "two workers against one", walls[0] / walls[1], "times", "1.5"),
        Result("rebuild", "stored", stored / 1e6, "MB", "", f"{lists:,} lists"),
        Result("rebuild", "stored a list", stored / lists, "bytes"),
    ]


def _rebuild(site: Site, workers: int) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds of the workers, and of Postgres, of a rebuild from nothing."""
    site.query(
        "TRUNCATE matching_profilelist, matching_postingslice, matching_shardstate,"
        " matching_shardcommit, matching_matchchange, matching_outboxentry"
    )
    if site.manage("recompute_matches", "--all").returncode:
        raise BenchError("Nothing could be marked.")
    server = site.postgres.process()
    if server is None:
        raise BenchError("Postgres does not run.")
    before, own = cpu_of(server.pid), _own_children()
    started = time.monotonic()
    processes = [site.start(f"rebuild{n}", "portal.bench.rebuild") for n in range(workers)]
    site.others += processes
    for process in processes:
        if process.wait(timeout=_PATIENCE_S):
            raise BenchError(site.logs())
    wall = time.monotonic() - started
    return wall, _own_children() - own, cpu_of(server.pid) - before


def _own_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
