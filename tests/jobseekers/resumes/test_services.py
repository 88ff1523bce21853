"""What of a résumé reaches the profile, and the files that are kept."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from jobseekers import services
from jobseekers.models import KeptResume, Profile
from jobseekers.services import CredentialClaim, JobClaim, SkillClaim
from matching.models import OutboxEntry
from tests.factories import CredentialFactory, ProfileFactory, ProfileSkillFactory, SkillFactory

pytestmark = pytest.mark.django_db

STOCKER = JobClaim(title="Stocker", employer="Elm City Works", started=date(2019, 1, 1))


@pytest.fixture
def profile() -> Profile:
    return ProfileFactory()


def test_only_what_is_new_is_added_and_matching_is_told_once(profile: Profile) -> None:
    held, new = SkillFactory(), SkillFactory()
    ProfileSkillFactory(profile=profile, skill=held, level=4)
    before = profile.revision

    added = services.confirm_resume(
        profile=profile,
        skills=[SkillClaim(skill=held, level=1), SkillClaim(skill=new), SkillClaim(skill=new)],
        jobs=[STOCKER, STOCKER],
        credentials=[CredentialClaim(credential=CredentialFactory())],
        details={"education": 2},
    )

    assert (added.skills, added.jobs, added.credentials, added.details) == (1, 1, 1, 1)
    assert profile.skills.get(skill=held).level == 4
    assert profile.revision == before + 1
    assert OutboxEntry.objects.filter(object_id=profile.pk).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"jobs": [JobClaim(title="Cook", started=date(2999, 1, 1))]},
        {"details": {"zip": "00000"}},
        {"details": {"no_such": 1}},
    ],
)
def test_one_wrong_entry_saves_nothing(profile: Profile, wrong: dict) -> None:
    with pytest.raises((ValidationError, AttributeError)):
        services.confirm_resume(
            profile=profile, **{"skills": [SkillClaim(skill=SkillFactory())], **wrong}
        )

    assert not profile.skills.exists()


def test_a_profile_takes_no_more_than_it_holds(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobseekers.services.skills.MAX_SKILLS", 2)
    with pytest.raises(ValidationError) as refused:
        services.confirm_resume(
            profile=profile, skills=[SkillClaim(skill=SkillFactory()) for _ in range(3)]
        )

    assert set(refused.value.message_dict) == {"skills"}


def test_the_same_file_is_kept_once(profile: Profile) -> None:
    first = services.keep_resume(profile=profile, content=b"resume", kind="text")
    again = services.keep_resume(profile=profile, content=b"resume", kind="text")

    assert first == again
    assert profile.resumes.count() == 1


def test_files_go_with_their_profile(profile: Profile, django_capture_on_commit_callbacks) -> None:
    kept = services.keep_resume(profile=profile, content=b"resume", kind="text")
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_profile(profile=profile)

    assert not storages["resumes"].exists(kept.name)


def test_files_that_nobody_has_any_more_are_swept_away(profile: Profile) -> None:
    later = timezone.now() + timedelta(hours=2)
    services.sweep_files(now=later)  # what other tests left
    kept = services.keep_resume(profile=profile, content=b"resume", kind="text")
    storages["resumes"].save("left-behind", ContentFile(b"of a deleted account"))

    assert services.sweep_files(now=timezone.now()) == 0
    assert services.sweep_files(now=later) == 1
    assert storages["resumes"].exists(kept.name)
    assert not storages["resumes"].exists("left-behind")


def test_on_a_disk_files_are_for_the_portal_alone(profile: Profile, settings, tmp_path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "resumes": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": tmp_path / "resumes",
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        },
    }
    assert services.sweep_files_now() == 0
    kept = services.keep_resume(profile=profile, content=b"resume", kind="text")

    path = tmp_path / "resumes" / kept.name
    assert path.read_bytes() == b"resume"
    assert oct(path.stat().st_mode)[-3:] == "600"
    assert oct(path.parent.stat().st_mode)[-3:] == "700"
    assert KeptResume.objects.count() == 1
