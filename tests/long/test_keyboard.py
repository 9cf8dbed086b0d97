"""What the committee, the mayoral office and the data officer come for, with the keyboard alone."""

from __future__ import annotations  # see conftest.py for the reason

import re
import shutil
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from browser import ROOT, open_page, start_dashboard, wait_until_drawn
from drawing import LAYOUT, REGISTER, Collection
from keyboard import enter, heading_in_focus, tab_back_to, tab_to
from playwright.sync_api import expect

from loaders.load.annotate.problem_sheet import TITLE
from loaders.publishing.release import release_log

PROGRAM = (".streamlit", "checks", "loaders", "pages", "tracker")
AS_OF = date(2026, 10, 31)
SINCE, TYPED = date(2026, 4, 4), "04042026"  # the same in every order that a browser may use: day or month first
HEADINGS = "Review | Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
IN_MARCH = """\
Harbour Review | A1 | 1 | Light the platforms   | d:2026-05-31 |            | In progress |          |
Harbour Review | A2 | 1 | Mend the gate         | d:2026-05-31 |            | In progress |          |
Quay Review    | B1 | 1 | Write to every master | d:2026-04-30 |            | In progress |          |
Quay Review    | B2 | 1 | Count the boats       | d:2026-12-31 |            | Not started |          |
"""
IN_SEPTEMBER = """\
Harbour Review | A1 | 1 | Light the platforms   | d:2026-08-31 |            | In progress |          |
Harbour Review | A2 | 1 | Mend the gate         | d:2026-05-31 | d:2026-05-30 | Complete  |          |
Quay Review    | B1 | 1 | Write to every master | d:2026-07-31 |            | In progress |          |
Quay Review    | B2 | 1 | Count the boats       | soon         |            | Not started |          |
"""
ASKED = """\
Review         | Rec | Recommendation  | Agency                  | Response
Harbour Review | 1   | Make it safe    | Department of Transport | Accepted
Quay Review    | 1   | Tell the others | Department of Transport | Accepted
"""


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    """Two reviews, one plan with problems, and texts of which none is released."""
    drawn = Collection(tmp_path_factory.mktemp("keyboard"))
    drawn.layout("transport", LAYOUT.replace("[columns]", '[columns]\nreview = "Review"'))
    drawn.layout("committee", REGISTER.replace("[columns]", '[columns]\nreview = "Review"'))
    drawn.register("2026-03-02", ASKED)
    drawn.plan("2026-03-31", HEADINGS + IN_MARCH)
    drawn.plan("2026-09-30", HEADINGS + IN_SEPTEMBER)
    drawn.load()
    return drawn


@pytest.fixture(scope="module")
def site(collection, tmp_path_factory):
    """The dashboard for staff, run from a copy of the program, since a release is recorded in the program's folder."""
    program = tmp_path_factory.mktemp("program")
    for part in PROGRAM:
        shutil.copytree(ROOT / part, program / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "dashboard.py", program)
    (program / "data").mkdir()
    shutil.copy(ROOT / "data" / "site.toml", program / "data")
    for name in ("received", "built"):  # side by side, since otherwise the database is not on record
        setattr(collection, name, getattr(collection, name).rename(program / "data" / name))
    with start_dashboard(collection.built, program) as address:
        yield address


def test_a_committee_member_asks_what_changed_and_takes_the_paper_away(page, site):
    open_page(page, f"{site}/?as_of={AS_OF}")
    tab_to(page, "What changed")
    enter(page, "**/what-changed?**")
    assert heading_in_focus(page) == "What changed"
    tab_to(page, "Compare with the position as at")
    page.keyboard.type(TYPED)
    enter(page, f"**since={SINCE}*")
    expect(page.locator(".an-lead").first).to_contain_text("From 4 April 2026")
    tab_to(page, "A1")
    enter(page, "**/actions?**ref=A1**")
    assert heading_in_focus(page).startswith("A1 ")

    tab_back_to(page, "Committee report")
    enter(page, "**/committee-report?**")
    assert heading_in_focus(page) == "Committee report"
    tab_to(page, "Compare with the position as at")
    page.keyboard.type(TYPED)
    enter(page, f"**since={SINCE}*")
    tab_to(page, "Word")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".docx")
    asked = page.locator("main ol.an-items").inner_text()
    assert "A1" in asked and "Because: " in asked
    tab_to(page, "A1")  # what changed
    tab_to(page, "A1")  # the record of a question
    enter(page, "**/actions?**ref=A1**")
    assert heading_in_focus(page).startswith("A1 ")


def test_the_mayoral_office_follows_one_review_to_what_is_overdue_and_back(page, site):
    open_page(page, f"{site}/?as_of={AS_OF}")
    tab_to(page, "Review")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Show")
    enter(page, "**review=Quay*Review*")
    assert heading_in_focus(page) == "Quay Review: where it stands"
    tab_back_to(page, "Overdue and moved")
    enter(page, "**/overdue-and-moved?**review=Quay*")
    assert heading_in_focus(page) == "Overdue and moved"
    tab_to(page, "Overdue by the current date.*")
    page.keyboard.press("Enter")
    tab_to(page, "B1")
    enter(page, "**/actions?**ref=B1**")
    assert heading_in_focus(page).startswith("B1 ")
    page.go_back()  # with the browser's own keys, which a headless one ignores
    page.wait_for_url("**/overdue-and-moved?**")
    wait_until_drawn(page)
    assert heading_in_focus(page) == "Overdue and moved"


def test_the_data_officer_hands_a_plan_back_and_releases_a_text(page, site, collection):
    open_page(page, f"{site}/problems")
    found = page.locator("main .an-lead").first.inner_text()
    tab_to(page, "What to put right")
    enter(page, "**/what-to-put-right*")
    assert found and heading_in_focus(page) == "What to put right"
    tab_to(page, "Download its workbook with notes")
    with page.expect_download() as waiting:
        page.keyboard.press("Space")
    assert TITLE in openpyxl.load_workbook(BytesIO(waiting.value.path().read_bytes())).sheetnames

    tab_back_to(page, "Release")
    enter(page, "**/release*")
    assert heading_in_focus(page) == "Release"
    tab_to(page, re.escape(page.locator(".an-tick label").first.inner_text()))
    page.keyboard.press("Space")
    tab_to(page, "Release the ticked texts")
    enter(page, "**asked=release*")
    tab_to(page, "Your post.*")
    page.keyboard.type("Head of scrutiny")
    tab_to(page, "What is the reason.*")
    page.keyboard.type("The board agreed.")
    tab_to(page, "Release 1 text")
    page.keyboard.press("Enter")
    expect(page.locator(".an-message").first).to_contain_text("1 text released by Head of scrutiny")
    (told,) = release_log.read(collection.received)
    assert told.is_public and told.why == "The board agreed."
