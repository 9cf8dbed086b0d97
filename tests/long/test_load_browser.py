"""The page Load in a real browser: a file goes from the field to the dashboard, is dropped, or is interrupted."""

from __future__ import annotations  # see conftest.py for the reason

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from browser import (
    fits_every_width,
    free_port,
    open_page,
    start_dashboard,
    start_server,
    violations,
    wait_until_drawn,
)
from drawing import write_workbook
from playwright.sync_api import Page, expect
from staff_copy import NAME, StaffCopy, asked, fill, november, send, staff_copy
from visitor import look
from waiting import wait_until

from loaders.received import ledger, ledger_records, verify
from pages.staff.form_parts import POST

STRANGE = """
No.    | What the force will do | Officer in charge | By when    | How far
F/1    | Mend the lamps         | Head of Estates   | 31/03/2027 | Begun
F/2    | Paint the doors        | Head of Estates   | 30/04/2027 | Not begun
"""


FIGURES = {
    "Overview: where it stands now": "/overview",
    "Agencies: the figures of each": "/agencies",
    "Problems of Merrowshire Police": "/problems?agency=Merrowshire%20Police",
}


@pytest.fixture
def copy(merrowshire, tmp_path) -> StaffCopy:
    return staff_copy(merrowshire, tmp_path)


@pytest.fixture
def site(copy):
    with start_dashboard(copy.built) as address:
        yield address


def heading(page: Page, words: str) -> Page:
    """Waits until the page has this heading and is fully drawn."""
    expect(page.locator("main h1")).to_have_text(words)
    return wait_until_drawn(page)


def choose(page: Page, site: str, *files: Path) -> Page:
    open_page(page, f"{site}/load")
    page.get_by_label("Choose files, or drop them on this field").set_input_files(files)
    page.get_by_role("button", name="Look at these files").press("Enter")
    page.wait_for_url("**/load?*")
    return page


def keep(page: Page, post: str = "Data officer") -> None:
    page.get_by_label(POST).fill(post)
    page.get_by_role("button", name="Keep it and load it").press("Enter")


def test_from_the_field_to_the_dashboard_by_keyboard(page, site, copy, merrowshire, tmp_path):
    before = copy.everything
    fits_every_width(open_page(page, f"{site}/load"), "load-empty")
    heading(choose(page, site, november(merrowshire, tmp_path)), "What this file would change")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    lead = page.locator("main .an-lead").first.inner_text()
    assert (
        lead
        == "This file moves 1 deadline later (with no reason), changes the wording of MP/4.3 and makes 1 other change."
    )
    page.get_by_text("Date moved later: 1").press("Enter")
    moved = page.get_by_role("row", name="MP/3.2")
    assert "No reason was recorded" in moved.inner_text() and "G7" in moved.inner_text()
    assert "words that the layout does not explain: “Nearly there” (1)" in page.locator("main").inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download its workbook with notes").click()
    assert download.value.suggested_filename.endswith("-to-put-right-illustrative.xlsx")
    fits_every_width(page, "load-found")
    assert copy.everything == before  # nothing was recorded until now
    keep(page)
    heading(page, "Loaded")
    fits_every_width(page, "load-loaded")
    assert "taken in by Data officer (typed, not signed in)" in page.locator("main").inner_text()
    record = ledger_records.received(ledger.read(copy.received))[-1]
    assert (record.sent_as, record.by) == (NAME, "Data officer") and copy.waiting == []
    open_page(page, f"{site}/actions?ref=MP/4.3&sender=police")
    assert "Check the language in every fourth file" in page.locator("main").inner_text()


def test_a_dropped_file_leaves_nothing(page, site, copy, merrowshire, tmp_path):
    before = copy.everything
    heading(choose(page, site, november(merrowshire, tmp_path)), "What this file would change")
    page.get_by_role("button", name="Drop it: nothing is recorded").press("Enter")
    page.wait_for_url("**said=*")
    heading(page, "Load")
    assert f"{NAME} was dropped. Nothing of it was recorded." in page.locator("#an-status").inner_text()
    assert copy.everything == before and copy.waiting == [] and violations(page) == []
    assert [*(copy.received.parent / "waiting").iterdir()] == []


