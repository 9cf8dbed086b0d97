"""The pages Withdraw, Verify and Publish in a real browser: at every width, by keyboard, and interrupted."""

from __future__ import annotations  # see conftest.py for the reason

import re

import pytest
from browser import (
    fits_every_width,
    open_page,
    start_browser,
    start_dashboard,
    start_server,
    wait_until_drawn,
)
from playwright.sync_api import Page, expect
from staff_copy import StaffCopy, november, staff_copy
from waiting import PATIENCE

from loaders.publishing.release.decisions import read_decisions
from loaders.received import ledger, ledger_records, verify
from pages.staff.form_parts import POST
from pages.staff.release.forms import REASON, WHO

CHAIR = "Chair of the scrutiny committee"
FILE = "police/2026-10-26.xlsx"


@pytest.fixture
def copy(merrowshire, tmp_path) -> StaffCopy:
    return staff_copy(merrowshire, tmp_path)


def heading(page: Page, words: str) -> Page:
    """Waits until the page has this heading and is fully drawn."""
    expect(page.locator("main h1")).to_have_text(words)
    return wait_until_drawn(page)


def section(page: Page, words: re.Pattern[str]) -> Page:
    """Waits until the page has this heading of a part and is fully drawn."""
    expect(page.get_by_role("heading", level=2, name=words)).to_be_visible()
    return wait_until_drawn(page)


def withdraw(page: Page, post: str) -> None:
    page.get_by_label("What kind of mistake it was").select_option("misfiled")
    page.get_by_label("Why, in words that may be kept for ever. Never a name.").fill("The draft of another plan")
    page.get_by_label(POST).fill(post)
    page.get_by_role("button", name="Withdraw it and load").press("Enter")


def test_a_file_is_withdrawn_from_its_line_on_returns_and_verify_finds_no_fault(page, copy):
    with start_dashboard(copy.built, TRACKER_PUBLIC=str(copy.received.parent / "public")) as site:
        before = ledger.read(copy.received)
        open_page(page, f"{site}/returns?agency=Merrowshire%20Police")
        page.get_by_role("row", name="26 October 2026").get_by_role("link", name="Withdraw").press("Enter")
        heading(page, f"Withdraw {FILE}")
        expect(page.get_by_role("button", name="Withdraw it and load")).to_be_visible()
        fits_every_width(wait_until_drawn(page), "withdraw-found")
        withdraw(page, "Margaret Thornbury")
        page.wait_for_url("**said=*")
        assert "looks like personal data" in heading(page, f"Withdraw {FILE}").locator("main").inner_text()
        assert ledger.read(copy.received) == before
        withdraw(page, "Data officer")
        fits_every_width(heading(page, "Withdrawn"), "withdraw-done")
        page.reload()
        heading(page, "Withdrawn")
        (record,) = ledger.read(copy.received)[len(before) :]
        assert isinstance(record, ledger_records.FileWithdrawn) and (record.file, record.by) == (FILE, "Data officer")
        assert [*verify.all_faults(copy.received, ledger.read(copy.received), built=copy.built)] == []
        fits_every_width(open_page(page, f"{site}/verify"), "verify-empty")
        page.get_by_role("button", name="Verify: files and ledger").press("Enter")
        expect(page.get_by_text("Nothing was altered, removed or inserted.")).to_be_visible()
        fits_every_width(wait_until_drawn(page), "verify-well")
        fits_every_width(open_page(page, f"{site}/withdraw"), "withdraw-list")


def decide(page: Page, why: str, button: str) -> None:
    page.get_by_label(why).fill("As the letter says")
    page.get_by_label(POST).fill("Data officer")
    page.get_by_role("button", name=button).press("Enter")


def found(page: Page, words: str, button: str) -> Page:
    """Waits until the page shows what would change and offers to record it."""
    expect(page.get_by_text("What it would change is being worked out.")).to_have_count(0)
    expect(page.get_by_role("button", name=button)).to_be_visible()
    return heading(page, words)


