"""From a résumé to a profile: given, checked, saved; and the files that people keep."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from jobseekers.models import KeptResume, Profile
from matching.models import OutboxEntry
from portal.common.throttling import UploadThrottle
from tests.factories import (
    ExperienceFactory,
    HeldCredentialFactory,
    OccupationAliasFactory,
    ProfileFactory,
    ProfileSkillFactory,
    UserFactory,
)
from tests.jobseekers.pages import send, text_of
from tests.jobseekers.resumes.files import lines_pdf, pdf, word
from tests.jobseekers.resumes.texts import RESUME
from tests.taxonomy import SmallTaxonomy

pytestmark = pytest.mark.django_db

UPLOAD, CONFIRM = reverse("resume_upload"), reverse("resume_confirm")


def upload(client: Client, content: bytes = b"", name: str = "cv.pdf", **data: str):
    file = {"file": SimpleUploadedFile(name, content)} if content else {}
    return client.post(UPLOAD, {**file, **data})


def inputs_of(page: str) -> dict[str, str]:
    """What a browser would send of the page's form, were its button pressed at once."""
    sent: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        values = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        is_box = values.get("type") == "checkbox"
        if "name" in values and (not is_box or re.search(r"\schecked", tag)):
            sent[values["name"]] = unescape(values.get("value", "on" if is_box else ""))
    for name, body in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        sent[name] = chosen[1] if chosen else ""
    return {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}


@pytest.fixture
def page(me: Client, taxonomy: SmallTaxonomy) -> str:
    """The page to check what was read of RESUME."""
    return text_of(me.post(UPLOAD, {"text": RESUME}))


# --- Given ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cv.pdf", lines_pdf(RESUME.splitlines())),
        ("cv.docx", word(*RESUME.splitlines())),
        ("cv.txt", RESUME.encode()),
        ("picture.png", word(*RESUME.splitlines())),
    ],
)
def test_a_file_is_read_by_its_content(
    me: Client, taxonomy: SmallTaxonomy, name: str, content: bytes
) -> None:
    response = upload(me, content, name)

    assert response.status_code == 200
    assert "Check what we read" in text_of(response)
    assert "Forklift operation" in text_of(response)


def test_nothing_is_stored_of_what_was_only_read(
    me: Client, profile: Profile, taxonomy: SmallTaxonomy
) -> None:
    upload(me, lines_pdf(RESUME.splitlines()))

    assert not KeptResume.objects.exists()
    assert not profile.skills.exists()
    assert not OutboxEntry.objects.exists()
    assert "Elm City" not in str(dict(me.session))


def test_each_skill_comes_with_the_words_that_it_came_from(page: str) -> None:
    assert re.search(r"<strong>[Ff]orklift operation</strong>", page)
    assert "and inventory every night" in page


def test_a_level_is_preset_only_where_the_resume_says_one(page: str) -> None:
    sent = inputs_of(page)
    codes = {sent[name]: name for name in sent if re.fullmatch(r"skills-\d+-code", name)}

    assert sent[codes["forklift-operation"].replace("code", "level")] == "3"
    assert sent[codes["teamwork"].replace("code", "level")] == ""


def test_what_the_profile_holds_is_said_and_not_asked(
    me: Client, profile: Profile, taxonomy: SmallTaxonomy
) -> None:
    ProfileSkillFactory(profile=profile, skill=taxonomy.teamwork)
    HeldCredentialFactory(profile=profile, credential=taxonomy.forklift_card)
    ExperienceFactory(
        profile=profile, title="STOCKER", employer="Elm City Works", started=date(2019, 1, 1)
    )

    page = text_of(me.post(UPLOAD, {"text": RESUME}))

    assert page.count("In your profile already:") == 3
    sent = inputs_of(page)
    taken = [
        sent[name.replace("take", "code")]
        for name in sent
        if name.endswith("-take") and name.startswith(("skills", "credentials"))
    ]
    assert {"teamwork", "forklift-card"} & set(taken) == set()
    assert [sent[name] for name in sent if name.endswith("-title")] == ["Cashier"]


