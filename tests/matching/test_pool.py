"""A shard that is read at once is the shard read person by person."""

from dataclasses import fields
from datetime import date

import numpy as np
import pytest

from jobseekers.models import Profile
from matching import pool as pools
from matching.pool import Pool
from tests.factories import ExperienceFactory, HeldCredentialFactory, ProfileFactory
from tests.taxonomy import SmallTaxonomy

AS_OF = date(2026, 11, 30)


@pytest.mark.django_db
def test_a_shard_read_at_once_is_the_shard_read_one_by_one(
    taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.MATCHING_SHARDS = 2
    people = ProfileFactory.create_batch(12, holds=[taxonomy.forklift, taxonomy.teamwork])
    for number, person in enumerate(people):
        ExperienceFactory(profile=person, occupation=taxonomy.warehouse_worker)
        if number % 2:
            HeldCredentialFactory(profile=person, credential=taxonomy.cna)
        if number % 3 == 0:
            Profile.objects.filter(pk=person.pk).update(
                visibility=Profile.Visibility.HIDDEN, birth_date=date(2009, 5, number + 1)
            )
    one_by_one = Pool()
    one_by_one.refresh(1, AS_OF)
    monkeypatch.setattr(pools, "_FEW", 0)
    at_once = Pool()
    at_once.refresh(1, AS_OF)

    slow, fast = one_by_one.profiles(1), at_once.profiles(1)
    assert len(fast.ids)
    for field in fields(fast.columns):
        left, right = getattr(slow.columns, field.name), getattr(fast.columns, field.name)
        assert left.dtype == right.dtype, field.name
        assert left.tolist() == right.tolist(), field.name
    for name, values in fast.beside.items():
        assert values.dtype == slow.beside[name].dtype, name
        assert np.array_equal(values, slow.beside[name]), name
    assert fast.revisions.ids.tolist() == slow.revisions.ids.tolist()
    assert fast.revisions.revisions.tolist() == slow.revisions.revisions.tolist()
