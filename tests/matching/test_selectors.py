"""What both sides read of the stored lists: the same pairs, the same ledger, at once honest."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from employers.models import Posting
from employers.services import (
    RequirementClaim,
    close_posting,
    decline_organisation,
    save_requirement,
)
from jobseekers.dates import anniversary
from jobseekers.models import Profile, ProfileSkill
from jobseekers.services import SkillClaim, add_skill, set_visibility, update_details
from matching.outbox import mark_all_dirty
from matching.selectors import (
    candidate_for,
    candidates_page,
    freshness_of_posting,
    freshness_of_profile,
    match_for,
    matches_page,
)
from portal.common.keyset import BadCursorError
from tests.factories import (
    DraftFactory,
    ExperienceFactory,
    HeldCredentialFactory,
    OrganisationFactory,
    PostingFactory,
    ProfileFactory,
    ProfileSkillFactory,
    RequiredCredentialFactory,
    StaffUserFactory,
    TaxonomyVersionFactory,
)
from tests.matching.draining import drain_all

pytestmark = pytest.mark.django_db


def follow() -> None:
    """All lists from scratch."""
    mark_all_dirty(reason="test")
    drain_all()


def queries_of(read) -> int:
    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries)


@pytest.fixture
def driver(taxonomy) -> Profile:
    """A person who drives forklifts and has worked in a warehouse."""
    profile = ProfileFactory(holds=[taxonomy.forklift], education=2, max_miles=50)
    ExperienceFactory(profile=profile, occupation=taxonomy.warehouse_worker)
    return profile


@pytest.fixture
def warehouse(taxonomy) -> Posting:
    """A warehouse with a line of every kind, and a gate."""
    posting = PostingFactory(
        asks=[taxonomy.forklift, taxonomy.inventory, taxonomy.pallet_jack],
        occupation=taxonomy.forklift_driver,
        months_experience=24,
        education=2,
    )
    RequiredCredentialFactory(posting=posting, credential=taxonomy.forklift_card)
    return posting


@pytest.fixture
def pair(driver, warehouse) -> tuple[Profile, Posting]:
    """The two, with their lists."""
    follow()
    return driver, warehouse


# --- The pair -------------------------------------------------------------------------------------


def test_both_sides_see_the_same_match(pair):
    driver, warehouse = pair
    (match,) = matches_page(driver).items
    (candidate,) = candidates_page(warehouse).items
    one = match_for(driver, warehouse)
    assert match == candidate == replace(one, explained=replace(one.explained, promise=None))
    assert match == candidate_for(warehouse, driver.ref)
    assert match.profile.ref == driver.ref
    assert match.posting.organisation == warehouse.organisation


def test_the_ledger_adds_up(pair):
    match = match_for(*pair)
    assert sum(line.earned for line in match.lines) == match.fit
    assert sum(line.possible for line in match.lines) == 10_000
    assert match.band is not None


def test_lines_name_skill_source_evidence_and_reason(pair, taxonomy):
    driver, _ = pair
    ProfileSkill.objects.filter(profile=driver).update(evidence="verified")
    lines = {line.skill or line.kind: line for line in match_for(*pair).lines}
    assert set(lines) == {
        "forklift-operation",
        "pallet-jack-operation",
        "inventory",
        "experience",
        "education",
    }
    assert (lines["forklift-operation"].status, lines["forklift-operation"].source) == ("met", None)
    related = lines["pallet-jack-operation"]
    assert (related.status, related.source) == ("related", "forklift-operation")
    assert related.evidence == "verified"
    assert related.reason == (
        "Asked: on one's own. A related skill, forklift operation, counts for 54 % of the points."
    )
    assert (lines["inventory"].status, lines["inventory"].evidence) == ("missing", None)
    assert lines["experience"].label == "Experience: Industrial truck operators"
    assert lines["education"].reason == (
        "Asked: High school or GED. The profile says: High school or GED."
    )


def test_segments_are_the_requirements_and_the_card_says_what_carries_over_and_what_lacks(pair):
    match = match_for(*pair)
    assert sorted(match.segments) == ["met", "missing", "related"]
    assert (match.requirements_met, match.requirements) == (1, 3)
    assert match.carries == "Carries over: forklift operation."
    assert match.lacks == "Still to show: inventory."


def test_a_gate_says_which_credential_and_until_when(pair, taxonomy):
    driver, warehouse = pair
    (closed,) = match_for(driver, warehouse).gates
    assert (closed.code, closed.label, closed.open) == (
        "forklift-card",
        "Forklift operator card",
        False,
    )
    until = timezone.localdate() + timedelta(days=9)
    HeldCredentialFactory(profile=driver, credential=taxonomy.forklift_card, expires_on=until)
    match = match_for(driver, warehouse)
    assert match.gates_open
    assert match.gates[0].expires == until


def test_wishes_and_distance_stand_beside_the_fit(pair):
    match = match_for(*pair)
    assert match.preferences["distance"] == "yes"
    assert match.miles == pytest.approx(35, abs=3)


def test_labels_are_in_the_readers_language(pair):
    with translation.override("es"):
        labels = {line.skill: line.label for line in match_for(*pair).lines}
    assert labels["forklift-operation"] == "Manejo de montacargas"


def test_a_pair_that_is_no_match_is_explained_without_a_band(pair, taxonomy):
    driver, _ = pair
    nursing = PostingFactory(asks=[taxonomy.vital_signs, taxonomy.bathing])
    match = match_for(driver, nursing)
    assert (match.fit, match.band, match.carries) == (0, None, "")


def test_a_posting_that_is_not_public_can_not_be_matched(driver):
    with pytest.raises(Posting.DoesNotExist):
        match_for(driver, DraftFactory())


# --- What is shown at once, whatever the stored list still says -----------------------------------


def test_a_closed_posting_is_gone_before_any_worker_has_run(pair):
    driver, warehouse = pair
    close_posting(posting=warehouse)
    assert matches_page(driver).items == ()
    assert matches_page(driver).total == 0
    assert candidates_page(warehouse).items == ()
    assert candidate_for(warehouse, driver.ref) is None


def test_the_postings_of_a_declined_organisation_are_gone_at_once(pair):
    driver, warehouse = pair
    decline_organisation(
        organisation=warehouse.organisation, by=StaffUserFactory(), reason="Nobody answers."
    )
    assert matches_page(driver).items == ()


def test_a_person_who_hides_is_gone_at_once_but_keeps_their_own_matches(pair):
    driver, warehouse = pair
    set_visibility(profile=driver, visibility="hidden")
    assert candidates_page(warehouse).items == ()
    assert candidates_page(warehouse).total == 0
    assert candidate_for(warehouse, driver.ref) is None
    assert len(matches_page(driver).items) == 1


def test_a_person_who_may_not_sign_in_is_nobodys_candidate(pair):
    driver, warehouse = pair
    driver.user.is_active = False
    driver.user.save()
    assert candidates_page(warehouse).items == ()
    assert candidate_for(warehouse, driver.ref) is None


def test_whom_the_law_bars_by_age_is_gone_at_once_on_both_sides(pair):
    driver, warehouse = pair
    seventeen = anniversary(timezone.localdate(), -18) + timedelta(days=1)
    update_details(profile=driver, birth_date=seventeen)
    assert matches_page(driver).items == ()
    assert candidates_page(warehouse).items == ()
    assert candidate_for(warehouse, driver.ref) is None
    with pytest.raises(Posting.DoesNotExist):
        match_for(driver, warehouse)


def test_whose_age_is_reached_or_not_told_sees_the_match(pair):
    driver, warehouse = pair
    for born in (anniversary(timezone.localdate(), -18), None):
        update_details(profile=driver, birth_date=born)
        assert match_for(driver, warehouse).requirements_met


def test_a_page_shows_todays_ledger_even_while_the_list_is_older(pair, taxonomy):
    driver, warehouse = pair
    before = match_for(driver, warehouse).fit
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.inventory, level=3))
    (match,) = matches_page(driver).items
    assert match.fit > before
    assert match == candidates_page(warehouse).items[0]


def test_an_unknown_reference_is_nobody(pair):
    assert candidate_for(pair[1], "nobody") is None


# --- Freshness ------------------------------------------------------------------------------------


def test_a_list_is_fresh_until_its_owner_changes_and_again_when_followed(pair, taxonomy):
    driver, warehouse = pair
    assert matches_page(driver).fresh
    assert freshness_of_profile(driver).fresh
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.teamwork))
    assert not matches_page(driver).fresh
    assert not freshness_of_profile(driver).fresh
    assert freshness_of_posting(warehouse).fresh
    drain_all()
    assert matches_page(driver).fresh


def test_candidates_are_fresh_until_the_posting_changes(pair, taxonomy):
    _, warehouse = pair
    assert candidates_page(warehouse).fresh
    save_requirement(posting=warehouse, claim=RequirementClaim(skill=taxonomy.teamwork))
    assert not candidates_page(warehouse).fresh
    assert not freshness_of_posting(warehouse).fresh
    drain_all()
    assert candidates_page(warehouse).fresh


def test_a_list_tells_when_and_by_which_engine_it_was_computed(pair):
    driver, warehouse = pair
    page = matches_page(driver)
    assert page.computed_at is not None
    assert page.engine_version == page.items[0].engine_version
    assert page.engine_version == candidates_page(warehouse).engine_version


def test_a_list_of_another_taxonomy_is_not_fresh(pair):
    TaxonomyVersionFactory()
    assert not matches_page(pair[0]).fresh


def test_before_the_first_drain_a_page_is_empty_and_says_that_it_is_not_up_to_date(driver):
    page = matches_page(driver)
    assert (page.items, page.total, page.fresh, page.complete) == ((), 0, False, False)
    assert page.computed_at is None


def test_a_posting_that_is_not_public_has_nothing_to_wait_for(driver):
    page = candidates_page(DraftFactory())
    assert (page.items, page.fresh) == ((), True)
    unverified = PostingFactory(organisation=OrganisationFactory(status="pending"))
    assert freshness_of_posting(unverified).fresh


# --- Pages ----------------------------------------------------------------------------------------


@pytest.fixture
def crowd(driver, taxonomy) -> list[Posting]:
    """Fifty postings that fit the driver in different degrees."""
    skills = [taxonomy.forklift, taxonomy.inventory, taxonomy.pallet_jack, taxonomy.teamwork]
    postings = [
        PostingFactory(
            asks=[taxonomy.forklift, *skills[1 : 1 + number % 4]],
            occupation=taxonomy.forklift_driver,
            months_experience=12,
        )
        for number in range(50)
    ]
    for posting in postings:
        RequiredCredentialFactory(posting=posting, credential=taxonomy.forklift_card)
    follow()
    return postings


def test_pages_go_through_the_whole_list_best_first_without_repeats(driver, crowd):
    seen, cursor = [], None
    while True:
        page = matches_page(driver, cursor=cursor, size=12)
        assert page.total == 50
        seen += page.items
        cursor = page.next
        if cursor is None:
            break
    assert len({match.posting.pk for match in seen}) == len(seen) == 50
    fits = [match.fit for match in seen]
    assert fits == sorted(fits, reverse=True)


def test_a_cursor_holds_when_a_posting_before_it_closes(driver, crowd):
    first = matches_page(driver, size=10)
    second = matches_page(driver, cursor=first.next, size=10)
    close_posting(posting=first.items[3].posting)
    drain_all()
    again = matches_page(driver, cursor=first.next, size=10)
    assert [match.posting.pk for match in again.items] == [
        match.posting.pk for match in second.items
    ]
    back = matches_page(driver, cursor=again.previous, size=10)
    assert first.items[0].posting in [match.posting for match in back.items]


def test_a_cursor_of_nobodys_making_is_refused(driver):
    with pytest.raises(BadCursorError):
        matches_page(driver, cursor="rubbish")
    with pytest.raises(BadCursorError):
        candidates_page(PostingFactory(), cursor="rubbish")


def test_a_page_of_matches_takes_the_same_queries_at_any_size(driver, crowd):
    counts = [queries_of(lambda n=size: matches_page(driver, size=n)) for size in (5, 50)]
    assert counts == [20, 20]


def test_a_page_of_candidates_takes_the_same_queries_at_any_size(warehouse, taxonomy):
    for number in range(50):
        person = ProfileFactory(holds=[taxonomy.forklift, taxonomy.inventory][: 1 + number % 2])
        ProfileSkillFactory(profile=person, skill=taxonomy.teamwork)
    follow()
    posting = Posting.objects.select_related("organisation", "occupation").get(pk=warehouse.pk)
    counts = [queries_of(lambda n=size: candidates_page(posting, size=n)) for size in (5, 50)]
    assert counts == [20, 20]
    assert len(candidates_page(posting, size=50).items) == 50


def test_one_match_takes_a_fixed_number_of_queries(pair):
    driver, warehouse = pair
    assert queries_of(lambda: match_for(driver, warehouse)) == 16
    assert queries_of(lambda: candidate_for(warehouse, driver.ref)) == 17
