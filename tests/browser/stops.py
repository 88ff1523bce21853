"""Every page in every state that it can be in, and how to get there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from tests.browser.town import Town
from tests.browser.visits import Visit
from tests.jobseekers.resumes.texts import RESUME


@dataclass(frozen=True)
class Stop:
    """A state of a page: its address, and what to do there before one looks."""

    name: str
    path: str
    then: Callable[[Visit], None] | None = None
    status: int = 200


def who(town: Town) -> dict[str, User | None]:
    """Everybody who goes round."""
    return {
        "a visitor": None,
        "a newcomer": town.newcomer,
        "a jobseeker": town.jobseeker.user,
        "a jobseeker who waits": town.waiting.user,
        "an employer": town.employer,
        "a member of staff": town.staff,
    }


def stops(town: Town, whose: str) -> list[Stop]:
    """The round of one of them."""
    rounds = {
        "a visitor": _visitor,
        "a newcomer": _newcomer,
        "a jobseeker": _jobseeker,
        "a jobseeker who waits": _waiting,
        "an employer": _employer,
        "a member of staff": _staff,
    }
    return rounds[whose](town)


def _send(words: str) -> Callable[[Visit], None]:
    """Presses a button of the page's own part and waits for what it says."""

    def press(visit: Visit) -> None:
        visit.press(words, within=visit.main)
        visit.page.locator("[role=alert], .form-errors").first.wait_for()

    return press


def _visitor(town: Town) -> list[Stop]:
    return [
        Stop("front page", "/"),
        Stop("sign-up", "/accounts/signup/"),
        Stop("sign-up with errors", "/accounts/signup/", _send("Make my account")),
        Stop("sign-in", "/accounts/login/"),
        Stop("sign-in with errors", "/accounts/login/", _send("Sign in")),
        Stop("sign-in by code", "/accounts/login/code/"),
        Stop("forgotten password", "/accounts/password/reset/"),
        Stop("jobs", "/jobs/"),
        Stop("jobs, none found", "/jobs/?q=astronaut&where=remote"),
        Stop("a job", f"/jobs/{town.opening.slug}/"),
        Stop("a closed job", f"/jobs/{town.closed.slug}/", status=410),
        Stop("jobs that fit me", reverse("for_you")),
        Stop("jobs that fit me, nothing said", reverse("for_you"), _send("Show me jobs")),
        Stop("jobs that fit me, found", f"{reverse('for_you')}?change=1", _say_a_job),
        Stop("none through the filters", f"{reverse('for_you')}?shift=night&band=strong"),
        Stop("a job with a visitor's fit", f"/jobs/{town.opening.slug}/"),
        Stop("no such page", "/nowhere/", status=404),
    ]


def _say_a_job(visit: Visit) -> None:
    visit.page.locator("#visitor_text").fill("Stockers and order fillers")
    visit.page.locator("#visitor_months").focus()
    visit.press("Show me jobs", within=visit.main)
    visit.page.locator("summary").first.wait_for()
    for summary in visit.main.locator("summary").all():
        summary.click()


def _open_filters(visit: Visit) -> None:
    visit.main.locator("summary").first.click()


def _newcomer(town: Town) -> list[Stop]:
    return [
        Stop("empty profile", "/me/profile/"),
        Stop("empty matches", "/me/matches/"),
        Stop("no changes", reverse("changes")),
        Stop("not for you", "/employer/", status=403),
        Stop("change of e-mail", "/accounts/email/"),
        Stop("asked for the password again", "/accounts/reauthenticate/"),
        Stop("second factor", "/accounts/2fa/"),
        Stop("change of password", "/accounts/password/change/"),
    ]


def _jobseeker(town: Town) -> list[Stop]:
    return [
        Stop("profile", "/me/profile/"),
        Stop("unknown skill", "/me/profile/", _add_unknown_skill),
        Stop("add a job", reverse("job_new")),
        Stop("add a job with errors", reverse("job_new"), _send("Save")),
        Stop("schooling", reverse("profile_schooling")),
        Stop("about you", reverse("profile_about")),
        Stop("about you with errors", reverse("profile_about"), _wrong_zip),
        Stop("wishes", reverse("profile_wishes")),
        Stop("add a credential", reverse("credential_new")),
        Stop("a résumé to give", reverse("resume_upload")),
        Stop("no résumé given", reverse("resume_upload"), _send("Read it")),
        Stop("a résumé to check", reverse("resume_upload"), _give_resume),
        Stop("a résumé with an error", reverse("resume_upload"), _give_wrong_resume),
        Stop("delete a file?", reverse("resume_remove", args=[town.resume.pk])),
        Stop("matches", "/me/matches/"),
        Stop("careers", "/me/careers/"),
        Stop("what changed", reverse("changes")),
        Stop("matches filtered", "/me/matches/?miles=50", _open_filters),
        Stop("one match", reverse("match", args=[town.opening.pk])),
        Stop("no match", reverse("match", args=[town.lonely.pk])),
        Stop("privacy", "/me/privacy/"),
        Stop("a job with my fit", f"/jobs/{town.opening.slug}/"),
    ]


