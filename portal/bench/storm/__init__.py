"""A storm of edits at size, through the real broker and two workers, while everything is broken.

By default 100,000 profiles, 20,000 postings, and 20 changes a second for 5 minutes, half of them of
profiles and half of postings. A quarter through, a worker is killed (kill -9) and another takes its
place; at the half the broker is flushed; at three quarters Postgres is restarted. At the end the
queue must be empty and a sample of the lists equal to what the reference computes.
"""

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.bench.options import Options
from portal.bench.results import BenchError, Result, say
from portal.bench.site import Site, empty_site
from portal.bench.storm.feed import NOTED, broken_chains
from portal.bench.storm.measuring import Outage, edits_of, results
from portal.bench.storm.watching import Watcher

_RATE = 20
_SECONDS = 300
_SAMPLE = 20
_WARMING_UP_S = 20
_PATIENCE_S = 1200


def run(options: Options) -> list[Result]:
    """Seconds from commit to stored lists, depth of the queue, and whether all came out right."""
    profiles, postings = options.size(profiles=100_000, postings=20_000)
    seconds = options.seconds or _SECONDS
    with (
        TemporaryDirectory() as folder,
        empty_site(Path(folder), settings="portal.settings.dev") as site,
    ):
        site.environment |= {"DEBUG": "False", "LOG_LEVEL": "WARNING"}
        say(f"loading {profiles:,} profiles and {postings:,} postings")
        started = time.monotonic()
        site.load(profiles, postings)
        loaded = time.monotonic() - started
        watcher = Watcher(site.database)
        watcher.start()
        try:
            say("building every list")
            started = time.monotonic()
            site.start_worker()
            site.start_worker()
            site.start_beat()
            if not watcher.wait_until_empty(_PATIENCE_S):
                raise BenchError(f"The first build did not end.\n{site.logs()}")
            built = time.monotonic() - started
            storm = _blow(site, watcher, seconds)
        finally:
            watcher.stop()
        return [
            Result("storm", "load", loaded, "s", "", f"{profiles:,} x {postings:,}"),
            Result("storm", "first build, two workers, from their start", built, "s"),
            *storm,
            *_check(site),
            *_feed(site),
        ]


def _blow(site: Site, watcher: Watcher, seconds: int) -> list[Result]:
    say(f"{_RATE} changes a second for {seconds} s")
    logs = [site.folder / "profile.edits", site.folder / "posting.edits"]
    warming_up = min(_WARMING_UP_S, seconds)
    writers = [
        site.start(
            f"writer-{log.stem}", "portal.bench.storm",
            log.stem, str(_RATE / 2), str(seconds + warming_up), str(log),
        )
        for log in logs
    ]  # fmt: skip
    site.others += writers
    while not all(log.exists() and log.stat().st_size for log in logs):
        if any(writer.poll() for writer in writers):
            raise BenchError(site.logs())
        time.sleep(0.1)
    start = time.time() + warming_up
    blows = []
    for share, name, strike in (
        (0.25, "kill -9 of a worker", site.kill_worker),
        (0.5, "FLUSHALL", site.flush_broker),
        (0.75, "restart of Postgres", site.restart_postgres),
    ):
        time.sleep(max(0.0, start + share * seconds - time.time()))
        say(name)
        blows.append((name, time.time()))
        strike()
    for writer in writers:
        if writer.wait(timeout=seconds + _PATIENCE_S):
            raise BenchError(site.logs())
    last = time.time()
    if not watcher.wait_until_empty(_PATIENCE_S):
        raise BenchError(f"The queue did not empty.\n{site.logs()}")
    emptied = time.time() - last
    looks = [look for look in watcher.looks if start <= look.began <= last]
    outages = [Outage.after(name, at, looks) for name, at in blows]
    edits = edits_of(logs, watcher, start)
    return [
        *results(edits, outages, looks),
        Result("storm", "queue empty after the last change", emptied, "s"),
    ]


def _check(site: Site) -> list[Result]:
    """What `check_matches` says of a sample of both sides."""
    say(f"checking {_SAMPLE} lists of each side")
    answer = site.manage(
        "check_matches", "--sample", str(_SAMPLE), "--wait", "60", "--json", seconds=_PATIENCE_S
    )
    if not answer.stdout:
        raise BenchError(answer.stderr)
    report = json.loads(answer.stdout)
    return [
        Result("storm", "lists checked", report["lists"], "lists"),
        Result("storm", "lists that differ", len(report["differences"]), "lists", "0"),
        Result("storm", "changes left", report["pending"], "rows", "0"),
    ]


def _feed(site: Site) -> list[Result]:
    """What the changes feed has told, and whether it told anything twice."""
    told, broken = broken_chains(site.query(NOTED))
    return [
        Result("storm", "changes told in the feed", told, "changes"),
        Result("storm", "changes told twice, or one before them never", broken, "changes", "0"),
    ]
