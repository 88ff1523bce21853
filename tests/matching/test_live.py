"""Live scoring says what the reference says over the whole taxonomy, in few queries."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching import engine
from matching.live import explain_pair, explain_pairs
from matching.pool import engine_version
from matching.snapshots import load_postings, load_profiles, load_taxonomy
from tests.factories import (
    ExperienceFactory,
    HeldCredentialFactory,
    OrganisationFactory,
    PostingFactory,
    ProfileFactory,
    RequiredCredentialFactory,
)

pytestmark = pytest.mark.django_db


def a_pair(taxonomy):
    profile = ProfileFactory(holds=[taxonomy.pallet_jack, taxonomy.teamwork], education=2)
    ExperienceFactory(profile=profile, occupation=taxonomy.warehouse_worker)
    HeldCredentialFactory(profile=profile, credential=taxonomy.forklift_card)
    posting = PostingFactory(
        asks=[taxonomy.forklift, taxonomy.inventory, taxonomy.teamwork],
        occupation=taxonomy.forklift_driver,
        months_experience=24,
        education=2,
    )
    RequiredCredentialFactory(posting=posting, credential=taxonomy.forklift_card)
    return profile, posting


def test_a_pair_is_explained_as_by_the_reference_with_the_whole_taxonomy(taxonomy):
    profile, posting = a_pair(taxonomy)
    today = timezone.localdate()
    expected = engine.explain(
        load_profiles([profile.pk], today)[profile.pk].input,
        load_postings([posting.pk], today)[posting.pk].input,
        load_taxonomy(),
        engine.DEFAULT,
        today,
    )
    found = explain_pair(profile.pk, posting.pk)
    assert found == replace(expected, engine_version=engine_version())
    assert engine.LineStatus.RELATED in {line.status for line in found.lines}
    assert sum(line.earned for line in found.lines) == found.fit > 0


def test_what_is_not_public_or_may_not_sign_in_is_not_explained(taxonomy):
    profile, posting = a_pair(taxonomy)
    unverified = PostingFactory(organisation=OrganisationFactory(status="pending"))
    gone = ProfileFactory(user__is_active=False)
    assert explain_pair(profile.pk, unverified.pk) is None
    assert explain_pair(gone.pk, posting.pk) is None
    assert explain_pair(profile.pk, 0) is None


def test_fifty_pairs_take_as_many_queries_as_five(taxonomy):
    profile, posting = a_pair(taxonomy)
    others = [PostingFactory(asks=[taxonomy.inventory]).pk for _ in range(49)]
    pairs = [(profile.pk, other) for other in [posting.pk, *others]]
    counts = []
    for size in (5, 50):
        with CaptureQueriesContext(connection) as queries:
            assert len(explain_pairs(pairs[:size])) == size
        counts.append(len(queries))
    assert counts == [12, 12]
