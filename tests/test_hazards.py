"""What real workbooks do to a table: where it is, and what is above, beside and below it."""

import pytest
from drawing import LAYOUT, rows, write_workbook
from one_plan import (
    CORRECT,
    NOT_NAMED,
    PLAN,
    STATUS,
    STATUS_THERE,
    blocks_left_out,
    notices,
    read,
    refusal,
    values,
    with_change,
)

from tracker.file_terms import Reason
from tracker.terms import Precision

# Where the table is


def test_titles_above_are_listed_and_the_headings_are_found_by_themselves(workbook):
    path = workbook(
        Plan="""
        Harbour Town Council |        |     |
        As at 31 March 2026  |        |     | | Version 2    # further right than the table
                             |        |     |
        Ref                  | Action | Due
        A1                   | Mend   | TBC
    """
    )
    (sheet,) = read(path)
    assert values(sheet, "action_ref") == {5: ("A1",)}
    words = "Harbour Town Council | As at 31 March 2026 | Version 2"
    assert blocks_left_out(sheet) == [("A1:E2", 3, words, Reason.ABOVE)]


@pytest.mark.parametrize("row", [2, 21, 60])
def test_headings_are_found_anywhere_in_the_first_60_rows(tmp_path, row):
    table = "Title\n" + "|\n" * (row - 2) + "Ref | Action | Due\nA1 | x |"
    assert list(read(write_workbook(tmp_path / "drawn.xlsx", {"Plan": table}))[0].rows.index) == [row + 1]


def test_headings_further_down_are_named_by_the_layout_or_refused(workbook):
    path = workbook(Plan="Title\n" + "|\n" * 59 + "Ref | Action | Due\nA1 | x |")
    assert refusal(path) == (
        f"sheet 'Plan': none of the first 60 rows holds any of the headings Ref, Action, Due.{CORRECT}"
    )
    assert list(read(path, "header_row = 61\n" + PLAN)[0].rows.index) == [62]


def test_the_program_does_not_choose_between_repeated_headings(workbook):
    path = workbook(Plan="Ref | Action | Due\nA1 | x |\nRef | Action | Due\nA2 | y |")
    assert refusal(path) == (
        f"sheet 'Plan': the headings stand in rows 1 and 3. Say with header_row which of them are the first.{CORRECT}"
    )


def test_the_row_with_most_of_the_headings_says_which_one_is_missing(workbook):
    path = workbook(Plan="Action plan | Due: soon\n|\nRef | Actions | Due\nA1 | x |")
    assert refusal(path) == (
        "sheet 'Plan': row 3: no heading 'Action'. Headings found: Ref, Actions, Due. The nearest is 'Actions'."
        + CORRECT
    )


def test_headings_over_three_rows_are_joined_and_found(workbook):
    path = workbook(
        Plan="""
        Plan |              |        |
        No.  | What we do   | When   | <
        ^    | ^            | Month  | <
        ^    | ^            | First  | Now
        1    | Mend         | m:2026-01-01 | m:2026-05-01
    """
    )
    layout = PLAN.replace('"Ref"', '"No."').replace('"Action"', '"What we do"').replace('"Due"', '"When / Month / Now"')
    (sheet,) = read(path, layout + 'original_due_on = "When / Month / First"\n')
    assert sheet.letters == {"action_ref": "A", "action": "B", "due_on": "D", "original_due_on": "C"}
    assert (str(sheet.rows.due_on[5])[:10], sheet.rows.due_on_precision[5]) == ("2026-05-31", Precision.MONTH)


@pytest.mark.parametrize(
    ("words", "on", "precision"),
    [
        ("", "2026-01-31", Precision.DAY),
        ("N/A", "2026-01-31", Precision.DAY),
        ("Not applicable", "2026-01-31", Precision.DAY),
        ("–", "2026-01-31", Precision.DAY),
        ("No change", "2026-01-31", Precision.DAY),
        ("30/04/2026", "2026-04-30", Precision.DAY),
        ("TBC", "NaT", Precision.NO_DATE),  # the date has moved, and nobody knows to when
        ("Ongoing", "NaT", Precision.NO_DATE),
        ("see minutes", "NaT", Precision.UNREADABLE),
    ],
)
def test_the_first_date_counts_where_the_column_of_revised_dates_says_that_nothing_moved(
    workbook, words, on, precision
):
    path = workbook(Plan=f"Ref | Action | First | Due\nA1 | Mend | 31/01/2026 | {words}")
    (sheet,) = read(path, PLAN + 'original_due_on = "First"\n')
    assert (str(sheet.rows.due_on[2])[:10], sheet.rows.due_on_precision[2]) == (on, precision)
    assert sheet.words.due_on[2] == words


