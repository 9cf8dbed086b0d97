"""Columns whose headings nobody knows are proposed by their values, with the evidence."""

from __future__ import annotations  # for the reason told in conftest.py

import re

import pytest
from drawing import write_workbook
from unknown_workbooks import draft_lines_of

from loaders.propose.draft import draft
from loaders.propose.proposal import propose


@pytest.mark.parametrize(
    ("heading", "values", "expected"),
    [
        ("Horizon", "31/01/2026 | 28/02/2026", '#? due_on = "Horizon" # unsure, column C: 2 of 2 are dates'),
        ("Must finish", "31/01/2026 | 28/02/2026", 'due_on = "Must finish" # likely, column C: 2 of 2 are dates'),
        ("Begun, started", "31/01/2026 | 28/02/2026", ""),
        ("Custodian", "Head of Data | Clerk", '#? owner = "Custodian" # unsure, column C: 2 of 2 seem to name a post'),
        ("Job role", "Head of Data | Clerk", 'owner = "Job role" # likely, column C: 2 of 2 seem to name a post'),
        (
            "Wotsit",
            "W-01 | W-02",
            '#? action_ref = "Wotsit" # unsure, column C: each of 2 rows has a short number of its own',
        ),
        ("Wotsit", "W-01 | W-01", ""),
        (
            "Whose",
            "Merrow Police | Saltby Council",
            '#? agency = "Whose" # unsure, column C: 2 of 2 seem to name a body',
        ),
        ("Mood", "Red | Green", '#? rag = "Mood" # unsure, column C: 2 of 2 name a colour'),
        ("Mood", "Good | Fair", ""),
    ],
)
def test_values_speak_for_a_column_whose_heading_is_not_known(heading, values, expected, tmp_path):
    first, second = values.split(" | ")
    table = f"Action | Action status | {heading}\nTrain them | Open | {first}\nTell them | Closed | {second}"
    text = draft(propose(write_workbook(tmp_path / "plan.xlsx", {"Plan": table}), "transport"))
    found = [re.sub(" +", " ", line) for line in text.splitlines() if f'= "{heading}"' in line]
    assert found == [expected] * bool(expected)


def test_a_status_is_known_by_its_words(tmp_path):
    table = "Ref | Action | Owner | How it goes\n1 | Train | Head | NOT_STARTED\n2 | Tell | Head | Complete"
    assert draft_lines_of(tmp_path, table, "reported_status") == [
        'reported_status = "How it goes" # likely, column D: 2 of 2 are words of a status'
    ]


def test_long_texts_are_the_action_where_no_heading_says_so(tmp_path):
    table = "Ref | Promise | Owner | Due date\n1 | We shall answer every letter | Head | 31/01/2026"
    assert draft_lines_of(tmp_path, table, "#? action") == []
    assert draft_lines_of(tmp_path, table, "action =") == [
        'action = "Promise" # likely, column B: long texts, most of 28 letters or more'
    ]
    assert draft_lines_of(tmp_path, table.replace("Promise", "Wotsit"), "#? action") == [
        '#? action = "Wotsit" # unsure, column B: long texts, most of 28 letters or more'
    ]


def test_status_words_are_counted_over_all_rows(tmp_path):
    rows = "\n".join(f"{n} | Train team {n} | Head | {'Open' if n < 700 else 'Embedded'}" for n in range(1, 721))
    assert draft_lines_of(tmp_path, "Ref | Action | Owner | Status\n" + rows, '#? "') == [
        '#? "Open" = "in progress" # found in 699 rows',
        '#? "Embedded" = "reported complete" # found in 21 rows',
    ]


def test_a_quarter_beside_a_year_is_the_due_date(tmp_path):
    table = "Ref | Action | Owner | Quarter | Year\n1 | Train | Head | Q1 | 2025/26\n2 | Tell | Head | Q3 | n:2026"
    assert draft_lines_of(tmp_path, table, "#? due_on") == [
        '#? due_on = "Quarter" # unsure, column D: a part of the year, and the year in another column'
    ]
    assert draft_lines_of(tmp_path, table, "#? year_in") == [
        '#? year_in = { due_on = "Year" } # column E: the year of the dates in column D'
    ]
    assert draft_lines_of(tmp_path, table, "#? years") == [
        '#? years = "financial" # or "calendar": what Q3 2026 in D3 means'
    ]
    due = table.replace("Quarter", "Due quarter")
    assert [line.partition(" #")[0] for line in draft_lines_of(tmp_path, due, "due_on")] == ['due_on = "Due quarter"']
    assert len(draft_lines_of(tmp_path, due, "year_in")) == 1


def test_a_whole_due_date_is_never_exchanged_for_a_quarter(tmp_path):
    table = "Ref | Action | Due date | Quarter | Year\n1 | Train | 31/01/2026 | Q1 | 2025/26"
    assert [line.partition(" #")[0] for line in draft_lines_of(tmp_path, table, "due_on")] == ['due_on = "Due date"']


def test_a_date_of_closure_without_a_status_is_asked_about(tmp_path):
    table = "Ref | Action | Owner | Due date | Closed\n1 | Train | Head | 31/01/2026 | 20/01/2026"
    assert draft_lines_of(tmp_path, table, "#? closed_by_date") == [
        "#? closed_by_date = true # is an action complete where column E has a date?"
    ]
    assert draft_lines_of(tmp_path, table.replace("Owner", "Status"), "#? closed_by_date") == []


def test_progress_in_percent_is_offered_as_the_status(tmp_path):
    table = "Ref | Task | Owner | Due date | % complete\n1 | Go | Head | 31/01/2026 | n:0.5 [0%]\n2 | Tell | | | 100%"
    assert draft_lines_of(tmp_path, table, "#? reported_status") == [
        '#? reported_status = "% complete" # unsure, column E: progress in percent'
    ]
    assert draft_lines_of(tmp_path, table, '#? "') == [
        '#? "50%" = "in progress" # found in 1 row',
        '#? "100%" = "reported complete" # found in 1 row',
    ]


def test_numbers_of_days_are_read_as_dates_where_the_heading_names_one(tmp_path):
    table = "Ref | Action | Owner | Due date\n1 | Train | Head | n:46053\n2 | Tell | Head | 46081"
    assert draft_lines_of(tmp_path, table, "serial_dates") == [
        'serial_dates = ["due_on"] # numbers of five digits: days as a spreadsheet keeps them'
    ]
