"""Which of several dates of an unknown plan counts: extensions, answers, a column for each month, a day of closing."""

from __future__ import annotations  # see conftest.py for the reason

import tomllib

import pytest
from drawing import write_workbook

from loaders.propose.draft import draft
from loaders.propose.proposal import propose


def plan(headings: str, *rows: str) -> str:
    """A plan for bridges with more columns, given by their headings and the cells of each row."""
    lines = [f"A{n} | Mend bridge number {n} of ten | Head of Roads | {row}" for n, row in enumerate(rows, 1)]
    return "\n".join([f"Ref | Action | Lead | {headings}", *lines])


def drafted(folder, table: str) -> dict:
    return tomllib.loads(draft(propose(write_workbook(folder / "plan.xlsx", {"Plan": table}), "transport")))


def columns(folder, table: str) -> dict[str, str]:
    return drafted(folder, table)["columns"]


@pytest.mark.parametrize("revised", ["Extended to", "Extension agreed to", "New date if moved", "Rescheduled for"])
@pytest.mark.parametrize("first", ["Target date", "Force target", "To be done by"])
@pytest.mark.parametrize("blank", ["", "N/A", "-"])
def test_a_column_of_later_dates_that_is_headed_as_revised_counts(revised, first, blank, tmp_path):
    rows = (f"31/01/2026 | {blank} | Open", "28/02/2026 | 30/04/2026 | Open", f"31/03/2026 | {blank} | Complete")
    found = columns(tmp_path, plan(f"{first} | {revised} | Status", *rows))
    assert (found["original_due_on"], found["due_on"]) == (first, revised)


def test_an_extension_says_what_the_date_before_it_is(tmp_path):
    rows = ("31/01/2026 | N/A | Open", "28/02/2026 | 30/04/2026 | Open", "31/03/2026 | N/A | Complete")
    found = columns(tmp_path, plan("Remedy date | Extended to | Status", *rows))
    assert (found["original_due_on"], found["due_on"]) == ("Remedy date", "Extended to")
    noted = columns(tmp_path, plan("Spotted on | New target date | Status", *rows))
    assert "original_due_on" not in noted


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Extension agreed", ["15/01/2026", "", ""]),  # the day on which it was agreed: before the first date
        ("Extension", ["yes", "", ""]),
        ("Last updated (new)", ["30/04/2026", "", ""]),
        ("Extended to", ["", "", ""]),
    ],
)
def test_other_columns_beside_a_date_are_not_extensions(heading, cells, tmp_path):
    rows = (f"31/01/2026 | {cells[0]} | Open", f"28/02/2026 | {cells[1]} | Open", f"TBC | {cells[2]} | Complete")
    found = columns(tmp_path, plan(f"Target date | {heading} | Status", *rows))
    assert (found["due_on"], found.get("original_due_on")) == ("Target date", None)


@pytest.mark.parametrize("answer", ["Reply due", "Response deadline", "Reply sent", "Date of reply"])
def test_the_day_of_an_answer_is_not_a_date_of_an_action(answer, tmp_path):
    rows = ("31/10/2025 | 31/01/2026 | Open", "30/11/2025 | 28/02/2026 | Complete")
    assert columns(tmp_path, plan(f"{answer} | Action due | Status", *rows))["due_on"] == "Action due"


@pytest.mark.parametrize(
    ("headings", "newest"),
    [
        ("RAG Jan 26 | RAG Feb 26 | RAG Mar 26", "RAG Mar 26"),
        ("March 2026 status | February 2026 status | January 2026 status", "March 2026 status"),  # the newest first
        ("Progress at 31/12/2025 | Progress at 31/01/2026 | Progress at 28/02/2026", "Progress at 28/02/2026"),
        ("Status Q2 2025/26 | Status Q3 2025/26 | Status Q4 2025/26", "Status Q4 2025/26"),
        ("Status Nov-25 | Status Dec-25 | Status Jan-26", "Status Jan-26"),
    ],
)
def test_of_columns_for_each_month_the_newest_is_the_status(headings, newest, tmp_path):
    first, last = ("Not started", "Complete") if headings.endswith(newest) else ("Complete", "Not started")
    rows = (f"TBC | {first} | In progress | {last}", "TBC | In progress | In progress | In progress")
    text = plan(f"Target date | {headings}", *rows, "TBC | Not started | Not started | Not started")
    assert columns(tmp_path, text)["reported_status"] == newest


def test_a_month_that_nobody_has_filled_in_is_passed_over(tmp_path):
    rows = ("TBC | Open | Complete |", "TBC | Open | Open |")
    found = columns(tmp_path, plan("Target date | Status Jan 26 | Status Feb 26 | Status Mar 26", *rows))
    assert found["reported_status"] == "Status Feb 26"


@pytest.mark.parametrize(
    ("headings", "last"),
    [
        ("Status Jan 26 | Status Feb 26 | Status Mar 26", ""),  # March has begun, but not every row has a word for it
        ("Status Feb 26 | Status Jan 26 | Status Mar 26", "Complete"),  # in no order: perhaps these are days
        ("Status North | Status South | Status West", "Complete"),
    ],
)
def test_where_no_order_or_no_words_tell_the_newest_it_is_asked(headings, last, tmp_path):
    rows = (f"TBC | Open | Complete | {last}", "TBC | Open | Open | Open")
    assert "reported_status" not in columns(tmp_path, plan(f"Target date | {headings}", *rows))


@pytest.mark.parametrize("heading", ["Closed on", "Date completed", "Date closed"])
def test_a_day_of_closing_alone_says_which_are_complete(heading, tmp_path):
    table = plan(f"Due date | {heading}", "31/01/2026 | 20/01/2026", "28/02/2026 |", "31/03/2026 |")
    assert drafted(tmp_path, table)["closed_by_date"] is True


@pytest.mark.parametrize(
    "table",
    [
        plan("Due date | Closed on | RAG", "31/01/2026 | 20/01/2026 | Red", "28/02/2026 | | Green", "TBC | | Red"),
        plan("Due date | Closed on", "31/01/2026 | 20/01/2026", "28/02/2026 | when ready"),
        plan("Due date | Closed on", "31/01/2026 | 20/01/2026", "28/02/2026 | 20/02/2026"),  # perhaps planned
        plan("Due date | Closed on | Wotsit", "TBC | 20/01/2026 | Y", "TBC | | N", "TBC | | N"),
    ],
)
def test_a_day_of_closing_beside_something_else_is_asked_about(table, tmp_path):
    assert "closed_by_date" not in drafted(tmp_path, table)
