"""What each visitor comes for, from the Overview to the answer, by mouse, by keyboard alone and on a phone."""

import csv
import io
import re
from datetime import date

import pytest
from browser import open_page, save_picture, wait_until_drawn
from drawing import records
from keyboard import focused, tab_to
from playwright.sync_api import Page, expect

from tracker.measure import Measure
from tracker.questions import action, actions, downloads, freshness, measures, search
from tracker.words import day

AS_OF = date(2026, 10, 31)
ON, TYPED = date(2026, 3, 3), "03032026"  # the same in every order that a browser may use: day or month first
OVERVIEW = f"/?as_of={AS_OF}"


# A mark of a chart that opens its actions; it is drawn, so its address is not an attribute.
LEADS = "[...document.querySelectorAll('svg path')].find(e => e.__data__?.href && e.getBoundingClientRect().width > 3)"


def rows_listed(page: Page) -> list[str]:
    return page.locator("main tbody th a").all_inner_texts()


def test_the_mayoral_office_sees_what_is_late_who_is_silent_and_what_comes_next(page, merrowshire_site, merrowshire):
    count = measures.counts(merrowshire.db, AS_OF)
    no_plan, silent = freshness.rows(merrowshire.db, AS_OF)[:2]
    open_page(page, merrowshire_site + OVERVIEW)
    assert "No plan received from 1. 1 past the agreed interval." in page.locator(".an-cards").inner_text()
    assert f"{no_plan.agency}: no plan received since" in page.locator("main").inner_text()
    who = page.locator(".an-h2:has-text('Who has reported')")
    assert silent.is_late and who.is_visible()
    save_picture(page, "journey-mayoral-office-1-overview")
    for link, measure in (
        (f"Overdue:\\s*{count[Measure.OVERDUE]}", Measure.OVERDUE),
        (f"{count[Measure.DUE_SOON]} due in the next 30 days", Measure.DUE_SOON),
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
    wanted = search.search_terms(merrowshire.db, AS_OF, "return-home interview")
    found = search.rows(merrowshire.db, AS_OF, wanted)
    open_page(page, merrowshire_site + OVERVIEW)
    tab_to(page, "Search")
    page.keyboard.type("return-home interview")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/search?q=return-home+interview&*as_of={AS_OF}*")
    wait_until_drawn(page)
    assert page.title() == "Search for “return-home interview” – Larkfield Review tracker"
    assert search.sentence(found, wanted) in page.get_by_role("status").inner_text()
    assert page.locator(".an-results > li").count() == len(found)
    assert {text.casefold() for text in page.locator("mark").all_inner_texts()} == {
        "return-home",
        "interview",
        "interviews",
    }
    save_picture(page, "journey-public-1-search")

    tab_to(page, "S02 .*")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actions?**ref=S02**")
    wait_until_drawn(page)
    (stored,) = action.rows(merrowshire.db, AS_OF, "S02", "saltby")
    standing = page.locator(".an-summary").inner_text()
    assert page.locator("main").inner_text().count(stored.action) >= 2  # in its own words, and in the cell
    assert f"{stored.days_late} days by the date first promised" in standing
    assert "Moved 4 times" in page.locator("main").inner_text()
    changes = page.get_by_role("region", name="Latest first, by the date the file was received")
    assert changes.locator("tbody tr").count() == len(action.changes(merrowshire.db, AS_OF, stored.action_id))
    save_picture(page, "journey-public-2-action")


def test_a_date_is_typed_and_entered_with_the_keyboard_alone(page, merrowshire_site, merrowshire):
    open_page(page, f"{merrowshire_site}/actions?ref=S02&sender=saltby")
    tab_to(page, "Position as at")
    page.keyboard.type(TYPED)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**as_of={ON}*")
    expect(page.locator(".an-past")).to_contain_text("This is the position as at 3 March 2026")
    assert "ref=S02" in page.url and "sender=saltby" in page.url and "agency" not in page.url
    (then,) = action.rows(merrowshire.db, ON, "S02", "saltby")
    expect(page.locator(".an-summary").first).to_contain_text(f"{then.days_late} days by the date first promised")
    tab_to(page, "Go to the latest position")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "as_of" not in url)
    wait_until_drawn(page)
    expect(page.locator(".an-past")).to_have_count(0)
    assert "ref=S02" in page.url


