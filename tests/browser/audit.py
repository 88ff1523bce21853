"""What every page must keep: axe finds nothing, and nothing scrolls sideways."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.visits import Visit

WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth - width;
  const wide = [...document.querySelectorAll("body *")]
    .filter((part) => part.getBoundingClientRect().right > width + 1)
    .map((part) => part.outerHTML.slice(0, 120));
  return over > 0 ? [`${over} px`, ...wide.slice(0, 3)] : [];
}"""

_axe = Axe()


def faults(visit: Visit, width: int) -> list[str]:
    """What is wrong with the page at this width in CSS pixels, one line each."""
    visit.page.set_viewport_size({"width": width, "height": 800})
    found = _axe.run(visit.page, options=WCAG).response["violations"]
    lines = [
        f"{rule['id']}: {rule['help']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for rule in found
        for node in rule["nodes"]
    ]
    return [f"at {width} px: {line}" for line in (*lines, *sideways(visit))]


def sideways(visit: Visit) -> list[str]:
    """How far the page scrolls sideways, and on what; nothing where it does not."""
    over = visit.page.evaluate(OVERFLOW)
    return [f"scrolls sideways by {over[0]}: {over[1:]}"] if over else []
