"""The benchmarks run, say what they measured, and say so when they can't."""

import json
from importlib import import_module
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.bench import drain, simulate
from portal.bench.registry import BENCHMARKS
from tests.factories import PostingFactory, ProfileFactory

SMALL = {"profiles": 60, "postings": 40}


def bench(*names: str, **options: object) -> str:
    out = StringIO()
    call_command("bench", *names, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


@pytest.mark.django_db
def test_the_engine_is_measured_beside_its_rivals():
    results = json.loads(bench("engine", json=True, **SMALL))
    assert {result["unit"] for result in results} == {"ms", "million pairs/s", "bytes"}
    assert all(result["value"] > 0 for result in results)
    rivals = [result for result in results if result["measure"].startswith("rival")]
    assert len(rivals) >= 4
    assert all("times as many" in rival["beside"] for rival in rivals)


@pytest.mark.django_db
def test_the_table_has_a_line_a_measure():
    head, *lines = bench("engine", **SMALL).splitlines()
    assert head.split() == ["bench", "measure", "value", "unit", "goal", "beside"]
    assert all(line.startswith("engine") for line in lines)


def test_a_million_says_what_everything_would_take():
    told = json.loads(bench("million", json=True, **SMALL))
    assert [result["unit"] for result in told][-2:] == ["million pairs/s", "minutes"]
    assert all(result["value"] >= 0 for result in told)


def test_growth_is_told_as_powers():
    told = json.loads(bench("scale", json=True, profiles=400, postings=200))
    powers = [one["measure"] for one in told if one["measure"].endswith("the power")]
    assert len(powers) == 4


def test_every_name_of_the_list_is_a_benchmark():
    for name in BENCHMARKS:
        assert callable(import_module(f"portal.bench.{name}").run)


def test_the_simulator_is_measured_in_processor_time(monkeypatch):
    monkeypatch.setattr(simulate, "PROFILES", 60)
    monkeypatch.setattr(simulate, "QUESTIONS", 2)
    results = json.loads(bench("simulate", json=True))
    assert [result["unit"] for result in results] == ["ms CPU", "ms CPU", "ms CPU", "bytes"]


def test_an_unknown_name_is_refused():
    with pytest.raises(CommandError, match="no benchmark speed"):
        bench("speed")


@pytest.mark.django_db
def test_without_data_or_without_a_worker_the_drain_says_why(taxonomy, monkeypatch):
    with pytest.raises(CommandError, match="Load demo data"):
        bench("drain")
    monkeypatch.setattr(drain, "_PATIENCE_S", 0.05)
    ProfileFactory(holds=[taxonomy.forklift])
    PostingFactory(asks=[taxonomy.forklift])
    with pytest.raises(CommandError, match="Is one running"):
        bench("drain")


@pytest.mark.django_db
def test_pages_without_data_say_so():
    with pytest.raises(CommandError, match="Load demo data"):
        bench("pages")
