"""In Spanish nothing is left in English but what people wrote themselves."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.conftest import Windows
from tests.browser.stops import Stop, stops, who
from tests.browser.test_accessibility import EVERYBODY
from tests.browser.town import Town, build_town
from tests.browser.visits import Visit

pytestmark = pytest.mark.browser

# All that is read or heard, a piece at a time, but for what is marked as another language and for
# names of commands.
PIECES = """() => {
  const language = document.documentElement.lang;
  const foreign = (part) => part.closest("[lang]").lang !== language;
  const hidden = "script, style, noscript, template, code";
  const pieces = [document.title.split(" | ")[0]];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest(hidden) && !foreign(parent)) pieces.push(walker.currentNode.data);
  }
  for (const name of ["aria-label", "placeholder", "title", "alt"])
    for (const part of document.body.querySelectorAll(`[${name}]`))
      if (!foreign(part)) pieces.push(part.getAttribute(name));
  return pieces.map((piece) => piece.replace(/\\s+/g, " ").trim());
}"""

# What people and organisations wrote, names of places, and words that are the same in both.
SAME = re.compile(
    rf"{re.escape(settings.PORTAL_NAME)}|\S+@example\.org|O\*NET\S*"
    r"|Elm City Storage|Long Wharf Packing|Elm City Works|Forklift driver|Bather|Packer"
    r"|Night packer|Sorter|Stocker|Ana Rivera|New Haven|Hartford|zzzzz|astronaut"
    r"|forklift racing|Vital signs"
    r"|You do the work and learn the rest\.|Health plan and paid days off\."
    r"|requirement saved|OverflowError: too large|[0-9a-f+-]*test-\d+-\S*|^Error$"
)


@pytest.fixture
def town(transactional_db: None) -> Town:
    return build_town()


@pytest.mark.parametrize("whose", EVERYBODY)
def test_no_english_is_left(whose: str, town: Town, visit: Windows) -> None:
    english, spanish = (visit(who(town)[whose], language=each) for each in ("en", "es"))
    left: dict[str, list[str]] = {}
    for stop in stops(town, whose):
        pieces = [_pieces(person, stop) for person in (english, spanish)]
        same = sorted(piece for piece in set.intersection(*pieces) if _is_wordy(piece))
        if same:
            left[stop.name] = same
        expect(spanish.page.locator("html")).to_have_attribute("lang", "es")
    assert left == {}


def _pieces(person: Visit, stop: Stop) -> set[str]:
    person.open(stop.path, status=stop.status)
    if stop.then:
        stop.then(person)
    return set(person.page.evaluate(PIECES))


def _is_wordy(piece: str) -> bool:
    """Whether words remain when names and own words are taken out."""
    return bool(re.search(r"[^\W\d_]{3,}", SAME.sub("", piece)))
