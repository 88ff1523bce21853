"""Filters over all open postings find what the reference finds, and count it."""

import random
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from employers.models import Posting
from jobseekers.dates import age_on
from jobseekers.models import Profile
from matching import engine
from matching.live import Filters, openings
from matching.live.filtering import BANDS, MILES, PAY
from matching.selectors import match_for, matches_page
from matching.snapshots import load_postings, load_profiles, load_taxonomy
from portal.common.places import miles_between
from portal.common.words import Shift, WagePeriod, WorkMode, dollars_an_hour
from skills.models import Occupation, Skill
from tests.factories import (
    ExperienceFactory,
    HeldCredentialFactory,
    PostingFactory,
    ProfileFactory,
    RequiredCredentialFactory,
)
from tests.matching.draining import drain_all

pytestmark = pytest.mark.django_db

ZIPS = ("06106", "06511", "06901", "06360", "06810", "")
SECTORS = ("logistics", "health_care", "")


def some(rng: random.Random, values: object, most: int) -> list:
    values = list(values)
    return rng.sample(values, rng.randint(0, min(most, len(values))))


def a_market(rng: random.Random, taxonomy) -> Profile:
    """Forty openings of every sort, and one person."""
    skills = list(Skill.objects.order_by("id"))
    for number, occupation in enumerate(Occupation.objects.order_by("id")):
        occupation.sector = SECTORS[number % len(SECTORS)]
        occupation.save()
    occupations = [*Occupation.objects.order_by("id"), None]
    for _ in range(40):
        lowest = Decimal(rng.randint(1500, 4500)) / 100
        period = rng.choice([WagePeriod.HOUR, WagePeriod.YEAR])
        times = 2080 if period == WagePeriod.YEAR else 1
        posting = PostingFactory(
            zip=rng.choice(ZIPS),
            asks=some(rng, skills, 3),
            occupation=rng.choice(occupations),
            work_mode=rng.choice(WorkMode.values),
            shifts=some(rng, Shift.values, 2),
            wage_min=lowest * times,
            wage_max=rng.choice([None, (lowest + 3) * times]),
            wage_period=period,
            education=rng.choice([None, 2, 6]),
            months_experience=rng.choice([None, 12]),
        )
        if rng.random() < 0.3:
            RequiredCredentialFactory(posting=posting, credential=taxonomy.forklift_card)
    profile = ProfileFactory(
        zip=rng.choice(ZIPS),
        holds=some(rng, skills, 6),
        education=rng.choice([None, 2]),
        birth_date=rng.choice([None, timezone.localdate() - timedelta(days=17 * 365)]),
    )
    ExperienceFactory(profile=profile, occupation=taxonomy.warehouse_worker)
    if rng.random() < 0.5:
        HeldCredentialFactory(profile=profile, credential=taxonomy.forklift_card)
    return profile


def some_filters(rng: random.Random) -> Filters:
    def maybe(values: object, empty: object) -> object:
        return rng.choice(list(values)) if rng.random() < 0.4 else empty

    return Filters(
        miles=maybe(MILES, None),
        pay=maybe(map(Decimal, [*PAY, "17.33"]), None),
        where=maybe(WorkMode.values, ""),
        shift=maybe(Shift.values, ""),
        sector=maybe(SECTORS[:2], ""),
        band=maybe(BANDS, ""),
        gates=rng.random() < 0.3,
    )


def passes(profile: Profile, posting: Posting, found: engine.Explanation, filters: Filters) -> bool:
    """The filters in plain words."""
    if filters.miles is not None and posting.work_mode != WorkMode.REMOTE:
        places = [profile.latitude, profile.longitude, posting.latitude, posting.longitude]
        if None in places or miles_between(*places) > filters.miles:
            return False
    if filters.pay is not None:
        most = posting.wage_max or posting.wage_min
        if dollars_an_hour(most, posting.wage_period) < filters.pay:
            return False
    if filters.sector and getattr(posting.occupation, "sector", "") != filters.sector:
        return False
    return (
        filters.where in ("", posting.work_mode)
        and (not filters.shift or filters.shift in posting.shifts)
        and found.fit >= BANDS.get(filters.band, 0)
        and (not filters.gates or all(gate.open for gate in found.gates))
    )


