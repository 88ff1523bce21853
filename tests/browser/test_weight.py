"""The first page comes quickly over a slow line."""

import gzip
import sys

import pytest
from playwright.sync_api import Response

from tests.browser.conftest import Windows

pytestmark = pytest.mark.browser

MOST_BYTES = 150 * 1024


def test_the_first_page_weighs_at_most_150_kilobytes(
    transactional_db: None, visit: Windows, capsys: pytest.CaptureFixture[str]
) -> None:
    person = visit()
    answers: list[Response] = []

    def keep(answer: Response) -> None:
        answers.append(answer)

    person.page.on("response", keep)
    person.open("/")
    person.page.wait_for_load_state("networkidle")
    weights = {answer.url.partition("/static/")[2] or "/": _weight(answer) for answer in answers}
    with capsys.disabled():
        parts = ", ".join(f"{name} {size:,}" for name, size in weights.items())
        sys.stdout.write(f"\nfirst page: {sum(weights.values()):,} bytes compressed: {parts}\n")
    assert {"/", "dist/portal.css", "dist/portal.js"} <= set(weights)
    assert sum(weights.values()) <= MOST_BYTES


def _weight(answer: Response) -> int:
    """Bytes over the wire: fonts and pictures as they are, the rest compressed."""
    body = answer.body()
    return min(len(body), len(gzip.compress(body, 6)))
