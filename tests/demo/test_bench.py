"""The benchmarks run, say what they measured, and say so when they can't."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.bench import drain, engine, simulate
from tests.factories import PostingFactory, ProfileFactory


def bench(*names: str, **options: object) -> str:
    out = StringIO()
    call_command("bench", *names, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def small_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("PROFILES", 60),
        ("POSTINGS", 40),
        ("_SINGLES", 3),
        ("_BLOCK", 5),
        ("_REFERENCE_PAIRS", 10),
    ):
        monkeypatch.setattr(engine, name, value)


def test_the_engine_is_measured_beside_the_plain_loop(small_pool):
    results = json.loads(bench("engine", json=True))
    assert {result["unit"] for result in results} == {"ms", "million pairs/s", "bytes"}
    assert all(result["value"] > 0 for result in results)
    assert any("plain loop" in result["beside"] for result in results)


def test_the_table_has_a_line_a_measure(small_pool):
    head, *lines = bench("engine").splitlines()
    assert head.split() == ["bench", "measure", "value", "unit", "goal", "beside"]
    assert len(lines) == 5


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
