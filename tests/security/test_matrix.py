"""Deny by default: every address, every kind of person, and no address that nobody thought of."""

import pytest
from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse

from tests.security.matrix import (
    API,
    ENTRANCE,
    FORBIDDEN,
    MISSING,
    OK,
    OWN_ACCOUNT,
    PAGES,
    PEOPLE,
    PUBLIC_NAMES,
    SIGN_IN,
)
from tests.security.routes import routes

pytestmark = pytest.mark.django_db

NAMES = {route.name for route in routes()}
ADMIN = sorted(name for name in NAMES if name.startswith("admin:"))


def said(response):
    """What an answer comes down to."""
    if response.status_code == 401:
        return SIGN_IN
    if response.status_code == 302 and response.url.startswith(resolve_url(settings.LOGIN_URL)):
        return SIGN_IN
    if response.status_code == 403:
        return FORBIDDEN
    if response.status_code == 404:
        return MISSING
    return OK if response.status_code < 500 and response.status_code != 405 else "broken"


def answers(world, name, row, method, client_of):
    """What each person is told; nothing that they did stays."""
    address = reverse(name, args=[world.args[arg] for arg in row.args])
    body = {"organisation": world.args["organisation"], **row.body}
    kind = {"content_type": "application/json"} if name.startswith("api:") else {}
    found = {}
    for person in PEOPLE:
        client = client_of(person)
        with transaction.atomic():
            sent = (None,) if method in ("get", "delete") else (body,)
            response = getattr(client, method)(address, *sent, **(kind if sent[0] else {}))
            transaction.set_rollback(True)
        found[person] = said(response)
    return found


def cases(table):
    return [(name, method) for name, row in table.items() for method in row.methods]


def test_every_address_has_its_row():
    known = set(PAGES) | set(API) | ENTRANCE | OWN_ACCOUNT | set(ADMIN)

    assert NAMES - known == set(), "say in tests/security/matrix.py who may use these"
    assert known - NAMES == set(), "these rows have no address any more"


def test_every_public_address_is_on_the_list():
    public = {route.name for route in routes() if route.is_public}

    assert public == PUBLIC_NAMES


@pytest.mark.parametrize(("name", "method"), cases(PAGES))
def test_a_page_answers_each_person_as_the_matrix_says(world, name, method):
    row = PAGES[name]

    assert answers(world, name, row, method, world.browser) == row.methods[method]


@pytest.mark.parametrize(("name", "method"), cases(API))
def test_the_api_answers_each_token_as_the_matrix_says(world, name, method):
    row = API[name]

    assert answers(world, name, row, method, world.program) == row.methods[method]


@pytest.mark.parametrize("name", sorted(set(PAGES) | set(API)))
def test_a_method_without_a_row_does_nothing(world, name):
    row = (PAGES | API)[name]
    address = reverse(name, args=[world.args[arg] for arg in row.args])
    for person in PEOPLE:
        client = world.program(person) if name.startswith("api:") else world.browser(person)
        for method in {"get", "post", "put", "patch", "delete"} - set(row.methods):
            response = getattr(client, method)(address)
            assert response.status_code in (302, 401, 403, 404, 405), (person, method)


@pytest.mark.parametrize("name", sorted(OWN_ACCOUNT))
def test_the_pages_of_an_account_ask_nobody_in(client, name):
    try:
        address = reverse(name)
    except NoReverseMatch:
        address = reverse(name, args=[1])

    assert said(client.get(address)) == SIGN_IN


@pytest.mark.parametrize("name", sorted(ENTRANCE))
def test_the_entrance_is_open_to_nobody_in_particular(client, name):
    assert client.get(reverse(name)).status_code in (200, 302, 404, 405)


def admin_address(name):
    for args in ((), (1,), (1, 1), ("accounts",)):
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return "/admin/nowhere/"


@pytest.mark.parametrize("person", [person for person in PEOPLE if person != "staff"])
def test_the_admin_lets_nobody_in_but_staff(world, person):
    client = world.browser(person)

    for name in ADMIN:
        for response in (client.get(admin_address(name)), client.post(admin_address(name))):
            assert response.status_code in (302, 403, 404), (name, response.status_code)
            assert response.status_code != 302 or not response.url.startswith("/admin/?")


def test_staff_without_rights_change_nothing_in_the_admin(world):
    client = world.browser("staff")

    for name in ADMIN:
        if name.endswith(("_add", "_change", "_delete", "_changelist")):
            assert client.post(admin_address(name)).status_code in (302, 403, 404), name


def test_a_member_who_was_removed_is_a_stranger_at_once(world):
    client, program = world.browser("a_viewer"), world.program("a_viewer")
    pages = [reverse(name, args=[world.args["posting"]]) for name in ("posting_edit", "candidates")]
    assert {client.get(page).status_code for page in pages} == {200}

    world.people["a_viewer"].memberships.all().delete()

    assert {client.get(page).status_code for page in pages} == {404}
    address = reverse("api:candidates", args=[world.args["posting"]])
    assert program.get(address).status_code == 404


def test_spanish_pages_ask_for_sign_in_too(client):
    addresses = [f"/es{reverse(name)}" for name in ("profile", "employer_home", "staff_home")]

    for address in addresses:
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith("/es/accounts/login/")
