"""The profile's other parts, who sees them, and who may come in."""

import re
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
JOB = {"title": "Cook", "started_month": "3", "started_year": "2019", "current": "on"}


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


# --- Jobs ----------------------------------------------------------------------------------------


def test_a_job_that_goes_on_is_added_by_month(me, profile, taxonomy):
    send(me, "job_new", **JOB, text="Stockers and order fillers", employer="Elm City")

    job = profile.experience.get()
    assert (job.title, job.employer, job.started, job.ended) == (
        "Cook",
        "Elm City",
        date(2019, 3, 1),
        None,
    )
    assert job.occupation == taxonomy.warehouse_worker


def test_a_past_job_lasts_until_the_end_of_its_last_month(me, profile):
    past = {**JOB, "ended_month": "2", "ended_year": "2020"}
    del past["current"]

    send(me, "job_new", **past)

    assert profile.experience.get().ended == date(2020, 2, 29)


def test_saving_a_job_unchanged_keeps_its_days(me, profile):
    job = ExperienceFactory(
        profile=profile, started=date(2018, 4, 17), ended=date(2019, 9, 3), occupation=None
    )
    form = me.get(reverse("job_edit", args=[job.pk])).context["form"]

    send(
        me,
        "job_edit",
        job.pk,
        **{name: value for name, value in form.initial.items() if value not in (None, False)},
    )

    job.refresh_from_db()
    assert (job.started, job.ended) == (date(2018, 4, 17), date(2019, 9, 3))


def test_clearing_the_kind_of_work_without_scripts_clears_it(me, profile, taxonomy):
    job = ExperienceFactory(profile=profile, occupation=taxonomy.warehouse_worker)

    send(me, "job_edit", job.pk, **JOB, text="", code=taxonomy.warehouse_worker.code)

    job.refresh_from_db()
    assert job.occupation is None


def test_a_kind_of_work_that_could_be_several_is_asked_and_the_rest_is_kept(me, profile, taxonomy):
    response = send(me, "job_new", **JOB, text="operators")

    page = text_of(response)
    assert response.status_code == 422
    assert taxonomy.forklift_driver.code in page
    assert 'value="Cook"' in page

    send(me, "job_new", **JOB, text="operators", pick=taxonomy.forklift_driver.code)
    assert profile.experience.get().occupation == taxonomy.forklift_driver


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "x" * 121}, "at most 120 characters"),
        ({"title": "Co\0ok"}, "Null characters are not allowed"),
        ({"started_year": "", "started_month": ""}, "Choose the month."),
        ({"started_month": "13"}, "13 is not one of the available choices"),
        ({"started_year": str(TODAY.year + 1)}, "This date is in the future."),
        ({"started_year": "1066"}, "Check the year of this date."),
        ({"started_year": "soon"}, "Write the year with four digits."),
        ({"current": ""}, "or tick “I still work there”"),
        (
            {"current": "", "ended_month": "2", "ended_year": "2019"},
            "A job can&#x27;t end before it starts.",
        ),
        (
            {"current": "", "ended_month": "1", "ended_year": str(TODAY.year + 1)},
            "This date is in the future.",
        ),
        ({"text": "qqqq xxxx"}, "We found nothing for these words"),
    ],
)
def test_an_impossible_job_is_refused_at_its_field(me, profile, typed, message):
    response = send(me, "job_new", **{**JOB, "employer": "Elm City", **typed})

    page = text_of(response)
    assert response.status_code == 422
    assert message in page
    assert 'value="Elm City"' in page
    assert not profile.experience.exists()


@pytest.mark.parametrize("job", [0, 10**30])
def test_a_job_that_is_not_there_or_anothers_is_not_found(me, job):
    foreign = ExperienceFactory().pk
    for name in ("job_edit", "job_remove"):
        for pk in (job, foreign):
            assert send(me, name, pk, **JOB).status_code == 404


