"""Columns whose headings nobody knows are proposed by their values, with the evidence."""

from __future__ import annotations  # see conftest.py for the reason

import re
import tomllib

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
    assert draft_lines_of(tmp_path, table, "action =") == ['action = "Promise" # likely, column B']
    assert draft_lines_of(tmp_path, table.replace("Promise", "Wotsit"), "action =") == [
        'action = "Wotsit" # likely, column B: long texts, most of 28 letters or more'
    ]
    two = table.replace("Owner", "Thing").replace("Head |", "The letters lie for weeks |")
    assert draft_lines_of(tmp_path, two.replace("Promise", "Wotsit"), "#? action") == [
        '#? action = "Wotsit" # unsure, column B, or Thing?: long texts, most of 28 letters or more'
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


def test_progress_in_percent_is_the_status_where_nothing_else_is(tmp_path):
    table = "Ref | Task | Owner | Due date | % complete\n1 | Go | Head | 31/01/2026 | n:0.5 [0%]\n2 | Tell | | | 100%"
    assert draft_lines_of(tmp_path, table, "reported_status") == [
        'reported_status = "% complete" # likely, column E: progress in percent'
    ]
    assert draft_lines_of(tmp_path, table.replace("% complete", "% of cost"), "#? reported_status") == [
        '#? reported_status = "% of cost" # unsure, column E: progress in percent'
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
    assert [line.partition("  ")[0] for line in lines if "action = " in line] == ['action = "What will happen"']


def test_headings_that_are_numbered_are_known(tmp_path):
    table = "1. Action ref | 2. Action | (c) Target date\nA1 | Train them | 31/01/2026"
    assert active(tmp_path, table).keys() == {"action_ref", "action", "due_on"}


def test_the_name_of_a_sheet_says_how_far_its_actions_have_got_where_no_column_does(tmp_path):
    table = "Ref | Action | Owner\n1 | Train them | Head\n2 | Tell them | Head"
    path = write_workbook(tmp_path / "plan.xlsx", {"Closed": table})
    text = draft(propose(path, "transport"))
    assert '[[sheets]]\nsheet = "Closed"\nalways = { reported_status = "Closed" }' in text
    assert '#? "Closed" = "reported complete"' in text
    assert "always" not in draft(propose(write_workbook(path, {"Closed": table.replace("Owner", "Status")}), "a"))
    assert "always" not in draft(propose(write_workbook(path, {"Plan": table}), "a"))


def test_short_texts_that_come_again_are_asked_about_as_a_status(tmp_path):
    table = "Ref | Action | Owner | St.\n1 | Train | Head | F\n2 | Tell | Head | W\n3 | Ask | Head | W"
    assert draft_lines_of(tmp_path, table, "#? reported_status") == [
        '#? reported_status = "St." # unsure, column D: 2 short texts that come again'
    ]


def test_rows_of_a_plan_without_numbers_are_told_apart_by_their_words(tmp_path):
    table = "Theme | Action | Owner | Due date\nCare | Train them | Head | 31/01/2026"
    assert draft_lines_of(tmp_path, table, "numbered_by") == [
        'numbered_by = ["theme", "action"] # no column holds a reference: a row is known again by its words'
    ]
    assert draft_lines_of(tmp_path, table + f"\n{table.splitlines()[1]}", "#? numbered_by") == [
        '#? numbered_by = ["theme", "action"] # no column holds a reference: is a row known again by its words?'
    ]
    assert draft_lines_of(tmp_path, table.replace("Theme", "Ref"), "numbered_by") == []


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["March 2026", "June 2026", "Q3 2026/27"], "due_on"),
        (["m:2026-03-01", "m:2026-06-01", "m:2026-09-01"], "due_on"),
        (["14/03/2026", "20/06/2026", "01/09/2026"], ""),
        (["March 2026", "", "June 2026"], ""),  # some may be complete, and the others have no date yet
    ],
)
def test_a_month_of_completion_in_every_row_is_planned(dates, expected, tmp_path):
    rows = [f"{n} | Mend bridge number {n} of ten | Head of Roads | {date}" for n, date in enumerate(dates, 1)]
    found = active(tmp_path, "\n".join(["Ref | Action | Owner | Completion date", *rows]))
    assert found.keys() & {"due_on", "completed_on"} == {expected} - {""}


@pytest.mark.parametrize("heading", ["Needed by", "Date for handover", "To be in place by", "When (term)"])
@pytest.mark.parametrize("dates", ["31/01/2026 | 28/02/2026", "Spring term 2026 | 28/02/2026"])
def test_a_heading_that_speaks_of_the_future_makes_times_the_due_date(heading, dates, tmp_path):
    first, second = dates.split(" | ")
    table = (
        f"Ref | Action | Owner | {heading}\n1 | Train them all | Head | {first}\n2 | Tell them all | Head | {second}"
    )
    assert active(tmp_path, table)["due_on"] == heading


@pytest.mark.parametrize(("code", "is_taken"), [("1A", True), ("SC/3", True), ("4.2", True), ("17", False)])
def test_codes_before_the_words_are_the_references(code, is_taken, tmp_path):
    """A number alone may be an amount."""
    other = code.replace("1A", "1B").replace("3", "4").replace("4.2", "4.3").replace("17", "18")
    table = f"Theme | Wotsit | Action | Due date\nA | {code} | Train them all | 31/01/2026\nB | {other} | Tell | TBC"
    assert ("action_ref" in active(tmp_path, table)) is is_taken


def test_answers_to_a_recommendation_are_known_by_their_words(tmp_path):
    table = """
    Ref | Recommendation | Cabinet reply | Officer | Due by | Status
    1 | Publish the figures of each bus route | Accepted | Clerk | 31/01/2026 | Open
    2 | Ask all users of the town hall | Accepted in part | Clerk | 28/02/2026 | Closed
    """
    text = draft(propose(write_workbook(tmp_path / "plan.xlsx", {"Plan": table}), "transport"))
    assert 'response = "Cabinet reply"' in [line.partition("  ")[0] for line in text.splitlines()]


def test_a_first_date_is_left_open_with_the_revised_ones(tmp_path):
    """Otherwise the first date would count as the current one."""
    table = "Ref | Action | Target date | 1st revised date | 2nd revised date\n1 | Train | 31/01/2026 | 31/03/2026 |"
    assert active(tmp_path, table).keys() == {"action_ref", "action"}


def test_dates_are_never_the_words_of_an_action(tmp_path):
    table = "Ref | Steps | Milestone | Status\n1 | Write the plan for all schools | 31/01/2026 | Open"
    assert active(tmp_path, table)["due_on"] == "Milestone"


def test_states_and_due_dates_show_that_a_row_is_an_action(tmp_path):
    table = """
    Motion | The council wants | Needed then | Position now
    M1 | Write to the water company | 31/01/2026 | Done
    M2 | Ask all sites to stock them | 28/02/2026 | Under way
    """
    assert draft_keys(tmp_path, table)["fills"] == "action"
    assert "fills" not in draft_keys(tmp_path, table.replace("Position now", "Ward").replace("Done", "East"))


def draft_keys(folder, table: str) -> dict:
    return tomllib.loads(draft(propose(write_workbook(folder / "plan.xlsx", {"Plan": table}), "transport")))