def by_the_reference(profile: Profile, filters: Filters) -> list[int]:
    """Every open posting, one by one, scored by the reference with the whole taxonomy."""
    today, taxonomy = timezone.localdate(), load_taxonomy()
    person = load_profiles([profile.pk], today)[profile.pk].input
    ranked = []
    for posting in Posting.objects.public(today).select_related("occupation").order_by("id"):
        asked = load_postings([posting.pk], today)[posting.pk].input
        found = engine.explain(person, asked, taxonomy, engine.DEFAULT, today)
        least = posting.occupation.minimum_age if posting.occupation else 0
        is_old_enough = profile.birth_date is None or age_on(profile.birth_date, today) >= least
        if found.band and is_old_enough and passes(profile, posting, found, filters):
            opened = all(gate.open for gate in found.gates)
            pair = engine.pair_hash(profile.pk, posting.pk)
            ranked.append((-engine.rank_key(opened, found.fit, pair), posting.pk))
    return [pk for _, pk in sorted(ranked)]


@pytest.mark.parametrize("seed", range(6))
def test_any_filters_leave_what_the_reference_leaves_of_all_open_postings(seed, taxonomy):
    rng = random.Random(seed)
    profile = a_market(rng, taxonomy)
    everything = by_the_reference(profile, Filters())
    for filters in [some_filters(rng) for _ in range(12)]:
        if not filters:
            continue
        page = matches_page(profile, filters, size=100)
        expected = by_the_reference(profile, filters)
        assert [match.posting.pk for match in page.items] == expected
        assert (page.total, page.complete, page.fresh) == (len(expected), True, True)
        assert page.narrowed.unfiltered == len(everything)


def test_every_option_is_counted_as_if_it_were_chosen(taxonomy):
    rng = random.Random(20)
    profile = a_market(rng, taxonomy)
    filters = Filters(pay=Decimal(20), shift="day")
    narrowed = matches_page(profile, filters).narrowed
    for where, count in narrowed.counts["where"].items():
        wished = Filters(pay=Decimal(20), shift="day", where=where)
        assert count == len(by_the_reference(profile, wished))
    for pay, count in narrowed.counts["pay"].items():
        assert count == len(by_the_reference(profile, Filters(pay=Decimal(pay), shift="day")))
    assert narrowed.without == {
        "pay": len(by_the_reference(profile, Filters(shift="day"))),
        "shift": len(by_the_reference(profile, Filters(pay=Decimal(20)))),
    }


def test_a_filter_finds_what_the_stored_list_has_cut_off(taxonomy, settings):
    settings.MATCHING_POSTINGS_PER_PROFILE, settings.MATCHING_RESERVE = 3, 1
    profile = ProfileFactory(holds=[taxonomy.forklift, taxonomy.inventory])
    for _ in range(8):
        PostingFactory(asks=[taxonomy.forklift], zip="06511")
    near = PostingFactory(asks=[taxonomy.forklift, taxonomy.bathing], zip="06106")
    drain_all()
    assert near.pk not in [match.posting.pk for match in matches_page(profile).items]
    page = matches_page(profile, Filters(miles=10))
    assert [match.posting for match in page.items] == [near]
    assert page.items[0].explanation == match_for(profile, near).explanation


def test_cursors_lead_through_a_filtered_list(taxonomy):
    profile = ProfileFactory(holds=[taxonomy.forklift])
    PostingFactory.create_batch(7, asks=[taxonomy.forklift])
    filters, seen, cursor = Filters(band="strong"), [], None
    while True:
        page = matches_page(profile, filters, cursor=cursor, size=3)
        seen += [match.posting.pk for match in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert seen == by_the_reference(profile, filters)


def test_a_posting_takes_few_bytes(taxonomy):
    asked = list(Skill.objects.order_by("id"))[:12]
    PostingFactory.create_batch(20, asks=asked)
    now = openings.now()
    assert now.nbytes / len(now.ids) <= 500
