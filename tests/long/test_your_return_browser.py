"""A return in a real browser from start to end: an agency submits it, an officer keeps it, a receipt comes."""

from __future__ import annotations  # see conftest.py for the reason

import pytest
from browser import fits_every_width, open_page, violations, wait_until_drawn
from playwright.sync_api import BrowserContext, Page, expect
from signing_in import CHECKER, OFFICER, POLICE, press, start_office, start_provider
from staff_copy import NAME, StaffCopy, november, staff_copy

from loaders.received import ledger, ledger_records, verify
from pages.staff.your_return.forms import LABEL


@pytest.fixture
def copy(merrowshire, tmp_path) -> StaffCopy:
    return staff_copy(merrowshire, tmp_path)


@pytest.fixture
def office(copy, tmp_path_factory):
    with (
        start_provider() as provider,
        start_office(copy.built, tmp_path_factory.mktemp("settings"), provider) as started,
    ):
        yield started


@pytest.fixture(autouse=True)
def nobody_signed_in(context: BrowserContext):
    context.clear_cookies()


@pytest.fixture
def at_the_officer(browser, office) -> Page:
    """A window of the officer, who has cookies of their own."""
    context = browser.new_context()
    yield sign_in(context.new_page(), office, OFFICER, "/load")
    context.close()


def sign_in(page: Page, office, sub: str, path: str = "/") -> Page:
    page.goto(office.site + path)
    press(page, sub)
    page.wait_for_url(f"{office.site}/**")
    return wait_until_drawn(page)


def heading(page: Page, words: str) -> Page:
    page.get_by_role("heading", name=words, exact=True, level=1).wait_for()
    wait_until_drawn(page)
    expect(page.locator("main h1")).to_have_text(words)
    return page


def try_file(page: Page, path) -> None:
    page.get_by_label(LABEL).set_input_files(path)
    page.get_by_role("button", name="See what it would change").press("Enter")
    page.wait_for_url("**/?file=*")


def ask_for_a_return(page: Page, site: str) -> str:
    """Asks the police for a return as the officer; gives the name of the form."""
    open_page(page, f"{site}/returns?agency=Merrowshire%20Police")
    page.get_by_label("Day by which it is to come").fill("2027-01-08")
    page.get_by_label("What its workbook holds").select_option("all")
    page.get_by_role("button", name="Make the workbook").press("Enter")
    page.wait_for_url("**/returns?form=*")
    return page.url.partition("form=")[2]


def test_a_return_goes_from_the_request_to_the_receipt(page, office, copy, at_the_officer, merrowshire, tmp_path):
    form = ask_for_a_return(at_the_officer, office.site)
    sign_in(page, office, POLICE)
    heading(page, "Return of Merrowshire Police")
    expect(page.locator(".an-footer")).to_contain_text("Signed in as Returns clerk, agency (police).")
    fits_every_width(page, "your-return-asked")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the workbook").click()
    assert download.value.suggested_filename == f"police {form}.xlsx"
    before = copy.everything

    try_file(page, november(merrowshire, tmp_path))
    heading(page, "What this file would change")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    lead = page.locator("main .an-lead").first.inner_text()
    assert lead.startswith("This file moves 1 deadline later (with no reason), changes the wording of MP/4.3")
    fits_every_width(page, "your-return-tried")
    page.get_by_role("button", name="Submit it").press("Enter")
    heading(page, "Submitted")
    expect(page.locator("main")).to_contain_text("Submitted by Returns clerk on")
    fits_every_width(page, "your-return-submitted")
    page.get_by_role("link", name="Your return").first.press("Enter")
    heading(page, "Return of Merrowshire Police")
    expect(page.locator("main")).to_contain_text("waiting for an officer")
    fits_every_width(page, "your-return-waiting")
    assert copy.everything == before

    desk = open_page(at_the_officer, f"{office.site}/load")
    fits_every_width(desk, "your-return-at-the-officer-list")
    desk.get_by_role("link", name=NAME).press("Enter")
    heading(desk, "What this file would change")
    expect(desk.locator("main")).to_contain_text("Submitted by police (Returns clerk)")
    fits_every_width(desk, "your-return-at-the-officer")
    desk.get_by_role("button", name="Keep it and load it").press("Enter")
    heading(desk, "Loaded")

    record = ledger_records.received(ledger.read(copy.received))[-1]
    page.goto(f"{office.site}/?file={record.sha256}")
    heading(page, "Kept")
    expect(page.locator("main")).to_contain_text(f"Record {record.number}, taken in by Data officer")
    fits_every_width(page, "your-return-kept")
    assert [*verify.all_faults(copy.received, ledger.read(copy.received), built=copy.built)] == []


