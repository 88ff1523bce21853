"""What holds for every test: its language, no order nobody asked for, no variable nobody gave."""

import inspect
import random
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.conf import settings
from django.db.models import QuerySet
from django.template.base import Node
from django.template.defaultfilters import default
from django.utils import translation

from matching.careers import forget_occupations
from matching.live import openings
from matching.recompute import memory
from matching.simulate.people import memory as people_in_memory
from tests.taxonomy import SmallTaxonomy, small_taxonomy

_OURS = Path(__file__).resolve().parent.parent


class _UndefinedVariable(str):
    """What Django puts in place of an undefined variable: raises where the template is ours.

    A variable with a default is meant to be undefined at times.
    """

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> Any:
        frame = inspect.currentframe()
        resolving = frame.f_back if frame else None
        if resolving is None:
            return ""
        expression, context = resolving.f_locals["self"], resolving.f_locals["context"]
        if expression.filters and expression.filters[0][0] is default:
            ((looked_up, value),) = expression.filters[0][1]
            return value.resolve(context) if looked_up else value
        template = _template_being_rendered(resolving)
        if template and template.is_relative_to(_OURS / "templates"):
            raise AssertionError(f"{template.name} uses {variable}, which is not defined")
        return ""


def _template_being_rendered(frame: FrameType | None) -> Path | None:
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return Path(node.origin.name)
        frame = frame.f_back
    return None


@pytest.fixture(autouse=True, scope="session")
def _undefined_template_variables_fail(request: pytest.FixtureRequest) -> None:
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = _UndefinedVariable("undefined")


@pytest.fixture(autouse=True)
def _unordered_queries_are_shuffled(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows of a query without an order come in an order that differs from test to test."""
    shuffler = random.Random(request.node.nodeid)
    fetch = QuerySet._fetch_all

    def fetch_shuffled(queryset: QuerySet) -> None:
        fresh = queryset._result_cache is None
        fetch(queryset)
        if fresh and not queryset.ordered:
            shuffler.shuffle(queryset._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_shuffled)


@pytest.fixture
def taxonomy(db: None) -> SmallTaxonomy:
    """A small taxonomy in the database: two trades, their skills, relations and credentials."""
    return small_taxonomy()


@pytest.fixture(autouse=True)
def _begins_in_english() -> Iterator[None]:
    """A page read in Spanish leaves its language in the thread."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _nobody_remembers_anything_of_other_tests() -> None:
    """What a process keeps in memory belongs to a database that the next test has emptied."""
    memory.forget()
    people_in_memory.forget()
    forget_occupations()
    openings.forget()
