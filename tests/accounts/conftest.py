"""A page in Spanish leaves its language behind in the thread: every test begins in English."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _begins_in_english() -> Iterator[None]:
    with translation.override("en"):
        yield
