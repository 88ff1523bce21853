"""Accounts made and ended by services and in the admin."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.db import IntegrityError

from accounts import services
from accounts.models import User
from tests.factories import StaffUserFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_staff_are_made_with_a_confirmed_address_and_no_password():
    user = services.create_staff(email="New.Staff@Example.org", language="es")

    assert (user.email, user.role, user.language) == ("new.staff@example.org", "staff", "es")
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified


def test_an_address_belongs_to_one_person():
    UserFactory(email="taken@example.org")

    with pytest.raises(IntegrityError):
        services.create_staff(email="Taken@example.org")


def test_a_closed_account_loses_its_open_sessions(client):
    user = UserFactory()
    client.force_login(user)

    services.deactivate(user=user)
    assert not get_user(client).is_authenticated

    services.activate(user=user)
    assert User.objects.get(pk=user.pk).is_active


def test_the_admin_adds_staff_only(client):
    client.force_login(StaffUserFactory(is_superuser=True))

    client.post("/admin/accounts/user/add/", {"email": "Help@example.org", "language": "en"})

    assert User.objects.get(email="help@example.org").role == "staff"


def test_the_admin_ends_access_through_the_service(client):
    client.force_login(StaffUserFactory(is_superuser=True))
    user = UserFactory()

    client.post(f"/admin/accounts/user/{user.pk}/change/", {"language": "en"})

    user.refresh_from_db()
    assert not user.is_active
