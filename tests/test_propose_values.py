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


def active(folder, table: str) -> dict[str, str]:
    """Our columns that the draft fills in, each with its heading."""
    proposal = propose(write_workbook(folder / "plan.xlsx", {"Plan": table}), "transport")
    return {name: proposal.heading(guess.column) for name, guess in proposal.active.items()}


@pytest.mark.parametrize(("dated", "expected"), [("31/03/2026", {"due_on"}), ("", set())])
def test_a_date_that_open_actions_have_is_planned(dated, expected, tmp_path):
    table = f"""
    Ref | Action | Completion date | Status
    1 | Train them | 31/01/2026 | Complete
    2 | Tell them | {dated} | In progress
    """
    assert active(tmp_path, table).keys() & {"due_on", "completed_on"} == expected


def test_a_number_that_only_counts_the_rows_is_not_the_reference(tmp_path):
    table = "Row | Ref | Action | Owner\n1 | FC/1 | Train them | Head\n2 | FC/2 | Tell them | Head"
    assert active(tmp_path, table)["action_ref"] == "Ref"
    assert "action_ref" not in active(tmp_path, table.replace("FC/2", "FC/1"))


def test_of_several_revised_dates_none_is_filled_in(tmp_path):
    table = "Ref | Action | Agreed date | Revised date 1 | Revised date 2\n1 | Train | 31/01/2026 | 31/03/2026 |"
    assert active(tmp_path, table).keys() == {"action_ref", "action"}


def test_a_heading_is_never_believed_against_its_values(tmp_path):
    table = """
    Ref | Step | What will happen | Council meeting | Scope of recommendation
    1 | 1A | Weekly review of all absence | 17 July 2025 | Local
    2 | 1B | Visits at home after three days | 16 October 2025 | Regional
    """
    lines = draft(propose(write_workbook(tmp_path / "plan.xlsx", {"Plan": table}), "transport")).splitlines()
    assert not [line for line in lines if line.startswith(('#? agency = "Council', "#? recommendation_ref"))]
    assert [line.partition("  ")[0] for line in lines if "action = " in line] == ['#? action = "What will happen"']


def test_headings_that_are_numbered_are_known(tmp_path):
    table = "1. Action ref | 2. Action | (c) Target date\nA1 | Train them | 31/01/2026"
    assert active(tmp_path, table).keys() == {"action_ref", "action", "due_on"}


def test_the_name_of_a_sheet_says_how_far_its_actions_have_got_where_no_column_does(tmp_path):
    table = "Ref | Action | Owner\n1 | Train them | Head\n2 | Tell them | Head"
    path = write_workbook(tmp_path / "plan.xlsx", {"Closed": table})
    text = draft(propose(path, "transport"))
    assert '[always]\nreported_status = "Closed"' in text
    assert '#? "Closed" = "reported complete"' in text
    assert "[always]" not in draft(propose(write_workbook(path, {"Closed": table.replace("Owner", "Status")}), "a"))
    assert "[always]" not in draft(propose(write_workbook(path, {"Plan": table}), "a"))


def test_short_texts_that_come_again_are_asked_about_as_a_status(tmp_path):
    table = "Ref | Action | Owner | St.\n1 | Train | Head | F\n2 | Tell | Head | W\n3 | Ask | Head | W"
    assert draft_lines_of(tmp_path, table, "#? reported_status") == [
        '#? reported_status = "St." # unsure, column D: 2 short texts that come again'
    ]


def test_a_plan_that_numbers_nothing_is_told_apart_by_its_words(tmp_path):
    table = "Theme | Action | Owner | Due date\nCare | Train them | Head | 31/01/2026"
    assert draft_lines_of(tmp_path, table, "#? numbered_by") == [
        '#? numbered_by = ["theme", "action"] # no column holds a reference: is a row known again by its words?'
    ]
    assert draft_lines_of(tmp_path, table.replace("Theme", "Ref"), "#? numbered_by") == []
