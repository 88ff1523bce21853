"""The ways people work a page: with a finger or mouse, or with nothing but a keyboard."""

from typing import Protocol

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 200

# Whether the element in focus, or what is drawn in its place, can be seen to be in focus.
FOCUS_SEEN = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return "";
  // The parts inside a date field are marked by the browser itself.
  if (focused.type === "date") return "";
  const drawn = [focused, ...(focused.labels ?? [])];
  const marked = drawn.some((part) => [null, "::before"].some((pseudo) => {
    const style = getComputedStyle(part, pseudo);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outlined || style.boxShadow !== "none";
  }));
  if (!marked) return "has no mark of focus";
  const boxes = drawn.flatMap((part) => [...part.getClientRects()]);
  const inSight = boxes.some((box) =>
    box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0);
  return inSight ? "" : "is out of sight";
}"""
IS_FOCUSED = """(wanted) => {
  const focused = document.activeElement;
  const together = wanted.type === "radio" && focused?.type === "radio"
    && focused.name === wanted.name && focused.form === wanted.form;
  return wanted === focused || together;
}"""


class Hand(Protocol):
    """What a person can do to a control."""

    def press(self, control: Locator) -> None:
        """A button or a link."""

    def write(self, field: Locator, text: str) -> None:
        """In place of what stands there."""

    def tick(self, choice: Locator) -> None:
        """A radio button or a check box."""

    def untick(self, box: Locator) -> None:
        """A check box."""

    def choose(self, field: Locator, option: str) -> None:
        """From a list that folds out."""

    def take(self, field: Locator, option: Locator) -> None:
        """A suggestion under the field."""


class Finger:
    """Touches, or points and clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, control: Locator) -> None:
        control.click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def tick(self, choice: Locator) -> None:
        self._drawn(choice).click()
        expect(choice).to_be_checked()

    def untick(self, box: Locator) -> None:
        self._drawn(box).click()
        expect(box).not_to_be_checked()

    def _drawn(self, choice: Locator) -> Locator:
        """What is seen of a choice: its label, where that draws it."""
        box = choice.bounding_box()
        is_drawn_by_label = box is None or box["x"] < 0
        return choice.locator("xpath=following-sibling::label") if is_drawn_by_label else choice

    def choose(self, field: Locator, option: str) -> None:
        field.select_option(label=option)

    def take(self, field: Locator, option: Locator) -> None:
        option.click()


class Keyboard:
    """Tab, Enter, Space and arrows; looks at each stop on the way whether the focus is seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, control: Locator) -> None:
        self._reach(control)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tick(self, choice: Locator) -> None:
        self._reach(choice)
        if choice.get_attribute("type") != "radio":
            self.page.keyboard.press("Space")
        while choice.get_attribute("type") == "radio" and not choice.is_checked():
            self.page.keyboard.press("ArrowDown")
        expect(choice).to_be_checked()

    def untick(self, box: Locator) -> None:
        self._reach(box)
        self.page.keyboard.press("Space")
        expect(box).not_to_be_checked()

    def choose(self, field: Locator, option: str) -> None:
        self._reach(field)
        self.page.keyboard.type(option)
        expect(field.locator("option:checked")).to_have_text(option)

    def take(self, field: Locator, option: Locator) -> None:
        expect(option).to_be_visible()
        while option.get_attribute("aria-selected") != "true":
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def _reach(self, control: Locator) -> None:
        expect(control).to_be_attached()
        for _ in range(MOST_TABS):
            if control.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
            wrong = self.page.evaluate(FOCUS_SEEN)
            assert not wrong, f"the focus {wrong} on {self._focused()}"
        raise AssertionError(f"Tab never comes to {control}")

    def _focused(self) -> str:
        return self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