def _add_unknown_skill(visit: Visit) -> None:
    visit.write("Add a skill", "zzzzz")
    visit.press("Add", within=visit.main)
    visit.page.locator(".field__error").first.wait_for()


def _wrong_zip(visit: Visit) -> None:
    visit.write("ZIP code", "abc")
    _send("Save")(visit)


def _give_resume(visit: Visit) -> None:
    visit.write("The text of your résumé", RESUME)
    visit.press("Read it", within=visit.main)
    visit.page.locator(".found").first.wait_for()


def _give_wrong_resume(visit: Visit) -> None:
    _give_resume(visit)
    visit.page.locator(".found--job summary").first.click()
    visit.page.locator("#jobs-0-started_year").fill("20x6")
    _send("Save what is ticked")(visit)


def _waiting(town: Town) -> list[Stop]:
    return [
        Stop("matches while they are worked out", "/me/matches/"),
        Stop("a match while it is worked out", reverse("match", args=[town.opening.pk])),
    ]


def _employer(town: Town) -> list[Stop]:
    opening, lonely, draft, closed = (
        each.pk for each in (town.opening, town.lonely, town.draft, town.closed)
    )
    candidate = reverse("candidate", args=[opening, town.jobseeker.ref])
    return [
        Stop("my postings", "/employer/"),
        Stop("register", reverse("organisation_new")),
        Stop("register with errors", reverse("organisation_new"), _send("Register")),
        Stop("organisation", reverse("organisation", args=[town.organisation.slug])),
        Stop("new posting", reverse("posting_new")),
        Stop("new posting with errors", reverse("posting_new"), _send("Go on")),
        Stop("draft", reverse("posting_edit", args=[draft])),
        Stop("draft that is not ready", reverse("posting_edit", args=[draft]), _send("Publish")),
        Stop("published posting", reverse("posting_edit", args=[opening])),
        Stop("closed posting", reverse("posting_edit", args=[closed])),
        Stop("preview", reverse("posting_preview", args=[draft])),
        Stop("close?", reverse("posting_close", args=[lonely])),
        Stop("reopen?", reverse("posting_reopen", args=[closed])),
        Stop("delete?", reverse("posting_delete", args=[draft])),
        Stop("who fits", reverse("posting_pool", args=[opening])),
        Stop("who fits a draft", reverse("posting_pool", args=[draft])),
        Stop("candidates", reverse("candidates", args=[opening])),
        Stop("candidates filtered", f"{reverse('candidates', args=[opening])}?band=possible"),
        Stop("no candidates", reverse("candidates", args=[lonely])),
        Stop("candidates of a draft", reverse("candidates", args=[draft])),
        Stop("candidate", candidate),
        Stop("what changed", reverse("candidate_changes", args=[opening])),
        Stop("no changes", reverse("candidate_changes", args=[lonely])),
    ]


def _staff(town: Town) -> list[Stop]:
    pending = town.pending.slug
    jack, forklift = town.taxonomy.pallet_jack.slug, town.taxonomy.forklift.slug
    return [
        Stop("staff home", "/staff/"),
        Stop("organisations that wait", reverse("staff_organisations")),
        Stop("declined ones", f"{reverse('staff_organisations')}?status=declined"),
        Stop("review", reverse("staff_organisation", args=[pending])),
        Stop("verify?", reverse("staff_verify", args=[pending])),
        Stop("decline?", reverse("staff_decline", args=[pending])),
        Stop(
            "decline without a reason",
            reverse("staff_decline", args=[pending]),
            _send("Do not verify it"),
        ),
        Stop("words people use", reverse("staff_words")),
        Stop("matching", reverse("staff_matching")),
        Stop("pause?", reverse("staff_pause")),
        Stop("pause without a reason", reverse("staff_pause"), _send("Pause it")),
        Stop("set aside", reverse("staff_set_aside")),
        Stop("related skills", f"{reverse('staff_relations')}?q=forklift"),
        Stop("strangest relations", f"{reverse('staff_relations')}?list=strangest"),
        Stop("a skill's relations", f"{reverse('staff_skill', args=[forklift])}?q=teamwork"),
        Stop("a relation", reverse("staff_relation", args=[jack, forklift])),
        Stop(
            "a relation without a reason",
            reverse("staff_relation", args=[jack, forklift]),
            _send("Decide"),
        ),
    ]
