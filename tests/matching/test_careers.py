"""Careers near a person: occupations by the share of their skills that the person holds."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from matching import engine, snapshots
from matching.careers import careers_page
from matching.pool import ENGINE
from portal.common.keyset import BadCursorError
from skills.models import OccupationWage, SkillUse
from skills.typical import skills_used_everywhere, skills_used_in
from tests.employers.pages import text_of
from tests.factories import (
    DraftFactory,
    OccupationFactory,
    OccupationSkillFactory,
    PostingFactory,
    ProfileFactory,
    SkillFactory,
    TaxonomyVersionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
CAREERS_QUERIES = 25


@pytest.fixture
def driver(client, taxonomy):
    """Somebody who drives forklifts and pallet jacks and works in a team, signed in."""
    profile = ProfileFactory(holds=[taxonomy.forklift, taxonomy.pallet_jack, taxonomy.teamwork])
    client.force_login(profile.user)
    return profile


def codes(page):
    return [career.occupation.code for career in page.items]


def careers(client, **query):
    return client.get(reverse("careers"), query)


def a_wage(code, hourly="22.50", area=settings.PORTAL_WAGE_AREA):
    return OccupationWage.objects.create(
        soc=code[:7],
        area_code=area,
        area="Connecticut",
        period="2025-05",
        median_hourly=Decimal(hourly) if hourly else None,
        median_annual=46_800,
    )


# --- Ranking


def test_the_occupation_whose_skills_one_holds_comes_first(driver, taxonomy):
    page = careers_page(driver)

    assert codes(page) == [taxonomy.forklift_driver.code, taxonomy.warehouse_worker.code]
    nearest = page.items[0]
    assert (nearest.skills_met, nearest.skills) == (2, 3)
    assert [skill.slug for skill in nearest.missing] == ["inventory"]


def test_each_fit_is_what_the_reference_gives_a_posting_that_asks_the_same(driver):
    today = timezone.localdate()
    person = snapshots.load_profiles([driver.pk], today)[driver.pk].input

    for career in careers_page(driver).items:
        asked = engine.PostingInput(
            id=1,
            requirements=tuple(
                engine.RequirementInput(
                    used.skill_id, engine.Importance(used.importance), used.level, False
                )
                for used in skills_used_in(career.occupation.pk)
            ),
            occupation=None,
            months=None,
            education=None,
            education_or_equivalent=False,
            gates=(),
        )
        expected = engine.score(person, asked, snapshots.load_taxonomy(), ENGINE, today)
        assert career.fit == expected.fit


def test_a_related_skill_brings_one_nearer(taxonomy):
    far = ProfileFactory(holds=[taxonomy.inventory])
    nearer = ProfileFactory(holds=[taxonomy.inventory, taxonomy.pallet_jack])

    def fit(profile):
        fits = {each.occupation.code: each.fit for each in careers_page(profile).items}
        return fits[taxonomy.forklift_driver.code]

    assert fit(nearer) > fit(far)


def test_of_two_equally_near_the_one_with_open_jobs_comes_first(driver, taxonomy):
    twin = OccupationFactory(label_en="Forklift trainers")
    for used in skills_used_in(taxonomy.forklift_driver.pk):
        OccupationSkillFactory(
            occupation=twin, skill=used.skill, importance=used.importance, level=used.level
        )
    PostingFactory(occupation=twin)

    assert codes(careers_page(driver))[:2] == [twin.code, taxonomy.forklift_driver.code]


def test_work_that_the_law_does_not_open_yet_is_left_out(taxonomy):
    born = timezone.localdate() - timedelta(days=17 * 365)
    young = ProfileFactory(holds=[taxonomy.forklift, taxonomy.inventory], birth_date=born)

    assert codes(careers_page(young)) == [taxonomy.warehouse_worker.code]


def test_an_occupation_of_which_too_little_is_known_is_left_out(driver, taxonomy):
    OccupationSkillFactory(skill=taxonomy.forklift)

    assert len(careers_page(driver).items) == 2


def test_a_new_taxonomy_counts_at_once(driver, taxonomy):
    careers_page(driver)
    new = OccupationFactory()
    for skill in (taxonomy.forklift, taxonomy.teamwork, taxonomy.inventory):
        OccupationSkillFactory(occupation=new, skill=skill)
    TaxonomyVersionFactory()

    assert new.code in codes(careers_page(driver))


def test_pages_follow_each_other_and_a_made_up_cursor_is_refused(driver):
    first = careers_page(driver, size=1)
    second = careers_page(driver, size=1, cursor=first.next)

    assert first.total == second.total == 2
    assert codes(first) + codes(second) == codes(careers_page(driver))
    assert careers_page(driver, size=1, cursor=second.previous) == first
    with pytest.raises(BadCursorError):
        careers_page(driver, cursor="nonsense")


def test_skills_of_all_occupations_are_those_of_each(taxonomy):
    for importance in (40, 70, 90):
        SkillUse.objects.create(
            occupation=taxonomy.nursing_assistant,
            skill=SkillFactory(),
            origin="onet",
            importance=importance,
        )

    for occupation, used in skills_used_everywhere(limit=5).items():
        alone = skills_used_in(occupation, limit=5)
        assert used == [(each.skill_id, each.importance, each.level) for each in alone]


# --- Wages and openings


def test_wages_are_the_states_and_openings_the_public_ones(driver, taxonomy):
    a_wage(taxonomy.forklift_driver.code)
    a_wage(taxonomy.forklift_driver.code, hourly="30.00", area="0000000")
    for _ in range(2):
        PostingFactory(occupation=taxonomy.forklift_driver)
    DraftFactory(occupation=taxonomy.forklift_driver)

    nearest, other = careers_page(driver).items

    assert nearest.wage.median_hourly == Decimal("22.50")
    assert (nearest.openings, other.openings, other.wage) == (2, 0, None)


# --- Pages


def test_the_page_tells_pay_jobs_and_what_is_missing(client, driver, taxonomy):
    a_wage(taxonomy.forklift_driver.code)
    PostingFactory(occupation=taxonomy.forklift_driver, title="Night driver")
    PostingFactory(occupation=taxonomy.warehouse_worker, title="Shelf filler")

    page = careers(client)

    words = text_of(page)
    assert "2 kinds of work use what you can do" in words
    assert "Industrial truck operators" in words
    assert "Typical pay in Connecticut: $22.50 an hour" in words
    assert "1 open job here now" in words
    assert "Missing: inventory" in words or "inventory" in words.lower()
    jobs = text_of(client.get(page.context["rows"][0][1]["jobs"]))
    assert "Night driver" in jobs
    assert "Shelf filler" not in jobs
    assert "Industrial truck operators" in jobs, "the filter is named and can be taken off"


def test_pay_is_told_by_the_year_where_none_is_published_by_the_hour(client, driver, taxonomy):
    a_wage(taxonomy.forklift_driver.code, hourly=None)

    assert "Typical pay in Connecticut: $46,800 a year" in text_of(careers(client))


def test_without_skills_the_page_says_how_to_begin(client, taxonomy):
    client.force_login(UserFactory())
    assert "you have told us none yet" in text_of(careers(client))


def test_when_nothing_is_near_the_page_says_so(client, taxonomy):
    profile = ProfileFactory(holds=[SkillFactory()])
    client.force_login(profile.user)

    assert "No kind of work is near yet" in text_of(careers(client))


def test_a_made_up_cursor_leads_to_the_first_page(client, driver):
    response = careers(client, cursor="nonsense")

    assert response.status_code == 302
    assert response.url == reverse("careers")


def test_in_spanish_it_reads_spanish(client, driver):
    with translation.override("es"):
        words = text_of(careers(client))

    assert "Nearest" not in words
    assert "lo que usted sabe hacer" in words


def test_the_page_asks_the_database_as_often_for_many_as_for_few(client, driver, taxonomy):
    careers(client)

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert careers(client).status_code == 200
        return len(found)

    few = queries()
    for _ in range(8):
        more = OccupationFactory()
        for skill in (taxonomy.forklift, taxonomy.teamwork, taxonomy.inventory):
            OccupationSkillFactory(occupation=more, skill=skill)
        PostingFactory(occupation=more)
    TaxonomyVersionFactory()
    careers(client)

    assert queries() == few
    assert few <= CAREERS_QUERIES


# --- API


def test_the_api_gives_the_same_careers(client, driver, taxonomy):
    a_wage(taxonomy.forklift_driver.code)
    PostingFactory(occupation=taxonomy.forklift_driver)

    body = client.get(reverse("api:my-careers"), {"page_size": 1}).json()

    assert body["total"] == 2
    assert body["results"] == [
        {
            "occupation": {
                "code": taxonomy.forklift_driver.code,
                "title": "Industrial truck operators",
            },
            "fit": careers_page(driver).items[0].fit / 100,
            "band": careers_page(driver).items[0].band,
            "skills_met": 2,
            "skills": 3,
            "missing": [{"skill": "inventory", "label": "Inventory"}],
            "wage": {
                "area": "Connecticut",
                "period": "2025-05",
                "median_hourly": "22.50",
                "median_annual": 46_800,
            },
            "openings": 1,
        }
    ]
    following = client.get(body["next"]).json()
    assert following["results"][0]["occupation"]["code"] == taxonomy.warehouse_worker.code
    assert following["next"] is None
    wrong = client.get(reverse("api:my-careers"), {"cursor": "x"})
    assert (wrong.status_code, "cursor" in wrong.json()["errors"]) == (400, True)
