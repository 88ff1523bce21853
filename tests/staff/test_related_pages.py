"""The staff's pages of related skills: finding, looking through, deciding, taking back."""

import pytest
from django.urls import reverse

from skills.models import SkillRelation
from tests.factories import (
    EmployerUserFactory,
    SkillFactory,
    SkillRelationFactory,
    StaffUserFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(StaffUserFactory())
    return client


@pytest.fixture
def relation():
    return SkillRelationFactory(
        source=SkillFactory(slug="tower-cranes", label_en="Tower cranes"),
        target=SkillFactory(slug="cranes", label_en="Cranes", label_es="Grúas"),
        strength=73,
        origin="hierarchy",
        reason="it is a kind of the other in ESCO",
        likeness=87,
        shared_use=100,
    )


def page(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def decide(client, **data):
    return client.post(reverse("staff_relation", args=["tower-cranes", "cranes"]), data)


@pytest.mark.parametrize("person", [UserFactory, EmployerUserFactory])
def test_they_are_for_staff_alone(client, person, relation):
    client.force_login(person())

    assert client.get(reverse("staff_relations")).status_code == 403
    assert client.get(reverse("staff_skill", args=["cranes"])).status_code == 403
    assert decide(client, strength=5, reason="x").status_code == 403


def test_the_strongest_derived_ones_come_first_with_source_and_reason(staff, relation):
    SkillRelationFactory(strength=90, origin="starter", source__label_en="Judged by hand")

    text = page(staff, "staff_relations")

    for words in ("Tower cranes", "Cranes", "73", "Hierarchy of ESCO", relation.reason):
        assert words in text
    assert "Judged by hand" not in text


def test_each_list_says_why_it_is_empty(staff):
    assert "when ESCO or O*NET is imported" in page(staff, "staff_relations")
    assert "Nobody has changed a relation." in page(staff, "staff_relations", list="decided")


def test_a_skill_is_found_by_name(staff, relation):
    text = page(staff, "staff_relations", q="crane")

    assert reverse("staff_skill", args=["tower-cranes"]) in text
    assert "No skill has such a name." in page(staff, "staff_relations", q="zzzz")


@pytest.mark.parametrize("query", ["\0", "%", "'", "x" * 3000])
def test_any_words_can_be_searched(staff, relation, query):
    page(staff, "staff_relations", q=query)
    page(staff, "staff_skill", "cranes", q=query)


def test_a_skill_shows_what_gives_it_and_what_it_gives(staff, relation):
    whole = page(staff, "staff_skill", "cranes")
    kind = page(staff, "staff_skill", "tower-cranes")

    assert "Tower cranes" in whole
    assert "It counts for no other skill." in whole
    assert "No other skill counts for it." in kind


def test_a_skill_is_related_to_another_that_is_found_there(staff, relation):
    SkillFactory(slug="hoists", label_en="Hoists")

    text = page(staff, "staff_skill", "cranes", q="hoist")

    assert reverse("staff_relation", args=["cranes", "hoists"]) in text
    assert reverse("staff_relation", args=["hoists", "cranes"]) in text


def test_lists_cost_the_same_at_any_length(staff, django_assert_num_queries):
    SkillRelationFactory.create_batch(3, origin="text", strength=30)
    with django_assert_num_queries(5):
        page(staff, "staff_relations")
    SkillRelationFactory.create_batch(30, origin="text", strength=30)
    with django_assert_num_queries(5):
        first = page(staff, "staff_relations")

    assert first.count('scope="row"') == 25
    assert page(staff, "staff_relations", page=2).count('scope="row"') == 8


def test_a_skills_page_costs_the_same_at_any_length(staff, relation, django_assert_num_queries):
    SkillRelationFactory(source=relation.target)
    with django_assert_num_queries(7):
        page(staff, "staff_skill", "cranes")
    SkillRelationFactory.create_batch(15, target=relation.target)
    SkillRelationFactory.create_batch(40, source=relation.target)
    with django_assert_num_queries(7):
        page(staff, "staff_skill", "cranes")


def test_a_decision_is_told_and_listed_and_can_be_taken_back(staff, relation):
    response = decide(staff, strength=20, reason="Other machines.")
    assert response.status_code == 302

    text = page(staff, "staff_relation", "tower-cranes", "cranes")
    assert "Decided. Matches follow." in text
    assert "Other machines." in text
    assert "Take it back" in text
    assert "Tower cranes" in page(staff, "staff_relations", list="decided")

    staff.post(reverse("staff_take_back", args=["tower-cranes", "cranes"]))

    text = page(staff, "staff_relation", "tower-cranes", "cranes")
    assert "What stood before stands again." in text
    relation.refresh_from_db()
    assert (relation.strength, relation.origin) == (73, "hierarchy")


@pytest.mark.parametrize(
    "data",
    [
        {"strength": "", "reason": "why"},
        {"strength": "101", "reason": "why"},
        {"strength": "-1", "reason": "why"},
        {"strength": "many", "reason": "why"},
        {"strength": "5", "reason": " "},
        {"strength": "5", "reason": "x" * 201},
    ],
)
def test_what_can_not_be_decided_keeps_what_was_typed(staff, relation, data):
    response = decide(staff, **data)

    assert response.status_code == 422
    assert data["reason"].strip() in response.content.decode()
    assert SkillRelation.objects.get().strength == 73


def test_a_skill_has_no_relation_to_itself(staff, relation):
    address = reverse("staff_relation", args=["cranes", "cranes"])

    response = staff.post(address, {"strength": 5, "reason": "x"})

    assert response.status_code == 422
    assert "A skill has no relation to itself." in response.content.decode()


def test_without_a_decision_there_is_none_to_take_back(staff, relation):
    response = staff.post(reverse("staff_take_back", args=["tower-cranes", "cranes"]), follow=True)

    assert "There is no decision to take back." in response.content.decode()


def test_a_pair_that_nothing_relates_says_so(staff, relation):
    text = page(staff, "staff_relation", "cranes", "tower-cranes")

    assert "Nothing: no source relates them." in text
    assert "Take it back" not in text


def test_labels_without_spanish_are_marked_as_english(staff, relation):
    text = staff.get(f"/es{reverse('staff_relations')}").content.decode()

    assert 'lang="en">Tower cranes' in text
    assert "Grúas" in text


def test_what_staff_wrote_is_text_and_not_markup(staff, relation):
    decide(staff, strength=5, reason="<b>Bold</b>")

    for text in (
        page(staff, "staff_relation", "tower-cranes", "cranes"),
        page(staff, "staff_skill", "cranes"),
    ):
        assert "<b>Bold" not in text
