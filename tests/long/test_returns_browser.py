"""The page Returns in a real browser: at every width, and a request from the form to the workbook."""

from __future__ import annotations  # see conftest.py for the reason

import io

import openpyxl
import pytest
from browser import (
    fits_every_width,
    open_page,
    start_dashboard,
    wait_until_drawn,
)
from playwright.sync_api import Locator, Page, expect
from staff_copy import StaffCopy, staff_copy

from loaders.received import ledger, ledger_records
from pages.staff.form_parts import POST


@pytest.fixture
def copy(merrowshire, tmp_path) -> StaffCopy:
    return staff_copy(merrowshire, tmp_path)


@pytest.fixture
def site(copy):
    with start_dashboard(copy.built) as address:
        yield address


def ask(page: Page, post: str) -> None:
    page.get_by_label("Whom to ask").select_option(label="Merrowshire Police")
    page.get_by_label("Day by which it is to come").fill("2027-01-08")
    page.get_by_label(POST).fill(post)
    page.get_by_role("button", name="Make the workbook").press("Enter")


def test_a_request_from_the_form_to_the_workbook_by_keyboard(page, site, copy):
    fits_every_width(open_page(page, f"{site}/returns"), "returns-empty")
    page.get_by_role("link", name="Merrowshire Police", exact=True).press("Enter")
    expect(page.locator("main h1")).to_have_text("Returns of Merrowshire Police")
    fits_every_width(wait_until_drawn(page), "returns-one")
    ask(page, "Margaret Thornbury")
    page.wait_for_url("**said=*")
    expect(page.locator("main h1")).to_have_text("Returns of Merrowshire Police")
    assert "Nothing was asked. “Margaret Thornbury” looks like" in wait_until_drawn(page).locator("main").inner_text()
    assert page.get_by_label("Day by which it is to come").input_value() == "2027-01-08"
    fits_every_width(page, "returns-failed")
    ask(page, "Scrutiny officer")
    page.wait_for_url("**/returns?form=*")
    expect(page.locator("main h1")).to_have_text("Request to Merrowshire Police")
    fits_every_width(wait_until_drawn(page), "returns-made")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the workbook").click()
    (record,) = ledger_records.requests(ledger.read(copy.received)).values()
    assert download.value.suggested_filename == f"police {record.form}.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert book["Actions"].max_row > 16
    page.reload()
    expect(page.locator("main h1")).to_have_text("Request to Merrowshire Police")
    assert len(ledger_records.requests(ledger.read(copy.received))) == 1
    fits_every_width(open_page(page, f"{site}/returns"), "returns-asked")
    assert "1 request is out" in page.locator("main").inner_text()


def test_the_place_of_a_file_stays_in_one_line_on_a_wide_screen(page, site):
    page.set_viewport_size({"width": 1280, "height": 900})
    open_page(page, f"{site}/returns?agency=Merrowshire%20Safeguarding%20Partnership")
    places = page.locator('td[data-label="File"] bdi')
    assert places.count() and not [n for n in range(places.count()) if lines(places.nth(n)) > 1]


def lines(words: Locator) -> int:
    return words.evaluate("one => new Set([...one.getClientRects()].map(box => box.top)).size")


def test_a_cell_without_words_takes_no_line_on_a_phone(page, site):
    page.set_viewport_size({"width": 390, "height": 900})
    open_page(page, f"{site}/returns?agency=Merrowshire%20Police")
    empty = page.locator("main td:has(> div:empty)")
    assert empty.count()
    for n in range(empty.count()):
        assert empty.nth(n).evaluate("one => one.getBoundingClientRect().height") == 0
