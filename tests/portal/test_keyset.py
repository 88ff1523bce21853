"""Pages by where the last one ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from employers.models import Posting
from portal.common.keyset import BadCursorError, newest_first
from tests.factories import PostingFactory

pytestmark = pytest.mark.django_db
BY = ("published_at", "id")


def page(cursor="", size=2):
    return newest_first(Posting.objects.all(), by=BY, cursor=cursor, size=size)


def postings(count):
    """Some published at the same moment, so that the id decides; newest first."""
    now = timezone.now()
    made = [PostingFactory(published_at=now + timedelta(minutes=n // 2)) for n in range(count)]
    return made[::-1]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_walking_on_and_back_meets_every_row_once_in_order(count):
    expected = postings(count)

    walked, seen = [page()], []
    while walked[-1].next:
        walked.append(page(walked[-1].next))
    for each in walked:
        seen.extend(each.items)
    assert seen == expected

    back = walked[-1]
    for earlier in reversed(walked[:-1]):
        back = page(back.previous)
        assert back.items == earlier.items
        assert back.next
    assert back.previous == ""


def test_a_row_that_comes_in_between_moves_nothing():
    *_newer, last = postings(3)
    following = page().next

    PostingFactory(published_at=timezone.now() + timedelta(days=1))

    assert page(following).items == [last]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "n",
        "n-1",
        "n-1-2-3",
        "m-1-2",
        "n-1-2 ",
        "n--1-2",
        "n-" + "9" * 18 + "-1",
        "n-1-٣",
        "\0",
    ],
)
def test_a_cursor_of_somebody_elses_making_is_refused(cursor):
    with pytest.raises(BadCursorError):
        page(cursor)