def test_a_file_gets_another_day_then_another_file_and_then_loses_its_words(page, copy, merrowshire, tmp_path):
    with start_dashboard(copy.built, TRACKER_PUBLIC=str(copy.received.parent / "public")) as site:
        before = len(ledger.read(copy.received))
        open_page(page, f"{site}/withdraw?file={FILE}")
        page.get_by_role("link", name="Give it another day").press("Enter")
        heading(page, f"Give {FILE} another day")
        page.get_by_label("Day on which it came").fill("2026-10-20")
        page.get_by_role("button", name="Show what it would change").press("Enter")
        page.wait_for_url("**day=2026-10-20*")
        fits_every_width(found(page, f"Give {FILE} another day", "Give it this day and load"), "redate-found")
        decide(page, "Why it gets another day, in words that may be kept for ever.", "Give it this day and load")
        fits_every_width(heading(page, "Dated anew"), "redate-done")
        page.get_by_role("link", name="In its place: police/2026-10-20.xlsx").press("Enter")
        file = "police/2026-10-20.xlsx"
        heading(page, f"Withdraw {file}")
        page.get_by_role("link", name="Put another file in its place").press("Enter")
        fits_every_width(heading(page, f"Replace {file}"), "replace-empty")
        other = november(merrowshire, tmp_path / "other")
        page.set_input_files("#an-files", other)
        page.get_by_role("button", name="Show what it would change").press("Enter")
        page.wait_for_url("**other=*")
        fits_every_width(found(page, f"Replace {file}", "Replace it and load"), "replace-found")
        decide(page, "Why it is replaced, in words that may be kept for ever.", "Replace it and load")
        fits_every_width(heading(page, "Replaced"), "replace-done")
        file = "police/2026-10-20.2.xlsx"
        page.get_by_role("link", name=f"In its place: {file}").press("Enter")
        heading(page, f"Withdraw {file}")
        page.get_by_role("link", name="Erase its words").press("Enter")
        button = "Erase its words for ever and load"
        fits_every_width(found(page, f"Erase the words of {file}", button), "erase-found")
        name = page.get_by_label(f"To be sure, type the name of the file: {file}")
        name.fill("police")
        page.get_by_label("I have read what this erases and what it does not reach.").check()
        decide(page, "Why its words are erased, in words that may be kept for ever.", button)
        page.wait_for_url("**said=*")
        fits_every_width(found(page, f"Erase the words of {file}", button), "erase-failed")
        assert "Nothing was recorded. To erase its words, type the name" in page.locator("main").inner_text()
        name.fill(file)
        page.get_by_label("I have read what this erases and what it does not reach.").check()
        decide(page, "Why its words are erased, in words that may be kept for ever.", button)
        fits_every_width(heading(page, "Words erased"), "erase-done")
    kinds = [one.kind for one in ledger.read(copy.received)[before:]]
    assert kinds == ["dated anew", "received", "replaced", "received", "words erased"]
    assert [*verify.all_faults(copy.received, ledger.read(copy.received), built=copy.built)] == []


def test_a_server_killed_while_it_looks_leaves_nothing_published(page, copy):
    public, before = copy.received.parent / "public", copy.everything
    with start_server(copy.built, TRACKER_PUBLIC=str(public)) as (site, server):
        fits_every_width(open_page(page, f"{site}/publish"), "publish-empty")
        page.get_by_role("button", name="Look at what would be published").press("Enter")
        expect(page.get_by_text("The publication is being made, and its proofs are run.")).to_be_visible()
        fits_every_width(wait_until_drawn(page), "publish-busy")
        server.kill()
        server.wait()
    assert not public.exists() and copy.everything == before
    with start_dashboard(copy.built, TRACKER_PUBLIC=str(public)) as site:
        assert "Nobody has looked yet." in open_page(page, f"{site}/publish").locator("main").inner_text()


def test_back_shows_what_may_be_decided_now_and_not_the_form_that_was_sent(merrowshire, copy):
    with start_dashboard(copy.built) as site, start_browser(keeps_pages_left=True) as browser:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE * 1_000)
        open_page(page, f"{site}/withdraw?file={FILE}")
        withdraw(found(page, f"Withdraw {FILE}", "Withdraw it and load"), "Data officer")
        heading(page, "Withdrawn")
        page.evaluate("history.back()")  # `go_back` waits for a load, and there is none
        page.wait_for_function("performance.getEntriesByType('navigation')[0].type === 'reload'")
        heading(page, "Withdrawn")
        expect(page.get_by_role("button", name="Withdraw it and load")).to_have_count(0)


def test_a_decision_on_whole_columns_arrives_with_every_field_and_is_ended(page, copy):
    (copy.received / "publication.toml").unlink()
    with start_dashboard(copy.built) as site:
        open_page(page, f"{site}/release")
        page.get_by_role("link", name="Decide on whole columns").press("Enter")
        fits_every_width(section(page, re.compile("columns wait for a decision")), "release-columns")
        page.get_by_role("group", name="police").get_by_label("Action: action").check()
        page.get_by_role("button", name="Record a decision on the ticked columns").press("Enter")
        section(page, re.compile("^A decision on 1 column$")).get_by_label(WHO).fill(CHAIR)
        page.get_by_label("On which day?").fill("2026-11-02")
        page.get_by_label(REASON).fill("The plans are papers of a public meeting.")
        page.get_by_label("Who records it?").fill("Data officer")
        fits_every_width(page, "release-columns-asked")
        page.get_by_role("button", name="Record the decision on 1 column").press("Enter")
        page.wait_for_url("**said=*")
        (decision,) = read_decisions(copy.received)
        assert (decision.by, str(decision.on), decision.sender) == (CHAIR, "2026-11-02", "police")
        wait_until_drawn(page).get_by_role("link", name="End this decision").press("Enter")
        section(page, re.compile("^End a decision$")).get_by_label("Why does it no longer count?").fill(
            "It was about another plan."
        )
        page.get_by_role("button", name="End this decision").press("Enter")
        expect(page.get_by_text("1 decision ended")).to_be_visible()
        assert read_decisions(copy.received)[0].ended.why == "It was about another plan."
