"""A few labels of a trade or two, and an encoder where the model is installed."""

import pytest

from skills.ranking.encoder import Encoder, encoder_in_use
from skills.ranking.labels import Label


def label(text: str, *names: str, use: float = 0.0) -> Label:
    return Label(code=text, text=text, names=(text, *names), use=use, breadth=1, skill=0)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The small language model: requirements.lock brings it, so it is here."""
    found = encoder_in_use()
    assert found is not None
    return found


@pytest.fixture(scope="session")
def labels() -> list[Label]:
    return [
        label("drive a forklift", "operate lift truck"),
        label("take vital signs", "measure blood pressure"),
        label("bake bread", "prepare dough"),
        label("guest service", "welcome guests"),
        label("write English"),
        label("weld metal", "MIG welding"),
    ]