def test_several_files_at_once_wait_in_a_list_and_refused_ones_say_why(page, site, copy, merrowshire, tmp_path):
    (tmp_path / "letter.csv").write_bytes(b"%PDF-1.7")
    other = november(merrowshire, tmp_path / "b", "Again.").rename(tmp_path / "second.xlsx")
    choose(page, site, november(merrowshire, tmp_path / "a"), other, tmp_path / "letter.csv")
    heading(page, "Load")
    assert "letter.csv was not taken. The file is a PDF." in page.locator("main").inner_text()
    assert len(copy.waiting) == 2
    fits_every_width(page, "load-list")
    page.get_by_role("link", name="second.xlsx").press("Enter")
    heading(page, "What this file would change")


def test_in_two_windows_nothing_is_lost_and_the_second_shows_the_file_again(
    context, page, site, copy, merrowshire, tmp_path
):
    other = context.new_page()
    for window, note in ((page, "One."), (other, "Two.")):
        heading(choose(window, site, november(merrowshire, tmp_path / note, note)), "What this file would change")
    keep(page)
    heading(page, "Loaded")
    keep(other)
    heading(other, "What this file would change")
    text = other.locator("main").inner_text()
    assert "was recorded in the meantime, so nothing was recorded now" in text
    assert "This file changes no action and no recommendation" in text or "makes 1 other change" in text
    keep(other)
    heading(other, "Loaded")
    other.close()
    first, second = ledger_records.received(ledger.read(copy.received))[-2:]
    assert second.file == first.file.replace(".xlsx", ".2.xlsx") and copy.waiting == []


def test_a_reload_or_a_lost_connection_in_the_middle_loses_nothing(context, page, site, copy, merrowshire, tmp_path):
    choose(page, site, november(merrowshire, tmp_path))
    page.reload()
    heading(page, "What this file would change")
    keep(page)
    page.wait_for_url("**/load?file=*")
    context.set_offline(True)
    page.wait_for_timeout(500)  # long enough for the connection to be gone while the load continues
    context.set_offline(False)
    page.reload()
    heading(page, "Loaded")
    assert copy.waiting == []


def test_a_form_is_not_sent_into_a_lost_connection_and_keeps_what_was_typed(
    context, page, site, copy, merrowshire, tmp_path
):
    heading(choose(page, site, november(merrowshire, tmp_path)), "What this file would change")
    before = copy.head
    context.set_offline(True)
    keep(page)
    expect(page.locator("main .an-no-answer")).to_contain_text("nothing was sent")
    assert page.get_by_label(POST).input_value() == "Data officer" and copy.head == before
    fits_every_width(page, "load-no-answer")
    context.set_offline(False)
    page.get_by_role("button", name="Keep it and load it").dblclick()
    heading(page, "Loaded")
    assert copy.waiting == [] and copy.head != before


def test_a_server_that_does_not_answer_is_said_in_our_words_and_the_page_goes_on(copy, page, merrowshire, tmp_path):
    port = free_port()
    with start_server(copy.built, port=port) as (site, server):
        heading(choose(page, site, november(merrowshire, tmp_path)), "What this file would change")
        page.get_by_label(POST).fill("Data officer")
        server.kill()
        expect(page.locator("body > .an-no-answer")).to_contain_text("The program does not answer.")
        assert page.get_by_role("dialog").count() == 0
    with start_server(copy.built, port=port):
        expect(page.locator("body > .an-no-answer")).to_have_count(0, timeout=60_000)
        assert page.get_by_label(POST).input_value() == "Data officer"
        page.get_by_role("button", name="Keep it and load it").press("Enter")
        heading(page, "Loaded")