def test_headings_over_more_than_three_rows_are_not_looked_for(workbook):
    path = workbook(Plan="No.  | What | When\n^ | ^ | Month\n^ | ^ | First\n^ | ^ | Now\n1 | Mend | TBC")
    layout = (
        PLAN.replace('"Ref"', '"No."').replace('"Action"', '"What"').replace('"Due"', '"When / Month / First / Now"')
    )
    assert "no heading 'When / Month / First / Now'" in refusal(path, layout)
    assert list(read(path, "header_row = [1, 2, 3, 4]\n" + layout)[0].rows.index) == [5]


@pytest.mark.parametrize(
    "heading",
    ["Due", "due ", "DUE:", "Due (dd/mm/yyyy)", "Due - mmm/yy (e.g. Dec-22)", "Due: give a month", "D\u00a0u\u00a0e"],
)
def test_a_heading_may_carry_instructions(workbook, heading):
    path = workbook(Plan=f"Ref | Action | {heading}\nA1 | x | TBC")
    layout = PLAN.replace('"Due"', '"D u e"') if "\u00a0" in heading else PLAN
    assert read(path, layout)[0].letters["due_on"] == "C"


def test_the_first_line_of_a_heading_is_enough(workbook):
    path = workbook(Plan="Ref | Action | x\nA1 | x | TBC")
    with_change(path, lambda sheet: sheet.__setitem__("C1", "Due\nA month"))
    assert read(path)[0].headings["due_on"] == "Due A month"


def test_one_heading_over_two_columns_is_not_chosen_between(workbook):
    path = workbook(Plan="Ref | Action | Due | Owner | Due\nA1 | x | TBC | Clerk | d:2026-03-31")
    assert refusal(path) == (
        "sheet 'Plan': row 1: the heading 'Due' stands in columns C and E. Say which: \"column C: Due\"." + CORRECT
    )
    (sheet,) = read(path, PLAN.replace('"Due"', '"column E: Due"'))
    assert str(sheet.rows.due_on[2])[:10] == "2026-03-31"
    assert refusal(path, PLAN.replace('"Due"', '"column D: Due"')) == (
        f"sheet 'Plan': row 1: column D has the heading 'Owner'; the layout says the heading 'Due'.{CORRECT}"
    )


def test_two_tables_side_by_side_are_not_chosen_between(workbook):
    path = workbook(Plan="Ref | Action | Due | | Ref | Action | Due\nA1 | x | TBC | | B1 | y | TBC")
    assert refusal(path) == (
        "sheet 'Plan': row 1: the heading 'Ref' stands in columns A and E. Say which: \"column A: Ref\"." + CORRECT
    )
    left, right = (
        "[[sheets]]\n[sheets.columns]\n" + "".join(f'{ours} = "column {at}: {theirs}"\n' for ours, at, theirs in names)
        for names in (
            [("action_ref", "A", "Ref"), ("action", "B", "Action"), ("due_on", "C", "Due")],
            [("action_ref", "E", "Ref"), ("action", "F", "Action"), ("due_on", "G", "Due")],
        )
    )
    sheets = read(path, 'fills = "action"\nsheet = "Plan"\ndates = "day first"\n' + left + right)
    assert [values(sheet, "action_ref") for sheet in sheets] == [{2: ("A1",)}, {2: ("B1",)}]
    assert blocks_left_out(sheets[0]) == []


def test_a_column_without_a_heading_is_named_by_its_letter(workbook):
    path = workbook(Plan="       | Action | Due\nB1 | x | TBC\nB2 | y | TBC")
    with_change(path, lambda sheet: sheet.__setitem__("A1", None))
    (sheet,) = read(path, PLAN.replace('"Ref"', '"column A"'))
    assert values(sheet, "action_ref") == {2: ("B1",), 3: ("B2",)}
    assert sheet.headings["action_ref"] == ""
    assert refusal(path, PLAN.replace('"Ref"', '"column B"')) == (
        f"sheet 'Plan': row 1: column B has the heading 'Action'; the layout says no heading.{CORRECT}"
    )


