"""What holds for every test: no order that nobody asked for, no template variable nobody gave."""

import inspect
import random
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import QuerySet
from django.template.base import Node

from tests.taxonomy import SmallTaxonomy, small_taxonomy

_OURS = Path(__file__).resolve().parent.parent


class _UndefinedVariable(str):
    """What Django puts in place of an undefined variable: raises where the template is ours."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        template = _template_being_rendered()
        if template and template.is_relative_to(_OURS / "templates"):
            raise AssertionError(f"{template.name} uses {variable}, which is not defined")
        return ""


def _template_being_rendered() -> Path | None:
    frame = inspect.currentframe()
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
