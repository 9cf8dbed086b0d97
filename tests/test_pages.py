"""Every page in Streamlit's own test runner, its numbers read off the screen."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qsl

import pytest
import screen
from browser import every_address
from modules import ROOT
from screen import PAGES, heading, html_of, rows_shown, words
from streamlit.runtime.state.query_params_proxy import QueryParamsProxy
from streamlit.testing.v1 import AppTest
from visitor import PARAMETERS
from waiting import PATIENCE

from pages.server.feeds_route import FEEDS
from tracker import store
from tracker.charts.chart_question import chart_questions
from tracker.measure import Measure
from tracker.questions import actions, downloads, measures
from tracker.words import abbreviate

AS_OF = date(2026, 10, 31)


def open_page(page: str = "", **query: str) -> AppTest:
    return screen.open_page(page, **{"as_of": str(AS_OF), **query})


@pytest.fixture(autouse=True)
def _merrowshire_on_screen(request, monkeypatch, merrowshire):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_its_banner_one_title_and_the_footer(page):
    at = open_page(page)
    assert not at.exception
    assert heading(at)
    assert "Illustrative data. Every place" in words(at)
    assert "How we count Find support Accessibility Privacy Corrections Overview What changed" in words(at)
    assert "Published by Merrowshire Scrutiny Office." in words(at)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_before_anything_much_was_received(page):
    at = open_page(page, as_of="2025-06-16")
    assert not at.exception
    assert "This is the position as at 16 June 2025" in words(at)


def test_the_overview_says_the_numbers_that_the_database_counts(merrowshire):
    count = measures.counts(merrowshire.db, AS_OF)
    at = open_page()
    text = words(at)
    assert heading(at) == "Larkfield Review: where it stands"
    contradicted = f"({count[Measure.CONTRADICTED]} contradicted by the agency’s own report)"
    done = f"{count[Measure.VERIFIED]} are verified complete {contradicted}."
    assert f"Of {count[Measure.ACCEPTED]} accepted actions, {done}" in text
    assert f"Of all 76 actions, {count[Measure.OVERDUE]} are overdue; " in text
    assert f"Overdue: {count[Measure.OVERDUE]} of {count[Measure.OPEN_WITH_DATE]} dated" in text
    assert f"{count[Measure.OVERDUE_BY_FIRST_DATE]} by the dates first promised." in text
    assert f"Verified complete: {count[Measure.VERIFIED]} of {count[Measure.ACCEPTED]}" in text
    assert "Returns up to date: 5 of 7" in text
    assert "Merrowshire Fire and Rescue Service: no plan received since the register of 11 May 2026." in text
    assert "No plan received from 1. 1 past the agreed interval." in text
    squares = html_of(at).count('<a class="an-square')
    assert squares == len(actions.rows(merrowshire.db, AS_OF)) == 76


@pytest.mark.parametrize("measure", list(Measure))
def test_a_headline_number_opens_exactly_the_rows_it_counts(merrowshire, measure):
    at = open_page("public/60_actions.py", counted=str(measure), part="all")
    expected = [action.action_ref for action in actions.rows(merrowshire.db, AS_OF, measure=measure)]
    assert heading(at) == f"Actions: {measure}"
    assert rows_shown(at) == expected
    assert len(expected) == measures.counts(merrowshire.db, AS_OF)[measure]


def test_overdue_and_moved_shows_both_clocks_and_what_has_no_date(merrowshire):
    count = measures.counts(merrowshire.db, AS_OF)
    text = words(open_page("public/30_overdue_and_moved.py"))
    assert f"{count[Measure.OVERDUE]} actions overdue by the current dates, " in text
    assert f"{count[Measure.OVERDUE_BY_FIRST_DATE]} by the dates first promised." in text
    assert "No date (“TBC”)" in text
    assert "Moved 4 times" in text


def test_one_agency_shows_its_own_actions_and_returns(merrowshire):
    at = open_page("public/40_agencies.py", agency="Saltby Borough Council")
    text = words(at)
    assert heading(at) == "Saltby Borough Council"
    assert "21 September 2026 saltby/2026-09-21.xlsx 14 14 0" in text
    own = actions.rows(merrowshire.db, AS_OF, agency="Saltby Borough Council")
    assert own and {action.action_ref for action in own} <= set(rows_shown(at))
    assert "NBC-04" not in rows_shown(at)


def test_one_recommendation_shows_its_words_its_answers_and_its_actions():
    at = open_page("public/50_recommendations.py", ref="6.10")
    assert heading(at) == "Recommendation 6.10"
    assert "Larkfield Review" in words(at)
    none = words(open_page("public/50_recommendations.py", ref="15"))
    assert "No action planned" in none and "no plan received names this recommendation." in none


def test_one_action_shows_every_change_and_the_cells_it_comes_from():
    text = words(open_page("public/60_actions.py", ref="S03", sender="saltby"))
    assert "Went backwards: was reported complete, now in progress No reason was recorded" in text
    assert "Due date moved from 30 September 2025 to 31 July 2026" in text
    assert "92 days by the current date; 396 days by the date first promised" in text
    assert "G6 Complete by 31/7/2026" in text
    assert "File saltby/2026-09-21.xlsx, sheet “LR Plan”, received on 21 September 2026." in text


def test_problems_names_the_cell_and_who_can_put_it_right():
    text = words(open_page("staff/90_problems.py", part="all"))
    assert "rows read = " in text
    assert 'names its evidence. "None" or "TBC" is not evidence. Warning The agency' in text


def test_problems_of_one_agency_count_its_own_rows_alone():
    def rows(**filters: str) -> tuple[int, ...]:
        text = words(open_page("staff/90_problems.py", part="all", **filters))
        found = re.search(r"(\d+) rows? read = (\d+) shown \+ (\d+) refused", text)
        return tuple(map(int, found.groups()))

    of_saltby, of_all = rows(agency="Saltby Borough Council"), rows()
    assert 0 < of_saltby[0] < of_all[0] and of_saltby[0] == sum(of_saltby[1:])


LEFT_OUT_OF_HEALTH = "19 of 106 filled cells were not read; each is listed here with the reason."


def test_an_agency_shows_what_was_left_out_of_its_last_return_but_not_the_words():
    text = words(open_page("public/40_agencies.py", agency="Merrowshire Health Board"))
    assert LEFT_OUT_OF_HEALTH in text
    assert "Beside the table 10, below the table 4, above the headings 3, heading of a column not read 1," in text
    assert "5 places not read in health-board/2026-10-23.xlsx" in text
    assert "L7:M11 Larkfield 10 Beside the table J12 Larkfield 1 Column the layout does not name" in text
    assert "will not, or has not" not in text
    assert "plant-owner-3" not in text


def test_the_problems_page_lists_left_out_cells_with_their_words():
    at = open_page("staff/90_problems.py", agency="Merrowshire Health Board")
    text = words(at)
    assert LEFT_OUT_OF_HEALTH in text
    assert "Status word | Meaning | On track | will meet its date" in text
    everybody = words(open_page("staff/90_problems.py"))
    assert "89 of 1,458 filled cells were not read;" in everybody
    assert "2 places not read in committee/2026-05-11.xlsx" in everybody


def test_before_a_return_nothing_was_left_out_of_it():
    text = words(open_page("public/40_agencies.py", agency="Saltby Borough Council", as_of="2025-06-20"))
    assert "Its returns No file of its own has been received." in text
    assert "Not read from its latest file" not in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"agency": "Nobody"}, "We do not have an agency called “Nobody”. Showing all of them."),
        ({"review": "Nothing"}, "We do not have a review called “Nothing”. Showing all of them."),
        ({"as_of": "soon"}, "“soon” is not a date such as 2026-03-31. Showing the latest position."),
        ({"as_of": "1066-10-14"}, "We can show any day from 16 June 2025, the day of the first file, to today."),
    ],
)
def test_a_wrong_word_in_the_address_is_reported(query, said):
    at = open_page(**query)
    assert not at.exception
    assert said in words(at)


@pytest.mark.parametrize(
    ("page", "query", "said"),
    [
        ("60_actions", {"ref": "X9"}, "We do not have an action called “X9” on this date."),
        ("60_actions", {"counted": "done"}, "We do not count anything called “done”."),
        ("50_recommendations", {"ref": "99"}, "We do not have a recommendation “99” on this date."),
    ],
)
def test_a_link_to_what_is_not_there_is_reported(page, query, said):
    at = open_page(f"public/{page}.py", **query)
    assert not at.exception
    assert said in words(at)


def test_a_past_position_says_so_and_leads_back():
    text = words(open_page(as_of="2026-03-31"))
    assert "This is the position as at 31 March 2026, as it was known then. Go to the latest position" in text


def test_without_a_database_the_page_says_what_to_run(monkeypatch, tmp_path):
    monkeypatch.setenv("TRACKER_BUILT", str(tmp_path))
    at = open_page()
    assert not at.exception
    assert heading(at) == "There is nothing to show yet"
    assert f"There is nothing to show yet No database has been built yet. {store.HOW_TO_BUILD}" in words(at)
    assert "How we count Find support Accessibility Privacy Corrections" in words(at)


def test_a_page_reports_a_damaged_database_and_does_not_show_it(monkeypatch, tmp_path):
    (tmp_path / "tracker-1.duckdb").write_bytes(b"not a database" * 1000)
    (tmp_path / store.CURRENT).write_text("tracker-1.duckdb\n")
    monkeypatch.setenv("TRACKER_BUILT", str(tmp_path))
    at = open_page()
    assert not at.exception
    assert f"The database tracker-1.duckdb is damaged. {store.HOW_TO_BUILD}" in words(at)


@pytest.mark.parametrize("page", PAGES)
def test_the_public_record_opens_on_every_page_without_the_banner(monkeypatch, public_record, page):
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    at = open_page(page)
    assert not at.exception
    assert "Illustrative data" not in words(at)


HOSTILE = "[Read](https://evil.example) ![x](https://evil.example/p.png) *a* $5m$ :material/home: <script>1</script>"


@pytest.mark.parametrize(
    ("page", "name"),
    [("", "agency"), ("", "review"), ("public/60_actions.py", "ref"), ("public/60_actions.py", "counted")],
)
def test_text_from_an_address_is_shown_as_typed(page, name):
    at = open_page(page, **{name: HOSTILE})
    assert not at.exception
    assert f"“{HOSTILE}”" in unescape(html_of(at))
    assert not [*at.markdown, *at.title, *at.header, *at.info, *at.warning]


def test_text_from_a_cell_is_shown_as_typed(monkeypatch, collection):
    collection.plan("2026-01-31", f"Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | {HOSTILE}")
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    at = open_page("public/60_actions.py", ref="A1", as_of="2026-02-01")
    assert heading(at) == f"A1 {abbreviate(HOSTILE)}"
    assert HOSTILE in words(at)
    assert not [*at.markdown, *at.title, *at.header]


def test_in_the_public_record_the_clock_stops_where_the_sources_stop(monkeypatch, public_record):
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    text = words(open_page("public/60_actions.py", ref="GBE-6", as_of="2026-11-20"))
    assert "No completion seen. The last exactly dated source is of 24 October 2025" in text
    assert "Not by the current date; not by the date first stated" in text
    assert "A selection, compiled by the Answerable project from published sources, each with its link" in text
    assert "On this date it holds 48 items of 4 reviews." in text


def test_a_database_damaged_while_open_is_reported(monkeypatch, tmp_path, collection):
    collection.plan("2026-01-31", "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend")
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    monkeypatch.setattr("tracker.query.rows", _cannot_be_read)
    at = open_page("public/60_actions.py", as_of="2026-02-01")
    assert not at.exception
    assert "This page did not load. Nothing has been lost." in words(at)


def _cannot_be_read(*_, **__):
    raise store.DatabaseError("IO Error: the file is damaged")


def test_a_page_that_fails_says_so_and_offers_two_links():
    def page():
        from pages.parts.error_page import did_not_load

        assert did_not_load(ValueError("a secret")) is True

    at = AppTest.from_function(page, default_timeout=PATIENCE).run()
    assert not at.exception
    text = words(at)
    assert "This page did not load. Nothing has been lost. Try again , or use the data downloads ." in text
    assert "secret" not in text


def test_a_link_made_today_shows_the_same_after_a_later_load(monkeypatch, collection):
    head = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason"
    collection.plan("2026-01-31", f"{head}\nA1 | 1 | Mend | d:2026-02-10 | | In progress | |")
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    link = {"ref": "A1", "sender": "transport", "as_of": "2026-02-20", "agency": "Department of Transport"}
    before = without_record(words(open_page("public/60_actions.py", **link)))
    assert "10 days by the current date" in before
    collection.plan("2026-03-31", f"{head}\nA2 | 1 | Another | d:2026-02-01 | | In progress | |")
    collection.plan("2026-02-28", f"{head}\nA1 | 1 | Mend it | d:2026-09-30 | | In progress | |")
    collection.load()
    assert without_record(words(open_page("public/60_actions.py", **link))) == before
    latest = words(open_page("public/60_actions.py", **{**link, "as_of": "2026-04-01"}))
    assert "Missing from the return since 31 March 2026" in latest


def without_record(text: str) -> str:
    """The words of a page without the number of the newest record in the link to copy."""
    return re.sub(r"&record=\d+", "", text)


def test_every_page_links_to_what_it_says_about_others(merrowshire):
    at = open_page("public/50_recommendations.py")
    bodies = html_of(at)
    links = re.findall(r'href="/actions\?([^"]+)"><?b?d?i?>?(\d+)', bodies)
    assert len(links) > 30
    for query, count in links[:6]:
        opened = open_page("public/60_actions.py", **dict(parse_qsl(unescape(query))))
        assert len(rows_shown(opened)) == int(count), query


def test_one_agency_counts_what_its_links_open():
    bodies = html_of(open_page("public/40_agencies.py"))
    links = re.findall(r'href="/actions\?([^"]+agency=Saltby[^"]+)">(\d+)', bodies)
    assert len(links) == 7
    for query, count in links:
        assert len(rows_shown(open_page("public/60_actions.py", **dict(parse_qsl(unescape(query)))))) == int(count)


NEXT = "go to the latest position or see every file received ."


@pytest.mark.parametrize(
    ("page", "query", "said"),
    [
        (
            "60_actions",
            {"counted": "completed late", "agency": "Merrowshire Youth Justice Service"},
            "Merrowshire Youth Justice Service leads no action counted as “completed late” on 31 October 2026 under "
            "the Larkfield Review. You can see all actions or see what was recommended to it or show all agencies or "
            f"{NEXT}",
        ),
        (
            "60_actions",
            {"as_of": "2025-06-16"},
            f"on 16 June 2025 under the Larkfield Review. You can {NEXT}",
        ),
        ("40_agencies", {"as_of": "2025-06-16"}, "No plan received since the register of 16 June 2025"),
        ("10_overview", {"as_of": "2025-06-16"}, "There is no action on 16 June 2025"),
    ],
)
def test_an_empty_page_says_why_and_what_to_do_next(page, query, said):
    assert said in words(open_page(f"public/{page}.py", **query))


def test_the_attacks_try_every_parameter_that_a_page_reads(monkeypatch):
    read, really = set(), QueryParamsProxy.get
    monkeypatch.setattr(QueryParamsProxy, "get", lambda self, name, *rest: read.add(name) or really(self, name, *rest))
    for page in PAGES:
        open_page(page)
    # A page that waits for a choice reads more parameters later: all that its code names.
    calls = re.compile(r"address_word\(name\) for name in \(([^)]*)\)|address_word\((\"[a-z_]+\")\)")
    code = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "pages").rglob("*.py")))
    named = set(re.findall(r"\"([a-z_]+)\"", " ".join("".join(found) for found in calls.findall(code))))
    assert read | named == set(PARAMETERS) and named


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_ours_leads_to_a_page_or_file_that_is_there(public_record, monkeypatch, page):
    """The public record has several reviews; the invented example has one."""
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    paths = set(re.findall(r'href="(/[^"?#]*)', html_of(open_page(page, as_of="2026-03-31"))))
    assert "/agencies" in paths
    files = {f"/tables/{name}.{kind}" for name in (*downloads.TABLES, "all-tables") for kind in ("csv", "xlsx")}
    files |= {f"/charts/{name}.{kind}" for name in chart_questions() for kind in ("csv", "xlsx", "png", "svg")}
    there = {*every_address(), *(route.path for route in FEEDS), *files}
    assert {path for path in paths if not path.startswith("/open-data/")} <= there
