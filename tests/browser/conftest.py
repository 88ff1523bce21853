"""A real browser before a real server, with all that it complains about collected."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.visits import PHONE, Visit

# Playwright runs an event loop in the thread of the tests, where Django then sees async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STEP_MS = 10_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that `./dev test` found."""
    path = os.environ.get("PORTAL_CHROMIUM")
    if not path:
        reason = os.environ.get("PORTAL_NO_BROWSER", "PORTAL_CHROMIUM names none")
        pytest.skip(f"browser: {reason}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=LAUNCH)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(browser: Browser, django_db_setup: None) -> Iterator[str]:
    """The address of the portal, served to the browser from the test database."""
    server = LiveServer("localhost:0")
    yield server.url
    server.stop()


@pytest.fixture(scope="module")
def database(site: str, django_db_blocker: object) -> Iterator[None]:
    """The test database for all tests of a module, which the next module finds empty."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def visit(
    browser: Browser, site: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visit]]:
    """Opens a browser window: `visit(user, width=1280, scripts=False, language="es")`.

    Each is a person of their own. At the end, no page may have met an error of any kind.
    """
    opened: list[tuple[Visit, BrowserContext]] = []

    def open_window(
        user: User | None = None, *, width: int = PHONE, scripts: bool = True, language: str = "en"
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            base_url=site,
            locale="en-US",
            reduced_motion="reduce",
        )
        context.set_default_timeout(STEP_MS)
        if user:
            _sign_in(context, user, site)
        window = Visit(context.new_page(), language=language)
        opened.append((window, context))
        return window

    yield open_window
    failed = getattr(request.node, "failed", False)
    complaints = [text for window, _ in opened for text in window.complaints]
    shots = [_shot(window.page, tmp_path / f"{number}.png") for number, (window, _) in enumerate(opened)] if failed or complaints else []
    for _, context in opened:
        context.close()
    if shots:
        print("What the browser showed:", *shots, sep="\n  ")  # noqa: T201
    assert complaints == []


def _sign_in(context: BrowserContext, user: User, site: str) -> None:
    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": site}])


def _shot(page: Page, path: Path) -> str:
    page.screenshot(path=path, full_page=True)
    return f"{page.url} {path}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Lets fixtures know that their test has failed."""
    report = yield
    if report.when == "call":
        item.failed = report.failed
    return report
