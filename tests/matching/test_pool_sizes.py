"""The requirement simulator: exact counts, told in tens, within limits."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from employers.models import Organisation, Posting
from employers.selectors import whole_posting
from jobseekers.models import Profile
from matching import engine, snapshots
from matching.engine.simulate import changes_of
from matching.models import PoolQuestion
from matching.pool import ENGINE
from matching.simulate import (
    Asked,
    ChangeKind,
    PoolLoadingError,
    TooManyQuestionsError,
    asked_in,
    pool_sizes,
)
from matching.simulate.disclosure import shown
from matching.simulate.people import memory, people_on
from skills.models import Importance
from tests.factories import (
    CredentialFactory,
    DraftFactory,
    ExperienceFactory,
    HeldCredentialFactory,
    OrganisationFactory,
    PostingFactory,
    ProfileFactory,
    ProfileSkillFactory,
    RequiredCredentialFactory,
    RequirementFactory,
)

pytestmark = pytest.mark.django_db


def sizes_of(posting):
    posting = whole_posting(posting.pk)
    return pool_sizes(posting.organisation, asked_in(posting))


def recounted(posting, taxonomy):
    """(qualified, near) by the reference, one person after the other."""
    today = timezone.localdate()
    visible = Profile.objects.visible().of_active_people().values_list("pk", flat=True)
    qualified = near = 0
    for snapshot in snapshots.load_profiles(list(visible), today).values():
        found = engine.score(snapshot.input, posting, taxonomy, ENGINE, today)
        qualified += found.fit >= ENGINE.good and found.gates_open
        near += ENGINE.possible <= found.fit < ENGINE.good and found.gates_open
    return qualified, near


@pytest.fixture
def crowd(taxonomy):
    """Some hundred people with different skills, work and schooling, some of them hidden."""
    everything = (taxonomy.forklift, taxonomy.pallet_jack, taxonomy.inventory, taxonomy.teamwork)
    for number in range(110):
        person = ProfileFactory(
            education=number % 7 or None,
            visibility=Profile.Visibility.HIDDEN
            if number % 11 == 0
            else Profile.Visibility.ANONYMOUS,
        )
        for place, skill in enumerate(everything):
            if (number >> place) % 2 or number % 5 == place:
                level = (number + place) % 5 or None
                ProfileSkillFactory(profile=person, skill=skill, level=level)
        if number % 3:
            ExperienceFactory(profile=person, occupation=taxonomy.warehouse_worker)
        if number % 4 == 1:
            HeldCredentialFactory(profile=person, credential=taxonomy.forklift_card)


@pytest.fixture
def posting(taxonomy):
    posting = DraftFactory(occupation=taxonomy.warehouse_worker, months_experience=24, education=5)
    essential = {"importance": Importance.ESSENTIAL, "level": 3}
    RequirementFactory(posting=posting, skill=taxonomy.forklift, **essential)
    RequirementFactory(posting=posting, skill=taxonomy.inventory)
    RequirementFactory(posting=posting, skill=taxonomy.teamwork, importance=Importance.NICE)
    RequiredCredentialFactory(posting=posting, credential=taxonomy.forklift_card)
    return posting


# --- The numbers


def test_every_number_of_its_own_is_a_brute_force_recount_in_tens(posting, crowd):
    found = sizes_of(posting)

    asked = asked_in(whole_posting(posting.pk)).input
    taxonomy = snapshots.load_taxonomy()
    qualified, near = recounted(asked, taxonomy)
    assert (found.qualified.number, found.near.number) == (shown(qualified), shown(near))
    told = 0
    for effect, (change, changed) in zip(found.effects, changes_of(asked), strict=True):
        assert effect.kind is change.kind
        assert (effect.subject.pk if effect.subject else None) == change.subject
        for size, count in zip(
            (effect.qualified, effect.near), recounted(changed, taxonomy), strict=True
        ):
            if size.own:
                assert size.number == shown(count), change
                told += 1
            else:
                assert abs((size.number or 5) - count) <= 25, change
    assert told >= 8, "enough numbers are their own"


def test_people_whom_a_licence_keeps_out_are_counted_for_it(posting, taxonomy):
    for _ in range(42):
        ProfileFactory(holds=[taxonomy.forklift, taxonomy.inventory])
    Posting.objects.update(education=None, months_experience=None)

    found = sizes_of(posting)

    assert found.qualified.number is None
    assert [(each.gate, each.size.number) for each in found.blocked] == [
        (taxonomy.forklift_card, 40)
    ]
    without = [each for each in found.effects if each.kind is ChangeKind.DROP_GATE]
    assert [each.qualified.number for each in without] == [40]


@pytest.mark.parametrize(
    ("count", "number"), [(0, None), (9, None), (10, 10), (14, 10), (15, 20), (1234, 1230)]
)
def test_numbers_are_told_in_tens_and_none_under_ten(count, number):
    assert shown(count) == number


def test_a_change_that_moves_fewer_than_ten_people_moves_no_number(taxonomy):
    posting = PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory])
    for _ in range(14):
        ProfileFactory(holds=[taxonomy.forklift, taxonomy.inventory])
    for _ in range(3):
        ProfileFactory(holds=[taxonomy.forklift])

    found = sizes_of(posting)

    dropped = next(each for each in found.effects if each.subject == taxonomy.inventory)
    assert found.qualified.number == dropped.qualified.number == 10
    assert found.qualified.own
    assert not dropped.qualified.own


# --- Who counts


def test_hidden_people_and_those_who_may_not_sign_in_are_in_no_count(taxonomy):
    posting = PostingFactory(asks=[taxonomy.forklift])
    people = [ProfileFactory(holds=[taxonomy.forklift]) for _ in range(100)]
    assert sizes_of(posting).qualified.number == 100

    Profile.objects.filter(pk__in=[person.pk for person in people[:30]]).update(
        visibility=Profile.Visibility.HIDDEN
    )
    for person in people[30:60]:
        person.user.is_active = False
        person.user.save()

    assert sizes_of(posting).qualified.number == 40


def test_people_too_young_for_the_work_are_in_no_count(taxonomy):
    posting = PostingFactory(asks=[taxonomy.forklift], occupation=taxonomy.forklift_driver)
    seventeen = timezone.localdate() - timedelta(days=17 * 365)
    for born in (seventeen, date(1980, 1, 1), None):
        for _ in range(10):
            ProfileFactory(holds=[taxonomy.forklift], birth_date=born)

    assert sizes_of(posting).qualified.number == 20


def test_what_people_change_is_counted_the_next_time(taxonomy):
    posting = PostingFactory(asks=[taxonomy.forklift])
    people = [ProfileFactory(holds=[taxonomy.forklift]) for _ in range(12)]
    assert sizes_of(posting).qualified.number == 10

    for person in people:
        person.skills.all().delete()
    Profile.objects.update(revision=2)

    assert sizes_of(posting).qualified.number is None


def test_people_read_at_once_are_those_read_one_by_one(crowd):
    today = timezone.localdate()
    people = people_on(today)

    loaded = snapshots.load_profiles(people.columns.ids.tolist(), today)
    built = engine.ProfileColumns.build(one.input for one in loaded.values())

    assert len(people.columns) == 100
    for name in ("ids", "education", "skill_keys", "work_months", "work_occupations"):
        assert getattr(people.columns, name).tolist() == getattr(built, name).tolist(), name


def test_while_another_request_loads_the_people_one_is_told_to_come_back(posting, taxonomy):
    memory.lock.acquire()
    try:
        with pytest.raises(PoolLoadingError):
            sizes_of(posting)
    finally:
        memory.lock.release()
    assert sizes_of(posting).qualified.number is None


def test_while_another_request_refreshes_the_last_people_are_counted(taxonomy):
    posting = PostingFactory(asks=[taxonomy.forklift])
    people_on(timezone.localdate())
    for _ in range(20):
        ProfileFactory(holds=[taxonomy.forklift])

    memory.lock.acquire()
    try:
        assert sizes_of(posting).qualified.number is None
    finally:
        memory.lock.release()


# --- Limits


def months_asked(months):
    """A question like no other."""
    return Asked(
        requirements=(),
        gates=(),
        occupation=None,
        months_experience=months,
        education=None,
        education_or_equivalent=False,
    )


def asks_anew(organisation, times):
    """So many different questions."""
    for months in range(1, times + 1):
        pool_sizes(organisation, months_asked(months))


def test_an_organisation_may_ask_so_many_questions_an_hour(taxonomy, settings):
    settings.POOL_QUESTIONS_AN_HOUR = 3
    organisation = OrganisationFactory()
    asks_anew(organisation, 3)

    with pytest.raises(TooManyQuestionsError) as refused:
        asks_anew(organisation, 4)

    assert 3500 < refused.value.retry_after <= 3600
    asks_anew(OrganisationFactory(), 3)


def test_an_hour_later_it_may_ask_again_until_the_day_is_full(taxonomy, settings):
    settings.POOL_QUESTIONS_AN_HOUR, settings.POOL_QUESTIONS_A_DAY = 3, 5
    organisation = OrganisationFactory()
    asks_anew(organisation, 3)
    PoolQuestion.objects.update(asked_at=timezone.now() - timedelta(minutes=61))
    asks_anew(organisation, 2)

    with pytest.raises(TooManyQuestionsError) as refused:
        asks_anew(organisation, 3)

    assert 82_000 < refused.value.retry_after < 86_400


def test_the_same_question_again_is_no_new_one(posting, settings):
    settings.POOL_QUESTIONS_AN_HOUR = 1

    assert sizes_of(posting) == sizes_of(posting)
    assert PoolQuestion.objects.count() == 1


def test_who_is_not_verified_may_ask_a_third(taxonomy, settings):
    settings.POOL_QUESTIONS_AN_HOUR = 9
    organisation = OrganisationFactory(status=Organisation.Status.PENDING)
    asks_anew(organisation, 3)

    with pytest.raises(TooManyQuestionsError):
        asks_anew(organisation, 4)


@pytest.mark.django_db(transaction=True)
def test_questions_at_the_same_time_do_not_pass_the_limit(settings, taxonomy):
    settings.POOL_QUESTIONS_AN_HOUR = 2
    organisation = OrganisationFactory()
    people_on(timezone.localdate())
    refused = []

    def ask(months):
        try:
            pool_sizes(organisation, months_asked(months))
        except TooManyQuestionsError:
            refused.append(months)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=[months]) for months in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert PoolQuestion.objects.count() == 2
    assert len(refused) == 4


def test_old_questions_are_forgotten(posting):
    sizes_of(posting)
    PoolQuestion.objects.update(asked_at=timezone.now() - timedelta(days=31))

    sizes_of(posting)

    assert PoolQuestion.objects.count() == 1


def test_a_question_asks_the_database_as_often_for_many_people_as_for_few(posting, taxonomy):
    def queries():
        whole = whole_posting(posting.pk)
        PoolQuestion.objects.all().delete()
        with CaptureQueriesContext(connection) as found:
            pool_sizes(whole.organisation, asked_in(whole))
        return len(found)

    people_on(timezone.localdate())
    few = queries()
    for _ in range(8):
        ProfileFactory(holds=[taxonomy.forklift, taxonomy.inventory])
    RequiredCredentialFactory(posting=posting, credential=CredentialFactory())
    people_on(timezone.localdate())

    assert queries() == few
