"""How well free-text profiles and postings find each other, on the graded set beside this file.

What is held here lies below what was reached (docs/decisions/0012), so that reading, taxonomy and
engine may trade one thing against another, and none can be lost unseen.
"""

import numpy as np
import pytest
from django.db import transaction

from portal.bench.ndcg import reached
from portal.bench.quality import read_set, rivals
from skills.management.commands.load_taxonomy import STARTER
from skills.taxonomy.loader import store
from skills.taxonomy.reader import read_folder

pytestmark = [pytest.mark.full, pytest.mark.django_db]


@pytest.fixture(scope="module")
def ours(django_db_setup, django_db_blocker):
    """The graded set, read with the starter taxonomy, which is gone after this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        store(taxonomy=read_folder(STARTER))
        yield read_set()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def found(ours):
    return reached(ours.scores(), ours.graded.grades)


@pytest.fixture(scope="module")
def others(ours):
    return {
        name: reached(scores, ours.graded.grades)
        for name, scores in rivals(ours.graded, ours.encoder).items()
    }


def test_people_find_their_jobs_and_jobs_their_people(found):
    assert np.nanmean(found.by_profile) >= 0.87
    assert np.nanmean(found.by_posting) >= 0.88


def test_no_plain_ranker_and_no_mix_of_them_comes_near(found, others):
    assert len(others) == 4
    for rival in others.values():
        assert np.nanmean(found.by_profile) >= np.nanmean(rival.by_profile) + 0.08
        assert np.nanmean(found.by_posting) >= np.nanmean(rival.by_posting) + 0.08
