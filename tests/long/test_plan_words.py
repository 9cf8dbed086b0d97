"""Priority, theme and success measure are shown in the plan's own words and offered as filters."""

from datetime import date

import browser
import pytest
from drawing import LAYOUT
from playwright.sync_api import expect
from screen import heading, html_of, open_page, rows_shown, words

from tracker.questions import actions, downloads, plan_words
from tracker.terms import Role

ACTIONS = "public/60_actions.py"
AS_OF = date(2026, 6, 30)
GIVES = '[columns]\npriority = "Priority"\ntheme = "Theme"\nsuccess_measure = "Success criteria"'
HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason | Priority | Theme | Success criteria\n"
PLAN = """
T1 | 1 | Mend the railing | 31/5/2026 | | In progress | | | High | Safe quays | No gap is wider than 10 cm
T2 | 1 | Paint the railing | 31/5/2026 | | In progress | | | 1 | Safe quays | TBC
T3 | 1 | Light the quay | 31/5/2026 | | In progress | | | high | Light |
"""


@pytest.fixture
def transport(collection, monkeypatch):
    """A plan that gives all three, and one of another agency that has none of these columns."""
    collection.layout("transport", LAYOUT.replace("[columns]", GIVES))
    collection.plan("2026-03-31", HEADINGS + PLAN.strip())
    collection.layout("ferries", LAYOUT.replace("Department of Transport", "Harbour Ferries"))
    plan = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nF1 | 1 | Train crews | 31/5/2026 | | | | "
    collection.plan("2026-03-31", plan, "ferries")
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    return collection


def shown(**query: str):
    at = open_page(ACTIONS, as_of=str(AS_OF), **query)
    assert not at.exception
    return at


def test_the_page_of_an_action_shows_them_in_the_plans_own_words(transport):
    said = words(shown(ref="T1"))
    assert "Priority in the plan High Theme in the plan Safe quays Done when No gap is wider than 10 cm" in said
    said = words(shown(ref="T2"))
    assert "Priority in the plan 1 " in said and "Done when" not in said
    assert "Priority in the plan" not in words(shown(ref="F1"))


def test_words_are_never_merged_or_ranked(transport):
    given = plan_words.plan_words(transport.load(), AS_OF)
    assert given == (("1", "High", "high"), ("Light", "Safe quays"), 1)
    assert plan_words.plan_words(transport.load(), AS_OF, agency="Harbour Ferries") == ((), (), 0)
    assert plan_words.plan_words(transport.load(), AS_OF, agency="Department of Transport", role=Role.SUPPORTING) == (
        (), (), 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "refs", "name"),
    [
        ({"priority": "High"}, ["T1"], "priority “High”"),
        ({"theme": "Safe quays"}, ["T1", "T2"], "theme “Safe quays”"),
        ({"success": "Given"}, ["T1"], "with a success measure"),
        ({"success": "None given"}, ["T2", "T3", "F1"], "with no success measure"),
        ({"theme": "Safe quays", "priority": "1"}, ["T2"], "priority “1” and theme “Safe quays”"),
        ({"theme": "Light", "priority": "1"}, [], "priority “1” and theme “Light”"),
    ],
)
def test_each_filter_keeps_exactly_its_actions(transport, query, refs, name):
    at = shown(**query)
    assert (heading(at), rows_shown(at)) == (f"Actions: {name}", refs)


@pytest.mark.parametrize(
    ("name", "kind"), [("priority", "priority"), ("theme", "theme"), ("success", "success measure")]
)
def test_words_that_no_plan_uses_are_reported(transport, name, kind):
    at = shown(**{name: "Urgent"})
    assert f"We do not have a {kind} called “Urgent”. Showing all actions." in words(at)
    assert len(rows_shown(at)) == 4


def test_a_filter_is_offered_only_where_a_listed_action_has_a_value(transport, merrowshire, public_record, monkeypatch):
    def offered(**query: str) -> list[str]:
        html = html_of(shown(**query))
        return [name for name in ("priority", "theme", "success") if f'id="an-{name}"' in html]

    assert offered() == ["priority", "theme", "success"]
    assert offered(agency="Harbour Ferries") == []
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    assert offered() == []


def test_the_open_data_contains_them(transport):
    table = downloads.rows(transport.load(), "actions", AS_OF)
    at = [table.columns.index(name) for name in ("action_ref", "priority", "theme", "success_measure")]
    assert ("T1", "High", "Safe quays", "No gap is wider than 10 cm") in [
        tuple(row[n] for n in at) for row in table.rows
    ]


def test_a_reader_chooses_a_priority_and_goes_back(page, merrowshire_site, merrowshire):
    expected = [one.action_ref for one in actions.rows(merrowshire.db, merrowshire.as_of, priority="High")]
    browser.open_page(page, f"{merrowshire_site}/actions?as_of=2026-10-31")
    page.get_by_label("Priority in the plan").select_option("High")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Actions: priority “High”")
    browser.wait_until_drawn(page)
    assert "priority=High" in page.url and "as_of=2026-10-31" in page.url
    assert page.locator("th[scope=row]").all_inner_texts() == expected
    assert page.get_by_label("Priority in the plan").input_value() == "High"
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Actions")
    assert not browser.violations(page)


def test_a_reader_opens_a_whole_list_of_evidence_and_comes_back(page, merrowshire_site):
    browser.open_page(page, f"{merrowshire_site}/evidence?as_of=2026-10-31")
    page.get_by_role("link", name="See all 11 actions of this list").click()
    expect(page.get_by_text("11 claims of completion with evidence named")).to_be_visible()
    browser.wait_until_drawn(page)
    assert page.locator("th[scope=row]").count() == 11
    assert not browser.violations(page)
    page.set_viewport_size({"width": 320, "height": 700})
    assert not browser.goes_sideways(page)
    page.get_by_role("link", name="All of Evidence").click()
    expect(page.get_by_role("heading", name="No evidence named")).to_be_visible()
