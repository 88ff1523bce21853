"""Invented data is as good as if people had entered it: every rule holds, and matching is told."""

from collections.abc import Iterable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import TestCase, override_settings
from django.utils import timezone

from accounts.models import User
from employers import dates as posting_dates
from employers.models import Organisation, Posting
from employers.rules import publishing_errors
from jobseekers import dates as profile_dates
from jobseekers.models import Profile
from matching.models import OutboxEntry
from matching.selectors import candidates_page, matches_page
from portal.common.places import place_of_zip
from skills.models import Occupation, Skill
from tests.matching.draining import assert_matches_are_exact, drain_all

pytestmark = pytest.mark.django_db


def load(**options) -> str:
    out = StringIO()
    call_command("load_demo", **{"profiles": 60, "postings": 40, "stdout": out} | options)
    return out.getvalue()


def described(profile: Profile) -> tuple:
    """All that a profile says, without what differs by sequence or clock."""
    return (
        profile.ref,
        profile.zip,
        profile.education,
        profile.birth_date,
        profile.wage_floor,
        sorted(profile.skills.values_list("skill__slug", "level", "evidence", "last_used")),
        sorted(profile.experience.values_list("title", "started", "ended", "occupation__code")),
    )


def assert_values_are_clean(rows: Iterable[Model]) -> None:
    """Every value is one that a form would take; the database has looked after the keys."""
    for row in rows:
        row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])


class LoadedDemo(TestCase):
    """The starter taxonomy and the data of one load."""

    told: str

    @classmethod
    def setUpTestData(cls) -> None:
        call_command("load_taxonomy", stdout=StringIO())
        cls.told = load()

    def test_every_row_passes_its_models_own_checks(self):
        for profile in Profile.objects.prefetch_related("skills", "experience", "credentials"):
            profile.full_clean()
            held = (*profile.skills.all(), *profile.experience.all(), *profile.credentials.all())
            assert_values_are_clean(held)
        for organisation in Organisation.objects.all():
            organisation.full_clean()
            assert organisation.memberships.filter(role="owner").exists()
        for posting in Posting.objects.prefetch_related("requirements", "gates"):
            posting.full_clean()
            assert_values_are_clean((*posting.requirements.all(), *posting.gates.all()))

    def test_places_and_dates_are_filled_as_the_services_fill_them(self):
        today = timezone.localdate()
        for profile in Profile.objects.prefetch_related("experience", "credentials"):
            place = place_of_zip(profile.zip)
            assert (profile.latitude, profile.longitude) == (place.latitude, place.longitude)
            assert profile.next_change == profile_dates.next_change(
                profile, profile.experience.all(), profile.credentials.all(), today
            )
            assert all(job.started <= today for job in profile.experience.all())
        for posting in Posting.objects.all():
            place = place_of_zip(posting.zip)
            assert (posting.town, place.state) == (place.town, "CT")
            assert (posting.latitude, posting.longitude) == (place.latitude, place.longitude)
            assert posting.next_change == posting_dates.next_change(posting, today)

    def test_public_postings_keep_the_law(self):
        public = Posting.objects.public(timezone.localdate())
        assert public.count() > 20
        for posting in public:
            assert publishing_errors(posting, asks=posting.requirements.count()) == {}
        assert (
            not Posting.objects.filter(status="published")
            .exclude(organisation__status="verified")
            .exists()
        )

    def test_the_law_asks_a_licence_of_some_postings(self):
        for posting in Posting.objects.select_related("occupation"):
            asked = set(posting.gates.values_list("credential_id", flat=True))
            by_law = posting.occupation.typical_credentials.filter(required=True)
            assert set(by_law.values_list("credential_id", flat=True)) <= asked

    def test_nobody_in_the_crowd_has_a_name_or_can_sign_in(self):
        named = Profile.objects.exclude(full_name="", phone="")
        assert [profile.user.email for profile in named] == ["jobseeker@example.org"]
        able = [user.email for user in User.objects.all() if user.has_usable_password()]
        assert sorted(able) == [
            "employer@example.org",
            "jobseeker@example.org",
            "staff@example.org",
        ]

    def test_the_demo_people_can_sign_in_and_have_something_to_see(self):
        for email in ("jobseeker@example.org", "employer@example.org", "staff@example.org"):
            assert self.client.login(email=email, password="demo-portal")
        drain_all()
        jobseeker = Profile.objects.get(user__email="jobseeker@example.org")
        assert jobseeker.visibility == "anonymous"
        assert matches_page(jobseeker).total > 3
        own = Posting.objects.of_member(User.objects.get(email="employer@example.org"))
        assert own.public(timezone.localdate()).count() == own.count() >= 5
        assert any(candidates_page(posting).total for posting in own)
        assert User.objects.get(email="staff@example.org").is_superuser

    def test_matching_is_told_and_follows_exactly(self):
        assert OutboxEntry.objects.filter(kind="shard").exists()
        drain_all()
        assert_matches_are_exact()

    def test_what_is_asked_for_is_what_comes_and_rates_are_told(self):
        assert Profile.objects.count() == 61
        assert Posting.objects.count() >= 45
        assert "profiles: 60 of 60" in self.told
        assert "a second" in self.told
        assert "demo-portal" in self.told


def test_a_second_load_is_refused_unless_it_is_to_add(taxonomy):
    load()
    with pytest.raises(CommandError, match="--add"):
        load()
    before = set(Profile.objects.values_list("ref", flat=True))
    load(add=True, profiles=5, postings=5)
    assert Profile.objects.count() == len(before) + 5
    assert User.objects.filter(email="jobseeker@example.org").count() == 1


def test_the_same_seed_gives_the_same_people(taxonomy):
    load()
    crowd = Profile.objects.filter(full_name="").order_by("pk")
    first = [described(profile) for profile in crowd]
    Profile.objects.all().delete()
    Organisation.objects.all().delete()
    User.objects.all().delete()
    load()
    assert [described(profile) for profile in crowd.all()] == first
    Profile.objects.all().delete()
    Organisation.objects.all().delete()
    User.objects.all().delete()
    load(seed=2)
    assert [described(profile) for profile in crowd.all()] != first


def test_without_a_taxonomy_nothing_is_loaded(db):
    assert not Occupation.objects.exists()
    with pytest.raises(CommandError, match="taxonomy"):
        load()
    assert not User.objects.exists()


def test_a_small_foreign_taxonomy_will_do(taxonomy):
    load(profiles=20, postings=10)
    assert Profile.objects.count() == 21
    assert set(Skill.objects.filter(retired=True)) == set()


@override_settings(DEMO_DATA=False)
def test_settings_that_take_no_demo_data_refuse_it(taxonomy):
    with pytest.raises(CommandError, match="DEMO_DATA"):
        load()
    assert not User.objects.exists()