def test_back_undoes_one_choice_after_the_other_and_forward_makes_it_again(page, merrowshire_site):
    loaded = []
    page.on("request", lambda request: loaded.append(request.url) if request.is_navigation_request() else None)
    open_page(page, f"{merrowshire_site}/?as_of={AS_OF}")
    agency = page.get_by_role("combobox", name="Agency")
    figure = page.locator(".an-card", has_text="Verified complete").locator(".an-figure")
    everybody = figure.inner_text()
    agency.select_option("Merrowshire Police")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**agency=Merrowshire+Police*")
    expect(figure).not_to_have_text(everybody)
    police = figure.inner_text()
    page.get_by_label("Position as at", exact=True).fill(str(ON))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**as_of={ON}*")
    expect(page.locator(".an-past")).to_contain_text("3 March 2026")
    for move, as_of, name, shown in (
        (page.go_back, AS_OF, "Merrowshire Police", police),
        (page.go_back, AS_OF, "", everybody),
        (page.go_forward, AS_OF, "Merrowshire Police", police),
    ):
        move()
        expect(figure).to_have_text(shown)
        expect(agency).to_have_value(name)
        expect(page.get_by_label("Position as at", exact=True)).to_have_value(str(as_of))
    assert len(loaded) == 1


def test_the_date_to_compare_with_is_chosen_by_form_and_by_link(page, merrowshire_site):
    open_page(page, f"{merrowshire_site}/what-changed?as_of={AS_OF}")
    compared = page.get_by_label("Compare with the position as at")
    expect(compared).to_have_value("2026-10-01")
    for link, on in (("A week before", "2026-10-24"), ("A month before", "2026-09-30")):
        page.get_by_role("link", name=link).click()
        page.wait_for_url(f"**since={on}")
        expect(compared).to_have_value(on)
        wait_until_drawn(page)
        expect(page.locator(".an-lead").first).to_contain_text(f"From {day(date.fromisoformat(on))}")
    compared.fill("2026-10-01")
    compared.press("Enter")
    page.wait_for_url(lambda url: "since" not in url and f"as_of={AS_OF}" in url)  # the usual date is left out


def test_after_a_change_the_heading_has_the_focus_and_screen_readers_hear_what_is_shown(page, merrowshire_site):
    open_page(page, merrowshire_site + OVERVIEW)
    status = page.get_by_role("status")
    assert status.count() == 1 and status.inner_text() == ""  # screen readers read the page itself
    page.evaluate("document.getElementById('an-status').kept = true")
    for way in ("Overdue and moved", "How we count"):
        page.get_by_role("link", name=way).first.click()
        wait_until_drawn(page)
        assert page.evaluate("document.activeElement.tagName") == "H1" and focused(page) == way
        assert status.inner_text().startswith(f"{way}. ")
    page.go_back()
    wait_until_drawn(page)
    page.get_by_role("combobox", name="Agency").select_option("Merrowshire Police")
    page.get_by_role("button", name="Show").click()
    wait_until_drawn(page)
    assert focused(page) == "Overdue and moved"
    assert page.locator(".an-lead").first.inner_text() in status.inner_text()
    assert page.evaluate("document.getElementById('an-status').kept")  # a new element would not be read out


def test_a_page_changes_in_place_and_back_returns_to_where_the_reader_was(page, merrowshire_site):
    loaded, sockets = [], []
    page.on("request", lambda request: loaded.append(request.url) if request.is_navigation_request() else None)
    page.on("websocket", lambda socket: sockets.append(socket.url))
    open_page(page, merrowshire_site + OVERVIEW)
    main = page.get_by_test_id("stMain")
    page.get_by_role("region", name="Longest overdue first").locator("tbody a").first.scroll_into_view_if_needed()
    page.wait_for_function("() => history.state?.top > 500")
    place = main.evaluate("main => main.scrollTop")
    page.get_by_role("region", name="Longest overdue first").locator("tbody a").first.click()
    page.wait_for_url("**/actions?**")
    wait_until_drawn(page)
    assert main.evaluate("main => main.scrollTop") == 0
    page.go_back()
    wait_until_drawn(page)
    page.wait_for_function(
        "place => Math.abs(document.querySelector('[data-testid=stMain]').scrollTop - place) < 5", arg=place
    )
    for link in (
        page.locator(".an-card a").first,
        page.locator(".an-strip a.an-square").first,
        page.locator(".an-footer a", has_text="Privacy"),
    ):
        open_page(page, merrowshire_site + OVERVIEW)
        loaded.clear()
        sockets.clear()
        before = page.url
        link.click()
        page.wait_for_url(lambda url, before=before: url != before)
        wait_until_drawn(page)
        assert (loaded, sockets) == ([], [])
    page.go_back()
    wait_until_drawn(page)
    page.evaluate_handle(LEADS).as_element().click()
    page.wait_for_url("**/actions?**")
    wait_until_drawn(page)
    assert (loaded, sockets) == ([], [])


