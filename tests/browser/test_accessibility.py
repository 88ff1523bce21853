"""Every page, in every state, is open to everybody: axe, widths, zoom, titles."""

import pytest
from pytest_django import Settings

from tests.browser.audit import faults, sideways
from tests.browser.conftest import Windows
from tests.browser.stops import stops, who
from tests.browser.town import Town, build_town
from tests.browser.visits import DESK, PHONE

pytestmark = pytest.mark.browser

EVERYBODY = [
    "a visitor",
    "a newcomer",
    "a jobseeker",
    "a jobseeker who waits",
    "an employer",
    "a member of staff",
]
SMALLEST = 320
# A desk's page at 200 % zoom is as wide as this one, in CSS pixels.
ZOOMED = DESK // 2


@pytest.fixture
def town(transactional_db: None) -> Town:
    return build_town()


@pytest.mark.parametrize("whose", EVERYBODY)
def test_no_page_shuts_anybody_out(whose: str, town: Town, visit: Windows) -> None:
    person = visit(who(town)[whose])
    found: dict[str, list[str]] = {}
    titles: dict[str, set[str]] = {}
    for stop in stops(town, whose):
        person.open(stop.path, status=stop.status)
        if stop.then:
            stop.then(person)
        titles.setdefault(person.page.title(), set()).add(stop.path)
        wrong = [*faults(person, DESK), *faults(person, PHONE)]
        for width in (SMALLEST, ZOOMED):
            person.page.set_viewport_size({"width": width, "height": 400})
            wrong += [f"at {width} px: {line}" for line in sideways(person)]
        person.page.set_viewport_size({"width": PHONE, "height": 800})
        if wrong:
            found[stop.name] = wrong
    assert found == {}
    assert [title for title, paths in titles.items() if len(paths) > 1] == []
    assert [title for title in titles if title.startswith("|")] == []


def test_nor_does_any_component(visit: Windows, settings: Settings) -> None:
    settings.DEBUG = True
    settings.ROOT_URLCONF = "tests.browser.urls"
    person = visit()
    person.open("/shelf/")
    assert [line for width in (DESK, PHONE) for line in faults(person, width)] == []


@pytest.mark.full
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("whose", EVERYBODY)
def test_nor_in_spanish_or_in_the_dark(whose: str, scheme: str, town: Town, visit: Windows) -> None:
    person = visit(who(town)[whose], language="es")
    person.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found: dict[str, list[str]] = {}
    for stop in stops(town, whose):
        person.open(stop.path, status=stop.status)
        if stop.then:
            stop.then(person)
        wrong = [
            line for width in (DESK, ZOOMED, PHONE, SMALLEST) for line in faults(person, width)
        ]
        if wrong:
            found[stop.name] = wrong
    assert found == {}
