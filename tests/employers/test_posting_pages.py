"""The posting editor: with and without scripts, and what it refuses."""

from decimal import Decimal

import pytest
from django.urls import reverse

from employers.models import Membership, Posting
from skills.models import Importance, SkillLevel
from tests.employers.pages import asked, at, member_of, sign_in, text_of, typed
from tests.factories import (
    EmployerUserFactory,
    OrganisationFactory,
    RequiredCredentialFactory,
    RequirementFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db
Role = Membership.Role
HTMX = {"HX-Request": "true"}


# --- Beginning


def test_a_posting_begins_with_a_title_and_a_kind_of_work(client, taxonomy):
    organisation = OrganisationFactory()
    member_of(client, organisation)

    response = client.post(
        reverse("posting_new"),
        {"title": "Nurse aide", "organisation": organisation.slug, "occupation-text": "nursing"},
        follow=True,
    )

    draft = Posting.objects.get()
    assert draft.status == Posting.Status.DRAFT
    assert draft.occupation == taxonomy.nursing_assistant
    assert "Bathing patients" in text_of(response), "typical skills are offered"


def test_a_posting_can_not_begin_without_a_title_or_for_somebody_else(client):
    member_of(client, OrganisationFactory())
    stranger = OrganisationFactory()

    response = client.post(
        reverse("posting_new"), {"title": "", "organisation": stranger.slug, "occupation-text": "x"}
    )

    assert response.status_code == 422
    assert {"title", "organisation"} <= set(response.context["form"].errors)
    assert not Posting.objects.exists()


def test_who_has_no_organisation_registers_one_first_and_a_viewer_writes_none(client):
    sign_in(client, EmployerUserFactory())
    assert client.get(reverse("posting_new")).url == reverse("organisation_new")

    member_of(client, OrganisationFactory(), Role.VIEWER)
    assert client.get(reverse("posting_new")).status_code == 403


# --- Saving


def test_a_draft_saves_with_little_in_it(client, draft):
    response = client.post(
        at(draft), typed(draft, description="", benefits="", wage_min="", wage_max="", zip="")
    )

    assert response.status_code == 302
    draft.refresh_from_db()
    assert (draft.description, draft.benefits, draft.wage_min) == ("", "", None)
    words = text_of(client.get(at(draft)))
    assert "4 things are still missing" in words
    assert "Public Act 26-12" in words


def test_everything_typed_is_saved_at_once(client, draft, taxonomy):
    client.post(
        at(draft),
        typed(
            draft,
            title="Night aide",
            wage_min="$21.50",
            wage_max="1,000",
            wage_period="HOUR",
            shifts=["night"],
            closes_on="12/31/2099",
            **{
                "occupation-text": "Industrial truck operators",
                "ask-vital-signs-importance": Importance.ESSENTIAL,
                "ask-vital-signs-level": SkillLevel.TEACHES,
                "ask-vital-signs-trainable": "on",
                "add-skill-text": "Bathing patients",
                "add-credential-text": "Certified nurse aide",
                "typical": ["skill:teamwork"],
            },
        ),
    )

    draft.refresh_from_db()
    assert (draft.title, draft.wage_min, draft.wage_max) == (
        "Night aide",
        Decimal("21.50"),
        Decimal(1000),
    )
    assert draft.occupation == taxonomy.forklift_driver
    assert asked(draft) == {"vital-signs", "bathing", "teamwork"}
    row = draft.requirements.get(skill=taxonomy.vital_signs)
    assert (row.importance, row.level, row.trainable) == (4, 4, True)
    assert [gate.credential for gate in draft.gates.all()] == [taxonomy.cna]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "required"),
        ({"wage_min": "30", "wage_max": "20"}, "must not end below where it starts"),
        ({"wage_min": "much"}, "Enter a number"),
        ({"wage_min": "NaN"}, "Enter a number"),
        ({"wage_min": "1" * 40}, "digits"),
        ({"zip": "99999"}, "We can't find this ZIP code."),
        ({"zip": "6511x"}, "five digits"),
        ({"hours_a_week": "200"}, "80"),
        ({"hours_a_week": "9" * 30}, "80"),
        ({"months_experience": "-1"}, "greater than or equal to 0"),
        ({"shifts": ["midnight"]}, "not one of the available choices"),
        ({"education": "12"}, "not one of the available choices"),
        ({"wage_period": "DECADE"}, "not one of the available choices"),
        ({"closes_on": "soon"}, "month/day/year"),
        ({"opens_on": "2099-02-01", "closes_on": "2099-01-01"}, "can't close before it opens"),
        ({"description": "a\0b"}, "Null characters"),
        ({"title": "x" * 161}, "160"),
        ({"description": "x" * 20001}, "20000"),
        ({"occupation-text": "astronaut"}, "don't know this kind of work"),
        ({"ask-vital-signs-importance": "3"}, "not one of the available choices"),
        ({"ask-vital-signs-level": "5"}, "not one of the available choices"),
        ({"add-skill-text": "qqqq"}, "don't know a skill by this name"),
        ({"add-skill-text": "a\0b"}, "Null characters"),
        ({"add-skill-text": "Vital signs"}, "asks for it already"),
        ({"add-skill-pick": "no-such-skill"}, "don't know a skill by this name"),
        ({"add-credential-text": "qqqq"}, "don't know a licence"),
    ],
)
def test_what_is_wrong_is_said_what_was_typed_stays_and_nothing_is_saved(
    client, draft, changes, says
):
    sent = typed(draft, benefits="Free bread for everybody.", **{"add-credential-text": ""})

    response = client.post(at(draft), sent | changes)

    assert response.status_code == 422
    assert says in text_of(response)
    assert any(says in problem["text"] for problem in response.context["editor"].problems)
    assert "Free bread for everybody." in text_of(response)
    draft.refresh_from_db()
    assert draft.benefits != "Free bread for everybody."
    assert asked(draft) == {"vital-signs"}


