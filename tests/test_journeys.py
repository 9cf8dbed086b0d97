"""What each visitor comes for, from the Overview to the answer, by mouse, by keyboard alone and on a phone."""

import csv
import io
import re
from datetime import date

import pytest
from browser import open_page, save_picture, wait_until_drawn
from drawing import records
from playwright.sync_api import Page, expect

from tracker.measure import Measure
from tracker.questions import action, actions, downloads, measures, returns, search

AS_OF = date(2026, 10, 31)
OVERVIEW = f"/?as_of={AS_OF}"


def focused(page: Page) -> str:
    """The name of what has the focus, as a screen reader says it."""
    return page.evaluate(
        "(e => (e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || '').trim())"
        "(document.activeElement)"
    )


def tab_to(page: Page, name: str, most: int = 80) -> None:
    """Presses Tab until the focus is on what is called so."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if re.fullmatch(name, focused(page), re.DOTALL):
            return
    raise AssertionError(f"Nothing called {name} has the focus within {most} presses")


def rows_listed(page: Page) -> list[str]:
    return page.locator("main tbody th a").all_inner_texts()


def test_the_mayoral_office_sees_what_is_late_who_is_silent_and_what_comes_next(page, merrowshire_site, merrowshire):
    count = measures.counts(merrowshire.db, AS_OF)
    silent = returns.rows(merrowshire.db, AS_OF)[0]
    open_page(page, merrowshire_site + OVERVIEW)
    said = f"{silent.agency} last reported {silent.days_since_return} days ago"
    assert said in page.locator(".an-cards").inner_text()
    save_picture(page, "journey-mayoral-office-1-overview")
    for link, measure in (
        (f"Overdue:\\s*{count[Measure.OVERDUE]}", Measure.OVERDUE),
        (f"{count[Measure.DUE_SOON]} actions due in the next 30 days", Measure.DUE_SOON),
    ):
        open_page(page, merrowshire_site + OVERVIEW)
        page.get_by_role("link", name=re.compile(link)).first.click()
        page.wait_for_url("**/actions?**")
        wait_until_drawn(page)
        assert rows_listed(page) == [
            action.action_ref for action in actions.rows(merrowshire.db, AS_OF, measure=measure)
        ]
        assert len(rows_listed(page)) == count[measure]
    save_picture(page, "journey-mayoral-office-2-due-soon")


def test_the_public_finds_an_action_with_the_keyboard_alone(page, merrowshire_site, merrowshire):
    found = search.rows(merrowshire.db, AS_OF, "return-home interview")
    open_page(page, merrowshire_site + OVERVIEW)
    tab_to(page, "Search")
    page.keyboard.type("return-home interview")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/search?q=return-home+interview&*as_of={AS_OF}*")
    wait_until_drawn(page)
    assert page.title() == "Search for “return-home interview” – Larkfield Review tracker"
    assert page.locator("[role=status]").inner_text() == search.sentence(found, "return-home interview")
    assert page.locator(".an-results > li").count() == len(found)
    assert {text.casefold() for text in page.locator("mark").all_inner_texts()} == {"return-home", "interview"}
    save_picture(page, "journey-public-1-search")

    tab_to(page, "S02 .*")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actions?**ref=S02**")
    wait_until_drawn(page)
    (stored,) = action.rows(merrowshire.db, AS_OF, "S02", "saltby")
    standing = page.locator(".an-summary").inner_text()
    assert page.locator("main").inner_text().count(stored.action) >= 2  # in its own words, and in the cell
    assert f"{stored.days_late} days by the date first promised" in standing
    assert "Date moved 4 times" in page.locator("main").inner_text()
    changes = page.get_by_role("region", name="Latest first, by the date the file was received")
    assert changes.locator("tbody tr").count() == len(action.changes(merrowshire.db, AS_OF, stored.action_id))
    save_picture(page, "journey-public-2-action")


def test_the_date_is_changed_with_the_keyboard_alone(page, merrowshire_site, merrowshire):
    open_page(page, f"{merrowshire_site}/actions?ref=S02&sender=saltby")
    tab_to(page, "day, Position as at")
    page.keyboard.type("31032026")
    tab_to(page, "Agency")  # a date is taken when the focus has left it
    expect(page.locator(".an-past")).to_contain_text("This is the position as at 31 March 2026")
    assert "as_of=2026-03-31" in page.url and "ref=S02" in page.url
    assert focused(page) == "Agency"  # the page is drawn anew, and the focus stays where it was
    (then,) = action.rows(merrowshire.db, date(2026, 3, 31), "S02", "saltby")
    expect(page.locator(".an-summary").first).to_contain_text(f"{then.days_late} days by the date first promised")
    tab_to(page, "Go to the latest position")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "as_of" not in url)
    wait_until_drawn(page)
    assert page.locator(".an-past").count() == 0 and "ref=S02" in page.url


def test_the_data_is_taken_away_with_the_keyboard_alone(page, merrowshire_site, merrowshire):
    open_page(page, f"{merrowshire_site}/data?as_of={AS_OF}&agency=Merrowshire%20Police")
    tab_to(page, r"Download actions \(CSV\)")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    file = waiting.value
    assert file.suggested_filename == f"illustrative-actions-{AS_OF}.csv"
    note, columns, *rows = csv.reader(io.StringIO(file.path().read_bytes().decode("utf-8-sig")))
    stored = downloads.rows(merrowshire.db, "actions", AS_OF, agency="Merrowshire Police")
    assert note[0].startswith("Illustrative data: ") and "as at 31 October 2026" in note[0]
    assert columns == list(stored.columns)
    assert [row[columns.index("action_ref")] for row in rows] == [row["action_ref"] for row in records(stored)]
    save_picture(page, "journey-data")


@pytest.mark.parametrize(
    "path",
    ["/", "/agencies?agency=Merrowshire%20Police", "/recommendations?ref=6.10", "/actions?ref=NBC-04&sender=northmere"],
)
def test_a_citation_leads_back_to_the_same_page_with_its_date(page, merrowshire_site, path):
    open_page(page, merrowshire_site + path)
    expect(page.get_by_role("heading", name="Cite this page")).to_be_visible()
    expect(page.get_by_role("button", name="Copy to clipboard")).to_be_visible()  # not only while a mouse is near
    cited = page.get_by_test_id("stCode").last.inner_text()
    heading = page.locator("h1").inner_text()
    assert cited.startswith("Illustrative data. ")
    assert "Larkfield Review tracker, position as at " in cited
    link = re.search(r"http\S+", cited)[0]
    assert re.search(r"as_of=\d{4}-\d\d-\d\d", link)
    open_page(page, link)
    assert page.locator("h1").inner_text() == heading


def test_what_an_address_got_wrong_is_said_until_something_is_chosen(page, merrowshire_site):
    open_page(page, f"{merrowshire_site}/?agency=Nobody&as_of=2026-02-30")
    wrong = page.get_by_text("We do not have an agency called “Nobody”. Showing all of them.")
    bad_date = page.get_by_text("“2026-02-30” is not a date such as 2026-03-31.")
    expect(wrong).to_be_visible()
    page.wait_for_url(lambda url: "Nobody" not in url)  # Streamlit cleans the address by itself
    page.get_by_role("tab").nth(1).click()
    page.wait_for_load_state("networkidle")
    wait_until_drawn(page)
    page.get_by_role("link", name="Find support").first.scroll_into_view_if_needed()
    expect(wrong).to_be_visible()
    expect(bad_date).to_be_visible()
    page.get_by_role("combobox", name="Agency").click()
    page.get_by_role("option", name="Merrowshire Police").click()
    expect(wrong).to_have_count(0)


def test_the_filters_survive_a_page_that_does_not_show_them(page, merrowshire_site):
    open_page(page, f"{merrowshire_site}/find-support?agency=Merrowshire%20Police&as_of={AS_OF}")
    assert page.get_by_role("combobox", name="Agency").count() == 0
    page.get_by_test_id("stTopNavLink").filter(has_text="Agencies").click()
    page.wait_for_url(lambda url: "agency=Merrowshire+Police" in url and f"as_of={AS_OF}" in url)
    wait_until_drawn(page)
    expect(page.locator("h1")).to_have_text("Merrowshire Police")


def test_on_a_phone_support_is_two_taps_away_and_the_numbers_can_be_called(page, merrowshire_site):
    page.set_viewport_size({"width": 320, "height": 640})
    open_page(page, merrowshire_site)
    page.locator(".an-menu summary").click()
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Find support").click()
    page.wait_for_url("**/find-support**")
    wait_until_drawn(page)
    called = [link.get_attribute("href") for link in page.locator("main a[href^='tel:']").all()]
    assert called[0] == "tel:999" and "tel:08001111" in called
    assert "These numbers have not yet been checked by this site’s publisher." in page.locator("main").inner_text()
    assert "The helplines on “Find support” are real." in page.locator(".an-illustrative").inner_text()
    leave = page.get_by_role("link", name="Leave this site").first
    assert leave.get_attribute("href") == "https://www.bbc.co.uk/weather"
    assert "It does not clear your history" in page.locator("main").inner_text()
    save_picture(page, "journey-support")


def test_only_the_cookie_that_the_privacy_page_names_is_set(page, merrowshire_site):
    open_page(page, merrowshire_site)
    open_page(page, merrowshire_site + "/privacy")
    text = page.locator("main").inner_text()
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"_streamlit_xsrf"}
    assert all(cookie["expires"] == -1 for cookie in cookies)
    kept = page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    assert [name for name in kept if not name.startswith("st")] == []
    assert "_streamlit_xsrf" in text and "names that begin with st." in text


def test_an_address_that_is_no_page_says_so(page, merrowshire_site):
    page.goto(f"{merrowshire_site}/nowhere")
    expect(page.get_by_text("Page not found")).to_be_visible()
