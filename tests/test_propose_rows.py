"""Rows of an unknown plan that are no records: a draft leaves out what is certain, and asks about everything else."""

from __future__ import annotations  # see conftest.py for the reason

import tomllib

import pytest
from drawing import write_workbook
from unknown_workbooks import draft_lines_of

from loaders.mapping.read_layout import read_layout
from loaders.mapping.sheets import read_sheets
from loaders.propose.draft import draft
from loaders.propose.proposal import propose
from tracker.terms import NO_REFERENCE


def references(folder, *tables: str) -> list[str]:
    """The references that the draft reads as offered, and the action's words in place of a blank one."""
    sheets = {f"Sheet {n}": table for n, table in enumerate(tables, 1)}
    path = write_workbook(folder / "plan.xlsx", sheets)
    offered = draft(propose(path, "transport")).replace("draft = true", 'agency = "A"\nreview = "R"')
    (folder / "transport.toml").write_text(offered, encoding="utf-8")
    rows = [sheet.rows for sheet in read_sheets(path, read_layout(folder / "transport.toml"))]
    return [ref or action for frame in rows for ref, action in zip(frame.action_ref, frame.action, strict=True)]


HEADINGS = "Ref | Action | Lead | Due date | Status\n"
FIRST = "A1 | Clear the drains by the school | Head of Roads | 31/01/2026 | Open\n"
SECOND = "A2 | Sweep the square each morning | Head of Parks | 28/02/2026 | Closed\n"


@pytest.mark.parametrize(
    "title",
    [
        "Streets and drains | < | < | < | <",
        "Part 1. Streets and drains |",
        "Theme one: streets | < | < | <",
    ],
)
def test_titles_that_can_be_no_record_are_the_theme_of_what_follows(title, tmp_path):
    table = HEADINGS + title + "\n" + FIRST + title.replace("1", "2").replace("one", "two") + "\n" + SECOND
    assert references(tmp_path, table) == ["A1", "A2"]
    assert len(draft_lines_of(tmp_path, table, 'section = "theme"')) == 1


def test_titles_in_a_column_of_themes_that_no_record_fills_take_its_place(tmp_path):
    title = "Streets | < | < | < | < | <\n"
    table = "Theme | " + HEADINGS + title + " | " + FIRST + title.replace("Streets", "Squares") + " | " + SECOND
    assert references(tmp_path, table) == ["A1", "A2"]


def test_a_text_alone_where_a_record_has_its_words_may_be_a_record(tmp_path):
    table = HEADINGS + FIRST + " | Look at the lift contracts | | |\n" + SECOND
    assert draft_lines_of(tmp_path, table, "section") == []
    assert references(tmp_path, table) == ["A1", "Look at the lift contracts", "A2"]


@pytest.mark.parametrize(
    ("title", "first", "second"),
    [("n:1", "1.1", "1.2"), ("1.0", "1.1", "1.2"), ("B", "B1", "B2"), ("R4", "R4a", "R4b"), ("2", "CS2/1", "CS2/2")],
)
def test_a_numbered_title_is_known_by_the_numbers_below_it(title, first, second, tmp_path):
    records = FIRST.replace("A1", first) + SECOND.replace("A2", second)
    table = HEADINGS + f"{title} | Keep the town clean | | |\n" + records
    assert references(tmp_path, table) == [first, second]
    assert draft_lines_of(tmp_path, table, "leave_out = ") == [
        'leave_out = ["Keep the town clean"] # a title with a number: row 2'
    ]


@pytest.mark.parametrize("title", ["1 | Keep the town clean | | 31/03/2026 |", "7 | Keep the town clean | | |"])
def test_a_row_with_a_date_or_another_number_is_a_record(title, tmp_path):
    table = HEADINGS + title + "\n" + FIRST.replace("A1", "1.1") + SECOND.replace("A2", "1.2")
    assert references(tmp_path, table) == [title[0], "1.1", "1.2"]


@pytest.mark.parametrize(
    "guidance",
    [
        "Your own number | What you will do | Job title | DD/MM/YYYY | Choose from the list",
        "e.g. | Train forty staff in the new way | Head of Training | 01/01/2026 | Open",
        "Example 1 | Check each bridge once a year | Bridge Engineer | 01/01/2026 | Closed",
        "EXAMPLE (delete) | Check each bridge once a year | Bridge Engineer | 01/01/2026 | Closed",
    ],
)
def test_guidance_and_examples_are_left_out(guidance, tmp_path):
    assert references(tmp_path, HEADINGS + guidance + "\n" + FIRST + SECOND) == ["A1", "A2"]


def test_a_record_that_begins_like_guidance_is_kept(tmp_path):
    first = "A1 | Review the list of bridges | Select committee | 31/01/2026 | Open\n"
    assert references(tmp_path, HEADINGS + first + SECOND) == ["A1", "A2"]


