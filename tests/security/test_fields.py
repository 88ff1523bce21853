"""What an employer reads of a person carries nothing that the person has not shared."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

SECRETS = {
    "name": ("Rosa", "Delgado"),
    "e-mail": ("rosa.delgado", "example.org"),
    "phone": ("860-555-0117", "555-0117"),
    "birth date": ("1991", "July 23"),
    "ZIP and place": ("06098", "Winsted"),
    "past employer": ("Winsted Hardware",),
    "own words": ("bees", "Canaan"),
    "past title": ("Keeper of", "shelves"),
}


def texts(world):
    """Every page and answer in which an employer meets the candidate."""
    browser, program = world.browser("a_owner"), world.program("a_owner")
    posting, ref = world.args["posting"], world.args["ref"]
    answers = {
        "candidates page": browser.get(reverse("candidates", args=[posting])),
        "candidate page": browser.get(reverse("candidate", args=[posting, ref])),
        "candidates in the API": program.get(reverse("api:candidates", args=[posting])),
        "candidate in the API": program.get(reverse("api:candidate", args=[posting, ref])),
    }
    for where, answer in answers.items():
        assert answer.status_code == 200, where
        assert ref in answer.content.decode(), where
    return {where: answer.content.decode() for where, answer in answers.items()}


@pytest.mark.parametrize("field", SECRETS)
def test_an_employer_never_reads_it(listed, field):
    own_address = listed.people["a_owner"].email
    for where, text in texts(listed).items():
        # The layout names the signed-in person and the portal's own addresses.
        shown = re.sub(r"help@example\.org", "", text.replace(own_address, ""))
        for secret in SECRETS[field]:
            assert secret not in shown, where


def test_the_api_gives_a_candidate_these_fields_and_no_other(listed):
    program = listed.program("a_owner")
    row = program.get(reverse("api:candidates", args=[listed.args["posting"]])).json()["results"][0]

    assert set(row) == {
        "profile",
        "fit",
        "band",
        "confidence",
        "requirements_met",
        "requirements",
        "gates",
        "preferences",
        "fresh",
        "computed_at",
        "engine_version",
    }
    assert set(row["profile"]) == {"ref"}
    assert set(row["preferences"]) == {"distance"}


def test_a_stranger_of_another_organisation_meets_nobody(listed):
    for client in (listed.browser("b_owner"), listed.program("b_owner")):
        for name in ("candidates", "api:candidates"):
            assert client.get(reverse(name, args=[listed.args["posting"]])).status_code != 200


def test_public_postings_carry_nothing_of_the_people_who_wrote_them(world):
    email = world.people["a_owner"].email
    browser = world.browser("nobody")

    for address in (
        reverse("job_list"),
        reverse("job", args=[world.args["posting_slug"]]),
        reverse("api:postings"),
    ):
        assert email not in browser.get(address).content.decode()
