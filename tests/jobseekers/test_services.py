"""Every write to a profile: kept whole, refused with a reason per field, told to matching."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobseekers import services
from jobseekers.models import Experience, HeldCredential, Profile, ProfileSkill
from jobseekers.services import SkillClaim
from matching.models import OutboxEntry
from tests.factories import (
    CredentialFactory,
    ExperienceFactory,
    HeldCredentialFactory,
    OccupationFactory,
    ProfileFactory,
    ProfileSkillFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def profile():
    return ProfileFactory()


def marks_of(profile):
    return OutboxEntry.objects.filter(kind=OutboxEntry.Kind.PROFILE, object_id=profile.pk)


def refusal(act, **inputs):
    """The fields that a service refuses."""
    with pytest.raises(ValidationError) as refused:
        act(**inputs)
    return set(refused.value.message_dict)


def test_a_new_jobseeker_has_an_empty_hidden_profile():
    profile = services.create_profile(user=UserFactory())

    assert profile.visibility == "hidden"
    assert not profile.skills.exists()
    assert marks_of(profile).count() == 1


def test_asking_for_a_profile_twice_makes_one():
    user = UserFactory()

    assert services.create_profile(user=user) == services.create_profile(user=user)


@pytest.mark.parametrize(
    "act",
    [
        lambda p, s: services.add_skill(profile=p, claim=SkillClaim(skill=s)),
        lambda p, s: services.replace_skills(profile=p, skills=[SkillClaim(skill=s)]),
        lambda p, s: services.save_profile(profile=p, details={"phone": "1"}, skills=None),
        lambda p, s: services.update_details(profile=p, max_miles=10),
        lambda p, s: services.set_visibility(profile=p, visibility="hidden"),
        lambda p, s: services.save_job(profile=p, title="Cook", started=date(2020, 1, 1)),
        lambda p, s: services.save_credential(profile=p, credential=CredentialFactory()),
    ],
)
def test_every_change_raises_the_revision_and_marks_the_profile_once(profile, act):
    before = profile.revision

    act(profile, SkillFactory())

    assert profile.revision == before + 1
    assert marks_of(profile).get().revision == before + 1


def test_a_refused_change_leaves_no_trace(profile):
    held = ProfileSkillFactory(profile=profile)
    before = profile.revision

    refusal(
        services.save_profile,
        profile=profile,
        details={"full_name": "Ana", "zip": "00000"},
        skills=[],
    )

    profile.refresh_from_db()
    assert (profile.full_name, profile.revision) == ("", before)
    assert list(profile.skills.all()) == [held]
    assert not marks_of(profile).exists()


@pytest.mark.parametrize("field", ["level", "last_used", "evidence"])
def test_a_skill_with_an_impossible_answer_is_refused_at_its_field(profile, field):
    impossible = {"level": 9, "last_used": TODAY.year + 1, "evidence": "verified"}[field]
    claim = SkillClaim(skill=SkillFactory(), **{field: impossible})

    assert refusal(services.add_skill, profile=profile, claim=claim) == {field}
    assert not profile.skills.exists()


def test_a_skill_is_held_once(profile):
    held = ProfileSkillFactory(profile=profile)

    fields = refusal(services.add_skill, profile=profile, claim=SkillClaim(skill=held.skill))

    assert fields == {"skill"}


def test_a_retired_skill_can_be_kept_but_not_added(profile):
    retired = SkillFactory(retired=True)
    kept = ProfileSkillFactory(profile=profile, skill=SkillFactory(retired=True))

    assert refusal(services.add_skill, profile=profile, claim=SkillClaim(skill=retired)) == {
        "skill"
    }
    services.change_skill(profile=profile, claim=SkillClaim(skill=kept.skill, level=3))
    assert profile.skills.get().level == 3


def test_a_profile_holds_only_so_many_skills(profile, monkeypatch):
    monkeypatch.setattr("jobseekers.services.skills.MAX_SKILLS", 2)
    claims = [SkillClaim(skill=SkillFactory()) for _ in range(3)]

    assert refusal(services.replace_skills, profile=profile, skills=claims) == {"skills"}
    services.replace_skills(profile=profile, skills=claims[:2])
    assert refusal(services.add_skill, profile=profile, claim=claims[2]) == {"skill"}


def test_a_skill_named_twice_is_refused(profile):
    claim = SkillClaim(skill=SkillFactory())

    assert refusal(services.replace_skills, profile=profile, skills=[claim, claim]) == {"skills"}


def test_replacing_skills_keeps_the_rows_that_stay(profile):
    stays = ProfileSkillFactory(profile=profile, level=1)
    goes = ProfileSkillFactory(profile=profile)
    comes = SkillFactory()

    services.replace_skills(
        profile=profile, skills=[SkillClaim(skill=stays.skill, level=4), SkillClaim(skill=comes)]
    )

    assert {(held.skill, held.level) for held in profile.skills.select_related("skill")} == {
        (stays.skill, 4),
        (comes, None),
    }
    assert profile.skills.get(skill=stays.skill).pk == stays.pk
    assert not profile.skills.filter(skill=goes.skill).exists()


def test_a_removed_skill_comes_back_as_it_was_even_if_checked_by_staff(profile):
    held = ProfileSkillFactory(profile=profile, level=3, evidence="verified", last_used=2020)

    removed = services.remove_skill(profile=profile, skill=held.skill)
    services.restore_skill(
        profile=profile,
        claim=SkillClaim(
            skill=held.skill,
            level=removed.level,
            evidence=removed.evidence,
            last_used=removed.last_used,
        ),
    )

    back = profile.skills.get()
    assert (back.level, back.evidence, back.last_used) == (3, "verified", 2020)


def test_a_skill_added_again_by_hand_is_not_restored_over(profile):
    held = ProfileSkillFactory(profile=profile, level=1)

    fields = refusal(services.restore_skill, profile=profile, claim=SkillClaim(skill=held.skill))

    assert fields == {"skill"}


def test_nobody_marks_their_own_skill_checked(profile):
    held = ProfileSkillFactory(profile=profile)
    claim = SkillClaim(skill=held.skill, evidence=ProfileSkill.Evidence.VERIFIED)

    assert refusal(services.change_skill, profile=profile, claim=claim) == {"evidence"}


@pytest.mark.parametrize(
    ("stated", "evidence"),
    [
        ({"level": 2}, "verified"),
        ({"level": 2, "last_used": 2020}, "verified"),
        ({"level": 3}, "claimed"),
        ({"level": 1}, "claimed"),
        ({"level": None}, "claimed"),
    ],
)
@pytest.mark.parametrize(
    "act",
    [
        lambda p, claim: services.change_skill(profile=p, claim=claim),
        lambda p, claim: services.save_profile(profile=p, details={}, skills=[claim]),
    ],
    ids=["one skill", "the whole profile"],
)
def test_a_check_does_not_vouch_for_a_level_that_nobody_checked(profile, act, stated, evidence):
    held = ProfileSkillFactory(profile=profile, level=2, evidence="verified")

    act(profile, SkillClaim(skill=held.skill, evidence="verified", **stated))

    held.refresh_from_db()
    assert (held.level, held.evidence) == (stated["level"], evidence)


@pytest.mark.parametrize("act", ["change_skill", "remove_skill"])
def test_a_skill_that_is_not_held_does_not_exist(profile, act):
    skill = ProfileSkillFactory().skill
    inputs = {"claim": SkillClaim(skill=skill)} if act == "change_skill" else {"skill": skill}

    with pytest.raises(ProfileSkill.DoesNotExist):
        getattr(services, act)(profile=profile, **inputs)


@pytest.mark.parametrize(
    ("details", "fields"),
    [
        ({"zip": "1234"}, {"zip"}),
        ({"zip": "00000"}, {"zip"}),
        ({"birth_date": TODAY + timedelta(days=1)}, {"birth_date"}),
        ({"birth_date": date(1850, 1, 1)}, {"birth_date"}),
        ({"min_hours": 40, "max_hours": 20}, {"max_hours"}),
        ({"max_miles": 0}, {"max_miles"}),
        ({"max_miles": "far"}, {"max_miles"}),
        ({"wage_floor": -1}, {"wage_floor"}),
        ({"wage_floor_period": "FORTNIGHT"}, {"wage_floor_period"}),
        ({"education": 99}, {"education"}),
        ({"shifts": ["noon"]}, {"shifts"}),
        ({"visibility": "everyone"}, {"visibility"}),
        ({"full_name": "x" * 121}, {"full_name"}),
        ({"revision": 7}, {"revision"}),
        ({"zip": "nope", "transport": "rocket"}, {"zip", "transport"}),
    ],
)
def test_details_that_cannot_be_are_refused_field_by_field(profile, details, fields):
    assert refusal(services.update_details, profile=profile, **details) == fields


def test_a_zip_code_gives_the_place_and_taking_it_away_takes_the_place_too(profile):
    services.update_details(profile=profile, zip="06510")
    assert profile.latitude == pytest.approx(41.3, abs=0.1)

    services.update_details(profile=profile, zip="")
    assert (profile.latitude, profile.longitude) == (None, None)


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"started": TODAY + timedelta(days=1)}, "started"),
        ({"started": date(1066, 10, 14)}, "started"),
        ({"started": date(2020, 5, 1), "ended": date(2020, 4, 30)}, "ended"),
        ({"started": date(2020, 5, 1), "ended": date(9999, 12, 31)}, "ended"),
    ],
)
def test_a_job_with_impossible_dates_is_refused_at_the_date(profile, dates, field):
    assert refusal(services.save_job, profile=profile, title="Cook", **dates) == {field}
    assert not profile.experience.exists()


def test_a_job_is_changed_and_not_doubled(profile):
    job = ExperienceFactory(profile=profile)

    services.save_job(
        profile=profile, job_id=job.pk, title="Chef", started=job.started, ended=job.ended
    )

    assert profile.experience.get().title == "Chef"


def test_another_persons_job_does_not_exist(profile):
    foreign = ExperienceFactory()

    with pytest.raises(Experience.DoesNotExist):
        services.save_job(profile=profile, job_id=foreign.pk, title="X", started=foreign.started)
    with pytest.raises(Experience.DoesNotExist):
        services.remove_job(profile=profile, job_id=foreign.pk)


def test_a_removed_job_tells_what_it_was(profile):
    job = ExperienceFactory(profile=profile, title="Cook")

    assert services.remove_job(profile=profile, job_id=job.pk).title == "Cook"
    assert not profile.experience.exists()


def test_a_job_that_goes_on_is_looked_at_again_when_its_next_year_is_full(profile):
    started = TODAY - timedelta(days=100)

    services.save_job(
        profile=profile, title="Cook", started=started, occupation=OccupationFactory()
    )

    assert profile.next_change == date(started.year + 1, started.month, started.day)


def test_a_credential_saved_again_changes_its_date(profile):
    held = HeldCredentialFactory(profile=profile)
    until = TODAY + timedelta(days=30)

    services.save_credential(profile=profile, credential=held.credential, expires_on=until)

    assert profile.credentials.get().expires_on == until
    assert profile.next_change == until + timedelta(days=1)


@pytest.mark.parametrize("expires_on", [date(9999, 12, 31), date(1492, 10, 12)])
def test_a_credential_valid_until_an_impossible_day_is_refused(profile, expires_on):
    fields = refusal(
        services.save_credential,
        profile=profile,
        credential=CredentialFactory(),
        expires_on=expires_on,
    )

    assert fields == {"expires_on"}


def test_a_retired_credential_is_not_added(profile):
    retired = CredentialFactory(retired=True)

    assert refusal(services.save_credential, profile=profile, credential=retired) == {"credential"}


def test_a_removed_credential_tells_what_it_was(profile):
    held = HeldCredentialFactory(profile=profile, expires_on=TODAY)

    removed = services.remove_credential(profile=profile, credential=held.credential)

    assert removed.expires_on == TODAY
    with pytest.raises(HeldCredential.DoesNotExist):
        services.remove_credential(profile=profile, credential=held.credential)


def test_a_deleted_profile_is_forgotten_by_matching_too(profile):
    ProfileSkillFactory(profile=profile)
    pk = profile.pk

    services.delete_profile(profile=profile)

    assert not Profile.objects.filter(pk=pk).exists()
    assert OutboxEntry.objects.get(object_id=pk).reason == "profile deleted"


def test_profiles_whose_day_has_come_are_marked_and_get_their_next_day(profile):
    HeldCredentialFactory(profile=profile, expires_on=TODAY - timedelta(days=1))
    Profile.objects.filter(pk=profile.pk).update(next_change=TODAY)

    assert services.mark_due_profiles(today=TODAY) == 1

    profile.refresh_from_db()
    assert profile.next_change is None
    assert marks_of(profile).get().revision == profile.revision


def test_a_change_locks_the_profile_before_it_reads_it(profile):
    with CaptureQueriesContext(connection) as seen:
        services.update_details(profile=profile, max_miles=5)

    first = next(query["sql"] for query in seen if query["sql"].startswith("SELECT"))
    assert "FOR UPDATE" in first
