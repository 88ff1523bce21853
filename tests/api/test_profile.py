"""`me/profile/`: read, replaced and changed by its owner."""

import pytest

from jobseekers.models import Profile, ProfileSkill
from matching.models import OutboxEntry
from tests.factories import (
    EmployerUserFactory,
    ExperienceFactory,
    HeldCredentialFactory,
    UserFactory,
)

PROFILE = "me/profile/"


def skills_of(profile):
    return {(row.skill.slug, row.level) for row in profile.skills.select_related("skill")}


def test_the_whole_profile_is_read(jobseeker, profile, taxonomy):
    ExperienceFactory(profile=profile, occupation=taxonomy.warehouse_worker, title="Picker")
    HeldCredentialFactory(profile=profile, credential=taxonomy.cna)

    body = jobseeker.get(PROFILE).json()

    assert body["ref"] == profile.ref
    assert body["visibility"] == "anonymous"
    assert body["skills"] == [
        {
            "skill": "pallet-jack-operation",
            "label": "Pallet-jack operation",
            "level": 2,
            "evidence": "claimed",
            "last_used": None,
        }
    ]
    assert body["experience"][0]["title"] == "Picker"
    assert body["experience"][0]["occupation"] == taxonomy.warehouse_worker.code
    assert body["credentials"][0]["credential"] == taxonomy.cna.slug


def test_labels_come_in_the_language_of_the_caller(as_user, profile):
    body = as_user(profile.user, language="es").get(PROFILE).json()

    assert body["skills"][0]["label"] == "Manejo de transpaleta"


def test_a_patch_with_skills_replaces_the_skills_and_nothing_else(jobseeker, profile):
    response = jobseeker.patch(
        PROFILE, {"skills": [{"skill": "forklift-operation", "level": 3}, {"skill": "inventory"}]}
    )

    assert response.status_code == 200
    assert skills_of(profile) == {("forklift-operation", 3), ("inventory", None)}
    assert [row["skill"] for row in response.json()["skills"]] == [
        "forklift-operation",
        "inventory",
    ]
    assert response.json()["zip"] == profile.zip


def test_a_patch_without_skills_leaves_them(jobseeker, profile):
    jobseeker.patch(PROFILE, {"visibility": "hidden", "max_miles": 15})

    profile.refresh_from_db()
    assert (profile.visibility, profile.max_miles) == ("hidden", 15)
    assert skills_of(profile) == {("pallet-jack-operation", 2)}


def test_every_save_marks_the_profile_for_matching(jobseeker, profile):
    jobseeker.patch(PROFILE, {"skills": []})

    profile.refresh_from_db()
    assert OutboxEntry.objects.get(kind="profile", object_id=profile.pk).revision == (
        profile.revision
    )


def test_what_is_read_may_be_put_back(jobseeker, profile, taxonomy):
    job = ExperienceFactory(profile=profile, occupation=taxonomy.warehouse_worker)
    HeldCredentialFactory(profile=profile, credential=taxonomy.cna)
    before = jobseeker.get(PROFILE).json()

    after = jobseeker.put(PROFILE, before)

    assert after.status_code == 200
    assert after.json() == {**before, "revision": before["revision"] + 1}
    assert profile.experience.get().pk == job.pk


def test_a_put_needs_every_field(jobseeker, profile):
    response = jobseeker.put(PROFILE, {"skills": []})

    assert response.status_code == 400
    assert {"visibility", "zip", "experience", "credentials"} <= set(response.json()["errors"])
    assert profile.skills.exists()


def test_experience_is_replaced_as_a_list(jobseeker, profile, taxonomy):
    ExperienceFactory(profile=profile, occupation=None, title="Gone")

    response = jobseeker.patch(
        PROFILE,
        {
            "experience": [
                {
                    "title": "Stocker",
                    "employer": "Elm City Works",
                    "occupation": taxonomy.warehouse_worker.code,
                    "started": "2020-02-01",
                    "ended": "2022-03-01",
                },
                {"title": "Helper", "started": "2023-01-01"},
            ]
        },
    )

    assert response.status_code == 200
    jobs = profile.experience.order_by("started")
    assert [(job.title, job.occupation) for job in jobs] == [
        ("Stocker", taxonomy.warehouse_worker),
        ("Helper", None),
    ]