def test_words_that_may_mean_several_things_are_asked_about(client, draft):
    SkillFactory(slug="bread-baking", label_en="Bread baking")
    SkillFactory(slug="bread-selling", label_en="Bread selling")

    response = client.post(at(draft), typed(draft, **{"add-skill-text": "bread"}))
    assert response.status_code == 422
    assert "This could mean several things." in text_of(response)
    assert {option.code for option in response.context["asks"].skill.options} == {
        "bread-baking",
        "bread-selling",
    }

    client.post(
        at(draft),
        typed(draft, **{"add-skill-text": "bread", "add-skill-pick": "bread-selling"}),
    )
    assert asked(draft) == {"vital-signs", "bread-selling"}


def test_a_value_left_from_earlier_words_does_not_count(client, draft, taxonomy):
    stale = {
        "occupation-text": "Stockers and order fillers",
        "occupation-code": taxonomy.nursing_assistant.code,
    }

    client.post(at(draft), typed(draft, **stale))

    draft.refresh_from_db()
    assert draft.occupation == taxonomy.warehouse_worker


def test_a_requirement_that_another_member_added_meanwhile_stays(client, draft, taxonomy):
    sent = typed(draft)
    RequirementFactory(posting=draft, skill=taxonomy.bathing)

    client.post(at(draft), sent)

    assert asked(draft) == {"vital-signs", "bathing"}


def test_removing_a_skill_without_scripts_can_be_undone(client, draft, taxonomy):
    client.post(at(draft), typed(draft, **{"ask-vital-signs-level": "4"}))

    removed = client.post(at(draft), typed(draft, act="drop-skill:vital-signs"), follow=True)
    assert asked(draft) == set()
    assert "Removed Vital signs." in text_of(removed)

    client.post(at(draft), typed(draft, act=removed.context["dropped"].act))
    assert draft.requirements.get().level == SkillLevel.TEACHES


