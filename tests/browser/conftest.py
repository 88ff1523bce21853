"""A real browser before a real server, with all that it complains about collected."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.hands import Finger, Hand
from tests.browser.visits import PHONE, Visit

# Playwright runs an event loop in the thread of the tests, which Django would take for async code.
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
        pytest.skip(f"browser: {os.environ.get('PORTAL_NO_BROWSER', 'PORTAL_CHROMIUM is not set')}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=LAUNCH)
        yield chromium
        chromium.close()


class Windows:
    """Opens browser windows: `visit(user, width=1280, scripts=False, language="es")`.

    Each is a person of their own, signed in where a user is given.
    """

    def __init__(self, browser: Browser, site: str, shots: Path) -> None:
        self._browser, self._site, self._shots = browser, site, shots
        self._opened: list[tuple[BrowserContext, Visit]] = []

    def __call__(
        self,
        user: User | None = None,
        *,
        width: int = PHONE,
        scripts: bool = True,
        language: str = "en",
        hand: type[Hand] = Finger,
    ) -> Visit:
        context = self._browser.new_context(
            base_url=self._site,
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale="en-US",
        )
        context.set_default_timeout(STEP_MS)
        if user:
            client = Client()
            client.force_login(user)
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": self._site}])
        window = Visit(context.new_page(), scripts=scripts, language=language, hand=hand)
        self._opened.append((context, window))
        return window

    @property
    def complaints(self) -> list[str]:
        """Errors of scripts, of the content security policy, and answers nobody asked for."""
        return [text for _, window in self._opened for text in window.complaints]

    def shoot(self) -> str:
        """Saves what each window shows; returns where."""
        lines = []
        for number, (_, window) in enumerate(self._opened):
            path = self._shots / f"window-{number}.png"
            window.page.screenshot(path=path, full_page=True)
            lines.append(f"{window.page.url}  {path}")
        return "\n".join([*lines, *self.complaints])

    def close(self) -> None:
        for context, _ in self._opened:
            context.close()


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer, tmp_path: Path) -> Iterator[Windows]:
    """Opens windows for this test; at its end, no page may have complained."""
    windows = Windows(browser, live_server.url, tmp_path)
    yield windows
    complaints = windows.complaints
    windows.close()
    assert complaints == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A failure tells where its screenshots are."""
    report = yield
    windows = getattr(item, "funcargs", {}).get("visit")
    if report.when == "call" and report.failed and isinstance(windows, Windows):
        report.sections.append(("What the browser showed", windows.shoot()))
    return report
