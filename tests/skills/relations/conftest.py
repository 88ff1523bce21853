"""Examples that leave nothing behind."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import transaction


@pytest.fixture
def rollback(db, settings) -> Callable[[], AbstractContextManager[None]]:
    """A block whose rows are gone after it, for examples within one test; without the model."""
    settings.LANGUAGE_MODEL = False

    @contextmanager
    def block() -> Iterator[None]:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return block
