"""The staff's page Release in a real browser: ticked by keyboard, sent by a plain form, nothing recorded unasked."""

from __future__ import annotations  # see conftest.py for the reason

import pytest
from browser import open_page, violations, wait_until_drawn

from loaders.publishing.release import release_log
from loaders.received.places import EXAMPLE

WAITS = "Renamed by order of the fire authority."


@pytest.fixture
def at(page, merrowshire_site):
    return open_page(page, f"{merrowshire_site}/release")


def press(page, button: str):
    page.get_by_role("button", name=button).press("Enter")
    page.wait_for_url("**asked=*")
    return wait_until_drawn(page)


def test_a_text_is_ticked_and_its_decision_asked_for_by_keyboard_alone(at):
    box = at.get_by_role("checkbox", name=WAITS)
    assert not box.is_checked()
    assert "Seen in the sheet" in at.locator(f"#{box.get_attribute('aria-describedby')}").inner_text()
    box.press("Space")
    press(at, "Release the ticked texts")
    assert "asked=release" in at.url and at.url.count("ticked=") == 1
    assert at.get_by_role("heading", name="Release: 1 text").is_visible() and box.is_checked()
    post, why = at.get_by_label("Your post"), at.get_by_label("What is the reason for the decision?")
    assert post.input_value() == why.input_value() == ""
    assert at.get_by_role("button", name="Release 1 text").is_visible() and violations(at) == []


def test_with_nothing_ticked_the_page_says_that_nothing_was_recorded(at):
    before = release_log.read(EXAMPLE)
    press(at, "Keep the ticked texts private")
    assert "asked=private" in at.url and "ticked=" not in at.url
    assert "Nothing was recorded: no text that stands here is ticked." in at.locator(".an-message").first.inner_text()
    assert "Nothing was recorded" in at.locator("#an-status").inner_text()
    assert release_log.read(EXAMPLE) == before


def test_a_click_on_a_text_ticks_it(at):
    at.get_by_text(WAITS).click()
    assert at.get_by_role("checkbox", name=WAITS).is_checked() and violations(at) == []
