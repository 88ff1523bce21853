"""The words that people use, as staff see them."""

import pytest
from django.urls import reverse

from tests.factories import (
    EmployerUserFactory,
    OwnSkillFactory,
    ProfileFactory,
    SkillFactory,
    StaffUserFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(StaffUserFactory())
    return client


def kept(text, people=3):
    for _person in range(people):
        OwnSkillFactory(profile=ProfileFactory(), text=text)


def test_words_stand_with_their_people_and_the_nearest_skills(staff):
    SkillFactory(label_en="Beekeeping for honey")
    kept("beekeeping", people=5)
    kept("too few", people=2)

    page = staff.get(reverse("staff_words")).content.decode()

    assert "beekeeping" in page
    assert '<td class="is-number">5</td>' in page
    assert "Beekeeping for honey" in page
    assert "too few" not in page
    assert "Only words that at least 3 people use are shown" in page


def test_it_says_when_there_are_none(staff):
    assert "No such words yet" in staff.get(reverse("staff_words")).content.decode()


def test_it_comes_in_pages_of_constant_cost(staff, django_assert_max_num_queries):
    for number in range(12):
        kept(f"trade number {number}")

    with django_assert_max_num_queries(2 + 3 + 2 * 10):
        first = staff.get(reverse("staff_words")).content.decode()
    second = staff.get(reverse("staff_words"), {"page": 2}).content.decode()

    assert first.count('scope="row"') == 10
    assert second.count('scope="row"') == 2


@pytest.mark.parametrize("person", [UserFactory, EmployerUserFactory])
def test_it_is_for_staff_alone(client, person):
    client.force_login(person())

    assert client.get(reverse("staff_words")).status_code == 403
