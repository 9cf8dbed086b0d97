"""The dashboard in a real Chromium: the same numbers on the screen as in the database, by mouse and by keyboard."""

import re
from datetime import date

import pytest
from browser import every_address, open_page, wait_until_drawn
from playwright.sync_api import Page

from tracker.measure import Measure
from tracker.questions import action, measures

AS_OF = date(2026, 10, 31)
LOADED = f"/?as_of={AS_OF}"


@pytest.fixture
def address(merrowshire_site):
    return merrowshire_site


def card(page: Page, title: str) -> str:
    text = page.locator(".an-card", has_text=title).inner_text()
    return re.sub(r"\s+", " ", text)


def test_the_overview_shows_the_numbers_of_the_database(page, address, merrowshire):
    count = measures.counts(merrowshire.db, AS_OF)
    open_page(page, address + LOADED)
    assert page.title() == "Overview – Larkfield Review tracker"
    assert page.locator("h1").all_inner_texts() == ["Larkfield Review: where it stands"]
    assert f"{count[Measure.OVERDUE]} of {count[Measure.OPEN_WITH_DATE]} dated" in card(page, "Overdue")
    assert f"{count[Measure.OVERDUE_BY_FIRST_DATE]} by the dates first promised" in card(page, "Overdue")
    assert f"{count[Measure.VERIFIED]} of {count[Measure.ACCEPTED]}" in card(page, "Verified complete")
    assert page.locator(".an-strip a.an-square").count() == 76


def test_the_first_screen_holds_the_figures_and_the_beginning_of_the_agencies(page, merrowshire_site):
    page.set_viewport_size({"width": 1280, "height": 900})
    open_page(page, merrowshire_site)
    for seen in (".an-lead", ".an-cards", ".an-h2:has-text('Progress by agency')", ".an-chart .an-title, .an-title"):
        box = page.locator(seen).first.bounding_box()
        assert box["y"] + box["height"] < 900, seen
    assert page.locator(".an-lead strong").count() > 4


def test_a_link_leads_from_the_overview_to_one_action_with_the_same_numbers(page, address, merrowshire):
    open_page(page, address + LOADED)
    row = page.get_by_role("region", name="Longest overdue first").locator("tbody tr").first
    ref = row.locator("a").inner_text()
    overdue = re.search(r"(\d+) days overdue", row.inner_text())[1]
    row.locator("a").click()
    page.wait_for_url("**/actions?**")
    wait_until_drawn(page)
    shown = page.locator(".an-summary").inner_text()
    (stored,) = action.rows(merrowshire.db, AS_OF, ref)
    assert page.locator("h1").inner_text().startswith(f"{ref} ")
    assert f"as_of={AS_OF}" in page.url
    assert f"{overdue} days by the current date; {stored.days_late} days by the date first promised" in shown
    assert overdue == str(stored.days_overdue)


def test_every_page_can_be_reached_from_the_navigation_and_keeps_the_date(page, address):
    open_page(page, address + LOADED)
    for name in ("Overdue and moved", "Agencies", "Recommendations", "Actions", "Problems"):
        page.get_by_role("navigation", name="All pages").get_by_role("link", name=name).click()
        page.wait_for_url(f"**as_of={AS_OF}")
        wait_until_drawn(page)
        assert "This is the position as at 31 October 2026" in page.locator(".an-past").inner_text()
        assert page.locator("h1").count() == 1
        assert page.locator('[data-testid="stException"]').count() == 0


def test_choosing_an_agency_changes_the_figures_and_the_address(page, address, merrowshire):
    open_page(page, address + LOADED)
    page.get_by_role("combobox", name="Agency").select_option("Merrowshire Police")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**agency=Merrowshire*Police**")
    count = measures.counts(merrowshire.db, AS_OF, agency="Merrowshire Police")
    page.wait_for_function("n => document.querySelectorAll('.an-strip a.an-square').length === n", arg=17)
    assert f"{count[Measure.OVERDUE]} of {count[Measure.OPEN_WITH_DATE]} dated" in card(page, "Overdue")


def test_nothing_is_fetched_from_elsewhere(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, address + LOADED)
    assert [
        url for url in asked if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))
    ] == []


RECORDS = (
    "agencies?agency=Merrowshire+Safeguarding+Partnership",
    "recommendations?ref=6.3",
    "actions?ref=S02&sender=saltby",
    "what-changed?since=2026-09-12",
)


def out_of_sight(page, address: str, path: str) -> list[str]:
    """The tables on a page that are wider than their frame, so that their last columns are cut off."""
    open_page(page, f"{address}/{path.lstrip('/')}{'&' if '?' in path else '?'}as_of={AS_OF}")
    frames = page.locator(".an-wide")
    return frames.evaluate_all("all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.ariaLabel)")


