"""The pages of changes: a jobseeker's own, and an employer's of one posting."""

import pytest
from django.urls import reverse

from employers.services import RequirementClaim, close_posting, save_requirement
from jobseekers.services import SkillClaim, add_skill, remove_skill, set_visibility
from matching.pseudonyms import candidate_name
from tests.factories import PostingFactory, ProfileFactory, UserFactory
from tests.matching.candidates import follow_all, queries_of
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


def mine(client, driver, **query):
    client.force_login(driver.user)
    return client.get(reverse("changes"), query)


def theirs(client, posting, **query):
    return client.get(reverse("candidate_changes", args=[posting.pk]), query)


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_a_person_reads_the_job_how_it_moved_and_why(client, followed, driver, warehouse, taxonomy):
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()

    text = text_of(mine(client, driver))
    assert reverse("match", args=[warehouse.pk]) in text
    assert warehouse.organisation.name in text
    assert "From “Possible match” to “Strong match”" in text
    assert "You added: Inventory." in text


def test_a_job_that_closed_is_named_without_a_link(client, followed, driver, warehouse):
    close_posting(posting=warehouse)
    drain_all()

    text = text_of(mine(client, driver))
    assert "Forklift driver" in text
    assert "The job closed." in text
    assert reverse("match", args=[warehouse.pk]) not in text


def test_the_page_speaks_spanish(client, followed, driver, warehouse, taxonomy):
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()
    client.force_login(driver.user)

    text = text_of(client.get(f"/es{reverse('changes')}"))
    assert "Usted agregó: Inventario." in text
    assert "De «Coincidencia posible» a «Coincidencia fuerte»" in text


def test_an_empty_page_says_why_and_leads_on(client, driver, warehouse):
    text = text_of(mine(client, driver))
    assert "Nothing has changed yet" in text
    assert reverse("matches") in text


def test_a_person_without_a_profile_gets_the_empty_page(client):
    client.force_login(UserFactory())
    assert "Nothing has changed yet" in text_of(client.get(reverse("changes")))


def test_the_page_of_matches_leads_to_the_changes(client, driver):
    client.force_login(driver.user)
    assert reverse("changes") in text_of(client.get(reverse("matches")))


def test_another_persons_changes_are_not_there(client, followed, driver, warehouse, taxonomy):
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()
    assert "Forklift driver" not in text_of(mine(client, ProfileFactory()))


def test_pages_of_a_long_time_follow_each_other(client, followed, driver, taxonomy, monkeypatch):
    monkeypatch.setattr("matching.views.changes.PAGE_SIZE", 1)
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()
    remove_skill(profile=driver, skill=taxonomy.inventory)
    drain_all()

    newest = mine(client, driver)
    assert "You took out: Inventory." in text_of(newest)
    older = client.get(newest.context["next_url"])
    assert "You added: Inventory." in text_of(older)
    assert older.context["next_url"] == ""
    assert "You took out: Inventory." in text_of(client.get(older.context["previous_url"]))


def test_a_cursor_of_somebody_elses_making_leads_to_the_beginning(client, driver):
    response = mine(client, driver, cursor="nonsense")
    assert response.url == reverse("changes")


def test_an_employer_reads_who_came_without_a_name(client, posting, skill):
    follow_all()
    person = ProfileFactory(full_name="Rosa Delgado")
    add_skill(profile=person, claim=SkillClaim(skill=skill, level=4))
    drain_all()

    text = text_of(theirs(client, posting))
    assert candidate_name(person.ref) in text
    assert reverse("candidate", args=[posting.pk, person.ref]) in text
    assert "The person&#x27;s profile changed." in text
    assert "Rosa" not in text


def test_an_employer_reads_what_their_own_change_did(client, posting, skill, taxonomy):
    ProfileFactory(holds=[skill])
    follow_all()
    save_requirement(posting=posting, claim=RequirementClaim(skill=taxonomy.vital_signs))
    drain_all()
    assert "The posting asks something else: Vital signs." in text_of(theirs(client, posting))


def test_who_hides_leaves_no_trace_on_the_employers_page(client, posting, skill):
    follow_all()
    person = ProfileFactory()
    add_skill(profile=person, claim=SkillClaim(skill=skill, level=4))
    drain_all()
    set_visibility(profile=person, visibility="hidden")
    drain_all()

    text = text_of(theirs(client, posting))
    assert candidate_name(person.ref) not in text
    assert "Nothing has changed yet" in text


def test_the_page_of_candidates_leads_to_the_changes(client, posting):
    page = client.get(reverse("candidates", args=[posting.pk]))
    assert reverse("candidate_changes", args=[posting.pk]) in text_of(page)


def test_an_employers_bad_cursor_is_nowhere(client, posting):
    assert theirs(client, posting, cursor="nonsense").status_code == 404


@pytest.mark.parametrize("people", [1, 6])
def test_the_pages_take_the_same_number_of_queries_however_much_they_tell(
    people, client, posting, skill, taxonomy
):
    follow_all()
    persons = ProfileFactory.create_batch(people)
    for person in persons:
        add_skill(profile=person, claim=SkillClaim(skill=skill, level=4))
    drain_all()
    PostingFactory.create_batch(people, asks=[skill, taxonomy.inventory])
    follow_all()
    add_skill(profile=persons[0], claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()

    theirs(client, posting)
    of_employer = queries_of(lambda: theirs(client, posting))
    mine(client, persons[0])
    of_person = queries_of(lambda: client.get(reverse("changes")))
    assert (of_employer, of_person) == (10, 7)