def test_sheets_by_odd_names_are_found_by_their_exact_name_or_by_one_that_looks_the_same(workbook):
    path = workbook(**{"Re\u0301sume\u0301 & (plan)\u00a02 ": "Ref | Action | Due\nA1 | x |", "Plan": "Other"})
    for name in ("Re\u0301sume\u0301 & (plan)\u00a02 ", "R\u00e9sum\u00e9 & (plan) 2"):
        assert read(path, PLAN.replace('"Plan"', f'"{name}"'))[0].name == "Re\u0301sume\u0301 & (plan)\u00a02 "


def test_a_sender_and_a_file_by_odd_names_do_not_stop_the_others(collection):
    plan = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | | | | |"
    collection.plan("2026-01-31", plan)
    for sender in ("Re\u0301sume\u0301 & [plan] ", "caf\u00e9 [1]"):
        collection.layout(sender, LAYOUT)
        collection.plan("2026-02-28", plan, sender=sender)
    write_workbook(collection.received / "transport" / "Plan (v2) & [final] .xlsx", {"Plan": plan})
    stored = rows(collection.load(), "SELECT path, is_read FROM file_received ORDER BY path")
    assert dict(stored) == {
        "Re\u0301sume\u0301 & [plan] /2026-02-28.xlsx": True,
        "caf\u00e9 [1]/2026-02-28.xlsx": True,
        "transport/2026-01-31.xlsx": True,
        "transport/Plan (v2) & [final] .xlsx": False,
    }


def test_sheets_that_are_not_read_are_listed_hidden_ones_too(workbook):
    def hide(sheet):
        sheet.parent["Lists"].sheet_state = "veryHidden"

    path = with_change(workbook(Plan="Ref | Action | Due\nA1 | x |", Lists="High | n:3\n | Low"), hide)
    (sheet,) = read(path)
    assert blocks_left_out(sheet, 1) == [("A1:B2", 3, "High | 3 | Low", Reason.SHEET_NOT_READ)]
    assert "Sheet 'Lists' is hidden." in [problem.found for problem in sheet.problems]


def test_a_hidden_sheet_that_is_read_is_reported(workbook):
    def hide(sheet):
        sheet.parent["Plan"].sheet_state = "hidden"

    path = with_change(workbook(Plan="Ref | Action | Due\nA1 | x |", Cover="Hello"), hide)
    assert notices(read(path)[0]) == [("A1", "Plan", "This sheet is hidden in the file. It was read.")]


# What is beside and below the table


def test_a_legend_beside_the_data_is_cut_at_the_first_empty_column(workbook):
    path = workbook(
        Plan="""
        Ref | Action | Due | Status    | | Status    | Meaning
        A1  | Mend   | TBC | Under way | | Under way | Begun            # a legend in the same rows, with a heading
        A2  | Paint  | TBC | Done      | | Done      | Nothing is left  # that the table has too
            |        |     |           | | Paused    | Stopped          # no row of the plan
    """
    )
    (sheet,) = read(path, PLAN + STATUS)
    assert values(sheet, "action_ref", "reported_status") == {2: ("A1", "in progress"), 3: ("A2", "reported complete")}
    assert sheet.letters["reported_status"] == "D"
    assert notices(sheet) == []
    assert blocks_left_out(sheet) == [
        ("F1:G4", 8, "Status | Meaning | Under way | Begun | Done | Nothing is left | Paused | Stopped", Reason.BESIDE)
    ]


def test_a_remark_below_in_the_empty_column_does_not_make_the_legend_part_of_the_table(workbook):
    path = workbook(
        Plan="""
        Ref | Action | Due | | Key   | Meaning
        A1  | Mend   | TBC | | Green | Begun
            |        |     |a remark below the records
    """
    )
    (sheet,) = read(path)
    assert notices(sheet) == []
    assert {reason for _, _, _, reason in blocks_left_out(sheet)} == {Reason.BESIDE}


def test_a_column_that_the_layout_names_is_read_beyond_an_empty_one(workbook):
    path = workbook(Plan="Ref | Action | | Due | Note\nA1 | Mend | | d:2026-03-31 | Wet")
    (sheet,) = read(path)
    assert (sheet.letters["due_on"], str(sheet.rows.due_on[2])[:10]) == ("D", "2026-03-31")
    assert notices(sheet) == [("E1", "Note", NOT_NAMED)]  # part of the table, not a legend


