"""The profile as a whole, its single answers, and who may come in."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobseekers.models import Profile
from jobseekers.selectors import next_step, whole_profile
from tests.factories import (
    EmployerUserFactory,
    ExperienceFactory,
    HeldCredentialFactory,
    ProfileSkillFactory,
    StaffUserFactory,
    UserFactory,
)
from tests.jobseekers.pages import HTMX, send, text_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PAGES = [
    "profile",
    "profile_about",
    "profile_schooling",
    "profile_wishes",
    "skill_add",
    "job_new",
    "credential_new",
    "privacy",
]
WISHES = {"transport": "", "wage_floor_period": "HOUR"}


# --- Who may come in -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_only_jobseekers_may_open_the_page(client, name):
    address = reverse(name)
    assert client.get(address).url.startswith(reverse("account_login"))
    for factory in (EmployerUserFactory, StaffUserFactory):
        client.force_login(factory())
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_a_jobseeker_without_a_profile_row_can_open_the_page_and_nothing_is_written(client, name):
    client.force_login(UserFactory())

    assert client.get(reverse(name)).status_code == 200
    assert not Profile.objects.exists()


def test_the_first_thing_saved_makes_the_profile(client):
    user = UserFactory()
    client.force_login(user)

    send(client, "profile_schooling", education="2")

    assert user.profile.education == 2


# --- Single answers ------------------------------------------------------------------------------


def test_about_you_is_saved_and_the_place_follows_the_zip_code(me, profile):
    send(
        me,
        "profile_about",
        full_name=" Ana Díaz ",
        phone="860-555-0100",
        zip="06510",
        birth_date="1990-02-28",
    )

    profile.refresh_from_db()
    assert (profile.full_name, profile.birth_date) == ("Ana Díaz", date(1990, 2, 28))
    assert profile.latitude == pytest.approx(41.3, abs=0.1)


def test_the_page_says_why_it_asks_for_the_birth_date(me):
    assert "No employer ever sees it or your age." in text_of(me.get(reverse("profile_about")))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"zip": "0651"}, "A ZIP code has five digits."),
        ({"zip": "00000"}, "We can&#x27;t find this ZIP code."),
        ({"birth_date": "2990-01-01"}, "can&#x27;t be a birth date"),
        ({"birth_date": "31/31/1990"}, "Enter a valid date."),
        ({"full_name": "x" * 121}, "at most 120 characters"),
        ({"full_name": "Ana\0"}, "Null characters are not allowed"),
    ],
)
def test_an_impossible_answer_is_refused_at_its_field_and_nothing_is_half_saved(
    me, profile, typed, message
):
    for headers in ({}, HTMX):
        response = me.post(
            reverse("profile_about"), {"phone": "860-555-0100", **typed}, headers=headers
        )
        page = text_of(response)
        assert response.status_code == 422
        assert message in page
        assert 'value="860-555-0100"' in page
    profile.refresh_from_db()
    assert profile.phone == ""


def test_wishes_are_saved_whole(me, profile):
    send(
        me,
        "profile_wishes",
        max_miles="15",
        transport="bus",
        wage_floor="18.50",
        wage_floor_period="HOUR",
        min_hours="20",
        max_hours="30",
        school_hours_only="on",
        shifts=["day", "evening"],
        work_modes=["on_site"],
        available_from="2027-01-04",
    )

    page = text_of(me.get(reverse("profile")))
    for words in (
        "Up to 15 miles",
        "Bus or train",
        "At least $18.50 an hour",
        "20 to 30",
        "Days, Evenings",
        "On site",
        "Jan. 4, 2027",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"max_miles": "0"}, "greater than or equal to 1"),
        ({"max_miles": "9" * 30}, "less than or equal to 200"),
        ({"wage_floor": "-1"}, "greater than or equal to 0"),
        ({"wage_floor": "NaN"}, "Enter a number."),
        ({"min_hours": "40", "max_hours": "20"}, "This is less than your fewest hours."),
        ({"shifts": ["noon"]}, "noon is not one of the available choices"),
        ({"transport": "rocket"}, "rocket is not one of the available choices"),
    ],
)
def test_impossible_wishes_are_refused(me, profile, typed, message):
    response = send(me, "profile_wishes", **{**WISHES, "available_from": "2027-01-04", **typed})

    assert response.status_code == 422
    assert message in text_of(response)
    profile.refresh_from_db()
    assert profile.available_from is None


def test_schooling_can_be_taken_back(me, profile):
    send(me, "profile_schooling", education="6")
    send(me, "profile_schooling", education="")

    profile.refresh_from_db()
    assert profile.education is None
    assert send(me, "profile_schooling", education="99").status_code == 422


def test_with_htmx_the_form_takes_the_place_of_its_section_and_then_the_section_its_place(me):
    form = text_of(me.get(reverse("profile_about"), headers=HTMX))
    assert 'hx-target="#about"' in form

    response = send(me, "profile_about", htmx="about", zip="06106")
    assert response["HX-Retarget"] == "#about"
    assert "06106" in text_of(response)
    assert "<html" not in text_of(response)


# --- The whole page ------------------------------------------------------------------------------


def fill(profile, count):
    for _ in range(count):
        ProfileSkillFactory(profile=profile)
        ExperienceFactory(profile=profile)
        HeldCredentialFactory(profile=profile)


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_takes_the_same_queries_however_long_the_profile(
    me, profile, count, django_assert_num_queries
):
    """Session and person (2), profile with its person, skills, jobs and credentials (4)."""
    fill(profile, count)
    me.get(reverse("profile"))

    with django_assert_num_queries(7):
        me.get(reverse("profile"))


def test_the_next_best_thing_goes_from_the_first_skill_to_who_sees_me(profile):
    user = profile.user

    def kind():
        step = next_step(whole_profile(user), TODAY)
        return step.kind if step else None

    profile.zip = ""
    profile.save()
    seen = [kind()]
    skills = [ProfileSkillFactory(profile=profile, level=None)]
    seen.append(kind())
    profile.zip = "06106"
    profile.save()
    seen.append(kind())
    skills += [ProfileSkillFactory(profile=profile) for _ in range(4)]
    seen.append(kind())
    profile.skills.update(level=2)
    seen.append(kind())
    ExperienceFactory(profile=profile)
    seen.append(kind())
    profile.education = 2
    profile.save()
    seen.append(kind())
    profile.visibility = Profile.Visibility.ANONYMOUS
    profile.save()
    seen.append(kind())

    assert seen == [
        "first_skill",
        "zip",
        "more_skills",
        "level",
        "first_job",
        "schooling",
        "visibility",
        None,
    ]


@pytest.mark.parametrize("days", [-1, 10])
def test_a_credential_that_runs_out_comes_before_more_skills(me, profile, days):
    ProfileSkillFactory(profile=profile)
    HeldCredentialFactory(profile=profile, expires_on=TODAY + timedelta(days=days))

    step = next_step(whole_profile(profile.user), TODAY)

    assert step.kind == "renew"
    assert "Change the date" in text_of(me.get(reverse("profile")))
