"""A licence that the law counts as another opens its gate, as long as it lasts itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.selectors import candidate_for, match_for
from matching.snapshots import held_through, load_profiles
from skills.models import TaxonomyVersion
from tests.factories import (
    CredentialFactory,
    CredentialRelationFactory,
    HeldCredentialFactory,
    PostingFactory,
    ProfileFactory,
    RequiredCredentialFactory,
)
from tests.matching.candidates import follow_all
from tests.matching.draining import assert_matches_are_exact

pytestmark = pytest.mark.django_db

YESTERDAY, TODAY, TOMORROW = (timezone.localdate() + timedelta(days=days) for days in (-1, 0, 1))


@pytest.fixture
def licences():
    """A contractor's licence counts as a journeyperson's, and that as a limited one."""
    contractor, journeyperson, limited = (
        CredentialFactory(slug=slug, label_en=label)
        for slug, label in (("e-1", "E-1"), ("e-2", "E-2"), ("l-6", "L-6"))
    )
    CredentialRelationFactory(credential=contractor, satisfies=journeyperson)
    CredentialRelationFactory(credential=journeyperson, satisfies=limited)
    return contractor, journeyperson, limited


@pytest.fixture
def electrician(taxonomy):
    return ProfileFactory(holds=[taxonomy.inventory])


@pytest.fixture
def job(taxonomy, licences):
    """It needs a limited licence."""
    posting = PostingFactory(asks=[taxonomy.inventory])
    RequiredCredentialFactory(posting=posting, credential=licences[2])
    return posting


def gate_of(profile, posting):
    (gate,) = match_for(profile, posting).gates
    return gate


def test_the_highest_licence_opens_the_gate_through_the_one_between(electrician, job, licences):
    HeldCredentialFactory(profile=electrician, credential=licences[0], expires_on=TODAY)
    gate = gate_of(electrician, job)
    assert (gate.open, gate.expires, gate.through) == (True, TODAY, "E-1")
    assert candidate_for(job, electrician.ref).gates == (gate,)


def test_it_closes_with_the_higher_licence(electrician, job, licences):
    HeldCredentialFactory(profile=electrician, credential=licences[1], expires_on=YESTERDAY)
    gate = gate_of(electrician, job)
    assert (gate.open, gate.expires, gate.through) == (False, YESTERDAY, "E-2")


def test_the_licence_itself_is_named_where_it_lasts_as_long(electrician, job, licences):
    HeldCredentialFactory(profile=electrician, credential=licences[2], expires_on=TOMORROW)
    higher = HeldCredentialFactory(profile=electrician, credential=licences[0], expires_on=TOMORROW)
    assert gate_of(electrician, job).through == ""
    higher.expires_on = None
    higher.save()
    gate = gate_of(electrician, job)
    assert (gate.open, gate.expires, gate.through) == (True, None, "E-1")


def test_a_lower_licence_opens_no_higher_gate(electrician, taxonomy, licences):
    posting = PostingFactory(asks=[taxonomy.inventory])
    RequiredCredentialFactory(posting=posting, credential=licences[0])
    HeldCredentialFactory(profile=electrician, credential=licences[1])
    assert not gate_of(electrician, posting).open


def test_the_lists_follow_a_relation_that_a_new_taxonomy_brings(electrician, taxonomy):
    first, second = CredentialFactory(), CredentialFactory()
    HeldCredentialFactory(profile=electrician, credential=first)
    posting = PostingFactory(asks=[taxonomy.inventory])
    RequiredCredentialFactory(posting=posting, credential=second)
    follow_all()
    assert_matches_are_exact()
    CredentialRelationFactory(credential=first, satisfies=second)
    TaxonomyVersion.objects.create(source="test", version="next", digest="f" * 64)
    follow_all()
    assert_matches_are_exact()
    assert gate_of(electrician, posting).open


def test_a_licence_that_satisfies_several_is_expanded_with_its_own_last_day(electrician, licences):
    HeldCredentialFactory(profile=electrician, credential=licences[0], expires_on=TOMORROW)
    held = load_profiles([electrician.pk], TODAY)[electrician.pk].input.credentials
    assert {one.credential: one.expires for one in held} == dict.fromkeys(
        (licence.pk for licence in licences), TOMORROW
    )


def test_of_several_that_count_as_it_the_longest_lasting_is_named():
    satisfied = {1: [9], 2: [9], 3: [9]}
    assert held_through([(1, TODAY), (2, TOMORROW), (3, TOMORROW)], satisfied) == {9: 2}
    assert held_through([(9, TOMORROW), (2, TOMORROW)], satisfied) == {}
    assert held_through([(9, TODAY), (2, TOMORROW)], satisfied) == {9: 2}