def test_removing_a_credential_can_be_undone(client, draft, taxonomy):
    RequiredCredentialFactory(posting=draft, credential=taxonomy.cna)

    removed = client.post(
        at(draft), typed(draft, act="drop-credential:certified-nurse-aide"), follow=True
    )
    assert not draft.gates.exists()

    client.post(at(draft), typed(draft, act=removed.context["dropped"].act))
    assert draft.gates.get().credential == taxonomy.cna


@pytest.mark.parametrize(
    "act",
    [
        "drop-skill:no-such",
        "keep-skill:no-such:1:1:1",
        "keep-skill:bathing:3:1:0",
        "keep-skill:bathing:1:9:0",
        "keep-skill:bathing",
        "keep-skill:bathing:x:y:z",
        "keep-skill:a\0b:1:1:1",
        "keep-credential:no-such",
        "keep-credential:\0",
        "nonsense",
    ],
)
def test_a_button_of_somebody_elses_making_changes_nothing(client, draft, act):
    assert client.post(at(draft), typed(draft, act=act)).status_code == 302
    assert client.get(at(draft), {"undo": act}).status_code == 200

    assert asked(draft) == {"vital-signs"}
    assert not draft.gates.exists()


# --- With scripts


def asks(client, posting, **fields):
    return client.post(at(posting, "posting_asks"), fields, headers=HTMX)


def test_a_skill_is_added_and_the_panel_beside_follows(client, draft):
    draft.requirements.all().delete()
    assert "Add at least one skill" in text_of(client.get(at(draft)))

    response = asks(
        client, draft, **{"add-skill-text": "Bathing patients", "add-skill-code": "bathing"}
    )

    assert response.status_code == 200
    assert asked(draft) == {"bathing"}
    body = response.content.decode()
    assert 'id="asks"' in body
    assert 'id="standing"' in body
    assert "Add at least one skill" not in text_of(response)


def test_a_changed_level_saves_itself(client, draft):
    asks(
        client,
        draft,
        **{"ask-vital-signs-importance": "4", "ask-vital-signs-level": "", "add-skill-text": "ba"},
    )

    row = draft.requirements.get()
    assert (row.importance, row.level, row.trainable) == (Importance.ESSENTIAL, None, False)


def test_half_typed_words_wait_until_a_button_is_pressed(client, draft):
    waiting = {"add-skill-text": "qqqq", "ask-vital-signs-importance": "1"}

    assert asks(client, draft, **waiting).status_code == 200
    refused = asks(client, draft, **waiting, act="add")

    assert refused.status_code == 422
    assert "don't know a skill by this name" in text_of(refused)
    assert 'value="qqqq"' in refused.content.decode()


def test_a_chosen_kind_of_work_brings_its_skills_and_its_licence(client, draft, taxonomy):
    response = asks(
        client,
        draft,
        **{
            "occupation-text": "Stockers and order fillers",
            "occupation-code": taxonomy.warehouse_worker.code,
        },
    )

    draft.refresh_from_db()
    assert draft.occupation == taxonomy.warehouse_worker
    assert "Inventory" in text_of(response)


def test_ticked_skills_come_with_the_level_that_such_jobs_ask(client, draft, taxonomy):
    asks(
        client,
        draft,
        act="tick",
        typical=["skill:bathing", "credential:certified-nurse-aide", "skill:unknown"],
    )

    assert asked(draft) == {"vital-signs", "bathing"}
    row = draft.requirements.get(skill=taxonomy.bathing)
    assert (row.importance, row.level) == (Importance.ESSENTIAL, SkillLevel.ON_MY_OWN)
    assert draft.gates.get().credential == taxonomy.cna


def test_the_last_skill_of_a_public_posting_stays(client, live):
    response = asks(client, live, act="drop-skill:vital-signs")

    assert response.status_code == 422
    assert "Add at least one skill that the job needs." in text_of(response)
    assert asked(live) == {"vital-signs"}
