"""A person before the portal: where they are, what they read, what they do."""

import re
from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import ConsoleMessage, Locator, Page, Response, expect

from tests.browser.hands import Finger, Hand

PHONE, DESK = 360, 1280
# Answers that are errors are judged by their status; htmx tells when a later change overtook one.
KNOWN = ("Failed to load resource", "htmx:afterRequest", "htmx:sendAbort")


class Visit:
    """One window. Whatever the browser complains about on any page is kept in `complaints`.

    Controls are named by their English msgid; the page shows them in the visit's language.
    """

    def __init__(
        self, page: Page, *, scripts: bool, language: str, hand: Callable[[Page], Hand] = Finger
    ) -> None:
        self.page = page
        self.scripts = scripts
        self.language = language
        self.hand = hand(page)
        self.complaints: list[str] = []
        self.refusals: set[int] = {422}
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("response", self._answered)

    # --- Where ---------------------------------------------------------------------------------

    def open(self, path: str, *, status: int = 200) -> None:
        """A page by its address, in the visit's language."""
        self.refusals.add(status)
        prefix = "" if self.language == "en" else f"/{self.language}"
        answer = self.page.goto(f"{prefix}{path}")
        assert answer is not None
        assert answer.status == status, f"{answer.url}: {answer.status}"

    def sees_heading(self, words: str) -> None:
        """The page's one h1, and the page is in the visit's language."""
        expect(self.page.locator("h1")).to_have_text(self.say(words))
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)

    def sees(self, words: str) -> None:
        """Somewhere in the page's own part."""
        expect(self.main.get_by_text(self.say(words)).first).to_be_visible()

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def say(self, words: str) -> str:
        """In the visit's language."""
        with translation.override(self.language):
            return gettext(words)

    # --- What ----------------------------------------------------------------------------------

    def press(self, words: str, within: Locator | None = None) -> None:
        """A button."""
        self._do("button", words, within)

    def follow(self, words: str, within: Locator | None = None) -> None:
        """A link."""
        self._do("link", words, within)

    def follow_first_in_list(self) -> None:
        """The first of a list of matches or candidates."""
        self.hand.press(self.main.locator(".match__title a").first)

    def write(self, words: str, text: str) -> None:
        self.hand.write(self.field(words), text)

    def tick(self, words: str, within: Locator | None = None) -> None:
        """A radio button or check box."""
        label = re.compile(rf"^\s*{re.escape(self.say(words))}(?!\w)")
        controls = (within or self.main).get_by_label(label)
        self.hand.tick(controls.and_(self.page.locator("input")).first)

    def choose(self, words: str, option: str) -> None:
        self.hand.choose(self.field(words), self.say(option))

    def find(self, words: str, typed: str, wanted: str) -> None:
        """Types into a field that suggests and takes what is `wanted`; without scripts types it."""
        field = self.field(words)
        if not self.scripts:
            self.hand.write(field, wanted)
            return
        self.hand.write(field, typed)
        self.hand.take(field, self.main.get_by_role("option", name=wanted))

    def field(self, words: str) -> Locator:
        """The control with this label."""
        label = re.compile(rf"^\s*{re.escape(self.say(words))}")
        controls = self.page.locator(
            "input:not([type=radio]):not([type=checkbox]), select, textarea"
        )
        return self.main.get_by_label(label).and_(controls).first

    def _do(self, role: str, words: str, within: Locator | None) -> None:
        place = within or self.page
        control = place.get_by_role(role, name=self.say(words), exact=True).first
        self.hand.press(control)

    # --- What went wrong -----------------------------------------------------------------------

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(KNOWN):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _answered(self, answer: Response) -> None:
        if answer.status >= 400 and answer.status not in self.refusals:
            self.complaints.append(f"{answer.status} {answer.url}")
