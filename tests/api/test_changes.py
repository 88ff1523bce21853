"""Changes over the API, from both sides."""

import pytest

from employers import services as employers
from jobseekers import services as jobseekers
from jobseekers.services import SkillClaim
from tests.factories import ProfileSkillFactory
from tests.matching.candidates import follow_all
from tests.matching.draining import drain_all

pytestmark = pytest.mark.django_db

CHANGES = "me/changes/"


@pytest.fixture
def moved(profile, posting, taxonomy):
    """The profile learns what the posting asks; both lists were there before."""
    ProfileSkillFactory(profile=profile, skill=taxonomy.forklift)
    follow_all()
    jobseekers.add_skill(profile=profile, claim=SkillClaim(skill=taxonomy.inventory, level=4))
    drain_all()


def follow(caller, address):
    return caller.get(address.partition("/api/v1/")[2]).json()


def changes_for(client, posting):
    return client.get(f"employer/postings/{posting.pk}/changes/")


def test_a_moment_has_the_shape_that_others_build_on(jobseeker, posting, moved):
    page = jobseeker.get(CHANGES).json()

    assert (page["next"], page["previous"]) == (None, None)
    [moment] = page["results"]
    assert moment["at"]
    assert (moment["first"], moment["more"]) == (False, 0)
    assert moment["causes"] == ["You added: Inventory."]
    [change] = moment["changes"]
    assert change["posting"] == {
        "id": posting.pk,
        "slug": posting.slug,
        "title": posting.title,
        "organisation": posting.organisation.name,
        "open": True,
    }
    assert change["change"] == "moved"
    assert change["before"]["band"] != change["after"]["band"]
    assert change["after"]["gates_open"] is True
    assert change["summary"].startswith("From ")
    assert change["causes"] == []


def test_what_came_has_no_before_and_what_left_no_after(jobseeker, posting, moved):
    employers.close_posting(posting=posting)
    drain_all()
    employers.reopen_posting(posting=posting)
    drain_all()

    came, left, _moved = [
        change
        for moment in jobseeker.get(CHANGES).json()["results"]
        for change in moment["changes"]
    ]
    assert (came["change"], came["before"]) == ("entered", None)
    assert (left["change"], left["after"]) == ("left", None)
    assert left["causes"] == ["The job closed."]


def test_an_employer_gets_references_and_no_reason_of_the_person(employer, profile, posting, moved):
    [moment] = changes_for(employer, posting).json()["results"]

    [change] = moment["changes"]
    assert change["profile"] == {"ref": profile.ref}
    assert change["causes"] == ["The person's profile changed."]
    assert "Inventory" not in str(moment)


def test_who_hides_is_gone_from_the_employers_changes_at_once(employer, profile, posting, moved):
    jobseekers.set_visibility(profile=profile, visibility="hidden")

    assert changes_for(employer, posting).json()["results"] == []


def test_pages_follow_each_other_by_cursor(jobseeker, profile, posting, moved, taxonomy):
    jobseekers.remove_skill(profile=profile, skill=taxonomy.inventory)
    drain_all()

    first = jobseeker.get(f"{CHANGES}?page_size=1").json()
    [newest] = first["results"]
    assert newest["causes"] == ["You took out: Inventory."]
    second = follow(jobseeker, first["next"])
    [oldest] = second["results"]
    assert oldest["causes"] == ["You added: Inventory."]
    assert second["next"] is None
    assert follow(jobseeker, second["previous"])["results"] == first["results"]


def test_a_cursor_that_is_none_is_refused(jobseeker, employer, posting, moved):
    for client, path in (
        (jobseeker, CHANGES),
        (employer, f"employer/postings/{posting.pk}/changes/"),
    ):
        answer = client.get(f"{path}?cursor=nonsense")
        assert answer.status_code == 400
        assert "cursor" in answer.json()["errors"]
