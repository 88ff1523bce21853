"""Through the API alone, with real workers: one side changes, both sides see it seconds later."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from devtools import servers
from tests.consistency.journey.caller import (
    Caller,
    free_port,
    seconds_until,
    wait_for_server,
)
from tests.consistency.storm.site import Site, site

pytestmark = [pytest.mark.servers, pytest.mark.xdist_group("servers")]

SOON = 2
FORKLIFT = {"skill": "forklift-operation", "level": 2}
INVENTORY = {"skill": "inventory", "level": 2}


@dataclass
class Journey:
    """Both sides of one pair, and what runs behind them."""

    portal: Site
    jobseeker: Caller
    employer: Caller
    posting: int

    def match(self) -> dict[str, Any] | None:
        """The posting in the jobseeker's list."""
        rows = self.jobseeker.get("me/matches/?page_size=100")["results"]
        return next((row for row in rows if row["posting"]["id"] == self.posting), None)

    def fit(self) -> float | None:
        match = self.match()
        return None if match is None else match["fit"]

    def is_fresh(self) -> bool:
        return self.jobseeker.get("me/matches/")["fresh"]

    def candidate(self) -> dict[str, Any] | None:
        """The jobseeker in the posting's list."""
        rows = self.employer.get(self.own("candidates/?page_size=100"))["results"]
        return next((row for row in rows if row["profile"]["ref"] == self.ref), None)

    @property
    def ref(self) -> str:
        return self.jobseeker.get("me/profile/")["ref"]

    def ledgers(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The pair as each side reads it, with its ledger."""
        return (
            self.jobseeker.get(f"me/matches/{self.posting}/"),
            self.employer.get(self.own(f"candidates/{self.ref}/")),
        )

    def own(self, rest: str = "") -> str:
        return f"employer/postings/{self.posting}/{rest}"

    def change_me(self, **change: Any) -> None:
        status, body = self.jobseeker.call("PATCH", "me/profile/", change)
        assert status == 200, body

    def change_posting(self, **change: Any) -> None:
        status, body = self.employer.call("PATCH", self.own(), change)
        assert status == 200, body


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole portal: servers, two workers, beat and a web server."""
    folder: Path = tmp_path_factory.mktemp("journey")
    with site(folder, people=20, postings=20, space="journey") as running:
        yield running


@pytest.fixture(scope="module")
def journey(portal: Site) -> Journey:
    """A jobseeker and an employer who have signed in to the API."""
    made = portal.run("tests.consistency.journey.world")
    assert made.returncode == 0, made.stderr
    known = json.loads(made.stdout)
    host = f"127.0.0.1:{free_port()}"
    portal.others.append(
        portal.start("web", "gunicorn", "portal.wsgi", "--bind", host, "--workers", "2")
    )
    wait_for_server(host)
    caller = Caller(host)
    there = Journey(
        portal,
        caller.sign_in(known["jobseeker"], known["password"]),
        caller.sign_in(known["employer"], known["password"]),
        known["posting"],
    )
    seconds_until(lambda: there.fit() is not None)
    return there


@pytest.fixture(autouse=True)
def as_before(journey: Journey) -> None:
    """Every test starts with one skill of two, hidden, and the posting open."""
    journey.change_me(visibility="hidden", skills=[INVENTORY])
    if journey.employer.get(journey.own())["status"] == "closed":
        journey.employer.call("POST", journey.own("reopen/"))
    journey.change_posting(requirements=[FORKLIFT, INVENTORY])
    seconds_until(lambda: journey.is_fresh() and journey.fit() == 50.0)


def hundredths(points: float) -> int:
    return round(points * 100)


def assert_adds_up(pair: dict[str, Any]) -> None:
    ledger = pair["ledger"]
    assert sum(hundredths(line["earned"]) for line in ledger) == hundredths(pair["fit"])
    assert sum(hundredths(line["possible"]) for line in ledger) == 100_00


def test_a_new_skill_moves_the_matches_within_two_seconds(journey: Journey) -> None:
    journey.change_me(skills=[INVENTORY, FORKLIFT])

    took = seconds_until(lambda: journey.is_fresh() and journey.fit() == 100.0)

    assert took < SOON, journey.portal.logs()
    assert journey.match()["requirements_met"] == 2
    assert_adds_up(journey.jobseeker.get(f"me/matches/{journey.posting}/"))


def test_an_anonymous_profile_is_a_candidate_with_the_same_ledger(journey: Journey) -> None:
    assert journey.candidate() is None
    journey.change_me(visibility="anonymous")

    assert seconds_until(lambda: journey.candidate() is not None) < SOON, journey.portal.logs()

    mine, theirs = journey.ledgers()
    assert theirs["profile"] == {"ref": journey.ref}
    assert (mine["fit"], mine["ledger"]) == (theirs["fit"], theirs["ledger"])
    assert journey.candidate()["fit"] == journey.fit() == mine["fit"]
    assert_adds_up(theirs)


def test_a_hidden_profile_is_gone_within_two_seconds(journey: Journey) -> None:
    journey.change_me(visibility="anonymous")
    seconds_until(lambda: journey.candidate() is not None)

    journey.change_me(visibility="hidden")

    assert seconds_until(lambda: journey.candidate() is None) < SOON
    assert journey.employer.call("GET", journey.own(f"candidates/{journey.ref}/"))[0] == 404


def test_a_changed_requirement_moves_both_sides(journey: Journey) -> None:
    journey.change_me(visibility="anonymous")
    seconds_until(lambda: journey.candidate() is not None)

    journey.change_posting(requirements=[INVENTORY])

    took = seconds_until(
        lambda: (
            journey.is_fresh() and journey.fit() == 100.0 and journey.candidate()["fit"] == 100.0
        )
    )
    assert took < SOON, journey.portal.logs()
    mine, theirs = journey.ledgers()
    assert mine["ledger"] == theirs["ledger"]
    assert_adds_up(mine)


def test_a_closed_posting_is_gone_from_the_matches(journey: Journey) -> None:
    status, _ = journey.employer.call("POST", journey.own("close/"))
    assert status == 200

    assert seconds_until(lambda: journey.match() is None) < SOON
    assert journey.jobseeker.call("GET", f"me/matches/{journey.posting}/")[0] == 404


def test_without_a_broker_all_is_saved_and_the_matches_follow_later(journey: Journey) -> None:
    _, broker = servers.of("journey")
    broker.stop()
    try:
        journey.change_me(skills=[INVENTORY, FORKLIFT])
        assert {row["skill"] for row in journey.jobseeker.get("me/profile/")["skills"]} == {
            "inventory",
            "forklift-operation",
        }
        assert journey.is_fresh() is False
    finally:
        broker.start()

    seconds_until(lambda: journey.is_fresh() and journey.fit() == 100.0, patience=60)
    assert_adds_up(journey.jobseeker.get(f"me/matches/{journey.posting}/"))


def test_at_the_end_the_reference_scorer_finds_no_difference(journey: Journey) -> None:
    report = journey.portal.check(wait=60)

    assert report["differences"] == []
    assert report["pending"] == 0
