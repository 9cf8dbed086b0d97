"""What real workbooks do to a table, hazard by hazard: what the loader makes of it, and what it says."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from drawing import LAYOUT, rows, write_workbook
from openpyxl.comments import Comment
from test_workbook import CORRECT, NOT_NAMED, PLAN, STATUS_THERE, changed, noticed, read, refused, shown

from tracker.received import Sheet
from tracker.terms import Precision, Reason

STATUS = """
reported_status = "Status"
[reported_status]
"Under way" = "in progress"
"Done" = "reported complete"
"""
SWAPPED = (
    "Day and month of this date may be swapped: in this column every date with a day over 12 is text, "
    "and every real date has a day up to 12. It is read as it stands."
)
DRAGGED = "The same day and month as in the row above, a year on. A date that is dragged down does this."
AS_NUMBERS = "References are text. As numbers they lose a zero at the end: 1.10 becomes 1.1."
HIDDEN_ROWS = "What is hidden here in the workbook was read like any other row."
HIDDEN_FILLERS = "What is hidden here in the workbook is not filled in. It was left out."
PERHAPS_EXAMPLE = "This row may be guidance or an example. It was read: if it is, name it in leave_out."


def left_out(sheet: Sheet, number: int = 0) -> list[tuple[str, int, str, Reason]]:
    """Place, filled cells, words and reason of each block left out, in the order of the sheet."""
    return [(one.place, one.filled, one.words, one.reason) for one in sheet.accounts[number].left_out]


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
    assert shown(sheet, "action_ref") == {5: ("A1",)}
    words = "Harbour Town Council | As at 31 March 2026 | Version 2"
    assert left_out(sheet) == [("A1:E2", 3, words, Reason.ABOVE)]


@pytest.mark.parametrize("row", [2, 21, 60])
def test_headings_are_found_anywhere_in_the_first_60_rows(tmp_path, row):
    table = "Title\n" + "|\n" * (row - 2) + "Ref | Action | Due\nA1 | x |"
    assert list(read(write_workbook(tmp_path / "drawn.xlsx", {"Plan": table}))[0].rows.index) == [row + 1]


def test_headings_further_down_are_named_by_the_layout_or_refused(workbook):
    path = workbook(Plan="Title\n" + "|\n" * 59 + "Ref | Action | Due\nA1 | x |")
    assert refused(path) == (
        f"sheet 'Plan': none of the first 60 rows holds any of the headings Ref, Action, Due.{CORRECT}"
    )
    assert list(read(path, "header_row = 61\n" + PLAN)[0].rows.index) == [62]


def test_headings_that_stand_twice_are_not_chosen_between(workbook):
    path = workbook(Plan="Ref | Action | Due\nA1 | x |\nRef | Action | Due\nA2 | y |")
    assert refused(path) == (
        f"sheet 'Plan': the headings stand in rows 1 and 3. Say with header_row which of them are the first.{CORRECT}"
    )


def test_the_row_with_most_of_the_headings_says_which_one_is_missing(workbook):
    path = workbook(Plan="Action plan | Due: soon\n|\nRef | Actions | Due\nA1 | x |")
    assert refused(path) == (
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
    "heading",
    ["Due", "due ", "DUE:", "Due (dd/mm/yyyy)", "Due - mmm/yy (e.g. Dec-22)", "Due: give a month", "D\u00a0u\u00a0e"],
)
def test_a_heading_may_carry_instructions(workbook, heading):
    path = workbook(Plan=f"Ref | Action | {heading}\nA1 | x | TBC")
    layout = PLAN.replace('"Due"', '"D u e"') if "\u00a0" in heading else PLAN
    assert read(path, layout)[0].letters["due_on"] == "C"


def test_the_first_line_of_a_heading_is_enough(workbook):
    path = workbook(Plan="Ref | Action | x\nA1 | x | TBC")
    changed(path, lambda sheet: sheet.__setitem__("C1", "Due\nA month"))
    assert read(path)[0].headings["due_on"] == "Due A month"


def test_one_heading_over_two_columns_is_not_chosen_between(workbook):
    path = workbook(Plan="Ref | Action | Due | Owner | Due\nA1 | x | TBC | Clerk | d:2026-03-31")
    assert refused(path) == (
        "sheet 'Plan': row 1: the heading 'Due' stands in columns C and E. Say which: \"column C: Due\"." + CORRECT
    )
    (sheet,) = read(path, PLAN.replace('"Due"', '"column E: Due"'))
    assert str(sheet.rows.due_on[2])[:10] == "2026-03-31"
    assert refused(path, PLAN.replace('"Due"', '"column D: Due"')) == (
        f"sheet 'Plan': row 1: column D has the heading 'Owner'; the layout says the heading 'Due'.{CORRECT}"
    )


def test_two_tables_side_by_side_are_not_chosen_between(workbook):
    path = workbook(Plan="Ref | Action | Due | | Ref | Action | Due\nA1 | x | TBC | | B1 | y | TBC")
    assert refused(path) == (
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
    assert [shown(sheet, "action_ref") for sheet in sheets] == [{2: ("A1",)}, {2: ("B1",)}]
    assert left_out(sheets[0]) == []


def test_a_column_without_a_heading_is_named_by_its_letter(workbook):
    path = workbook(Plan="       | Action | Due\nB1 | x | TBC\nB2 | y | TBC")
    changed(path, lambda sheet: sheet.__setitem__("A1", None))
    (sheet,) = read(path, PLAN.replace('"Ref"', '"column A"'))
    assert shown(sheet, "action_ref") == {2: ("B1",), 3: ("B2",)}
    assert sheet.headings["action_ref"] == ""
    assert refused(path, PLAN.replace('"Ref"', '"column B"')) == (
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

    path = changed(workbook(Plan="Ref | Action | Due\nA1 | x |", Lists="High | n:3\n | Low"), hide)
    (sheet,) = read(path)
    assert left_out(sheet, 1) == [("A1:B2", 3, "High | 3 | Low", Reason.SHEET_NOT_READ)]
    assert "Sheet 'Lists' is hidden." in [problem.found for problem in sheet.problems]


def test_a_hidden_sheet_that_is_read_is_said(workbook):
    def hide(sheet):
        sheet.parent["Plan"].sheet_state = "hidden"

    path = changed(workbook(Plan="Ref | Action | Due\nA1 | x |", Cover="Hello"), hide)
    assert noticed(read(path)[0]) == [("A1", "Plan", "This sheet is hidden in the workbook. It was read.")]


# What stands beside and below it


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
    assert shown(sheet, "action_ref", "reported_status") == {2: ("A1", "in progress"), 3: ("A2", "reported complete")}
    assert sheet.letters["reported_status"] == "D"
    assert noticed(sheet) == []
    assert left_out(sheet) == [
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
    assert noticed(sheet) == []
    assert {reason for _, _, _, reason in left_out(sheet)} == {Reason.BESIDE}


def test_a_column_that_the_layout_names_is_read_beyond_an_empty_one(workbook):
    path = workbook(Plan="Ref | Action | | Due | Note\nA1 | Mend | | d:2026-03-31 | Wet")
    (sheet,) = read(path)
    assert (sheet.letters["due_on"], str(sheet.rows.due_on[2])[:10]) == ("D", "2026-03-31")
    assert noticed(sheet) == [("E1", "Note", NOT_NAMED)]  # it belongs to the table and is not a legend


def test_a_filled_column_without_a_heading_is_no_legend(workbook):
    path = workbook(Plan="Ref | Action | Due |\nA1 | Mend | TBC | see the minutes")
    (sheet,) = read(path)
    assert noticed(sheet) == [("D1", "no heading; the first cell says: see the minutes", NOT_NAMED)]


def test_a_new_column_with_content_is_a_warning_and_listed(workbook):
    path = workbook(Plan="Ref | Action | Due | Cost\nA1 | x | TBC | n:7\nA2 | y | TBC | n:9\nA3 | z | TBC |")
    (sheet,) = read(path)
    (problem,) = [problem for problem in sheet.problems if problem.rule == "columns_are_named"]
    assert (problem.cell, problem.found, problem.severity) == ("D1", "Cost", "warning")
    assert left_out(sheet) == [
        ("D1", 1, "Cost", Reason.HEADING_NOT_READ),
        ("D2:D3", 2, "7 | 9", Reason.COLUMN_NOT_NAMED),
    ]
    (sheet,) = read(path, 'not_read = "Cost"\n' + PLAN)
    assert noticed(sheet) == []
    assert left_out(sheet)[1] == ("D2:D3", 2, "7 | 9", Reason.COLUMN_NOT_READ)


def test_a_word_of_a_status_in_a_column_that_is_not_read_is_a_warning(workbook):
    table = "Ref | Action | Due | Success\nA1 | x | TBC | DONE\nA2 | y | TBC | Green\nA3 | z | TBC | done "
    (sheet,) = read(workbook(Plan=table), 'not_read = "Success"\n' + PLAN)
    assert noticed(sheet) == [("D2", "DONE, and in 1 more row", STATUS_THERE)]


def test_a_colour_in_a_column_that_is_not_read_is_no_status_though_the_layout_maps_it(workbook):
    path = workbook(Plan="Ref | Action | Due | Status | Priority\nA1 | x | TBC | Green | Red")
    layout = 'not_read = "Priority"\n' + PLAN + 'reported_status = "Status"\n[reported_status]\n"Red" = "in progress"\n'
    assert noticed(read(path, layout)[0]) == []


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
    assert left_out(sheet) == [("C5:D6", 4, "=C4+30 | 0 | =C5+30 | 0", Reason.FORMULAS_ONLY)]


def test_a_workbook_whose_formulas_were_never_worked_out_is_refused(workbook):
    path = workbook(Plan="Ref | Action | Due\n=A9 | =B9 | =C9\n=A10 | =B10 | =C10")
    assert refused(path) == (
        "the rows below the headings hold formulas without a result and nothing else. "
        "Open it in the spreadsheet program, save it there and load it again."
    )


def test_a_formula_copied_from_another_sheet_is_a_record(workbook):
    path = workbook(Plan="Ref | Action | Due\n=Master!A2 -> A1 | =Master!B2 -> Mend | =Master!C2 -> TBC")
    assert shown(read(path)[0], "action_ref", "action") == {2: ("A1", "Mend")}


def test_an_end_marker_ends_the_table_and_what_follows_is_listed(workbook):
    path = workbook(Plan="Ref | Action | Due\nA1 | Mend | TBC\nEND | END | END\nKey | |\nGreen | done |")
    (sheet,) = read(path, 'stops_at = "END"\n' + PLAN)
    assert list(sheet.rows.index) == [2]
    assert left_out(sheet) == [("A3:C5", 6, "END | END | END | Key | Green | done", Reason.BELOW)]


# Rows that are no records


def test_rows_that_nobody_has_filled_in_are_left_out(workbook):
    path = workbook(
        Plan="""
        Ref | Action     | Due | Status
        A1  | Mend       | TBC | < Select >      # a record: its action is there
        A2  | < Select > |     | < select >      # a number and fillers
            |            |     | Please select an option
        A4  |            |     |                 # a number alone is a record that says nothing, unless the layout knows
    """
    )
    layout = PLAN + STATUS
    (sheet,) = read(path, layout)
    assert list(sheet.rows.index) == [2, 5]
    assert left_out(sheet) == [
        ("A3:D4", 4, "A2 | < Select > | < select > | Please select an option", Reason.NOT_FILLED_IN)
    ]
    (sheet,) = read(path, 'prefilled = "action_ref"\n' + layout)
    assert list(sheet.rows.index) == [2]


def test_a_word_of_the_forms_own_fills_nothing_in_where_the_layout_says_so(workbook):
    path = workbook(Plan="Ref | Action | Due\nA1 | Mend | TBC\nA2 | Text | Date\nA3 | Text | TBC")
    assert list(read(path)[0].rows.index) == [2, 3, 4]
    assert list(read(path, 'fillers = ["text", "date"]\n' + PLAN)[0].rows.index) == [2, 4]


def test_guidance_and_examples_are_left_out_only_where_the_layout_says_so(workbook):
    path = workbook(
        Plan="""
        Ref           | Action                     | Due
        Unique number | Describe what will be done | dd/mm/yyyy
        V-1Example    | Close the door behind you  | d:2026-01-31
        A1            | Mend                       | TBC
    """
    )
    (sheet,) = read(path)
    assert list(sheet.rows.index) == [2, 3, 4]
    assert [(cell, found, sentence) for cell, found, sentence in noticed(sheet)] == [
        ("A2", "Unique number", PERHAPS_EXAMPLE),
        ("A3", "V-1Example", PERHAPS_EXAMPLE),
    ]
    (sheet,) = read(path, 'leave_out = ["Unique…", "v-1example"]\n' + PLAN)
    assert list(sheet.rows.index) == [4]
    assert noticed(sheet) == []
    assert list(read(path, 'leave_out = "Describe…"\n' + PLAN)[0].rows.index) == [2, 3, 4]  # a record may say so
    assert left_out(sheet)[0][:2] == ("A2:C3", 6)
    assert left_out(sheet)[0][3] == Reason.SAID_BY_LAYOUT


def test_a_total_is_no_record_and_a_word_that_only_begins_like_one_is(workbook):
    path = workbook(
        Plan="""
        Ref         | Action              | Due | Cost
        A1          | Mend                | TBC | n:5
        Sub-total   |                     |     | n:5
        Total place | Agree what it means | TBC |
        A3          | Total the bills     | TBC | n:2
        Total place |                     |     |        # alone in its row, and more than the word
        Total       | 2 actions           |     | =SUM(D2:D5) -> 7
        Grand total:|                     |     | £1,204.50
        Totals      |                     |     |
    """
    )
    (sheet,) = read(path, PLAN + 'priority = "Cost"\n')
    assert list(sheet.rows.index) == [2, 4, 5, 6]
    assert left_out(sheet) == [
        ("A3:D3", 2, "Sub-total | 5", Reason.TOTAL),
        ("A7:D9", 6, "Total | 2 actions | 7 | Grand total: | £1,204.50 | Totals", Reason.TOTAL),
    ]


@pytest.mark.parametrize("headings", ["Row Labels | Action | Due", "Ref | Action | Due | Count of Ref | Sum of Cost"])
def test_the_sums_of_a_plan_are_refused(workbook, headings):
    path = workbook(Plan=f"{headings}\nA1 | x | TBC | n:1 | n:2")
    layout = PLAN.replace('"Ref"', '"Row Labels"') if "Row" in headings else PLAN
    assert refused(path, layout) == (
        "sheet 'Plan': its headings are those of a pivot table, which holds the sums of a plan and no plan." + CORRECT
    )


def test_a_pivot_table_on_the_sheet_is_no_plan_whatever_its_headings_say(workbook):
    def with_pivot(path: Path, area: str) -> Path:
        """The workbook with the parts that tell where its pivot table stands."""
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable"
        links = f'<Relationship Id="r9" Type="{relation}" Target="../pivotTables/pivotTable1.xml"/>'
        with zipfile.ZipFile(path, "a") as file:
            file.writestr("xl/worksheets/_rels/sheet1.xml.rels", f"<Relationships>{links}</Relationships>")
            place = f"<pivotTableDefinition><location ref='{area}'/></pivotTableDefinition>"
            file.writestr("xl/pivotTables/pivotTable1.xml", place)
        return path

    table = "Ref | Action | Due | | Status | Count\nA1 | x | TBC | | Done | n:1\nA2 | y | TBC | | |"
    assert refused(with_pivot(workbook(Plan=table), "A1:C3")) == (
        "sheet 'Plan': its headings are those of a pivot table, which holds the sums of a plan and no plan." + CORRECT
    )
    (sheet,) = read(with_pivot(workbook(Plan=table), "E1:F2"))  # beside the plan
    assert list(sheet.rows.index) == [2, 3]
    assert "Sheet 'Plan' has pivot tables: 1." in [problem.found for problem in sheet.problems]
    (sheet,) = read(with_pivot(workbook(Plan=table), "A3:C3"))  # below it
    assert list(sheet.rows.index) == [2]
    assert left_out(sheet)[-1] == ("A3:C3", 3, "A2 | y | TBC", Reason.PIVOT)


def test_a_row_with_nothing_in_the_columns_that_are_read_is_listed(workbook):
    path = workbook(Plan="Ref | Action | Due | Cost\nA1 | x | TBC | n:1\n | | | n:2")
    (sheet,) = read(path, 'not_read = "Cost"\n' + PLAN)
    assert list(sheet.rows.index) == [2]
    assert left_out(sheet)[-1] == ("D3", 1, "2", Reason.NOTHING_READ)


STACKED = """
Harbour plan                 |                 |
Recommendation 1: railings   |                 |         # the title above the first headings
Ref                          | Action          | Due
A1                           | Mend the rail   | TBC
A2                           | Paint the rail  |         # two words alone, one of them a reference: a record
|
Recommendation 2: gates      |                 |         # and above the next ones
Ref                          | Action          | Due
1                            |                 |         # a number alone is no title
A3                           | Oil the gate    | TBC
Part B of recommendation 2   |                 |         # a title between records, without headings of its own
A4                           | Lock the gate   | TBC
"""


def test_the_titles_of_stacked_tables_become_a_value_of_the_rows_below_them(workbook):
    layout = 'header_row = 3\nsection = "recommendation_ref"\n' + PLAN
    (sheet,) = read(workbook(Plan=STACKED), layout)
    assert shown(sheet, "action_ref", "recommendation_ref") == {
        4: ("A1", ["Recommendation 1: railings"]),
        5: ("A2", ["Recommendation 1: railings"]),
        9: ("1", ["Recommendation 2: gates"]),
        10: ("A3", ["Recommendation 2: gates"]),
        12: ("A4", ["Part B of recommendation 2"]),
    }
    assert sheet.words.recommendation_ref[12] == "Part B of recommendation 2"
    assert [(place, reason) for place, _, _, reason in left_out(sheet)] == [
        ("A1", Reason.ABOVE),
        ("A2", Reason.SECTION_TITLE),
        ("A7", Reason.SECTION_TITLE),
        ("A8:C8", Reason.HEADINGS_AGAIN),
        ("A11", Reason.SECTION_TITLE),
    ]


def test_a_label_and_a_name_above_headings_are_a_title_unless_one_is_a_reference(workbook):
    table = """
    No. | Action  | Due
    1   | Mend    | TBC
        | Part 2: | Gates      # no reference beside it
    No. | Action  | Due
    1   | Oil     | TBC
    2   | Lock    |            # the last record of its part
    No. | Action  | Due
    1   | Light   | TBC
    """
    layout = 'header_row = 1\nsection = "recommendation_ref"\n' + PLAN.replace('"Ref"', '"No."')
    (sheet,) = read(workbook(Plan=table), layout)
    assert shown(sheet, "action", "recommendation_ref") == {
        2: ("Mend", []), 5: ("Oil", ["Part 2: Gates"]), 6: ("Lock", ["Part 2: Gates"]), 8: ("Light", ["Part 2: Gates"]),
    }  # fmt: skip


def test_a_title_merged_over_what_is_read_is_a_section_too(workbook):
    table = """
    Ref   | Action           | Due | Note
    n:1   | Build the pier   | <   | ends in May
    n:1.1 | Drive the piles  | TBC |
    n:2   | Open the pier    | <   |
    n:2.1 | Sell the tickets | TBC |
    """
    (sheet,) = read(workbook(Plan=table), 'section = "priority"\n' + PLAN + 'progress_note = "Note"\n')
    assert shown(sheet, "action_ref", "priority") == {3: ("1.1", "1 Build the pier"), 5: ("2.1", "2 Open the pier")}


def test_a_title_may_stand_before_the_first_column_of_the_table(workbook):
    table = "Part 1: gates | | |\n | Ref | Action | Due\n | A1 | Oil | TBC\nPart 2: rails | | |\n | A2 | Paint | TBC"
    (sheet,) = read(workbook(Plan=table), 'section = "recommendation_ref"\n' + PLAN)
    assert list(sheet.rows.recommendation_ref) == [["Part 1: gates"], ["Part 2: rails"]]
    assert [(place, reason) for place, _, _, reason in left_out(sheet)] == [
        ("A1", Reason.SECTION_TITLE), ("A4", Reason.SECTION_TITLE),
    ]  # fmt: skip


def test_a_finding_about_a_section_says_its_title(collection):
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text.replace('recommendation_ref = "Rec"\n', "").replace(
        "[columns]", 'section = "recommendation_ref"\n[columns]'))  # fmt: skip
    collection.register("2026-01-15", "Rec | Recommendation | Agency | Response\n1 | Mend | Harbour Board | Accepted")
    collection.plan("2026-01-31", "Part two: gates\nRef | Action | Due | Done | Status | Evidence | Reason\nA1 | Oil")
    problems = collection.check().problems
    (problem,) = problems[problems.rule == "action_answers_a_known_recommendation"].to_dict("records")
    assert (problem["cell"], problem["found"]) == ("A3", "Part two: gates")


def test_words_merged_over_other_columns_are_no_title(workbook):
    table = """
    Ref | Action | Due           | Note
    A1  | Mend   | No update     | <
    A2  | Paint  | d:2026-03-31  | Begun
    """
    layout = 'section = "priority"\n' + PLAN + 'progress_note = "Note"\n'
    assert list(read(workbook(Plan=table), layout)[0].rows.index) == [2, 3]


def test_without_a_section_in_the_layout_a_title_is_a_row_that_somebody_must_look_at(workbook):
    (sheet,) = read(workbook(Plan=STACKED), "header_row = 3\n" + PLAN)
    assert 11 in sheet.rows.index


def test_headings_over_two_rows_are_passed_over_when_they_come_again(workbook):
    path = workbook(
        Plan="""
        Ref | Action | When  | <
        ^   | ^      | First | Now
        A1  | Mend   | TBC   | TBC
        Ref | Action | When  | <
        ^   | ^      | First | Now
        A2  | Paint  | TBC   | TBC
    """
    )
    (sheet,) = read(path, "header_row = [1, 2]\n" + PLAN.replace('"Due"', '"When / Now"'))
    assert list(sheet.rows.index) == [3, 6]


def test_headings_that_come_again_in_other_columns_are_refused(workbook):
    path = workbook(Plan="Ref | Action | Due\nA1 | Mend | TBC\n | Ref | Action | Due\n | A2 | Paint | TBC")
    assert refused(path, "header_row = 1\n" + PLAN) == (
        "sheet 'Plan': row 3: the headings stand again in other columns. Describe that table by a [[sheets]] entry of "
        "its own, and end this one there with stops_at." + CORRECT
    )


# Hidden, merged, coloured, commented


def test_hidden_rows_are_read_and_said_and_hidden_fillers_are_not_read_and_said(workbook):
    path = workbook(
        Plan="""
        Ref | Action | Due | Status
        A1  | Mend   | TBC | Under way
        ~| A2  | Paint  | TBC | Under way
        ~| A3  | Sweep  | TBC | Done
        ~|     |        |     | < Select >
    """
    )
    (sheet,) = read(path, PLAN + STATUS)
    assert list(sheet.rows.index) == [2, 3, 4]
    assert noticed(sheet) == [("A3", "rows 3 to 4", HIDDEN_ROWS), ("A5", "row 5", HIDDEN_FILLERS)]


def test_a_hidden_due_date_is_read_and_said(workbook):
    path = workbook(Plan="Ref | Action | ~Due\nA1 | Mend | d:2026-03-31")
    (sheet,) = read(path)
    assert noticed(sheet) == [("C1", "Due", "This column is hidden in the workbook. It was read.")]
    assert str(sheet.rows.due_on[2])[:10] == "2026-03-31"


def test_a_cell_merged_across_lends_nothing_to_the_next_field(workbook):
    path = workbook(Plan="Ref | Action | Owner | Due\nA1 | Mend | Clerk | TBC\nA2 | To be agreed | < | TBC")
    (sheet,) = read(path, PLAN + 'owner = "Owner"\n')
    assert shown(sheet, "action", "owner") == {2: ("Mend", "Clerk"), 3: ("To be agreed", "")}
    sentence = "This cell is merged over columns B to C. It is read in the first of them."
    assert noticed(sheet) == [("B3", "To be agreed", sentence)]


def test_a_cell_merged_down_is_counted_once(workbook):
    path = workbook(Plan="Rec | Ref | Action | Due\n4 | A1 | Mend | TBC\n^ | A2 | Paint | TBC")
    (sheet,) = read(path, PLAN + 'recommendation_ref = "Rec"\n')
    assert shown(sheet, "recommendation_ref") == {2: (["4"],), 3: (["4"],)}
    assert (sheet.accounts[0].filled, sheet.accounts[0].stored) == (11, 11)


COLOURED = """
Ref | Action | Due | RAG
A1  | Mend   | TBC | {00B050}
A2  | Paint  | TBC | {FFC000}
A3  | Sweep  | TBC |
A4  | Oil    | TBC | {7030A0}
"""


def test_a_colour_is_said_and_never_a_status(workbook):
    (sheet,) = read(workbook(Plan=COLOURED), PLAN + STATUS.replace('"Status"', '"RAG"'))
    assert set(sheet.rows.reported_status) == {"not reported"}
    sentence = "Colour carries meaning in column D. It is kept as found and never a status."
    assert noticed(sheet) == [("D1", "00B050 in 1, FFC000 in 1, 7030A0 in 1", sentence)]


def test_a_colour_is_a_word_where_the_layout_gives_the_plans_own_key(workbook):
    layout = PLAN + STATUS.replace('"Status"', '"RAG"') + '[colours]\n"00b050" = "Done"\n"FFC000" = "Under way"\n'
    (sheet,) = read(workbook(Plan=COLOURED), layout)
    assert list(sheet.rows.reported_status) == ["reported complete", "in progress", "not reported", "not reported"]
    assert list(sheet.words.reported_status)[:3] == ["Done (colour 00B050)", "Under way (colour FFC000)", ""]
    sentence = "The layout explains every colour that stands for a word. This one is read as blank."
    assert noticed(sheet) == [("D5", "7030A0", sentence)]
    assert (sheet.accounts[0].filled, sheet.accounts[0].stored) == (16, 16)  # a colour fills no cell


def test_bands_and_colours_that_only_repeat_a_word_say_nothing(workbook):
    path = workbook(
        Plan="""
        Ref          | Action          | Due           | Status
        A1 {EEEEEE}  | Mend {EEEEEE}   | TBC {EEEEEE}  | Done {00B050}
        A2           | Paint           | TBC           | Under way {FFC000}
        A3 {EEEEEE}  | Sweep {EEEEEE}  | TBC {EEEEEE}  | Done {00B050}
    """
    )
    assert noticed(read(path, PLAN + STATUS)[0]) == []


def test_comments_are_kept_for_staff(workbook):
    def remark(sheet):
        sheet["B2"].comment = Comment(
            "[Threaded comment]\n\nYour version...\n\nComment:\n    Agreed on Monday", "Clerk"
        )

    (sheet,) = read(changed(workbook(Plan="Ref | Action | Due\nA1 | Mend | TBC"), remark))
    sentence = "A comment on this cell. It is kept for staff and never published."
    assert noticed(sheet) == [("B2", "Agreed on Monday", sentence)]


def test_colours_that_depend_on_a_condition_are_said_to_be_unread(workbook):
    def rule(sheet):
        fill = openpyxl.styles.PatternFill("solid", bgColor="00B050")
        sheet.conditional_formatting.add("A1:A9", openpyxl.formatting.rule.CellIsRule("equal", ["1"], fill=fill))

    (sheet,) = read(changed(workbook(Plan="Ref | Action | Due\nA1 | Mend | TBC"), rule))
    assert "Sheet 'Plan' has colours that depend on a condition. They were not read." in [
        problem.found for problem in sheet.problems
    ]


# Dates


def test_day_and_month_that_a_spreadsheet_may_have_swapped_are_flagged(workbook):
    path = workbook(
        Plan="""
        Ref | Action | Due
        A1  | x      | 25/03/2026     # left as text, since no month has 25 days in another country
        A2  | x      | d:2026-04-03   # typed as 4/3/2026?
        A3  | x      | d:2026-05-05   # the same either way
        A4  | x      | m:2026-02-01   # a month alone cannot be swapped
        A5  | x      | d:2026-01-12
    """
    )
    assert noticed(read(path)[0]) == [("C3", "2026-04-03", SWAPPED), ("C6", "2026-01-12", SWAPPED)]


@pytest.mark.parametrize(
    "dates",
    [
        "25/03/2026;d:2026-04-13;d:2026-04-03",  # a real date with a day over 12 was understood
        "11/03/2026;d:2026-04-03;d:2026-05-04",  # no text with a day over 12
        "TBC;d:2026-04-03;d:2026-05-04",
    ],
)
def test_dates_without_the_signs_of_a_swap_are_not_flagged(workbook, dates):
    lines = "\n".join(f"A{n} | x | {on}" for n, on in enumerate(dates.split(";")))
    assert noticed(read(workbook(Plan=f"Ref | Action | Due\n{lines}"))[0]) == []


def test_a_date_dragged_down_counts_up_the_year_and_is_flagged(workbook):
    path = workbook(
        Plan="""
        Ref | Action | Due
        A1  | x      | d:2025-02-20
        A2  | x      | d:2026-02-20
        A3  | x      | d:2026-03-31   # the end of a year of the council
        A4  | x      | d:2027-03-31   # and of the next: nothing odd
        A5  | x      | d:2030-06-30
        A6  | x      | d:2031-06-30
        A7  | x      | d:2032-06-30   # three in a row are odd even so
    """
    )
    assert noticed(read(path)[0]) == [
        ("C3", "2026-02-20", DRAGGED), ("C7", "2031-06-30", DRAGGED), ("C8", "2032-06-30", DRAGGED),
    ]  # fmt: skip


@pytest.mark.parametrize("on", ["d:1900-01-01", "d:2099-12-31", "31/12/9999", "d:2999-12-31"])
def test_a_date_that_stands_for_none_is_not_read_as_one(workbook, on):
    (sheet,) = read(workbook(Plan=f"Ref | Action | Due\nA1 | x | {on}"))
    assert (str(sheet.rows.due_on[2]), sheet.rows.due_on_precision[2]) == ("NaT", Precision.UNREADABLE)


# References and names


def test_references_kept_as_numbers_are_flagged_where_a_zero_may_be_lost(workbook):
    path = workbook(
        Plan="""
        Ref            | Action | Due
        n:60.1         | x      | TBC    # 60.10, once the format is lost
        n:60.9         | x      | TBC
        n:61.1 [0.00]  | x      | TBC    # shown with its zero
        60.2           | x      | TBC    # text is as it was typed
        n:7            | x      | TBC
    """
    )
    (sheet,) = read(path)
    assert [ref for (ref,) in shown(sheet, "action_ref").values()] == ["60.1", "60.9", "61.10", "60.2", "7"]
    lost = "This reference may have lost a zero: those beside it go up to 60.9."
    assert noticed(sheet) == [("A2", "60.1 and 1 more", AS_NUMBERS), ("A2", "60.1", lost)]


def test_a_reference_beside_one_with_its_zero_has_lost_none(workbook):
    (sheet,) = read(workbook(Plan="Ref | Action | Due\nn:60.1 | x | TBC\nn:60.1 [0.00] | y | TBC\n60.11 | z | TBC"))
    assert [ref for (ref,) in shown(sheet, "action_ref").values()] == ["60.1", "60.10", "60.11"]
    assert [sentence for _, _, sentence in noticed(sheet)] == [AS_NUMBERS]


def test_names_in_one_cell_are_split_only_by_the_list_that_the_layout_confirms(workbook):
    path = workbook(
        Plan="""
        Ref | Action | Due | With
        A1  | x      | TBC | CSP, 3PAO
        A2  | x      | TBC | Wing, Rotor Aviation      # two words of one name
        A3  | x      | TBC | CSP, Harbor Board         # one of them is not on the list
        A4  | x      | TBC | Chair / DCS
    """
    )
    layout = PLAN + 'supporting_agencies = "With"\n'
    whole = [["CSP, 3PAO"], ["Wing, Rotor Aviation"], ["CSP, Harbor Board"], ["Chair / DCS"]]
    assert list(read(path, layout)[0].rows.supporting_agencies) == whole
    layout += '[split]\nsupporting_agencies = ","\n'
    assert list(read(path, layout)[0].rows.supporting_agencies) == whole
    layout = 'confirmed = ["Harbour Board"]\n' + layout
    layout += '[agencies]\n"CSP" = "Cloud Service Provider"\n"3PAO" = "Assessor"\n'
    assert list(read(path, layout)[0].rows.supporting_agencies) == [["Cloud Service Provider", "Assessor"], *whole[1:]]


def test_the_nearest_known_name_is_told_and_none_is_merged(collection):
    collection.register("2026-01-15", "Rec | Recommendation | Agency | Response\n1 | Mend | Harbour Board | Accepted")
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text.replace("[columns]", '[columns]\nagency = "Lead"'))
    headings = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason | Lead\n"
    collection.plan("2026-01-31", headings + "A1 | 1 | Mend | | | | | | Harbor Board\nA2 | 1 | Mend | | | | | | Trams")
    checked = collection.check()
    told = checked.problems[(checked.problems.rule == "agency_is_known") & (checked.problems.sheet == "Plan")]
    rule = "The lead agency is one that sends a plan or stands in the register. Names are never merged by likeness."
    assert list(zip(told.found, told.sentence, strict=True)) == [
        ("Harbor Board", f"{rule} The nearest known name is 'Harbour Board'."),
        ("Trams", rule),
    ]


# Formats


def test_what_a_kind_of_file_cannot_tell_is_said(tmp_path: Path):
    (tmp_path / "plan.csv").write_text("Ref;Action;Due\nA1;Mend;TBC\n", encoding="utf-8")
    (sheet,) = read(tmp_path / "plan.csv")
    facts = [problem.found for problem in sheet.problems]
    assert "A text file has no number formats, colours, comments or merged cells." in facts
    assert (sheet.accounts[0].sheet, sheet.accounts[0].filled, sheet.accounts[0].stored) == ("CSV", 6, 6)