def test_a_file_without_a_layout_leads_to_the_page_that_makes_one(page, site, copy, tmp_path):
    before = copy.everything
    choose(page, site, write_workbook(tmp_path / "Fire plan.xlsx", {"Sheet1": STRANGE}))
    heading(page, "This file cannot be read yet")
    text = page.locator("main").inner_text()
    assert "No layout fits this file" in text and "A layout says how the workbooks of one sender are read" in text
    assert page.get_by_role("button", name="Keep it and load it").count() == 0
    fits_every_width(page, "load-strange")
    show = page.get_by_role("button", name="Show what it would change")
    missing = page.get_by_text("Choose the sender.", exact=True)
    expect(missing).to_be_hidden()
    show.press("Enter")  # no sender is chosen yet
    expect(missing).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Whose file it is").select_option("police")
    expect(missing).to_be_hidden()
    show.press("Enter")
    heading(page, "This file has another form")
    assert "does not look like the last one of" in page.locator("main").inner_text()
    fits_every_width(page, "load-another-form")
    page.get_by_role("link", name="Say how it is to be read now").press("Enter")
    heading(page, "Make a layout")
    assert "sender=police" in page.url and copy.everything == before


def test_an_empty_field_says_so_and_the_kinds_of_file_are_listed_before_a_choice(
    page, site, copy, merrowshire, tmp_path
):
    open_page(page, f"{site}/load")
    text = page.locator("main").inner_text()
    assert "Kinds of file: .xlsx, .xlsm, .xls, .ods, .csv, .docx, .html or .htm, each up to 20 MB." in text
    page.get_by_role("button", name="Look at these files").press("Enter")
    expect(page.get_by_text("Choose a file first.")).to_be_visible()
    heading(choose(page, site, november(merrowshire, tmp_path)), "What this file would change")
    page.get_by_role("button", name="Keep it and load it").press("Enter")
    expect(page.get_by_text("Fill this in first.")).to_be_visible()
    assert violations(page) == [] and len(copy.waiting) == 1


def test_a_loaded_file_links_to_its_figures_also_when_it_is_sent_again(page, site, copy, merrowshire, tmp_path):
    file = november(merrowshire, tmp_path)
    heading(choose(page, site, file), "What this file would change")
    keep(page)
    heading(page, "Loaded")
    for name, where in FIGURES.items():
        assert where in page.locator("main").get_by_role("link", name=name).first.get_attribute("href"), name
    heading(choose(page, site, file), "This file is on record already")
    fits_every_width(page, "load-again")
    assert page.get_by_role("button", name="Keep it and load it").count() == 0
    page.locator("main").get_by_role("link", name="Agencies: the figures of each").press("Enter")
    heading(page, "Agencies")


def test_a_server_killed_in_the_middle_never_leaves_half_a_record(copy, merrowshire, tmp_path):
    chance, kept = random.Random(20261201), 0
    for n in range(4):
        file = november(merrowshire, tmp_path / str(n), f"Version {n}.")
        with start_server(copy.built) as (site, server), ThreadPoolExecutor(1) as beside:
            mark = asked(send(site, (file.name, file.read_bytes()))[1])["file"]
            fields = {"file": mark, "sender": "police", "day": "2026-11-27", "by": "Data officer", "ledger": copy.head}
            answer = beside.submit(fill, site, "/load-keep", **fields)
            with suppress(TimeoutError):
                answer.exception(timeout=chance.uniform(0, 0.3) if n else 900)  # the first one is confirmed
            server.kill()
            server.wait()
            is_confirmed = answer.exception() is None
        records = ledger.read(copy.received)
        recorded = [one for one in ledger_records.received(records) if one.sha256 == mark]
        waits = [one for one in copy.waiting if one.sha256 == mark]
        assert recorded or waits, "the file is lost"
        assert recorded or not is_confirmed
        assert [*ledger.chain_faults(records)] == []
        assert waits == [] or waits[0].path.read_bytes() == file.read_bytes()
        kept += bool(recorded)
    assert kept
    finished(copy)


def finished(copy: StaffCopy) -> None:
    """Loads what was recorded and not loaded, by the page, and checks that all is well."""
    with start_dashboard(copy.built) as site:
        last = ledger_records.received(ledger.read(copy.received))[-1]
        shown = look(site, f"file={last.sha256}", "load")
        if "No load has read it yet." in shown:
            assert "Load it now" in shown
            fill(site, "/load-again", file=last.sha256)
        wait_until(lambda: "What changed since the day before" in look(site, f"file={last.sha256}", "load"))
    assert [*verify.all_faults(copy.received, ledger.read(copy.received), built=copy.built)] == []
