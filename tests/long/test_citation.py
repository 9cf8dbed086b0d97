"""A cited page keeps its figures, whatever is recorded later, or says why it has others."""

from __future__ import annotations  # see conftest.py for the reason

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import browser
import pytest
from drawing import Collection, rows
from playwright.sync_api import Page, expect
from screen import html_of, open_page, words
from streamlit.testing.v1 import AppTest

from tracker import store
from tracker.questions import recounts

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
A1 = "A1 | 1 | Mend | {} | | In progress | |\n"
LEFT_OUT = "It is shown as cited: by the first 2 files on record, without later ones."


@pytest.fixture
def on_screen(collection: Collection, monkeypatch) -> Collection:
    """Two returns, of which the second is late, on screen."""
    collection.plan("2026-01-31", HEADINGS + A1.format("d:2026-02-10"))
    collection.plan("2026-02-20", HEADINGS + A1.format("d:2026-02-10"))
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    return collection


def cited(at: AppTest) -> dict[str, str]:
    """The parameters of the address that a page offers for citing it."""
    (text,) = re.findall(r'class="an-copy"><p>([^<]*position as at[^<]*)</p>', html_of(at))
    return dict(parse_qsl(urlsplit(unescape(text).rpartition(" ")[2]).query))


def figures(at: AppTest) -> str:
    """All words on a page except its banner and its address."""
    return words(at).partition("Go to the latest position")[2]


@pytest.mark.parametrize("late", ["2026-02-10", "2026-02-20.2"])
@pytest.mark.parametrize("page", ["public/10_overview.py", "public/40_agencies.py", "public/55_evidence.py"])
def test_a_file_recorded_later_with_an_earlier_date_or_the_same_changes_no_cited_page(on_screen, page, late):
    before = open_page(page, as_of="2026-03-01", agency="Department of Transport")
    link = cited(before)
    method = recounts.method(store.connect(store.current(on_screen.built)), 2)
    assert link == {
        "as_of": "2026-03-01", "review": "Harbour Review", "agency": "Department of Transport", "record": "2",
        "method": method,
    }  # fmt: skip
    on_screen.plan(late, HEADINGS + A1.format("d:2026-06-30") + "A2 | 1 | Sweep | d:2026-02-11 | | Complete | |")
    on_screen.load()
    after = open_page(page, **link)
    assert LEFT_OUT in words(after)
    assert figures(after) == figures(before)
    assert figures(open_page(page, as_of="2026-03-01")) != figures(before)
    assert cited(after) == link


def test_one_action_and_every_page_it_links_to_keep_their_figures(on_screen):
    link = {"as_of": "2026-03-01", "ref": "A1", "sender": "transport", "record": "2"}
    on_screen.plan("2026-02-25", HEADINGS + A1.format("d:2026-06-30"))
    on_screen.load()
    at = open_page("public/60_actions.py", **link)
    assert "19 days by the current date" in words(at)
    leads = [dict(parse_qsl(query)) for query in html_of(at).replace("&amp;", "&").split('href="/')[1:]]
    assert leads
    for address in html_of(at).replace("&amp;", "&").split('href="/')[1:]:
        assert "record=2" in address.partition('"')[0] or "find-support" in address, address[:80]


def test_a_page_says_nothing_where_no_later_file_affects_the_day(on_screen):
    on_screen.plan("2026-03-31", HEADINGS + A1.format("d:2026-06-30"))
    on_screen.load()
    at = open_page(as_of="2026-03-01", record="2")
    assert "It is shown as cited" not in words(at)
    assert "record=2" not in html_of(at)  # the link to copy names the newest record


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("x", "“x” is not the number of a record such as 2. Showing what all records say."),
        ("0", "“0” is not the number of a record such as 2."),
        ("-1", "“-1” is not the number of a record such as 2."),
        ("٢", "“٢” is not the number of a record such as 2."),
        ("9" * 5_000, "…” is not the number of a record such as 2."),
        ("7", "This link was made when the ledger had 7 records. Here it has 2, so the figures may differ"),
    ],
)
def test_an_impossible_record_number_is_reported(on_screen, record, said):
    at = open_page(as_of="2026-03-01", record=record)
    assert not at.exception
    assert said in words(at)


def test_every_span_names_the_files_that_begin_and_end_it(on_screen):
    """Otherwise a citation could not leave out a later file: see `tracker/views.py`."""
    sql = "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'tracker'"
    columns = set(rows(store.connect(store.current(on_screen.built)), sql))
    days = ("known_from", "known_to", "counts_from")
    # What bodies.toml says comes from no file.
    spans = {(table, name) for table, name in columns if name in days and table != "succession"}
    assert len(spans) > 8
    assert {(table, f"{name}_file") for table, name in spans} <= columns


def test_a_link_without_a_record_from_an_earlier_version_still_opens(on_screen):
    at = open_page(as_of="2026-03-01")
    assert "record" not in dict(at.query_params)
    assert "This is the position as at 1 March 2026, as it was known then. Go to the latest position" in words(at)


def test_a_browser_keeps_the_cited_record_from_page_to_page_until_the_latest_position_is_chosen(on_screen, page: Page):
    on_screen.plan("2026-02-25", HEADINGS + A1.format("d:2026-06-30"))
    on_screen.load()
    with browser.start_dashboard(on_screen.built) as address:
        browser.open_page(page, f"{address}/?as_of=2026-03-01&record=2")
        for name in ("Agencies", "How we count", "Evidence"):
            page.get_by_role("link", name=name).first.click()
            page.wait_for_url(f"**/{name.lower().replace(' ', '-')}?**")
            browser.wait_until_drawn(page)
            page.wait_for_url("**record=2**")
        expect(page.locator(".an-past")).to_contain_text(LEFT_OUT)
        page.get_by_role("link", name="See this day with all files").click()
        page.wait_for_url(lambda url: "as_of=2026-03-01" in url and "record" not in url)
        browser.wait_until_drawn(page)
        expect(page.locator(".an-past")).not_to_contain_text("as cited")
        page.get_by_role("link", name="Recommendations").first.click()
        page.wait_for_url("**/recommendations?**")
        browser.wait_until_drawn(page)
        assert "record" not in page.url