def test_a_zip_code_is_asked_only_where_the_profile_has_none(
    me: Client, profile: Profile, taxonomy: SmallTaxonomy
) -> None:
    assert 'name="details-zip"' not in text_of(me.post(UPLOAD, {"text": RESUME}))
    Profile.objects.update(zip="")
    assert inputs_of(text_of(me.post(UPLOAD, {"text": RESUME})))["details-zip"] == "06511"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (pdf([], scan=True), "we can&#x27;t read words in pictures"),
        (b"%PDF-1.7 nonsense", "it seems damaged"),
        (b"MZ\x00\x01\x02\x03" * 200, "We can&#x27;t read this kind of file"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field_and_typed_text_stays(
    me: Client, taxonomy: SmallTaxonomy, content: bytes, message: str
) -> None:
    response = upload(me, content, text="I drive forklifts", keep="on")

    assert response.status_code == 422
    assert message in text_of(response)
    assert 'id="id_file-error"' in text_of(response)
    assert "I drive forklifts</textarea>" in text_of(response)
    assert not KeptResume.objects.exists()


def test_nothing_at_all_is_refused_and_so_is_a_text_without_work(
    me: Client, taxonomy: SmallTaxonomy
) -> None:
    empty = me.post(UPLOAD, {"text": "  "})
    strange = me.post(UPLOAD, {"text": "Once upon a time there was a fox."})

    assert (empty.status_code, strange.status_code) == (422, 422)
    assert "Choose a file, or paste the text." in text_of(empty)
    assert "We found no skills or jobs in this text." in text_of(strange)
    assert "there was a fox" in text_of(strange)


def test_control_characters_in_pasted_text_do_no_harm(me: Client, taxonomy: SmallTaxonomy) -> None:
    response = me.post(
        UPLOAD,
        {"text": RESUME.replace("Ana", "A\u202en\ud83da".encode("utf-8", "replace").decode())},
    )

    assert response.status_code == 200


def test_markup_in_a_resume_is_only_words(me: Client, taxonomy: SmallTaxonomy) -> None:
    text = RESUME.replace("every night", "<script>alert(1)</script>")

    assert "<script>alert" not in text_of(me.post(UPLOAD, {"text": text}))


def test_the_hour_has_an_end(
    me: Client, taxonomy: SmallTaxonomy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UploadThrottle, "THROTTLE_RATES", {"upload": "2/hour"})
    answers = [me.post(UPLOAD, {"text": RESUME}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Try again in an hour." in text_of(answers[2])
    assert "Harbor Market" in text_of(answers[2])


def test_the_pages_take_the_same_queries_however_much_is_read(
    me: Client,
    profile: Profile,
    taxonomy: SmallTaxonomy,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """Session, person; profile, skills, own words, jobs, credentials; versions; what was found."""
    me.post(UPLOAD, {"text": RESUME})

    with django_assert_num_queries(3):  # session, person, kept files
        me.get(UPLOAD)
    with django_assert_num_queries(13):
        me.post(UPLOAD, {"text": RESUME})


# --- Confirmed ------------------------------------------------------------------------------------


def test_what_is_ticked_is_saved_in_one_change(
    me: Client, profile: Profile, taxonomy: SmallTaxonomy, page: str
) -> None:
    response = me.post(CONFIRM, inputs_of(page), follow=True)

    assert response.redirect_chain == [(reverse("profile"), 302)]
    assert set(profile.skills.values_list("skill__slug", "level")) == {
        ("forklift-operation", 3),
        ("inventory", None),
        ("teamwork", None),
    }
    assert set(profile.experience.values_list("title", "employer", "started", "ended")) == {
        ("Stocker", "Elm City Works", date(2019, 1, 1), None),
        ("Cashier", "Harbor Market", date(2016, 3, 1), date(2018, 12, 31)),
    }
    held = profile.credentials.get()
    assert (held.credential, held.expires_on) == (taxonomy.forklift_card, date(2031, 6, 30))
    assert set(profile.skills.values_list("skill__slug", "evidence", "last_used")) == {
        ("forklift-operation", "experience", timezone.localdate().year),
        ("inventory", "experience", timezone.localdate().year),
        ("teamwork", "claimed", None),
    }
    before = profile.revision
    profile.refresh_from_db()
    assert (profile.education, profile.revision) == (2, before + 1)
    assert "3 skills, 2 jobs, 1 licence or credential, 1 other answer" in text_of(response)


def test_what_is_not_ticked_is_not(me: Client, profile: Profile, page: str) -> None:
    sent = {name: value for name, value in inputs_of(page).items() if not name.endswith("-take")}
    response = me.post(CONFIRM, {**sent, "details-education": ""}, follow=True)

    assert "Nothing new was ticked" in text_of(response)
    assert not profile.skills.exists()
    assert not profile.experience.exists()


def test_answers_may_be_changed_first(me: Client, profile: Profile, page: str) -> None:
    sent = inputs_of(page)
    me.post(CONFIRM, {**sent, "skills-0-level": "1", "jobs-0-title": "Night stocker"})

    assert profile.experience.filter(title="Night stocker").exists()
    assert profile.skills.filter(level=1).exists()


def test_a_kind_of_work_that_the_title_names_is_guessed(
    me: Client, profile: Profile, taxonomy: SmallTaxonomy
) -> None:
    OccupationAliasFactory(occupation=taxonomy.warehouse_worker, text="Stocker")
    page = text_of(me.post(UPLOAD, {"text": RESUME}))
    me.post(CONFIRM, inputs_of(page))

    assert profile.experience.get(title="Stocker").occupation == taxonomy.warehouse_worker


def test_a_wrong_answer_comes_back_with_everything_else_as_it_was(
    me: Client, profile: Profile, page: str
) -> None:
    sent = {**inputs_of(page), "jobs-1-started_year": "20x6", "skills-0-level": "4"}
    del sent["skills-1-take"]
    response = me.post(CONFIRM, sent)

    assert response.status_code == 422
    assert "Write the year with four digits." in text_of(response)
    assert 'href="#jobs-1-started_year"' in text_of(response)
    again = inputs_of(text_of(response))
    assert again == sent
    assert not profile.skills.exists()


def test_a_job_that_is_not_ticked_may_be_wrong(me: Client, profile: Profile, page: str) -> None:
    sent = {**inputs_of(page), "jobs-1-started_year": "20x6"}
    del sent["jobs-1-take"]

    assert me.post(CONFIRM, sent).status_code == 302
    assert profile.experience.get().title == "Stocker"


def test_sending_twice_adds_nothing_twice(me: Client, profile: Profile, page: str) -> None:
    for _ in range(2):
        me.post(CONFIRM, inputs_of(page))

    assert (profile.skills.count(), profile.experience.count()) == (3, 2)


@pytest.mark.parametrize(
    "changed",
    [
        {"skills-TOTAL_FORMS": "999999"},
        {"skills-TOTAL_FORMS": "x"},
        {"jobs-TOTAL_FORMS": "-1"},
        {"skills-0-code": "no-such-skill"},
        {"skills-0-code": "a\0b"},
        {"skills-0-level": "9"},
        {"skills-0-last_used": "1066"},
        {"skills-0-last_used": "x"},
        {"jobs-0-title": "x" * 500},
        {"jobs-0-code": "zz", "jobs-0-text": "zz"},
        {"credentials-0-expires_on": "2031-99-99"},
        {"details-education": "42"},
        {"details-zip": "99999", "details-asks_zip": "True"},
    ],
)
def test_whatever_is_sent_instead_breaks_nothing(
    me: Client, profile: Profile, page: str, changed: dict[str, str]
) -> None:
    assert me.post(CONFIRM, {**inputs_of(page), **changed}).status_code in {302, 422}
    assert me.post(CONFIRM, changed).status_code in {302, 422}


def test_opening_the_second_step_leads_to_the_first(me: Client) -> None:
    assert me.get(CONFIRM).url == UPLOAD


def test_the_first_thing_saved_makes_the_profile(client: Client, taxonomy: SmallTaxonomy) -> None:
    user = UserFactory()
    client.force_login(user)
    page = text_of(client.post(UPLOAD, {"text": RESUME}))
    assert not Profile.objects.filter(user=user).exists()

    client.post(CONFIRM, inputs_of(page))
    assert user.profile.skills.count() == 3


@pytest.mark.parametrize("untaken", [0, 2])
def test_saving_takes_the_same_queries_however_many_skills(
    me: Client, page: str, untaken: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sent = inputs_of(page)
    for number in range(untaken):
        del sent[f"skills-{number}-take"]

    with django_assert_num_queries(38):
        me.post(CONFIRM, sent)


# --- Kept -----------------------------------------------------------------------------------------


def test_a_file_is_kept_only_where_its_owner_says_so(
    me: Client, profile: Profile, taxonomy: SmallTaxonomy
) -> None:
    content = lines_pdf(RESUME.splitlines())
    page = text_of(upload(me, content, keep="on"))

    kept = profile.resumes.get()
    assert "Your file is kept." in page
    assert (kept.kind, kept.size) == ("pdf", len(content))
    assert storages["resumes"].open(kept.name).read() == content
    assert re.fullmatch(r"[0-9a-f]{32}", kept.name)


def test_pasted_text_is_never_kept(me: Client, profile: Profile, taxonomy: SmallTaxonomy) -> None:
    me.post(UPLOAD, {"text": RESUME, "keep": "on"})

    assert not profile.resumes.exists()


def test_a_kept_file_is_downloaded_and_never_shown(
    me: Client, profile: Profile, taxonomy: SmallTaxonomy
) -> None:
    content = RESUME.encode()
    upload(me, content, "cv.html", keep="on")
    response = me.get(reverse("resume_file", args=[profile.resumes.get().pk]))

    assert response.content == content
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(
        r'attachment; filename="resume-\d{4}-\d\d-\d\d\.txt"', response["Content-Disposition"]
    )
    assert "no-store" in response["Cache-Control"]


def test_another_persons_file_does_not_exist_for_me(
    client: Client, me: Client, profile: Profile, taxonomy: SmallTaxonomy
) -> None:
    upload(me, RESUME.encode(), keep="on")
    kept = profile.resumes.get()
    stranger = Client()
    stranger.force_login(ProfileFactory().user)

    for name in ("resume_file", "resume_remove"):
        assert stranger.get(reverse(name, args=[kept.pk])).status_code == 404
    assert stranger.post(reverse("resume_remove", args=[kept.pk])).status_code == 404
    assert storages["resumes"].exists(kept.name)


def test_a_kept_file_is_deleted_after_a_question(
    me: Client,
    profile: Profile,
    taxonomy: SmallTaxonomy,
    django_capture_on_commit_callbacks,
) -> None:
    upload(me, RESUME.encode(), keep="on")
    kept = profile.resumes.get()
    assert "is deleted for good" in text_of(me.get(reverse("resume_remove", args=[kept.pk])))

    with django_capture_on_commit_callbacks(execute=True):
        send(me, "resume_remove", kept.pk)

    assert not profile.resumes.exists()
    assert not storages["resumes"].exists(kept.name)
    assert me.get(reverse("resume_file", args=[kept.pk])).status_code == 404


def test_a_sixth_file_is_refused_and_the_five_stay(
    me: Client, profile: Profile, taxonomy: SmallTaxonomy
) -> None:
    for number in range(6):
        response = upload(me, f"{RESUME}\nNumber {number}".encode(), keep="on")

    assert response.status_code == 422
    assert "You keep 5 files already." in text_of(response)
    assert profile.resumes.count() == 5


# --- Found ----------------------------------------------------------------------------------------


def test_the_profile_leads_to_it(me: Client) -> None:
    assert text_of(me.get(reverse("profile"))).count(f'href="{UPLOAD}"') >= 2
