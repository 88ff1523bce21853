"""A jobseeker's matches: the ranked list as it is stored, and one match with its whole ledger."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobseekers.models import Profile
from jobseekers.services import SkillClaim, add_skill, change_skill
from matching.outbox import mark_all_dirty
from tests.factories import (
    DraftFactory,
    EmployerUserFactory,
    OrganisationFactory,
    PostingFactory,
    ProfileFactory,
    ProfileSkillFactory,
    RequiredCredentialFactory,
    RequirementFactory,
    SkillFactory,
    StaffUserFactory,
    UserFactory,
)
from tests.matching.draining import drain_all

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
TODAY = timezone.localdate()
# Session and person 2, profile 1; the rest is the selectors'.
QUERIES_OF_THE_LIST = 22
QUERIES_OF_A_MATCH = 21


@pytest.fixture
def profile(taxonomy) -> Profile:
    return ProfileFactory()


@pytest.fixture
def me(profile, client) -> Client:
    client.force_login(profile.user)
    return client


def page_of(client, name="matches", *args, **query):
    return client.get(reverse(name, args=args), query)


def text_of(response):
    return " ".join(response.content.decode().split())


def main_part_of(response):
    return re.search(r"<main.*</main>", text_of(response))[0]


def drain_everything():
    mark_all_dirty(reason="test")
    drain_all()


# --- Who may come in -----------------------------------------------------------------------------


def test_only_jobseekers_may_open_matches(client):
    posting = PostingFactory()
    for address in (reverse("matches"), reverse("match", args=[posting.pk])):
        client.logout()
        assert client.get(address).url.startswith(reverse("account_login"))
        for factory in (EmployerUserFactory, StaffUserFactory):
            client.force_login(factory())
            assert client.get(address).status_code == 403


def test_a_jobseeker_without_a_profile_row_is_told_to_begin(client, taxonomy):
    client.force_login(UserFactory())

    assert "you have told us none yet" in text_of(page_of(client))
    assert page_of(client, "match", PostingFactory().pk).url == reverse("profile")
    assert not Profile.objects.exists()


# --- The list ------------------------------------------------------------------------------------


def test_somebody_without_skills_is_asked_for_the_first(me):
    drain_everything()

    page = text_of(page_of(me))
    assert "Tell us what you can do" in page
    assert reverse("profile") + "#skills" in page


def test_matches_come_best_first_with_band_reason_and_what_is_missing(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift)
    PostingFactory(title="Half", asks=[taxonomy.forklift, taxonomy.vital_signs])
    PostingFactory(title="Whole", asks=[taxonomy.forklift])
    drain_everything()

    page = text_of(page_of(me))
    assert page.index("Whole") < page.index("Half")
    assert "Strong match" in page
    assert "1 of 2 requirements" in page
    assert "Carries over: forklift operation." in page
    assert "Still to show: vital signs." in page
    assert "2 matches among all open jobs." in page
    assert "$20 to $24 an hour" in page


def test_a_closed_gate_is_told_on_the_card(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift)
    posting = PostingFactory(asks=[taxonomy.forklift])
    RequiredCredentialFactory(posting=posting, credential=taxonomy.forklift_card)
    drain_everything()

    assert "Needs: Forklift operator card" in text_of(page_of(me))


def test_openings_behind_a_closed_gate_come_last_and_the_page_says_why(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift)
    gated = PostingFactory(title="Card first", asks=[taxonomy.forklift])
    RequiredCredentialFactory(posting=gated, credential=taxonomy.forklift_card)
    PostingFactory(title="Open to all", asks=[taxonomy.forklift, taxonomy.vital_signs])
    drain_everything()

    page = text_of(page_of(me))
    why = page.index("The jobs below need a licence or certificate")
    assert page.index("Open to all") < why < page.index("Card first")


def test_when_nothing_fits_the_page_says_why_and_what_to_do(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift)
    PostingFactory(asks=[taxonomy.vital_signs])
    drain_everything()

    page = text_of(page_of(me))
    assert "No open job fits yet" in page
    assert reverse("job_list") in page


def test_before_the_first_list_is_worked_out_the_page_says_that_matches_will_follow(
    me, profile, taxonomy
):
    add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.forklift))

    page = text_of(page_of(me))
    assert "Your matches will follow" in page
    assert 'hx-trigger="every 2s"' in page
    assert "Reload" in page


def test_a_stale_list_stays_readable_and_resolves_by_itself(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift)
    PostingFactory(title="Driver", asks=[taxonomy.forklift])
    drain_everything()
    change_skill(profile=profile, claim=SkillClaim(skill=taxonomy.forklift, level=3))

    stale = text_of(page_of(me))
    assert "Driver" in stale
    assert "Updating" in stale
    assert me.get(reverse("matches"), headers=HTMX).status_code == 204

    drain_all()
    fresh = me.get(reverse("matches"), headers=HTMX)
    assert "Up to date" in text_of(fresh)
    assert "every 2s" not in text_of(fresh)


def test_a_posting_that_closed_is_gone_at_once(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift)
    posting = PostingFactory(title="Driver", asks=[taxonomy.forklift])
    drain_everything()
    posting.closes_on = TODAY - timedelta(days=1)
    posting.opens_on = TODAY - timedelta(days=9)
    posting.save()

    assert "Driver" not in text_of(page_of(me))


@pytest.fixture
def thirty_matches(profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift)
    for number in range(30):
        PostingFactory(title=f"Job {number:02d}.", asks=[taxonomy.forklift])
    drain_everything()


def shown_on(page):
    return re.findall(r"Job \d\d\.", page)


def test_the_pages_of_the_list_hold_every_match_once(me, thirty_matches):
    first = text_of(page_of(me))
    following = re.search(r'href="([^"]+)"[^>]*rel="next"', first)[1].replace("&amp;", "&")
    second = text_of(me.get(following))
    back = re.search(r'href="([^"]+)"[^>]*rel="prev"', second)[1].replace("&amp;", "&")

    assert (len(shown_on(first)), len(shown_on(second))) == (20, 10)
    assert len(set(shown_on(first) + shown_on(second))) == 30
    assert shown_on(text_of(me.get(back))) == shown_on(first)


@pytest.mark.parametrize("cursor", ["nonsense", "\0", "é", "W10", "9" * 4000])
def test_a_made_up_cursor_leads_to_the_best_matches(me, thirty_matches, cursor):
    assert page_of(me, cursor=cursor).url == reverse("matches")


def test_the_list_takes_the_same_queries_however_long_it_is(
    me, profile, taxonomy, django_assert_max_num_queries
):
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift)

    def queries_with(count):
        for _ in range(count):
            posting = PostingFactory(asks=[taxonomy.forklift, SkillFactory(), taxonomy.teamwork])
            RequiredCredentialFactory(posting=posting)
        drain_everything()
        with django_assert_max_num_queries(50) as seen:
            page_of(me)
        return len(seen)

    assert queries_with(2) == queries_with(20) == QUERIES_OF_THE_LIST


# --- One match -----------------------------------------------------------------------------------


def test_the_ledger_of_one_match_adds_up_on_the_page(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.pallet_jack, evidence="experience")
    ProfileSkillFactory(profile=profile, skill=taxonomy.teamwork, level=None)
    posting = PostingFactory(
        asks=[taxonomy.forklift, taxonomy.teamwork, taxonomy.vital_signs], months_experience=12
    )

    response = page_of(me, "match", posting.pk)

    match = response.context["match"]
    page = text_of(response)
    ledger = page[page.index("<table") : page.index("</table>")]
    points = [
        (round(float(earned) * 100), round(float(possible) * 100))
        for earned, possible in re.findall(r"(\d+\.\d\d) of (\d+\.\d\d)", ledger)
    ]
    *lines, total = points
    assert total == (match.fit, 10_000)
    assert sum(earned for earned, _possible in lines) == match.fit
    assert sum(possible for _earned, possible in lines) == 10_000
    assert "A related skill, pallet-jack operation, counts for" in ledger
    assert "Used in a job" in ledger
    assert match.engine_version in page


def test_each_line_stands_under_what_fits_what_to_confirm_or_what_is_missing(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift)
    ProfileSkillFactory(profile=profile, skill=taxonomy.teamwork, level=None)
    posting = PostingFactory(
        asks=[taxonomy.forklift, taxonomy.teamwork, taxonomy.vital_signs], education=2
    )
    ProfileSkillFactory(profile=profile, skill=taxonomy.inventory)
    RequirementFactory(posting=posting, skill=taxonomy.inventory, level=None)

    page = text_of(page_of(me, "match", posting.pk))

    def section(name):
        return page[page.index(f'id="{name}-heading"') :].split("</section>")[0]

    assert "Forklift operation" in section("fits")
    assert "Teamwork" in section("confirm")
    assert "Inventory" in section("confirm")
    assert reverse("profile") + "#skill-teamwork" in section("confirm")
    assert reverse("profile") + "#skill-inventory" not in section("confirm")
    assert reverse("profile_schooling") in section("confirm")
    assert "Vital signs" in section("missing")
    assert reverse("skill_add") + "?skill=vital-signs" in section("missing")


def test_what_one_would_get_and_what_one_wants_stand_side_by_side(me, profile, taxonomy):
    profile.max_miles, profile.wage_floor = 500, 99
    profile.save()
    posting = PostingFactory(
        asks=[taxonomy.forklift],
        benefits="Health plan from day one.",
        hours_a_week=32,
        shifts=["day"],
        starts_on=date(2030, 5, 6),
    )

    page = text_of(page_of(me, "match", posting.pk))

    for words in (
        "Health plan from day one.",
        "May 6, 2030",
        "Distance:</strong> fits what you want",
        "Pay:</strong> not what you asked for",
        "Hours a week:</strong> you have not said what you want",
        reverse("job", args=[posting.slug]),
    ):
        assert words in page


def test_an_opening_below_a_match_shows_its_ledger_all_the_same(me, profile, taxonomy):
    posting = PostingFactory(asks=[taxonomy.vital_signs])

    page = text_of(page_of(me, "match", posting.pk))

    assert "Below a match" in page
    assert "0.00 of 100.00" in page


def test_an_opening_that_asks_for_nothing_says_so(me, taxonomy):
    assert "nothing to add up" in text_of(page_of(me, "match", PostingFactory().pk))


def test_the_page_and_the_list_agree_on_the_fit(me, profile, taxonomy):
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift)
    posting = PostingFactory(asks=[taxonomy.forklift, taxonomy.inventory])
    drain_everything()

    listed = page_of(me).context["page"].items[0]

    assert page_of(me, "match", posting.pk).context["match"].fit == listed.fit


@pytest.mark.parametrize(
    "hidden",
    [
        DraftFactory,
        lambda: PostingFactory(status="closed"),
        lambda: PostingFactory(opens_on=TODAY + timedelta(days=1)),
        lambda: PostingFactory(organisation=OrganisationFactory(status="pending")),
    ],
    ids=["draft", "closed", "not open yet", "organisation not verified"],
)
def test_an_opening_that_is_not_public_is_not_found(me, hidden):
    assert page_of(me, "match", hidden().pk).status_code == 404


def test_an_opening_that_the_law_keeps_from_the_young_is_not_found_by_them(me, profile, taxonomy):
    opening = PostingFactory(occupation=taxonomy.forklift_driver, asks=[taxonomy.forklift])
    assert page_of(me, "match", opening.pk).status_code == 200

    Profile.objects.update(birth_date=TODAY - timedelta(days=17 * 365))

    refused, missing = page_of(me, "match", opening.pk), page_of(me, "match", 10**6)
    assert refused.status_code == 404
    assert main_part_of(refused) == main_part_of(missing)


@pytest.mark.parametrize("posting", [0, 10**30])
def test_an_opening_that_does_not_exist_is_not_found(me, posting):
    assert page_of(me, "match", posting).status_code == 404


def test_one_match_takes_the_same_queries_however_much_is_asked(
    me, profile, taxonomy, django_assert_max_num_queries
):
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift)

    def queries_with(count):
        posting = PostingFactory(asks=[taxonomy.forklift])
        for _ in range(count):
            RequirementFactory(posting=posting)
            RequiredCredentialFactory(posting=posting)
        with django_assert_max_num_queries(50) as seen:
            page_of(me, "match", posting.pk)
        return len(seen)

    assert queries_with(2) == queries_with(20) == QUERIES_OF_A_MATCH
