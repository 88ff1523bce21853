"""The open postings in memory follow the database, whatever the order of commits."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from employers.models import Posting
from employers.services import close_posting, update_posting
from matching.live import openings
from tests.factories import PostingFactory
from tests.taxonomy import SmallTaxonomy, small_taxonomy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def taxonomy(transactional_db: None) -> SmallTaxonomy:
    return small_taxonomy()


def held() -> dict[int, int]:
    """The open postings as they are held, each with its pay in cents."""
    now = openings.now()
    return dict(zip(now.ids.tolist(), now.beside["cents"].tolist(), strict=True))


def in_thread(act: Callable[[], object]) -> object:
    """Runs on a connection of its own."""

    def run() -> object:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def test_what_commits_late_is_not_missed(taxonomy: SmallTaxonomy) -> None:
    old = PostingFactory(asks=[taxonomy.forklift])
    assert held() == {old.pk: 2400}
    with transaction.atomic():
        late = PostingFactory(asks=[taxonomy.forklift])
        update_posting(posting=old, wage_max=30)
        newer = in_thread(lambda: PostingFactory(asks=[taxonomy.forklift]).pk)
        assert newer > late.pk
        assert in_thread(held) == {old.pk: 2400, newer: 2400}
    assert held() == {old.pk: 3000, late.pk: 2400, newer: 2400}


def test_what_closes_or_is_deleted_goes(taxonomy: SmallTaxonomy) -> None:
    first, second, third = PostingFactory.create_batch(3, asks=[taxonomy.forklift])
    assert len(held()) == 3
    close_posting(posting=first)
    Posting.objects.filter(pk=second.pk).delete()
    assert held() == {third.pk: 2400}


def test_the_database_is_not_asked_twice_in_a_moment(
    taxonomy: SmallTaxonomy, settings: object, django_assert_num_queries: Callable
) -> None:
    settings.MATCHING_LIVE_SECONDS = 60.0
    PostingFactory(asks=[taxonomy.forklift])
    first = openings.now()
    PostingFactory(asks=[taxonomy.forklift])
    with django_assert_num_queries(0):
        assert openings.now() is first
    settings.MATCHING_LIVE_SECONDS = 0.0
    assert len(held()) == 2
    with django_assert_num_queries(2):
        openings.now()


def test_threads_share_one_state_and_keep_what_they_were_given(taxonomy: SmallTaxonomy) -> None:
    posting = PostingFactory(asks=[taxonomy.forklift])
    before = openings.now()
    update_posting(posting=posting, wage_max=40)
    barrier = threading.Barrier(4)

    def read() -> list[int]:
        barrier.wait()
        try:
            return openings.now().beside["cents"].tolist()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert [one.result() for one in [pool.submit(read) for _ in range(4)]] == [[4000]] * 4
    assert before.beside["cents"].tolist() == [2400]
