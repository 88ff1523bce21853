"""The public job list and the page of one job."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from employers.models import Organisation, Posting
from employers.views.jobs import PAGE_SIZE
from matching.selectors import match_for
from portal.common.words import WorkMode
from skills.models import EducationLevel, Importance
from tests.employers.pages import member_of, sign_in, text_of
from tests.factories import (
    CredentialFactory,
    DraftFactory,
    EmployerUserFactory,
    OccupationAliasFactory,
    OccupationFactory,
    OrganisationFactory,
    PostingFactory,
    ProfileFactory,
    RequiredCredentialFactory,
    RequirementFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def jobs(client, **query):
    return client.get(reverse("job_list"), query)


def job(client, posting):
    return client.get(reverse("job", args=[posting.slug]))


def titles(response) -> list[str]:
    return [row["posting"].title for row in response.context["rows"]]


def markup(response) -> dict:
    found = re.search(
        r'<script type="application/ld\+json" nonce="([^"]+)">(.*?)</script>',
        response.content.decode(),
        re.DOTALL,
    )
    assert found, "the page has no JSON-LD"
    assert f"'nonce-{found[1]}'" in response.headers["Content-Security-Policy"]
    return json.loads(found[2])


# --- The list


def test_anybody_sees_open_jobs_newest_first(client):
    now = timezone.now()
    PostingFactory(title="Older", published_at=now - timedelta(days=2))
    PostingFactory(title="Newer", published_at=now - timedelta(days=1))

    response = jobs(client)

    assert response.status_code == 200
    assert titles(response) == ["Newer", "Older"]
    assert "$20 to $24 an hour" in text_of(response)


def test_nothing_that_is_not_public_is_listed(client):
    DraftFactory()
    PostingFactory(status=Posting.Status.CLOSED)
    PostingFactory(opens_on=TODAY() + timedelta(days=1))
    PostingFactory(opens_on=TODAY() - timedelta(days=9), closes_on=TODAY() - timedelta(days=1))
    PostingFactory(organisation=OrganisationFactory(status=Organisation.Status.PENDING))
    PostingFactory(organisation=OrganisationFactory(status=Organisation.Status.DECLINED))

    response = jobs(client)

    assert titles(response) == []
    assert "No open jobs today" in text_of(response)


@pytest.mark.parametrize(
    "words",
    ["baker", "BAK", "elm city", "new haven", "baker elm", "panadero", "  baker  ", "hornear"],
)
def test_a_job_is_found_by_title_employer_town_and_the_names_of_its_work(client, words):
    work = OccupationFactory(label_en="Bakers")
    OccupationAliasFactory(occupation=work, text="Panadero", language="es")
    OccupationAliasFactory(occupation=work, text="Hornear pan", language="es")
    PostingFactory(
        title="Night baker", organisation__name="Elm City Bread", occupation=work, zip="06511"
    )
    PostingFactory(title="Welder", zip="06106")

    assert titles(jobs(client, q=words)) == ["Night baker"]


@pytest.mark.parametrize("words", ["100%", "_", "'; drop table", "\\", "ñandú", "<b>", "x" * 200])
def test_words_are_only_words(client, words):
    PostingFactory(title="Baker")

    response = jobs(client, q=words)

    assert response.status_code == 200
    assert "<b>" not in response.content.decode()


@pytest.mark.parametrize(
    "query", [{"q": "a\0b"}, {"where": "moon"}, {"sector": "\0"}, {"q": "x" * 300}]
)
def test_a_filter_that_makes_no_sense_filters_nothing(client, query):
    PostingFactory(title="Baker")

    assert titles(jobs(client, **query)) == ["Baker"]


def test_filters_narrow_by_where_and_by_kind_of_work(client):
    PostingFactory(title="Far", work_mode=WorkMode.REMOTE)
    PostingFactory(title="Bed", occupation=OccupationFactory(sector="health_care"))

    assert titles(jobs(client, where="remote")) == ["Far"]
    assert titles(jobs(client, sector="health_care")) == ["Bed"]


def test_an_empty_answer_says_what_to_leave_out(client):
    PostingFactory(title="Baker")

    response = jobs(client, q="baker", where="remote")

    assert "Without “From home”: 1 job" in text_of(response)
    assert [wider["url"] for wider in response.context["wider"]] == [
        reverse("job_list") + "?q=baker"
    ]


def test_an_answer_that_nothing_widens_leads_to_all_jobs(client):
    PostingFactory(title="Baker")

    response = jobs(client, q="astronaut")

    assert "No open job has all of this" in text_of(response)
    assert "Show all jobs" in text_of(response)


def test_pages_follow_each_other_as_links_and_keep_the_search(client):
    for n in range(PAGE_SIZE + 1):
        PostingFactory(title=f"Baker {n}")

    first = jobs(client, q="baker")
    second = client.get(first.context["next"])

    assert len(titles(first)) == PAGE_SIZE
    assert titles(second) == ["Baker 0"]
    assert "q=baker" in first.context["next"]
    assert titles(client.get(second.context["previous"])) == titles(first)


def test_a_cursor_of_somebody_elses_making_leads_nowhere(client):
    assert jobs(client, cursor="nonsense").status_code == 404


def test_the_list_asks_the_database_as_often_for_many_jobs_as_for_one(
    client, django_assert_num_queries
):
    PostingFactory(asks=[SkillFactory()])
    with django_assert_num_queries(4):
        jobs(client, q="posting")

    for _ in range(8):
        PostingFactory(asks=[SkillFactory(), SkillFactory()])
    with django_assert_num_queries(4):
        jobs(client, q="posting")


# --- One job


def test_a_job_page_tells_all_that_a_jobseeker_needs(client):
    posting = PostingFactory(
        title="Night baker",
        organisation__name="Elm City Bread",
        organisation__about="We bake for the city.",
        shifts=["night", "weekend"],
        hours_a_week=30,
        school_hours=True,
        education=EducationLevel.HS,
        months_experience=12,
    )
    RequirementFactory(
        posting=posting,
        skill=SkillFactory(label_en="Kneading"),
        importance=Importance.ESSENTIAL,
        trainable=True,
    )
    RequiredCredentialFactory(posting=posting, credential=CredentialFactory(label_en="Food card"))

    words = text_of(job(client, posting))

    for said in (
        "Night baker",
        "Elm City Bread",
        "We bake for the city.",
        "$20 to $24 an hour",
        "30 hours a week, nights, weekends, fits school hours",
        "Kneading They teach you Essential On your own",
        "Food card",
        "High school or GED (or skills and work that equal it)",
        "1 year of experience in such work",
        "Health plan and paid days off.",
    ):
        assert said in words


def test_the_markup_is_a_job_posting_that_search_engines_understand(client):
    posting = PostingFactory(
        title="Baker",
        organisation__name="Elm City Bread",
        organisation__website="https://bread.example.org/",
        hours_a_week=40,
        education=EducationLevel.ASSOCIATE,
        months_experience=6,
        asks=[SkillFactory(label_en="Kneading")],
    )

    data = markup(job(client, posting))

    assert data["@type"] == "JobPosting"
    assert data["hiringOrganization"] == {
        "@type": "Organization",
        "name": "Elm City Bread",
        "sameAs": "https://bread.example.org/",
    }
    assert data["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "USD",
        "value": {
            "@type": "QuantitativeValue",
            "minValue": 20.0,
            "maxValue": 24.0,
            "unitText": "HOUR",
        },
    }
    assert data["jobLocation"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "New Haven",
        "addressRegion": "CT",
        "postalCode": "06511",
        "addressCountry": "US",
    }
    assert data["employmentType"] == "FULL_TIME"
    assert data["datePosted"] == TODAY().isoformat()
    assert data["validThrough"].startswith(f"{posting.closes_on.isoformat()}T23:59:59")
    assert data["experienceInPlaceOfEducation"] is True
    assert data["educationRequirements"]["credentialCategory"] == "associate degree"
    assert data["experienceRequirements"]["monthsOfExperience"] == 6
    assert data["skills"] == "Kneading"


def test_the_markup_guesses_nothing(client):
    posting = PostingFactory(
        wage_min=Decimal("40000.00"), wage_max=None, wage_period="YEAR", zip="", work_mode="remote"
    )

    data = markup(job(client, posting))

    assert data["baseSalary"]["value"]["value"] == 40000.0
    assert data["jobLocationType"] == "TELECOMMUTE"
    for unknown in (
        "employmentType",
        "jobLocation",
        "educationRequirements",
        "occupationalCategory",
    ):
        assert unknown not in data


def test_nothing_that_an_employer_types_leaves_the_markup_or_becomes_html(client):
    posting = PostingFactory(
        title="</script><script>alert(1)</script>",
        description="<img src=x onerror=alert(1)> & <!--",
        organisation__about="<b>bold</b>",
    )

    response = job(client, posting)

    body = response.content.decode()
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert "<b>bold" not in body
    assert markup(response)["title"] == posting.title


def test_a_jobseeker_sees_their_fit_and_the_way_to_how_it_adds_up(client):
    skill = SkillFactory()
    profile = ProfileFactory(holds=[skill])
    posting = PostingFactory(asks=[skill])
    sign_in(client, profile.user)

    response = job(client, posting)

    assert response.context["fit"].fit == match_for(profile, posting).fit
    assert "Strong match" in text_of(response)
    assert reverse("match", args=[posting.pk]) in response.content.decode()


def test_a_jobseeker_who_does_not_fit_yet_is_told_so_kindly(client):
    sign_in(client, ProfileFactory(holds=[SkillFactory()]).user)

    assert "Not a match yet" in text_of(job(client, PostingFactory(asks=[SkillFactory()])))


def test_the_fit_for_work_that_the_law_keeps_from_the_young_is_not_shown_to_them(client, taxonomy):
    posting = PostingFactory(occupation=taxonomy.forklift_driver, asks=[taxonomy.forklift])
    minor = ProfileFactory(
        holds=[taxonomy.forklift], birth_date=timezone.localdate() - timedelta(days=17 * 365)
    )
    sign_in(client, minor.user)

    response = job(client, posting)

    assert response.status_code == 200
    assert response.context["fit"] is None
    words = text_of(response)
    for unsaid in ("Your fit", "Would you fit?", "Strong match", "how well they fit"):
        assert unsaid not in words
    assert reverse("match", args=[posting.pk]) not in response.content.decode()


def test_a_jobseeker_without_a_profile_is_asked_for_a_skill(client):
    sign_in(client, UserFactory())

    assert "Add a skill" in text_of(job(client, PostingFactory()))


def test_only_members_of_the_organisation_see_the_way_to_the_editor(client):
    posting = PostingFactory()
    edit = reverse("posting_edit", args=[posting.pk])
    assert edit not in job(client, posting).content.decode()

    sign_in(client, EmployerUserFactory())
    assert edit not in job(client, posting).content.decode()

    member_of(client, posting.organisation)
    assert edit in job(client, posting).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"status": Posting.Status.CLOSED, "closed_at": timezone.now()},
        {"opens_on": TODAY() - timedelta(days=9), "closes_on": TODAY() - timedelta(days=1)},
    ],
)
def test_a_job_that_is_over_says_so_and_leads_on(client, changes):
    work = OccupationFactory()
    over = PostingFactory(title="Baker", occupation=work, **changes)
    similar = PostingFactory(occupation=work)
    PostingFactory(title="Welder")

    response = job(client, over)

    assert response.status_code == 410
    assert "This opening is closed" in text_of(response)
    assert similar.title in text_of(response)
    assert "Welder" not in text_of(response)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": Posting.Status.DRAFT, "opens_on": None},
        {"opens_on": TODAY() + timedelta(days=1)},
        {"organisation__status": Organisation.Status.PENDING},
        {"organisation__status": Organisation.Status.DECLINED, "status": Posting.Status.CLOSED},
        {
            "status": Posting.Status.CLOSED,
            "opens_on": TODAY() + timedelta(days=5),
            "closed_at": timezone.now(),
        },
    ],
)
def test_a_job_that_was_never_public_does_not_exist(client, changes):
    assert job(client, PostingFactory(**changes)).status_code == 404


def test_an_unknown_job_leads_to_the_open_ones(client):
    response = client.get("/jobs/no-such-job/")

    assert response.status_code == 404
    assert "See open jobs" in text_of(response)


def test_a_job_page_asks_the_database_as_often_however_much_it_asks(client):
    short, long = (PostingFactory(asks=[SkillFactory() for _ in range(n)]) for n in (1, 9))
    counts = []
    for posting in (short, long):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            job(client, posting)
        counts.append(len(queries))

    assert counts == [3, 3]