def test_a_removed_job_comes_back_with_one_click(me, profile):
    job = ExperienceFactory(profile=profile)

    page = text_of(send(me, "job_remove", job.pk, htmx="jobs"))
    assert not profile.experience.exists()
    me.post(re.search(r'action="(/me/profile/restore/[^"]+)"', page)[1])

    back = profile.experience.get()
    assert (back.title, back.occupation, back.started, back.ended) == (
        job.title,
        job.occupation,
        job.started,
        job.ended,
    )


# --- Credentials ---------------------------------------------------------------------------------


def test_a_credential_is_added_with_its_date_and_changed_later(me, profile, taxonomy):
    send(me, "credential_new", text="certified nurse aide", expires_on="2030-01-31")
    assert profile.credentials.get().expires_on == date(2030, 1, 31)

    send(me, "credential_edit", taxonomy.cna.slug, expires_on="")
    assert profile.credentials.get().expires_on is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"text": ""}, "Type its name"),
        ({"text": "qqqq xxxx"}, "We found nothing for these words"),
        ({"text": "Certified nurse aide", "expires_on": "9999-12-31"}, "Check the year"),
        ({"text": "Certified nurse aide", "expires_on": "soon"}, "Enter a valid date."),
    ],
)
def test_an_impossible_credential_is_refused(me, profile, taxonomy, typed, message):
    response = send(me, "credential_new", **typed)

    assert response.status_code == 422
    assert message in text_of(response)
    assert not profile.credentials.exists()


def test_a_credential_held_already_keeps_its_date(me, profile, taxonomy):
    HeldCredentialFactory(profile=profile, credential=taxonomy.cna, expires_on=TODAY)

    response = send(me, "credential_new", text="Certified nurse aide")

    assert response.status_code == 422
    assert "You have this already." in text_of(response)
    assert profile.credentials.get().expires_on == TODAY


def test_a_removed_credential_comes_back_with_one_click(me, profile, taxonomy):
    HeldCredentialFactory(profile=profile, credential=taxonomy.cna, expires_on=TODAY)

    page = text_of(send(me, "credential_remove", taxonomy.cna.slug, htmx="credentials"))
    me.post(re.search(r'action="(/me/profile/restore/[^"]+)"', page)[1])

    assert profile.credentials.get().expires_on == TODAY


@pytest.mark.parametrize("name", ["credential_edit", "credential_remove"])
def test_anothers_credential_is_not_found(me, name, taxonomy):
    HeldCredentialFactory(credential=taxonomy.cna)

    assert send(me, name, taxonomy.cna.slug).status_code == 404


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

    with django_assert_num_queries(6):
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


# --- Who sees me ---------------------------------------------------------------------------------


def test_a_person_shows_themselves_and_hides_again(me, profile):
    for visibility, words in (
        ("anonymous", "Checked employers can now find your skills"),
        ("hidden", "Employers stop seeing you within seconds"),
    ):
        response = me.post(reverse("privacy"), {"visibility": visibility}, follow=True)
        profile.refresh_from_db()
        assert profile.visibility == visibility
        assert words in text_of(response)


@pytest.mark.parametrize("visibility", ["", "everyone", "shared"])
def test_no_other_way_of_being_seen_exists(me, profile, visibility):
    assert send(me, "privacy", visibility=visibility).status_code == 422
    profile.refresh_from_db()
    assert profile.visibility == "hidden"


def test_the_preview_shows_skills_and_never_who_the_person_is(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.inventory, level=2)
    ExperienceFactory(
        profile=profile, occupation=taxonomy.warehouse_worker, title="Boss", employer="Acme"
    )
    profile.full_name, profile.phone = "Ana Díaz", "860-555-0100"
    profile.birth_date = date(1990, 2, 28)
    profile.save()

    page = text_of(me.get(reverse("privacy")))
    preview = page[page.index('id="preview-heading"') :].split("</section>")[0]

    assert "Inventory: On my own" in preview
    assert "Stockers and order fillers: 3 years" in preview
    for private in ("Ana", "860-555", "1990", "06106", "Boss", "Acme", profile.user.email):
        assert private not in preview