@pytest.mark.parametrize(
    "below",
    [
        "|\nO = open, C = closed. Dates were agreed by the board in January and are binding on all. | < | < | < | <",
        "|\n* Dates agreed with the regulator in the first week of January and changed by nobody since |",
        "|\nKey |\nOpen | Being worked on\nClosed | Done and checked",
        "|\nNotes |\nNo. | Change agreed by the board | | Agreed on |\nN1 | Supplier of A1 was late | | 12/06/2026 |",
        "|\nNotes:\nN1 | A1 moved by the board | Head of Roads | 12/06/2026\nN2 | A3 left the plan | Head of Parks |",
        "|\nRisks | < | < | < | <\nRisk | Likelihood | Impact | Mitigation | Owner\nFlood | 2 | 4 | Pumps | Head",
    ],
)
def test_notes_keys_and_other_tables_below_are_left_out(below, tmp_path):
    assert references(tmp_path, HEADINGS + FIRST + SECOND + below) == ["A1", "A2"]


@pytest.mark.parametrize("status", ["Open", "Not started"])
def test_a_row_with_a_status_stays_a_record_below_whatever_word(status, tmp_path):
    below = (
        f"|\nNotes |\nN1 | Date of A1 moved | | 12/06/2026 |\nA3 | Paint the bridge | Head | 31/03/2026 | {status}\n"
    )
    assert "A3" in references(tmp_path, HEADINGS + FIRST + SECOND + below)


def test_where_records_have_no_status_either_notes_are_no_more_certain(tmp_path):
    below = "|\nNotes |\nA3 | Paint the bridge | Head of Roads | 12/06/2026 |\n"
    assert "A3" in references(tmp_path, HEADINGS + FIRST + SECOND.replace("Closed", "") + below)


def test_short_rows_after_a_blank_one_stay_records(tmp_path):
    table = HEADINGS + FIRST + SECOND + "|\nA3 | Paint the bridge | | |\n"
    assert references(tmp_path, table) == ["A1", "A2", "A3"]


@pytest.mark.parametrize("rows", ["A3 | | | |\nA4 | | | |", "3 |\n4 |"])
def test_numbers_that_a_form_left_over_are_not_records(rows, tmp_path):
    assert references(tmp_path, HEADINGS + FIRST + SECOND + rows) == ["A1", "A2"]


def test_a_plan_without_references_loads_by_its_words(tmp_path):
    table = "Theme | Action | Due date\nStreets | Clear the drains | 31/01/2026\n ^ | Sweep the square | TBC"
    assert references(tmp_path, table) == [NO_REFERENCE, NO_REFERENCE]


@pytest.mark.parametrize("number", ["R", "Rec ", "Theme "])
@pytest.mark.parametrize("heading", ["Recommendation / action", "Action"])
def test_a_number_and_words_merged_across_are_a_title_whatever_its_number(number, heading, tmp_path):
    table = (
        HEADINGS.replace("Action", heading)
        + f"{number}1 | Keep the town clean | < | < | <\n{FIRST}{number}2 | Keep it dry | < | < | <\n{SECOND}"
    )
    assert references(tmp_path, table) == ["A1", "A2"]


@pytest.mark.parametrize("heading", ["Force ref", "Trust code", "Council no."])
def test_codes_of_their_own_in_each_row_are_never_passed_over_for_the_words(heading, tmp_path):
    """A suggestion that looks right would take every action's reference away."""
    table = f"""
    {heading} | Weakness | What the force will do | Stage | Force target
    FI/2025/011 | Record reports within a day | Move recording to the centre | Being delivered | 31/01/2026
    FI/2025/012 | Supervise outcomes | Weekly check by each sergeant | Being delivered | 28/02/2026
    FI/2026/013 | Clear the backlog | Hire four vetting officers | Scoping | 31/03/2026
    """
    text = draft(propose(write_workbook(tmp_path / "plan.xlsx", {"Plan": table}), "transport"))
    assert "numbered_by = " not in text
    assert tomllib.loads(text)["columns"]["action_ref"] == heading


def test_a_column_of_codes_that_is_not_understood_keeps_a_plan_from_being_known_by_its_words(tmp_path):
    table = "Action | Wotsit | Due date\nClear the drains | W-1 | 31/01/2026\nSweep the square | W-1 | 28/02/2026"
    assert draft_lines_of(tmp_path, table, "numbered_by") == []
    assert len(draft_lines_of(tmp_path, table, "#? numbered_by")) == 1


def test_what_ends_the_table_on_each_sheet_is_not_left_out_by_its_words_as_well(tmp_path):
    below = " |\nNotes |\n1 | Dates are those of the board |\n2 | The office holds the evidence |\n"
    second = HEADINGS + FIRST.replace("A1", "B1").replace("drains", "gutters") + SECOND.replace("A2", "B2") + below
    sheets = {"Roads": HEADINGS + FIRST + SECOND + below, "Parks": second}
    lines = draft(propose(write_workbook(tmp_path / "plan.xlsx", sheets), "transport")).splitlines()
    said = [line for line in lines if line.startswith(("leave_out", "stops_at", "sheet"))]
    assert [line.partition(" #")[0].strip() for line in said] == ['sheet = ["Roads", "Parks"]', 'stops_at = "Notes"']