def test_credentials_are_replaced_as_a_list(jobseeker, profile, taxonomy):
    HeldCredentialFactory(profile=profile, credential=taxonomy.cna)

    response = jobseeker.patch(
        PROFILE,
        {"credentials": [{"credential": taxonomy.forklift_card.slug, "expires_on": "2027-05-01"}]},
    )

    assert response.status_code == 200
    held = profile.credentials.get()
    assert (held.credential, held.expires_on.isoformat()) == (taxonomy.forklift_card, "2027-05-01")


def test_a_checked_skill_stays_checked_when_nothing_is_said_of_its_evidence(jobseeker, profile):
    profile.skills.update(evidence=ProfileSkill.Evidence.VERIFIED)

    jobseeker.patch(
        PROFILE, {"skills": [{"skill": "pallet-jack-operation", "level": 2, "last_used": 2020}]}
    )

    held = profile.skills.get()
    assert (held.last_used, held.evidence) == (2020, ProfileSkill.Evidence.VERIFIED)


def test_a_checked_skill_is_only_claimed_once_its_level_changes(jobseeker, profile):
    profile.skills.update(evidence=ProfileSkill.Evidence.VERIFIED)

    jobseeker.patch(PROFILE, {"skills": [{"skill": "pallet-jack-operation", "level": 4}]})

    held = profile.skills.get()
    assert (held.level, held.evidence) == (4, ProfileSkill.Evidence.CLAIMED)


def test_nobody_checks_their_own_skill(jobseeker, profile):
    response = jobseeker.patch(
        PROFILE, {"skills": [{"skill": "inventory", "evidence": "verified"}]}
    )

    assert response.status_code == 400
    assert "Entry 1" in response.json()["errors"]["skills"][0]
    assert skills_of(profile) == {("pallet-jack-operation", 2)}


def test_a_person_without_a_profile_gets_an_empty_hidden_one(as_user):
    user = UserFactory()

    body = as_user(user).get(PROFILE).json()

    assert (body["visibility"], body["skills"]) == ("hidden", [])
    assert Profile.objects.get(user=user).ref == body["ref"]


@pytest.mark.parametrize("method", ["get", "patch"])
def test_an_employer_has_no_profile(as_user, method):
    caller = as_user(EmployerUserFactory())

    response = caller.get(PROFILE) if method == "get" else caller.patch(PROFILE, {})

    assert response.status_code == 403
    assert not Profile.objects.exists()


def test_own_words_are_read_and_written_and_matching_is_not_told(jobseeker, profile):
    revision = jobseeker.get(PROFILE).json()["revision"]

    response = jobseeker.patch(PROFILE, {"own_skills": ["Keeping bees", "shoeing horses"]})

    assert response.status_code == 200
    assert sorted(response.json()["own_skills"]) == ["Keeping bees", "shoeing horses"]
    assert response.json()["revision"] == revision

    jobseeker.patch(PROFILE, {"own_skills": ["keeping BEES"], "max_miles": 15})

    profile.refresh_from_db()
    assert [own.text for own in profile.own_skills.all()] == ["keeping BEES"]
    assert (profile.revision, profile.max_miles) == (revision + 1, 15)


@pytest.mark.parametrize(
    "sent",
    [["bees", "BEES"], ["!!"], [""], ["x" * 101], [f"word {n}" for n in range(31)], "bees", [None]],
)
def test_own_words_that_can_not_be_kept_change_nothing(jobseeker, profile, sent):
    jobseeker.patch(PROFILE, {"own_skills": ["keeping bees"]})

    response = jobseeker.patch(PROFILE, {"own_skills": sent, "max_miles": 15})

    assert response.status_code == 400
    assert "own_skills" in str(response.json()["errors"])
    profile.refresh_from_db()
    assert [own.text for own in profile.own_skills.all()] == ["keeping bees"]
    assert profile.max_miles != 15