@pytest.mark.parametrize("due", ["TBC", ""])
def test_a_filled_column_without_a_heading_is_not_a_legend(workbook, due):
    path = workbook(Plan=f"Ref | Action | Due |\nA1 | Mend | {due} | see the minutes")
    (sheet,) = read(path)
    assert notices(sheet) == [("D1", "no heading; the first cell says: see the minutes", NOT_NAMED)]


def test_a_new_column_with_content_is_a_warning_and_listed(workbook):
    path = workbook(Plan="Ref | Action | Due | Cost\nA1 | x | TBC | n:7\nA2 | y | TBC | n:9\nA3 | z | TBC |")
    (sheet,) = read(path)
    (problem,) = [problem for problem in sheet.problems if problem.rule == "columns_are_named"]
    assert (problem.cell, problem.found, problem.severity) == ("D1", "Cost", "warning")
    assert blocks_left_out(sheet) == [
        ("D1", 1, "Cost", Reason.HEADING_NOT_READ),
        ("D2:D3", 2, "7 | 9", Reason.COLUMN_NOT_NAMED),
    ]
    (sheet,) = read(path, 'not_read = "Cost"\n' + PLAN)
    assert notices(sheet) == []
    assert blocks_left_out(sheet)[1] == ("D2:D3", 2, "7 | 9", Reason.COLUMN_NOT_READ)


def test_a_word_of_a_status_in_a_column_that_is_not_read_is_a_warning(workbook):
    table = "Ref | Action | Due | Success\nA1 | x | TBC | DONE\nA2 | y | TBC | Green\nA3 | z | TBC | done "
    (sheet,) = read(workbook(Plan=table), 'not_read = "Success"\n' + PLAN)
    assert notices(sheet) == [("D2", "DONE, and in 1 more row", STATUS_THERE)]


def test_a_colour_in_a_column_that_is_not_read_is_not_a_status_though_the_layout_maps_it(workbook):
    path = workbook(Plan="Ref | Action | Due | Status | Priority\nA1 | x | TBC | Green | Red")
    layout = 'not_read = "Priority"\n' + PLAN + 'reported_status = "Status"\n[reported_status]\n"Red" = "in progress"\n'
    assert notices(read(path, layout)[0]) == []


def test_formulas_far_below_the_last_record_are_not_records(workbook):
    path = workbook(
        Plan="""
        Ref | Action | Due           | Score
        A1  | Mend   | d:2026-03-31  | =1+1 -> 2
            |        | =C2+30        | =D2 -> 0       # between records: kept, and its formula reported
        A3  | Paint  | =C2+60        | =1+2 -> 3
            |        | =C4+30        | =D4 -> 0       # below the last one: prepared, and nothing typed
            |        | =C5+30        | =D5 -> 0
    """
    )
    layout = PLAN + 'priority = "Score"\n'
    (sheet,) = read(path, layout)
    assert list(sheet.rows.index) == [2, 3, 4]
    assert blocks_left_out(sheet) == [("C5:D6", 4, "=C4+30 | 0 | =C5+30 | 0", Reason.FORMULAS_ONLY)]


def test_a_workbook_whose_formulas_were_never_worked_out_is_refused(workbook):
    path = workbook(Plan="Ref | Action | Due\n=A9 | =B9 | =C9\n=A10 | =B10 | =C10")
    assert refusal(path) == (
        "the rows below the headings hold formulas without a result and nothing else. "
        "Open it in the spreadsheet program, save it there and load it again."
    )


def test_a_formula_copied_from_another_sheet_is_a_record(workbook):
    path = workbook(Plan="Ref | Action | Due\n=Master!A2 -> A1 | =Master!B2 -> Mend | =Master!C2 -> TBC")
    assert values(read(path)[0], "action_ref", "action") == {2: ("A1", "Mend")}


def test_an_end_marker_ends_the_table_and_the_rest_is_listed(workbook):
    path = workbook(Plan="Ref | Action | Due\nA1 | Mend | TBC\nEND | END | END\nKey | |\nGreen | done |")
    (sheet,) = read(path, 'stops_at = "END"\n' + PLAN)
    assert list(sheet.rows.index) == [2]
    assert blocks_left_out(sheet) == [("A3:C5", 6, "END | END | END | Key | Green | done", Reason.BELOW)]