@pytest.mark.parametrize("width", [320, 768, 1100])
def test_no_column_of_a_table_is_out_of_sight(page, address, width):
    """Once, on a tablet, the last columns of nine were cut off and nothing showed that the frame could scroll."""
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("agencies", "release", *RECORDS):
        assert out_of_sight(page, address, path) == [], path


@pytest.mark.parametrize("width", [1200, 1280])
def test_no_column_is_out_of_sight_on_any_page_of_a_computer(page, address, width):
    """Columns sized for a whole page were once cut off in half a page, beside the record of an action."""
    page.set_viewport_size({"width": width, "height": 900})
    cut = {path: out_of_sight(page, address, path) for path in (*every_address(), *RECORDS)}
    assert {path: tables for path, tables in cut.items() if tables} == {}


@pytest.mark.parametrize("width", [640, 390, 320])
def test_on_a_phone_each_headline_figure_has_a_line_of_its_own(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    open_page(page, address)
    lefts = page.evaluate("[...document.querySelectorAll('.an-card')].map(card => card.getBoundingClientRect().left)")
    assert len(lefts) == 5 and len(set(lefts)) == 1


@pytest.mark.parametrize("width", [640, 480, 390, 360, 320])
@pytest.mark.parametrize("site", ["merrowshire_site", "public_record_site"])  # the second has several reviews to choose
def test_no_date_is_cut_on_a_phone(page, request, site, width):
    page.set_viewport_size({"width": width, "height": 900})
    open_page(page, f"{request.getfixturevalue(site)}/what-changed?as_of=2026-10-31")
    rooms = page.evaluate("""() => [...document.querySelectorAll('input[type=date]')].map(field => {
        const style = getComputedStyle(field), pen = document.createElement('canvas').getContext('2d')
        pen.font = style.font
        const sides = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight), sign = 22
        return field.clientWidth - sides - sign - pen.measureText('30/12/2026').width
    })""")
    assert len(rooms) == 2 and min(rooms) >= 0


@pytest.mark.parametrize("width", [768, 390])
def test_no_part_of_a_page_has_empty_room_below_it(page, address, width):
    """On a phone, fields that are side by side elsewhere once took their widths as heights."""
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for path in every_address():
        open_page(page, f"{address}{path}?as_of={AS_OF}")
        found[path] = page.evaluate("""() => [...document.querySelectorAll('[data-testid=stElementContainer]')]
            .map(part => [part, part.getBoundingClientRect()])
            .filter(([part, frame]) => frame.height && part.firstElementChild &&
                frame.bottom - Math.max(...[...part.children].map(e => e.getBoundingClientRect().bottom)) > 40)
            .map(([part]) => part.innerText.slice(0, 60))""")
    assert {path: parts for path, parts in found.items() if parts} == {}


@pytest.mark.parametrize(("path", "wanted"), [("/weekly-sheet", {0.8, 0.4, 0.2}), ("/overdue-and-moved", {0.8, 1.0})])
def test_blocks_sent_as_one_element_are_as_far_apart_as_elements(page, address, path, wanted):
    open_page(page, f"{address}{path}?as_of={AS_OF}")
    gaps = page.evaluate("""() => {
        const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
        return [...document.querySelectorAll('main :is([data-testid=stVerticalBlock]:has(.an-pieces), .an-pieces)')]
            .map(part => parseFloat(getComputedStyle(part).rowGap) / rem)
    }""")
    assert {round(gap, 2) for gap in gaps} == wanted


@pytest.mark.parametrize(("path", "width"), [("/committee-report", 1000), ("/committee-report", 768), ("/data", 768)])
def test_buttons_are_side_by_side_where_there_is_room(page, address, path, width):
    """What stacks columns on a narrow screen once stacked rows of buttons too."""
    page.set_viewport_size({"width": width, "height": 900})
    open_page(page, f"{address}{path}?as_of={AS_OF}")
    page.locator(".stDownloadButton button, .an-files a").nth(2).wait_for()
    rows = page.evaluate("""() => [...document.querySelectorAll('[data-testid=stHorizontalBlock], .an-files')]
        .map(row => [...row.querySelectorAll('.stDownloadButton, a')].map(e => e.getBoundingClientRect()))
        .filter(frames => frames.length > 1)
        .map(frames => [frames[0].right + frames[1].width < innerWidth, frames[0].top == frames[1].top])""")
    assert rows and all(is_beside for has_room, is_beside in rows if has_room)
    assert any(has_room for has_room, _ in rows)
