"""A storm's portal: its processes (`portal.bench.site`), its writers, and what they come to."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from portal.bench.site import Site as Processes
from portal.bench.site import empty_site


class Site(Processes):
    """A portal under a storm of edits."""

    edits = 0

    def start_writer(self, name: str, edits: int, pause: float) -> subprocess.Popen:
        """A process that makes random edits."""
        self.edits += edits
        writer = self.start(
            name,
            "tests.consistency.storm.write",
            "edit",
            name,
            str(edits),
            str(self.progress_file),
            str(pause),
        )
        self.others.append(writer)
        return writer

    @property
    def progress_file(self) -> Path:
        return self.folder / "edits"

    def progress(self) -> float:
        """The part of all edits that is made, 0 to 1."""
        made = self.progress_file.stat().st_size if self.progress_file.exists() else 0
        return made / max(self.edits, 1)

    def wait_for(self, progress: float, seconds: float = 300) -> None:
        """Waits until so great a part of the edits is made."""
        until = time.monotonic() + seconds
        while self.progress() < progress:
            assert time.monotonic() < until, f"only {self.progress():.0%} of the edits were made"
            time.sleep(0.02)

    def pending(self) -> int:
        """How many changes wait or are set aside."""
        status = self.manage("matching_status", "--json")
        numbers = json.loads(status.stdout)
        return numbers["pending"] + numbers["set_aside"]

    def check(self, wait: float) -> dict[str, Any]:
        """What `check_matches` says once nothing waits."""
        answer = self.manage("check_matches", "--wait", str(wait), "--json", seconds=wait + 300)
        assert answer.stdout, answer.stderr + self.logs()
        return json.loads(answer.stdout)


@contextmanager
def site(folder: Path, *, people: int, postings: int, space: str = "storm") -> Iterator[Site]:
    """A running portal with two workers and beat over a small world.

    Its servers and its settings are those of the space: `tests.consistency.<space>.settings`.
    """
    settings = f"tests.consistency.{space}.settings"
    with empty_site(folder, settings=settings, kind=Site, space=space) as made:
        step = made.run("tests.consistency.storm.write", "world", str(people), str(postings))
        assert step.returncode == 0, step.stdout + step.stderr
        made.start_worker()
        made.start_worker()
        made.start_beat()
        assert made.check(wait=60)["clean"], made.logs()
        yield made