def test_the_browser_itself_handles_links_to_another_window_or_a_file(page, context, merrowshire_site):
    open_page(page, merrowshire_site + OVERVIEW)
    with context.expect_page() as opened:
        page.locator(".an-card a").first.click(modifiers=["ControlOrMeta"])
    opened.value.close()
    assert page.url == merrowshire_site + OVERVIEW


def test_no_button_over_a_chart_can_be_reached_and_every_list_of_tabs_has_a_name(page, merrowshire_site):
    open_page(page, merrowshire_site + OVERVIEW)
    assert page.get_by_test_id("stElementToolbar").count() > 0  # Streamlit puts them there; they are not shown
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.closest('[data-testid]')?.dataset.testid ?? ''"))
    assert "stTab" in stops
    assert [stop for stop in stops if "oolbar" in stop or "ExpandSidebar" in stop] == []
    for way in ("", "Evidence"):
        if way:
            page.get_by_role("link", name=way).first.click()
            wait_until_drawn(page)
        named = "() => [...document.querySelectorAll('[role=tablist]')].every(list => list.ariaLabel)"
        page.wait_for_function(named)  # once the page has settled
        assert page.get_by_role("tablist").count() > 0


def test_without_our_script_the_forms_lead_to_the_same_addresses(page, merrowshire_site):
    page.route("**/scripts/*", lambda route: route.abort())
    page.goto(f"{merrowshire_site}/actions?counted=overdue")
    page.get_by_role("combobox", name="Agency").select_option("Merrowshire Police")
    page.get_by_label("Position as at", exact=True).fill(str(ON))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**as_of={ON}&agency=Merrowshire+Police&counted=overdue")
    expect(page.locator("h1")).to_have_text("Actions: overdue")
    expect(page.get_by_role("combobox", name="Agency")).to_have_value("Merrowshire Police")
    expect(page.locator(".an-past")).to_contain_text("3 March 2026")


def test_the_data_can_be_downloaded_with_the_keyboard_alone(page, merrowshire_site, merrowshire):
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
    cited = page.locator(".an-copy p").last.inner_text()
    page.get_by_role("button", name="Copy to clipboard").last.click()
    expect(page.get_by_role("status")).to_have_text(re.compile("Copied|marked"))
    heading = page.locator("h1").inner_text()
    assert cited.startswith("Illustrative data. ")
    assert "Larkfield Review tracker, position as at " in cited
    link = re.search(r"http\S+", cited)[0]
    assert re.search(r"as_of=\d{4}-\d\d-\d\d", link)
    open_page(page, link)
    assert page.locator("h1").inner_text() == heading


def test_an_error_in_an_address_is_shown_until_something_is_chosen(page, merrowshire_site):
    open_page(page, f"{merrowshire_site}/?agency=Nobody&as_of=2026-02-30")
    wrong = page.locator("main").get_by_text("We do not have an agency called “Nobody”. Showing all of them.")
    expect(wrong).to_be_visible()
    expect(page.locator("main").get_by_text("“2026-02-30” is not a date such as 2026-03-31.")).to_be_visible()
    page.get_by_role("combobox", name="Agency").select_option("Merrowshire Police")
    page.get_by_role("button", name="Show").click()
    expect(wrong).to_have_count(0)
    assert page.url == f"{merrowshire_site}/?agency=Merrowshire+Police"


def test_filters_survive_a_page_that_does_not_show_them(page, merrowshire_site):
    open_page(page, f"{merrowshire_site}/find-support?agency=Merrowshire%20Police&as_of={AS_OF}")
    assert page.get_by_role("combobox", name="Agency").count() == 0
    page.get_by_test_id("stTopNavLink").filter(has_text="Agencies").click()
    page.wait_for_url(lambda url: "agency=Merrowshire%20Police" in url and f"as_of={AS_OF}" in url)
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
    leave = page.locator("main").get_by_role("link", name="Leave this site").first
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
    expect(page.get_by_text("There is no page at this address, so you see “Overview”.")).to_be_visible()
    wait_until_drawn(page)
    assert page.get_by_text("Page not found").count() == 0
