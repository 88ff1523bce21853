"""The pages of one's jobs."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import ExperienceFactory, OccupationFactory
from tests.jobseekers.pages import send, text_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
JOB = {"title": "Cook", "started_month": "3", "started_year": "2019", "current": "on"}


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
    OccupationFactory(label_en="Crane operators")

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
        ({"text": "qqqq xxxx"}, "We don&#x27;t know this kind of work"),
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
