"""Between two stored dates nothing changes: every date that can move a match is one of them."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from employers import dates as posting_dates
from jobseekers import dates as profile_dates
from jobseekers.dates import age_on
from matching import engine
from matching.snapshots import load_postings, load_profiles, load_taxonomy
from skills.models import Occupation
from skills.taxonomy.reader import MINIMUM_AGES
from tests.factories import (
    CredentialRelationFactory,
    ExperienceFactory,
    HeldCredentialFactory,
    PostingFactory,
    ProfileFactory,
    RequiredCredentialFactory,
)

pytestmark = pytest.mark.django_db

# A year that ends in a leap year, so that 29 February lies within reach.
BEGIN = date(2027, 11, 20)
HORIZON = 420

near = st.integers(-500, 500).map(lambda days: BEGIN + timedelta(days=days))
spans = st.tuples(near, st.none() | st.integers(0, 900))
births = st.none() | st.tuples(st.sampled_from(MINIMUM_AGES), near).map(
    lambda drawn: years_before(drawn[1], drawn[0])
)


def years_before(day: date, years: int) -> date:
    """So many years before; 29 February stays one where there is one."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def the_match(profile, posting, day, taxonomy) -> engine.Explanation | None:
    """The pair as it stands on a day; None where there is none, by dates or by law."""
    person = load_profiles([profile.pk], day)[profile.pk]
    job = load_postings([posting.pk], day).get(posting.pk)
    if job is None:
        return None
    if person.birth_date and age_on(person.birth_date, day) < job.minimum_age:
        return None
    return engine.explain(person.input, job.input, taxonomy, engine.DEFAULT, day)


def next_date(profile, posting, day) -> date | None:
    """The next day on which one of the two is looked at again."""
    days = [
        profile_dates.next_change(
            profile, profile.experience.all(), profile.credentials.all(), day
        ),
        posting_dates.next_change(posting, day),
    ]
    return min((each for each in days if each is not None), default=None)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    born=births,
    jobs=st.lists(spans, max_size=3),
    expiries=st.tuples(st.none() | near, st.none() | near),
    opening=st.tuples(near, st.none() | st.integers(0, 500)),
    minimum_age=st.sampled_from(MINIMUM_AGES),
    inside=st.lists(st.integers(0, 10_000), min_size=3, max_size=3),
)
def test_nothing_changes_between_two_stored_dates(
    taxonomy, *, born, jobs, expiries, opening, minimum_age, inside
):
    with transaction.atomic():
        work = taxonomy.forklift_driver
        Occupation.objects.filter(pk=work.pk).update(minimum_age=minimum_age)
        profile = ProfileFactory(holds=[taxonomy.inventory], birth_date=born)
        for started, length in jobs:
            ended = None if length is None else started + timedelta(days=length)
            ExperienceFactory(profile=profile, occupation=work, started=started, ended=ended)
        for credential, expires in zip(
            (taxonomy.cna, taxonomy.forklift_card), expiries, strict=True
        ):
            HeldCredentialFactory(profile=profile, credential=credential, expires_on=expires)
        CredentialRelationFactory(credential=taxonomy.cna, satisfies=taxonomy.forklift_card)
        opens, length = opening
        posting = PostingFactory(
            asks=[taxonomy.inventory],
            occupation=work,
            months_experience=36,
            opens_on=opens,
            closes_on=None if length is None else opens + timedelta(days=length),
        )
        RequiredCredentialFactory(posting=posting, credential=taxonomy.forklift_card)
        known = load_taxonomy()

        day, end = BEGIN, BEGIN + timedelta(days=HORIZON)
        while day < end:
            stands = the_match(profile, posting, day, known)
            until = min(next_date(profile, posting, day) or end, end)
            quiet = (until - day).days
            for offset in {1, quiet - 1, *(number % quiet for number in inside)}:
                if 0 < offset < quiet:
                    later = day + timedelta(days=offset)
                    assert the_match(profile, posting, later, known) == stands, later
            day = until
        transaction.set_rollback(True)


def a_birthday(profile, posting, day):
    posting.occupation.minimum_age = 18
    posting.occupation.save()
    profile.birth_date = years_before(day, 18)
    profile.save()


def a_licence_runs_out(profile, posting, day):
    gate = RequiredCredentialFactory(posting=posting)
    HeldCredentialFactory(
        profile=profile, credential=gate.credential, expires_on=day - timedelta(days=1)
    )


def a_higher_licence_runs_out(profile, posting, day):
    gate = RequiredCredentialFactory(posting=posting)
    relation = CredentialRelationFactory(satisfies=gate.credential)
    HeldCredentialFactory(
        profile=profile, credential=relation.credential, expires_on=day - timedelta(days=1)
    )


def a_year_of_work_is_complete(profile, posting, day):
    ExperienceFactory(
        profile=profile, occupation=posting.occupation, started=years_before(day, 2), ended=None
    )


def a_job_ends(profile, posting, day):
    ExperienceFactory(
        profile=profile,
        occupation=posting.occupation,
        started=day - timedelta(days=300),
        ended=day,
    )


def the_posting_opens(profile, posting, day):
    posting.opens_on = day
    posting.save()


def the_posting_is_over(profile, posting, day):
    posting.closes_on = day - timedelta(days=1)
    posting.save()


@pytest.mark.parametrize(
    "happens",
    [
        a_birthday,
        a_licence_runs_out,
        a_higher_licence_runs_out,
        a_year_of_work_is_complete,
        a_job_ends,
        the_posting_opens,
        the_posting_is_over,
    ],
)
def test_what_a_date_changes_changes_on_the_stored_day(taxonomy, happens):
    day = BEGIN + timedelta(days=30)
    profile = ProfileFactory(holds=[taxonomy.inventory])
    posting = PostingFactory(
        asks=[taxonomy.inventory],
        occupation=taxonomy.warehouse_worker,
        months_experience=36,
        opens_on=BEGIN,
        closes_on=None,
    )
    happens(profile, posting, day)
    known = load_taxonomy()
    assert next_date(profile, posting, BEGIN) == day
    before = the_match(profile, posting, day - timedelta(days=1), known)
    assert the_match(profile, posting, day, known) != before
    assert the_match(profile, posting, BEGIN, known) == before


def test_every_age_that_opens_a_kind_of_work_is_a_date():
    profile = ProfileFactory(birth_date=date(2010, 3, 1))
    days, day = [], date(2010, 3, 1)
    while day := profile_dates.next_change(profile, (), (), day):
        days.append(day.year - 2010)
    assert tuple(days) == MINIMUM_AGES
