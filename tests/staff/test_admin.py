"""The Django admin: every page opens for staff, and nothing there goes round the services."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import User
from tests.factories import (
    DraftFactory,
    ExperienceFactory,
    HeldCredentialFactory,
    MembershipFactory,
    OccupationSkillFactory,
    PostingFactory,
    ProfileFactory,
    SkillFactory,
    SkillRelationFactory,
    StaffUserFactory,
    TaxonomyVersionFactory,
    UserFactory,
)
from tests.matching.draining import drain_all

pytestmark = pytest.mark.django_db

OURS = {"accounts", "skills", "jobseekers", "employers", "matching"}
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
OUR_MODELS = [model for model in MODELS if model._meta.app_label in OURS]
# Accounts are ended and staff are added through accounts.services: tests/accounts.
READ_ONLY = [model for model in OUR_MODELS if model is not User]


@pytest.fixture
def house():
    """A row of nearly everything."""
    skill = SkillFactory()
    SkillRelationFactory(source=skill)
    OccupationSkillFactory(skill=skill)
    profile = ProfileFactory(holds=[skill])
    ExperienceFactory(profile=profile)
    HeldCredentialFactory(profile=profile)
    posting = PostingFactory(asks=[skill])
    MembershipFactory(organisation=posting.organisation)
    DraftFactory(organisation=posting.organisation)
    TaxonomyVersionFactory()
    Group.objects.create(name="Reviewers")
    drain_all()


@pytest.fixture
def superuser(client, house):
    client.force_login(StaffUserFactory(is_superuser=True))
    return client


def address(model, act, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{act}", args=args)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_list_and_every_row_opens(superuser, model):
    assert superuser.get(address(model, "changelist"), {"q": "a"}).status_code in (200, 302)
    assert superuser.get(address(model, "changelist")).status_code == 200
    assert superuser.get(address(model, "add")).status_code in (200, 403)
    for pk in model._default_manager.order_by("pk").values_list("pk", flat=True)[:2]:
        assert superuser.get(address(model, "change", pk)).status_code == 200
        assert superuser.get(address(model, "history", pk)).status_code == 200
        assert superuser.get(address(model, "delete", pk)).status_code in (200, 403)


@pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model._meta.label)
def test_rows_that_services_write_are_not_written_here(superuser, model):
    before = list(model._default_manager.order_by("pk").values())

    superuser.post(address(model, "add"), {})
    for row in before:
        pk = row[model._meta.pk.attname]
        superuser.post(address(model, "change", pk), {})
        superuser.post(address(model, "delete", pk), {"post": "yes"})

    assert list(model._default_manager.order_by("pk").values()) == before


def test_the_rooms_of_the_portal_are_all_there():
    apps = {model._meta.app_label for model in OUR_MODELS}

    assert apps == OURS


def test_the_admin_has_no_sign_in_of_its_own(client):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


@pytest.mark.parametrize("role", [User.Role.JOBSEEKER, User.Role.EMPLOYER])
def test_it_is_closed_to_all_but_staff(client, role):
    client.force_login(UserFactory(role=role))

    assert client.get("/admin/").status_code in (302, 403)
    assert b"Site administration" not in client.get("/admin/", follow=True).content


def test_staff_without_rights_see_no_rows(client, house):
    client.force_login(StaffUserFactory())

    for model in MODELS:
        assert client.get(address(model, "changelist")).status_code == 403
