"""A visitor with a keyboard and no mouse, whose focus must be visible at every step."""

import re

from browser import wait_until_drawn
from playwright.sync_api import Page

NAME = "(e => (e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || '').trim())"
# Whether what has the focus has a ring of at least two pixels, within the window.
RING = """() => {
    const one = document.activeElement;
    if (one === document.body) return true;  // the browser's own buttons
    const look = getComputedStyle(one), box = one.getBoundingClientRect();
    const isDrawn = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
    return isDrawn && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
}"""


def focused(page: Page) -> str:
    """The name of the element with the focus, as a screen reader says it."""
    return page.evaluate(f"document.activeElement === document.body ? '' : {NAME}(document.activeElement)")


def tab_to(page: Page, name: str, most: int = 80, key: str = "Tab") -> None:
    """Presses Tab until the element with this name has the focus; asserts that the focus is visible at each stop."""
    for _ in range(most):
        page.keyboard.press(key)
        assert page.evaluate(RING), f"Nobody sees that {focused(page)} has the focus"
        if re.fullmatch(name, focused(page), re.DOTALL):
            return
    raise AssertionError(f"Nothing called {name} has the focus within {most} presses")


def tab_back_to(page: Page, name: str) -> None:
    """Presses Shift+Tab until the element with this name has the focus."""
    tab_to(page, name, key="Shift+Tab")


def enter(page: Page, address: str) -> None:
    """Presses Enter and waits for the page at an address, whose heading then has the focus."""
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    wait_until_drawn(page)


def heading_in_focus(page: Page) -> str:
    """The heading of the page. Raises AssertionError where another element has the focus."""
    assert page.evaluate("document.activeElement.tagName") == "H1", focused(page)
    return focused(page)
