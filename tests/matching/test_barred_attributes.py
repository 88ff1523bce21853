"""What a fit may not depend on: each is changed, and the fit stays the same to the hundredth.

Sex, race, ethnicity, disability, veteran status, criminal record, benefits and photo are barred by
there being nowhere to put them: tests/engine pins the fields that the engine can take in, and the
last test here the columns of a profile.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import User
from jobseekers.models import Profile
from jobseekers.services import SkillClaim, add_skill, update_details
from matching.live import explain_pair
from matching.outbox import mark_all_dirty
from matching.stored import candidates_for, postings_for
from tests.factories import ExperienceFactory, PostingFactory, ProfileFactory, SkillFactory
from tests.matching.draining import drain_all

pytestmark = pytest.mark.django_db

BARRED_WORDS = (
    "sex", "gender", "race", "ethnic", "disab", "veteran", "criminal", "convict", "arrest",
    "benefit", "welfare", "photo", "citizen", "religion", "marital", "ssn", "salary_history",
)  # fmt: skip


@pytest.fixture
def pair(taxonomy):
    """A match that rests on skills, a related skill, experience and schooling."""
    profile = ProfileFactory(
        holds=[taxonomy.pallet_jack, taxonomy.teamwork], education=2, visibility="anonymous"
    )
    ExperienceFactory(profile=profile, occupation=taxonomy.warehouse_worker)
    posting = PostingFactory(
        asks=[taxonomy.forklift, taxonomy.teamwork, taxonomy.inventory],
        occupation=taxonomy.forklift_driver,
        months_experience=24,
        education=2,
    )
    mark_all_dirty(reason="factories")
    drain_all()
    return profile, posting


def everything_said_of(pair):
    """The whole explanation, and both stored lists with their scores."""
    profile, posting = pair
    own, theirs = postings_for(profile.pk), candidates_for(posting.pk)
    return (
        explain_pair(profile.pk, posting.pk),
        [own.ids.tolist(), own.fit.tolist()],
        [theirs.ids.tolist(), theirs.fit.tolist()],
    )


@pytest.mark.parametrize(
    "change",
    [
        {"full_name": "Lakisha Washington"},
        {"phone": "+1 203 555 0100"},
        {"birth_date": date(1950, 3, 4)},
        {"birth_date": date(2000, 3, 4)},
        {"zip": "06390"},
        {"transport": "bus"},
        {"max_miles": 1},
        {"wage_floor": Decimal("99.00")},
        {"min_hours": 10, "max_hours": 12},
        {"shifts": ["night"]},
        {"work_modes": ["remote"]},
        {"school_hours_only": True},
        {"available_from": date(2030, 1, 1)},
    ],
    ids="-".join,
)
def test_a_barred_attribute_changes_nothing(pair, change):
    before = everything_said_of(pair)
    explanation, (listed, _), (shown, _) = before
    assert explanation.fit > 0
    assert listed == [pair[1].pk]
    assert shown == [pair[0].pk]
    update_details(profile=pair[0], **change)
    drain_all()
    assert everything_said_of(pair) == before


def test_neither_the_address_nor_the_language_of_the_account_changes_anything(pair):
    before = everything_said_of(pair)
    User.objects.filter(profile=pair[0]).update(email="jose@example.net", language="es")
    update_details(profile=pair[0])
    drain_all()
    assert everything_said_of(pair) == before


def test_knowing_a_language_changes_nothing_unless_the_posting_asks_for_it(pair):
    before = everything_said_of(pair)
    add_skill(profile=pair[0], claim=SkillClaim(skill=SkillFactory(slug="english-language")))
    drain_all()
    assert everything_said_of(pair) == before


def test_when_a_person_signed_up_changes_nothing(pair):
    before = everything_said_of(pair)
    User.objects.filter(profile=pair[0]).update(date_joined=timezone.now())
    update_details(profile=pair[0])
    drain_all()
    assert everything_said_of(pair) == before


def test_a_profile_has_nowhere_to_keep_what_is_barred():
    names = [field.name for model in (Profile, User) for field in model._meta.get_fields()]
    assert not [name for name in names for word in BARRED_WORDS if word in name]
