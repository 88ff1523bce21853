"""A profile saved as a whole: its lists are replaced together, or nothing changes at all."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobseekers import services
from jobseekers.models import Profile
from jobseekers.services import CredentialClaim, JobClaim, SkillClaim
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


def save(profile, **lists):
    return services.save_profile(profile=profile, details={"phone": "860-555-0100"}, **lists)


def refusal(profile, **lists):
    """What a refused list says, field by field."""
    with pytest.raises(ValidationError) as refused:
        save(profile, **lists)
    return refused.value.message_dict


def claim_of(job):
    return JobClaim(
        title=job.title,
        started=job.started,
        ended=job.ended,
        employer=job.employer,
        occupation=job.occupation,
    )


def marks_of(profile):
    return OutboxEntry.objects.filter(kind=OutboxEntry.Kind.PROFILE, object_id=profile.pk)


def test_everything_given_takes_the_place_of_what_was_there_and_is_marked_once(profile):
    ProfileSkillFactory(profile=profile)
    ExperienceFactory(profile=profile)
    HeldCredentialFactory(profile=profile)
    skill, occupation, credential = SkillFactory(), OccupationFactory(), CredentialFactory()
    before = profile.revision

    save(
        profile,
        skills=[SkillClaim(skill=skill)],
        jobs=[JobClaim(title="Cook", started=date(2020, 1, 1), occupation=occupation)],
        credentials=[CredentialClaim(credential=credential, expires_on=TODAY)],
    )

    assert profile.phone == "860-555-0100"
    assert profile.skills.get().skill == skill
    assert (profile.experience.get().title, profile.experience.get().occupation) == (
        "Cook",
        occupation,
    )
    assert (profile.credentials.get().credential, profile.credentials.get().expires_on) == (
        credential,
        TODAY,
    )
    assert profile.revision == before + 1
    assert marks_of(profile).get().revision == before + 1


def test_lists_that_are_not_given_stay_and_empty_ones_are_emptied(profile):
    job = ExperienceFactory(profile=profile)
    HeldCredentialFactory(profile=profile)

    save(profile, credentials=[])

    assert profile.experience.get() == job
    assert not profile.credentials.exists()


def test_what_is_stated_as_before_keeps_its_row(profile):
    job, other = ExperienceFactory(profile=profile), ExperienceFactory(profile=profile)
    held = HeldCredentialFactory(profile=profile)
    changed = JobClaim(title="Baker", started=other.started, ended=other.ended)

    save(
        profile,
        jobs=[claim_of(job), changed],
        credentials=[CredentialClaim(credential=held.credential, expires_on=TODAY)],
    )

    assert profile.experience.get(title=job.title).pk == job.pk
    assert profile.experience.get(title="Baker").pk != other.pk
    assert profile.experience.count() == 2
    assert (profile.credentials.get().pk, profile.credentials.get().expires_on) == (held.pk, TODAY)


def test_the_same_job_told_twice_is_two_jobs(profile):
    job = ExperienceFactory(profile=profile)

    save(profile, jobs=[claim_of(job), claim_of(job)])

    assert profile.experience.count() == 2


def a_good_job():
    return JobClaim(title="Cook", started=date(2020, 1, 1))


def a_credential(**claim):
    return CredentialClaim(credential=CredentialFactory(**claim))


@pytest.mark.parametrize(
    ("field", "lists"),
    [
        (
            "experience",
            lambda: {"jobs": [a_good_job(), JobClaim(title="Cook", started=TODAY + timedelta(1))]},
        ),
        ("experience", lambda: {"jobs": [a_good_job(), JobClaim(title="", started=TODAY)]}),
        (
            "credentials",
            lambda: {"jobs": [], "credentials": [a_credential(), a_credential(retired=True)]},
        ),
        (
            "credentials",
            lambda: {
                "credentials": [
                    a_credential(),
                    CredentialClaim(credential=CredentialFactory(), expires_on=date(9999, 1, 1)),
                ]
            },
        ),
    ],
    ids=["a job to come", "a job without a title", "a retired credential", "valid for ever"],
)
def test_one_impossible_entry_is_named_and_nothing_at_all_is_saved(profile, field, lists):
    job, held = ExperienceFactory(profile=profile), HeldCredentialFactory(profile=profile)
    skill = ProfileSkillFactory(profile=profile)
    before = profile.revision

    refused = refusal(profile, skills=[], **lists())

    assert set(refused) == {field}
    assert refused[field][0].startswith("Entry 2: ")
    profile.refresh_from_db()
    assert (profile.phone, profile.revision) == ("", before)
    assert profile.skills.get() == skill
    assert profile.experience.get() == job
    assert profile.credentials.get() == held
    assert not marks_of(profile).exists()


def test_a_retired_credential_that_is_held_may_stay(profile):
    held = HeldCredentialFactory(profile=profile, credential=CredentialFactory(retired=True))

    save(profile, credentials=[CredentialClaim(credential=held.credential, expires_on=TODAY)])

    assert profile.credentials.get().expires_on == TODAY


def test_a_credential_named_twice_is_refused(profile):
    claim = a_credential()

    assert set(refusal(profile, credentials=[claim, claim])) == {"credentials"}


def test_a_profile_holds_only_so_many_jobs_and_credentials(profile, monkeypatch):
    monkeypatch.setattr("jobseekers.services.jobs.MAX_JOBS", 2)
    monkeypatch.setattr("jobseekers.services.credentials.MAX_CREDENTIALS", 2)
    credentials = [a_credential() for _ in range(3)]

    assert set(refusal(profile, jobs=[a_good_job()] * 3)) == {"experience"}
    assert set(refusal(profile, credentials=credentials)) == {"credentials"}

    save(profile, jobs=[a_good_job()] * 2, credentials=credentials[:2])
    assert (profile.experience.count(), profile.credentials.count()) == (2, 2)


@pytest.mark.parametrize("field", ["revision", "user", "latitude", "next_change"])
def test_a_field_that_is_nobodys_to_set_is_refused(profile, field):
    with pytest.raises(ValidationError) as refused:
        services.save_profile(profile=profile, details={field: 7}, jobs=[])

    assert set(refused.value.message_dict) == {field}


def test_a_change_of_access_tells_matching_and_changes_nothing_else(profile):
    before = profile.revision

    services.follow_access(user=profile.user)

    profile.refresh_from_db()
    assert profile.revision == before + 1
    assert marks_of(profile).get().revision == before + 1


def test_a_change_of_access_of_somebody_without_a_profile_makes_none():
    user = UserFactory()

    services.follow_access(user=user)

    assert not Profile.objects.filter(user=user).exists()
    assert not OutboxEntry.objects.exists()
