"""The page Layout in a real browser: from the field to the dashboard by keyboard, in every state and width."""

from __future__ import annotations  # see conftest.py for the reason

import pytest
from browser import fits_every_width, open_page, start_dashboard
from drawing import write_workbook
from layout_screen import Screen
from playwright.sync_api import Page
from staff_copy import StaffCopy, asked, send, staff_copy
from test_layout_page import FIRE, fire, layouts_of
from test_load_browser import choose, heading, keep
from waiting import wait_until

from loaders.received import ledger
from loaders.received.ledger_records import SettingsChanged
from pages.staff.form_parts import POST

assert FIRE
AGENCY = "The agency, as everybody is to read its name"


@pytest.fixture
def copy(merrowshire, tmp_path) -> StaffCopy:
    return staff_copy(merrowshire, tmp_path)


@pytest.fixture
def site(copy):
    with start_dashboard(copy.built) as address:
        yield address


def pressed(page: Page, button: str) -> Page:
    """Presses a form's button and waits until the file has been read and counted again."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).press("Enter")
    return heading(page, "Make a layout")


def lead(page: Page) -> str:
    return page.locator("main .an-lead").first.inner_text()


def assert_every_field_is_sent(page: Page, site: str) -> None:
    """Fields named like a property of a form, such as "name" or "remove", would be dropped in the browser."""
    names = page.evaluate("[...document.querySelectorAll('main form[method=post] [name]')].map((one) => one.name)")
    screen = Screen(site, asked(page.url)["file"], asked(page.url).get("sender", ""))
    assert {*names} == screen.parsed.names and len({*names}) > 30


def test_from_the_field_to_the_dashboard_by_keyboard(page, site, copy, tmp_path):
    before = copy.everything
    heading(choose(page, site, fire(tmp_path)), "This file cannot be read yet")
    page.get_by_role("link", name="Tell us how to read this file").press("Enter")
    heading(page, "Make a layout")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert lead(page).startswith("1 question is still to be answered. So far: 3 actions; 2 more rows look")
    assert page.evaluate("document.querySelectorAll('main script').length") == 0  # a cell is only words
    assert "<script>alert(1)</script>" in page.get_by_role("row").filter(has_text="Fire and Rescue plan").inner_text()
    fits_every_width(page, "layout-begun")
    pressed(page, "The table ends above row 6")
    page.get_by_label("Column B, What the brigade will do: what it is", exact=True).select_option("action")
    pressed(page, "Save what the columns are")
    assert lead(page).startswith(
        "3 actions; 2 of 3 dates read; 3 open, of which 1 has no date; 1 overdue, 1 by the dates"
    )
    for theirs, ours in (("Begun", "in progress"), ("Not begun", "not started"), ("Done", "reported complete")):
        page.get_by_label(f"What {theirs} means", exact=True).select_option(ours)
    pressed(page, "Save what the words mean")
    page.reload()
    heading(page, "Make a layout")
    assert page.get_by_label("What Begun means").input_value() == "in progress"  # a reload loses nothing
    page.get_by_label("A short name for the sender, such as transport").fill("fire-and-rescue")
    page.get_by_label("The agency, as everybody is to read its name").fill("Merrowshire Fire Brigade")
    page.get_by_label("The review that the rows belong to, unless a column says it").fill("Larkfield Review")
    pressed(page, "Save whose plan it is")
    assert_every_field_is_sent(page, site)
    fits_every_width(page, "layout-ready")
    assert copy.everything == before and not layouts_of(copy).exists()
    page.get_by_label(POST).fill("Data officer")
    page.get_by_role("button", name="Save it as fire-and-rescue.toml").press("Enter")
    heading(page, "What this file would change")
    assert "fire-and-rescue.toml was saved and is on record." in page.locator("#an-status").inner_text()
    change = ledger.read(copy.received)[-1]
    assert isinstance(change, SettingsChanged) and change.by == "Data officer"
    assert page.get_by_label(POST).input_value() == "Data officer"  # shown once
    keep(page)
    heading(page, "Loaded")
    open_page(page, f"{site}/actions?ref=F/1&sender=fire-and-rescue")
    assert "Mend the lamps" in page.locator("main").inner_text()


def test_the_headings_are_chosen_by_pressing_the_number_of_their_row(page, site, tmp_path):
    table = FIRE.replace("\nNo.", "\nWhat follows is for the board | | | |\nNo.")
    heading(choose(page, site, fire(tmp_path, table=table)), "This file cannot be read yet")
    page.get_by_role("link", name="Tell us how to read this file").press("Enter")
    heading(page, "Make a layout")
    pressed(page, "The headings stand in row 4")
    assert lead(page).startswith("Not counted yet.")  # F/1 and its neighbours are not headings of a table
    pressed(page, "The headings stand in row 3")
    assert page.get_by_role("row").filter(has_text="By when").locator("td").first.inner_text() == "Headings"


def test_the_sheet_opens_at_its_headings_and_breaks_no_word(page, site, tmp_path):
    guidance = "How far has this come? Say what was done | | | |\n" * 40
    columns = " | ".join(f"Column {n}" for n in range(6, 20))
    table = f"{guidance}{FIRE.replace('By when    | How far', f'By when | How far | {columns}')}"
    heading(choose(page, site, fire(tmp_path, table=table)), "This file cannot be read yet")
    page.get_by_role("link", name="Tell us how to read this file").press("Enter")
    heading(page, "Make a layout")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    box, row = (page.locator(one).first.bounding_box() for one in (".an-sheet", ".an-headings"))
    assert box["y"] <= row["y"] and row["y"] + row["height"] <= box["y"] + box["height"]
    broken = page.evaluate(
        """() => [...document.querySelectorAll('.an-grid td:not(:has(*))')].filter(cell => cell.firstChild)
            .filter(cell => {
                const word = document.createRange();
                word.setStart(cell.firstChild, 0);
                word.setEnd(cell.firstChild, cell.textContent.split(' ')[0].length);
                return word.getClientRects().length > 1;
            }).map(cell => cell.textContent)"""
    )
    assert broken == []


def test_the_other_states_of_the_page_fit_every_width(page, site, merrowshire, tmp_path):
    fits_every_width(heading(open_page(page, f"{site}/layout?file={'0' * 64}"), "Not here"), "layout-empty")
    empty = write_workbook(tmp_path / "Empty.xlsx", {"Plan": "n:4"})
    mark = asked(send(site, (empty.name, empty.read_bytes()))[1])["file"]
    heading(open_page(page, f"{site}/layout?file={mark}"), "Make a layout")
    assert "No headings were found above other rows." in lead(page)
    fits_every_width(page, "layout-failed")
    file = merrowshire.received / "police" / "2026-10-26.xlsx"
    mark = asked(send(site, (file.name, file.read_bytes()))[1])["file"]
    heading(open_page(page, f"{site}/layout?file={mark}&sender=police"), "Make a layout")
    page.get_by_label("Why it gets another layout").select_option(label="police.toml was wrong")
    pressed(page, "Save whose plan it is")
    page.get_by_label("What Amber means", exact=True).select_option("paused")
    pressed(page, "Save what the words mean")
    assert "on record would be read again by this layout" in page.locator("main").inner_text()
    page.get_by_text("Rows that would change").first.press("Enter")
    fits_every_width(page, "layout-past")


def test_unsent_input_survives_a_link_a_reload_and_back(page, site, tmp_path):
    heading(choose(page, site, fire(tmp_path)), "This file cannot be read yet")
    page.get_by_role("link", name="Tell us how to read this file").press("Enter")
    heading(page, "Make a layout")
    page.get_by_label(AGENCY).fill("Merrowshire Fire")
    page.get_by_label("Row 6", exact=True).select_option("the table ends above it")
    page.locator("main nav").get_by_role("link", name="Load").press("Enter")
    heading(page, "Load")
    page.go_back()
    heading(page, "Make a layout")
    assert page.get_by_label(AGENCY).input_value() == "Merrowshire Fire"
    assert "The table ends at the row that begins with “Notes”." in page.locator("main").inner_text()
    page.get_by_label(AGENCY).fill("Merrowshire Fire Brigade")
    page.evaluate("navigator.sendBeacon = () => true")  # as if the answer came after the new page
    page.reload()
    heading(page, "Make a layout")
    wait_until(lambda: page.get_by_label(AGENCY).input_value() == "Merrowshire Fire Brigade")
    page.get_by_label("Column B, What the brigade will do: what it is", exact=True).select_option("action")
    page.go_back()
    heading(page, "This file cannot be read yet")
    page.go_forward()
    heading(page, "Make a layout")
    assert page.get_by_label("Column B, What the brigade will do: what it is", exact=True).input_value() == "action"


def test_a_part_of_the_page_opened_by_its_address_leaves_nothing_so_the_next_button_keeps_all(page, site, tmp_path):
    heading(choose(page, site, fire(tmp_path)), "This file cannot be read yet")
    page.get_by_role("link", name="Tell us how to read this file").press("Enter")
    heading(page, "Make a layout")
    page.get_by_label(AGENCY).fill("Merrowshire Fire")
    page.evaluate("location.hash = 'whose'")  # as a link to a part of the page does
    page.get_by_label(AGENCY).fill("Merrowshire Fire Brigade")
    pressed(page, "Save whose plan it is")
    assert "Nothing was kept" not in page.locator("main").inner_text()
    assert page.get_by_label(AGENCY).input_value() == "Merrowshire Fire Brigade"


def test_enter_saves_the_page_and_returns_to_the_same_part_below_the_header(page, site, tmp_path):
    heading(choose(page, site, fire(tmp_path)), "This file cannot be read yet")
    page.get_by_role("link", name="Tell us how to read this file").press("Enter")
    heading(page, "Make a layout")
    page.get_by_label("Column B, What the brigade will do: what it is", exact=True).select_option("action")
    page.get_by_label(AGENCY).fill("Merrowshire Fire Brigade")
    with page.expect_navigation(url="**#whose"):
        page.get_by_label(AGENCY).press("Enter")
    heading(page, "Make a layout")
    assert page.get_by_label(AGENCY).input_value() == "Merrowshire Fire Brigade"
    assert page.get_by_label("Column B, What the brigade will do: what it is", exact=True).input_value() == "action"
    assert_below_the_header(page, "Whose plan it is")
    for button, part in (("rows are", "Which rows are read"), ("columns are", "What each column is")):
        pressed(page, f"Save what the {button}")
        assert_below_the_header(page, part)


def assert_below_the_header(page: Page, part: str) -> None:
    place = page.get_by_role("heading", name=part, exact=True).bounding_box()
    header = page.locator("[data-testid=stHeader]").bounding_box()
    assert place and header and header["y"] + header["height"] <= place["y"] < page.viewport_size["height"], part
