"""How an applicant stands, above and below what the stored list holds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobseekers.models import Profile
from matching.outbox import mark_all_dirty
from matching.selectors import candidates_page, match_for, rank_of, ranks_of
from tests.factories import DraftFactory, PostingFactory, ProfileFactory
from tests.matching.draining import drain_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def opening(taxonomy):
    return PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory])


def follow():
    mark_all_dirty(reason="test")
    drain_all()


def test_whoever_is_listed_has_their_place_on_the_page(opening, taxonomy):
    ProfileFactory.create_batch(4, holds=[taxonomy.forklift])
    ProfileFactory(holds=[taxonomy.forklift, taxonomy.inventory])
    follow()
    shown = [match.profile for match in candidates_page(opening).items]
    standings = ranks_of(shown, opening)
    assert [standings[profile.pk].rank for profile in shown] == [1, 2, 3, 4, 5]
    for profile in shown:
        assert standings[profile.pk].fit == match_for(profile, opening).fit
        assert standings[profile.pk].depth == 500


def test_whoever_is_below_the_best_has_a_fit_and_no_rank(opening, taxonomy, settings):
    settings.MATCHING_SHARDS = 1
    settings.MATCHING_PROFILES_PER_POSTING, settings.MATCHING_RESERVE = 2, 0
    ProfileFactory.create_batch(3, holds=[taxonomy.forklift, taxonomy.inventory])
    below = ProfileFactory(holds=[taxonomy.forklift])
    follow()
    standing = rank_of(below, opening)
    assert (standing.rank, standing.depth) == (None, 2)
    assert standing.fit == match_for(below, opening).fit > 0
    assert standing.band is not None


def test_whoever_hides_stands_where_they_would_and_nobody_counts_the_hidden(opening, taxonomy):
    best = ProfileFactory(holds=[taxonomy.forklift, taxonomy.inventory])
    second = ProfileFactory(holds=[taxonomy.forklift])
    follow()
    Profile.objects.filter(pk=best.pk).update(visibility="hidden")
    assert rank_of(best, opening).rank == 1
    assert rank_of(second, opening).rank == 1


def test_no_match_has_no_rank_and_what_is_not_public_no_standing(opening, taxonomy):
    stranger = ProfileFactory(holds=[taxonomy.bathing])
    follow()
    standing = rank_of(stranger, opening)
    assert (standing.fit, standing.band, standing.rank) == (0, None, None)
    assert rank_of(stranger, DraftFactory()) is None


def test_ten_applicants_take_as_many_queries_as_one(opening, taxonomy):
    people = ProfileFactory.create_batch(10, holds=[taxonomy.forklift])
    follow()
    counts = []
    for some in (people[:1], people):
        with CaptureQueriesContext(connection) as queries:
            assert len(ranks_of(some, opening)) == len(some)
        counts.append(len(queries))
    assert counts == [14, 14]
