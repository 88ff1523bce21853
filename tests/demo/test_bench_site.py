"""The benchmarks that run a portal of their own, at the smallest size."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

pytestmark = [
    pytest.mark.full,
    pytest.mark.servers,
    pytest.mark.xdist_group("servers"),
]

SMALL = {"profiles": 40, "postings": 20}


def bench(name: str, **options: object) -> dict[str, dict]:
    out = StringIO()
    call_command("bench", name, json=True, stdout=out, stderr=StringIO(), **SMALL, **options)
    return {result["measure"]: result for result in json.loads(out.getvalue())}


def test_a_storm_ends_with_nothing_lost_and_every_list_right():
    told = bench("storm", seconds=4)
    assert told["commit to stored, in all, max"]["value"] > 0
    assert told["queue, largest"]["value"] > 0
    twice = "changes told twice, or one before them never"
    for zero in ("never stored", "lists that differ", "changes left", twice):
        assert told[zero]["value"] == 0, zero
    assert told["lists checked"]["value"] == SMALL["postings"] * 2


def test_a_rebuild_is_stored_by_one_worker_and_by_two():
    told = bench("rebuild")
    assert told["two workers against one"]["value"] > 0
    assert told["stored"]["beside"] == "120 lists"
    assert told["one worker, CPU of Postgres"]["value"] > 0
