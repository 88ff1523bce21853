"""What a person and an employer read of changes, and what neither may."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from employers.services import (
    RequirementClaim,
    close_posting,
    decline_organisation,
    remove_requirement,
    save_requirement,
    update_posting,
)
from jobseekers.services import (
    SkillClaim,
    add_skill,
    remove_skill,
    save_credential,
    set_visibility,
    update_details,
)
from matching.changes.pruning import KEPT, prune
from matching.changes.reading import MOST_TOLD, changes_of_posting, changes_of_profile
from matching.models import MatchChange
from tests.factories import PostingFactory, ProfileFactory, StaffUserFactory
from tests.matching.candidates import follow_all
from tests.matching.draining import drain_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def driver(taxonomy):
    return ProfileFactory(holds=[taxonomy.forklift])


@pytest.fixture
def warehouse(taxonomy):
    return PostingFactory(title="Forklift driver", asks=[taxonomy.forklift, taxonomy.inventory])


@pytest.fixture
def followed(driver, warehouse):
    follow_all()


def told(page):
    """(kind, summary, causes of the owner, causes of the other side), newest first."""
    return [
        (change.kind, change.summary, moment.causes, change.causes)
        for moment in page.items
        for change in moment.changes
    ]


def test_a_person_reads_what_they_did_and_what_it_moved(followed, driver, warehouse, taxonomy):
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()

    [moment] = changes_of_profile(driver).items
    [change] = moment.changes
    assert change.subject.posting == warehouse
    assert change.subject.is_public
    assert change.summary == "From “Possible match” to “Strong match”"
    assert (moment.causes, change.causes) == (["You added: Inventory."], [])
    with translation.override("es"):
        [moment] = changes_of_profile(driver).items
        assert moment.causes == ["Usted agregó: Inventario."]


def test_a_person_reads_what_the_employer_did(followed, driver, warehouse, taxonomy):
    remove_requirement(posting=warehouse, skill=taxonomy.inventory)
    drain_all()
    save_requirement(posting=warehouse, claim=RequirementClaim(skill=taxonomy.inventory))
    drain_all()
    close_posting(posting=warehouse)
    drain_all()

    causes = [(kind, own, why) for kind, _, own, why in told(changes_of_profile(driver))]
    assert causes == [
        ("left", [], ["The job closed."]),
        ("moved", [], ["The employer changed what the job asks: Inventory."]),
        ("moved", [], ["The job no longer asks for: Inventory."]),
    ]


def test_a_new_posting_and_a_new_person_are_news_to_each_other(followed, driver, taxonomy):
    posting = PostingFactory(title="Stock clerk", asks=[taxonomy.forklift])
    update_posting(posting=posting)
    drain_all()
    person = ProfileFactory()
    add_skill(profile=person, claim=SkillClaim(skill=taxonomy.forklift, level=4))
    drain_all()

    [(kind, summary, _, _)] = told(changes_of_profile(driver))
    assert (kind, summary) == ("entered", "New: Strong match")
    [(kind, _, own, why)] = told(changes_of_posting(posting))
    assert (kind, own, why) == ("entered", [], ["The person's profile changed."])
    [first] = changes_of_profile(person).items
    assert first.is_first
    assert first.causes == ["You added: Forklift operation."]
    assert first.changes == []


def test_a_gate_that_closes_or_opens_is_told(followed, driver, warehouse, taxonomy):
    update_posting(posting=warehouse, gates=[taxonomy.forklift_card])
    drain_all()
    save_credential(profile=driver, credential=taxonomy.forklift_card)
    drain_all()

    opened, closed = told(changes_of_profile(driver))
    assert opened[1] == "What the job must have is there now"
    assert opened[2] == ["You added or changed: Forklift operator card."]
    assert closed[1] == "A licence or certificate that the job must have is not there"


def test_who_only_made_room_or_took_it_is_not_told(settings, driver, taxonomy):
    settings.MATCHING_POSTINGS_PER_PROFILE = 1
    PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory])
    first = PostingFactory(asks=[taxonomy.forklift])
    follow_all()
    close_posting(posting=first)
    drain_all()

    [moment] = changes_of_profile(driver).items
    assert [change.subject.posting for change in moment.changes] == [first]


def test_only_the_best_of_many_are_told_and_the_others_counted(driver, taxonomy):
    PostingFactory.create_batch(MOST_TOLD + 3, asks=[taxonomy.forklift, taxonomy.inventory])
    follow_all()
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()

    [moment] = changes_of_profile(driver).items
    assert (len(moment.changes), moment.more) == (MOST_TOLD, 3)


def test_a_posting_the_law_keeps_from_the_young_is_never_told_to_them(
    followed, driver, warehouse, taxonomy
):
    seventeen = timezone.localdate() - timedelta(days=17 * 365)
    update_posting(posting=warehouse, occupation=taxonomy.forklift_driver)
    drain_all()
    update_details(profile=driver, birth_date=seventeen)
    drain_all()
    assert MatchChange.objects.exists()

    assert changes_of_profile(driver).items == []
    assert changes_of_posting(warehouse).items == []


def test_an_end_that_may_come_of_age_stays_untold_once_the_person_may_be_found_again(
    followed, driver, warehouse, taxonomy
):
    update_posting(posting=warehouse, occupation=taxonomy.forklift_driver)
    drain_all()
    MatchChange.objects.all().delete()
    today = timezone.localdate()
    update_details(profile=driver, birth_date=today - timedelta(days=17 * 365))
    drain_all()
    update_details(profile=driver, birth_date=today - timedelta(days=19 * 365))
    drain_all()

    assert [kind for kind, *_ in told(changes_of_posting(warehouse))] == ["entered"]


def test_a_job_of_an_employer_no_longer_verified_is_not_named(followed, driver, warehouse):
    decline_organisation(
        organisation=warehouse.organisation, by=StaffUserFactory(), reason="Nobody answers."
    )
    drain_all()

    assert MatchChange.objects.exists()
    assert changes_of_profile(driver).items == []


def test_who_hides_is_gone_from_the_employers_changes_even_as_gone(
    followed, driver, warehouse, taxonomy
):
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()
    assert len(told(changes_of_posting(warehouse))) == 1

    set_visibility(profile=driver, visibility="hidden")
    assert changes_of_posting(warehouse).items == []
    drain_all()
    assert changes_of_posting(warehouse).items == []

    set_visibility(profile=driver, visibility="anonymous")
    drain_all()
    kinds = [kind for kind, *_ in told(changes_of_posting(warehouse))]
    assert kinds == ["entered", "moved"]


def test_who_hides_is_not_counted_among_the_others(warehouse, taxonomy):
    people = [ProfileFactory() for _ in range(MOST_TOLD + 2)]
    follow_all()
    for person in people:
        add_skill(profile=person, claim=SkillClaim(skill=taxonomy.forklift, level=4))
    settled = [person for person in people if person.pk % 4 == people[0].pk % 4]
    drain_all()
    counts = sum(
        len(moment.changes) + moment.more for moment in changes_of_posting(warehouse).items
    )
    set_visibility(profile=settled[0], visibility="hidden")
    drain_all()
    fewer = sum(len(moment.changes) + moment.more for moment in changes_of_posting(warehouse).items)
    assert (counts, fewer) == (len(people), len(people) - 1)


def test_a_skill_taken_out_is_told_to_the_employer_as_no_more_than_a_change(
    followed, driver, warehouse, taxonomy
):
    remove_skill(profile=driver, skill=taxonomy.forklift)
    drain_all()

    assert told(changes_of_posting(warehouse)) == [
        ("left", "No longer in the list", [], ["The person's profile changed."])
    ]


def test_a_posting_that_is_not_public_has_no_changes_to_read(followed, driver, warehouse, taxonomy):
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()
    close_posting(posting=warehouse)

    assert changes_of_posting(warehouse).items == []


def test_pages_follow_each_other_without_a_gap(followed, driver, warehouse, taxonomy):
    for _ in range(3):
        add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
        drain_all()
        remove_skill(profile=driver, skill=taxonomy.inventory)
        drain_all()
    first = changes_of_profile(driver, size=4)
    second = changes_of_profile(driver, cursor=first.next, size=4)
    back = changes_of_profile(driver, cursor=second.previous, size=4)

    assert (len(first.items), len(second.items), second.next) == (4, 2, "")
    assert [moment.at for moment in back.items] == [moment.at for moment in first.items]
    times = [moment.at for moment in first.items + second.items]
    assert times == sorted(times, reverse=True)


def test_pages_have_no_gap_where_somebody_has_hidden(warehouse, taxonomy):
    follow_all()
    people = ProfileFactory.create_batch(6)
    for person in people:
        add_skill(profile=person, claim=SkillClaim(skill=taxonomy.forklift, level=4))
        drain_all()
    for hidden in (people[1], people[3], people[4], people[5]):
        set_visibility(profile=hidden, visibility="hidden")
        drain_all()

    first = changes_of_posting(warehouse, size=1)
    second = changes_of_posting(warehouse, cursor=first.next, size=1)
    back = changes_of_posting(warehouse, cursor=second.previous, size=1)
    named = [[one.subject for one in page.items[0].changes] for page in (first, second, back)]
    assert named == [[people[2]], [people[0]], [people[2]]]
    assert (first.previous, second.next, back.previous) == ("", "", "")


@pytest.mark.parametrize("others", [0, 5])
def test_a_page_takes_the_same_number_of_queries_however_much_it_tells(
    others, driver, taxonomy, django_assert_num_queries
):
    warehouse, *_ = PostingFactory.create_batch(
        1 + others, asks=[taxonomy.forklift, taxonomy.inventory]
    )
    ProfileFactory.create_batch(others, holds=[taxonomy.forklift])
    follow_all()
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()
    remove_requirement(posting=warehouse, skill=taxonomy.inventory)
    drain_all()

    with django_assert_num_queries(4):
        assert changes_of_profile(driver).items
    with django_assert_num_queries(5):
        assert changes_of_posting(warehouse).items


def test_changes_are_deleted_after_ninety_days_and_not_before(
    followed, driver, warehouse, taxonomy
):
    for _ in range(2):
        add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
        drain_all()
        remove_skill(profile=driver, skill=taxonomy.inventory)
        drain_all()
    count = MatchChange.objects.count()
    middle = MatchChange.objects.order_by("id")[count // 2].at
    old = MatchChange.objects.filter(at__lt=middle).count()

    assert prune(now=middle + KEPT, batch=3) == old
    assert MatchChange.objects.count() == count - old
    assert prune(now=middle + KEPT) == 0