def test_a_file_can_be_taken_back_and_handed_back(page, office, copy, at_the_officer, merrowshire, tmp_path):
    sign_in(page, office, POLICE)
    for n in range(2):
        wait_until_drawn(page)
        try_file(page, november(merrowshire, tmp_path / str(n), f"Version {n}."))
        heading(page, "What this file would change")
        page.get_by_role("button", name="Submit it").press("Enter")
        heading(page, "Submitted")
        if n == 0:
            page.get_by_role("button", name="Take it back: no officer sees it any more").press("Enter")
            heading(page, "Return of Merrowshire Police")
            assert f"{NAME} was removed." in page.locator("#an-status").inner_text() and copy.waiting == []
    desk = open_page(at_the_officer, f"{office.site}/load")
    desk.get_by_role("link", name=NAME).press("Enter")
    heading(desk, "What this file would change")
    desk.get_by_label("What its sender has to put right").fill("Give the reason for the new date of MP/3.2.")
    desk.get_by_role("button", name="Hand it back: nothing is recorded").press("Enter")
    heading(desk, "Load")
    page.reload()
    heading(page, "Handed back")
    expect(page.locator("main")).to_contain_text("Give the reason for the new date of MP/3.2.")
    fits_every_width(page, "your-return-handed-back")


def test_a_refused_and_an_unreadable_file_are_reported(page, office, copy, tmp_path):
    sign_in(page, office, POLICE)
    (tmp_path / "letter.csv").write_bytes(b"%PDF-1.7")
    page.get_by_label(LABEL).set_input_files(tmp_path / "letter.csv")
    page.get_by_role("button", name="See what it would change").press("Enter")
    page.wait_for_url("**/?said=*")
    wait_until_drawn(page)
    expect(page.locator("#an-status")).to_contain_text("letter.csv was not taken. The file is a PDF.")
    fits_every_width(page, "your-return-refused")
    (tmp_path / "strange.csv").write_bytes(b"Ref,Action\nA1,Mend\n")
    try_file(page, tmp_path / "strange.csv")
    heading(page, "This file cannot be read")
    assert page.get_by_role("button", name="Submit it").count() == 0
    fits_every_width(page, "your-return-unreadable")


def test_a_checker_has_its_own_log_and_cannot_open_other_pages(page, office, copy):
    sign_in(page, office, CHECKER)
    heading(page, "Return of Merrowshire Assurance Board")
    fits_every_width(page, "your-return-checker")
    page.goto(f"{office.site}/agencies?agency=Merrowshire%20Police")
    expect(page.get_by_role("heading", name="This is not for your account")).to_be_visible()
    assert violations(page) == [] and "Police" not in page.locator("main").inner_text()
    page.get_by_role("link", name="Your return").press("Enter")
    heading(page, "Return of Merrowshire Assurance Board")
    fits_every_width(page, "your-return-checker-again")


def test_a_sender_without_a_file_sees_an_empty_page(page, office, copy):
    text = (office.settings / "staff.toml").read_text(encoding="utf-8")
    (office.settings / "staff.toml").write_text(text.replace('"police"', '"transport"'), encoding="utf-8")
    sign_in(page, office, POLICE)
    heading(page, "Return of transport")
    text = page.locator("main").inner_text()
    assert "No file of yours has been received, so nothing can be counted or checked." in text
    assert "No file of yours is on record." in text and "0 overdue" not in text and "Nothing to put right" not in text
    fits_every_width(page, "your-return-empty")
