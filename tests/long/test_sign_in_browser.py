"""Signing in and out in a real browser: to the wanted page, out in every window, and refused."""

from __future__ import annotations  # see conftest.py for the reason

import pytest
from browser import PICTURES, goes_sideways, open_page, save_picture, violations, wait_until_drawn
from playwright.sync_api import BrowserContext, Page, expect
from signing_in import LEAVER, NOBODY, OFFICER, READER, press

from loaders.received import ledger

WIDTHS = (1280, 390)
CSV = b"Ref,Action\nA1,Mend\n"


@pytest.fixture(autouse=True)
def nobody_signed_in(office, context: BrowserContext):
    office.give_roles()
    context.clear_cookies()


def sign_in(page: Page, office, sub: str, path: str = "/") -> Page:
    """Signs in with the provider and returns the page that it leads back to."""
    page.goto(office.site + path)
    press(page, sub)
    page.wait_for_url(f"{office.site}/**")
    return page


def looks_right(page: Page, name: str) -> None:
    """At a screen's and a phone's width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], (name, width)
        if page.locator("[data-testid=stMain]").count():
            assert goes_sideways(page) == [], (name, width)
            save_picture(page, name)
        else:
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
            save_plain(page, name)
    page.set_viewport_size({"width": 1280, "height": 900})


def save_plain(page: Page, name: str) -> None:
    """A picture of a page that stands outside the dashboard."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{page.viewport_size['width']}.jpg", type="jpeg", quality=80)


def test_a_sign_in_opens_the_wanted_page_and_a_sign_out_ends_every_window(page, office, context):
    wait_until_drawn(sign_in(page, office, OFFICER, "/problems?agency=Police"))
    assert page.url.endswith("/problems?agency=Police")
    foot = page.locator(".an-footer")
    expect(foot).to_contain_text("Signed in as Data officer, officer. Sign out")
    looks_right(page, "signed-in")
    other = open_page(context.new_page(), f"{office.site}/load")
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button").first.click()  # the provider asks once more
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    looks_right(page, "signed-out")
    other.locator(".an-footer").get_by_role("link", name="Problems", exact=True).click()
    other.wait_for_url("**/oauth2/authorize**")
    press(other, OFFICER)
    wait_until_drawn(other)
    other.close()


def test_an_account_without_a_role_reads_so_and_can_sign_out(page, office):
    sign_in(page, office, NOBODY, "/load")
    expect(page.get_by_role("heading", name="Your account has no role here")).to_be_visible()
    assert NOBODY in page.locator("main").inner_text()
    looks_right(page, "no-role")


def test_an_abandoned_sign_in_can_begin_again(page, office):
    page.goto(f"{office.site}/load")
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("heading", name="You are not signed in")).to_be_visible()
    looks_right(page, "not-signed-in")
    page.get_by_role("link", name="Sign in").click()
    press(page, OFFICER)
    expect(page.locator(".an-footer")).to_contain_text("Signed in as Data officer, officer.")


def test_a_reader_finds_no_page_that_writes(page, office):
    wait_until_drawn(sign_in(page, office, READER))
    foot = page.locator(".an-footer")
    expect(foot).to_contain_text("Signed in as Member of the committee, reader.")
    assert foot.get_by_role("link", name="Problems").count() == 1
    assert foot.get_by_role("link", name="Load", exact=True).count() == 0
    page.goto(f"{office.site}/load")
    expect(page.locator("main h1")).to_be_visible()
    assert page.locator("form[method=post]").count() == 0 and "Load" not in page.locator("main h1").inner_text()


def test_an_officer_sends_a_file_and_drops_it(page, office, copy):
    wait_until_drawn(sign_in(page, office, OFFICER, "/load"))
    before = len(ledger.read(copy.received))
    page.get_by_label("Choose files, or drop them on this field").set_input_files(
        {"name": "plan.csv", "mimeType": "text/csv", "buffer": CSV}
    )
    page.get_by_role("button", name="Look at these files").press("Enter")
    # While the file is read, its page is drawn again and again, and a button pressed then may be gone.
    expect(page.locator("#an-status")).to_contain_text("This file cannot be read yet.")
    page.get_by_role("button", name="Drop it: nothing is recorded").press("Enter")
    expect(page.locator("#an-status")).to_contain_text("plan.csv was dropped.")
    assert copy.waiting == [] and len(ledger.read(copy.received)) == before


def test_a_role_taken_away_takes_the_page_from_the_screen(page, office):
    wait_until_drawn(sign_in(page, office, LEAVER, "/release"))
    office.give_roles(leaver="reader")
    page.locator(".an-footer").get_by_role("link", name="Problems", exact=True).click()
    expect(page.locator(".an-footer")).to_contain_text("Signed in as Assistant to the data officer, reader.")
    assert page.locator(".an-footer").get_by_role("link", name="Release", exact=True).count() == 0
