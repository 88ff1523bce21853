"""A storm of edits by many writers, through real workers and a real broker, ends exact.

The storms have servers of their own, which they may kill without harm to other tests.
"""

import threading
from pathlib import Path

import pytest

from tests.consistency.storm.site import Site, site

pytestmark = [pytest.mark.servers, pytest.mark.xdist_group("servers")]


def storm(portal: Site, *, writers: int, edits: int, pause: float = 0.02) -> list:
    """So many edits by so many processes at once."""
    return [
        portal.start_writer(f"writer{number}", edits // writers, pause) for number in range(writers)
    ]


def assert_all_were_saved_and_matched(portal: Site, writers: list) -> None:
    for writer in writers:
        assert writer.wait(timeout=300) == 0, portal.logs()
    assert portal.progress() == 1
    report = portal.check(wait=120)
    assert report["differences"] == [], portal.logs()
    assert report["pending"] == 0, portal.logs()
    assert report["lists"] > 0


def test_two_hundred_edits_by_four_writers(tmp_path: Path) -> None:
    with site(tmp_path, people=30, postings=20) as portal:
        writers = storm(portal, writers=4, edits=200)
        portal.wait_for(0.4)
        portal.kill_worker()
        portal.flush_broker()
        assert_all_were_saved_and_matched(portal, writers)


@pytest.mark.full
def test_two_thousand_edits_by_four_writers(tmp_path: Path) -> None:
    with site(tmp_path, people=120, postings=60) as portal:
        assert_all_were_saved_and_matched(portal, storm(portal, writers=4, edits=2000))


@pytest.mark.full
def test_two_thousand_edits_while_everything_is_killed_and_restarted(tmp_path: Path) -> None:
    with site(tmp_path, people=120, postings=60) as portal:
        writers = storm(portal, writers=4, edits=2000)
        portal.wait_for(0.15)
        portal.kill_worker()
        portal.wait_for(0.3)
        portal.flush_broker()
        portal.restart_broker()
        portal.wait_for(0.45)
        portal.kill_worker()
        portal.wait_for(0.55)
        portal.restart_postgres()
        portal.wait_for(0.7)
        killer = threading.Thread(target=portal.kill_worker)
        killer.start()
        portal.flush_broker()
        killer.join()
        assert_all_were_saved_and_matched(portal, writers)
