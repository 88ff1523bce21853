"""Cursors lead through a ranked list, and hold when the list changes under them."""

import base64
import json
from dataclasses import replace

import numpy as np
import pytest

from matching.selectors.cursors import cut
from portal.common.keyset import BadCursorError

LIST = "abcdefghij"


def page(cursor=None, size=3, items=LIST):
    """A page of letters whose rank is their place in the alphabet."""
    ids = np.array([ord(item) for item in items], dtype=np.int64)
    found = cut(ids, (1 << 45) - ids, cursor, size)
    return replace(found, items="".join(map(chr, found.items)))


def test_pages_follow_each_other_and_end():
    seen, cursor = [], None
    while True:
        found = page(cursor)
        seen.append(found.items)
        cursor = found.next
        if cursor is None:
            break
    assert seen == ["abc", "def", "ghi", "j"]


def test_previous_leads_back_to_the_first_page():
    third = page(page(page().next).next)
    second = page(third.previous)
    first = page(second.previous)
    assert (second.items, first.items) == ("def", "abc")
    assert first.previous is None


def test_a_page_stays_in_place_when_better_entries_come_and_shown_ones_go():
    cursor = page().next
    assert page(cursor, items="AB" + LIST).items == "def"
    assert page(cursor, items="adefghij").items == "def"
    assert page(cursor, items="abceghij").items == "egh"


def test_back_from_the_second_page_shows_what_has_come_before_it():
    back = page(page().next).previous
    assert page(back, items="AB" + LIST).items == "abc"
    assert page(back, items="cdefghij").items == "cde"


def test_a_cursor_past_the_end_shows_the_last_page():
    cursor = page(page(page().next).next).next
    assert page(cursor, items="abcde").items == "cde"


def test_an_empty_list_has_one_empty_page():
    found = page(items="")
    assert (found.items, found.next, found.previous) == ("", None, None)


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "rubbish",
    [
        "",
        "x",
        "not a cursor",
        "é",
        "%00",
        "=" * 50,
        encoded([1, 2]),
        encoded([1, 2, 3, 4]),
        encoded([2, 0, 0]),
        encoded([1, "a", 0]),
        encoded([True, 0, 0]),
        encoded([1, 2**70, 0]),
        encoded({"a": 1}),
        encoded(None),
        base64.urlsafe_b64encode(b"[" * 5000).decode(),
    ],
)
def test_rubbish_is_refused(rubbish):
    with pytest.raises(BadCursorError):
        page(rubbish)
