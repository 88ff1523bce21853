"""What every answer tells the browser, and what a real host is set up with."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse

pytestmark = pytest.mark.django_db

PUBLIC = ("home", "job_list", "account_login", "account_signup")
PRIVATE = {
    "owner": ("profile", "matches", "privacy", "account_email"),
    "a_owner": ("employer_home", "organisation_new", "posting_new"),
    "staff": ("staff_home", "staff_organisations"),
}


def policy_of(response):
    parts = (part.strip().split() for part in response["Content-Security-Policy"].split(";"))
    return {part[0]: part[1:] for part in parts if part}


@pytest.mark.parametrize("name", PUBLIC)
def test_a_page_allows_nothing_inline_and_nothing_from_elsewhere(client, name):
    policy = policy_of(client.get(reverse(name)))

    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    for sources in policy.values():
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & set(sources)


def test_a_nonce_is_used_once(client):
    first, second = (client.get(reverse("home")).headers for _ in range(2))

    nonces = [
        value
        for headers in (first, second)
        for value in headers["Content-Security-Policy"].split()
        if value.startswith("'nonce-")
    ]
    assert len(nonces) == len(set(nonces))


@pytest.mark.parametrize("name", PUBLIC)
def test_a_page_is_framed_by_nobody_and_guessed_at_by_no_browser(client, name):
    headers = client.get(reverse(name)).headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("person", PRIVATE)
def test_private_pages_are_stored_nowhere(world, person):
    client = world.browser(person)

    for name in PRIVATE[person]:
        response = client.get(reverse(name))
        assert "no-store" in response["Cache-Control"], name


def test_what_a_program_reads_of_a_person_is_stored_nowhere(world):
    for person, name in (("owner", "api:my-profile"), ("a_owner", "api:employer-posting-list")):
        assert "no-store" in world.program(person).get(reverse(name))["Cache-Control"]


def test_no_page_of_ours_has_anything_inline(world):
    for person, names in PRIVATE.items():
        client = world.browser(person)
        for name in names:
            text = client.get(reverse(name)).content.decode()
            assert "<style" not in text, name
            assert " style=" not in text, name
            assert " onclick=" not in text, name
            assert "javascript:" not in text, name


def test_a_form_from_elsewhere_is_refused(world):
    client = world.browser("owner")
    client.handler.enforce_csrf_checks = True

    assert client.post(reverse("privacy"), {"visibility": "anonymous"}).status_code == 403


def test_a_session_of_the_website_needs_the_csrf_token_in_the_api_too(world):
    client = world.browser("owner")
    client.handler.enforce_csrf_checks = True

    response = client.patch(
        reverse("api:my-profile"), {"max_miles": 5}, content_type="application/json"
    )

    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"


PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.prod",
    "SECRET_KEY": "x" * 25 + "0123456789" + "YzAbCdEfGhIjKlMnOpQr",
    "ALLOWED_HOSTS": "portal.example.org",
}


def production(*arguments, **changes):
    # Browser tests of the same run set the last one for themselves.
    environment = {**os.environ, **PRODUCTION, "DJANGO_ALLOW_ASYNC_UNSAFE": None, **changes}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env={name: value for name, value in environment.items() if value is not None},
        cwd=settings.STATICFILES_DIRS[0].parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_real_host_passes_the_deployment_check():
    run = production("check", "--deploy", "--fail-level", "WARNING")

    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("secret", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_a_real_host_does_not_start_without_its_own(secret):
    run = production("check", **{secret: None})

    assert run.returncode != 0
    assert secret in run.stderr


def test_a_real_host_speaks_https_alone_and_says_so_for_a_year():
    run = production(
        "shell",
        "--no-imports",
        "-c",
        "from django.conf import settings as s;"
        "print(s.DEBUG, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 31536000,"
        " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        " s.DEMO_DATA, s.SECOND_FACTOR_ROLES)",
    )

    assert run.stdout.strip() == "False True True True True True False ['employer', 'staff']"
